#include "server/gap_scope.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "fmt/format.h"
#include "ketnoi/v1/buyer.pb.h"
#include "matcher/demand/portfolio.h"
#include "server/demand_target.h"
#include "server/match_request.h"
#include "server/resource_kind.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/translate_common.h"

namespace ketnoi::server {
namespace {

// Reads what a scope needs of records: where a requirement's plant is, and what
// it weighs.
class ScopeReader {
 public:
  ScopeReader(const Backend& backend, int64_t revision)
      : backend_(backend), revision_(revision) {}

  // Empty: it names no plant.
  absl::StatusOr<std::string> PlaceOf(const v1::Requirement& requirement) {
    if (requirement.plant_id().empty()) return std::string();
    const std::string buyer_name(ParentName(requirement.name()));
    const auto buyer = BuyerOf(buyer_name);
    if (!buyer.ok()) return buyer.status();
    for (const v1::Plant& plant : (*buyer)->plants()) {
      if (plant.id() == requirement.plant_id()) return plant.province();
    }
    return std::string();
  }

  // The volume per month in `unit`, whole; 0 if it states none.
  int32_t WeightOf(const v1::Requirement& requirement,
                   model::UnitId unit) const {
    const model::Reference& reference = backend_.data.reference;
    for (const v1::Criterion& criterion : requirement.criteria()) {
      if (!criterion.has_monthly_volume()) continue;
      const auto volume =
          QuantityFrom(reference, criterion.monthly_volume().quantity());
      if (!volume || !volume->unit.stated()) continue;
      const auto converted =
          reference.Convert({volume->value_e3, 3}, volume->unit, unit, 0);
      if (!converted) continue;
      return static_cast<int32_t>(std::clamp<int64_t>(
          *converted, 0, int64_t{demand::kMostDemandWeight}));
    }
    return 0;
  }

 private:
  absl::StatusOr<const v1::Buyer*> BuyerOf(const std::string& name) {
    const auto known = buyers_.find(name);
    if (known != buyers_.end()) return &known->second;
    v1::Buyer buyer;
    const auto record =
        RecordAt(backend_.store, storage::Collection::kBuyers, name, revision_);
    if (record.ok()) {
      const absl::Status status =
          ReadRecord(*record, backend_.store.epoch(), buyer);
      if (!status.ok()) return status;
    } else if (!absl::IsNotFound(record.status())) {
      return record.status();
    }
    return &buyers_.emplace(name, std::move(buyer)).first->second;
  }

