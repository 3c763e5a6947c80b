// Reference data: what categories, attributes, units, processes, materials,
// certificates and provinces there are, and how they relate.
//
// Filled from data files by the server, then checked once by Finish; immutable
// and thread-safe afterwards. One Reference lives as long as the process;
// suppliers, requirements and snapshots refer to it by id.

#ifndef KETNOI_MATCHER_MODEL_REFERENCE_H_
#define KETNOI_MATCHER_MODEL_REFERENCE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/model/category_tree.h"
#include "matcher/model/decimal.h"
#include "matcher/model/geo.h"
#include "matcher/model/ids.h"
#include "matcher/model/name_index.h"

namespace ketnoi::model {

enum class AttributeKind : uint8_t {
  kNumber,
  kDimensions,
  kFlag,
  kCodes,
  kClass,
  kComposition,
  kText,
};

// How an offered value is compared with a required one; see docs/scoring.md.
enum class MatchRule : uint8_t {
  kAtMost,
  kAtLeast,
  kCovers,
  kInside,
  kOverlaps,
  kEqualWithin,
  kFits,
  kHas,
  kAllOf,
  kAnyOf,
  kSameOrEquivalent,
  kClassAtLeast,
  kAsk,
};

// One code of a vocabulary.
struct AttributeCode {
  std::string code;
  std::vector<std::string> aliases;
  std::vector<std::string> equivalents;  // accepted in its place; sorted
};

struct AttributeDefinition {
  std::string id;       // "tolerance_mm"
  CategoryId category;  // not stated(): every category
  AttributeKind kind = AttributeKind::kText;
  MatchRule rule = MatchRule::kAsk;
  UnitId unit;                 // not stated(): a pure number
  bool unit_required = false;  // a value without a unit is refused
  int decimals = 0;            // of the canonical unit, 0 to 9
  std::optional<int64_t> min;  // believable values, in 10^-decimals
  std::optional<int64_t> max;
  std::vector<AttributeCode> codes;  // kClass: best first
  bool open_vocabulary = false;
  int64_t tolerance = 0;  // 10^-decimals; composition: basis points
  bool any_orientation = false;
};

struct Unit {
  enum class Conversion : uint8_t { kLinear, kReciprocal, kTable };
  struct Point {
    int64_t value;
    Decimal base;
  };
  std::string id;
  std::string dimension;
  Conversion conversion = Conversion::kLinear;
  int64_t numerator = 1;
  int64_t denominator = 1;
  Decimal offset;
  std::vector<Point> points;
  std::vector<std::string> aliases;
};

struct Process {
  std::string id;
  std::vector<std::string> names = {};  // other ones; others may share them
};

struct Material {
  std::string id;
  MaterialId material_class;  // not stated(): this is a class
  std::vector<std::string> grade_names;
  std::vector<MaterialId> equivalents;  // accepted in its place; sorted
};

// What holding a certificate says of another scheme. Levels are positions in
// the scheme's list, best first; -1: any.
struct CertificateRelation {
  enum class Kind : uint8_t { kSatisfies, kCredit, kSupersededBy };
  int from_level = -1;
  Kind kind = Kind::kCredit;
  SchemeId to_scheme;
  int to_level = -1;
  int32_t credit_bp = 0;
};

struct CertificateScheme {
  std::string id;
  std::vector<std::string> levels;  // best first
  bool expires = true;
  bool withdrawn = false;
  std::vector<std::string> aliases;
  std::vector<CertificateRelation> relations;
};

struct AssessmentScheme {
  std::string id;
  std::vector<std::string> levels;  // best first
  int64_t max_score_e2 = 0;         // hundredths; 0: levels only
};

struct Industry {
  std::string id;
  std::vector<std::string> aliases;
};

struct Province {
  std::string code;
  std::vector<std::string> names;  // present and former, both languages
  GeoCircle extent;
};

class Reference {
 public:
  // Filled by the loader, in data order, before Finish.
  CategoryTree categories;
  // Other names, by category; others may share them. Shorter than the tree: the
  // rest have none.
  std::vector<std::vector<std::string>> category_names;
  std::vector<AttributeDefinition> attributes;
  std::vector<Unit> units;
  std::vector<Process> processes;
  std::vector<Material> materials;
  std::vector<CertificateScheme> schemes;
  std::vector<AssessmentScheme> assessment_schemes;
  std::vector<Industry> industries;
  std::vector<Province> provinces;

