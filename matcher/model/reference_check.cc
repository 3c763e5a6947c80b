// Reference::Finish for everything but attributes: checks across tables.

#include <algorithm>
#include <cstddef>

#include "absl/container/flat_hash_set.h"
#include "fmt/format.h"
#include "matcher/model/reference.h"

namespace ketnoi::model {
namespace {

constexpr int32_t kWhole = 10'000;  // basis points

template <class... Args>
absl::Status Wrong(fmt::format_string<Args...> format, Args&&... args) {
  return absl::InvalidArgumentError(
      fmt::format(format, std::forward<Args>(args)...));
}

template <class IdType, class Table>
bool Exists(IdType id, const Table& table) {
  return id.stated() && id.index() < table.size();
}

// Adds the id and other names of entry `position` of a table.
absl::Status AddNames(std::string_view table, std::string_view id,
                      const std::vector<std::string>& others, size_t position,
                      NameIndex& names) {
  if (id.empty()) return Wrong("{} {} has no id", table, position + 1);
  const auto entry = static_cast<int32_t>(position);
  if (names.Add(id, entry) != NameIndex::Claim::kFree) {
    return Wrong("{} '{}': another {} has this id or name", table, id, table);
  }
  for (const std::string& name : others) {
    if (name.empty()) return Wrong("{} '{}' has an empty name", table, id);
    if (names.Add(name, entry) != NameIndex::Claim::kFree) {
      return Wrong("{} '{}': the name '{}' is also that of another {}", table,
                   id, name, table);
    }
  }
  return absl::OkStatus();
}

// A name of two entries stands for neither; the list tells of both.
void AddSharedNames(const std::vector<std::string>& shared, int32_t entry,
                    NameIndex& names, NameList& list) {
  for (const std::string& name : shared) {
    names.Add(name, entry);
    list.Add(name, entry);
  }
}

absl::Status CheckLevels(std::string_view table, std::string_view id,
                         const std::vector<std::string>& levels) {
  NameIndex names;
  for (size_t i = 0; i < levels.size(); ++i) {
    const auto claim = names.Add(levels[i], static_cast<int32_t>(i));
    if (levels[i].empty() || claim == NameIndex::Claim::kTaken) {
      return Wrong("{} '{}': the level '{}' is empty or there twice", table, id,
                   levels[i]);
    }
  }
  return absl::OkStatus();
}

// a < b; both have at most 9
// decimals.
bool Less(Decimal a, Decimal b) {
  __int128 left = a.digits;
  __int128 right = b.digits;
  for (int i = 0; i < b.scale; ++i) left *= 10;
  for (int i = 0; i < a.scale; ++i) right *= 10;
  return left < right;
}

constexpr int kUnitDecimals = 9;

absl::Status CheckTable(const Unit& unit) {
  if (unit.points.empty()) return Wrong("unit '{}' has no table", unit.id);
  for (const Unit::Point& point : unit.points) {
    if (point.base.digits <= 0 || point.base.scale > kUnitDecimals) {
      return Wrong("unit '{}': {} is not above 0 with at most {} decimals",
                   unit.id, point.value, kUnitDecimals);
    }
  }
  const bool rises =
      unit.points.size() < 2 || Less(unit.points[0].base, unit.points[1].base);
  for (size_t i = 1; i < unit.points.size(); ++i) {
    const Unit::Point& a = unit.points[i - 1];
    const Unit::Point& b = unit.points[i];
    if (a.value >= b.value ||
        !(rises ? Less(a.base, b.base) : Less(b.base, a.base))) {
      return Wrong("unit '{}': {} and {} are out of order", unit.id, a.value,
                   b.value);
    }
  }
  return absl::OkStatus();
}

absl::Status CheckUnit(const Unit& unit) {
  if (unit.dimension.empty())
    return Wrong("unit '{}' has no dimension", unit.id);
  if (unit.numerator <= 0 || unit.denominator <= 0) {
    return Wrong("unit '{}': the ratio {}/{} is not above 0", unit.id,
                 unit.numerator, unit.denominator);
  }
  if (unit.offset.scale > kUnitDecimals) {
    return Wrong("unit '{}': the offset has more than {} decimals", unit.id,
                 kUnitDecimals);
  }
  const bool linear = unit.conversion == Unit::Conversion::kLinear;
  if (!linear && unit.offset.digits != 0) {
    return Wrong("unit '{}': only a linear unit has an offset", unit.id);
  }
  if (unit.conversion == Unit::Conversion::kTable) return CheckTable(unit);
  if (!unit.points.empty()) {
    return Wrong("unit '{}' has a table but does not use it", unit.id);
  }
  return absl::OkStatus();
}

absl::Status CheckRelation(const std::vector<CertificateScheme>& schemes,
                           size_t from, const CertificateRelation& relation) {
  using Kind = CertificateRelation::Kind;
  const CertificateScheme& scheme = schemes[from];
  if (!Exists(relation.to_scheme, schemes)) {
    return Wrong("certificate scheme '{}' has a relation to an unknown scheme",
                 scheme.id);
  }
  const CertificateScheme& other = schemes[relation.to_scheme.index()];
  if (relation.from_level < -1 || relation.to_level < -1 ||
      relation.from_level >= static_cast<int>(scheme.levels.size()) ||
      relation.to_level >= static_cast<int>(other.levels.size())) {
    return Wrong(
        "certificate scheme '{}': the relation to '{}' has a level "
        "that is not there",
        scheme.id, other.id);
  }
  if (relation.credit_bp < 0 || relation.credit_bp > kWhole) {
    return Wrong(
        "certificate scheme '{}': the credit {} for '{}' is not "
        "between 0 and {}",
        scheme.id, relation.credit_bp, other.id, kWhole);
  }
  if (relation.kind == Kind::kSupersededBy && &scheme == &other) {
    return Wrong("certificate scheme '{}' is superseded by itself", scheme.id);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Reference::FinishUnits() {
  unit_names_ = NameIndex(&FoldUnit);
  unit_names_of_.clear();
  absl::flat_hash_set<std::string> taken;
  // "mΩ" and "MΩ" differ: units that fold alike need their exact spelling.
  for (size_t i = 0; i < units.size(); ++i) {
    const Unit& unit = units[i];
    if (unit.id.empty()) return Wrong("unit {} has no id", i + 1);
    if (!taken.insert(unit.id).second) {
      return Wrong("unit '{}' is there twice", unit.id);
    }
    unit_names_.Add(unit.id, static_cast<int32_t>(i));
    if (absl::Status status = CheckUnit(unit); !status.ok()) return status;
  }
  for (size_t i = 0; i < units.size(); ++i) {
    const Unit& unit = units[i];
    NameIndex& names =
        unit_names_of_.try_emplace(unit.dimension, &FoldUnit).first->second;
    std::vector<std::string> spellings = unit.aliases;
    spellings.push_back(unit.id);
    for (const std::string& name : spellings) {
      const auto entry = static_cast<int32_t>(i);
      if (names.Add(name, entry) == NameIndex::Claim::kTaken) {
        return Wrong(
            "unit '{}': the name '{}' is also that of another unit of its "
            "dimension",
            unit.id, name);
      }
      if (taken.insert(name).second) unit_names_.Add(name, entry);
    }
  }
  return absl::OkStatus();
}

void Reference::FinishCategories() {
  category_ids_ = NameIndex();
  category_names_ = NameIndex();
  category_list_ = NameList();
  for (int32_t i = 0; i < categories.size(); ++i) {
    const std::string& id = categories.Name(CategoryId{i});
    // Ids that fold alike are found by their exact spellings alone.
    category_ids_.Add(id, i);
    category_list_.Add(id, i);
    if (static_cast<size_t>(i) >= category_names.size()) continue;
    AddSharedNames(category_names[static_cast<size_t>(i)], i, category_names_,
                   category_list_);
  }
}

absl::Status Reference::FinishProcesses() {
  process_ids_ = NameIndex();
  process_names_ = NameIndex();
  process_list_ = NameList();
  for (size_t i = 0; i < processes.size(); ++i) {
    const Process& process = processes[i];
    absl::Status status = AddNames("process", process.id, {}, i, process_ids_);
    if (!status.ok()) return status;
    process_list_.Add(process.id, static_cast<int32_t>(i));
    AddSharedNames(process.names, static_cast<int32_t>(i), process_names_,
                   process_list_);
  }
  return absl::OkStatus();
}

absl::Status Reference::FinishMaterials() {
  material_ids_ = NameIndex();
  grade_names_ = NameIndex();
  for (size_t i = 0; i < materials.size(); ++i) {
    const Material& material = materials[i];
    absl::Status status =
        AddNames("material", material.id, {}, i, material_ids_);
    if (!status.ok()) return status;
    for (const std::string& grade : material.grade_names) {
      // A grade name of two materials stands for neither.
      grade_names_.Add(grade, static_cast<int32_t>(i));
    }
    const MaterialId in_class = material.material_class;
    if (in_class.stated() &&
        (!Exists(in_class, materials) ||
         materials[in_class.index()].material_class.stated())) {
      return Wrong("material '{}': its class is not a class", material.id);
    }
    for (const MaterialId other : material.equivalents) {
      if (!Exists(other, materials) || other.index() == i) {
        return Wrong(
            "material '{}' has an equivalent that is not another "
            "material",
            material.id);
      }
    }
  }
  for (Material& material : materials) {
    auto& list = material.equivalents;
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return absl::OkStatus();
}

absl::Status Reference::FinishSchemes() {
  scheme_names_ = NameIndex();
  for (size_t i = 0; i < schemes.size(); ++i) {
    const CertificateScheme& scheme = schemes[i];
    absl::Status status = AddNames("certificate scheme", scheme.id,
                                   scheme.aliases, i, scheme_names_);
    if (status.ok()) {
      status = CheckLevels("certificate scheme", scheme.id, scheme.levels);
    }
    if (!status.ok()) return status;
    for (const CertificateRelation& relation : scheme.relations) {
      status = CheckRelation(schemes, i, relation);
      if (!status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

absl::Status Reference::FinishAssessmentSchemes() {
  assessment_names_ = NameIndex();
  for (size_t i = 0; i < assessment_schemes.size(); ++i) {
    const AssessmentScheme& scheme = assessment_schemes[i];
    absl::Status status =
        AddNames("assessment scheme", scheme.id, {}, i, assessment_names_);
    if (status.ok()) {
      status = CheckLevels("assessment scheme", scheme.id, scheme.levels);
    }
    if (!status.ok()) return status;
    if (scheme.max_score_e2 < 0 ||
        (scheme.levels.empty() && scheme.max_score_e2 == 0)) {
      return Wrong("assessment scheme '{}' has neither levels nor a score",
                   scheme.id);
    }
  }
  return absl::OkStatus();
}

absl::Status Reference::FinishIndustries() {
  industry_names_ = NameIndex();
  for (size_t i = 0; i < industries.size(); ++i) {
    absl::Status status = AddNames("industry", industries[i].id,
                                   industries[i].aliases, i, industry_names_);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Reference::FinishProvinces() {
  province_names_ = NameIndex();
  for (size_t i = 0; i < provinces.size(); ++i) {
    const Province& province = provinces[i];
    absl::Status status =
        AddNames("province", province.code, province.names, i, province_names_);
    if (!status.ok()) return status;
    if (province.extent.radius_m < 0) {
      return Wrong("province '{}': the radius {} m is negative", province.code,
                   province.extent.radius_m);
    }
  }
  return absl::OkStatus();
}

absl::Status Reference::Finish() {
  FinishCategories();
  for (const auto part :
       {&Reference::FinishUnits, &Reference::FinishProcesses,
        &Reference::FinishMaterials, &Reference::FinishSchemes,
        &Reference::FinishAssessmentSchemes, &Reference::FinishIndustries,
        &Reference::FinishProvinces, &Reference::FinishAttributes}) {
    if (absl::Status status = (this->*part)(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::model
