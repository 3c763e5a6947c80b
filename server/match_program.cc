#include "server/match_program.h"

#include <algorithm>
#include <optional>
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

// The record of a requirement's buyer at a revision; absent if the name has
// none, or none was stored.
absl::StatusOr<std::optional<storage::Record>> BuyerRecord(
    const Backend& backend, const std::string& requirement, int64_t revision) {
  if (!MatchesPattern(RequirementKind().pattern, requirement)) {
    return std::nullopt;
  }
  auto record = RecordAt(backend.store, storage::Collection::kBuyers,
                         ParentName(requirement), revision);
  if (absl::IsNotFound(record.status())) return std::nullopt;
  if (!record.ok()) return record.status();
  return *std::move(record);
}

absl::Status ReadBuyer(const Backend& backend,
                       const std::optional<storage::Record>& record,
                       v1::Buyer& buyer) {
  if (!record) return absl::OkStatus();
  return ReadRecord(*record, backend.store.epoch(), buyer);
}

// A stored requirement and its buyer, as they were at one revision.
struct StoredRecords {
  storage::Record requirement;
  std::optional<storage::Record> buyer;
};

absl::StatusOr<StoredRecords> RecordsOf(const Backend& backend,
                                        const std::string& name,
                                        int64_t revision) {
  if (const std::string problem = NameProblem(RequirementKind().pattern, name);
      !problem.empty()) {
    return InvalidField("requirement", problem);
  }
  auto record = RecordAt(backend.store, storage::Collection::kRequirements,
                         name, revision);
  if (absl::IsNotFound(record.status())) return NotFound(name);
  if (!record.ok()) return record.status();
  auto buyer = BuyerRecord(backend, name, revision);
  if (!buyer.ok()) return buyer.status();
  return StoredRecords{*std::move(record), *std::move(buyer)};
}

absl::StatusOr<Target> ReadTarget(const Backend& backend,
                                  const StoredRecords& records) {
  Target target;
  absl::Status status = ReadRecord(records.requirement, backend.store.epoch(),
                                   target.requirement);
  if (!status.ok()) return status;
  status = ReadBuyer(backend, records.buyer, target.buyer);
  if (!status.ok()) return status;
  target.stored = true;
  return target;
}

ProgramCache::Key KeyOf(const StoredRecords& records,
                        const model::CriteriaSet& criteria_set,
                        const v1::RankingOptions& options, model::Date as_of) {
  ProgramCache::Key key;
  key.requirement = records.requirement.name;
  key.requirement_revision = records.requirement.revision;
  if (records.buyer) key.buyer_revision = records.buyer->revision;
  key.criteria_set = &criteria_set;
  key.as_of = as_of;
  key.weights.assign(options.weight_overrides().begin(),
                     options.weight_overrides().end());
  std::sort(key.weights.begin(), key.weights.end());
  return key;
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
  const auto records = RecordsOf(backend, name, revision);
  if (!records.ok()) return records.status();
  return ReadTarget(backend, *records);
}

absl::StatusOr<Target> InlineTarget(const Backend& backend,
                                    const v1::Requirement& requirement,
                                    int64_t revision) {
  Target target;
  target.requirement = requirement;
  Normalize(backend.data.reference, target.requirement);
  const auto buyer = BuyerRecord(backend, requirement.name(), revision);
  if (!buyer.ok()) return buyer.status();
  const absl::Status status = ReadBuyer(backend, *buyer, target.buyer);
  if (!status.ok()) return status;

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

absl::StatusOr<std::shared_ptr<const CompiledTarget>> CompileTarget(
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

  auto compiled =
      std::make_shared<CompiledTarget>(backend.data, *std::move(program));
  v1::RankingBasis& basis = compiled->basis;
  basis.set_as_of_date(model::DateText(as_of));
  basis.set_requirement(target.requirement.name());
  basis.set_requirement_composed(target.requirement.composed());
  if (target.stored) {
    *basis.mutable_requirement_revision() = target.requirement.revision();
  }
  compiled->writer.FillBasis(basis);
  return compiled;
}

absl::StatusOr<std::shared_ptr<const CompiledTarget>> CompileStored(
    const Backend& backend, const std::string& name, int64_t revision,
    const model::CriteriaSet& criteria_set, const v1::RankingOptions& options,
    model::Date as_of) {
  const auto records = RecordsOf(backend, name, revision);
  if (!records.ok()) return records.status();
  const auto key = KeyOf(*records, criteria_set, options, as_of);
  if (auto known = backend.programs.Find(key)) return known;
  const auto target = ReadTarget(backend, *records);
  if (!target.ok()) return target.status();
  auto compiled = CompileTarget(backend, *target, criteria_set, options, as_of);
  if (compiled.ok()) backend.programs.Put(key, *compiled);
  return compiled;
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
