// The part of TranslateFair (translate_fair.h) that is of wishes.

#ifndef KETNOI_SERVER_TRANSLATE_WISHES_H_
#define KETNOI_SERVER_TRANSLATE_WISHES_H_

#include "absl/status/status.h"
#include "server/fair_ids.h"
#include "server/fair_records.h"
#include "server/translate_fair.h"

namespace ketnoi::server {

// Whether the participant is, or will be, there.
bool Comes(const v1::Participant& participant);

// Adds the wishes of `records`, those ruled out apart, to `model`, which has
// all else. FAILED_PRECONDITION (FAIR_NOT_SCHEDULABLE, FIXED, or MEETINGS of
// settled ones): fixed slots collide.
absl::Status TranslateWishes(const FairRecords& records, const FairIds& ids,
                             const FairAsOf& as_of, FairModel& model);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TRANSLATE_WISHES_H_
