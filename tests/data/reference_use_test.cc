// The reference data as they are used: what people write is understood as they
// mean it, or refused, and never taken for something else.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/supplier.pb.h"
#include "matcher/model/attribute_value.h"
#include "server/normalize.h"
#include "server/reference_loader.h"
#include "server/validate.h"
#include "tests/data/message_files.h"

namespace ketnoi::data {
namespace {

using Number = model::StatedAttribute::Number;

class ReferenceUseTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = server::LoadReferenceData(KETNOI_DATA_DIR, "");
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    data_ = loaded->release();
  }
  static void TearDownTestSuite() { delete data_; }

  static const model::Reference& reference() { return data_->reference; }

  static model::AttributeId Attribute(const char* category, const char* name) {
    const auto found =
        reference().FindAttribute(reference().categories.Find(category), name);
    EXPECT_TRUE(found.stated()) << category << "." << name;
    return found;
  }

  // The value in the definition's unit ("441.3 tf", "0.25–2 oz_copper"),
  // "incomparable", or what is wrong with it.
  static std::string Understood(const char* category, const char* name,
                                Number number, const char* unit) {
    const model::AttributeId id = Attribute(category, name);
    std::vector<model::ValueProblem> problems;
    const auto value =
        model::Canonicalize(reference(), id, {number, unit}, problems);
    if (!problems.empty()) return problems[0].description;
    const auto* range = std::get_if<model::NumberRange>(&value.value);
    if (range == nullptr) return "incomparable";
    const auto& definition = reference().attributes[id.index()];
    std::string text = model::DecimalText(*range->min, definition.decimals);
    if (range->min != range->max) {
      text += "–" + model::DecimalText(*range->max, definition.decimals);
    }
    return text + " " + reference().units[definition.unit.index()].id;
  }
  static std::string Understood(const char* category, const char* name,
                                double number, const char* unit) {
    return Understood(category, name, Number{number, number}, unit);
  }

  static const server::ReferenceData* data_;
};

const server::ReferenceData* ReferenceUseTest::data_ = nullptr;

TEST_F(ReferenceUseTest, UnitsAreThoseOfTheAttributesDimension) {
  for (const char* ton : {"tấn", "T", "t", "ton", "tf", "TON"}) {
    EXPECT_EQ(Understood("injection_moulding", "clamp_tf", 450, ton), "450 tf")
        << ton;
  }
  EXPECT_EQ(Understood("injection_moulding", "shot_weight_g", 10, "oz"),
            "283.495 g");
  EXPECT_EQ(Understood("pcb", "copper_oz", 2, "oz"), "2 oz_copper");
  EXPECT_EQ(Understood("fibre_yarn", "count", 150, "D"), "16.667 tex");
  EXPECT_EQ(Understood("textile_accessories", "pull_strength_n", 9, "kg"),
            Understood("textile_accessories", "pull_strength_n", 9, "kgf"));
  // A mass stays one where goods are meant.
  const auto id = [](model::UnitId unit) {
    return unit.stated() ? reference().units[unit.index()].id : "none";
  };
  EXPECT_EQ(id(reference().FindUnit("tấn")), "t");
  EXPECT_EQ(id(reference().FindUnit("T")), "t");
  EXPECT_EQ(id(reference().FindUnit("ton")), "t");
  EXPECT_EQ(id(reference().FindUnit("oz")), "oz_mass");
  EXPECT_EQ(id(reference().FindUnit("kg")), "kg");
  EXPECT_EQ(id(reference().FindUnit("um")), "um");
}

TEST_F(ReferenceUseTest, CopperFoilsGoByTheirNominalThickness) {
  EXPECT_EQ(Understood("pcb", "copper_oz", 18, "um_copper"), "0.5 oz_copper");
  EXPECT_EQ(Understood("pcb", "copper_oz", 12, "µm"), "0.33 oz_copper");
  EXPECT_EQ(Understood("pcb", "copper_oz", Number{9, 70}, "um"),
            "0.25–2 oz_copper");
  EXPECT_EQ(Understood("pcb", "copper_oz", 0.5, ""), "0.5 oz_copper");
}

