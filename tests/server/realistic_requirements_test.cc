// One realistic requirement of each sector against the project's own reference
// data: what buyers and suppliers write, in the units that they write it in.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/util/json_util.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/compile.h"
#include "matcher/match/matcher.h"
#include "server/normalize.h"
#include "server/reference_loader.h"
#include "server/translate_requirement.h"
#include "server/translate_supplier.h"
#include "server/validate.h"

namespace ketnoi::server {
namespace {

using match::Standing;

class RealisticRequirementsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto data = LoadReferenceData(KETNOI_DATA_DIR, "");
    ASSERT_TRUE(data.ok()) << data.status();
    data_ = std::move(*data).release();
  }
  static void TearDownTestSuite() { delete data_; }

  template <class Resource>
  static Resource Read(const std::string& json) {
    Resource resource;
    const auto status =
        google::protobuf::util::JsonStringToMessage(json, &resource);
    EXPECT_TRUE(status.ok()) << status.ToString();
    Normalize(data_->reference, resource);
    Violations violations;
    Validate(data_->reference, resource, violations);
    for (const Violation& violation : violations.kept()) {
      ADD_FAILURE() << violation.field << ": " << violation.description;
    }
    return resource;
  }

  // Judges one supplier; keeps the outcomes for Reason and Offered.
  void Match(const std::string& requirement_json,
             const std::string& supplier_json) {
    const auto requirement = TranslateRequirement(
        data_->reference, Read<v1::Requirement>(requirement_json), nullptr);
    const auto supplier =
        TranslateSupplier(data_->reference, Read<v1::Supplier>(supplier_json));
    ASSERT_TRUE(requirement.ok()) << requirement.status();
    const auto program = match::Compile(
        *requirement, data_->criteria_sets.front(), data_->reference,
        {*model::DateFromText("2026-11-23"), {}});
    ASSERT_TRUE(program.ok()) << program.status();
    program_ = *program;
    snapshot_ = index::Snapshot::Build(data_->reference, {supplier}, 1);
    match_ = match::Explain(program_, *snapshot_->Find(supplier->id));
  }

  std::string Reason(const std::string& key) const {
    for (size_t i = 0; i < program_.steps.size(); ++i) {
      if (program_.steps[i].criterion.key == key) {
        return match::ReasonName(match_.criteria[i].judgement.reason);
      }
    }
    return "no such criterion";
  }

  Standing standing() const { return match_.key.standing; }

  static inline const ReferenceData* data_ = nullptr;
  match::Program program_;
  std::shared_ptr<const index::Snapshot> snapshot_;
  match::Match match_;
};

constexpr char kBodyReinforcement[] = R"({
  "title": {"en": "Body reinforcement stamping"}, "category": "stamping",
  "criteria": [
    {"gate": true, "processes": {"processes": ["progressive_stamping"]}},
    {"gate": true, "materials": {"materials": ["SPFC590"]}},
    {"gate": true, "attribute": {"required": {"attribute": "thickness_mm",
        "range": {"min": 1.0, "max": 1.6}}}},
    {"gate": true, "attribute": {"required": {"attribute": "press_tonnage",
        "number": 400}}},
    {"attribute": {"required": {"attribute": "tolerance_mm", "number": 0.3}}},
    {"gate": true, "attribute": {"required": {"attribute": "part_size_mm",
        "dimensions": {"sizes": [600, 350, 120]}}}},
    {"gate": true, "monthlyVolume": {"quantity": {"value": 15000}}},
    {"gate": true, "seriesLeadTime": {"maxDays": 10}},
    {"gate": true, "certificate": {"scheme": "iatf16949",
        "minimumEvidence": "EVIDENCE_LEVEL_DOCUMENTED"}},
    {"gate": true, "place": {"distance": {"maxKm": 100,
        "coordinates": {"latitude": 21.3, "longitude": 105.6}}}}]})";

