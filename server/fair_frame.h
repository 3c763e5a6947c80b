// What of a fair its participants and wishes are judged against: its slots with
// their instants, and the ids of its sessions and tables.
//
// Immutable; thread-safe.

#ifndef KETNOI_SERVER_FAIR_FRAME_H_
#define KETNOI_SERVER_FAIR_FRAME_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/time/time.h"
#include "ketnoi/v1/fair.pb.h"

namespace ketnoi::server {

struct FairFrame {
  struct Slot {
    std::string id;
    std::string session;
    absl::Time start;
    absl::Time end;
  };

  absl::TimeZone zone;      // UTC if the fair's is not known
  std::vector<Slot> slots;  // in the fair's order
  absl::flat_hash_set<std::string> slot_ids;
  absl::flat_hash_set<std::string> sessions;
  absl::flat_hash_set<std::string> tables;
};

// Of any fair; times of slots whose civil times are wrong are somewhere.
FairFrame FrameOf(const v1::Fair& fair);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAIR_FRAME_H_
