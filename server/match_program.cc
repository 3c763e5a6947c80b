#include "server/match_program.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "fmt/format.h"
#include "matcher/model/date.h"
#include "server/normalize.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/translate_requirement.h"
#include "server/validate.h"
#include "server/wire_writer.h"

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
                        const RankingChoice& choice) {
  const auto& weights = choice.options.weight_overrides();
  ProgramCache::Key key;
  key.requirement = records.requirement.name;
  key.requirement_revision = records.requirement.revision;
  if (records.buyer) key.buyer_revision = records.buyer->revision;
  key.criteria_set = choice.criteria_set;
  key.as_of = choice.as_of;
  key.weights.assign(weights.begin(), weights.end());
  std::sort(key.weights.begin(), key.weights.end());
  return key;
}

std::string WeightPath(std::string_view key) {
  return fmt::format("options.weight_overrides[\"{}\"]", key);
}

// The overrides of a request, in the order of their keys.
std::map<std::string, int32_t> WeightsOf(const v1::RankingOptions& options) {
  return {options.weight_overrides().begin(), options.weight_overrides().end()};
}

bool CheckWeights(const v1::RankingOptions& options, Violations& violations) {
  constexpr int32_t kLargest = 1'000'000;
  const size_t found = violations.found();
  for (const auto& [key, weight] : WeightsOf(options)) {
    if (weight >= 0 && weight <= kLargest) continue;
    violations.Add(WeightPath(key),
                   fmt::format("{} is not 0 to {}", weight, kLargest));
  }
  return violations.found() == found;
}

