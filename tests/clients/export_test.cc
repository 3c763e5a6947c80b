// `ketnoi export` against a service across a real connection.

#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/command_line.h"
#include "tests/clients/fake_service.h"

namespace ketnoi::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

void Import(const std::string& kind, const std::string& lines,
            const FakeService& service) {
  const TestFolder folder;
  const auto result =
      RunCommand({"import", kind, folder.Write("records.jsonl", lines)},
                 service.address());
  ASSERT_EQ(result.code, 0) << result.err;
}

// Two records with what only their store knows.
constexpr char kSuppliers[] =
    "{\"name\":\"suppliers/a\",\"legalName\":{\"vi\":\"Công ty \\n A\"},"
    "\"contacts\":[{\"fullName\":\"Bà B\"}],\"createTime\":\"2026-01-02T03:04:"
    "05Z\",\"updateTime\":\"2026-01-02T03:04:05Z\",\"revision\":{\"epoch\":"
    "\"aa\",\"number\":\"7\"},\"etag\":\"aa-7\"}\n"
    "{\"name\":\"suppliers/b\",\"employeeCount\":0,\"etag\":\"aa-8\"}\n";

TEST(ExportTest, WritesALinePerRecordWithoutWhatOnlyTheStoreKnows) {
  const FakeService service;
  Import("suppliers", kSuppliers, service);
  const auto basic = RunCommand({"export", "suppliers"}, service.address());
  EXPECT_EQ(basic.code, 0) << basic.err;
  EXPECT_EQ(basic.out,
            "{\"name\":\"suppliers/a\",\"legalName\":{\"vi\":\"Công ty \\n "
            "A\"}}\n"
            "{\"name\":\"suppliers/b\",\"employeeCount\":0}\n");
  EXPECT_THAT(basic.err, IsEmpty());
  EXPECT_THAT(
      RunCommand({"export", "suppliers", "--contacts"}, service.address()).out,
      HasSubstr("\"contacts\":[{\"fullName\":\"Bà B\"}]"));
}

TEST(ExportTest, WritesEveryKindAndEveryPage) {
  const FakeService service;
  std::string suppliers;
  for (int i = 0; i < 2'001; ++i) {
    suppliers += "{\"name\":\"suppliers/s" + std::to_string(i) + "\"}\n";
  }
  const std::string buyers = "{\"name\":\"buyers/b\",\"composed\":true}\n";
  const std::string requirements =
      "{\"name\":\"buyers/b/requirements/r\",\"category\":\"metal\"}\n";
  Import("suppliers", suppliers, service);
  Import("buyers", buyers, service);
  Import("requirements", requirements, service);
  const auto exported = [&](const std::string& kind) {
    return RunCommand({"export", kind}, service.address()).out;
  };
  EXPECT_EQ(exported("suppliers"), suppliers);
  EXPECT_EQ(exported("buyers"), buyers);
  EXPECT_EQ(exported("requirements"), requirements);
}

TEST(ExportTest, AFileIsThereOnlyWhenAllOfItIs) {
  const FakeService service;
  Import("buyers", "{\"name\":\"buyers/b\"}\n", service);
  const TestFolder folder;
  const std::string file = folder.Write("buyers.jsonl", "of yesterday\n");
  const auto unreached =
      RunCommand({"export", "buyers", "--file", file, "--timeout", "500ms"},
                 "127.0.0.1:1");
  EXPECT_EQ(unreached.code, 3);
  EXPECT_EQ(ReadFile(file), "of yesterday\n");
  const auto result =
      RunCommand({"export", "buyers", "--file", file}, service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(result.out, "1 records in " + file + ".\n");
  EXPECT_EQ(ReadFile(file), "{\"name\":\"buyers/b\"}\n");
  size_t files = 0;
  for ([[maybe_unused]] const auto& each :
       std::filesystem::directory_iterator(folder.path())) {
    ++files;
  }
  EXPECT_EQ(files, 1U);
}

TEST(ExportTest, TellsWhatImportWouldNotTake) {
  const FakeService service;
  // JSON writes '<' in six bytes.
  Import("suppliers",
         "{\"name\":\"suppliers/a\",\"remarks\":{\"en\":\"" +
             std::string(200'000, '<') + "\"}}\n",
         service);
  const auto result = RunCommand({"export", "suppliers"}, service.address());
  EXPECT_EQ(result.code, 1);
  EXPECT_EQ(result.err,
            "ketnoi: suppliers/a: the line is longer than the 1,048,576 bytes "
            "that import takes.\n");
}

TEST(ExportTest, UsageErrors) {
  const TestFolder folder;
  for (const std::vector<std::string>& line :
       std::vector<std::vector<std::string>>{
           {"export"},
           {"export", "supplier"},
           {"export", "buyers", "--contacts"},
           {"export", "buyers", "--output", "csv"},
           {"export", "buyers", "--file", folder.path()},
           {"export", "buyers", "--file", "/dev/null"},
           {"export", "buyers", "--file", folder.Path("missing/b.jsonl")}}) {
    const auto result = RunCommand(line, "127.0.0.1:1");
    EXPECT_EQ(result.code, 2) << result.err;
    EXPECT_THAT(result.err, HasSubstr("ketnoi: "));
  }
}

}  // namespace
}  // namespace ketnoi::testing
