// What is accepted of suppliers, buyers, bills of materials and requirements,
// field by field: not
// stated is not 0, no absurd number, no control character, no endless text,
// and lists that say one thing once.

#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "server/normalize.h"
#include "server/reference_loader.h"
#include "server/translate_supplier.h"
#include "server/validate.h"
#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const model::Reference& Reference() {
  static const ReferenceData* const data = [] {
    auto loaded = LoadReferenceData(KETNOI_DATA_DIR, "");
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    return std::move(*loaded).release();
  }();
  return data->reference;
}

// Descriptions by path.
using Found = std::map<std::string, std::string>;

Found ViolationsOf(const Message& resource) {
  Violations violations;
  if (const auto* supplier = dynamic_cast<const v1::Supplier*>(&resource)) {
    Validate(Reference(), *supplier, violations);
  } else if (const auto* buyer = dynamic_cast<const v1::Buyer*>(&resource)) {
    Validate(Reference(), *buyer, violations);
  } else if (const auto* bom = dynamic_cast<const v1::Bom*>(&resource)) {
    Validate(Reference(), *bom, violations);
  } else {
    Validate(Reference(), dynamic_cast<const v1::Requirement&>(resource),
             violations);
  }
  Found found;
  for (const Violation& violation : violations.kept()) {
    found.emplace(violation.field, violation.description);
  }
  return found;
}

// A named resource from its text form, as it would be stored.
v1::Supplier SupplierOf(const std::string& text) {
  auto supplier = Parse<v1::Supplier>("legal_name { vi: 'Tên' } " + text);
  Normalize(Reference(), supplier);
  return supplier;
}

v1::Buyer BuyerOf(const std::string& text) {
  auto buyer = Parse<v1::Buyer>("display_name { en: 'Buyer' } " + text);
  Normalize(Reference(), buyer);
  return buyer;
}

v1::Requirement RequirementOf(const std::string& criteria) {
  auto requirement = Parse<v1::Requirement>(
      "title { en: 'Part' } category: 'stamping' " + criteria);
  Normalize(Reference(), requirement);
  return requirement;
}

std::set<std::string> PathsOf(const Message& resource) {
  std::set<std::string> paths;
  for (const auto& [path, description] : ViolationsOf(resource)) {
    paths.insert(path);
  }
  return paths;
}

using Paths = std::set<std::string>;

// Every field that is looked at, set to something right. What one message
// cannot hold, since a oneof has one member, is in several.
constexpr char kSupplier[] = R"(
  tax_code: "0100109106"
  legal_name { vi: "Cơ khí" en: "Mechanics" }
  other_names: "CK"
  ownership: OWNERSHIP_STATE
  sites { id: "main" display_name { vi: "Xưởng" en: "Works" } address: "Lô B27"
          province: "01" coordinates { latitude: 21.1 longitude: 105.8 } }
  capabilities {
    id: "press" category: "stamping" description { vi: "Dập" en: "Pressing" }
    processes { values: "progressive_stamping" not_held: "spot_welding"
                complete_as_of: "2026-01-01" }
    materials { values: "spcc" not_held: "sus304" }
    attributes { attribute: "thickness_mm" range { min: 0.5 max: 3 }
                 unit: "mm" }
    attributes { attribute: "press_tonnage" number: 200 unit: "tf" }
    attributes { attribute: "part_size_mm"
                 dimensions { sizes: 600 sizes: 350 } unit: "mm" }
    attributes { attribute: "die_in_house" flag: true }
    attributes { attribute: "surface_finish"
                 codes { values: "Zn" not_held: "Ni"
                         complete_as_of: "2026-01-01" } }
    monthly_capacity { value: 40000 unit: "pcs" }
    committed_percent: 50
    minimum_order { value: 100 unit: "pcs" }
    sample_lead_days: 14 series_lead_days: 7 site_ids: "main"
    evidence { level: EVIDENCE_LEVEL_VERIFIED date: "2026-01-01"
               source: "file 1" } }
  capabilities { id: "bolts" category: "fasteners"
    attributes { attribute: "thread" codes { values: "M5" } } }
  capabilities { id: "turning" category: "cnc_machining"
    attributes { attribute: "gdt" text: "true position" } }
  capabilities { id: "knit" category: "knit_fabric"
    attributes { attribute: "composition" composition {
      components { code: "cotton" percent: 60 }
      components { code: "polyester" percent: 40 } } } }
  certificates { id: "a" scheme: "oekotex100" level: "II" number: "1"
    issuer: "Institute" scope: "fabric" valid_from: "2026-01-01"
    valid_to: "2027-01-01" site_ids: "main"
    evidence { level: EVIDENCE_LEVEL_CLAIMED } }
  certificates_not_held: "iso14001"
  certificates_complete_as_of: "2026-01-01"
  assessments { scheme: "qd1358" level: "A" score: 85.5 date: "2026-01-01"
                assessor: "Office" evidence { level: EVIDENCE_LEVEL_CLAIMED } }
  track_record { industries { values: "automotive" not_held: "motorcycle" }
                 customers { values: "Honda" not_held: "Samsung" }
                 export_share_percent: 30 }
  languages { values: "vi" not_held: "ja" complete_as_of: "2026-01-01" }
  employee_count: 120 accepted_payment_term_days: 60 founded_year: 2007
  confirmed_date: "2026-09-27" sources: "register"
  remarks { vi: "Ghi chú" en: "Remark" }
  industry_codes: "2591"
  contacts { full_name: "An" position: "sales" email: "an@example.com"
             phone: "+84123456789" languages: "vi" })";

