#include "server/levers.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/escaping.h"
#include "fmt/format.h"
#include "server/field_checks.h"
#include "server/reference_files.h"
#include "server/sha256.h"
#include "server/stated_attribute.h"
#include "server/translate_common.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultValidDays = 3 * 365;
constexpr int32_t kMostUnits = 1'000'000;

// Checks one lever, and puts it into the matcher's form.
class LeverReader {
 public:
  LeverReader(const model::Reference& reference, Violations& violations)
      : reference_(reference), checks_(reference, violations) {}

  demand::Lever Read(const v1::Lever& lever, int32_t cost) {
    demand::Lever result;
    result.id = lever.name();
    result.cost = cost;
    CheckBothLanguages(lever.display_name());
    if (!lever.category().empty() &&
        checks_.CategoryIsRight(Path(root_, "category"), lever.category())) {
      result.category = reference_.categories.Find(lever.category());
    }
    ReadMeasure(lever, result);
    return result;
  }

  void CheckBothLanguages(const v1::LocalizedText& name) {
    if (!name.vi().empty() && !name.en().empty()) return;
    checks_.Refuse(Path(root_, "display_name"),
                   "is required in both languages");
  }

  // `name` is that of a collection, and not there yet.
  void CheckName(const std::string& name, std::string_view collection,
                 std::set<std::string>& names) {
    const Path path(root_, "name");
    if (!name.starts_with(collection) || name.size() <= collection.size() ||
        name.find('/', collection.size()) != std::string::npos) {
      checks_.Refuse(path, fmt::format("'{}' is not a name of the form '{}*'",
                                       name, collection));
    } else if (!names.insert(name).second) {
      checks_.Refuse(path, fmt::format("'{}' is there twice", name));
    }
  }

 private:
  void ReadMeasure(const v1::Lever& lever, demand::Lever& result) {
    switch (lever.measure_case()) {
      case v1::Lever::kObtainCertificate:
        return ReadCertificate(lever.obtain_certificate(), result);
      case v1::Lever::kLearnProcess: {
        const std::string& id = lever.learn_process().process();
        result.measure = demand::LearnProcess{
            Known(reference_.FindProcess(id), "learn_process", "process", id)};
        return;
      }
      case v1::Lever::kWorkMaterial: {
        const std::string& id = lever.work_material().material();
        result.measure = demand::WorkMaterial{Known(
            reference_.FindMaterial(id), "work_material", "material", id)};
        return;
      }
      case v1::Lever::kReachAttribute:
        return ReadAttribute(lever, result);
      case v1::Lever::kRaiseCapacity: {
        const int32_t percent = lever.raise_capacity().percent();
        CheckRange("raise_capacity", "percent", percent, 101, 1000);
        result.measure = demand::RaiseCapacity{percent};
        return;
      }
      case v1::Lever::kShortenLeadTime: {
        const int32_t percent = lever.shorten_lead_time().percent();
        CheckRange("shorten_lead_time", "percent", percent, 1, 99);
        result.measure = demand::ShortenLeadTime{percent};
        return;
      }
      case v1::Lever::kPassAssessment:
        return ReadAssessment(lever.pass_assessment(), result);
      case v1::Lever::kReachExportShare: {
        const double percent = lever.reach_export_share().percent();
        const Path parent(root_, "reach_export_share");
        checks_.InRange(Path(parent, "percent"), percent, 0.01, 100.0);
        result.measure = demand::ReachExportShare{
            static_cast<int32_t>(ScaledFrom(percent, 2))};
        return;
      }
      case v1::Lever::kLearnLanguage: {
        FieldChecks::Strings languages;
        *languages.Add() = lever.learn_language().language();
        const Path parent(root_, "learn_language");
        checks_.CheckEntries(parent, "language", languages, 1,
                             FieldChecks::Language());
        result.measure =
            demand::LearnLanguage{lever.learn_language().language()};
        return;
      }
      case v1::Lever::MEASURE_NOT_SET:
        checks_.Refuse(Path(root_, "measure"), kRequired);
    }
  }

