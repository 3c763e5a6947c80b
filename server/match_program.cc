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
#include "server/resource_kind.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/translate_requirement.h"
#include "server/wire_writer.h"

namespace ketnoi::server {
namespace {

// `requirement` and `requirement_revision` as in the key.
ProgramCache::Key KeyOf(std::string requirement, int64_t requirement_revision,
                        const std::optional<storage::Record>& buyer,
                        const RankingChoice& choice) {
  const auto& weights = choice.options.weight_overrides();
  ProgramCache::Key key;
  key.requirement = std::move(requirement);
  key.requirement_revision = requirement_revision;
  if (buyer) key.buyer_revision = buyer->revision;
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
  compiled.writer.WriteCriteria(Basis::kCriteriaFieldNumber, after);
  after.Number(Basis::kRequirementComposedFieldNumber, requirement.composed());
  compiled.basis_before_revision = before.Take();
  compiled.basis_after_revision = after.Take();
}

}  // namespace

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

// The texts of the basis are those of the criteria, which are held in some
// forms more.
size_t BytesOf(const CompiledTarget& target) {
  constexpr size_t kForms = 3;
  constexpr size_t kWordsOfStep = 450;
  size_t bytes =
      sizeof(target) + kForms * (target.basis_before_revision.size() +
                                 target.basis_after_revision.size());
  for (const match::Step& step : target.program().steps) {
    bytes += sizeof(step) + kWordsOfStep;
    if (step.certificates) bytes += step.certificates->bytes();
  }
  return bytes + target.bound.Bytes();
}

namespace {

absl::StatusOr<CompiledPointer> CompileAndKeep(const Backend& backend,
                                               const ProgramCache::Key& key,
                                               const Target& target,
                                               const RankingChoice& choice,
                                               Violations& violations) {
  auto compiled = CompileTarget(backend, target, choice, violations);
  if (compiled.ok() && *compiled) {
    backend.programs.Put(key, *compiled);
  }
  return compiled;
}

}  // namespace

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
  return CompileRecords(backend, *records, choice, violations);
}

absl::StatusOr<CompiledPointer> CompileRecords(const Backend& backend,
                                               const StoredRecords& records,
                                               const RankingChoice& choice,
                                               Violations& violations) {
  const auto key = KeyOf(records.requirement.name, records.requirement.revision,
                         records.buyer, choice);
  if (auto known = backend.programs.Find(key)) return known;
  const auto target = ReadTarget(backend, records);
  if (!target.ok()) return target.status();
  return CompileAndKeep(backend, key, *target, choice, violations);
}

absl::StatusOr<CompiledPointer> CompileInline(
    const Backend& backend, const v1::Requirement& requirement,
    int64_t revision, const RankingChoice& choice, Violations& violations) {
  const auto buyer = BuyerRecord(backend, requirement.name(), revision);
  if (!buyer.ok()) return buyer.status();
  const auto key = KeyOf(DeterministicBytes(requirement), 0, *buyer, choice);
  if (auto known = backend.programs.Find(key)) return known;
  const auto target = InlineTarget(backend, requirement, *buyer, violations);
  if (!target.ok()) return target.status();
  if (!*target) return CompiledPointer();
  return CompileAndKeep(backend, key, **target, choice, violations);
}

}  // namespace ketnoi::server
