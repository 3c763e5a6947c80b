#include "clients/cli/jsonl_source.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/supplier.pb.h"
#include "tests/clients/command_line.h"

namespace ketnoi::cli {
namespace {

using ketnoi::testing::TestFolder;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<ImportRow> ReadLines(const std::vector<std::string>& paths) {
  auto source = JsonLinesSource::Open(paths, v1::Supplier::default_instance());
  EXPECT_TRUE(source.ok()) << std::string(source.status().message());
  std::vector<ImportRow> rows;
  if (!source.ok()) return rows;
  for (ImportRow row; (*source)->Next(row);) rows.push_back(std::move(row));
  EXPECT_EQ((*source)->Progress(), 1);
  return rows;
}

TEST(JsonLinesSourceTest, ReadsFilesOneAfterTheOther) {
  const TestFolder folder;
  const auto rows =
      ReadLines({folder.Write("1.jsonl",
                              "{\"name\":\"suppliers/a\"}\n\n"
                              "{\"name\":\"suppliers/b\"}"),
                 folder.Write("2.jsonl", "{\"name\":\"suppliers/c\"}\n")});
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_EQ(rows[1].row, 3);
  EXPECT_EQ(rows[1].id, "suppliers/b");
  EXPECT_EQ(rows[2].row, 1);
  EXPECT_THAT(rows[2].file, HasSubstr("2.jsonl"));
  EXPECT_THAT(rows[2].problems, IsEmpty());
}

TEST(JsonLinesSourceTest, ErrorsNameTheField) {
  const TestFolder folder;
  const auto rows = ReadLines({folder.Write(
      "s.jsonl",
      "{\"name\":\"suppliers/a\",\"nmae\":1}\n"
      "{\"name\":\"suppliers/b\",\"capabilities\":[{\"catgory\":\"y\"}]}\n"
      "{\"name\":\"suppliers/c\",\"employeeCount\":\"many\"}\n"
      "{\"name\":\"suppliers/d\",\"ownership\":\"MINE\"}\n"
      "{\"name\": nonsense}\n")});
  ASSERT_THAT(rows, SizeIs(5));
  const char* fields[] = {"nmae", "capabilities[0].catgory", "employee_count",
                          "ownership", ""};
  for (size_t i = 0; i < rows.size(); ++i) {
    ASSERT_THAT(rows[i].problems, SizeIs(1));
    EXPECT_EQ(rows[i].problems[0].field, fields[i])
        << rows[i].problems[0].reason;
  }
  EXPECT_EQ(rows[0].id, "suppliers/a");
}

TEST(JsonLinesSourceTest, AWrongFirstLineCostsOnlyItself) {
  const TestFolder folder;
  const auto rows = ReadLines({folder.Write(
      "s.jsonl", "# suppliers of 2026\n{\"name\":\"suppliers/a\"}\n")});
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_THAT(rows[0].problems, SizeIs(1));
  EXPECT_EQ(rows[1].id, "suppliers/a");
  EXPECT_THAT(rows[1].problems, IsEmpty());
}

}  // namespace
}  // namespace ketnoi::cli