  void CheckRange(std::string_view measure, std::string_view field,
                  int64_t value, int64_t least, int64_t most) {
    const Path parent(root_, measure);
    checks_.InRange(Path(parent, field), value, least, most);
  }

  // `id`, unless there is none of the name.
  template <class Id>
  Id Known(Id id, std::string_view measure, std::string_view field,
           const std::string& name) {
    if (!id.stated()) {
      const Path parent(root_, measure);
      checks_.Refuse(Path(parent, field),
                     fmt::format("'{}' is not there", name));
    }
    return id;
  }

  // The position of a level; -1 if none is named.
  template <class SchemeId>
  int Level(SchemeId scheme, std::string_view measure,
            const std::string& level) {
    if (level.empty() || !scheme.stated()) return -1;
    const auto found = reference_.FindLevel(scheme, level);
    if (!found) {
      const Path parent(root_, measure);
      checks_.Refuse(Path(parent, "level"),
                     fmt::format("the scheme has no level '{}'", level));
    }
    return found.value_or(-1);
  }

  void ReadCertificate(const v1::Lever::ObtainCertificate& certificate,
                       demand::Lever& result) {
    constexpr char kMeasure[] = "obtain_certificate";
    demand::ObtainCertificate measure;
    measure.scheme = Known(reference_.FindScheme(certificate.scheme()),
                           kMeasure, "scheme", certificate.scheme());
    measure.level = Level(measure.scheme, kMeasure, certificate.level());
    CheckRange(kMeasure, "valid_days", certificate.valid_days(), 0, 3650);
    measure.valid_days = certificate.valid_days() == 0
                             ? kDefaultValidDays
                             : certificate.valid_days();
    const Path parent(root_, kMeasure);
    checks_.EnumIsKnown(Path(parent, "evidence"), certificate.evidence(),
                        v1::EVIDENCE_LEVEL_VERIFIED);
    if (certificate.evidence() != v1::EVIDENCE_LEVEL_UNSPECIFIED) {
      measure.evidence = EvidenceFrom(certificate.evidence());
    }
    result.measure = measure;
  }

  void ReadAttribute(const v1::Lever& lever, demand::Lever& result) {
    const v1::AttributeValue& value = lever.reach_attribute().value();
    const Path parent(root_, "reach_attribute");
    const Path path(parent, "value");
    if (!result.category.stated()) {
      checks_.Refuse(Path(root_, "category"), "is required for an attribute");
      return;
    }
    if (value.attribute().empty()) {
      checks_.Refuse(Path(path, "attribute"), kRequired);
      return;
    }
    const model::AttributeId id =
        reference_.FindAttribute(result.category, value.attribute());
    if (!id.stated()) {
      checks_.Refuse(Path(path, "attribute"),
                     fmt::format("'{}' has no attribute '{}'", lever.category(),
                                 value.attribute()));
      return;
    }
    if (value.value_case() == v1::AttributeValue::VALUE_NOT_SET) {
      checks_.Refuse(path, "states no value");
      return;
    }
    if (!checks_.ValueIsRight(path, id, value)) return;
    std::vector<model::ValueProblem> problems;
    result.measure = demand::ReachAttribute{
        model::Canonicalize(reference_, id, StatedFrom(value), problems)};
  }

  void ReadAssessment(const v1::Lever::PassAssessment& assessment,
                      demand::Lever& result) {
    constexpr char kMeasure[] = "pass_assessment";
    model::Assessment passed;
    passed.scheme = Known(reference_.FindAssessmentScheme(assessment.scheme()),
                          kMeasure, "scheme", assessment.scheme());
    passed.level = Level(passed.scheme, kMeasure, assessment.level());
    const Path parent(root_, kMeasure);
    if (assessment.has_score()) {
      checks_.InRange(Path(parent, "score"), assessment.score(), 0.0, 100000.0);
      passed.score_e2 = ScaledFrom(assessment.score(), 2);
    } else if (assessment.level().empty()) {
      checks_.Refuse(Path(parent, "level"), "level or score is required");
    }
    result.measure = demand::PassAssessment{passed};
  }

  const Path root_;
  const model::Reference& reference_;
  FieldChecks checks_;
};

