// `ketnoi import` against a service across a real connection.

#include <filesystem>

#include "fmt/format.h"
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

TEST(ImportTest, ImportsJsonLinesAndCountsWhatBecameOfThem) {
  const FakeService service;
  const TestFolder folder;
  const std::string file =
      folder.Write("s.jsonl",
                   "{\"name\":\"suppliers/a\",\"legalName\":{\"vi\":\"A\"}}\n"
                   "{\"name\":\"suppliers/b\",\"composed\":true}\n");
  const auto first =
      RunCommand({"import", "suppliers", file}, service.address());
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(first.out,
            "created  updated  unchanged  rejected\n"
            "      2        0          0         0\n");
  EXPECT_THAT(first.err, IsEmpty());
  ASSERT_THAT(service.suppliers(), SizeIs(2));
  EXPECT_EQ(service.suppliers()[0].legal_name().vi(), "A");

  folder.Write("s.jsonl",
               "{\"name\":\"suppliers/a\",\"legalName\":{\"vi\":\"A2\"}}\n"
               "{\"name\":\"suppliers/b\",\"composed\":true}\n");
  const auto second = RunCommand(
      {"import", "suppliers", file, "--output", "csv"}, service.address());
  EXPECT_EQ(second.out,
            "created,updated,unchanged,rejected,dry_run\r\n0,1,1,0,false\r\n");
}

TEST(ImportTest, ABadRowDoesNotStopTheGoodOnes) {
  const FakeService service;
  const TestFolder folder;
  const std::string file =
      folder.Write("s.jsonl",
                   "{\"name\":\"suppliers/a\"}\n"
                   "{\"name\":\"suppliers/b\",\"nmae\":1}\n"
                   "{\"name\":\"suppliers/c\",\"capabilities\":[{\"id\":\"x\","
                   "\"category\":\"nonsense\"}]}\n"
                   "not json\n"
                   "{\"name\":\"suppliers/d\"}\n");
  const auto result = RunCommand(
      {"import", "suppliers", file, "--errors", folder.Path("errors.csv")},
      service.address());
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(service.suppliers(), SizeIs(2));
  EXPECT_THAT(result.out, HasSubstr("      2        0          0         3"));
  EXPECT_THAT(result.err, HasSubstr("nmae"));
  const std::string errors = ReadFile(folder.Path("errors.csv"));
  EXPECT_THAT(errors, HasSubstr("file,row,id,field,value,reason\r\n"));
  EXPECT_THAT(errors,
              HasSubstr(file + ",3,suppliers/c,capabilities[0].category,"
                               "nonsense,is not a category\r\n"));
  EXPECT_LT(errors.find(",2,"), errors.find(",3,"));
  EXPECT_LT(errors.find(",3,"), errors.find(",4,"));
}

TEST(ImportTest, ANarrowTerminalShowsTheWholeFieldAndNoFile) {
  const FakeService service;
  const TestFolder folder;
  const std::string file =
      folder.Write("suppliers-of-the-north.jsonl",
                   "{\"name\":\"suppliers/c\",\"capabilities\":[{\"id\":\"x\","
                   "\"category\":\"nonsense\"}]}\n");
  const std::vector<std::string> line = {"import", "suppliers", file};
  const auto wide = RunCommand(line, service.address(), "110");
  EXPECT_THAT(wide.err, HasSubstr("\nsuppliers-of-the-north.jsonl    1  "));
  const auto narrow = RunCommand(line, service.address(), "70");
  EXPECT_THAT(narrow.err, HasSubstr("  capabilities[0].category  nonsense"));
  EXPECT_THAT(narrow.err, Not(HasSubstr("suppliers-of")));
  EXPECT_LE(WidestLine(narrow.err), 70U) << narrow.err;
}

