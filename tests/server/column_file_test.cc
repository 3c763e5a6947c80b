// A column file gives back what was written, or says why it does not.

#include "server/column_file.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>

#include "gtest/gtest.h"
#include "tests/testing/temporary_folder.h"

namespace ketnoi::server {
namespace {

constexpr size_t kHeaderBytes = 136;
constexpr size_t kTableEntryBytes = 24;

class ColumnFileTest : public ::testing::Test {
 protected:
  ColumnFileTest() {
    path_ = folder_.path() + "/columns";
    origin_.program = std::string(32, 'p');
    origin_.reference = std::string(32, 'r');
    origin_.epoch = "0123456789abcdef";
    origin_.revision = 42;
    numbers_.resize(150);
    std::iota(numbers_.begin(), numbers_.end(), 0);
  }

  absl::Status Write() const {
    return WriteColumnFile(path_, origin_,
                           {std::as_bytes(std::span(numbers_)),
                            {},
                            std::as_bytes(std::span(text_)),
                            std::as_bytes(std::span(numbers_))});
  }

  std::string Content() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void SetContent(const std::string& content) const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << content;
  }

  // What opening the file and reading all of it says.
  absl::Status ReadAll() const {
    const auto file = ColumnFile::Open(path_);
    if (!file.ok()) return file.status();
    absl::Status status = file->CheckOrigin(origin_);
    for (size_t s = 0; s < file->section_count() && status.ok(); ++s) {
      std::vector<std::byte> bytes(file->section_bytes(s));
      status = file->Read(s, bytes);
    }
    return status;
  }

  void ExpectRefused(absl::StatusCode code, const std::string& why) const {
    const absl::Status status = ReadAll();
    EXPECT_EQ(status.code(), code) << status;
    EXPECT_NE(std::string(status.message()).find(why), std::string::npos)
        << status;
  }

  const testing::TemporaryFolder folder_;
  std::string path_;
  ColumnOrigin origin_;
  std::vector<int32_t> numbers_;
  std::string text_ = "text";
};

TEST_F(ColumnFileTest, GivesBackWhatWasWritten) {
  ASSERT_TRUE(Write().ok());
  const auto file = ColumnFile::Open(path_);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->origin().revision, 42);
  EXPECT_EQ(file->origin().epoch, origin_.epoch);
  EXPECT_TRUE(file->CheckOrigin(origin_).ok());
  ASSERT_EQ(file->section_count(), 4u);
  EXPECT_EQ(file->section_bytes(1), 0u);
  EXPECT_EQ(file->section_bytes(2), text_.size());
  std::vector<int32_t> read(file->section_bytes(3) / sizeof(int32_t));
  ASSERT_TRUE(file->Read(3, std::as_writable_bytes(std::span(read))).ok());
  EXPECT_EQ(read, numbers_);
  EXPECT_FALSE(std::filesystem::exists(path_ + ".tmp"));
}

TEST_F(ColumnFileTest, ReplacesTheFileBefore) {
  ASSERT_TRUE(Write().ok());
  numbers_ = {1, 2, 3};
  origin_.revision = 43;
  ASSERT_TRUE(Write().ok());
  const auto file = ColumnFile::Open(path_);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->origin().revision, 43);
  EXPECT_EQ(file->section_bytes(0), 12u);
}

TEST_F(ColumnFileTest, SaysThatThereIsNone) {
  ExpectRefused(absl::StatusCode::kNotFound, "there is none");
}

TEST_F(ColumnFileTest, RefusesWhatIsNoColumnFile) {
  SetContent(std::string(5000, 'x'));
  ExpectRefused(absl::StatusCode::kDataLoss, "no column file");
  std::filesystem::remove(path_);
  std::filesystem::create_directory(path_);
  ExpectRefused(absl::StatusCode::kDataLoss, "no column file");
}

TEST_F(ColumnFileTest, RefusesAFileThatIsCutOffAnywhere) {
  ASSERT_TRUE(Write().ok());
  const std::string whole = Content();
  for (size_t bytes = 0; bytes < whole.size(); ++bytes) {
    SetContent(whole.substr(0, bytes));
    const absl::Status status = ReadAll();
    EXPECT_TRUE(absl::IsDataLoss(status)) << bytes << ": " << status;
  }
  SetContent(whole + "x");
  ExpectRefused(absl::StatusCode::kDataLoss, "it has");
}

TEST_F(ColumnFileTest, RefusesAFlippedBitAnywhere) {
  ASSERT_TRUE(Write().ok());
  const std::string whole = Content();
  const size_t table_end = kHeaderBytes + 4 * kTableEntryBytes;
  size_t accepted = 0;
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << at % 8));
    SetContent(damaged);
    const absl::Status status = ReadAll();
    if (status.ok()) ++accepted;
    EXPECT_FALSE(status.ok() && at < table_end) << at;
  }
  // Nothing reads the zeros between sections.
  EXPECT_LT(accepted, 3u * 64);
}

TEST_F(ColumnFileTest, RefusesAnotherFormatVersionAndByteOrder) {
  ASSERT_TRUE(Write().ok());
  const std::string whole = Content();
  std::string other = whole;
  other[8] = 7;
  SetContent(other);
  ExpectRefused(absl::StatusCode::kFailedPrecondition, "of version 7");
  other = whole;
  std::reverse(other.begin() + 12, other.begin() + 16);
  SetContent(other);
  ExpectRefused(absl::StatusCode::kFailedPrecondition, "byte order");
}

TEST_F(ColumnFileTest, SaysWhatAFileIsOf) {
  ASSERT_TRUE(Write().ok());
  const ColumnOrigin written = origin_;
  origin_.epoch = "ffffffffffffffff";
  ExpectRefused(absl::StatusCode::kFailedPrecondition, "epoch");
  origin_ = written;
  origin_.program[31] = 'x';
  ExpectRefused(absl::StatusCode::kFailedPrecondition, "another version");
  origin_ = written;
  origin_.reference[0] = 'x';
  ExpectRefused(absl::StatusCode::kFailedPrecondition, "reference data");
}

TEST_F(ColumnFileTest, LeavesTheFileBeforeIfTheNextCannotBeWritten) {
  ASSERT_TRUE(Write().ok());
  // What is left when the process dies while it writes.
  std::ofstream(path_ + ".tmp") << "half a file";
  EXPECT_TRUE(ReadAll().ok());
  std::filesystem::remove(path_ + ".tmp");
  std::filesystem::create_directory(path_ + ".tmp");
  EXPECT_TRUE(absl::IsUnavailable(Write()));
  EXPECT_TRUE(ReadAll().ok());
}

TEST_F(ColumnFileTest, APipeIsNoColumnFile) {
  ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
  ExpectRefused(absl::StatusCode::kDataLoss, "no column file");
}

TEST_F(ColumnFileTest, DoesNotWriteThroughALink) {
  const std::string other = folder_.path() + "/other";
  std::ofstream(other) << "other";
  std::filesystem::create_symlink(other, path_ + ".tmp");
  ASSERT_TRUE(Write().ok());
  EXPECT_TRUE(ReadAll().ok());
  EXPECT_FALSE(std::filesystem::is_symlink(path_));
  EXPECT_EQ(std::filesystem::file_size(other), 5u);
}

}  // namespace
}  // namespace ketnoi::server
