// Starts from the column file and from the store give the same rankings, and
// the log says which it was and why.

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

namespace fs = std::filesystem;

class ColumnStartTest : public ServerTest {
 protected:
  ColumnStartTest() : file_(folder_ + "/store/columns.ketnoi") {
    for (int i = 0; i < 30; ++i) Put(i, 10 * i);
  }

  // A supplier of its own kind by number.
  static std::string TextOf(int number, int capacity) {
    return "legal_name { vi: \"Hàn Việt " + std::to_string(number) +
           "\" en: \"Firm\" } languages { values: \"en\" }"
           "certificates { id: \"q\" scheme: \"iso9001\" }"
           "sites { id: \"s\" province: \"01\" }"
           "capabilities { id: \"c\" category: \"stamping\""
           "  processes { values: \"" +
           (number % 2 == 0 ? "progressive_stamping" : "deep_drawing") +
           "\" } monthly_capacity { value: " + std::to_string(capacity) +
           " unit: \"pcs\" } }";
  }

  void Put(int number, int capacity) {
    v1::UpdateSupplierRequest request;
    request.set_allow_missing(true);
    *request.mutable_supplier() = Parse<v1::Supplier>(TextOf(number, capacity));
    request.mutable_supplier()->set_name("suppliers/f" +
                                         std::to_string(number));
    grpc::ClientContext context;
    v1::Supplier answer;
    const auto status = suppliers_->UpdateSupplier(&context, request, &answer);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  void Delete(int number) {
    v1::DeleteSupplierRequest request;
    request.set_name("suppliers/f" + std::to_string(number));
    grpc::ClientContext context;
    v1::DeleteSupplierResponse answer;
    EXPECT_TRUE(suppliers_->DeleteSupplier(&context, request, &answer).ok());
  }

  // All that a ranking says.
  std::string Rank() {
    v1::RankSuppliersRequest request;
    auto& requirement = *request.mutable_inline_requirement();
    requirement = Parse<v1::Requirement>(
        "title { en: \"x\" } category: \"stamping\" "
        "criteria { gate: true certificate { scheme: \"iso9001\" } } "
        "criteria { place { provinces { provinces: \"01\" } } } "
        "criteria { monthly_volume { quantity { value: 5000 } } }");
    request.mutable_options()->set_as_of_date("2026-11-01");
    request.set_page_size(100);
    v1::RankSuppliersResponse response;
    grpc::ClientContext context;
    const auto status = matches_->RankSuppliers(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_GT(response.results_size(), 0);
    return response.DebugString();
  }

  // Ends the server, lets `between` happen, starts it; returns what it said.
  template <class Between>
  std::string StartAfter(Between between) {
    app_.reset();
    between();
    ::testing::internal::CaptureStderr();
    Restart();
    return ::testing::internal::GetCapturedStderr();
  }

  std::string Content() const {
    std::ifstream file(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void SetContent(const std::string& content) const {
    std::ofstream(file_, std::ios::binary | std::ios::trunc) << content;
  }

  // The file is not used because of `why`, and the ranking is as before.
  template <class Spoil>
  void ExpectRebuilt(Spoil spoil, const std::string& why) {
    const std::string before = Rank();
    const std::string said = StartAfter(spoil);
    EXPECT_NE(said.find(why), std::string::npos) << said;
    EXPECT_NE(said.find("read from the store"), std::string::npos) << said;
    EXPECT_EQ(Rank(), before);
    // The next start has a file again.
    EXPECT_NE(StartAfter([] {}).find("read from " + file_), std::string::npos);
    EXPECT_EQ(Rank(), before);
  }

  const std::string file_;
};

TEST_F(ColumnStartTest, StartsFromTheFileThatACleanEndLeaves) {
  const std::string before = Rank();
  const std::string said = StartAfter([] {});
  EXPECT_NE(said.find("columns of revision 30 read from " + file_),
            std::string::npos)
      << said;
  EXPECT_EQ(Rank(), before);
  Put(3, 5000);
  Delete(4);
  const std::string after = Rank();
  EXPECT_NE(after, before);
  StartAfter([] {});
  EXPECT_EQ(Rank(), after);
  ExpectRebuilt([&] { fs::remove(file_); }, "29 suppliers at revision 32");
}

TEST_F(ColumnStartTest, CatchesUpWithWhatAnOlderFileLacks) {
  std::string older;
  StartAfter([&] { older = Content(); });
  for (int i = 0; i < 30; i += 3) Put(i, 7000 + i);
  for (int i = 1; i < 30; i += 7) Delete(i);
  Put(100, 300);
  Delete(100);
  Put(101, 400);
  const std::string now = Rank();
  const std::string said = StartAfter([&] { SetContent(older); });
  EXPECT_NE(said.find("columns of revision 30 read from"), std::string::npos)
      << said;
  EXPECT_NE(said.find("up to revision 48"), std::string::npos) << said;
  EXPECT_EQ(Rank(), now);
  ExpectRebuilt([&] { fs::remove(file_); }, "read from the store");
}

TEST_F(ColumnStartTest, RebuildsWhatIsDamaged) {
  ExpectRebuilt(
      [&] {
        SetContent("something else, and long enough" + std::string(200, '.'));
      },
      "it is no column file");
  ExpectRebuilt([&] { SetContent(Content().substr(0, 100)); }, "it is cut off");
  ExpectRebuilt([&] { SetContent(Content().substr(0, Content().size() - 1)); },
                "it is cut off");
  ExpectRebuilt(
      [&] {
        std::string content = Content();
        content.back() = static_cast<char>(content.back() ^ 1);
        SetContent(content);
      },
      "the checksum of its section");
  ExpectRebuilt(
      [&] {
        std::string content = Content();
        content[8] = 0;
        SetContent(content);
      },
      "its format is of version 0");
}

TEST_F(ColumnStartTest, RebuildsOrUsesAFileWithAFlippedBit) {
  const std::string before = Rank();
  std::string content;
  StartAfter([&] { content = Content(); });
  for (size_t at = 5; at < content.size(); at += content.size() / 40) {
    std::string flipped = content;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
    StartAfter([&] { SetContent(flipped); });
    EXPECT_EQ(Rank(), before) << at;
  }
}

TEST_F(ColumnStartTest, RebuildsWhatIsOfAnotherStore) {
  const std::string other = folder_ + "/other";
  app_.reset();
  fs::rename(folder_ + "/store", other);
  Restart();
  for (int i = 0; i < 5; ++i) Put(i, 1);
  ExpectRebuilt(
      [&] {
        fs::copy_file(other + "/columns.ketnoi", file_,
                      fs::copy_options::overwrite_existing);
      },
      "it is of a store of epoch");
}

TEST_F(ColumnStartTest, RebuildsWhatIsAheadOfTheStore) {
  const std::string copy = folder_ + "/copy";
  StartAfter([&] { fs::copy(folder_ + "/store", copy); });
  const std::string before = Rank();
  Put(1, 9000);
  const std::string said = StartAfter([&] {
    fs::copy_file(file_, copy + "/columns.ketnoi",
                  fs::copy_options::overwrite_existing);
    fs::remove_all(folder_ + "/store");
    fs::rename(copy, folder_ + "/store");
  });
  EXPECT_NE(said.find("it is of revision 31, the store only at 30"),
            std::string::npos)
      << said;
  EXPECT_EQ(Rank(), before);
}

TEST_F(ColumnStartTest, RebuildsWhatWasMadeWithOtherReferenceData) {
  const std::string data = folder_ + "/data";
  app_.reset();
  fs::copy(KETNOI_DATA_DIR, data, fs::copy_options::recursive);
  std::ofstream(data + "/reference/industries.jsonl", std::ios::app)
      << R"({"name": "industries/kites", "displayName": {"vi": "Diều giấy", )"
      << R"("en": "Paper kites"}, "source": "test"})"
      << "\n";
  Options options;
  options.data_dir = folder_ + "/store";
  options.reference_dir = data;
  options.address = "127.0.0.1:0";
  ::testing::internal::CaptureStderr();
  EXPECT_TRUE(App::Start(options).ok());
  const std::string said = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(said.find("it was made with other reference data"),
            std::string::npos)
      << said;
  Restart();
  Rank();
}

TEST_F(ColumnStartTest, StartsBesideWhatAKilledWriterLeft) {
  const std::string before = Rank();
  const std::string said =
      StartAfter([&] { std::ofstream(file_ + ".tmp") << "half of a file"; });
  EXPECT_NE(said.find("columns of revision 30 read from"), std::string::npos)
      << said;
  EXPECT_EQ(Rank(), before);
  StartAfter([] {});
  EXPECT_EQ(Rank(), before);
}

TEST_F(ColumnStartTest, SearchesFindWhatWasWrittenBeforeAndAfterAStart) {
  StartAfter([] {});
  Put(200, 1);
  v1::ListSuppliersRequest request;
  request.set_query("han viet");
  v1::ListSuppliersResponse response;
  grpc::ClientContext context;
  const auto status = suppliers_->ListSuppliers(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.total_size(), 31);
}

}  // namespace
}  // namespace ketnoi::server
