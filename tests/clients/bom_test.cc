// Bills of materials on the command line: what their files hold, and what is
// printed of their rankings.

#include "clients/cli/bom_source.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "tests/clients/command_line.h"
#include "tests/clients/fake_service.h"

namespace ketnoi::cli {
namespace {

using ketnoi::testing::FakeService;
using ketnoi::testing::RunCommand;
using ketnoi::testing::TestFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kBom[] = "buyers/acme/boms/bike";

BomImport ImportOf(const std::vector<std::string>& mappings) {
  BomImport import;
  import.bom = kBom;
  for (const std::string& mapping : mappings) {
    EXPECT_TRUE(AddBomMapping(mapping, import).ok()) << mapping;
  }
  return import;
}

std::vector<ImportRow> Read(const std::string& path, FileFormat format,
                            BomImport import = ImportOf({})) {
  auto source = BomSource::Open(path, format, std::move(import),
                                Words(Language::kEnglish));
  EXPECT_TRUE(source.ok()) << std::string(source.status().message());
  std::vector<ImportRow> rows;
  if (!source.ok()) return rows;
  // Texts of origins are of the source, but the tests look at the messages.
  for (ImportRow row; (*source)->Next(row);) rows.push_back(std::move(row));
  return rows;
}

std::string OpenBomError(const std::string& path,
                         BomImport import = ImportOf({})) {
  return std::string(BomSource::Open(path, FileFormat::kCsv, std::move(import),
                                     Words(Language::kEnglish))
                         .status()
                         .message());
}

const v1::Requirement& LineOf(const ImportRow& row) {
  return static_cast<const v1::Requirement&>(*row.message);
}

void ExpectLine(const ImportRow& row, const std::string& expected) {
  EXPECT_THAT(row.problems, IsEmpty());
  ASSERT_NE(row.message, nullptr);
  v1::Requirement golden;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(expected, &golden));
  std::string difference;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  EXPECT_TRUE(differencer.Compare(golden, *row.message)) << difference;
}

constexpr char kGolden[] = R"(
  name: "buyers/acme/requirements/bike-00003"
  bom: "buyers/acme/boms/bike" bom_line: 3
  title { vi: "Trục" en: "Axle" } category: "cnc_machining"
  part_number: "A-1" plant_id: "main"
  criteria { gate: true processes { processes: "cnc_turning"
                                    processes: "boring" } }
  criteria { gate: true monthly_volume { quantity { value: 1.5 unit: "t" } } }
  criteria { gate: true order_quantity { quantity { value: 10 unit: "kg" } } }
  criteria { gate: true series_lead_time { max_days: 21 } }
  criteria { gate: true place { distance { max_km: 150 } } }
  criteria { gate: true certificate { scheme: "iso9001" } }
  criteria { gate: true certificate { scheme: "iso14001" } }
  criteria { gate: true attribute { required {
    attribute: "diameter_mm" range { min: 10 max: 20 } unit: "mm" } } }
  criteria { gate: true attribute { required {
    attribute: "size" dimensions { sizes: 30 sizes: 4 } } } }
  criteria { gate: true attribute { required {
    attribute: "tolerance_mm" number: 10 unit: "um" } } })";

TEST(BomSourceTest, ReadsALineOfCsvWithMappedColumns) {
  const TestFolder folder;
  const std::string path = folder.Write(
      "parts.csv",
      "\xEF\xBB\xBFPos.,Mã hàng,title_vi,title_en,category,Ghi chú,PROCESSES,"
      "monthly_quantity,order_quantity,order_unit,series_lead_days,max_km,"
      "certificates,attribute.diameter_mm,attribute.size,"
      "attribute.tolerance_mm,attribute.tolerance_mm.unit\r\n"
      "3,A-1,Trục,Axle,cnc_machining,ignored,cnc_turning; boring,1.5 t,10,kg,"
      "21,150,iso9001; iso14001,10..20 mm,30 x 4,10,um\r\n"
      ",,,,,,,,,,,,,,,,\r\n");
  BomImport import =
      ImportOf({"Pos.=line", "mã hàng = part_number", "Ghi chú="});
  import.plant_id = "main";
  const auto rows = Read(path, FileFormat::kCsv, import);
  ASSERT_THAT(rows, SizeIs(1));
  ExpectLine(rows[0], kGolden);
  EXPECT_EQ(rows[0].row, 2);
}

