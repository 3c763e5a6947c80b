#include "server/watch_events.h"

#include <map>
#include <string>

#include "matcher/match/judged.h"
#include "server/resource_name.h"
#include "server/translate_result.h"

namespace ketnoi::server {
namespace {

void FillState(const demand::PairState& from, v1::PairState& state) {
  if (!from.exists) return;
  const match::Standing standing = match::StandingOf(from.key);
  state.set_standing(StandingFrom(standing));
  if (standing == match::Standing::kIneligible) return;
  state.set_score(match::ScoreOf(from.key));
  state.set_score_high(match::ScoreHighOf(from.key));
  state.set_rank(from.rank);
}

class EventWriter {
 public:
  EventWriter(const Backend& backend, const v1::WatchScope& scope,
              const WatchPosition& before, const WatchPosition& after,
              const WrittenRecords& written)
      : backend_(backend),
        scope_(scope),
        before_(before),
        after_(after),
        written_(written) {}

  void Write(const demand::PairChange& change, v1::MatchEvent& event) const {
    event.set_requirement(change.requirement);
    event.set_supplier("suppliers/" + change.supplier);
    event.set_requirement_composed(change.requirement_composed);
    event.set_supplier_composed(change.supplier_composed);
    FillState(change.before, *event.mutable_before());
    FillState(change.after, *event.mutable_after());
    const bool of_supplier = !scope_.supplier().empty();
    const bool own = change.before.key != change.after.key;
    // What a ranking is of may move others, and so the pair.
    if (own || of_supplier) {
      AddIfWritten(v1::CAUSE_KIND_SUPPLIER, written_.suppliers,
                   event.supplier(), event);
    }
    if (own || !of_supplier) AddRequirementCauses(event);
    if (before_.criteria_set != after_.criteria_set) {
      v1::EventCause& cause = *event.add_causes();
      cause.set_kind(v1::CAUSE_KIND_CRITERIA_SET);
      cause.set_name("criteriaSets/" + after_.criteria_set->id);
    }
    if (change.by_date || IsByDateOfOthers(change)) {
      v1::EventCause& cause = *event.add_causes();
      cause.set_kind(v1::CAUSE_KIND_DATE);
      cause.set_date(model::DateText(after_.day));
    }
    if (!change.other.empty()) AddOther(change.other, event);
  }

 private:
  void AddRequirementCauses(v1::MatchEvent& event) const {
    AddIfWritten(v1::CAUSE_KIND_REQUIREMENT, written_.requirements,
                 event.requirement(), event);
    if (written_.by_buyer.count(event.requirement()) > 0) {
      AddIfWritten(v1::CAUSE_KIND_BUYER, written_.buyers,
                   std::string(ParentName(event.requirement())), event);
    }
  }

  // Whether others moved the pair of which no record was written, nor what the
  // ranking is of: then the day moved them, if it is another one.
  bool IsByDateOfOthers(const demand::PairChange& change) const {
    if (!change.by_others || !change.other.empty() ||
        before_.day == after_.day) {
      return false;
    }
    return scope_.supplier().empty()
               ? !written_.ChangesRequirement(change.requirement)
               : written_.suppliers.count(scope_.supplier()) == 0;
  }

  // `other`: as PairChange::other, so it was written, or its buyer.
  void AddOther(const std::string& other, v1::MatchEvent& event) const {
    if (scope_.supplier().empty()) {
      AddIfWritten(v1::CAUSE_KIND_OTHER, written_.suppliers,
                   "suppliers/" + other, event);
    } else if (written_.requirements.count(other) > 0) {
      AddIfWritten(v1::CAUSE_KIND_OTHER, written_.requirements, other, event);
    } else {
      AddIfWritten(v1::CAUSE_KIND_OTHER, written_.buyers,
                   std::string(ParentName(other)), event);
    }
  }

  void AddIfWritten(v1::CauseKind kind,
                    const std::map<std::string, int64_t>& written,
                    const std::string& name, v1::MatchEvent& event) const {
    const auto it = written.find(name);
    if (it != written.end()) AddCause(kind, name, it->second, event);
  }

  void AddCause(v1::CauseKind kind, const std::string& name, int64_t revision,
                v1::MatchEvent& event) const {
    v1::EventCause& cause = *event.add_causes();
    cause.set_kind(kind);
    cause.set_name(name);
    cause.mutable_revision()->set_epoch(backend_.store.epoch());
    cause.mutable_revision()->set_number(revision);
  }

  const Backend& backend_;
  const v1::WatchScope& scope_;
  const WatchPosition& before_;
  const WatchPosition& after_;
  const WrittenRecords& written_;
};

}  // namespace

void AppendEvents(const Backend& backend, const v1::WatchScope& scope,
                  const WatchPosition& before, const WatchPosition& after,
                  const WrittenRecords& written,
                  const std::vector<demand::PairChange>& changes,
                  v1::WatchEvents& events) {
  const EventWriter writer(backend, scope, before, after, written);
  for (const demand::PairChange& change : changes) {
    writer.Write(change, *events.add_events());
  }
}

}  // namespace ketnoi::server
