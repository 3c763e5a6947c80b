// The texts under which resources are found, and an index of those of the whole
// store.

#ifndef KETNOI_SERVER_RESOURCE_TEXTS_H_
#define KETNOI_SERVER_RESOURCE_TEXTS_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/v1/supplier.pb.h"
#include "server/storage/store.h"
#include "server/text_search.h"

namespace ketnoi::server {

// Those that are searched: the first ones.
inline constexpr size_t kCollections = 4;

// By collection, for the arrays below.
inline size_t Position(storage::Collection collection) {
  return static_cast<size_t>(collection) - 1;
}

using TextChanges = std::array<std::vector<TextChange>, kCollections>;
using TextIndexes = std::array<std::shared_ptr<const TextIndex>, kCollections>;

std::vector<std::string> TextsOf(const v1::Supplier& supplier);

// The change that a record makes: `value` as it is stored, absent if it is
// deleted. DATA_LOSS: it cannot be read, or is of none that is searched.
absl::StatusOr<TextChange> TextChangeOf(
    storage::Collection collection, std::string_view name,
    const std::optional<std::string>& value);

// DATA_LOSS: the stored value of `name` cannot be read.
absl::Status Unreadable(std::string_view name);

// `indexes` with `changes` applied.
TextIndexes With(TextIndexes indexes, const TextChanges& changes);

struct LoadedTexts {
  TextIndexes indexes;
  // They reflect every write up to an earlier revision, and none after this
  // one: whoever applies the changes up to this one again gets what is right.
  int64_t revision = 0;
};

// Reads the whole store: some 10 s for a million suppliers. Errors of the
// store; CANCELLED soon after `stopping` is set.
absl::StatusOr<LoadedTexts> LoadTexts(const storage::Store& store,
                                      const std::atomic<bool>& stopping);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RESOURCE_TEXTS_H_