constexpr char kBom[] = R"(
  title { vi: "Xe đạp" en: "Bicycle" } sources: "file"
  remarks { vi: "Ghi chú" en: "Remark" })";

constexpr char kBuyer[] = R"(
  display_name { vi: "Bên mua" en: "Buyer" } tax_code: "0100109106"
  country_code: "JP" industries: "automotive" sources: "register"
  plants { id: "main" display_name { vi: "Nhà máy" en: "Plant" }
           address: "Lô 1" province: "01"
           coordinates { latitude: 21.1 longitude: 105.8 } })";

const char* const kRequirements[] = {
    R"(title { vi: "Chi tiết" en: "Part" } category: "stamping"
       state: REQUIREMENT_STATE_OPEN visibility: VISIBILITY_PUBLIC
       valid_from: "2026-01-01" valid_to: "2027-01-01" part_number: "P-1"
       sources: "file" remarks { vi: "Ghi chú" en: "Remark" }
       bom: "buyers/b/boms/x" bom_line: 7
       criteria { key: "what" weight: 10 category { } }
       criteria { processes { processes: "spot_welding"
                              match: LIST_MATCH_ANY_OF } }
       criteria { materials { materials: "spcc" match: LIST_MATCH_ANY_OF
                              acceptance: MATERIAL_ACCEPTANCE_SAME } }
       criteria { attribute { required { attribute: "thickness_mm"
                  range { min: 1 max: 1.6 } unit: "mm" } } }
       criteria { attribute { required { attribute: "press_tonnage"
                  number: 200 unit: "tf" } } }
       criteria { attribute { required { attribute: "part_size_mm"
                  dimensions { sizes: 300 } unit: "mm" } } }
       criteria { attribute { required { attribute: "surface_finish"
                  codes { values: "Zn" } } } }
       criteria { monthly_volume { quantity { value: 1000 unit: "pcs" } } }
       criteria { order_quantity { quantity { value: 10 unit: "pcs" } } }
       criteria { sample_lead_time { max_days: 20 } }
       criteria { series_lead_time { max_days: 10 } }
       criteria { payment_term { term_days: 30 } }
       criteria { certificate { scheme: "oekotex100" level: "II"
                  minimum_evidence: EVIDENCE_LEVEL_DOCUMENTED
                  valid_until: "2027-01-01" } }
       criteria { place { provinces { provinces: "01" } } }
       criteria { key: "near" place { distance { max_km: 50
                  coordinates { latitude: 21.1 longitude: 105.8 } } } }
       criteria { key: "region" place { distance { max_km: 50
                  province: "01" } } }
       criteria { ownership { allowed: OWNERSHIP_STATE } }
       criteria { industries_served { values: "automotive"
                  match: LIST_MATCH_ANY_OF } }
       criteria { customers_served { values: "Honda" } }
       criteria { export_share { min_percent: 10 } }
       criteria { employees { min_count: 50 max_count: 500 } }
       criteria { assessment { scheme: "qd1358" level: "B" min_score: 50 } }
       criteria { languages { values: "ja" } }
       criteria { freshness { max_age_days: 365 } })",
    R"(title { en: "Shaft" } category: "cnc_machining"
       criteria { attribute { required { attribute: "gdt"
                  text: "true position" } } })",
    R"(title { en: "Fabric" } category: "knit_fabric"
       criteria { attribute { required { attribute: "composition"
         composition { components { code: "cotton" percent: 100 } } } } })"};

