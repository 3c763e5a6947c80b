// Whether what is below a fair goes with the fair's slots, tables and sessions.
// Pure; thread-safe.

#ifndef KETNOI_SERVER_FAIR_FIT_H_
#define KETNOI_SERVER_FAIR_FIT_H_

#include "ketnoi/v1/fair.pb.h"
#include "ketnoi/v1/participant.pb.h"
#include "ketnoi/v1/wish.pb.h"
#include "server/fair_frame.h"
#include "server/violations.h"

namespace ketnoi::server {

// Violations by paths below the resource: ids that the fair does not have,
// civil times that its zone does not have once, and a participant who is there
// in none of its slots, if it has any.
void CheckFits(const FairFrame& fair, const v1::Participant& participant,
               Violations& violations);

// Violations likewise; and a fixed slot in none of the wish's sessions.
void CheckFits(const FairFrame& fair, const v1::Wish& wish,
               Violations& violations);

// False if whatever fits `before` fits `after` as well.
bool Narrows(const v1::Fair& before, const v1::Fair& after);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAIR_FIT_H_