TEST(BomSourceTest, ReadsTheSameOfJsonLines) {
  const TestFolder folder;
  const std::string path = folder.Write(
      "parts.jsonl",
      R"({"pos": 3, "part_number": "A-1", "title_vi": "Trục", )"
      R"("title_en": "Axle", "category": "cnc_machining", "note": null, )"
      R"("processes": ["cnc_turning", "boring"], "monthly_quantity": 1.5, )"
      R"("monthly_unit": "t", "order_quantity": "10 kg", )"
      R"("series_lead_days": 21, "max_km": 150, )"
      R"("certificates": "iso9001; iso14001", )"
      R"("attribute.diameter_mm": "10..20 mm", "attribute.size": "30 x 4", )"
      R"("attribute.tolerance_mm": 10, "attribute.tolerance_mm.unit": "um"})"
      "\n");
  BomImport import = ImportOf({"pos=line", "note="});
  import.plant_id = "main";
  const auto rows = Read(path, FileFormat::kJsonLines, import);
  ASSERT_THAT(rows, SizeIs(1));
  ExpectLine(rows[0], kGolden);
}

TEST(BomSourceTest, KeepsRepeatedLinesAndNumbersThoseWithoutAPlace) {
  const TestFolder folder;
  const std::string path = folder.Write("parts.csv",
                                        "line,part_number,category\n"
                                        "7,A,stamping\n"
                                        "7,A,stamping\n"
                                        ",A,stamping\n"
                                        "7,B,stamping\n");
  for (int run = 0; run < 2; ++run) {
    const auto rows = Read(path, FileFormat::kCsv);
    ASSERT_THAT(rows, SizeIs(4));
    const char* const ids[] = {"bike-00007", "bike-00007-2", "bike-00003",
                               "bike-00007-3"};
    for (size_t i = 0; i < 4; ++i) {
      EXPECT_EQ(rows[i].id, ids[i]);
      EXPECT_EQ(LineOf(rows[i]).bom_line(), i == 2 ? 3 : 7);
      EXPECT_EQ(LineOf(rows[i]).title().en(), i == 3 ? "B" : "A");
    }
  }
  BomImport nameless = ImportOf({});
  nameless.names_bom = false;
  nameless.composed = true;
  const auto rows = Read(path, FileFormat::kCsv, nameless);
  EXPECT_EQ(LineOf(rows[0]).bom(), "");
  EXPECT_EQ(LineOf(rows[0]).bom_line(), 0);
  EXPECT_TRUE(LineOf(rows[0]).composed());
}

// "field=value: reason" of a row's problems.
std::vector<std::string> ProblemsOf(const ImportRow& row) {
  std::vector<std::string> texts;
  for (const Problem& problem : row.problems) {
    texts.push_back(problem.field + "=" + problem.value + ": " +
                    problem.reason);
  }
  return texts;
}

TEST(BomSourceTest, SaysWhichCellIsWrong) {
  const TestFolder folder;
  const std::string path = folder.Write(
      "parts.csv",
      "No,Part,category,monthly_quantity,series_lead_days,attribute.t\n"
      "1,,stamping,,,\n"
      "2,A,,,,\n"
      "x,A,stamping,,,\n"
      "0,A,stamping,,,\n"
      "5,A,stamping,\"1,200\",soon,\"0,5\"\n"
      "6,A,stamping\n"
      "7,A,stamping,9 parsecs,,\n");
  const auto rows =
      Read(path, FileFormat::kCsv, ImportOf({"No=line", "Part=part_number"}));
  ASSERT_THAT(rows, SizeIs(7));
  EXPECT_EQ(ProblemsOf(rows[0]),
            std::vector<std::string>{
                "part_number=: neither a part number nor a title is stated"});
  EXPECT_THAT(ProblemsOf(rows[1]), SizeIs(1));
  EXPECT_THAT(ProblemsOf(rows[1])[0], HasSubstr("category=: "));
  EXPECT_EQ(ProblemsOf(rows[2]),
            std::vector<std::string>{"No=x: is not a whole number from 1 on"});
  EXPECT_EQ(ProblemsOf(rows[3]),
            std::vector<std::string>{"No=0: is not a whole number from 1 on"});
  EXPECT_THAT(ProblemsOf(rows[4]), SizeIs(3));
  EXPECT_THAT(ProblemsOf(rows[5])[0], HasSubstr("3"));
  // Whether there is such a unit the service knows; the cell is told there.
  EXPECT_THAT(ProblemsOf(rows[6]), IsEmpty());
  EXPECT_EQ(LineOf(rows[6]).criteria(0).monthly_volume().quantity().unit(),
            "parsecs");
}

