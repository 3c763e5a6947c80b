#include "server/schedule_content.h"

#include <algorithm>
#include <cstddef>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "matcher/optimize/at.h"
#include "server/resource_name.h"

namespace ketnoi::server {
namespace {

using schedule::kNone;
using store::v1::ScheduleContent;

v1::LeftOutReason ReasonFrom(schedule::LeftOut why,
                             const schedule::Wish& wish) {
  using schedule::LeftOut;
  switch (why) {
    case LeftOut::kHeld:
      break;
    case LeftOut::kForbidden:
      return v1::LEFT_OUT_REASON_FORBIDDEN;
    case LeftOut::kNoCommonSlot:
      return v1::LEFT_OUT_REASON_NO_COMMON_SLOT;
    case LeftOut::kNoSuitableTable:
      return v1::LEFT_OUT_REASON_NO_SUITABLE_TABLE;
    case LeftOut::kTableAway:
      return v1::LEFT_OUT_REASON_NO_FREE_TABLE;
    case LeftOut::kNoInterpreter:
      return v1::LEFT_OUT_REASON_NO_INTERPRETER;
    case LeftOut::kInterpreterAway:
      return v1::LEFT_OUT_REASON_NO_FREE_INTERPRETER;
    case LeftOut::kFirstFull:
      return v1::LEFT_OUT_REASON_BUYER_FULL;
    case LeftOut::kSecondFull:
      return v1::LEFT_OUT_REASON_SUPPLIER_FULL;
    case LeftOut::kNoFreeSlot:
      return v1::LEFT_OUT_REASON_NO_FREE_SLOT;
    case LeftOut::kNoTableThen:
      return v1::LEFT_OUT_REASON_NO_FREE_TABLE;
    case LeftOut::kOrder:
      return v1::LEFT_OUT_REASON_ORDER;
    case LeftOut::kRest:
      return v1::LEFT_OUT_REASON_REST;
    case LeftOut::kNoFreeTable:
      return wish.table == kNone ? v1::LEFT_OUT_REASON_NO_FREE_TABLE
                                 : v1::LEFT_OUT_REASON_FIXED_TAKEN;
    case LeftOut::kNoFreeInterpreter:
      return v1::LEFT_OUT_REASON_NO_FREE_INTERPRETER;
    case LeftOut::kCouldBeHeld:
      return v1::LEFT_OUT_REASON_OUTWEIGHED;
  }
  return v1::LEFT_OUT_REASON_UNSPECIFIED;
}

std::string IdOf(const std::string& name) { return std::string(LastId(name)); }

absl::flat_hash_map<std::string, int32_t> PositionsOf(
    const std::vector<std::string>& ids) {
  absl::flat_hash_map<std::string, int32_t> positions;
  for (const std::string& id : ids) {
    positions.emplace(id, static_cast<int32_t>(positions.size()));
  }
  return positions;
}

// A goal's figure as levels show it; the matcher has more as better.
int64_t Shown(schedule::Goal goal, int64_t figure) {
  return goal <= schedule::Goal::kValue ? figure : -figure;
}

}  // namespace

std::vector<v1::LeftOutReason> LeftOutReasons(
    const FairModel& model, const std::vector<schedule::LeftOut>& left_out) {
  std::vector<v1::LeftOutReason> reasons(model.wish_positions.size());
  for (const RuledOutWish& one : model.ruled_out) {
    reasons[At(one.wish)] = one.reason;
  }
  for (size_t w = 0; w < left_out.size(); ++w) {
    reasons[At(model.wish_records[w])] =
        ReasonFrom(left_out[w], model.fair.wishes[w]);
  }
  for (const int32_t w : model.colliding) {
    if (left_out[At(w)] == schedule::LeftOut::kHeld) continue;
    reasons[At(model.wish_records[At(w)])] = v1::LEFT_OUT_REASON_FIXED_COLLIDES;
  }
  return reasons;
}

ScheduleContent ContentOf(const FairRecords& records, const FairModel& model,
                          const schedule::Schedule& schedule,
                          const std::vector<schedule::LeftOut>& left_out) {
  ScheduleContent content;
  absl::flat_hash_map<std::string, int32_t> participants;
  for (const v1::Participant& one : records.participants) {
    participants.emplace(one.name(), content.participants_size());
    content.add_participants(IdOf(one.name()));
  }
  for (const std::string& id : model.slot_ids) content.add_slots(id);
  for (const auto& table : records.fair.tables()) {
    content.add_tables(table.id());
  }
  for (const auto& one : records.fair.interpreters()) {
    content.add_interpreters(one.id());
  }
  const auto fill = [&](const v1::Wish& wish, auto& to) {
    to.set_wish(IdOf(wish.name()));
    to.set_buyer(participants[wish.buyer()]);
    to.set_supplier(participants[wish.supplier()]);
  };
  for (const schedule::Meeting& meeting : schedule.meetings) {
    auto& to = *content.add_meetings();
    fill(records.wishes[At(model.wish_records[At(meeting.wish)])], to);
    to.set_slot(meeting.slot);
    to.set_table(meeting.table);
    if (meeting.interpreter != kNone) to.set_interpreter(meeting.interpreter);
  }
  const std::vector<v1::LeftOutReason> reasons =
      LeftOutReasons(model, left_out);
  for (size_t w = 0; w < records.wishes.size(); ++w) {
    const v1::LeftOutReason reason = reasons[w];
    if (reason == v1::LEFT_OUT_REASON_UNSPECIFIED) continue;
    auto& to = *content.add_left_out();
    fill(records.wishes[w], to);
    to.set_reason(reason);
  }
  return content;
}

schedule::Schedule ScheduleOf(const FairRecords& records,
                              const FairModel& model,
                              const ScheduleContent& content, int32_t& gone) {
  std::vector<std::string> table_ids, interpreter_ids;
  for (const auto& table : records.fair.tables()) {
    table_ids.push_back(table.id());
  }
  for (const auto& one : records.fair.interpreters()) {
    interpreter_ids.push_back(one.id());
  }
  const auto slots = PositionsOf(model.slot_ids);
  const auto tables = PositionsOf(table_ids);
  const auto interpreters = PositionsOf(interpreter_ids);
  absl::flat_hash_map<std::string, int32_t> wishes;
  for (size_t w = 0; w < records.wishes.size(); ++w) {
    if (model.wish_positions[w] == kNone) continue;
    wishes.emplace(IdOf(records.wishes[w].name()), static_cast<int32_t>(w));
  }
  schedule::Schedule to;
  const auto position = [](const auto& positions, const std::string& id) {
    const auto found = positions.find(id);
    return found == positions.end() ? kNone : found->second;
  };
  for (const auto& meeting : content.meetings()) {
    const auto found = wishes.find(meeting.wish());
    if (found == wishes.end()) {
      ++gone;
      continue;
    }
    const v1::Wish& wish = records.wishes[At(found->second)];
    if (LastId(wish.buyer()) != content.participants(meeting.buyer()) ||
        LastId(wish.supplier()) != content.participants(meeting.supplier())) {
      ++gone;  // of others now
      continue;
    }
    schedule::Meeting one;
    one.wish = model.wish_positions[At(found->second)];
    one.slot = position(slots, content.slots(meeting.slot()));
    one.table = position(tables, content.tables(meeting.table()));
    if (one.slot == kNone || one.table == kNone) {
      ++gone;
      continue;
    }
    if (meeting.has_interpreter()) {
      one.interpreter =
          position(interpreters, content.interpreters(meeting.interpreter()));
      if (one.interpreter == kNone) ++gone;
    }
    to.meetings.push_back(one);
  }
  std::sort(to.meetings.begin(), to.meetings.end(),
            [](const schedule::Meeting& a, const schedule::Meeting& b) {
              return a.wish < b.wish;
            });
  return to;
}

void UnfixColliding(const FairRecords& records, const ScheduleContent& content,
                    FairModel& model) {
  absl::flat_hash_set<std::string> collide;
  for (const auto& wish : content.left_out()) {
    if (wish.reason() == v1::LEFT_OUT_REASON_FIXED_COLLIDES) {
      collide.insert(wish.wish());
    }
  }
  std::vector<int32_t> wishes;
  for (size_t w = 0; w < model.wish_records.size() && !collide.empty(); ++w) {
    const v1::Wish& wish = records.wishes[At(model.wish_records[w])];
    if (collide.contains(IdOf(wish.name()))) {
      wishes.push_back(static_cast<int32_t>(w));
    }
  }
  Unfix(wishes, model);
}

void FillLevels(const schedule::Fair& fair, const schedule::Solution& solution,
                v1::Schedule& to) {
  const auto achieved = solution.measures.ByGoal(fair);
  for (size_t g = 0; g < fair.goals.size(); ++g) {
    v1::ScheduleLevel& level = *to.add_levels();
    level.set_goal(
        static_cast<v1::FairGoal>(static_cast<int>(fair.goals[g]) + 1));
    level.set_achieved(Shown(fair.goals[g], achieved[g]));
    level.set_bound(Shown(fair.goals[g], solution.bounds[g]));
  }
}

}  // namespace ketnoi::server