std::string Stamper(const std::string& press, const std::string& valid_to) {
  return R"({"name": "suppliers/dap-mau", "legalName": {"en": "Example"},
    "sites": [{"id": "main", "province": "TP. Hà Nội",
               "coordinates": {"latitude": 21.12, "longitude": 105.77}}],
    "capabilities": [{"id": "press", "category": "stamping",
      "processes": {"values": ["progressive_stamping", "deep_drawing"]},
      "materials": {"values": ["spfc590", "spcc"]},
      "attributes": [
        {"attribute": "thickness_mm", "range": {"min": 0.5, "max": 3}},
        {"attribute": "press_tonnage", "number": )" +
         press + R"(, "unit": "kN"},
        {"attribute": "tolerance_mm", "number": 0.008, "unit": "inch"},
        {"attribute": "part_size_mm", "unit": "cm",
         "dimensions": {"sizes": [40, 15, 70]}}],
      "monthlyCapacity": {"value": 40000}, "committedPercent": 50,
      "seriesLeadDays": 7}],
    "certificates": [{"id": "iatf", "scheme": "IATF 16949",
      "validFrom": "2024-01-01", "validTo": ")" +
         valid_to + R"(",
      "evidence": {"level": "EVIDENCE_LEVEL_VERIFIED"}}]})";
}

TEST_F(RealisticRequirementsTest, MetalStampingConvertsKilonewtonsAndInches) {
  Match(kBodyReinforcement, Stamper("6000", "2027-12-31"));  // 611.8 tf
  EXPECT_EQ(standing(), Standing::kEligible);
  EXPECT_EQ(Reason("attribute.press_tonnage"), "MET");
  EXPECT_EQ(Reason("attribute.tolerance_mm"), "MET");  // 0.2032 mm
  EXPECT_EQ(Reason("attribute.part_size_mm"), "MET");  // turned
  EXPECT_EQ(Reason("place"), "WITHIN_DISTANCE");
  EXPECT_EQ(Reason("certificate.iatf16949"), "CERTIFICATE_VALID");
}

TEST_F(RealisticRequirementsTest, MetalStampingSaysWhichGateFails) {
  Match(kBodyReinforcement, Stamper("3900", "2027-12-31"));  // 397.7 tf
  EXPECT_EQ(standing(), Standing::kIneligible);
  EXPECT_EQ(Reason("attribute.press_tonnage"), "NOT_MET");
  Match(kBodyReinforcement, Stamper("6000", "2026-11-22"));  // a day too early
  EXPECT_EQ(standing(), Standing::kIneligible);
  EXPECT_EQ(Reason("certificate.iatf16949"), "CERTIFICATE_EXPIRED");
}

TEST_F(RealisticRequirementsTest, WireHarnessCountsGaugesBackwards) {
  const std::string requirement = R"({
    "title": {"en": "Door harness"}, "category": "wire_harness",
    "criteria": [
      {"gate": true, "attribute": {"required": {"attribute": "awg",
          "range": {"min": 18, "max": 26}, "unit": "AWG"}}},
      {"gate": true, "attribute": {"required": {"attribute": "tests",
          "codes": {"values": ["continuity", "pull force"]}}}},
      {"gate": true, "certificate": {"scheme": "iso9001"}}]})";
  const auto supplier = [](const std::string& sections,
                           const std::string& tests) {
    return R"({"name": "suppliers/day-mau", "legalName": {"en": "Example"},
      "capabilities": [{"id": "harness", "category": "wire_harness",
        "attributes": [
          {"attribute": "awg", "unit": "mm2", "range": )" +
           sections + R"(},
          {"attribute": "tests", "codes": )" +
           tests + R"(}]}],
      "certificates": [{"id": "a", "scheme": "iatf16949",
                        "validTo": "2028-01-31"}]})";
  };
  // AWG 26 is 0.129 mm2, AWG 18 is 0.823 mm2.
  Match(requirement, supplier(R"({"min": 0.1, "max": 2.5})",
                              R"({"values": ["continuity", "pull force"]})"));
  EXPECT_EQ(standing(), Standing::kEligible);
  EXPECT_EQ(Reason("certificate.iso9001"), "CERTIFICATE_IMPLIED");
  Match(requirement, supplier(R"({"min": 0.2, "max": 2.5})",
                              R"({"values": ["continuity"]})"));
  EXPECT_EQ(standing(), Standing::kIneligible);
  EXPECT_EQ(Reason("attribute.awg"), "NOT_MET");
  EXPECT_EQ(Reason("attribute.tests"), "NOT_LISTED");  // a question, not a no
}

