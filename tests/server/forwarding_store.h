// A store that passes every call on to another one: the base of stores that
// count, delay or fail some of them.

#ifndef KETNOI_TESTS_SERVER_FORWARDING_STORE_H_
#define KETNOI_TESTS_SERVER_FORWARDING_STORE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/storage/store.h"

namespace ketnoi::server {

class ForwardingStore : public storage::Store {
 public:
  explicit ForwardingStore(std::unique_ptr<storage::Store> inner)
      : inner_(std::move(inner)) {}

  const std::string& epoch() const override { return inner_->epoch(); }
  int64_t revision() const override { return inner_->revision(); }
  absl::Status failure() const override { return inner_->failure(); }
  absl::Duration staleness() const override { return inner_->staleness(); }
  absl::StatusOr<storage::Record> Get(storage::Collection collection,
                                      std::string_view name) const override {
    return inner_->Get(collection, name);
  }
  absl::StatusOr<int64_t> Scan(
      storage::Collection collection, std::string_view prefix,
      std::string_view after,
      const std::function<bool(const storage::Record&)>& visit) const override {
    return inner_->Scan(collection, prefix, after, visit);
  }
  absl::StatusOr<storage::CommitResult> Commit(
      const storage::CommitRequest& request) override {
    return inner_->Commit(request);
  }
  std::optional<storage::RememberedRequest> FindRequest(
      const std::string& request_id) const override {
    return inner_->FindRequest(request_id);
  }
  absl::StatusOr<std::vector<storage::FeedEntry>> ReadFeed(
      int64_t after, size_t limit) const override {
    return inner_->ReadFeed(after, limit);
  }
  absl::Status WaitFor(int64_t revision, absl::Time deadline) const override {
    return inner_->WaitFor(revision, deadline);
  }
  absl::StatusOr<storage::Record> GetAt(storage::Collection collection,
                                        std::string_view name,
                                        int64_t revision) const override {
    return inner_->GetAt(collection, name, revision);
  }
  storage::Notes& notes() override { return inner_->notes(); }

 private:
  const std::unique_ptr<storage::Store> inner_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_TESTS_SERVER_FORWARDING_STORE_H_