TEST(ImportTest, ErrorsOfJoinedFilesNameTheirRow) {
  const FakeService service;
  const TestFolder folder;
  folder.Write("suppliers.csv", "id,legal_name_vi\na,A\nb,B\n");
  folder.Write("capabilities.csv",
               "supplier_id,id,category\nb,x,stamping\na,y,nonsense\n");
  const auto result = RunCommand({"import", "suppliers", folder.path(),
                                  "--errors", folder.Path("errors.jsonl")},
                                 service.address());
  EXPECT_EQ(result.code, 1);
  ASSERT_THAT(service.suppliers(), SizeIs(1));
  EXPECT_EQ(service.suppliers()[0].name(), "suppliers/b");
  EXPECT_EQ(ReadFile(folder.Path("errors.jsonl")),
            fmt::format("{{\"file\":\"{}\",\"row\":3,\"id\":\"a\",\"field\":"
                        "\"category\",\"value\":\"nonsense\",\"reason\":\"is "
                        "not a category\"}}\n",
                        folder.Path("capabilities.csv")));
}

// A supplier with a row of each of four files, and one of its attributes.
void WriteASupplier(const TestFolder& folder) {
  folder.Write("suppliers.csv",
               "id,legal_name_vi,export_share_percent\nhanoi-press,,120\n");
  folder.Write("sites.csv", "supplier_id,id\nhanoi-press,Đông Anh\n");
  folder.Write("capabilities.csv",
               "supplier_id,id,processes,monthly_capacity\n"
               "hanoi-press,press,blanking; bendng,-5.0\n");
  folder.Write("capability_attributes.csv",
               "supplier_id,capability_id,attribute,value,unit\n"
               "hanoi-press,press,tolerance_mm,,mm\n"
               "hanoi-press,press,thickness_mm,3..0.50,mm\n");
}

TEST(ImportTest, ErrorsOfCsvFilesNameTheColumnAndShowTheCell) {
  const FakeService service(
      {.refused_fields = {"supplier.name", "supplier.legal_name",
                          "supplier.track_record.export_share_percent",
                          "supplier.sites[0].id",
                          "supplier.capabilities[0].processes.values[1]",
                          "supplier.capabilities[0].monthly_capacity.value",
                          "supplier.capabilities[0].attributes[0].range.min",
                          "supplier.capabilities[0].attributes[0].unit",
                          "supplier.capabilities[0].attributes[0]",
                          "supplier.capabilities[0].attributes"}});
  const TestFolder folder;
  WriteASupplier(folder);
  const std::string errors = folder.Path("errors.csv");
  const auto result =
      RunCommand({"import", "suppliers", folder.path(), "--errors", errors},
                 service.address());
  EXPECT_EQ(result.code, 1);
  std::string expected = "file,row,id,field,value,reason\r\n";
  const auto expect = [&](const char* file, const char* rest) {
    expected += fmt::format("{},{},is wrong\r\n", folder.Path(file), rest);
  };
  expect("suppliers.csv", "2,hanoi-press,id,hanoi-press");
  expect("suppliers.csv", "2,hanoi-press,legal_name_vi,");
  expect("suppliers.csv", "2,hanoi-press,export_share_percent,120");
  expect("sites.csv", "2,hanoi-press,id,Đông Anh");
  expect("capabilities.csv", "2,hanoi-press,processes,blanking; bendng");
  expect("capabilities.csv", "2,hanoi-press,monthly_capacity,-5.0");
  expect("capability_attributes.csv", "3,hanoi-press,value,3..0.50");
  expect("capability_attributes.csv", "3,hanoi-press,unit,mm");
  expect("capability_attributes.csv", "3,hanoi-press,value,3..0.50");
  expect("capabilities.csv", "2,hanoi-press,attributes,");
  EXPECT_EQ(ReadFile(errors), expected);
}

TEST(ImportTest, ErrorsOfCriteriaNameTheColumnOfTheirKind) {
  const FakeService service(
      {.refused_fields = {
           "requirement.criteria[0].attribute.required",
           "requirement.criteria[0].attribute.required.number",
           "requirement.criteria[0].attribute.required.unit",
           "requirement.criteria[1].payment_term.term_days",
           "requirement.criteria[2].assessment", "requirement.criteria[2].key",
           "requirement.criteria[3].category", "requirement.criteria[3]"}});
  const TestFolder folder;
  folder.Write("requirements.csv", "buyer_id,id\nb,r\n");
  folder.Write("criteria.csv",
               "buyer_id,requirement_id,kind,attribute,value,unit,scheme\n"
               "b,r,attribute,tolerance_mm,0.050,mm,\nb,r,payment_term,,,,\n"
               "b,r,assessment,,,,qd1358\nb,r,category,,,,\n");
  const std::string errors = folder.Path("errors.csv");
  const auto result =
      RunCommand({"import", "requirements", folder.path(), "--errors", errors},
                 service.address());
  EXPECT_EQ(result.code, 1);
  std::string expected = "file,row,id,field,value,reason\r\n";
  for (const char* row :
       {"2,b/r,value,0.050", "2,b/r,value,0.050", "2,b/r,unit,mm",
        "3,b/r,term_days,", "4,b/r,level,", "4,b/r,key,", "5,b/r,kind,category",
        "5,b/r,kind,category"}) {
    expected +=
        fmt::format("{},{},is wrong\r\n", folder.Path("criteria.csv"), row);
  }
  EXPECT_EQ(ReadFile(errors), expected);
}

