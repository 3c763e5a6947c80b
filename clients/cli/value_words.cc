#include "clients/cli/value_words.h"

#include <string_view>

#include "clients/cli/proto_field.h"

namespace ketnoi::cli {
namespace {

struct ValueWord {
  std::string_view value;
  Word word;
};
constexpr ValueWord kValueWords[] = {
    {"SCHEDULE_STATE_DRAFT", Word::kStateDraft},
    {"SCHEDULE_STATE_REVIEWED", Word::kStateReviewed},
    {"SCHEDULE_STATE_PUBLISHED", Word::kStatePublished},
    {"MEETING_STATUS_PLANNED", Word::kMeetingPlanned},
    {"MEETING_STATUS_HELD", Word::kMeetingHeld},
    {"MEETING_STATUS_NO_SHOW", Word::kMeetingNoShow},
    {"MEETING_STATUS_CANCELLED", Word::kMeetingCancelled},
    {"PARTICIPANT_SIDE_BUYER", Word::kBuyer},
    {"PARTICIPANT_SIDE_SUPPLIER", Word::kSupplier},
    {"ATTENDANCE_EXPECTED", Word::kAttendanceExpected},
    {"ATTENDANCE_ARRIVED", Word::kAttendanceArrived},
    {"ATTENDANCE_NO_SHOW", Word::kMeetingNoShow},
    {"ATTENDANCE_CANCELLED", Word::kMeetingCancelled},
    {"MEETING_CHANGE_KIND_ADDED", Word::kChangeNew},
    {"MEETING_CHANGE_KIND_MOVED", Word::kChangeMoved},
    {"MEETING_CHANGE_KIND_REMOVED", Word::kChangeDropped},
    {"MEETING_OUTCOME_KIND_NONE", Word::kOutcomeNone},
    {"MEETING_OUTCOME_KIND_SAMPLE", Word::kOutcomeSample},
    {"MEETING_OUTCOME_KIND_AUDIT", Word::kOutcomeAudit},
    {"MEETING_OUTCOME_KIND_ORDER", Word::kOutcomeOrder},
    {"WISH_TIER_MUST_MEET", Word::kWishMustMeet},
    {"WISH_TIER_MEET", Word::kWishMeet},
    {"WISH_TIER_NO_THANKS", Word::kWishNoThanks},
    {"WISH_SOURCE_ASKED", Word::kWishAsked},
    {"WISH_SOURCE_RANKING", Word::kWishRanking},
    {"WISH_SOURCE_BOM", Word::kWishBom},
};

}  // namespace

std::string ValueText(const google::protobuf::EnumValueDescriptor& value,
                      const Words& words) {
  for (const ValueWord& one : kValueWords) {
    if (one.value == value.name()) return words(one.word);
  }
  return ShortName(value);
}

}  // namespace ketnoi::cli