  const Backend& backend_;
  const int64_t revision_;
  std::map<std::string, v1::Buyer> buyers_;
};

// `requirements`: of the scope.
absl::Status CheckSize(int32_t requirements, int32_t suppliers) {
  if (suppliers > kMostGapSuppliers) {
    return Error(
        absl::StatusCode::kFailedPrecondition,
        v1::ERROR_REASON_CATALOGUE_TOO_LARGE,
        fmt::format("the catalogue has {} suppliers; gaps are analyzed "
                    "of at most {}",
                    suppliers, kMostGapSuppliers),
        {{"limit", std::to_string(kMostGapSuppliers)}});
  }
  if (int64_t{requirements} * suppliers <= kMostGapPairs) {
    return absl::OkStatus();
  }
  return InvalidField(
      "scope", fmt::format("{} requirements and {} suppliers are more than {} "
                           "pairs; narrow it to a buyer, a category or a "
                           "province",
                           requirements, suppliers, kMostGapPairs));
}

// The scope without a place, then of those the ones in the place.
absl::Status FillScope(const Backend& backend, const CallLimits& limits,
                       const GapChoice& choice, model::Date as_of,
                       bool with_places, GapView& view) {
  const auto& tree = backend.data.reference.categories;
  const auto is_wanted = [&](const demand::RequirementBlock& block, size_t i) {
    return (!choice.category.stated() ||
            tree.Covers(choice.category, block.category())) &&
           block.name(i).starts_with(choice.prefix);
  };
  view.scope = std::make_unique<demand::DemandScope>(view.set->requirements,
                                                     as_of, is_wanted);
  const bool with_records =
      with_places || !choice.province.empty() || choice.weight_unit;
  if (!with_records) {
    view.weights.assign(static_cast<size_t>(view.scope->size()), 1);
    return absl::OkStatus();
  }
  ScopeReader reader(backend, view.revision());
  std::set<std::string> in_place;
  for (int32_t r = 0; r < view.scope->size(); ++r) {
    absl::Status status = CheckLimits(limits);
    if (!status.ok()) return status;
    const std::string& name = view.scope->name(r);
    const auto requirement = RequirementAt(backend, name, view.revision());
    if (!requirement.ok()) return requirement.status();
    auto place = reader.PlaceOf(*requirement);
    if (!place.ok()) return place.status();
    if (!choice.province.empty() && *place != choice.province) continue;
    in_place.insert(name);
    view.places.push_back(*std::move(place));
    view.weights.push_back(
        choice.weight_unit ? reader.WeightOf(*requirement, *choice.weight_unit)
                           : 1);
  }
  if (choice.province.empty()) return absl::OkStatus();
  view.scope = std::make_unique<demand::DemandScope>(
      view.set->requirements, as_of,
      [&](const demand::RequirementBlock& block, size_t i) {
        return is_wanted(block, i) && in_place.contains(block.name(i));
      });
  return absl::OkStatus();
}

// NOT_FOUND: the scope is of a buyer that was not there at the revision.
absl::Status CheckBuyer(const Backend& backend, const GapChoice& choice,
                        int64_t revision) {
  if (choice.prefix.empty()) return absl::OkStatus();
  const std::string buyer(ParentName(choice.prefix + "any"));
  const absl::Status status =
      RecordAt(backend.store, storage::Collection::kBuyers, buyer, revision)
          .status();
  return absl::IsNotFound(status) ? NotFound(buyer) : status;
}

}  // namespace

GapChoice ReadGapChoice(const model::Reference& reference,
                        const v1::GapScope& scope,
                        const std::string& weight_unit,
                        Violations& violations) {
  GapChoice choice;
  Violations of_scope;
  choice.prefix = RequirementPrefix(scope.parent(), of_scope);
  choice.category = reference.categories.Find(scope.category());
  if (!scope.category().empty() && !choice.category.stated()) {
    of_scope.Add("category",
                 fmt::format("'{}' is not a category", scope.category()));
  }
  choice.province = scope.province();
  const model::ProvinceId province = reference.FindProvince(scope.province());
  if (!scope.province().empty() &&
      (!province.stated() ||
       reference.provinces[province.index()].code != scope.province())) {
    of_scope.Add("province", fmt::format("'{}' is not a code of a province",
                                         scope.province()));
  }
  if (!of_scope.empty()) violations.AddBelow("scope", of_scope);
  if (!weight_unit.empty()) {
    choice.weight_unit = reference.FindUnit(weight_unit);
    if (!choice.weight_unit->stated()) {
      violations.Add("weight_unit",
                     fmt::format("'{}' is not a known unit", weight_unit));
    }
  }
  return choice;
}

void CheckGapOptions(const v1::RankingOptions& options,
                     Violations& violations) {
  RefuseWeights(options, violations);
  if (!options.language_codes().empty()) {
    violations.Add("options.language_codes",
                   "must be empty: names come in both languages");
  }
}

std::vector<int32_t> ReadLevers(
    const LeverTable& table,
    const google::protobuf::RepeatedPtrField<std::string>& names,
    const std::string& field, Violations& violations) {
  std::set<int32_t> positions;
  for (int i = 0; i < names.size(); ++i) {
    const int32_t position = table.Find(names[i]);
    const std::string path = fmt::format("{}[{}]", field, i);
    if (position < 0) {
      violations.Add(path, fmt::format("'{}' is not a lever", names[i]));
    } else if (!positions.insert(position).second) {
      violations.Add(path, fmt::format("'{}' is there twice", names[i]));
    }
  }
  if (names.empty()) {
    for (size_t i = 0; i < table.levers.size(); ++i) {
      positions.insert(static_cast<int32_t>(i));
    }
  }
  return {positions.begin(), positions.end()};
}

absl::StatusOr<GapView> OpenGaps(const Backend& backend,
                                 const CallLimits& limits,
                                 const v1::ReadOptions& read,
                                 const RankingChoice& choice,
                                 const GapChoice& gap_choice,
                                 bool with_places) {
  if (choice.criteria_set == nullptr) {
    return NotFound(choice.options.criteria_set());
  }
  absl::Status status = AwaitFreshness(backend, read, limits);
  if (!status.ok()) return status;
  auto sides = ReadSides(backend, limits);
  if (!sides.ok()) return sides.status();
  GapView view;
  view.sides = *std::move(sides);
  view.set = view.sides.demand->Find(choice.criteria_set);
  status = CheckBuyer(backend, gap_choice, view.revision());
  if (!status.ok()) return status;
  status =
      FillScope(backend, limits, gap_choice, choice.as_of, with_places, view);
  if (status.ok()) {
    status =
        CheckSize(view.scope->size(), view.sides.snapshot->supplier_count());
  }
  if (!status.ok()) return status;
  view.suppliers = demand::NumberSuppliers(*view.sides.snapshot);
  return view;
}

absl::StatusOr<v1::Requirement> RequirementAt(const Backend& backend,
                                              const std::string& name,
                                              int64_t revision) {
  const auto record = RecordAt(
      backend.store, storage::Collection::kRequirements, name, revision);
  if (absl::IsNotFound(record.status())) return NotFound(name);
  if (!record.ok()) return record.status();
  v1::Requirement requirement;
  const absl::Status status =
      ReadRecord(*record, backend.store.epoch(), requirement);
  if (!status.ok()) return status;
  return requirement;
}

absl::StatusOr<v1::GapRequirement> GapRequirementAt(const Backend& backend,
                                                    const std::string& name,
                                                    int64_t revision) {
  const auto requirement = RequirementAt(backend, name, revision);
  if (!requirement.ok()) return requirement.status();
  v1::GapRequirement shown;
  shown.set_requirement(name);
  *shown.mutable_title() = requirement->title();
  shown.set_composed(requirement->composed());
  return shown;
}

v1::LocalizedText SupplierName(const index::SupplierAt& at) {
  const auto names = at.segment->names(at.position);
  v1::LocalizedText text;
  text.set_vi(names.vi);
  text.set_en(names.en);
  return text;
}

bool IsComposed(const index::SupplierAt& at) {
  return at.segment->composed(at.position);
}

absl::StatusOr<demand::LeverFlips> FindFlips(
    const Backend& backend, const CallLimits& limits, const GapView& view,
    const std::vector<demand::Lever>& measures, bool pairs, int32_t only,
    const std::function<void(int32_t done)>& done) {
  demand::LeverTrialOptions options;
  options.pairs = pairs;
  options.most_flips = kMostGapFlips;
  options.cancelled = [&limits] { return !CheckLimits(limits).ok(); };
  demand::LeverFlips flips;
  for (size_t s = 0; s < view.suppliers.size(); ++s) {
    const auto number = static_cast<int32_t>(s);
    if (only >= 0 && number != only) continue;
    absl::Status status = CheckLimits(limits);
    if (!status.ok()) return status;
    if (done) done(number);
    const auto record =
        SupplierRecord(backend, view.suppliers[s].id, view.revision());
    if (!record.ok()) return record.status();
    status = demand::TryLevers(*view.scope, measures, number, **record, options,
                               flips);
    if (absl::IsResourceExhausted(status)) {
      return InvalidField("scope", std::string(status.message()));
    }
    if (!status.ok()) return status;
  }
  return flips;
}

}  // namespace ketnoi::server
