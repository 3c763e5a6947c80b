#include "tests/testing/reference_fixture.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "tests/testing/attribute_fixture.h"

namespace ketnoi::testing {
namespace {

using model::CategoryTree;
using model::CertificateRelation;
using model::CertificateScheme;
using model::Decimal;
using model::Material;
using model::MaterialId;
using model::Province;
using model::Reference;
using model::SchemeId;
using model::Unit;

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "test reference data: %s\n", what.c_str());
  std::abort();
}

CategoryTree Categories() {
  auto tree = CategoryTree::Build({
      {"metal", ""},
      {"forming", "metal"},
      {"stamping", "forming"},
      {"brackets", "stamping"},
      {"deep_drawn", "stamping"},
      {"forging", "forming"},
      {"casting", "metal"},
      {"die_casting", "casting"},
      {"electronics", ""},
      {"boards", "electronics"},
      {"pcb", "boards"},
      {"textile", ""},
      {"fabrics", "textile"},
      {"woven_fabric", "fabrics"},
      {"knit_fabric", "fabrics"},
  });
  if (!tree.ok()) Fail(tree.status().ToString());
  return *std::move(tree);
}

Unit LinearUnit(std::string id, std::string dimension, int64_t numerator,
                int64_t denominator, std::vector<std::string> aliases = {},
                Decimal offset = {}) {
  Unit unit;
  unit.id = std::move(id);
  unit.dimension = std::move(dimension);
  unit.numerator = numerator;
  unit.denominator = denominator;
  unit.aliases = std::move(aliases);
  unit.offset = offset;
  return unit;
}

Unit ReciprocalUnit(std::string id, std::string dimension, int64_t numerator,
                    int64_t denominator) {
  Unit unit =
      LinearUnit(std::move(id), std::move(dimension), numerator, denominator);
  unit.conversion = Unit::Conversion::kReciprocal;
  return unit;
}

// Sections of solid copper wire, mm2, ASTM B258 rounded to 4 decimals.
Unit WireGauge() {
  Unit unit = LinearUnit("AWG", "wire_section", 1, 1);
  unit.conversion = Unit::Conversion::kTable;
  unit.points = {{18, {8230, 4}}, {20, {5190, 4}}, {22, {3255, 4}},
                 {24, {2047, 4}}, {26, {1288, 4}}, {28, {810, 4}}};
  return unit;
}

std::vector<Unit> Units() {
  return {
      LinearUnit("mm", "length", 1, 1),
      LinearUnit("cm", "length", 10, 1),
      LinearUnit("m", "length", 1000, 1),
      LinearUnit("in", "length", 254, 10, {"inch", "\""}),
      LinearUnit("um", "length", 1, 1000, {"µm", "micron"}),
      LinearUnit("mm2", "wire_section", 1, 1),
      WireGauge(),
      LinearUnit("tex", "yarn_density", 1, 1),
      LinearUnit("dtex", "yarn_density", 1, 10),
      LinearUnit("den", "yarn_density", 1, 9, {"denier", "D"}),
      // English cotton count: 590.5 / tex, as the trade rounds it.
      ReciprocalUnit("Ne", "yarn_density", 5905, 10),
      ReciprocalUnit("Nm", "yarn_density", 1000, 1),
      LinearUnit("g/m2", "areal_density", 1, 1, {"gsm"}),
      LinearUnit("oz/yd2", "areal_density", 5669904625, 167225472),
      LinearUnit("kN", "force", 1000, 1),
      LinearUnit("tf", "force", 980665, 100),
      LinearUnit("ohm", "resistance", 1, 1, {"Ω"}),
      LinearUnit("mohm", "resistance", 1, 1000, {"mΩ"}),
      LinearUnit("Mohm", "resistance", 1000000, 1, {"MΩ"}),
      // The base is the degree Fahrenheit, in which all offsets are decimals.
      LinearUnit("degF", "temperature", 1, 1, {"°F"}),
      LinearUnit("degC", "temperature", 9, 5, {"°C"}, {32, 0}),
      LinearUnit("K", "temperature", 9, 5, {}, {-45967, 2}),
      LinearUnit("pcs", "count", 1, 1, {"piece"}),
      LinearUnit("dozen", "count", 12, 1),
      LinearUnit("set", "sets", 1, 1),
      LinearUnit("kg", "mass", 1, 1),
      LinearUnit("t", "mass", 1000, 1),
  };
}

std::vector<Material> Materials() {
  // Position, class, grade names, equivalents.
  const MaterialId none;
  return {
      {"stainless_steel", none, {"inox"}, {}},              // 0
      {"carbon_steel", none, {}, {}},                       // 1
      {"plastic", none, {}, {}},                            // 2
      {"sus304", MaterialId{0}, {"1.4301", "304"}, {{4}}},  // 3
      {"sts304", MaterialId{0}, {"STS 304"}, {}},           // 4
      {"sus316", MaterialId{0}, {"1.4401"}, {}},            // 5
      {"spcc", MaterialId{1}, {"DC01", "1.0330"}, {}},      // 6
      {"s45c", MaterialId{1}, {"C45", "1045"}, {}},         // 7
      {"abs", MaterialId{2}, {"ABS"}, {}},                  // 8
  };
}