model::Date ReadAsOfDate(const std::string& as_of_date,
                         Violations& violations) {
  if (as_of_date.empty()) {
    const absl::Time local = absl::Now() + absl::Hours(7);
    return {static_cast<int32_t>(absl::ToUnixSeconds(local) / 86'400)};
  }
  const auto date = model::DateFromText(as_of_date);
  if (!date) {
    violations.Add("options.as_of_date",
                   fmt::format("'{}' is not a day of the years 1900 to 2199 as "
                               "YYYY-MM-DD",
                               as_of_date));
  }
  return date.value_or(model::Date{});
}

Languages ReadLanguages(const v1::RankingOptions& options,
                        Languages default_languages, Violations& violations) {
  if (options.language_codes().empty()) return default_languages;
  Languages languages;
  for (int i = 0; i < options.language_codes_size(); ++i) {
    const std::string& code = options.language_codes(i);
    languages.vi |= code == "vi";
    languages.en |= code == "en";
    if (code == "vi" || code == "en") continue;
    violations.Add(fmt::format("options.language_codes[{}]", i),
                   fmt::format("'{}' is not 'vi' or 'en'", code));
  }
  return languages;
}

// What is wrong with the name of an inline requirement, which may be empty, and
// with the plant, which is one of the buyer in the name.
void CheckInlineName(const v1::Requirement& requirement, const v1::Buyer& buyer,
                     Violations& violations) {
  const std::string& name = requirement.name();
  if (!name.empty() && !MatchesPattern(RequirementKind().pattern, name)) {
    CheckName(RequirementKind(), name, "name", violations);
  } else if (!requirement.plant_id().empty() && name.empty()) {
    violations.Add("name",
                   "is required beside plant_id: its buyer has the plant");
  } else if (!requirement.plant_id().empty() && buyer.name().empty()) {
    violations.Add("name", fmt::format("there is no '{}', which is to have the "
                                       "plant of plant_id",
                                       ParentName(name)));
  } else {
    CheckPlant(requirement, buyer, violations);
  }
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

// The field of a request that holds the criteria of its target.
const char* CriteriaPath(const Target& target) {
  return target.stored ? "requirement" : "inline_requirement.criteria";
}

// Compile's errors, as the caller is to see them: OK if it is a violation.
absl::Status CompileError(const absl::Status& status, const Target& target,
                          const v1::RankingOptions& options,
                          Violations& violations) {
  const std::string message(status.message());
  if (absl::IsFailedPrecondition(status)) {
    violations.Add(options.weight_overrides().empty()
                       ? CriteriaPath(target)
                       : "options.weight_overrides",
                   message, v1::ERROR_REASON_WEIGHTS_SUM_TO_ZERO);
    return absl::OkStatus();
  }
  if (absl::IsInvalidArgument(status)) {
    violations.Add(CriteriaPath(target), message);
    return absl::OkStatus();
  }
  return status;
}

void WriteBasis(const Target& target, const RankingChoice& choice,
                CompiledTarget& compiled) {
  using Basis = v1::RankingBasis;
  const v1::Requirement& requirement = target.requirement;
  WireWriter before;
  before.Text(Basis::kAsOfDateFieldNumber, model::DateText(choice.as_of));
  compiled.writer.WriteCriteriaSet(before);
  WireWriter after;
  after.Text(Basis::kRequirementFieldNumber, requirement.name());
  if (target.stored) {
    after.Message(Basis::kRequirementRevisionFieldNumber,
                  requirement.revision());
  }
  compiled.writer.WriteCriteria(after);
  after.Number(Basis::kRequirementComposedFieldNumber, requirement.composed());
  compiled.basis_before_revision = before.Take();
  compiled.basis_after_revision = after.Take();
}

}  // namespace

absl::StatusOr<Target> StoredTarget(const Backend& backend,
                                    const std::string& name, int64_t revision) {
  const auto records = RecordsOf(backend, name, revision);
  if (!records.ok()) return records.status();
  return ReadTarget(backend, *records);
}

absl::StatusOr<std::optional<Target>> InlineTarget(
    const Backend& backend, const v1::Requirement& requirement,
    int64_t revision, Violations& violations) {
  Target target;
  target.requirement = requirement;
  Normalize(backend.data.reference, target.requirement);
  const auto buyer = BuyerRecord(backend, requirement.name(), revision);
  if (!buyer.ok()) return buyer.status();
  const absl::Status status = ReadBuyer(backend, *buyer, target.buyer);
  if (!status.ok()) return status;

  Violations found;
  Validate(backend.data.reference, target.requirement, found);
  CheckInlineName(target.requirement, target.buyer, found);
  if (found.empty()) return target;
  violations.AddBelow("inline_requirement", found);
  return std::nullopt;
}

RankingChoice ReadRankingOptions(const ReferenceData& data,
                                 const v1::RankingOptions& options,
                                 Languages default_languages,
                                 Violations& violations) {
  RankingChoice choice{nullptr, {}, {}, true, options};
  choice.as_of = ReadAsOfDate(options.as_of_date(), violations);
  choice.languages = ReadLanguages(options, default_languages, violations);
  choice.weights_in_range = CheckWeights(options, violations);
  const std::string& name = options.criteria_set();
  choice.criteria_set = data.FindCriteriaSet(name);
  if (choice.criteria_set == nullptr) {
    const std::string problem = CriteriaSetProblem(name);
    if (!problem.empty()) violations.Add("options.criteria_set", problem);
  }
  return choice;
}

absl::StatusOr<CompiledPointer> CompileTarget(const Backend& backend,
                                              const Target& target,
                                              const RankingChoice& choice,
                                              Violations& violations) {
  const v1::RankingOptions& options = choice.options;
  if (choice.criteria_set == nullptr) return NotFound(options.criteria_set());
  match::CompileOptions compile_options;
  compile_options.as_of = choice.as_of;
  compile_options.weight_overrides = WeightsOf(options);
  const auto requirement = TranslateRequirement(
      backend.data.reference, target.requirement, &target.buyer);
  if (!requirement.ok()) return OriginError(requirement.status(), target);
  const std::vector<std::string> unknown = match::UnknownOverrides(
      *requirement, *choice.criteria_set, compile_options);
  for (const std::string& key : unknown) {
    violations.Add(WeightPath(key), "no criterion has this key");
  }
  if (!unknown.empty() || !choice.weights_in_range) return CompiledPointer();
  auto program = match::Compile(*requirement, *choice.criteria_set,
                                backend.data.reference, compile_options);
  if (!program.ok()) {
    const absl::Status status =
        CompileError(program.status(), target, options, violations);
    if (!status.ok()) return status;
    return CompiledPointer();
  }

  auto compiled =
      std::make_shared<CompiledTarget>(backend.data, *std::move(program));
  WriteBasis(target, choice, *compiled);
  return compiled;
}

absl::StatusOr<CompiledPointer> CompileStored(const Backend& backend,
                                              const std::string& name,
                                              int64_t revision,
                                              const RankingChoice& choice,
                                              Violations& violations) {
  if (!MatchesPattern(RequirementKind().pattern, name)) {
    CheckName(RequirementKind(), name, "requirement", violations);
    return CompiledPointer();
  }
  const auto records = RecordsOf(backend, name, revision);
  if (!records.ok()) return records.status();
  const auto key = KeyOf(*records, choice);
  if (auto known = backend.programs.Find(key)) return known;
  const auto target = ReadTarget(backend, *records);
  if (!target.ok()) return target.status();
  auto compiled = CompileTarget(backend, *target, choice, violations);
  if (compiled.ok() && *compiled) backend.programs.Put(key, *compiled);
  return compiled;
}

}  // namespace ketnoi::server
