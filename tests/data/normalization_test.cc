// Every file is UTF-8 in normalization form C, so that equal texts are equal
// bytes.

#include <string>

#include "gtest/gtest.h"
#include "tests/data/message_files.h"
#include "unicode/normalizer2.h"
#include "unicode/unistr.h"

namespace ketnoi::data {
namespace {

class NormalizationTest : public testing::TestWithParam<const char*> {};

TEST_P(NormalizationTest, IsComposedUtf8) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  ASSERT_TRUE(U_SUCCESS(error));
  int line_number = 0;
  for (const std::string& line : ReadLines(DataPath(GetParam()))) {
    ++line_number;
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(line);
    std::string round_trip;
    text.toUTF8String(round_trip);
    EXPECT_EQ(round_trip, line) << "not UTF-8, line " << line_number;
    EXPECT_TRUE(nfc->isNormalized(text, error)) << "line " << line_number;
    EXPECT_EQ(line.find('\r'), std::string::npos) << "line " << line_number;
  }
  EXPECT_GT(line_number, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Files, NormalizationTest,
    testing::Values(
        "reference/assessment_schemes.jsonl",
        "reference/attribute_definitions.jsonl",
        "reference/attribute_rules.csv", "reference/categories.jsonl",
        "reference/certificate_schemes.jsonl", "reference/industries.jsonl",
        "reference/materials.jsonl", "reference/processes.jsonl",
        "reference/provinces.jsonl", "reference/reasons.jsonl",
        "reference/units.jsonl", "criteria/ketnoi-2026.1.json",
        "catalogue/real/buyers.jsonl", "catalogue/real/requirements.jsonl",
        "catalogue/real/suppliers.jsonl", "catalogue/composed/buyers.jsonl",
        "catalogue/composed/requirements.jsonl",
        "catalogue/composed/suppliers.jsonl"));

}  // namespace
}  // namespace ketnoi::data