CertificateScheme Scheme(std::string id, std::vector<std::string> levels,
                         std::vector<std::string> aliases) {
  CertificateScheme scheme;
  scheme.id = std::move(id);
  scheme.levels = std::move(levels);
  scheme.aliases = std::move(aliases);
  return scheme;
}

// Adds a relation between schemes that are named by position.
void Relate(std::vector<CertificateScheme>& schemes, int from, int from_level,
            CertificateRelation::Kind kind, int to, int to_level,
            int credit_bp) {
  schemes[static_cast<size_t>(from)].relations.push_back(
      {from_level, kind, SchemeId{to}, to_level, credit_bp});
}

std::vector<CertificateScheme> Schemes() {
  using Kind = CertificateRelation::Kind;
  std::vector<CertificateScheme> schemes = {
      Scheme("iso_9001", {}, {"ISO 9001:2015"}),          // 0
      Scheme("iatf_16949", {}, {"IATF 16949:2016"}),      // 1
      Scheme("ts_16949", {}, {"ISO/TS 16949"}),           // 2
      Scheme("iso_13485", {}, {}),                        // 3
      Scheme("q1", {}, {"Ford Q1"}),                      // 4
      Scheme("iso_14001", {}, {}),                        // 5
      Scheme("emas", {}, {}),                             // 6
      Scheme("oeko_tex", {"I", "II", "III", "IV"}, {}),   // 7
      Scheme("vap", {"platinum", "gold", "silver"}, {}),  // 8
      Scheme("sa8000", {}, {}),                           // 9
      Scheme("rohs", {}, {}),                             // 10
      Scheme("star", {"5", "4", "3"}, {}),                // 11
  };
  schemes[2].withdrawn = true;
  schemes[10].expires = false;
  Relate(schemes, 1, -1, Kind::kSatisfies, 0, -1, 0);
  Relate(schemes, 2, -1, Kind::kSupersededBy, 1, -1, 0);
  Relate(schemes, 2, -1, Kind::kCredit, 1, -1, 2000);
  Relate(schemes, 3, -1, Kind::kCredit, 0, -1, 3000);  // does not satisfy
  Relate(schemes, 4, -1, Kind::kSatisfies, 1, -1, 0);  // so ISO 9001 as well
  Relate(schemes, 6, -1, Kind::kSatisfies, 5, -1, 0);
  Relate(schemes, 8, 1, Kind::kCredit, 9, -1, 5000);   // gold or better
  Relate(schemes, 8, 0, Kind::kSatisfies, 11, 1, 0);   // platinum: 4 stars
  Relate(schemes, 11, -1, Kind::kCredit, 8, 2, 4000);  // silver only
  return schemes;
}

std::vector<Province> Provinces() {
  const auto province = [](std::string code, std::vector<std::string> names,
                           int32_t latitude_e6, int32_t longitude_e6,
                           int32_t radius_m) {
    return Province{
        std::move(code),
        std::move(names),
        {model::PointFromDegrees(latitude_e6, longitude_e6), radius_m}};
  };
  return {
      province("01", {"Hà Nội", "Hanoi"}, 21000100, 105698010, 45000),
      province("24", {"Bắc Ninh", "Bac Ninh", "Bắc Giang"}, 21294000, 106355000,
               60000),
      province("31", {"Hải Phòng", "Haiphong", "Hải Dương"}, 20890000,
               106510000, 60000),
      province("46", {"Huế", "Hue"}, 16350000, 107550000, 70000),
      province("75", {"Đồng Nai", "Dong Nai", "Bình Phước"}, 11400000,
               107000000, 110000),
      province("79",
               {"Hồ Chí Minh", "Ho Chi Minh", "Thành phố Hồ Chí Minh",
                "Bà Rịa - Vũng Tàu", "Bình Dương"},
               10920000, 106770000, 90000),
  };
}

}  // namespace

Reference UnfinishedTestReference() {
  Reference reference;
  reference.categories = Categories();
  reference.units = Units();
  reference.processes = {{"progressive_stamping"},
                         {"deep_drawing"},
                         {"die_casting"},
                         {"welding"},
                         {"smt"},
                         {"weaving"}};
  reference.materials = Materials();
  reference.schemes = Schemes();
  reference.assessment_schemes = {{"vda_6_3", {"A", "B", "C"}, 10000},
                                  {"readiness", {"3", "2", "1"}, 0},
                                  {"audit_score", {}, 10000}};
  reference.industries = {{"automotive", {"ô tô"}},
                          {"electronics", {"điện tử"}},
                          {"textile", {"dệt may"}},
                          {"medical", {}}};
  reference.provinces = Provinces();
  reference.attributes = TestAttributes(reference);
  return reference;
}

Reference TestReference() {
  Reference reference = UnfinishedTestReference();
  if (const absl::Status status = reference.Finish(); !status.ok()) {
    Fail(status.ToString());
  }
  return reference;
}

}  // namespace ketnoi::testing
