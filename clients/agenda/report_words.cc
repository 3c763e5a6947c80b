#include "clients/agenda/report_words.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::agenda {
namespace {

using cli::Word;

constexpr std::pair<v1::FairGoal, Word> kGoals[] = {
    {v1::FAIR_GOAL_MUST_HAVES, Word::kGoalMustHaves},
    {v1::FAIR_GOAL_VALUE, Word::kGoalValue},
    {v1::FAIR_GOAL_FLOORS, Word::kGoalFloors},
    {v1::FAIR_GOAL_BREAKS, Word::kGoalBreaks},
    {v1::FAIR_GOAL_AREA_MOVES, Word::kGoalAreaMoves},
    {v1::FAIR_GOAL_TABLE_MOVES, Word::kGoalTableMoves}};

constexpr std::pair<v1::LeftOutReason, Word> kReasons[] = {
    {v1::LEFT_OUT_REASON_FORBIDDEN, Word::kLeftOutForbidden},
    {v1::LEFT_OUT_REASON_TYPES, Word::kLeftOutTypes},
    {v1::LEFT_OUT_REASON_NOT_ATTENDING, Word::kLeftOutNotAttending},
    {v1::LEFT_OUT_REASON_CIRCLE, Word::kLeftOutCircle},
    {v1::LEFT_OUT_REASON_NO_COMMON_SLOT, Word::kLeftOutNoCommonSlot},
    {v1::LEFT_OUT_REASON_NO_SUITABLE_TABLE, Word::kLeftOutNoTable},
    {v1::LEFT_OUT_REASON_NO_INTERPRETER, Word::kLeftOutNoInterpreter},
    {v1::LEFT_OUT_REASON_FIXED_TAKEN, Word::kLeftOutFixedTaken},
    {v1::LEFT_OUT_REASON_BUYER_FULL, Word::kLeftOutBuyerFull},
    {v1::LEFT_OUT_REASON_SUPPLIER_FULL, Word::kLeftOutSupplierFull},
    {v1::LEFT_OUT_REASON_NO_FREE_SLOT, Word::kLeftOutNoFreeSlot},
    {v1::LEFT_OUT_REASON_NO_FREE_TABLE, Word::kLeftOutNoFreeTable},
    {v1::LEFT_OUT_REASON_NO_FREE_INTERPRETER, Word::kLeftOutNoFreeInterpreter},
    {v1::LEFT_OUT_REASON_ORDER, Word::kLeftOutOrder},
    {v1::LEFT_OUT_REASON_REST, Word::kLeftOutRest},
    {v1::LEFT_OUT_REASON_OUTWEIGHED, Word::kLeftOutOutweighed},
    {v1::LEFT_OUT_REASON_CANCELLED, Word::kLeftOutCancelled},
    {v1::LEFT_OUT_REASON_FIXED_COLLIDES, Word::kLeftOutFixedCollides}};

constexpr std::pair<v1::FloorFailure, Word> kFloors[] = {
    {v1::FLOOR_FAILURE_FEW_WISHES, Word::kFloorFewWishes},
    {v1::FLOOR_FAILURE_FEW_SLOTS, Word::kFloorFewSlots},
    {v1::FLOOR_FAILURE_PARTNERS_FULL, Word::kFloorPartnersFull},
    {v1::FLOOR_FAILURE_VENUE_FULL, Word::kFloorVenueFull},
    {v1::FLOOR_FAILURE_GOAL_BEFORE, Word::kFloorGoalBefore}};

// A value's name without the prefix of its enum, in lower case; its number if
// the contract of this program does not have it.
std::string ShortEnum(std::string_view name, std::string_view prefix,
                      int number) {
  if (!name.starts_with(prefix)) return fmt::format("{}", number);
  std::string text(name.substr(prefix.size()));
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

template <typename Table, typename Value>
std::string TextOr(const Table& table, Value value, const cli::Words& words,
                   std::string otherwise) {
  const auto found =
      std::find_if(std::begin(table), std::end(table),
                   [value](const auto& row) { return row.first == value; });
  return found == std::end(table) ? otherwise : words(found->second);
}

}  // namespace

std::string GoalName(v1::FairGoal goal) {
  return ShortEnum(v1::FairGoal_Name(goal), "FAIR_GOAL_", goal);
}

std::string LeftOutName(v1::LeftOutReason reason) {
  return ShortEnum(v1::LeftOutReason_Name(reason), "LEFT_OUT_REASON_", reason);
}

std::string FloorName(v1::FloorFailure reason) {
  return ShortEnum(v1::FloorFailure_Name(reason), "FLOOR_FAILURE_", reason);
}

std::string GoalText(v1::FairGoal goal, const cli::Words& words) {
  return TextOr(kGoals, goal, words, GoalName(goal));
}

std::string LeftOutText(v1::LeftOutReason reason, const cli::Words& words) {
  return TextOr(kReasons, reason, words, LeftOutName(reason));
}

std::string FloorText(v1::FloorFailure reason, const cli::Words& words) {
  return TextOr(kFloors, reason, words, FloorName(reason));
}

}  // namespace ketnoi::agenda