TEST_F(ReferenceUseTest, AValueThatCouldBeInSeveralUnitsStatesItsUnit) {
  const std::string refused = "must state its unit";
  EXPECT_NE(Understood("wire_harness", "awg", 18, "").find(refused),
            std::string::npos);
  EXPECT_NE(Understood("fibre_yarn", "count", 30, "").find(refused),
            std::string::npos);
  EXPECT_EQ(Understood("wire_harness", "awg", 18, "AWG"), "0.823 mm2");
  EXPECT_EQ(Understood("fibre_yarn", "count", 30, "Ne"), "19.683 tex");
}

TEST_F(ReferenceUseTest, WhatIsNotBelievableIsRefused) {
  EXPECT_NE(Understood("woven_fabric", "shrinkage_pct", -8, "%")
                .find("below the smallest believable value"),
            std::string::npos);
  const auto problems_of = [](double size, const char* unit) {
    std::vector<model::ValueProblem> problems;
    model::Canonicalize(reference(), Attribute("stamping", "part_size_mm"),
                        {std::vector<double>{300, size}, unit}, problems);
    return problems.size();
  };
  EXPECT_EQ(problems_of(200, "mm"), 0U);
  EXPECT_EQ(problems_of(200000, "mm"), 1U);
  EXPECT_EQ(problems_of(0.001, "mm"), 1U);
}

TEST_F(ReferenceUseTest, CodesAreNotTakenForOthers) {
  const auto code = [](const char* category, const char* name,
                       const char* text) {
    return reference().FindCode(Attribute(category, name), text);
  };
  EXPECT_EQ(code("fasteners", "thread", "M06"), "M06");
  EXPECT_EQ(code("fasteners", "thread", "m 2,5"), "M2.5");
  EXPECT_EQ(code("fasteners", "thread", "M25"), "M25");
  EXPECT_EQ(code("fasteners", "property_class", "88"), std::nullopt);
  EXPECT_EQ(code("hightech_materials", "purity", "99.9%"), "3N");
  EXPECT_EQ(code("hightech_materials", "purity", "999%"), std::nullopt);
  EXPECT_EQ(code("sensors", "output", "4–20mA"), "4-20 mA");
  EXPECT_EQ(code("injection_moulding", "flame_class", "V0"), "V-0");
  EXPECT_EQ(code("pcba", "cleanroom", "Class 1000"), "ISO 6");
}

// What a check of the record says, one a line.
std::string Violations(const model::Reference& reference,
                       const std::string& json) {
  auto supplier = ParseMessage<v1::Supplier>(json, "test");
  server::Normalize(reference, supplier);
  server::Violations violations;
  server::Validate(reference, supplier, violations);
  std::string text;
  for (const auto& violation : violations.kept()) {
    text += fmt::format("{}: {}\n", violation.field, violation.description);
  }
  return text;
}

TEST_F(ReferenceUseTest, ASupplierListsGradesOfSeveralStandards) {
  EXPECT_EQ(Violations(reference(), R"({"name": "suppliers/vi-du",
      "legalName": {"en": "Example"}, "capabilities": [{"id": "stamping",
        "category": "stamping", "materials": {"values": [
          "SPFC590", "HC340LA", "HCT590X", "SS400", "S235JR", "SUS304"]}}]})"),
            "");
}

TEST_F(ReferenceUseTest, ACertificateThatWasNotPassedIsRefused) {
  const auto with = [](const char* scheme, const char* level) {
    return Violations(reference(), fmt::format(R"({{"name": "suppliers/vi-du",
            "legalName": {{"en": "Example"}}, "certificates": [
              {{"id": "one", "scheme": "{}", "level": "{}"}}]}})",
                                               scheme, level));
  };
  EXPECT_EQ(with("bsci", "D"), "");
  EXPECT_NE(with("bsci", "E"), "");
  EXPECT_EQ(with("vda63", "B"), "");
  EXPECT_NE(with("vda63", "C"), "");
  EXPECT_EQ(with("AEC-Q200", "grade 4"), "");
  EXPECT_NE(with("AEC-Q101", "grade 1"), "");
  EXPECT_EQ(with("ISO 3834", "2"), "");
  EXPECT_NE(with("ISO 3834-2", ""), "");
}

}  // namespace
}  // namespace ketnoi::data
