#include "benchmarks/queries.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "benchmarks/generator/attribute_draw.h"
#include "benchmarks/generator/family_profile.h"
#include "benchmarks/generator/random.h"
#include "benchmarks/generator/requirement_generator.h"
#include "server/normalize.h"
#include "server/translate_requirement.h"

namespace ketnoi::benchmarks {
namespace {

using model::CategoryId;
using v1::Criterion;

constexpr int kAttributes = 3;
constexpr char kContractEnd[] = "2027-03-31";
// Streams of what is drawn here, apart from the generator's own.
constexpr uint64_t kFirstStream = uint64_t{1} << 41;

// Of which 1.5 to 3.8 % of the rows compete, most of them listed at the family
// or below it, the others at the group or the sector above. Each is asked
// twice.
constexpr std::string_view kLeafFamilies[] = {
    "woven_fabric",    "knit_fabric",         "textile_accessories",
    "sewing_thread",   "dyeing_finishing",    "footwear_components",
    "rubber_moulding", "automation_equipment"};
constexpr int kLeafDraws = 2;

// Of each sector with more than a tenth of the rows, families whose criteria
// are asked of the whole sector.
constexpr std::string_view kSectorFamilies[] = {
    "stamping",           "pcba",       "injection_moulding", "woven_fabric",
    "cnc_machining",      "connectors", "rubber_moulding",    "knit_fabric",
    "surface_treatment",  "motors",     "packaging",          "sewing_thread",
    "gears_transmission", "sensors",    "extrusion",          "leather"};

// Of which the criteria are asked of everything.
constexpr std::string_view kUnfilteredFamilies[] = {
    "stamping",      "pcba",        "injection_moulding", "textile_accessories",
    "cnc_machining", "wire_harness"};

// What rows of every family state most often.
constexpr std::string_view kCommonAttributes[] = {"inspection", "cpk",
                                                  "defect_ppm"};
// Processes and materials that are asked of a whole sector.
constexpr size_t kListItems = 12;

Criterion& AddWish(v1::Requirement& requirement) {
  return *requirement.add_criteria();
}

template <class Condition>
void RemoveCriteria(v1::Requirement& requirement, Condition condition) {
  auto& criteria = *requirement.mutable_criteria();
  criteria.erase(std::remove_if(criteria.begin(), criteria.end(), condition),
                 criteria.end());
}

int AttributeCount(const v1::Requirement& requirement) {
  return static_cast<int>(std::count_if(
      requirement.criteria().begin(), requirement.criteria().end(),
      [](const Criterion& one) { return one.has_attribute(); }));
}

// The generator's requirements of a family, one after another.
class Requirements {
 public:
  Requirements(const ReferenceSource& source, std::string_view family)
      : generator_(source.files, kSeed),
        families_(std::ssize(generator::FamilyProfiles())),
        index_(generator::FindFamilyProfile(family) -
               generator::FamilyProfiles().data()) {}

  // The next one that asks enough attributes, if one of a few does.
  v1::Requirement Next() {
    for (int i = 0; i < 20; ++i) {
      v1::Requirement requirement = Make();
      if (AttributeCount(requirement) >= kAttributes) return requirement;
    }
    return Make();
  }

 private:
  v1::Requirement Make() {
    v1::Requirement requirement = generator_.Make(index_);
    index_ += families_;
    return requirement;
  }

