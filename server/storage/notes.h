// What the server notes for itself beside the resources: bytes under keys,
// outside of revisions, history and feed. Nobody who follows the store sees
// them change.
//
// Thread-safe. Reads return DATA_LOSS, naming the key, for bytes that the store
// did not write, and UNAVAILABLE if the disk fails. Belongs to a store
// (store.h), whose end is its own.

#ifndef KETNOI_SERVER_STORAGE_NOTES_H_
#define KETNOI_SERVER_STORAGE_NOTES_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace ketnoi::storage {

// One change of a note. `value` absent: it goes, if it is there.
struct NoteChange {
  std::string key;  // any 1 to kMaxNoteKeyBytes bytes
  std::optional<std::string> value;
};
inline constexpr size_t kMaxNoteKeyBytes = 600;
// Of the keys and values that are written together.
inline constexpr size_t kMaxNoteBytes = size_t{32} << 20;

class Notes {
 public:
  virtual ~Notes() = default;

  // NOT_FOUND if there is none.
  virtual absl::StatusOr<std::string> Get(std::string_view key) const = 0;

  // Calls `visit` for every note whose key begins with `prefix`, in ascending
  // order of keys, all of one moment. Stops early when `visit` returns false.
  virtual absl::Status Scan(
      std::string_view prefix,
      const std::function<bool(std::string_view key, std::string_view value)>&
          visit) const = 0;

  // Returns when all changes are durable, as a commit is; they take effect
  // together or not at all. INVALID_ARGUMENT: a limit above does not hold.
  // UNAVAILABLE: the disk fails; what became of the changes is not known until
  // the store is opened again, and until then it refuses commits and notes.
  virtual absl::Status Write(const std::vector<NoteChange>& changes) = 0;
};

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_NOTES_H_