TEST(BomSourceTest, SaysWhatIsWrongWithAnObject) {
  const TestFolder folder;
  const std::string path =
      folder.Write("parts.jsonl",
                   "{\"part_number\": {\"a\": 1}, \"colour\": \"red\"}\n"
                   "[1]\n"
                   "{\"part_number\": \"A\", \"category\": \"stamping\"}\n");
  const auto rows = Read(path, FileFormat::kJsonLines);
  ASSERT_THAT(rows, SizeIs(3));
  ASSERT_THAT(ProblemsOf(rows[0]), SizeIs(2));
  EXPECT_THAT(ProblemsOf(rows[0])[0], HasSubstr("colour=: unknown column"));
  EXPECT_THAT(ProblemsOf(rows[0])[1], HasSubstr("part_number=: is an object"));
  EXPECT_THAT(ProblemsOf(rows[1]), SizeIs(1));
  EXPECT_EQ(rows[2].id, "bike-00003");
}

TEST(BomSourceTest, RefusesAHeaderThatItDoesNotUnderstand) {
  const TestFolder folder;
  const std::string unknown =
      folder.Write("a.csv", "part_number,categry\nA,stamping\n");
  EXPECT_THAT(OpenBomError(unknown),
              AllOf(HasSubstr("row 1, column 2: unknown column \"categry\""),
                    HasSubstr("did you mean \"category\"?"),
                    HasSubstr("--map \"categry=\"")));
  const std::string twice =
      folder.Write("b.csv", "part_number,Item,category\nA,A,stamping\n");
  EXPECT_THAT(OpenBomError(twice, ImportOf({"Item=part_number"})),
              HasSubstr("column 2: a column before is \"part_number\" too"));
  EXPECT_THAT(OpenBomError(twice, ImportOf({"Item=", "Itm=line"})),
              HasSubstr("there is no column \"itm\""));
  EXPECT_THAT(OpenBomError(folder.Write("c.csv", "")), HasSubstr("empty"));
  BomImport import;
  for (const char* mapping : {"x", "=line", "a=lines", "b=attribute."}) {
    EXPECT_FALSE(AddBomMapping(mapping, import).ok()) << mapping;
  }
  EXPECT_TRUE(AddBomMapping("a=attribute.x", import).ok());
  EXPECT_FALSE(AddBomMapping("A=line", import).ok());
}

TEST(ImportBomTest, MakesTheBillAndSendsItsLines) {
  const FakeService service;
  const TestFolder folder;
  const std::string path = folder.Write(
      "parts.csv", "Item,category,Kind\nA,stamping,x\nB,nonsense,y\n");
  const std::vector<std::string> command = {
      "import",           "bom",        path, "--bom", "acme/bike", "--map",
      "Item=part_number", "--map=Kind="};
  auto dry = command;
  dry.push_back("--dry-run");
  auto result = RunCommand(dry, service.address());
  EXPECT_EQ(result.code, 1) << result.err;
  EXPECT_THAT(service.boms(), IsEmpty());
  EXPECT_THAT(service.requirements(), IsEmpty());

  result = RunCommand(command, service.address());
  EXPECT_EQ(result.code, 1) << result.err;
  EXPECT_THAT(result.err, AllOf(HasSubstr("bike-00002"), HasSubstr("nonsense"),
                                HasSubstr("category")));
  ASSERT_THAT(service.boms(), SizeIs(1));
  EXPECT_EQ(service.boms()[0].name(), kBom);
  EXPECT_EQ(service.boms()[0].title().en(), "bike");
  ASSERT_THAT(service.requirements(), SizeIs(1));
  EXPECT_EQ(service.requirements()[0].bom(), kBom);

  auto titled = command;
  titled.insert(titled.end(), {"--title", "Xe đạp", "--lang", "vi"});
  result = RunCommand(titled, service.address());
  EXPECT_EQ(result.code, 1) << result.err;
  EXPECT_EQ(service.boms()[0].title().en(), "bike");
  EXPECT_EQ(service.boms()[0].title().vi(), "Xe đạp");
  EXPECT_THAT(service.requirements(), SizeIs(1));
}

