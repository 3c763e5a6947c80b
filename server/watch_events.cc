#include "server/watch_events.h"

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "matcher/match/judged.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/translate_result.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

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

  absl::Status Write(const demand::PairChange& change, v1::MatchEvent& event) {
    event.set_requirement(change.requirement);
    event.set_supplier("suppliers/" + change.supplier);
    FillState(change.before, *event.mutable_before());
    FillState(change.after, *event.mutable_after());
    if (change.before.key != change.after.key) {
      WriteOwnCauses(change.by_date, event);
    }
    if (change.other.empty()) return absl::OkStatus();
    const bool of_supplier = !scope_.supplier().empty();
    const std::string name =
        of_supplier ? change.other : "suppliers/" + change.other;
    const auto revision = LastRevision(
        of_supplier ? Collection::kRequirements : Collection::kSuppliers, name);
    if (!revision.ok()) return revision.status();
    AddCause(v1::CAUSE_KIND_OTHER, name, *revision, event);
    return absl::OkStatus();
  }

 private:
  void WriteOwnCauses(bool by_date, v1::MatchEvent& event) const {
    AddIfWritten(v1::CAUSE_KIND_SUPPLIER, written_.suppliers, event.supplier(),
                 event);
    AddIfWritten(v1::CAUSE_KIND_REQUIREMENT, written_.requirements,
                 event.requirement(), event);
    if (written_.by_buyer.count(event.requirement()) > 0) {
      AddIfWritten(v1::CAUSE_KIND_BUYER, written_.buyers,
                   std::string(ParentName(event.requirement())), event);
    }
    if (before_.criteria_set != after_.criteria_set) {
      v1::EventCause& cause = *event.add_causes();
      cause.set_kind(v1::CAUSE_KIND_CRITERIA_SET);
      cause.set_name("criteriaSets/" + after_.criteria_set->id);
    }
    if (by_date) {
      v1::EventCause& cause = *event.add_causes();
      cause.set_kind(v1::CAUSE_KIND_DATE);
      cause.set_date(model::DateText(after_.day));
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

  // Of a record that there was at one of the positions.
  absl::StatusOr<int64_t> LastRevision(Collection collection,
                                       const std::string& name) {
    const auto& written = collection == Collection::kSuppliers
                              ? written_.suppliers
                              : written_.requirements;
    const auto it = written.find(name);
    if (it != written.end()) return it->second;
    const auto known = revisions_.find(name);
    if (known != revisions_.end()) return known->second;
    const auto record =
        RecordAt(backend_.store, collection, name, after_.revision);
    if (!record.ok()) return record.status();
    return revisions_[name] = record->revision;
  }

  const Backend& backend_;
  const v1::WatchScope& scope_;
  const WatchPosition& before_;
  const WatchPosition& after_;
  const WrittenRecords& written_;
  std::map<std::string, int64_t> revisions_;  // of records not written
};

}  // namespace

absl::Status AppendEvents(const Backend& backend, const v1::WatchScope& scope,
                          const WatchPosition& before,
                          const WatchPosition& after,
                          const WrittenRecords& written,
                          const std::vector<demand::PairChange>& changes,
                          v1::WatchEvents& events) {
  EventWriter writer(backend, scope, before, after, written);
  for (const demand::PairChange& change : changes) {
    const absl::Status status = writer.Write(change, *events.add_events());
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::server
