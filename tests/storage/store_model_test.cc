// Random operations against a store and against maps that are too simple to
// be wrong.

#include <map>
#include <random>

#include "fmt/format.h"
#include "tests/storage/store_fixture.h"

namespace ketnoi::storage {
namespace {

struct Version {
  std::string value;
  int64_t revision = 0;
  int64_t create_revision = 0;
};

using State = std::map<std::string, Version>;

// Keeps the whole state of every revision.
class Model {
 public:
  // The same codes as Store::Commit, for requests without request_id.
  absl::StatusCode Commit(const CommitRequest& request) {
    State next = states_.back();
    const int64_t revision = static_cast<int64_t>(states_.size());
    for (const Operation& operation : request.operations) {
      const auto found = states_.back().find(operation.name);
      const bool present = found != states_.back().end();
      const int64_t at = present ? found->second.revision : 0;
      if (operation.expected_revision.value_or(at) != at) {
        return absl::StatusCode::kAborted;
      }
      if (!operation.value.has_value()) {
        if (!present) return absl::StatusCode::kNotFound;
        next.erase(operation.name);
      } else {
        next[operation.name] = {
            *operation.value, revision,
            present ? found->second.create_revision : revision};
      }
    }
    for (const Operation& operation : request.operations) {
      feed_.push_back(
          operation.value.has_value()
              ? fmt::format("{} put {}={}", revision, operation.name,
                            *operation.value)
              : fmt::format("{} delete {}", revision, operation.name));
    }
    states_.push_back(std::move(next));
    return absl::StatusCode::kOk;
  }

  int64_t revision() const { return static_cast<int64_t>(states_.size()) - 1; }
  const State& At(int64_t revision) const {
    return states_[static_cast<size_t>(revision)];
  }
  const std::vector<std::string>& feed() const { return feed_; }

 private:
  std::vector<State> states_ = {State()};
  std::vector<std::string> feed_;
};

class StoreModelTest : public StoreFixture {
 protected:
  int Draw(int below) {
    return std::uniform_int_distribution<int>(0, below - 1)(random_);
  }

  // Few names, some a prefix of another, so that they meet often.
  std::string DrawName() {
    const char letter = "abcde"[Draw(5)];
    return std::string(static_cast<size_t>(1 + Draw(3)), letter);
  }

  CommitRequest DrawRequest() {
    std::map<std::string, Operation> operations;
    for (int i = Draw(3); i >= 0; --i) {
      const std::string name = DrawName();
      Operation operation =
          Draw(4) == 0 ? Delete(name) : Put(name, std::to_string(Draw(999)));
      if (Draw(3) == 0) operation.expected_revision = DrawExpected(operation);
      operations[name] = operation;
    }
    CommitRequest request;
    for (auto& [name, operation] : operations) {
      request.operations.push_back(operation);
    }
    return request;
  }

  // Mostly right.
  int64_t DrawExpected(const Operation& operation) {
    const State& now = model_.At(model_.revision());
    const auto found = now.find(operation.name);
    const bool right = found != now.end() && Draw(4) != 0;
    if (right) return found->second.revision;
    return operation.value.has_value() ? Draw(2) : 1;
  }

  void ExpectSameState() {
    const State& expected = model_.At(model_.revision());
    auto next = expected.begin();
    absl::StatusOr<int64_t> revision =
        store_->Scan(Collection::kSuppliers, "", "", [&](const Record& record) {
          if (next == expected.end()) {
            ADD_FAILURE() << record.name << " should not be there";
            return false;
          }
          EXPECT_EQ(record.name, next->first);
          EXPECT_EQ(record.value, next->second.value);
          EXPECT_EQ(record.revision, next->second.revision);
          EXPECT_EQ(record.create_revision, next->second.create_revision);
          ++next;
          return true;
        });
    EXPECT_EQ(revision.value(), model_.revision());
    EXPECT_TRUE(next == expected.end());
  }

  void ExpectSameHistoryOfOneName() {
    const std::string name = DrawName();
    const int64_t revision = Draw(static_cast<int>(model_.revision()) + 1);
    const State& then = model_.At(revision);
    const auto found = then.find(name);
    EXPECT_EQ(ReadAt(name, revision),
              found == then.end() ? "NOT_FOUND" : found->second.value);
  }

  std::mt19937 random_{20260101};
  Model model_;
};

TEST_F(StoreModelTest, TenThousandRandomOperations) {
  for (int step = 0; step < 10'000 && !HasFailure(); ++step) {
    const CommitRequest request = DrawRequest();
    EXPECT_EQ(CommitCode(request), model_.Commit(request)) << "step " << step;
    EXPECT_EQ(store_->revision(), model_.revision());
    ExpectSameHistoryOfOneName();
    if (step % 100 == 0) ExpectSameState();
    if (step % 2'000 == 1'999) Reopen();
  }
  ExpectSameState();
  EXPECT_EQ(Feed(0, 100'000), model_.feed());
}

}  // namespace
}  // namespace ketnoi::storage
