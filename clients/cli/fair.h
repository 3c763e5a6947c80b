// What the subcommands of `ketnoi fair` share.

#ifndef KETNOI_CLIENTS_CLI_FAIR_H_
#define KETNOI_CLIENTS_CLI_FAIR_H_

#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/context.h"
#include "google/protobuf/message.h"
#include "ketnoi/v1/schedule_service.pb.h"

namespace ketnoi::cli {

// The full name that FAIR, FAIR/participants/ID or FAIR/wishes/ID stands for.
std::string FairNameOf(const std::string& operand);

// Prints a message field by field, or as JSON. Returns kDone.
int PrintFairFields(const google::protobuf::Message& message, Context& context);

// fair import participants|wishes FAIR FILE. Returns the exit code.
int ImportIntoFair(Context& context);

// fair export FAIR and fair report FAIR, of the fair of this full name. Return
// the exit code.
int ExportFromFair(const std::string& name, Context& context);
int ReportOfFair(const std::string& name, Context& context);

// "fairs/F/schedules/000003" of "F" and "3".
absl::StatusOr<std::string> ScheduleNameOf(const std::string& fair,
                                           const std::string& number);

// How good a schedule is that is being made, as a line.
std::string ScheduleProgressText(const Words& words,
                                 const v1::ScheduleProgress& progress);

// fair candidates FAIR: shows what rankings suggest, or imports it. Returns the
// exit code.
int SuggestFairWishes(Context& context);

// fair schedule FAIR, fair review|publish|restore FAIR NUMBER, fair compare
// FAIR NUMBER [NUMBER], fair outcome FAIR MEETING. Return the exit code.
int MakeFairSchedule(Context& context);
int ChangeFairSchedule(Context& context);
int CompareFairSchedules(Context& context);
int SayFairOutcome(Context& context);

// The parts of list, get and delete that are of schedules and meetings.
int ListFairSchedules(const std::string& fair, Context& context);
int ListFairMeetings(const std::string& fair, Context& context);
int GetFairSchedule(const std::string& fair, const std::string& number,
                    Context& context);
int GetFairMeeting(const std::string& name, Context& context);
int DeleteFairSchedule(const std::string& fair, const std::string& number,
                       Context& context);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_FAIR_H_