TEST_F(RealisticRequirementsTest, InjectionMouldingOrdersFlameClasses) {
  const std::string requirement = R"({
    "title": {"vi": "Vỏ bộ nguồn"}, "category": "injection_moulding",
    "criteria": [
      {"gate": true, "materials": {"materials": ["pcabs"]}},
      {"gate": true, "attribute": {"required": {"attribute": "clamp_tf",
          "number": 350}}},
      {"gate": true, "attribute": {"required": {"attribute": "shot_weight_g",
          "number": 420}}},
      {"gate": true, "attribute": {"required": {"attribute": "flame_class",
          "codes": {"values": ["V-1"]}}}},
      {"gate": true, "certificate": {"scheme": "rohs"}}]})";
  const auto supplier = [](const std::string& flame) {
    return R"({"name": "suppliers/ep-mau", "legalName": {"en": "Example"},
      "capabilities": [{"id": "moulding", "category": "injection_moulding",
        "materials": {"values": ["pcabs"]},
        "attributes": [
          {"attribute": "clamp_tf", "range": {"min": 80, "max": 450}},
          {"attribute": "shot_weight_g", "unit": "lb",
           "range": {"min": 0.1, "max": 2}},
          {"attribute": "flame_class", "codes": {"values": [")" +
           flame + R"("]}}]}],
      "certificates": [{"id": "a", "scheme": "rohs"}]})";
  };
  Match(requirement, supplier("v0"));
  EXPECT_EQ(standing(), Standing::kEligible);
  EXPECT_EQ(Reason("attribute.shot_weight_g"), "MET");  // 45.359 to 907.185 g
  EXPECT_EQ(Reason("certificate.rohs"), "CERTIFICATE_VALID");  // has no end
  Match(requirement, supplier("V-2"));
  EXPECT_EQ(standing(), Standing::kIneligible);
  EXPECT_EQ(Reason("attribute.flame_class"), "NOT_MET");
}

TEST_F(RealisticRequirementsTest, KnitFabricWeighsOuncesAndBlends) {
  const std::string requirement = R"({
    "title": {"vi": "Vải dệt kim thể thao"}, "category": "knit_fabric",
    "criteria": [
      {"gate": true, "processes": {"processes": ["knitting", "dyeing"]}},
      {"gate": true, "attribute": {"required": {"attribute": "composition",
          "composition": {"components": [
            {"code": "polyester", "percent": 88},
            {"code": "spandex", "percent": 12}]}}}},
      {"gate": true, "attribute": {"required": {"attribute": "weight_gsm",
          "range": {"min": 180, "max": 220}}}},
      {"attribute": {"required": {"attribute": "shrinkage_pct", "number": 3}}},
      {"gate": true, "certificate": {"scheme": "oekotex100", "level": "II"}}]})";
  const auto supplier = [](const std::string& polyester,
                           const std::string& spandex,
                           const std::string& level) {
    return R"({"name": "suppliers/det-mau", "legalName": {"en": "Example"},
      "capabilities": [{"id": "knit", "category": "knit_fabric",
        "processes": {"values": ["knitting", "dyeing"]},
        "attributes": [
          {"attribute": "composition", "composition": {"components": [
             {"code": "PES", "percent": )" +
           polyester + R"(}, {"code": "EL", "percent": )" + spandex + R"(}]}},
          {"attribute": "weight_gsm", "unit": "oz/yd2",
           "range": {"min": 4, "max": 12}},
          {"attribute": "shrinkage_pct", "number": 2.5}]}],
      "certificates": [{"id": "a", "scheme": "oekotex100", "level": ")" +
           level + R"(", "validTo": "2027-03-31"}]})";
  };
  Match(requirement, supplier("90", "10", "I"));  // 135.6 to 406.9 g/m2
  EXPECT_EQ(standing(), Standing::kEligible);
  Match(requirement, supplier("92", "8", "I"));
  EXPECT_EQ(Reason("attribute.composition"), "NOT_MET");
  Match(requirement, supplier("90", "10", "III"));
  EXPECT_EQ(Reason("certificate.oekotex100"), "CERTIFICATE_LEVEL_TOO_LOW");
}