TEST(ImportTest, ProblemsOfSeveralFilesShowTheFile) {
  const FakeService service(
      {.refused_fields = {"supplier.legal_name", "supplier.sites[0].id",
                          "supplier.track_record.export_share_percent",
                          "supplier.capabilities[0].processes.values[1]",
                          "supplier.capabilities[0].attributes[0].range.min"}});
  const TestFolder folder;
  WriteASupplier(folder);
  for (const char* columns : {"100", "80"}) {
    const auto result = RunCommand({"import", "suppliers", folder.path()},
                                   service.address(), columns);
    for (const char* line :
         {"\nsuppliers.csv", "\nsites.csv", "\ncapabilit", "\ncapability_"}) {
      EXPECT_THAT(result.err, HasSubstr(line));
    }
    EXPECT_LE(WidestLine(result.err), std::stoul(columns)) << result.err;
  }
}

TEST(ImportTest, TheErrorsFileIsUtf8WhateverTheRecordsAre) {
  const FakeService service;
  const TestFolder folder;
  const std::string file =
      folder.Write("suppliers.csv", "id,employee_count\nc\xF4ng,1\n");
  for (const char* name : {"errors.jsonl", "errors.csv"}) {
    const auto result =
        RunCommand({"import", "suppliers", file, "--errors", folder.Path(name)},
                   service.address());
    EXPECT_EQ(result.code, 1);
    EXPECT_THAT(ReadFile(folder.Path(name)), HasSubstr("c\uFFFDng"));
    EXPECT_THAT(ReadFile(folder.Path(name)), Not(HasSubstr("\xF4")));
  }
}

TEST(ImportTest, AnErrorsFileThatCannotBeCompletedIsNoUsageError) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP();
  const FakeService service;
  const TestFolder folder;
  const std::string file =
      folder.Write("s.jsonl", "{\"name\":\"suppliers/a\"}\nwrong\n");
  const auto result =
      RunCommand({"import", "suppliers", file, "--errors", "/dev/full"},
                 service.address());
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, HasSubstr("/dev/full: could not be written"));
  EXPECT_THAT(result.out, HasSubstr("      1        0          0         1"));
  EXPECT_THAT(service.suppliers(), SizeIs(1));
}

TEST(ImportTest, ARecordThatIsTooLongToBeSentCostsOnlyItself) {
  const FakeService service;
  const TestFolder folder;
  folder.Write("suppliers.csv", "id\na\nb\nc\n");
  std::string sites = "supplier_id,id,address\n";
  for (int i = 0; i < 5; ++i) {
    sites += fmt::format("b,s{},{}\n", i, std::string(1'000'000, 'x'));
  }
  folder.Write("sites.csv", sites);
  const auto result =
      RunCommand({"import", "suppliers", folder.path()}, service.address());
  EXPECT_EQ(result.code, 1) << result.err;
  EXPECT_THAT(result.err, HasSubstr("at most 4194240 can be sent"));
  ASSERT_THAT(service.suppliers(), SizeIs(2));
  EXPECT_EQ(service.suppliers()[1].name(), "suppliers/c");
}