  // Checks what must hold across tables (ids distinct; kinds and rules fit;
  // levels and limits in order; names not claimed twice) and builds the
  // look-ups below. INVALID_ARGUMENT names the entry.
  absl::Status Finish();

  // Look-ups by id, alias or folded name. Not stated() if there is none.
  //
  // Units of different dimensions may share an alias ("T": tonne, ton-force).
  // It stands for the unit of the dimension of `like`; without `like`, or if
  // that dimension has no such name, for the first one in the data.
  UnitId FindUnit(std::string_view name, UnitId like = {}) const;
  // An id, or a name that no other category (process) has.
  CategoryId FindCategory(std::string_view id_or_name) const;
  ProcessId FindProcess(std::string_view id_or_name) const;
  MaterialId FindMaterial(std::string_view id_or_grade) const;
  // Passes over an edition that follows the name ("ISO 9001:2015", "-2015",
  // " 2015") and over the mark of a national adoption ("TCVN ISO 9001").
  SchemeId FindScheme(std::string_view id_or_alias) const;
  AssessmentSchemeId FindAssessmentScheme(std::string_view id) const;
  IndustryId FindIndustry(std::string_view id_or_alias) const;
  ProvinceId FindProvince(std::string_view code_or_name) const;

  // Ids and other names, to tell what a name may mean that is not found.
  const NameList& category_list() const { return category_list_; }
  const NameList& process_list() const { return process_list_; }

  // The definition of `attribute` that holds for `category`: that of the
  // category or of its nearest ancestor, else the general one.
  AttributeId FindAttribute(CategoryId category,
                            std::string_view attribute) const;

  // Position of a level, best first; nullopt if the scheme has no such level.
  std::optional<int> FindLevel(SchemeId scheme, std::string_view level) const;
  std::optional<int> FindLevel(AssessmentSchemeId scheme,
                               std::string_view level) const;

  // The code of `attribute` that `text` spells, or nullopt. With an open
  // vocabulary an unknown text is its own code, trimmed and upper-cased.
  std::optional<std::string> FindCode(AttributeId attribute,
                                      std::string_view text) const;

  // `value` in unit `from` as an integer of `decimals` decimals of unit `to`;
  // both not stated() means a pure number. nullopt: the units do not convert,
  // or the value is not in a table or out of range.
  std::optional<int64_t> Convert(Decimal value, UnitId from, UnitId to,
                                 int decimals) const;

  // True if larger values of `from` are smaller values of `to` (yarn counts,
  // wire gauges), so that the ends of a range change places.
  bool Inverts(UnitId from, UnitId to) const;

 private:
  // Parts of Finish, one per table.
  void FinishCategories();
  absl::Status FinishUnits();
  absl::Status FinishProcesses();
  absl::Status FinishMaterials();
  absl::Status FinishSchemes();
  absl::Status FinishAssessmentSchemes();
  absl::Status FinishIndustries();
  absl::Status FinishProvinces();
  absl::Status FinishAttributes();

  NameIndex unit_names_{&FoldUnit};
  absl::flat_hash_map<std::string, NameIndex> unit_names_of_;  // by dimension
  NameIndex category_ids_;
  NameIndex category_names_;
  NameList category_list_;
  NameIndex process_ids_;
  NameIndex process_names_;
  NameList process_list_;
  NameIndex material_ids_;
  NameIndex grade_names_;
  NameIndex scheme_names_;
  NameIndex assessment_names_;
  NameIndex industry_names_;
  NameIndex province_names_;
  // By category (-1: every category) and id.
  absl::flat_hash_map<std::pair<int32_t, std::string>, int32_t> attribute_ids_;
  std::vector<NameIndex> code_names_;  // by attribute: spelling -> code
};

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_REFERENCE_H_
