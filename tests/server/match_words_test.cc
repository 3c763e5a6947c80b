// The sentences of explanations name what they are about.

#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

class MatchWordsTest : public ServerTest {
 protected:
  MatchWordsTest() {
    CreateSupplier("steel", R"(
      legal_name { en: "Steel" }
      capabilities { id: "a" category: "stamping"
        materials { values: "dc01" values: "1.4301" values: "s45c" } }
      languages { values: "vi" values: "en" }
      certificates { id: "i" scheme: "iatf16949" valid_to: "2028-06-18" }
      certificates { id: "q" scheme: "iso9001" valid_to: "2027-04-12" })");
    CreateSupplier("class", R"(
      legal_name { en: "Class" }
      capabilities { id: "a" category: "stamping"
        materials { values: "cold_rolled_steel" values: "sus304" } }
      certificates { id: "q" scheme: "iso9001" valid_to: "2025-04-12" }
      certificates { id: "i" scheme: "iatf16949" valid_to: "2028-06-18" })");
    CreateSupplier("bolts", R"(
      legal_name { en: "Bolts" }
      capabilities { id: "a" category: "fasteners"
        attributes { attribute: "standard"
          codes { values: "DIN 931" values: "ISO 4762" values: "ISO 7089" } }
      })");
  }

  // What is said of the only criterion.
  v1::CriterionResult Explained(const std::string& supplier,
                                const std::string& category,
                                const std::string& criterion) {
    v1::ExplainMatchRequest request;
    request.set_supplier("suppliers/" + supplier);
    *request.mutable_inline_requirement() =
        Parse<v1::Requirement>(R"(title { en: "x" } category: ")" + category +
                               R"(" criteria { )" + criterion + " }");
    request.mutable_options()->set_as_of_date("2026-06-01");
    v1::ExplainMatchResponse response;
    grpc::ClientContext context;
    const auto status = matches_->ExplainMatch(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.result().criteria_size() < 2
               ? v1::CriterionResult()
               : response.result().criteria(1);
  }
};

TEST_F(MatchWordsTest, AskForTheItemsThatAreOpen) {
  const auto result = Explained("steel", "stamping",
                                R"(languages { values: "vi" values: "ja" })");
  EXPECT_EQ(result.message().en(),
            "Working languages: ja is not listed; the list may be incomplete, "
            "so ask.");
  EXPECT_EQ(result.message().vi(),
            "Ngôn ngữ làm việc: hồ sơ chưa nhắc đến ja; danh sách có thể chưa "
            "đầy đủ, cần hỏi.");
  EXPECT_EQ(result.required(), "vi + ja");
  EXPECT_EQ(result.offered(), "vi, en");
}

TEST_F(MatchWordsTest, NameTheItemsOfAChoiceThatAreHeld) {
  const auto result = Explained(
      "steel", "stamping",
      R"(languages { values: "ja" values: "en" match: LIST_MATCH_ANY_OF })");
  EXPECT_EQ(result.message().en(), "Working languages: en is listed.");
  EXPECT_EQ(result.message().vi(), "Ngôn ngữ làm việc: hồ sơ có en.");
  EXPECT_EQ(result.required(), "ja / en");
}

TEST_F(MatchWordsTest, NameTheEquivalentAndWhatItStandsInFor) {
  auto result = Explained("steel", "stamping", R"(
      materials { materials: "spcc" materials: "sus304" })");
  EXPECT_EQ(result.message().en(),
            "Materials: dc01 is listed, which is accepted as equivalent to "
            "spcc.");
  EXPECT_EQ(result.message().vi(),
            "Vật liệu: hồ sơ có dc01, được chấp nhận là tương đương với spcc.");
  EXPECT_EQ(result.required(), "spcc + sus304");
  EXPECT_EQ(result.offered(), "sus304, dc01, s45c");
  result = Explained("steel", "stamping", R"(
      materials { materials: "sus304" materials: "spcc"
                  acceptance: MATERIAL_ACCEPTANCE_SAME })");
  EXPECT_EQ(result.message().en(),
            "Materials: dc01 is listed, an equivalent of spcc, but only the "
            "named one is accepted; ask.");
}

TEST_F(MatchWordsTest, NameTheClassAndWhatItStandsInFor) {
  auto result = Explained("class", "stamping", R"(
      materials { materials: "sus304" materials: "spcc" })");
  EXPECT_EQ(result.message().en(),
            "Materials: only the class cold_rolled_steel is stated; ask "
            "whether it includes spcc.");
  EXPECT_EQ(result.message().vi(),
            "Vật liệu: hồ sơ chỉ ghi nhóm cold_rolled_steel; cần hỏi xem có "
            "gồm spcc không.");
  result = Explained("steel", "stamping", R"(
      materials { materials: "sus304" materials: "spce"
                  acceptance: MATERIAL_ACCEPTANCE_FAMILY })");
  EXPECT_EQ(result.message().en(),
            "Materials: dc01 is listed, of the same class as spce, which is "
            "accepted.");
}

TEST_F(MatchWordsTest, NameTheCodesThatAReasonIsAbout) {
  auto result = Explained("bolts", "fasteners", R"(
      attribute { required { attribute: "standard"
        codes { values: "ISO 4014" values: "ISO 4762" } } })");
  EXPECT_EQ(result.message().en(),
            "Product standard: DIN 931 is listed, which is accepted as "
            "equivalent to ISO 4014.");
  EXPECT_EQ(result.message().vi(),
            "Tiêu chuẩn: hồ sơ có DIN 931, được chấp nhận là tương đương với "
            "ISO 4014.");
  result = Explained("bolts", "fasteners", R"(
      attribute { required { attribute: "standard"
        codes { values: "ISO 4762" values: "ISO 4017" values: "ISO 4032" } }
      })");
  EXPECT_EQ(result.message().en(),
            "Product standard: ISO 4017 + ISO 4032 is not listed; the list may "
            "be incomplete, so ask.");
}

TEST_F(MatchWordsTest, NameTheCertificateThatDecided) {
  auto result = Explained("steel", "stamping", R"(
      certificate { scheme: "iso9001"
                    minimum_evidence: EVIDENCE_LEVEL_VERIFIED })");
  EXPECT_EQ(result.message().en(),
            "The certificate iatf16949 → 2028-06-18 is not backed as well as "
            "asked; ask for proof.");
  EXPECT_EQ(result.message().vi(),
            "Chứng nhận iatf16949 → 2028-06-18 chưa đủ minh chứng theo yêu "
            "cầu; cần xin bản chứng nhận.");
  EXPECT_EQ(result.offered(), "iatf16949 → 2028-06-18; iso9001 → 2027-04-12");
  result =
      Explained("steel", "stamping", R"(certificate { scheme: "iso9001" })");
  EXPECT_EQ(result.message().en(),
            "The certificate iso9001 is valid: iso9001 → 2027-04-12.");
  result =
      Explained("class", "stamping", R"(certificate { scheme: "iso9001" })");
  EXPECT_EQ(result.message().en(),
            "The certificate iatf16949 → 2028-06-18 is valid and covers "
            "iso9001.");
}

}  // namespace
}  // namespace ketnoi::server