TEST(ImportTest, TheErrorsFileIsNoneOfTheInputs) {
  const FakeService service;
  const TestFolder folder;
  const std::string content = "{\"name\":\"suppliers/a\"}\n";
  const std::string file = folder.Write("s.jsonl", content);
  const std::string link = folder.Path("errors.jsonl");
  const std::string hard_link = folder.Path("hard.jsonl");
  std::filesystem::create_symlink(file, link);
  std::filesystem::create_hard_link(file, hard_link);
  for (const std::string& errors :
       {file, folder.path() + "/./s.jsonl", link, hard_link}) {
    const auto result = RunCommand(
        {"import", "suppliers", file, "--errors", errors}, service.address());
    EXPECT_EQ(result.code, 2) << errors;
    EXPECT_THAT(result.err, HasSubstr(errors + " is the file"));
    EXPECT_EQ(ReadFile(file), content) << errors;
  }
  EXPECT_THAT(service.suppliers(), IsEmpty());
}

TEST(ImportTest, TheErrorsFileIsNoFileOfTheFolder) {
  const FakeService service;
  const TestFolder folder;
  folder.Write("suppliers.csv", "id,legal_name_vi\na,A\n");
  const std::string content = "supplier_id,id,category\na,y,stamping\n";
  const std::string part = folder.Write("capabilities.csv", content);
  const auto result =
      RunCommand({"import", "suppliers", folder.path(), "--errors", part},
                 service.address());
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(ReadFile(part), content);
  EXPECT_THAT(service.suppliers(), IsEmpty());
}

TEST(ImportTest, ErrorsAreNotWrittenIfAnInputIsMissing) {
  const TestFolder folder;
  const std::string errors = folder.Write("errors.csv", "of yesterday");
  EXPECT_EQ(RunCommand({"import", "suppliers", folder.Path("none.jsonl"),
                        "--errors", errors})
                .code,
            2);
  EXPECT_EQ(ReadFile(errors), "of yesterday");
}

TEST(ImportTest, ADryRunWritesNothing) {
  const FakeService service;
  const TestFolder folder;
  const std::string file = folder.Write("b.jsonl", "{\"name\":\"buyers/a\"}\n");
  const auto result =
      RunCommand({"import", "buyers", file, "--dry-run"}, service.address());
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.out, HasSubstr("Dry run: nothing was written."));
  EXPECT_TRUE(service.last_import().validate_only());
  EXPECT_THAT(service.buyers(), IsEmpty());
}

TEST(ImportTest, ReplacesUnlessToldToMerge) {
  const FakeService service;
  const TestFolder folder;
  const std::string file = folder.Write("b.jsonl", "{\"name\":\"buyers/a\"}\n");
  EXPECT_EQ(RunCommand({"import", "buyers", file}, service.address()).code, 0);
  EXPECT_EQ(service.last_import().mode(), v1::IMPORT_MODE_REPLACE);
  EXPECT_FALSE(service.last_import().validate_only());
  EXPECT_EQ(
      RunCommand({"import", "buyers", file, "--merge"}, service.address()).code,
      0);
  EXPECT_EQ(service.last_import().mode(), v1::IMPORT_MODE_MERGE);
  EXPECT_FALSE(service.last_import().validate_only());
}

