// Where what the records of a fair name is in the matcher's fair.

#ifndef KETNOI_SERVER_FAIR_IDS_H_
#define KETNOI_SERVER_FAIR_IDS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "matcher/schedule/slot_set.h"
#include "server/violations.h"

namespace ketnoi::server {

using Texts = google::protobuf::RepeatedPtrField<std::string>;

// Gives each of a set of texts a bit, in their order. Add all, then Number.
class TextBits {
 public:
  static constexpr size_t kMost = 64;

  void Add(const Texts& texts);
  // A violation of `field` if there are more than kMost; `what` is one of them,
  // for people.
  void Number(std::string_view field, std::string_view what,
              Violations& violations);
  // The bits of those of `texts` that were added.
  uint64_t Of(const Texts& texts) const;

 private:
  std::map<std::string, uint64_t> bits_;
};

struct FairIds {
  absl::flat_hash_map<std::string, int32_t> slots, tables;       // by id
  absl::flat_hash_map<std::string, int32_t> participants;        // by name
  absl::flat_hash_map<std::string, schedule::SlotSet> sessions;  // by id
  schedule::SlotSet all_slots;
  TextBits languages, features;

  // Those of `ids` that the fair has.
  schedule::SlotSet SlotsOf(const Texts& slot_ids) const;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAIR_IDS_H_
