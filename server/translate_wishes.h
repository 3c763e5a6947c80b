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

// Adds the wishes of `records`, those ruled out apart, and what is settled to
// `model`, which has all else.
void TranslateWishes(const FairRecords& records, const FairIds& ids,
                     const FairAsOf& as_of, FairModel& model);

// Whether wishes with fixed slots leave each other places at once.
// FAILED_PRECONDITION (FAIR_NOT_SCHEDULABLE, FIXED): they do not.
absl::Status CheckFixed(const FairRecords& records, const FairModel& model);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TRANSLATE_WISHES_H_