TEST(ImportTest, ImportsRequirements) {
  const FakeService service;
  const TestFolder folder;
  folder.Write("requirements.csv", "buyer_id,id,category\nb,r,stamping\n");
  const auto result =
      RunCommand({"import", "requirements", folder.path()}, service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  ASSERT_THAT(service.requirements(), SizeIs(1));
  EXPECT_EQ(service.requirements()[0].name(), "buyers/b/requirements/r");
}

TEST(ImportTest, ManyRowsPassThroughTheWindow) {
  const FakeService service;
  const TestFolder folder;
  std::string lines;
  for (int i = 0; i < 5'000; ++i) {
    lines += i % 10 == 9 ? "broken\n"
                         : fmt::format("{{\"name\":\"suppliers/s{}\"}}\n", i);
  }
  const std::string file = folder.Write("s.jsonl", "{}\n" + lines);
  const auto result =
      RunCommand({"import", "suppliers", file}, service.address());
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(service.suppliers(), SizeIs(4'501));
  EXPECT_THAT(result.out, HasSubstr("4,501        0          0       500"));
  EXPECT_THAT(result.err, HasSubstr("… and 400 more"));
}

TEST(ImportTest, AnUnreachableServerIsToldApart) {
  const TestFolder folder;
  const std::string file = folder.Write("b.jsonl", "{}\n");
  const auto result = RunCommand({"import", "buyers", file}, "127.0.0.1:1");
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, HasSubstr("UNAVAILABLE"));
  EXPECT_THAT(result.err, HasSubstr("Is ketnoi-server running at 127.0.0.1:1"));
  EXPECT_THAT(result.err, Not(HasSubstr("Broken off")));
  EXPECT_THAT(result.out, IsEmpty());
}

TEST(ImportTest, ABrokenStreamTellsWhatWasDone) {
  const FakeService service({.break_import_after = 2});
  const TestFolder folder;
  const std::string file =
      folder.Write("b.jsonl",
                   "{\"name\":\"buyers/a\"}\n{\"name\":\"buyers/b\"}\n"
                   "{\"name\":\"buyers/c\"}\n{\"name\":\"buyers/d\"}\n");
  const auto result = RunCommand({"import", "buyers", file}, service.address());
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, HasSubstr("draining"));
  EXPECT_THAT(result.err, HasSubstr("Broken off: 2 records were acknowledged"));
  EXPECT_THAT(result.err, HasSubstr("again is safe"));
  EXPECT_THAT(result.err, Not(HasSubstr("Is ketnoi-server running")));
  EXPECT_THAT(service.buyers(), SizeIs(2));
}

TEST(ImportTest, AServiceThatDoesNotAnswerIsGivenUp) {
  const FakeService service({.swallow_rows = true});
  const TestFolder folder;
  std::string lines;
  for (int i = 0; i < 3'000; ++i) lines += "{\"name\":\"buyers/a\"}\n";
  const std::string file = folder.Write("b.jsonl", lines);
  const auto result = RunCommand(
      {"import", "buyers", file, "--timeout", "300ms"}, service.address());
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, HasSubstr("DEADLINE_EXCEEDED"));
  EXPECT_THAT(result.err, HasSubstr("Broken off: 0 records were acknowledged"));
  EXPECT_THAT(result.err, Not(HasSubstr("Is ketnoi-server running")));
}

TEST(ImportTest, AMisnamedCsvFileOfAFolderStopsTheImport) {
  const FakeService service;
  const TestFolder folder;
  folder.Write("suppliers.csv", "id\na\n");
  folder.Write("Certificates.csv", "supplier_id,id,scheme\na,c,iso9001\n");
  const auto result =
      RunCommand({"import", "suppliers", folder.path()}, service.address());
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr("did you mean certificates.csv?"));
  EXPECT_THAT(service.suppliers(), IsEmpty());
}

TEST(ImportTest, WhatAFileIsComesBeforeWhatItsNameLacks) {
  const TestFolder folder;
  const std::string sheet = folder.Write("suppliers.xlsx", "PK\x03\x04");
  const std::string missing = folder.Path("missing.txt");
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{}, {"--format", "csv"}}) {
    const auto error = [&more](const std::string& file) {
      std::vector<std::string> line = {"import", "suppliers", file};
      line.insert(line.end(), more.begin(), more.end());
      const auto result = RunCommand(line);
      EXPECT_EQ(result.code, 2);
      return result.err;
    };
    EXPECT_THAT(error(sheet),
                HasSubstr("(XLSX, ODS); save each sheet as a CSV file"));
    EXPECT_THAT(error(missing), HasSubstr("missing.txt: does not exist"));
  }
}

TEST(ImportTest, UsageErrorsSendNothing) {
  const FakeService service;
  const TestFolder folder;
  const std::string zip = folder.Write("s.csv", "PK\x03\x04");
  const std::string file = folder.Write("s.jsonl", "{}\n");
  const std::string empty = folder.Write("empty.jsonl", "");
  const std::vector<std::vector<std::string>> lines = {
      {"import", "supplier", file},
      {"import", "suppliers", folder.Path("none.jsonl")},
      {"import", "suppliers", zip},
      {"import", "suppliers", zip, file},
      {"import", "suppliers", folder.Path("s.txt")},
      {"import", "suppliers", file, "--format", "xml"},
      {"import", "suppliers", file, "--errors", folder.path()},
      {"import", "suppliers", empty},
  };
  for (const auto& line : lines) {
    const auto result = RunCommand(line, service.address());
    EXPECT_EQ(result.code, 2) << result.err;
    EXPECT_THAT(result.err, Not(IsEmpty()));
  }
  EXPECT_THAT(service.suppliers(), IsEmpty());
}

}  // namespace
}  // namespace ketnoi::testing