std::vector<std::unique_ptr<Message>> Samples() {
  std::vector<std::unique_ptr<Message>> samples;
  samples.push_back(
      std::make_unique<v1::Supplier>(Parse<v1::Supplier>(kSupplier)));
  samples.push_back(std::make_unique<v1::Buyer>(Parse<v1::Buyer>(kBuyer)));
  samples.push_back(std::make_unique<v1::Bom>(Parse<v1::Bom>(kBom)));
  for (const char* text : kRequirements) {
    samples.push_back(
        std::make_unique<v1::Requirement>(Parse<v1::Requirement>(text)));
  }
  return samples;
}

// Fields that Validate does not look at, or of which every value is refused.
bool IsException(const std::string& resource, const FieldDescriptor& field) {
  // The resource's own field, or one of a message of any resource.
  static const std::map<std::string, const char*> kReasons = {
      {"name", "checked with the pattern of the kind"},
      {"create_time", "output only"},
      {"update_time", "output only"},
      {"revision", "output only"},
      {"etag", "output only"},
      {"plant_id", "checked with the buyer's plants"},
  };
  static const std::set<std::string> kNothingInRequirements = {
      "ketnoi.v1.StatedList.not_held", "ketnoi.v1.StatedList.complete_as_of"};
  if (field.containing_type()->name() == resource) {
    return kReasons.contains(field.name());
  }
  return resource == "Requirement" &&
         kNothingInRequirements.contains(field.full_name());
}

// A value of a message that can be set: a field, or one element of it.
struct Leaf {
  Message* message;
  const FieldDescriptor* field;
  int index;  // -1: the field is not repeated
  std::string path;
};

void AddLeaves(Message& message, const std::string& prefix,
               std::vector<Leaf>& leaves) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool repeated = field->is_repeated();
    const int size = repeated ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      std::string path = prefix + field->name();
      if (repeated) path += "[" + std::to_string(i) + "]";
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
        leaves.push_back({&message, field, repeated ? i : -1, path});
      } else if (repeated) {
        AddLeaves(*reflection->MutableRepeatedMessage(&message, field, i),
                  path + ".", leaves);
      } else {
        AddLeaves(*reflection->MutableMessage(&message, field), path + ".",
                  leaves);
      }
    }
  }
}

// Names of the fields of `type` and of the messages in it that hold a value
// that can be wrong.
void AddFields(const std::string& resource, const Descriptor& type,
               std::set<std::string>& fields, std::set<std::string>& types) {
  if (!types.insert(type.full_name()).second) return;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (IsException(resource, field)) continue;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      AddFields(resource, *field.message_type(), fields, types);
    } else if (field.cpp_type() != FieldDescriptor::CPPTYPE_BOOL) {
      fields.insert(resource + ": " + field.full_name());
    }
  }
}

// Sets the leaf's value by the member of Reflection for its type.
template <class Value, class Set, class SetRepeated>
void SetLeaf(const Leaf& leaf, Set set, SetRepeated set_repeated,
             const Value& value) {
  const auto* reflection = leaf.message->GetReflection();
  if (leaf.index < 0) {
    (reflection->*set)(leaf.message, leaf.field, value);
  } else {
    (reflection->*set_repeated)(leaf.message, leaf.field, leaf.index, value);
  }
}