TEST(ImportBomTest, RefusesACommandLineBeforeItWritesAnything) {
  const FakeService service;
  const TestFolder folder;
  const std::string path =
      folder.Write("parts.csv", "Item,category\nA,stamping\n");
  const std::vector<std::vector<std::string>> commands = {
      {"import", "bom", path},
      {"import", "bom", path, path, "--bom", "acme/bike"},
      {"import", "bom", path, "--bom", "acme"},
      {"import", "bom", path, "--bom", "acme/" + std::string(60, 'a')},
      {"import", "bom", path, "--bom", "acme/bike"},  // the column Item
      {"import", "bom", path, "--bom", "acme/bike", "--map", "Item"},
      {"import", "bom", folder.Path("none.csv"), "--bom", "acme/bike"},
      {"import", "requirements", path, "--plant", "hanoi"},
      {"delete", "acme/part", "--force"},
      {"bom", "plan-b", "acme/bike"},
      {"bom", "rank", "acme/bike", "--sources", "2"},
      {"bom", "plan", "acme/bike", "--limit", "2"},
      {"bom", "plan", "acme/bike", "--sources", "17"},
      {"bom", "plan", "acme/bike", "--line-sources", "r1"},
      {"bom", "plan", "acme/bike", "--line-sources", "r1=17"},
      {"bom", "plan", "acme/bike", "--share", "101"},
      {"bom", "rank", "suppliers/acme/x"},
      {"bom", "rank", "acme/bike", "--limit", "101"}};
  for (const auto& command : commands) {
    EXPECT_EQ(RunCommand(command, service.address()).code, 2)
        << ::testing::PrintToString(command);
  }
  EXPECT_THAT(service.boms(), IsEmpty());
}

TEST(RankBomTest, PrintsATableOfLines) {
  const FakeService service;
  const auto result =
      RunCommand({"bom", "rank", "acme/bike"}, service.address());
  EXPECT_EQ(result.code, 1) << result.err;  // One line is not ranked.
  EXPECT_THAT(result.out, HasSubstr("Bicycle  [composed]\n"));
  EXPECT_THAT(result.out, HasSubstr("buyers/acme/boms/bike\n"));
  EXPECT_THAT(result.out, HasSubstr("s0001 50.00–100.00 [composed]"));
  EXPECT_THAT(result.out, HasSubstr("no such plant"));
  EXPECT_THAT(result.out,
              HasSubstr("3 lines: 1 with an eligible supplier · 1 with "
                        "conditional ones at best · 0 with none · 1 not "
                        "ranked"));
  EXPECT_LE(ketnoi::testing::WidestLine(result.out), 100U);
  const auto request = service.last_rank_bom();
  EXPECT_EQ(request.bom(), kBom);
  EXPECT_EQ(request.page_size(), 5);
  EXPECT_TRUE(request.omit_criteria());
  EXPECT_THAT(
      RunCommand({"bom", "rank", kBom, "--lang", "vi"}, service.address()).out,
      HasSubstr("3 dòng: 1 có nhà cung cấp đạt"));
}

TEST(RankBomTest, PrintsJsonAndCsvLineByLine) {
  const FakeService service;
  const auto json =
      RunCommand({"bom", "rank", kBom, "--output", "json"}, service.address());
  EXPECT_EQ(std::count(json.out.begin(), json.out.end(), '\n'), 4);
  EXPECT_THAT(json.out, HasSubstr("\"start\":"));
  EXPECT_FALSE(service.last_rank_bom().omit_criteria());
  const auto csv =
      RunCommand({"bom", "rank", kBom, "--output", "csv", "--standing",
                  "eligible", "--limit", "2", "--as-of", "2026-05-01"},
                 service.address());
  EXPECT_EQ(csv.out,
            "bom_line,requirement,part_number,title,requirement_composed,"
            "eligible,conditional,ineligible,outside_category,rank,supplier,"
            "supplier_name,composed,standing,score,score_high,error\r\n"
            "1,buyers/acme/requirements/r1,P-1,Part 1,true,4,2,1,9,1,s0001,"
            "Công ty Cơ khí Hà Nội,true,conditional,50.00,100.00,\r\n"
            "2,buyers/acme/requirements/r2,P-2,Part 2,true,0,2,1,9,1,s0001,"
            "Công ty Cơ khí Hà Nội,true,conditional,50.00,100.00,\r\n"
            "3,buyers/acme/requirements/r3,P-3,Part 3,true,,,,,,,,,,,,no such "
            "plant\r\n");
  const auto request = service.last_rank_bom();
  EXPECT_EQ(request.page_size(), 2);
  EXPECT_EQ(request.standings(0), v1::STANDING_ELIGIBLE);
  EXPECT_EQ(request.options().as_of_date(), "2026-05-01");
}

