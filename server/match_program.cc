#include "server/match_program.h"

#include <utility>

#include "absl/time/time.h"
#include "fmt/format.h"
#include "matcher/model/date.h"
#include "server/normalize.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/translate_requirement.h"
#include "server/validate.h"

namespace ketnoi::server {
namespace {

// The buyer of a requirement at a revision; empty if the name has none, or none
// was stored.
absl::StatusOr<v1::Buyer> BuyerOf(const Backend& backend,
                                  const std::string& requirement,
                                  int64_t revision) {
  v1::Buyer buyer;
  if (!MatchesPattern(RequirementKind().pattern, requirement)) return buyer;
  const auto record = RecordAt(backend.store, storage::Collection::kBuyers,
                               ParentName(requirement), revision);
  if (absl::IsNotFound(record.status())) return buyer;
  if (!record.ok()) return record.status();
  const absl::Status status = ReadRecord(*record, backend.store.epoch(), buyer);
  if (!status.ok()) return status;
  return buyer;
}

absl::Status CheckWeights(const v1::RankingOptions& options) {
  constexpr int32_t kLargest = 1'000'000;
  Violations violations;
  for (const auto& [key, weight] : options.weight_overrides()) {
    if (weight >= 0 && weight <= kLargest) continue;
    violations.Add(fmt::format("options.weight_overrides[\"{}\"]", key),
                   fmt::format("{} is not 0 to {}", weight, kLargest));
  }
  return violations.empty() ? absl::OkStatus() : InvalidFields(violations);
}

// TranslateRequirement's error, as the caller is to see it. Writes refuse what
// leads to it, so the record or the reference data are of another time.
absl::Status OriginError(const absl::Status& status, const Target& target) {
  return Error(status.code(), v1::ERROR_REASON_FIELD_VIOLATIONS,
               std::string(status.message()),
               {{"name", target.requirement.name()},
                {"field", "plant_id"},
                {"plant_id", target.requirement.plant_id()}});
}

// Compile's errors, as the caller is to see them.
absl::Status CompileError(const absl::Status& status,
                          const v1::RankingOptions& options) {
  const std::string message(status.message());
  if (absl::IsFailedPrecondition(status)) {
    return InvalidField(options.weight_overrides().empty()
                            ? "requirement.criteria"
                            : "options.weight_overrides",
                        message, v1::ERROR_REASON_WEIGHTS_SUM_TO_ZERO);
  }
  if (absl::IsInvalidArgument(status)) {
    return InvalidField("options.weight_overrides", message);
  }
  return status;
}

}  // namespace

absl::StatusOr<Target> StoredTarget(const Backend& backend,
                                    const std::string& name, int64_t revision) {
  if (const std::string problem = NameProblem(RequirementKind().pattern, name);
      !problem.empty()) {
    return InvalidField("requirement", problem);
  }
  Target target;
  const auto record = RecordAt(
      backend.store, storage::Collection::kRequirements, name, revision);
  if (absl::IsNotFound(record.status())) return NotFound(name);
  if (!record.ok()) return record.status();
  const absl::Status status =
      ReadRecord(*record, backend.store.epoch(), target.requirement);
  if (!status.ok()) return status;
  auto buyer = BuyerOf(backend, name, revision);
  if (!buyer.ok()) return buyer.status();
  target.buyer = *std::move(buyer);
  target.stored = true;
  return target;
}

absl::StatusOr<Target> InlineTarget(const Backend& backend,
                                    const v1::Requirement& requirement,
                                    int64_t revision) {
  Target target;
  target.requirement = requirement;
  Normalize(backend.data.reference, target.requirement);
  auto buyer = BuyerOf(backend, requirement.name(), revision);
  if (!buyer.ok()) return buyer.status();
  target.buyer = *std::move(buyer);

  // What is wrong is named by its path in the request.
  Violations found;
  Validate(backend.data.reference, target.requirement, found);
  CheckPlant(target.requirement, target.buyer, found);
  if (found.empty()) return target;
  Violations violations;
  for (const Violation& violation : found.kept()) {
    violations.Add("inline_requirement." + violation.field,
                   violation.description);
  }
  return InvalidFields(violations);
}

absl::StatusOr<model::Date> AsOfDate(const std::string& as_of_date) {
  if (as_of_date.empty()) {
    const absl::Time local = absl::Now() + absl::Hours(7);
    return model::Date{
        static_cast<int32_t>(absl::ToUnixSeconds(local) / 86'400)};
  }
  const auto date = model::DateFromText(as_of_date);
  if (date) return *date;
  return InvalidField("options.as_of_date",
                      fmt::format("'{}' is not a day of the years 1900 to 2199 "
                                  "as YYYY-MM-DD",
                                  as_of_date));
}

absl::StatusOr<match::Program> CompileTarget(
    const Backend& backend, const Target& target,
    const model::CriteriaSet& criteria_set, const v1::RankingOptions& options,
    model::Date as_of) {
  const absl::Status status = CheckWeights(options);
  if (!status.ok()) return status;
  match::CompileOptions compile_options;
  compile_options.as_of = as_of;
  for (const auto& [key, weight] : options.weight_overrides()) {
    compile_options.weight_overrides[key] = weight;
  }
  const auto requirement = TranslateRequirement(
      backend.data.reference, target.requirement, &target.buyer);
  if (!requirement.ok()) return OriginError(requirement.status(), target);
  auto program = match::Compile(*requirement, criteria_set,
                                backend.data.reference, compile_options);
  if (!program.ok()) return CompileError(program.status(), options);
  return program;
}

absl::StatusOr<Languages> LanguagesFrom(const v1::RankingOptions& options,
                                        Languages default_languages) {
  if (options.language_codes().empty()) return default_languages;
  Languages languages;
  for (int i = 0; i < options.language_codes_size(); ++i) {
    const std::string& code = options.language_codes(i);
    if (code == "vi") {
      languages.vi = true;
    } else if (code == "en") {
      languages.en = true;
    } else {
      return InvalidField(fmt::format("options.language_codes[{}]", i),
                          fmt::format("'{}' is not 'vi' or 'en'", code));
    }
  }
  return languages;
}

}  // namespace ketnoi::server