// Puts wrong values into the leaf, one after the other, and calls `check`.
template <class Check>
void ForEachWrongValue(const Leaf& leaf, Check check) {
  using R = google::protobuf::Reflection;
  switch (leaf.field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_DOUBLE:
      for (const double value :
           {std::nan(""), HUGE_VAL, -HUGE_VAL, 1e300, -1e300}) {
        SetLeaf(leaf, &R::SetDouble, &R::SetRepeatedDouble, value);
        check(std::to_string(value));
      }
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      for (const int32_t value : {std::numeric_limits<int32_t>::min(),
                                  std::numeric_limits<int32_t>::max()}) {
        SetLeaf(leaf, &R::SetInt32, &R::SetRepeatedInt32, value);
        check(std::to_string(value));
      }
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      for (const int value : {-1, 1000}) {
        SetLeaf(leaf, &R::SetEnumValue, &R::SetRepeatedEnumValue, value);
        check(std::to_string(value));
      }
      break;
    case FieldDescriptor::CPPTYPE_STRING:
      for (const std::string& value :
           {std::string("\x1b[31mM5"), std::string("M5\xc2\x9b"),
            std::string(1 << 20, 'a')}) {
        SetLeaf(leaf, &R::SetString, &R::SetRepeatedString, value);
        check(value.substr(1, 4));
      }
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      break;
    default:
      ADD_FAILURE() << leaf.path << " is of a type that this test lacks";
  }
}

std::vector<Leaf> LeavesOf(Message& resource) {
  std::vector<Leaf> leaves;
  AddLeaves(resource, "", leaves);
  return leaves;
}

TEST(EveryFieldTest, IsInASample) {
  std::set<std::string> missing;
  const auto samples = Samples();
  for (const auto& sample : samples) {
    std::set<std::string> types;
    const Descriptor& type = *sample->GetDescriptor();
    AddFields(type.name(), type, missing, types);
  }
  for (const auto& sample : samples) {
    for (const Leaf& leaf : LeavesOf(*sample)) {
      missing.erase(sample->GetDescriptor()->name() + ": " +
                    leaf.field->full_name());
    }
  }
  EXPECT_EQ(missing, std::set<std::string>());
}

TEST(EveryFieldTest, RefusesAbsurdValuesAtItsPath) {
  for (const auto& sample : Samples()) {
    EXPECT_EQ(ViolationsOf(*sample), Found());
    const std::string& resource = sample->GetDescriptor()->name();
    const size_t leaves = LeavesOf(*sample).size();
    for (size_t i = 0; i < leaves; ++i) {
      const std::unique_ptr<Message> wrong(sample->New());
      wrong->CopyFrom(*sample);
      const Leaf leaf = LeavesOf(*wrong)[i];
      if (IsException(resource, *leaf.field)) continue;
      ForEachWrongValue(leaf, [&](const std::string& value) {
        EXPECT_TRUE(PathsOf(*wrong).contains(leaf.path))
            << resource << " " << leaf.path << " = " << value;
      });
    }
  }
}

TEST(NotStatedTest, IsRefusedWhereAValueIsRequired) {
  const auto row = [](const std::string& field) {
    return SupplierOf("capabilities { id: 'c' category: 'stamping' " + field +
                      " }");
  };
  EXPECT_EQ(PathsOf(row("monthly_capacity { unit: 'pcs' }")),
            Paths{"capabilities[0].monthly_capacity.value"});
  EXPECT_EQ(PathsOf(row("minimum_order { }")),
            Paths{"capabilities[0].minimum_order.value"});
  EXPECT_EQ(
      PathsOf(SupplierOf("sites { id: 's' coordinates { latitude: 21 } }")),
      Paths{"sites[0].coordinates.longitude"});
  EXPECT_EQ(
      PathsOf(BuyerOf("plants { id: 'p' coordinates { longitude: 105 } }")),
      Paths{"plants[0].coordinates.latitude"});
  const struct {
    const char* test;
    Paths paths;
  } kCases[] = {
      {"monthly_volume { }", {"criteria[0].monthly_volume.quantity.value"}},
      {"order_quantity { quantity { unit: 'kg' } }",
       {"criteria[0].order_quantity.quantity.value"}},
      {"payment_term { }", {"criteria[0].payment_term.term_days"}},
      {"export_share { }", {"criteria[0].export_share.min_percent"}},
      {"place { distance { max_km: 5 coordinates { } } }",
       {"criteria[0].place.distance.coordinates.latitude",
        "criteria[0].place.distance.coordinates.longitude"}},
  };
  for (const auto& c : kCases) {
    const auto requirement =
        RequirementOf("criteria { " + std::string(c.test) + " }");
    EXPECT_EQ(PathsOf(requirement), c.paths) << c.test;
    for (const auto& [path, description] : ViolationsOf(requirement)) {
      EXPECT_EQ(description, "is required") << path;
    }
  }
}

