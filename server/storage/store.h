// Keeps resources, their history and the feed of changes, durably.
//
// A record is bytes under (collection, name). Every commit gets the next
// revision number; all of its operations, their history entries and its feed
// entries become durable together or not at all. What Commit acknowledged
// survives kill -9 and loss of power.
//
// A write of the value that a record already has is a write like any other. A
// record that is deleted and created again has a new create_revision.
//
// Thread-safe. Every method that reads the disk returns DATA_LOSS, naming the
// key, for bytes that the store did not write, and UNAVAILABLE if the disk
// fails. Implementations: OpenRocksStore (rocks_store.h).

#ifndef KETNOI_SERVER_STORAGE_STORE_H_
#define KETNOI_SERVER_STORAGE_STORE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace ketnoi::storage {

// The kinds of resources. The numbers are on disk: never reuse one.
enum class Collection : uint8_t {
  kSuppliers = 1,
  kBuyers = 2,
  kRequirements = 3,
  kBoms = 4,
  kWebhooks = 5,
  kFairs = 6,
  kParticipants = 7,
  kWishes = 8,
  kSchedules = 9,
  kScheduleParts = 10,  // the meetings of a schedule and what it leaves out
  kMeetings = 11,
};

class Notes;  // notes.h

// A resource as it is stored.
struct Record {
  std::string name;             // resource name
  std::string value;            // bytes of the caller's message
  int64_t revision = 0;         // that last changed it
  int64_t create_revision = 0;  // that created it
};

// One write. `value` absent: delete.
struct Operation {
  Collection collection = Collection::kSuppliers;
  std::string name;
  std::optional<std::string> value;
  // The record's revision must be this one (0: there must be no record; not
  // for a delete); else the whole commit fails with ABORTED. Absent: no
  // condition.
  std::optional<int64_t> expected_revision;
};

// Several operations that take effect together.
struct CommitRequest {
  // 1 to kMaxOperations, no record twice, names and values together at most
  // kMaxCommitBytes.
  std::vector<Operation> operations;
  // Makes a retry safe, for as long as the store remembers it (see the
  // implementation's options). Empty: none. At most kMaxRequestIdBytes.
  std::string request_id;
  // What the request is, to tell a retry from a reuse; any digest of it, at
  // most kMaxRequestDigestBytes.
  std::string request_digest;
};
inline constexpr size_t kMaxOperations = 128;
inline constexpr size_t kMaxCommitBytes = size_t{32} << 20;
inline constexpr size_t kMaxNameBytes = 512;  // and no zero byte
inline constexpr size_t kMaxRequestIdBytes = 128;
inline constexpr size_t kMaxRequestDigestBytes = 64;

struct CommitResult {
  int64_t revision = 0;
  // True if `request_id` took effect before; nothing was written now and
  // `revision` is that of then.
  bool replayed = false;
};

// A commit that had a request_id.
struct RememberedRequest {
  std::string digest;
  int64_t revision = 0;
};

// One entry of the feed: the record after the change. `value` absent: deleted.
struct FeedEntry {
  int64_t revision = 0;
  Collection collection = Collection::kSuppliers;
  std::string name;
  std::optional<std::string> value;
};

class Store {
 public:
  virtual ~Store() = default;

  // Drawn when the store was created: 16 lower-case hexadecimal digits.
  virtual const std::string& epoch() const = 0;

  // The last acknowledged revision; 0 in an empty store.
  virtual int64_t revision() const = 0;

  // OK; or why every commit is refused until the store is opened again: one
  // failed. Does not wait for a commit under way.
  virtual absl::Status failure() const = 0;

  // The upper bound of the age of what reads see; 0 on the single writer.
  virtual absl::Duration staleness() const = 0;

  // NOT_FOUND if there is none.
  virtual absl::StatusOr<Record> Get(Collection collection,
                                     std::string_view name) const = 0;

  // Calls `visit` for every record whose name begins with `prefix` and is
  // greater than `after` (bytewise), in ascending order of names, all of one
  // revision, which is returned. Stops early when `visit` returns false.
  virtual absl::StatusOr<int64_t> Scan(
      Collection collection, std::string_view prefix, std::string_view after,
      const std::function<bool(const Record&)>& visit) const = 0;

  // Returns after the commit is durable. Concurrent commits share one sync.
  // INVALID_ARGUMENT: a limit above does not hold, a record twice, an empty
  // name.
  // ABORTED: an expected_revision does not hold. NOT_FOUND: a delete without
  // expected_revision of a record that is not there. ALREADY_EXISTS: the
  // request_id was used with another digest. UNAVAILABLE: the disk fails; what
  // became of the commit is not known until the store is opened again, and
  // until then every further commit is refused.
  virtual absl::StatusOr<CommitResult> Commit(const CommitRequest& request) = 0;

  // The commit that took effect under the request_id, if it is remembered and
  // acknowledged. Does not wait for a commit under way: if that is the same
  // request, Commit tells.
  virtual std::optional<RememberedRequest> FindRequest(
      const std::string& request_id) const = 0;

  // Feed entries with a revision greater than `after`, in order, at least all
  // of one revision and about `limit` in all. Empty: there are none yet.
  // OUT_OF_RANGE: the feed no longer reaches back to `after`.
  virtual absl::StatusOr<std::vector<FeedEntry>> ReadFeed(
      int64_t after, size_t limit) const = 0;

  // Waits until revision() >= `revision`. DEADLINE_EXCEEDED after `deadline`.
  virtual absl::Status WaitFor(int64_t revision, absl::Time deadline) const = 0;

  // The record that `name` had at `revision`; NOT_FOUND if there was none then.
  // OUT_OF_RANGE: `revision` is negative, greater than revision(), or older
  // than what the store keeps.
  virtual absl::StatusOr<Record> GetAt(Collection collection,
                                       std::string_view name,
                                       int64_t revision) const = 0;

  // What the server notes beside the resources; ends with the store.
  virtual Notes& notes() = 0;
};

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_STORE_H_
