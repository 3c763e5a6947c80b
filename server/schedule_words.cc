#include "server/schedule_words.h"

namespace ketnoi::server {

std::string_view FloorFailureText(v1::FloorFailure reason) {
  switch (reason) {
    case v1::FLOOR_FAILURE_FEW_WISHES:
      return "too few of its wishes can be held";
    case v1::FLOOR_FAILURE_FEW_SLOTS:
      return "it is there for too few slots";
    case v1::FLOOR_FAILURE_PARTNERS_FULL:
      return "those that it could meet are full";
    case v1::FLOOR_FAILURE_VENUE_FULL:
      return "there are too few tables or interpreters";
    case v1::FLOOR_FAILURE_GOAL_BEFORE:
      return "it would cost more in a goal that comes before";
    default:
      return "no reason is known";
  }
}

std::string_view LeftOutText(v1::LeftOutReason reason) {
  switch (reason) {
    case v1::LEFT_OUT_REASON_FORBIDDEN:
      return "a side said NO_THANKS";
    case v1::LEFT_OUT_REASON_TYPES:
      return "meeting_rules do not let the types of the two meet";
    case v1::LEFT_OUT_REASON_NOT_ATTENDING:
      return "a side does not come";
    case v1::LEFT_OUT_REASON_CIRCLE:
      return "it comes after itself by others";
    case v1::LEFT_OUT_REASON_NO_COMMON_SLOT:
      return "the two are never there together in its sessions and fixed slot";
    case v1::LEFT_OUT_REASON_NO_SUITABLE_TABLE:
      return "no table suits it";
    case v1::LEFT_OUT_REASON_NO_INTERPRETER:
      return "the two have no language in common, and no interpreter";
    case v1::LEFT_OUT_REASON_FIXED_TAKEN:
      return "another meeting has its fixed slot or table";
    case v1::LEFT_OUT_REASON_BUYER_FULL:
      return "the buyer has as many meetings as it can have";
    case v1::LEFT_OUT_REASON_SUPPLIER_FULL:
      return "the supplier has as many meetings as it can have";
    case v1::LEFT_OUT_REASON_NO_FREE_SLOT:
      return "the two are both free in no slot";
    case v1::LEFT_OUT_REASON_NO_FREE_TABLE:
      return "no table is free when both are";
    case v1::LEFT_OUT_REASON_NO_FREE_INTERPRETER:
      return "no interpreter is free when both are";
    case v1::LEFT_OUT_REASON_ORDER:
      return "others are to come before or after it";
    case v1::LEFT_OUT_REASON_REST:
      return "a lunch or pause of a side would be lost";
    case v1::LEFT_OUT_REASON_OUTWEIGHED:
      return "it would cost more than it brings";
    case v1::LEFT_OUT_REASON_CANCELLED:
      return "its meeting was cancelled";
    case v1::LEFT_OUT_REASON_FIXED_COLLIDES:
      return "other fixed meetings come first";
    default:
      return "no reason is known";
  }
}

}  // namespace ketnoi::server