TEST(NotStatedTest, IsNotTheSameAsZero) {
  EXPECT_EQ(ViolationsOf(SupplierOf(R"(
              sites { id: "s" coordinates { latitude: 0 longitude: 0 } }
              capabilities { id: "c" category: "stamping"
                monthly_capacity { value: 0 } minimum_order { value: 0 } })")),
            Found());
  EXPECT_EQ(ViolationsOf(RequirementOf(R"(
              criteria { payment_term { term_days: 0 } }
              criteria { export_share { min_percent: 0 } })")),
            Found());
}

// Of a record that was stored when an absent number was 0.
TEST(NotStatedTest, StaysSoInTheMatcher) {
  const auto supplier = TranslateSupplier(Reference(), Parse<v1::Supplier>(R"(
    sites { id: "a" province: "01" coordinates { latitude: 21 } }
    sites { id: "b" coordinates { } }
    capabilities { id: "c" category: "stamping"
      monthly_capacity { unit: "pcs" } minimum_order { unit: "pcs" } })"));
  EXPECT_FALSE(supplier->capabilities[0].monthly_capacity);
  EXPECT_FALSE(supplier->capabilities[0].minimum_order);
  EXPECT_GT(supplier->sites[0].place->radius_m, 0);  // the province's
  EXPECT_FALSE(supplier->sites[1].place);
}

TEST(VolumeTest, MustBeAboveZeroAsItIsKept) {
  const auto volume = [](const std::string& value) {
    return PathsOf(
        RequirementOf("criteria { monthly_volume { quantity { "
                      "value: " +
                      value + " } } }"));
  };
  const Paths refused{"criteria[0].monthly_volume.quantity.value"};
  EXPECT_EQ(volume("0"), refused);
  EXPECT_EQ(volume("0.0004"), refused);
  EXPECT_EQ(volume("0.001"), Paths());
}

TEST(NameTest, MayNotHideWhatFoldingPassesOver) {
  // Each would be found, since folding leaves controls and blanks out.
  EXPECT_EQ(PathsOf(SupplierOf(R"(
              capabilities { id: "c" category: "injection_moulding"
                monthly_capacity { value: 1 unit: "p\tcs" }
                attributes { attribute: "flame_class"
                             codes { values: "V-\x01""0" } } }
              track_record { customers { values: "Hon\nda" } })")),
            (Paths{"capabilities[0].monthly_capacity.unit",
                   "capabilities[0].attributes[0].codes.values[0]",
                   "track_record.customers.values[0]"}));
  EXPECT_EQ(PathsOf(SupplierOf(R"(
              capabilities { id: "c" category: "fasteners"
                attributes { attribute: "thread"
                             codes { values: "M5" not_held: ")" +
                               std::string(201, 'x') + R"(" } } })")),
            Paths{"capabilities[0].attributes[0].codes.not_held[0]"});
}

TEST(NameTest, IsStoredAsTheReferenceDataSpellIt) {
  const v1::Supplier supplier = SupplierOf(R"(
    languages { values: "VI" not_held: "Ja" }
    contacts { languages: "EN" }
    certificates { id: "c" scheme: "OEKO TEX" level: "ii" }
    assessments { scheme: "QD 1358" level: "a" })");
  EXPECT_EQ(ViolationsOf(supplier), Found());
  EXPECT_EQ(supplier.languages().values(0), "vi");
  EXPECT_EQ(supplier.languages().not_held(0), "ja");
  EXPECT_EQ(supplier.contacts(0).languages(0), "en");
  EXPECT_EQ(supplier.certificates(0).level(), "II");
  EXPECT_EQ(supplier.assessments(0).scheme(), "qd1358");
  EXPECT_EQ(supplier.assessments(0).level(), "A");
  const v1::Requirement requirement = RequirementOf(R"(
    criteria { languages { values: "JA" } }
    criteria { certificate { scheme: "OEKO TEX" level: "ii" } }
    criteria { assessment { scheme: "QD 1358" level: "b" } })");
  EXPECT_EQ(ViolationsOf(requirement), Found());
  EXPECT_EQ(requirement.criteria(0).languages().values(0), "ja");
  EXPECT_EQ(requirement.criteria(1).certificate().level(), "II");
  EXPECT_EQ(requirement.criteria(2).assessment().scheme(), "qd1358");
}

TEST(NameTest, OfACategoryOrProcessIsStoredAsItsId) {
  const v1::Supplier supplier = SupplierOf(R"(
    capabilities { id: "a" category: "Gia công CNC"
      processes { values: "Tiện CNC" values: "phay" not_held: "Drilling" } }
    capabilities { id: "b" category: "HÀN" }
    capabilities { id: "c" category: "cnc machining" })");
  EXPECT_EQ(ViolationsOf(supplier), Found());
  const v1::Capability& row = supplier.capabilities(0);
  EXPECT_EQ(row.category(), "cnc_machining");
  EXPECT_EQ(row.processes().values(0), "cnc_turning");
  EXPECT_EQ(row.processes().values(1), "cnc_milling_3x");
  EXPECT_EQ(row.processes().not_held(0), "drilling");
  EXPECT_EQ(supplier.capabilities(1).category(), "welding");
  EXPECT_EQ(supplier.capabilities(2).category(), "cnc_machining");
  auto requirement = Parse<v1::Requirement>(R"(
    title { en: "Part" } category: "Metal stamping"
    criteria { processes { processes: "dập liên hoàn" } })");
  Normalize(Reference(), requirement);
  EXPECT_EQ(ViolationsOf(requirement), Found());
  EXPECT_EQ(requirement.category(), "stamping");
  EXPECT_EQ(requirement.criteria(0).processes().processes(0),
            "progressive_stamping");
}

TEST(NameTest, OfSeveralIsRefusedWithThem) {
  EXPECT_EQ(
      ViolationsOf(SupplierOf("capabilities { id: 'a' category: 'Bánh răng' }"))
          ["capabilities[0].category"],
      "'Bánh răng' is not a category; the name is that of several: "
      "'gears_transmission', 'gears'; see ListCategories; ketnoi reference "
      "categories");
}

TEST(NameTest, OfNoneIsRefusedWithTheNearest) {
  const Found found = ViolationsOf(SupplierOf(R"(
    capabilities { id: "a" category: "Dập"
                   processes { values: "hàn" values: "unheard of" } })"));
  EXPECT_EQ(found.at("capabilities[0].category"),
            "'Dập' is not a category; perhaps 'forging', 'stamping'; see "
            "ListCategories; ketnoi reference categories");
  EXPECT_EQ(found.at("capabilities[0].processes.values[0]"),
            "'hàn' is not a process; perhaps 'spot_welding', "
            "'selective_soldering', 'arc_welding'; see ListProcesses; ketnoi "
            "reference processes");
  EXPECT_EQ(found.at("capabilities[0].processes.values[1]"),
            "'unheard of' is not a process; see ListProcesses; ketnoi "
            "reference processes");
}

TEST(SchemeTest, MayBeStatedWithItsEdition) {
  const std::vector<std::pair<const char*, const char*>> kCases = {
      {"ISO 9001:2015", "iso9001"},
      {"ISO9001:2015", "iso9001"},
      {"TCVN ISO 9001:2015", "iso9001"},
      {"ISO 14001 : 2015", "iso14001"},
      {"ISO 13485:2016", "iso13485"},
      {"TCVN ISO 13485:2017", "iso13485"},
      {"ISO/IEC 17025:2017", "iso17025"},
      {"TCVN ISO/IEC 17025", "iso17025"},
      {"AEC-Q200", "aecq200"},
  };
  for (const auto& [stated, id] : kCases) {
    const v1::Supplier supplier = SupplierOf(
        std::string("certificates { id: 'c' scope: 'S:2015' scheme: '") +
        stated + "' }");
    EXPECT_EQ(ViolationsOf(supplier), Found()) << stated;
    EXPECT_EQ(supplier.certificates(0).scheme(), id) << stated;
    EXPECT_EQ(supplier.certificates(0).scope(), "S:2015");
  }
}

TEST(LanguageTest, IsOneThatIso639Has) {
  const std::map<std::string, std::string> kWrong = {
      {"jp", "; write 'ja'"},
      {"cn", "; write 'zh'"},
      {"kr", "; write 'ko'"},
      {"vn", "; write 'vi'"},
      {"xx", ""},
      {"en-US", "; write 'en'"},
      {"zh_Hant", "; write 'zh'"}};
  for (const auto& [tag, hint] : kWrong) {
    const Found found =
        ViolationsOf(SupplierOf("languages { values: '" + tag + "' }"));
    ASSERT_EQ(found.size(), 1u) << tag;
    const std::string& description = found.at("languages.values[0]");
    EXPECT_TRUE(description.ends_with(
        "is not a language of ISO 639, such as 'vi'" + hint))
        << description;
  }
  const v1::Supplier supplier = SupplierOf(
      "languages { values: 'jpn' values: 'vi' values: 'ko' values: 'yue' }");
  EXPECT_EQ(ViolationsOf(supplier), Found());
  EXPECT_EQ(supplier.languages().values(0), "ja");
}

TEST(LanguageTest, IsATagInRequirementsToo) {
  for (const char* tag : {"x", "\\x01\\x02", "v1", "viet", "vi-VN"}) {
    EXPECT_EQ(PathsOf(RequirementOf("criteria { languages { values: \"" +
                                    std::string(tag) + "\" } }")),
              Paths{"criteria[0].languages.values[0]"})
        << tag;
  }
}

TEST(CustomersTest, AreComparedAsMatchingDoes) {
  EXPECT_EQ(PathsOf(SupplierOf(R"(track_record { customers {
              values: "Samsung" not_held: "SAMSUNG" } })")),
            Paths{"track_record.customers.not_held[0]"});
  EXPECT_EQ(PathsOf(SupplierOf(R"(track_record { customers {
              values: "Cơ khí A" values: "co-khi a" } })")),
            Paths{"track_record.customers.values[1]"});
  EXPECT_EQ(PathsOf(RequirementOf(R"(criteria { customers_served {
              values: "Samsung" values: "SAMSUNG" } })")),
            Paths{"criteria[0].customers_served.values[1]"});
}

TEST(CriterionKeyTest, OfAutomaticCriteriaIsReserved) {
  EXPECT_EQ(PathsOf(RequirementOf(R"(
              criteria { key: "freshness" employees { min_count: 5 } }
              criteria { key: "category" ownership { allowed: 1 } })")),
            (Paths{"criteria[0].key", "criteria[1].key"}));
  EXPECT_EQ(ViolationsOf(RequirementOf(R"(
              criteria { key: "freshness" freshness { max_age_days: 90 } }
              criteria { key: "category" weight: 5 category { } })")),
            Found());
}

TEST(CriterionKeyTest, IsDistinctWithItsDefault) {
  EXPECT_EQ(PathsOf(RequirementOf(R"(
              criteria { key: "certificate.iso9001" ownership { allowed: 1 } }
              criteria { certificate { scheme: "ISO 9001" } })")),
            Paths{"criteria[1].key"});
}

TEST(RequiredCodesTest, SayOnlyWhatIsRequired) {
  EXPECT_EQ(PathsOf(RequirementOf(R"(criteria { attribute { required {
              attribute: "surface_finish" codes { values: "Zn"
              not_held: "Ni" complete_as_of: "2026-01-01" } } } })")),
            (Paths{"criteria[0].attribute.required.codes.not_held",
                   "criteria[0].attribute.required.codes.complete_as_of"}));
  EXPECT_EQ(PathsOf(RequirementOf(R"(criteria { attribute { required {
              attribute: "surface_finish" codes { values: "Zn"
              complete_as_of: "2026-02-30" } } } })")),
            Paths{"criteria[0].attribute.required.codes.complete_as_of"});
}

TEST(RangeTest, NamesTheEndThatIsWrong) {
  const auto paths = [](const std::string& value) {
    return PathsOf(SupplierOf(
        "capabilities { id: 'c' category: 'stamping' attributes { attribute: "
        "'thickness_mm' unit: 'mm' " +
        value + " } }"));
  };
  const std::string at = "capabilities[0].attributes[0].";
  EXPECT_EQ(paths("range { min: 3 max: 1 }"), Paths{at + "range.min"});
  EXPECT_EQ(paths("range { min: 500 max: 500 }"),
            (Paths{at + "range.min", at + "range.max"}));
  EXPECT_EQ(paths("range { min: nan max: -inf }"),
            (Paths{at + "range.min", at + "range.max"}));
  EXPECT_EQ(paths("range { min: 1 max: -inf }"), Paths{at + "range.max"});
  EXPECT_EQ(paths("number: nan"), Paths{at + "number"});
  EXPECT_EQ(paths("range { }"), Paths{at + "range"});
}

TEST(CompositionTest, MustBeAWhole) {
  const auto paths = [](const std::string& components) {
    return PathsOf(SupplierOf(
        "capabilities { id: 'c' category: 'knit_fabric' attributes { "
        "attribute: 'composition' composition { " +
        components + " } } }"));
  };
  const std::string at = "capabilities[0].attributes[0].composition.components";
  EXPECT_EQ(paths("components { code: 'cotton' percent: 90 }"), Paths{at});
  EXPECT_EQ(paths("components { code: 'cotton' percent: -1 }"),
            Paths{at + "[0].percent"});
  EXPECT_EQ(paths("components { code: 'cotton' percent: 50 } "
                  "components { code: 'CO' percent: 50 }"),
            Paths{at});
  EXPECT_EQ(paths(""), Paths{at});
}

TEST(ViolationsOfOneResourceTest, AreAllNamedAtOnce) {
  EXPECT_EQ(
      PathsOf(SupplierOf(R"(
              tax_code: "1" founded_year: 3000 sites { id: "S" }
              capabilities { id: "c" category: "nowhere"
                             minimum_order { unit: "furlong" } }
              languages { values: "1" })")),
      (Paths{"tax_code", "founded_year", "sites[0].id",
             "capabilities[0].category", "capabilities[0].minimum_order.unit",
             "capabilities[0].minimum_order.value", "languages.values[0]"}));
  EXPECT_EQ(PathsOf(BuyerOf(R"(
              tax_code: "1" country_code: "Japan" industries: "nothing"
              plants { id: "P" province: "Atlantis" })")),
            (Paths{"tax_code", "country_code", "industries[0]", "plants[0].id",
                   "plants[0].province"}));
  EXPECT_EQ(PathsOf(RequirementOf(R"(
              valid_from: "soon" visibility: 9
              criteria { key: "UP" weight: -1 payment_term { } }
              criteria { certificate { scheme: "x" valid_until: "x" } })")),
            (Paths{"valid_from", "visibility", "criteria[0].key",
                   "criteria[0].weight", "criteria[0].payment_term.term_days",
                   "criteria[1].certificate.scheme",
                   "criteria[1].certificate.valid_until"}));
}

using NotStatedRankingTest = ServerTest;

TEST_F(NotStatedRankingTest, AsksForWhatASupplierDoesNotState) {
  const auto rows = [](const std::string& quantities) {
    v1::Supplier supplier = SupplierOf(
        "capabilities { id: 'c' category: 'stamping' " + quantities + " }");
    supplier.set_name("suppliers/acme");
    return std::vector<v1::Supplier>{supplier};
  };
  // A cell of the unit without one of the amount.
  const auto refused =
      Import(rows("monthly_capacity { unit: 'pcs' } minimum_order { }"));
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused[0].outcome(), v1::IMPORT_OUTCOME_REJECTED);
  EXPECT_EQ(ViewOf(refused[0].error()).fields,
            (Paths{"capabilities[0].monthly_capacity.value",
                   "capabilities[0].minimum_order.value"}));

  Import(rows(""));
  v1::RankSuppliersRequest request;
  *request.mutable_inline_requirement() = RequirementOf(R"(
    criteria { gate: true monthly_volume { quantity { value: 1000 } } }
    criteria { gate: true order_quantity { quantity { value: 100 } } })");
  v1::RankSuppliersResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(matches_->RankSuppliers(&context, request, &response).ok());
  ASSERT_EQ(response.results_size(), 1);
  EXPECT_EQ(response.results(0).standing(), v1::STANDING_CONDITIONAL);
  EXPECT_EQ(response.results(0).criteria(1).verdict(), v1::VERDICT_UNKNOWN);
  EXPECT_EQ(response.results(0).criteria(2).verdict(), v1::VERDICT_UNKNOWN);
}

}  // namespace
}  // namespace ketnoi::server
