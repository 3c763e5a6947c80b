// A catalogue whose feed fails says so, and keeps what it has read.

#include <cstdlib>

#include "gtest/gtest.h"
#include "server/catalogue.h"
#include "server/reference_loader.h"

namespace ketnoi::server {
namespace {

// A store at revision 1 whose records can be read, but not its feed.
class BrokenFeed final : public storage::Store {
 public:
  const std::string& epoch() const override { return epoch_; }
  int64_t revision() const override { return 1; }
  absl::Status failure() const override { return absl::OkStatus(); }
  absl::Duration staleness() const override { return absl::ZeroDuration(); }
  absl::StatusOr<storage::Record> Get(storage::Collection,
                                      std::string_view) const override {
    return absl::NotFoundError("none");
  }
  absl::StatusOr<int64_t> Scan(
      storage::Collection, std::string_view, std::string_view,
      const std::function<bool(const storage::Record&)>&) const override {
    return 0;
  }
  absl::StatusOr<storage::CommitResult> Commit(
      const storage::CommitRequest&) override {
    return absl::UnavailableError("no commits");
  }
  std::optional<storage::RememberedRequest> FindRequest(
      const std::string&) const override {
    return std::nullopt;
  }
  absl::StatusOr<std::vector<storage::FeedEntry>> ReadFeed(
      int64_t, size_t) const override {
    return absl::DataLossError("the feed is damaged");
  }
  absl::Status WaitFor(int64_t, absl::Time) const override {
    return absl::OkStatus();
  }
  absl::StatusOr<storage::Record> GetAt(storage::Collection, std::string_view,
                                        int64_t) const override {
    return absl::NotFoundError("none");
  }
  storage::Notes& notes() override { std::abort(); }

 private:
  const std::string epoch_ = "0123456789abcdef";
};

TEST(BrokenFeedTest, IsReported) {
  const auto data = LoadReferenceData(KETNOI_DATA_DIR, "");
  ASSERT_TRUE(data.ok()) << data.status();
  const BrokenFeed store;
  Catalogue catalogue((*data)->reference, store);
  ASSERT_TRUE(catalogue.Load().ok());
  EXPECT_TRUE(absl::IsDataLoss(
      catalogue.WaitApplied(1, absl::Now() + absl::Seconds(30))));
  EXPECT_TRUE(absl::IsDataLoss(catalogue.failure()));
  EXPECT_EQ(catalogue.snapshot()->revision(), 0);
  EXPECT_TRUE(catalogue.WaitApplied(0, absl::InfinitePast()).ok());
}

}  // namespace
}  // namespace ketnoi::server
