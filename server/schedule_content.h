// Schedules of the matcher as what is stored of them, and back. Pure;
// thread-safe.

#ifndef KETNOI_SERVER_SCHEDULE_CONTENT_H_
#define KETNOI_SERVER_SCHEDULE_CONTENT_H_

#include <string>
#include <vector>

#include "ketnoi/store/v1/fair_schedule.pb.h"
#include "ketnoi/v1/schedule.pb.h"
#include "matcher/schedule/left_out.h"
#include "matcher/schedule/schedule.h"
#include "matcher/schedule/solve.h"
#include "server/fair_records.h"
#include "server/translate_fair.h"

namespace ketnoi::server {

// By wish of the records; UNSPECIFIED: it is held. `left_out` as
// schedule::WhyLeftOut says; wishes that `model` rules out are left out for its
// reason.
std::vector<v1::LeftOutReason> LeftOutReasons(
    const FairModel& model, const std::vector<schedule::LeftOut>& left_out);

// `left_out` likewise, of `schedule`.
store::v1::ScheduleContent ContentOf(
    const FairRecords& records, const FairModel& model,
    const schedule::Schedule& schedule,
    const std::vector<schedule::LeftOut>& left_out);

// The meetings of `content` as positions of `model`, which may be of the fair
// as it became since. Those whose wish, slot or table it no longer has are left
// out, those whose interpreter it no longer has have none; both are counted in
// `gone`.
schedule::Schedule ScheduleOf(const FairRecords& records,
                              const FairModel& model,
                              const store::v1::ScheduleContent& content,
                              int32_t& gone);

// Makes the wishes that `content` leaves out as they collide fixed no longer.
void UnfixColliding(const FairRecords& records,
                    const store::v1::ScheduleContent& content,
                    FairModel& model);

// How good `solution` is, in the order of the fair's goals.
void FillLevels(const schedule::Fair& fair, const schedule::Solution& solution,
                v1::Schedule& to);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SCHEDULE_CONTENT_H_
