#include "server/reference_translate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::server {
namespace {

template <class... Args>
absl::Status Wrong(fmt::format_string<Args...> format, Args&&... args) {
  return absl::InvalidArgumentError(
      fmt::format(format, std::forward<Args>(args)...));
}

template <class List>
std::vector<std::string> Strings(const List& list) {
  return {list.begin(), list.end()};
}

// What people call a category or a process.
template <class Entry>
std::vector<std::string> NamesOf(const Entry& entry) {
  std::vector<std::string> names = Strings(entry.terms());
  for (const std::string* name :
       {&entry.display_name().vi(), &entry.display_name().en()}) {
    if (!name->empty()) names.push_back(*name);
  }
  return names;
}

// Positions of a table's entries by id.
using Positions = std::map<std::string, int32_t>;

template <class Table>
Positions PositionsOf(const Table& table) {
  Positions positions;
  for (size_t i = 0; i < table.size(); ++i) {
    positions.emplace(ReferenceId(table[i].name()), static_cast<int32_t>(i));
  }
  return positions;
}

template <class IdType>
absl::Status FindId(const Positions& positions, const std::string& id,
                    const std::string& owner, IdType& result) {
  const auto it = positions.find(id);
  if (it == positions.end())
    return Wrong("{} names '{}', which is not there", owner, id);
  result.value = it->second;
  return absl::OkStatus();
}

absl::Status TranslateCategories(ReferenceData& data) {
  std::vector<model::CategoryTree::Entry> entries;
  for (const v1::Category& category : data.tables.categories) {
    entries.push_back({ReferenceId(category.name()), category.parent()});
  }
  auto tree = model::CategoryTree::Build(entries);
  if (!tree.ok()) return tree.status();
  data.reference.categories = *std::move(tree);
  const auto position = [&](const v1::Category& category) {
    return data.reference.categories.Find(ReferenceId(category.name()));
  };
  std::sort(data.tables.categories.begin(), data.tables.categories.end(),
            [&](const v1::Category& a, const v1::Category& b) {
              return position(a) < position(b);
            });
  for (const v1::Category& category : data.tables.categories) {
    data.reference.category_names.push_back(NamesOf(category));
  }
  return absl::OkStatus();
}

absl::StatusOr<model::Unit> TranslateUnit(const v1::Unit& unit) {
  using Conversion = model::Unit::Conversion;
  model::Unit result;
  result.id = ReferenceId(unit.name());
  result.dimension = unit.dimension();
  result.aliases = Strings(unit.aliases());
  result.numerator = unit.numerator() == 0 ? 1 : unit.numerator();
  result.denominator = unit.denominator() == 0 ? 1 : unit.denominator();
  switch (unit.conversion()) {
    case v1::Unit::CONVERSION_LINEAR:
      result.conversion = Conversion::kLinear;
      break;
    case v1::Unit::CONVERSION_RECIPROCAL:
      result.conversion = Conversion::kReciprocal;
      break;
    case v1::Unit::CONVERSION_TABLE:
      result.conversion = Conversion::kTable;
      break;
    default:
      return Wrong("{} has no conversion", unit.name());
  }
  if (!unit.offset().empty()) {
    const auto offset = model::DecimalFromText(unit.offset());
    if (!offset)
      return Wrong("{}: '{}' is no decimal", unit.name(), unit.offset());
    result.offset = *offset;
  }
  for (const v1::Unit::Point& point : unit.points()) {
    const auto base = model::DecimalFromText(point.base());
    if (!base)
      return Wrong("{}: '{}' is no decimal", unit.name(), point.base());
    result.points.push_back({point.value(), *base});
  }
  return result;
}

absl::Status TranslateMaterials(ReferenceData& data) {
  const Positions positions = PositionsOf(data.tables.materials);
  for (const v1::Material& material : data.tables.materials) {
    model::Material result;
    result.id = ReferenceId(material.name());
    result.grade_names = Strings(material.grade_names());
    if (!material.material_class().empty()) {
      const auto status = FindId(positions, material.material_class(),
                                 material.name(), result.material_class);
      if (!status.ok()) return status;
    }
    for (const std::string& id : material.equivalents()) {
      model::MaterialId other;
      const auto status = FindId(positions, id, material.name(), other);
      if (!status.ok()) return status;
      result.equivalents.push_back(other);
    }
    data.reference.materials.push_back(std::move(result));
  }
  return absl::OkStatus();
}

// -1 if no level is named; nullopt if there is no such level.
std::optional<int> LevelPosition(const v1::CertificateScheme& scheme,
                                 const std::string& level) {
  if (level.empty()) return -1;
  const auto& levels = scheme.levels();
  const auto it = std::find(levels.begin(), levels.end(), level);
  if (it == levels.end()) return std::nullopt;
  return static_cast<int>(it - levels.begin());
}

// Absent for relations that say nothing about matching.
std::optional<model::CertificateRelation::Kind> RelationKind(
    v1::CertificateRelation::Kind kind) {
  using Kind = model::CertificateRelation::Kind;
  switch (kind) {
    case v1::CertificateRelation::KIND_SATISFIES:
      return Kind::kSatisfies;
    case v1::CertificateRelation::KIND_EQUIVALENT_ACCEPTED:
    case v1::CertificateRelation::KIND_PARTIAL:
    case v1::CertificateRelation::KIND_DOES_NOT_SATISFY:
      return Kind::kCredit;
    case v1::CertificateRelation::KIND_SUPERSEDED_BY:
      return Kind::kSupersededBy;
    default:
      return std::nullopt;
  }
}

absl::Status TranslateRelations(const ReferenceTables& tables,
                                const Positions& positions,
                                const v1::CertificateScheme& scheme,
                                model::CertificateScheme& result) {
  for (const v1::CertificateRelation& relation : scheme.relations()) {
    const auto kind = RelationKind(relation.kind());
    if (!kind) continue;
    model::CertificateRelation translated;
    translated.kind = *kind;
    translated.credit_bp = relation.credit_basis_points();
    const auto status = FindId(positions, relation.to_scheme(), scheme.name(),
                               translated.to_scheme);
    if (!status.ok()) return status;
    const auto& other =
        tables.certificate_schemes[translated.to_scheme.index()];
    const auto from = LevelPosition(scheme, relation.from_level());
    const auto to = LevelPosition(other, relation.to_level());
    if (!from || !to) {
      return Wrong("{}: the relation to '{}' names a level that is not there",
                   scheme.name(), relation.to_scheme());
    }
    translated.from_level = *from;
    translated.to_level = *to;
    result.relations.push_back(translated);
  }
  return absl::OkStatus();
}

absl::Status TranslateSchemes(ReferenceData& data) {
  const Positions positions = PositionsOf(data.tables.certificate_schemes);
  for (const v1::CertificateScheme& scheme : data.tables.certificate_schemes) {
    model::CertificateScheme result;
    result.id = ReferenceId(scheme.name());
    result.levels = Strings(scheme.levels());
    result.expires = scheme.expires();
    result.withdrawn = scheme.withdrawn();
    result.aliases = Strings(scheme.aliases());
    const auto status =
        TranslateRelations(data.tables, positions, scheme, result);
    if (!status.ok()) return status;
    data.reference.schemes.push_back(std::move(result));
  }
  return absl::OkStatus();
}

int32_t Millionths(double degrees) {
  return static_cast<int32_t>(std::lround(degrees * 1e6));
}

// The names of a province, its present one first. A former name that is a
// present one too is left out.
void AddProvinceName(const std::string& name, std::vector<std::string>& names) {
  if (name.empty()) return;
  const auto same = [&](const std::string& other) {
    return model::FoldName(other) == model::FoldName(name);
  };
  if (std::none_of(names.begin(), names.end(), same)) names.push_back(name);
}

model::Province TranslateProvince(const v1::Province& province) {
  model::Province result;
  result.code = ReferenceId(province.name());
  AddProvinceName(province.display_name().vi(), result.names);
  AddProvinceName(province.display_name().en(), result.names);
  AddProvinceName(province.full_name().vi(), result.names);
  AddProvinceName(province.full_name().en(), result.names);
  for (const std::string& name : province.former_names()) {
    AddProvinceName(name, result.names);
  }
  result.extent.center =
      model::PointFromDegrees(Millionths(province.center().latitude()),
                              Millionths(province.center().longitude()));
  result.extent.radius_m =
      static_cast<int32_t>(std::lround(province.radius_km() * 1000));
  return result;
}

// `value` as an integer of `decimals`; absent if it is not a usable number.
std::optional<int64_t> Scaled(double value, int decimals) {
  const auto decimal = model::DecimalFromDouble(value);
  if (!decimal) return std::nullopt;
  return model::Rescale(*decimal, 1, 1, {}, decimals);
}

absl::Status TranslateLimits(const v1::AttributeDefinition& definition,
                             model::AttributeDefinition& result) {
  const bool mixture = definition.kind() == v1::ATTRIBUTE_KIND_COMPOSITION;
  const auto tolerance =
      Scaled(definition.tolerance(), mixture ? 2 : definition.decimals());
  if (!tolerance)
    return Wrong("{}: the tolerance is no usable number", definition.name());
  result.tolerance = *tolerance;
  const v1::Range& limits = definition.limits();
  if (limits.has_min())
    result.min = Scaled(limits.min(), definition.decimals());
  if (limits.has_max())
    result.max = Scaled(limits.max(), definition.decimals());
  if (limits.has_min() != result.min.has_value() ||
      limits.has_max() != result.max.has_value()) {
    return Wrong("{}: a limit is no usable number", definition.name());
  }
  return absl::OkStatus();
}

absl::StatusOr<model::AttributeDefinition> TranslateDefinition(
    const v1::AttributeDefinition& definition, const Positions& units,
    const model::CategoryTree& categories) {
  if (definition.kind() == v1::ATTRIBUTE_KIND_UNSPECIFIED ||
      definition.rule() == v1::MATCH_RULE_UNSPECIFIED) {
    return Wrong("{} has no kind or no rule", definition.name());
  }
  model::AttributeDefinition result;
  result.id = definition.attribute();
  // The enums of both sides are in the same order; the public one begins with
  // UNSPECIFIED.
  result.kind = static_cast<model::AttributeKind>(definition.kind() - 1);
  result.rule = static_cast<model::MatchRule>(definition.rule() - 1);
  result.decimals = definition.decimals();
  result.unit_required = definition.unit_required();
  result.open_vocabulary = definition.open_vocabulary();
  result.any_orientation = definition.any_orientation();
  if (definition.category() != "*") {
    result.category = categories.Find(definition.category());
    if (!result.category.stated()) {
      return Wrong("{} names the category '{}', which is not there",
                   definition.name(), definition.category());
    }
  }
  if (!definition.unit().empty()) {
    const auto status =
        FindId(units, definition.unit(), definition.name(), result.unit);
    if (!status.ok()) return status;
  }
  for (const auto& code : definition.codes()) {
    result.codes.push_back(
        {code.code(), Strings(code.aliases()), Strings(code.equivalents())});
  }
  const auto status = TranslateLimits(definition, result);
  if (!status.ok()) return status;
  return result;
}

absl::Status TranslateDefinitions(ReferenceData& data) {
  const Positions units = PositionsOf(data.tables.units);
  for (const auto& definition : data.tables.attribute_definitions) {
    if (definition.carrier() != v1::ATTRIBUTE_CARRIER_ATTRIBUTE) continue;
    auto result =
        TranslateDefinition(definition, units, data.reference.categories);
    if (!result.ok()) return result.status();
    data.reference.attributes.push_back(*std::move(result));
    data.attribute_names.push_back(definition.display_name());
  }
  return absl::OkStatus();
}

absl::Status TranslateFlatTables(ReferenceData& data) {
  model::Reference& reference = data.reference;
  for (const v1::Unit& unit : data.tables.units) {
    auto result = TranslateUnit(unit);
    if (!result.ok()) return result.status();
    reference.units.push_back(*std::move(result));
  }
  for (const v1::Process& process : data.tables.processes) {
    reference.processes.push_back(
        {ReferenceId(process.name()), NamesOf(process)});
  }
  for (const v1::AssessmentScheme& scheme : data.tables.assessment_schemes) {
    reference.assessment_schemes.push_back(
        {ReferenceId(scheme.name()), Strings(scheme.levels()),
         Scaled(scheme.max_score(), 2).value_or(0)});
  }
  for (const v1::Industry& industry : data.tables.industries) {
    reference.industries.push_back(
        {ReferenceId(industry.name()), Strings(industry.aliases())});
  }
  for (const v1::Province& province : data.tables.provinces) {
    reference.provinces.push_back(TranslateProvince(province));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status TranslateTables(ReferenceData& data) {
  absl::Status status = TranslateCategories(data);
  if (status.ok()) status = TranslateFlatTables(data);
  if (status.ok()) status = TranslateMaterials(data);
  if (status.ok()) status = TranslateSchemes(data);
  if (status.ok()) status = TranslateDefinitions(data);
  if (status.ok()) status = data.reference.Finish();
  return status;
}

}  // namespace ketnoi::server