  const generator::RequirementGenerator generator_;
  const int64_t families_;
  int64_t index_;
};

// Leaves the first few attributes, and adds common ones if there are too few.
void SettleAttributes(const ReferenceSource& source,
                      v1::Requirement& requirement) {
  int kept = 0;
  RemoveCriteria(requirement, [&kept](const Criterion& one) {
    return one.has_attribute() && ++kept > kAttributes;
  });
  generator::Random random(kSeed, kFirstStream);
  for (const auto* definition :
       source.files.AttributesOf(requirement.category())) {
    const bool common =
        std::find(std::begin(kCommonAttributes), std::end(kCommonAttributes),
                  definition->attribute()) != std::end(kCommonAttributes);
    if (!common || definition->category() != "*" ||
        AttributeCount(requirement) == kAttributes) {
      continue;
    }
    auto required = generator::DrawRequired(*definition, random);
    if (!required) continue;
    *AddWish(requirement).mutable_attribute()->mutable_required() =
        *std::move(required);
  }
}

// Two certificates, to hold until the end of the contract.
void DateCertificates(v1::Requirement& requirement) {
  RemoveCriteria(requirement, [](const Criterion& one) {
    return one.certificate().scheme() == "iso14001";
  });
  AddWish(requirement).mutable_certificate()->set_scheme("iso14001");
  for (Criterion& criterion : *requirement.mutable_criteria()) {
    if (criterion.has_certificate()) {
      criterion.mutable_certificate()->set_valid_until(kContractEnd);
    }
  }
}

// What most records state, and a second plant to be near to.
void AddRecordCriteria(v1::Requirement& requirement) {
  AddWish(requirement).mutable_employees()->set_min_count(50);
  auto& ownership = *AddWish(requirement).mutable_ownership();
  ownership.add_allowed(v1::OWNERSHIP_DOMESTIC_PRIVATE);
  ownership.add_allowed(v1::OWNERSHIP_JOINT_VENTURE);
  Criterion& north = AddWish(requirement);
  north.set_key("place.north");
  for (const char* province : {"01", "19", "24", "25", "31", "33"}) {
    north.mutable_place()->mutable_provinces()->add_provinces(province);
  }
  Criterion& plant = AddWish(requirement);
  plant.set_key("place.plant");
  plant.mutable_place()->mutable_distance()->set_province("31");
  plant.mutable_place()->mutable_distance()->set_max_km(600);
  for (Criterion& criterion : *requirement.mutable_criteria()) {
    if (criterion.has_languages()) {
      criterion.mutable_languages()->add_values("vi");
      criterion.mutable_languages()->set_match(v1::LIST_MATCH_ANY_OF);
    } else if (criterion.has_materials()) {
      criterion.mutable_materials()->set_acceptance(
          v1::MATERIAL_ACCEPTANCE_FAMILY);
    }
  }
}

// The first word of each family's list, of the families with most firms first.
template <class List>
std::vector<std::string> CommonestItems(const ReferenceSource& source,
                                        std::string_view sector, List list_of) {
  const auto all = generator::FamilyProfiles();
  std::vector<generator::FamilyProfile> profiles(all.begin(), all.end());
  std::stable_sort(
      profiles.begin(), profiles.end(),
      [](const auto& a, const auto& b) { return a.weight > b.weight; });
  std::vector<std::string> items;
  for (const generator::FamilyProfile& profile : profiles) {
    if (!sector.empty() && source.files.SectorOf(profile.family) != sector) {
      continue;
    }
    const std::string_view list = list_of(profile);
    const std::string first(list.substr(0, list.find(' ')));
    const bool is_new =
        std::find(items.begin(), items.end(), first) == items.end();
    if (!first.empty() && is_new && items.size() < kListItems) {
      items.push_back(first);
    }
  }
  return items;
}

// Makes criteria of a family such that they can be asked of a sector, or of
// everything if `sector` is empty: any of its commonest processes and
// materials, and no attribute of the family.
void Widen(const ReferenceSource& source, std::string_view sector,
           v1::Requirement& requirement) {
  RemoveCriteria(requirement,
                 [](const Criterion& one) { return one.has_attribute(); });
  for (Criterion& criterion : *requirement.mutable_criteria()) {
    if (criterion.has_processes()) {
      auto& test = *criterion.mutable_processes();
      const auto items =
          CommonestItems(source, sector,
                         [](const auto& profile) { return profile.processes; });
      test.mutable_processes()->Assign(items.begin(), items.end());
      test.set_match(v1::LIST_MATCH_ANY_OF);
    } else if (criterion.has_materials()) {
      auto& test = *criterion.mutable_materials();
      const auto items =
          CommonestItems(source, sector,
                         [](const auto& profile) { return profile.materials; });
      test.mutable_materials()->Assign(items.begin(), items.end());
      test.set_match(v1::LIST_MATCH_ANY_OF);
    }
  }
}

model::Requirement Translated(const ReferenceSource& source,
                              v1::Requirement requirement) {
  server::Normalize(source.reference(), requirement);
  // The place of a generated requirement is a province, not a plant.
  return server::TranslateRequirement(source.reference(), requirement, nullptr)
      .value();
}

Query MakeQuery(const ReferenceSource& source, QueryClass query_class,
                v1::Requirement requirement) {
  if (query_class != QueryClass::kLeaf) {
    const std::string sector(source.files.SectorOf(requirement.category()));
    Widen(source, query_class == QueryClass::kSector ? sector : "",
          requirement);
    requirement.set_category(sector);
  }
  SettleAttributes(source, requirement);
  DateCertificates(requirement);
  AddRecordCriteria(requirement);
  model::Requirement translated = Translated(source, std::move(requirement));
  if (query_class == QueryClass::kUnfiltered) {
    return AskedOfEverything(source.reference(), translated);
  }
  return {{std::move(translated)}};
}

std::span<const std::string_view> FamiliesOf(QueryClass query_class) {
  switch (query_class) {
    case QueryClass::kLeaf:
      return kLeafFamilies;
    case QueryClass::kSector:
      return kSectorFamilies;
    case QueryClass::kUnfiltered:
      break;
  }
  return kUnfilteredFamilies;
}

}  // namespace

const char* QueryClassName(QueryClass query_class) {
  switch (query_class) {
    case QueryClass::kLeaf:
      return "leaf";
    case QueryClass::kSector:
      return "sector";
    case QueryClass::kUnfiltered:
      break;
  }
  return "unfiltered";
}

Query AskedOfEverything(const model::Reference& reference,
                        const model::Requirement& requirement) {
  const model::CategoryTree& tree = reference.categories;
  Query query;
  for (CategoryId id{0}; id.value < tree.size(); id = tree.End(id)) {
    query.parts.push_back(requirement);
    query.parts.back().category = id;
  }
  return query;
}

std::vector<Query> MakeQueries(const ReferenceSource& source,
                               QueryClass query_class) {
  const int draws = query_class == QueryClass::kLeaf ? kLeafDraws : 1;
  std::vector<Query> queries;
  for (const std::string_view family : FamiliesOf(query_class)) {
    Requirements requirements(source, family);
    for (int draw = 0; draw < draws; ++draw) {
      queries.push_back(MakeQuery(source, query_class, requirements.Next()));
    }
  }
  return queries;
}

}  // namespace ketnoi::benchmarks
