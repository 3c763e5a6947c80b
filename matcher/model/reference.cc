// Look-ups of reference data.

#include "matcher/model/reference.h"

#include <algorithm>
#include <array>

#include "unicode/locid.h"
#include "unicode/normalizer2.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"

namespace ketnoi::model {
namespace {

// What addresses put around a province's name, folded.
constexpr std::array<std::string_view, 3> kProvincePrefixes = {"thanhpho",
                                                               "tinh", "tp"};
constexpr std::array<std::string_view, 2> kProvinceSuffixes = {"province",
                                                               "city"};

struct UsualSpelling {
  std::string_view folded;
  std::string_view name;
};
// Short forms that addresses use in place of the official names.
constexpr std::array<UsualSpelling, 7> kUsualSpellings = {{
    {"hcm", "hochiminh"},
    {"hcmc", "hochiminh"},
    {"saigon", "hochiminh"},
    {"hn", "hanoi"},
    {"hp", "haiphong"},
    {"brvt", "bariavungtau"},
    {"thuathienhue", "hue"},
}};

template <class IdType>
IdType Found(const NameIndex& names, std::string_view name) {
  return IdType{names.Find(name)};
}

std::optional<int> LevelIn(const std::vector<std::string>& levels,
                           std::string_view level) {
  NameIndex names;
  for (size_t i = 0; i < levels.size(); ++i) {
    names.Add(levels[i], static_cast<int32_t>(i));
  }
  const int32_t found = names.Find(level);
  if (found < 0) return std::nullopt;
  return found;
}

// Trimmed, composed and in upper case; empty if nothing is left.
std::string OwnCode(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFCInstance(error);
  auto code = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  code.trim().toUpper(icu::Locale::getRoot());
  if (U_SUCCESS(error)) code = normalizer->normalize(code, error);
  std::string result;
  code.toUTF8String(result);
  return result;
}

}  // namespace

UnitId Reference::FindUnit(std::string_view name, UnitId like) const {
  if (like.stated()) {
    const auto of = unit_names_of_.find(units[like.index()].dimension);
    const auto unit = Found<UnitId>(of->second, name);
    if (unit.stated()) return unit;
  }
  return Found<UnitId>(unit_names_, name);
}

ProcessId Reference::FindProcess(std::string_view id) const {
  return Found<ProcessId>(process_names_, id);
}

MaterialId Reference::FindMaterial(std::string_view id_or_grade) const {
  // An id wins over another material's grade name.
  const auto by_id = Found<MaterialId>(material_ids_, id_or_grade);
  return by_id.stated() ? by_id : Found<MaterialId>(grade_names_, id_or_grade);
}

SchemeId Reference::FindScheme(std::string_view id_or_alias) const {
  return Found<SchemeId>(scheme_names_, id_or_alias);
}

AssessmentSchemeId Reference::FindAssessmentScheme(std::string_view id) const {
  return Found<AssessmentSchemeId>(assessment_names_, id);
}

IndustryId Reference::FindIndustry(std::string_view id_or_alias) const {
  return Found<IndustryId>(industry_names_, id_or_alias);
}

ProvinceId Reference::FindProvince(std::string_view code_or_name) const {
  const auto find = [this](std::string_view name) {
    for (const UsualSpelling& usual : kUsualSpellings) {
      if (usual.folded == name) name = usual.name;
    }
    return Found<ProvinceId>(province_names_, name);
  };
  std::string folded = FoldName(code_or_name);
  // Spreadsheets drop the zero of a code.
  if (folded.size() == 1) folded.insert(0, 1, '0');
  if (const ProvinceId whole = find(folded); whole.stated()) return whole;
  std::string_view name = folded;
  for (const std::string_view prefix : kProvincePrefixes) {
    if (name.starts_with(prefix)) {
      name.remove_prefix(prefix.size());
      break;
    }
  }
  if (const ProvinceId bare = find(name); bare.stated()) return bare;
  for (const std::string_view suffix : kProvinceSuffixes) {
    if (name.ends_with(suffix)) {
      name.remove_suffix(suffix.size());
      break;
    }
  }
  return find(name);
}

AttributeId Reference::FindAttribute(CategoryId category,
                                     std::string_view attribute) const {
  std::pair<int32_t, std::string> key(category.value, std::string(attribute));
  for (CategoryId node = category;; node = categories.Parent(node)) {
    key.first = node.value;
    const auto it = attribute_ids_.find(key);
    if (it != attribute_ids_.end()) return AttributeId{it->second};
    if (!node.stated()) return AttributeId{};
  }
}

std::optional<int> Reference::FindLevel(SchemeId scheme,
                                        std::string_view level) const {
  return LevelIn(schemes[scheme.index()].levels, level);
}

std::optional<int> Reference::FindLevel(AssessmentSchemeId scheme,
                                        std::string_view level) const {
  return LevelIn(assessment_schemes[scheme.index()].levels, level);
}

std::optional<std::string> Reference::FindCode(AttributeId attribute,
                                               std::string_view text) const {
  const AttributeDefinition& definition = attributes[attribute.index()];
  const int32_t found = code_names_[attribute.index()].Find(text);
  if (found >= 0) return definition.codes[static_cast<size_t>(found)].code;
  if (!definition.open_vocabulary) return std::nullopt;
  std::string own = OwnCode(text);
  if (own.empty()) return std::nullopt;
  return own;
}

}  // namespace ketnoi::model
