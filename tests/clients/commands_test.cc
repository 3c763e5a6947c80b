// Every other command against a service across a real connection.

#include "clients/cli/commands.h"

#include <algorithm>
#include <sstream>
#include <streambuf>

#include "clients/cli/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/command_line.h"
#include "tests/clients/fake_service.h"

namespace ketnoi::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kRequirement[] = "buyers/b/requirements/r";

TEST(RankTest, PrintsATable) {
  const FakeService service;
  const auto result = RunCommand({"rank", kRequirement}, service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(
      result.out,
      "buyers/b/requirements/r\n"
      "As of 2026-01-02 · criteria set ketnoi-2026.1 (hash 0123456789ab) · "
      "revision 00000000000000aa:7\n"
      "\n"
      "#  supplier  name                   composed  standing     "
      "     score %  best row\n"
      "1  s0001     Công ty Cơ khí Hà Nội  composed  conditional  "
      "50.00–100.00  press @ dong-anh\n"
      "2  s0002     Công ty Cơ khí Hà Nội  composed  conditional  "
      "50.00–100.00  press @ dong-anh\n"
      "3  s0003     Công ty Cơ khí Hà Nội  composed  conditional  "
      "50.00–100.00  press @ dong-anh\n"
      "\n"
      "eligible 0 · conditional 3 · ineligible 0 · outside the category "
      "1,234\n");
}

TEST(RankTest, FitsTheTerminalAndKeepsIds) {
  const FakeService service({.id_ending = "-hanoi-precision-stamping"});
  for (const char* language : {"vi", "en"}) {
    for (const size_t columns : {80U, 100U}) {
      const std::string width = std::to_string(columns);
      const auto rank =
          RunCommand({"rank", kRequirement, "--details", "--lang", language},
                     service.address(), width);
      EXPECT_LE(WidestLine(rank.out), columns) << rank.out;
      EXPECT_THAT(rank.out, HasSubstr("3  s0003-hanoi-precision-stamping"));
      const auto explain =
          RunCommand({"explain", "s1", kRequirement, "--lang", language},
                     service.address(), width);
      EXPECT_LE(WidestLine(explain.out), columns) << explain.out;
    }
  }
}

TEST(RankTest, SpeaksVietnameseWithDetails) {
  const FakeService service;
  const auto result = RunCommand(
      {"rank", kRequirement, "--lang", "vi", "--details", "--limit", "1"},
      service.address());
  EXPECT_THAT(result.out, HasSubstr("minh họa"));
  EXPECT_THAT(result.out, HasSubstr("có điều kiện"));
  EXPECT_THAT(result.out, HasSubstr("Nhóm sản phẩm"));
  EXPECT_THAT(result.out, HasSubstr("bắt buộc"));
  const auto request = service.last_rank();
  EXPECT_EQ(request.options().language_codes(0), "vi");
  EXPECT_FALSE(request.omit_criteria());
  EXPECT_EQ(request.page_size(), 1);
}

TEST(RankTest, PassesItsOptionsOn) {
  const FakeService service;
  const auto result =
      RunCommand({"rank", kRequirement, "--as-of", "2026-05-01", "--weights",
                  "place=0, certificate.iso9001=50", "--criteria-set", "x",
                  "--standing", "ineligible,eligible"},
                 service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  const auto request = service.last_rank();
  EXPECT_EQ(request.requirement(), kRequirement);
  EXPECT_EQ(request.options().as_of_date(), "2026-05-01");
  EXPECT_EQ(request.options().criteria_set(), "criteriaSets/x");
  EXPECT_EQ(request.options().weight_overrides().at("place"), 0);
  EXPECT_EQ(request.options().weight_overrides().at("certificate.iso9001"), 50);
  EXPECT_THAT(request.standings(), SizeIs(2));
  EXPECT_TRUE(request.omit_criteria());
}

TEST(RankTest, ReadsARequirementFromAFile) {
  const FakeService service;
  const TestFolder folder;
  const std::string file = folder.Write(
      "r.json", "{\n \"title\": {\"en\": \"Bracket\"},\n \"category\": \"x\"}");
  EXPECT_EQ(RunCommand({"rank", "--file", file}, service.address()).code, 0);
  EXPECT_EQ(service.last_rank().inline_requirement().title().en(), "Bracket");
  const std::string marked = folder.Write(
      "m.json", "\xEF\xBB\xBF{\"title\": {\"en\": \"Marked\"}}\r\n");
  EXPECT_EQ(RunCommand({"rank", "--file", marked}, service.address()).code, 0);
  EXPECT_EQ(service.last_rank().inline_requirement().title().en(), "Marked");
  const std::string wrong = folder.Write("w.json", "{\"titel\": {}}");
  const auto result = RunCommand({"rank", "--file", wrong}, service.address());
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr("titel"));
}

TEST(RankTest, ReadsSeveralPages) {
  const FakeService service({.ranked_suppliers = 2'500});
  const auto result =
      RunCommand({"rank", kRequirement, "--limit", "2100", "--output", "csv"},
                 service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 2'101);
  EXPECT_THAT(result.out, HasSubstr("\r\n2100,s2100,"));
}

TEST(RankTest, PrintsCsvAndJson) {
  const FakeService service;
  const auto csv = RunCommand(
      {"rank", kRequirement, "--output", "csv", "--limit", "1", "--details"},
      service.address());
  EXPECT_THAT(
      csv.out,
      HasSubstr(
          "1,s0001,Công ty Cơ khí Hà Nội,true,conditional,50.00,100.00,"
          "press,dong-anh,false,certificate.iso9001,true,unknown,50.00,0.00,"
          "50.00,ISO 9001,,CERTIFICATE_NOT_LISTED,ISO 9001 is not "
          "stated\r\n"));
  const auto json =
      RunCommand({"rank", kRequirement, "--output", "json"}, service.address());
  EXPECT_THAT(json.out, HasSubstr("\"scoreHigh\": 10000"));
  EXPECT_THAT(json.out, HasSubstr("\"composed\": true"));
}

TEST(RankTest, MarksAComposedRequirement) {
  const FakeService service({.composed_requirement = true});
  for (const std::vector<std::string>& line :
       std::vector<std::vector<std::string>>{{"rank", kRequirement},
                                             {"explain", "s1", kRequirement}}) {
    const auto with = [&](const std::string& output) {
      std::vector<std::string> words = line;
      words.insert(words.end(), {"--output", output});
      return RunCommand(words, service.address()).out;
    };
    EXPECT_THAT(with("csv"), HasSubstr(",requirement_composed"));
    EXPECT_THAT(with("csv"), HasSubstr(",press,dong-anh,true"));
    EXPECT_THAT(with("json"), HasSubstr("\"requirementComposed\": true"));
  }
  EXPECT_THAT(RunCommand({"rank", kRequirement}, service.address()).out,
              HasSubstr("buyers/b/requirements/r  [composed]\n"));
  const TestFolder folder;
  const std::string file =
      folder.Write("r.json", "{\"title\": {\"en\": \"Bracket\"}}");
  const auto explained =
      RunCommand({"explain", "s1", "--file", file}, service.address());
  EXPECT_THAT(explained.out, HasSubstr("\nBracket  [composed]\nAs of"));
}

TEST(RankTest, TakesTheFormOfNamesThatListsShow) {
  const FakeService service;
  EXPECT_EQ(RunCommand({"rank", "b/r"}, service.address()).code, 0);
  EXPECT_EQ(service.last_rank().requirement(), kRequirement);
  EXPECT_EQ(RunCommand({"explain", "s1", "b/r"}, service.address()).code, 0);
  EXPECT_EQ(service.last_explain().requirement(), kRequirement);
}

TEST(RankTest, UsageErrors) {
  for (const std::vector<std::string>& line :
       std::vector<std::vector<std::string>>{
           {"rank"},
           {"rank", "r"},
           {"rank", "suppliers/s1"},
           {"rank", kRequirement, "--file", "x.json"},
           {"rank", kRequirement, "--weights", "place"},
           {"rank", kRequirement, "--weights", "place=-1"},
           {"rank", kRequirement, "--weights", "place=1,place=2"},
           {"rank", kRequirement, "--standing", "elligible"},
           {"rank", kRequirement, "--limit", "0"},
           {"rank", kRequirement, "--timeout", "soon"},
           {"rank", kRequirement, "--output", "xml"},
           {"rank", kRequirement, "--lang", "ja"}}) {
    const auto result = RunCommand(line);
    EXPECT_EQ(result.code, 2) << result.err;
    EXPECT_THAT(result.err, HasSubstr("ketnoi: "));
  }
}

TEST(ExplainTest, PrintsABlockWithQuestions) {
  const FakeService service;
  const auto result =
      RunCommand({"explain", "s1", kRequirement}, service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(service.last_explain().supplier(), "suppliers/s1");
  EXPECT_EQ(
      result.out,
      "s1  Công ty Cơ khí Hà Nội  [composed]  ·  conditional  ·  50.00–100.00 "
      "%\n"
      "As of 2026-01-02 · criteria set ketnoi-2026.1 (hash 0123456789ab) · "
      "revision 00000000000000aa:7\n"
      "best row: press @ dong-anh\n"
      "This record is composed: made up for demonstrations.\n"
      "\n"
      "     criterion  gate  weight %        adds  required  offered\n"
      "  ✓  Category   gate     50.00       50.00  stamping  stamping\n"
      "  ?  ISO 9001   gate     50.00  0.00–50.00  ISO 9001  –\n"
      "     ISO 9001 is not stated\n"
      "\n"
      "Questions to ask the supplier:\n"
      "  - ISO 9001 is not stated\n");
}

TEST(ExplainTest, StaysReadableInVietnamese) {
  const FakeService service;
  const TestFolder folder;
  const std::string file = folder.Write(
      "r.jsonl",
      "{\"name\":\"buyers/b/requirements/r\",\"title\":{\"vi\":\"Giá đỡ dập "
      "nguội\"}}\n");
  ASSERT_EQ(
      RunCommand({"import", "requirements", file}, service.address()).code, 0);
  EXPECT_EQ(RunCommand({"explain", "s1", kRequirement, "--lang", "vi"},
                       service.address())
                .out,
            "s1  Công ty Cơ khí Hà Nội  [minh họa]  ·  có điều kiện  ·  "
            "50.00–100.00 %\n"
            "Giá đỡ dập nguội\n"
            "Ngày xét 2026-01-02 · bộ tiêu chí ketnoi-2026.1 (mã băm "
            "0123456789ab) · phiên bản dữ liệu\n00000000000000aa:7\n"
            "năng lực phù hợp nhất: press @ dong-anh\n"
            "Hồ sơ minh họa: được tạo ra để trình diễn, không có thật.\n"
            "\n"
            "     tiêu chí       bắt buộc  trọng số %    điểm góp  yêu cầu   "
            "đáp ứng\n"
            "  ✓  Nhóm sản phẩm  bắt buộc       50.00       50.00  stamping  "
            "stamping\n"
            "  ?  ISO 9001       bắt buộc       50.00  0.00–50.00  ISO 9001  "
            "–\n"
            "     Chưa nêu chứng nhận ISO 9001\n"
            "\n"
            "Câu hỏi cần hỏi nhà cung cấp:\n"
            "  - Chưa nêu chứng nhận ISO 9001\n");
}

TEST(ExplainTest, AsksNothingOutsideTheCategory) {
  const FakeService service({.outside_category = true});
  const auto result =
      RunCommand({"explain", "s1", kRequirement}, service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, Not(HasSubstr("Questions")));
}

TEST(ListTest, ReadsPagesAndMarksComposedRecords) {
  const FakeService service;
  const TestFolder folder;
  const std::string file = folder.Write(
      "s.jsonl",
      "{\"name\":\"suppliers/a\",\"legalName\":{\"vi\":\"Công ty A\"},"
      "\"composed\":true}\n"
      "{\"name\":\"suppliers/b\",\"legalName\":{\"en\":\"B Co\"}}\n"
      "{\"name\":\"suppliers/c\"}\n");
  ASSERT_EQ(RunCommand({"import", "suppliers", file}, service.address()).code,
            0);
  EXPECT_EQ(RunCommand({"list", "suppliers", "--all", "--page-size", "1"},
                       service.address())
                .out,
            "id  name       composed\n"
            "a   Công ty A  composed\n"
            "b   B Co\n"
            "c\n"
            "3 of 3\n");
  const auto limited =
      RunCommand({"list", "suppliers", "--limit", "2", "--output", "csv"},
                 service.address());
  EXPECT_EQ(limited.out,
            "name,legal_name,composed,tax_code,sites_province,"
            "capabilities_category,certificates_scheme,confirmed_date\r\n"
            "suppliers/a,Công ty A,true,,,,,\r\n"
            "suppliers/b,B Co,false,,,,,\r\n");
  EXPECT_THAT(
      RunCommand({"list", "suppliers", "--output", "json"}, service.address())
          .out,
      HasSubstr("\"totalSize\": 3"));
}

TEST(ListTest, FitsTheTerminalWithWholeIdsAndTitles) {
  const FakeService service;
  const TestFolder folder;
  const std::string file = folder.Write(
      "r.jsonl",
      "{\"name\":\"buyers/car-maker/requirements/seal\",\"title\":{\"en\":"
      "\"Rubber door seal\"},\"composed\":true,\"category\":\"rubber\"}\n"
      "{\"name\":\"buyers/panasonic-vietnam/requirements/key-high-value-parts-"
      "for-tvs-air-conditioners-2020\",\"title\":{\"en\":\"Key high-value "
      "parts for TVs\"},\"category\":\"electronics\"}\n");
  ASSERT_EQ(
      RunCommand({"import", "requirements", file}, service.address()).code, 0);
  EXPECT_EQ(
      RunCommand({"list", "requirements"}, service.address(), "80").out,
      "id                                       title             composed  "
      "category\n"
      "car-maker/seal                           Rubber door seal  composed  "
      "rubber\n"
      "panasonic-vietnam/key-high-value-parts-for-tvs-air-conditioners-2020\n"
      "                                         Key high-value              "
      "electronics\n"
      "                                         parts for TVs\n"
      "2 of 2\n");
}

TEST(ListTest, PrintsFieldViolations) {
  const FakeService service;
  const auto result = RunCommand({"list", "suppliers", "--filter", "broken"},
                                 service.address());
  EXPECT_EQ(result.code, 3);
  EXPECT_EQ(result.err,
            "ketnoi: INVALID_ARGUMENT (FIELD_VIOLATIONS): 1 field is wrong\n"
            "  filter: does not parse\n");
}

TEST(ListTest, UsageErrors) {
  EXPECT_EQ(RunCommand({"list", "supplier"}).code, 2);
  EXPECT_EQ(RunCommand({"list", "buyers", "--parent", "buyers/x"}).code, 2);
  EXPECT_EQ(RunCommand({"list", "buyers", "--all", "--limit", "5"}).code, 2);
  EXPECT_EQ(RunCommand({"list", "buyers", "--page-size", "1001"}).code, 2);
}

TEST(GetTest, PrintsFieldsInEveryForm) {
  const FakeService service;
  const TestFolder folder;
  const std::string file =
      folder.Write("s.jsonl", "{\"name\":\"suppliers/a\",\"composed\":true}\n");
  ASSERT_EQ(RunCommand({"import", "suppliers", file}, service.address()).code,
            0);
  EXPECT_EQ(RunCommand({"get", "suppliers/a"}, service.address()).out,
            "This record is composed: made up for demonstrations.\n\n"
            "field     value\n"
            "name      suppliers/a\n"
            "composed  true\n");
  EXPECT_EQ(
      RunCommand({"get", "suppliers/a", "--output", "csv"}, service.address())
          .out,
      "field,value\r\nname,suppliers/a\r\ncomposed,true\r\n");
  EXPECT_THAT(
      RunCommand({"get", "suppliers/a", "--output", "json"}, service.address())
          .out,
      HasSubstr("\"composed\": true"));
  const auto missing = RunCommand({"get", "suppliers/z"}, service.address());
  EXPECT_EQ(missing.code, 3);
  EXPECT_THAT(missing.err, HasSubstr("NOT_FOUND"));
  EXPECT_EQ(RunCommand({"get", "supplier/z"}).code, 2);
}

TEST(ReferenceTest, PrintsInTheAskedLanguage) {
  const FakeService service;
  EXPECT_EQ(RunCommand({"reference", "provinces"}, service.address()).out,
            "code  name   latitude\n"
            "01    Hanoi     21.03\n");
  EXPECT_THAT(
      RunCommand({"reference", "provinces", "--lang", "vi"}, service.address())
          .out,
      HasSubstr("Hà Nội"));
  EXPECT_EQ(RunCommand({"reference", "provinces", "--category", "x"}).code, 2);
  EXPECT_THAT(RunCommand({"reference", "province"}).err,
              HasSubstr("did you mean \"provinces\"?"));
}

TEST(DeleteTest, RefusesReferenceData) {
  EXPECT_EQ(RunCommand({"delete", "criteriaSets/x"}).code, 2);
  EXPECT_EQ(RunCommand({"delete", "nothing"}).code, 2);
}

TEST(HelpTest, ExplainsEveryCommand) {
  for (const cli::Command& each : cli::Commands()) {
    const std::string command(each.name);
    const auto result = RunCommand({"help", command, "--lang", "vi"}, "", "80");
    EXPECT_EQ(result.code, 0);
    EXPECT_THAT(result.out, HasSubstr("Ví dụ"));
    EXPECT_LE(WidestLine(result.out), 80U) << result.out;
    EXPECT_EQ(RunCommand({command, "--help"}).code, 0);
  }
  EXPECT_LE(WidestLine(RunCommand({"help"}, "", "80").out), 80U);
  EXPECT_EQ(RunCommand({}).code, 2);
  EXPECT_EQ(RunCommand({"--help"}).code, 0);
  EXPECT_EQ(RunCommand({"help", "rnak"}).code, 2);
  EXPECT_THAT(RunCommand({"version"}).out, HasSubstr("ketnoi "));
}

TEST(HelpTest, TellsWhatMergeReplacesAndWhatCanBeFilteredBy) {
  EXPECT_THAT(RunCommand({"help", "import"}, "", "400").out,
              HasSubstr("single values one by one, a list as a whole"));
  for (const char* language : {"en", "vi"}) {
    const auto result =
        RunCommand({"help", "list", "--lang", language}, "", "900");
    for (const char* fields :
         {" suppliers: category, province, certificate, process, material, "
          "ownership, composed, tax_code;",
          " requirements: category, state, composed, part_number, bom;",
          " buyers: country_code, province, industry, composed, tax_code;",
          " boms: composed."}) {
      EXPECT_THAT(result.out, HasSubstr(fields));
    }
  }
}

TEST(HelpTest, BreaksLongExamplesAsAShellTakesThem) {
  EXPECT_THAT(
      RunCommand({"help", "list"}, "", "60").out,
      HasSubstr("\n"
                "  ketnoi list suppliers --filter \\\n"
                "      'category = \"metal\" AND province = \"01\"' --all\n"));
}

// Takes nothing, as a full disk.
class FullBuffer : public std::streambuf {
  int overflow(int) override { return traits_type::eof(); }
};

TEST(OutputTest, IsNotDoneIfItCannotBeWritten) {
  const FakeService service;
  for (const std::vector<std::string>& line :
       std::vector<std::vector<std::string>>{
           {"rank", kRequirement, "--output", "csv"},
           {"list", "suppliers", "--output", "json"},
           {"help"}}) {
    FullBuffer full;
    std::ostream out(&full);
    std::ostringstream err;
    const cli::Surroundings surroundings{
        out, err, [&](const std::string& name) {
          return name == "KETNOI_ADDRESS" ? service.address() : std::string();
        }};
    EXPECT_EQ(cli::Run(line, surroundings), 3);
    EXPECT_THAT(err.str(), HasSubstr("could not be written"));
  }
}

TEST(TimeoutTest, ACallThatFindsNobodyEnds) {
  const auto result =
      RunCommand({"get", "suppliers/a", "--timeout", "500ms"}, "127.0.0.1:1");
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, Not(IsEmpty()));
}

}  // namespace
}  // namespace ketnoi::testing