// What is wrong with a line, or OK.
absl::Status StatusOfLine(const std::string& path, int line,
                          const Violations& violations) {
  if (violations.empty()) return absl::OkStatus();
  const Violation& first = violations.kept().front();
  return absl::InvalidArgumentError(
      fmt::format("{}:{}: {}: {}", path, line, first.field, first.description));
}

template <class M>
absl::Status ReadLeverLines(const std::string& path, std::vector<M>& table,
                            std::vector<int>& lines) {
  return ReadMessageLines(path, [&](int line) {
    lines.push_back(line);
    return &table.emplace_back();
  });
}

using UnitsByClass = std::map<std::string, int32_t, std::less<>>;

absl::Status ReadCostClasses(const std::string& folder,
                             const model::Reference& reference,
                             LeverTable& table, UnitsByClass& units) {
  constexpr std::string_view kCollection = "leverCostClasses/";
  const std::string path = folder + "/reference/lever_cost_classes.jsonl";
  std::vector<int> lines;
  absl::Status status = ReadLeverLines(path, table.cost_classes, lines);
  std::set<std::string> names;
  for (size_t i = 0; i < table.cost_classes.size() && status.ok(); ++i) {
    const v1::LeverCostClass& one = table.cost_classes[i];
    Violations violations;
    LeverReader reader(reference, violations);
    reader.CheckName(one.name(), kCollection, names);
    reader.CheckBothLanguages(one.display_name());
    if (one.units() < 1 || one.units() > kMostUnits) {
      violations.Add("units",
                     fmt::format("{} is not 1 to {}", one.units(), kMostUnits));
    }
    status = StatusOfLine(path, lines[i], violations);
    if (status.ok()) {
      units.emplace(one.name().substr(kCollection.size()), one.units());
    }
  }
  return status;
}

absl::Status ReadLevers(const std::string& folder,
                        const model::Reference& reference,
                        const UnitsByClass& units, LeverTable& table) {
  const std::string path = folder + "/reference/levers.jsonl";
  std::vector<int> lines;
  absl::Status status = ReadLeverLines(path, table.levers, lines);
  std::set<std::string> names;
  for (size_t i = 0; i < table.levers.size() && status.ok(); ++i) {
    const v1::Lever& lever = table.levers[i];
    Violations violations;
    LeverReader reader(reference, violations);
    reader.CheckName(lever.name(), "levers/", names);
    const auto cost = units.find(lever.cost_class());
    if (cost == units.end()) {
      violations.Add("cost_class", fmt::format("'{}' is not a cost class",
                                               lever.cost_class()));
    }
    table.measures.push_back(
        reader.Read(lever, cost == units.end() ? 1 : cost->second));
    if (i >= kMostLevers) {
      violations.Add("name",
                     fmt::format("is one of more than {} levers", kMostLevers));
    }
    status = StatusOfLine(path, lines[i], violations);
  }
  return status;
}

std::string HashOfLevers(const LeverTable& table) {
  std::string all;
  const auto add = [&](const auto& entries) {
    all += fmt::format("{};", entries.size());
    for (const auto& entry : entries) {
      const std::string bytes = entry.SerializeAsString();
      all += fmt::format("{}:", bytes.size()) + bytes;
    }
  };
  add(table.levers);
  add(table.cost_classes);
  return absl::BytesToHexString(Sha256(all));
}

}  // namespace

int32_t LeverTable::Find(std::string_view name) const {
  for (size_t i = 0; i < levers.size(); ++i) {
    if (levers[i].name() == name) return static_cast<int32_t>(i);
  }
  return -1;
}

absl::StatusOr<std::unique_ptr<const LeverTable>> LoadLevers(
    const std::string& folder, const model::Reference& reference) {
  auto table = std::make_unique<LeverTable>();
  UnitsByClass units;
  absl::Status status = ReadCostClasses(folder, reference, *table, units);
  if (status.ok()) status = ReadLevers(folder, reference, units, *table);
  if (!status.ok()) return status;
  table->hash = HashOfLevers(*table);
  return std::unique_ptr<const LeverTable>(std::move(table));
}

}  // namespace ketnoi::server
