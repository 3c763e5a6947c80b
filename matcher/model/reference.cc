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

// Vietnam adopts standards of ISO under their names: "TCVN ISO 9001". Folded.
constexpr std::string_view kNationalMark = "tcvn";
constexpr std::string_view kAdoptedPrefix = "tcvniso";

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

// Look-up in two steps: an id wins over a name of another entry.
template <class IdType>
IdType Found(const NameIndex& ids, const NameIndex& names,
             std::string_view id_or_name) {
  const auto by_id = Found<IdType>(ids, id_or_name);
  return by_id.stated() ? by_id : Found<IdType>(names, id_or_name);
}

std::string_view WithoutBlanksBehind(std::string_view text) {
  const size_t last = text.find_last_not_of(" \t");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// `name` without the year of an edition: four digits of this century or the
// last behind a colon, a dash or a blank.
std::string_view WithoutEdition(std::string_view name) {
  constexpr size_t kYear = 4;
  const std::string_view text = WithoutBlanksBehind(name);
  if (text.size() <= kYear) return name;
  const std::string_view year = text.substr(text.size() - kYear);
  if (!(year.starts_with("19") || year.starts_with("20")) ||
      year.find_first_not_of("0123456789") != std::string_view::npos) {
    return name;
  }
  const std::string_view before = text.substr(0, text.size() - kYear);
  const std::string_view bare = WithoutBlanksBehind(before);
  if (bare.ends_with(':') || bare.ends_with('-')) {
    return bare.substr(0, bare.size() - 1);
  }
  return bare.size() < before.size() ? bare : name;
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

CategoryId Reference::FindCategory(std::string_view id_or_name) const {
  const CategoryId by_id = categories.Find(id_or_name);
  return by_id.stated()
             ? by_id
             : Found<CategoryId>(category_ids_, category_names_, id_or_name);
}

ProcessId Reference::FindProcess(std::string_view id_or_name) const {
  return Found<ProcessId>(process_ids_, process_names_, id_or_name);
}

MaterialId Reference::FindMaterial(std::string_view id_or_grade) const {
  return Found<MaterialId>(material_ids_, grade_names_, id_or_grade);
}

SchemeId Reference::FindScheme(std::string_view id_or_alias) const {
  const auto whole = Found<SchemeId>(scheme_names_, id_or_alias);
  if (whole.stated()) return whole;
  const std::string folded = FoldName(WithoutEdition(id_or_alias));
  const auto bare = Found<SchemeId>(scheme_names_, folded);
  if (bare.stated() || !folded.starts_with(kAdoptedPrefix)) return bare;
  return Found<SchemeId>(scheme_names_, folded.substr(kNationalMark.size()));
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