TEST_F(RealisticRequirementsTest, YarnCountsInNeAndDenierMeetInTex) {
  const std::string requirement = R"({
    "title": {"en": "Combed cotton yarn"}, "category": "fibre_yarn",
    "criteria": [{"gate": true, "attribute": {"required": {
        "attribute": "count", "range": {"min": 30, "max": 40},
        "unit": "Ne"}}}]})";
  const auto supplier = [](const std::string& value) {
    return R"({"name": "suppliers/soi-mau", "legalName": {"en": "Example"},
      "capabilities": [{"id": "yarn", "category": "fibre_yarn",
        "attributes": [{"attribute": "count", )" +
           value + R"(}]}]})";
  };
  // Ne 30 to 40 is 19.683 to 14.763 tex, or 177 to 133 denier.
  Match(requirement, supplier(R"("unit": "denier",
                                 "range": {"min": 130, "max": 180})"));
  EXPECT_EQ(standing(), Standing::kEligible);
  Match(requirement, supplier(R"("unit": "denier",
                                 "range": {"min": 140, "max": 180})"));
  EXPECT_EQ(standing(), Standing::kIneligible);
  Match(requirement, supplier(R"("unit": "mm", "number": 3)"));
  EXPECT_EQ(standing(), Standing::kConditional);
  EXPECT_EQ(Reason("attribute.count"), "UNITS_DIFFER");
}

// The worked example of docs/scoring.md.
TEST_F(RealisticRequirementsTest, TheWorkedExampleHolds) {
  Match(R"({"title": {"en": "Shaft"}, "category": "cnc_machining",
    "criteria": [
      {"attribute": {"required": {"attribute": "tolerance_mm",
                                  "number": 0.02}}},
      {"gate": true, "certificate": {"scheme": "iso9001"}},
      {"monthlyVolume": {"quantity": {"value": 10000}}},
      {"languages": {"values": ["ja"]}}]})",
        R"({"name": "suppliers/vi-du", "legalName": {"en": "Example"},
    "capabilities": [{"id": "cnc", "category": "cnc_machining",
      "attributes": [{"attribute": "tolerance_mm", "number": 0.01}],
      "monthlyCapacity": {"value": 20000}, "committedPercent": 40}],
    "certificates": [{"id": "iatf", "scheme": "iatf16949",
      "validTo": "2027-12-31",
      "evidence": {"level": "EVIDENCE_LEVEL_DOCUMENTED"}}],
    "languages": {"values": ["vi", "en"]},
    "confirmedDate": "2026-08-15"})");
  const std::vector<std::pair<int, int>> contributions = {
      {2439, 2439}, {1463, 1463}, {2634, 2634},
      {1599, 1599}, {0, 488},     {732, 732}};
  ASSERT_EQ(match_.criteria.size(), contributions.size());
  for (size_t i = 0; i < contributions.size(); ++i) {
    EXPECT_EQ(match_.criteria[i].contribution, contributions[i].first) << i;
    EXPECT_EQ(match_.criteria[i].contribution_high, contributions[i].second)
        << i;
  }
  EXPECT_EQ(standing(), Standing::kEligible);
  EXPECT_EQ(match_.key.score, 8867);
  EXPECT_EQ(match_.key.score_high, 9355);
}

}  // namespace
}  // namespace ketnoi::server