TEST(RankBomTest, SaysWhatTheServiceRefuses) {
  const FakeService service;
  const auto none = RunCommand({"bom", "rank", "acme/none"}, service.address());
  EXPECT_EQ(none.code, 3);
  EXPECT_THAT(none.err, HasSubstr("NOT_FOUND"));
  // The service falls silent after its first answer.
  const auto silent = RunCommand(
      {"bom", "rank", "acme/silent", "--timeout", "200ms"}, service.address());
  EXPECT_EQ(silent.code, 3);
  EXPECT_THAT(silent.err, HasSubstr("no answer came for 200 ms"));
}

TEST(PlanBomTest, PrintsWhoMakesWhichLine) {
  const FakeService service;
  const auto result = RunCommand(
      {"bom", "plan", "acme/bike", "--sources", "2", "--line-sources", "r1=3",
       "--line-sources", "buyers/acme/requirements/r2=1", "--share", "12.5",
       "--most-lines", "4", "--eligible-only"},
      service.address());
  EXPECT_EQ(result.code, 1) << result.err;  // One line is not ranked.
  for (const char* text :
       {"buyers/acme/boms/bike\n", "s0001 50.00–100.00 [composed] ?; s0002",
        "0/2: no candidate: 0 of 12 suppliers in the category get past all "
        "gates: certificate.iso9001",
        "0/2: no such plant", "press: 2,500 pcs / 4000.5 pcs",
        "3 lines: 1 with all their sources · 0 with some of them · 2 without "
        "any · 1 not ranked",
        "Suppliers used: 2; sources: 2.", "Conditional sources (?): 2.",
        "No plan has more than 2 complete lines"}) {
    EXPECT_THAT(result.out, HasSubstr(text));
  }
  EXPECT_LE(ketnoi::testing::WidestLine(result.out), 100U);
  const v1::PlanBomRequest request = service.last_plan_bom();
  EXPECT_EQ(request.sources(), 2);
  ASSERT_EQ(request.line_sources_size(), 2);
  EXPECT_EQ(request.line_sources(0).requirement(),
            "buyers/acme/requirements/r1");
  EXPECT_EQ(request.line_sources(0).sources(), 3);
  EXPECT_EQ(request.line_sources(1).sources(), 1);
  EXPECT_EQ(request.most_share_basis_points(), 1250);
  EXPECT_EQ(request.most_lines(), 4);
  EXPECT_TRUE(request.eligible_only());
  EXPECT_TRUE(request.omit_criteria());
  EXPECT_THAT(
      RunCommand({"bom", "plan", kBom, "--lang", "vi"}, service.address()).out,
      HasSubstr("3 dòng: 1 đủ nguồn cung cấp"));
}

TEST(PlanBomTest, PrintsJsonAndCsv) {
  const FakeService service;
  const auto json =
      RunCommand({"bom", "plan", kBom, "--output", "json"}, service.address());
  EXPECT_EQ(std::count(json.out.begin(), json.out.end(), '\n'), 6);
  EXPECT_FALSE(service.last_plan_bom().omit_criteria());
  const auto csv =
      RunCommand({"bom", "plan", kBom, "--output", "csv"}, service.address());
  EXPECT_THAT(
      csv.out,
      HasSubstr("\r\n1,buyers/acme/requirements/r1,P-1,Part 1,false,2,2,s0002,"
                "Công ty Cơ khí Hà Nội,true,conditional,50.00,100.00,press,"
                "2500,pcs,true,,\r\n2,buyers/acme/requirements/r2,P-2,Part 2,"
                "false,2,0,,,,,,,,,,,NO_CANDIDATES,"));
  EXPECT_THAT(csv.out, HasSubstr(",NOT_RANKED,no such plant\r\n"));
  EXPECT_EQ(RunCommand({"bom", "plan", "acme/none"}, service.address()).code,
            3);
}

}  // namespace
}  // namespace ketnoi::cli
