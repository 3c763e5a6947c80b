#include "server/field_mask.h"

#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

constexpr char kStored[] = R"(
  legal_name { vi: "Cũ" en: "Old" }
  other_names: "x"
  other_names: "y"
  employee_count: 3
  track_record {
    industries { values: "automotive" complete_as_of: "2026-01-01" }
    export_share_percent: 30
  })";

// What `written` makes of the stored one.
std::string Masked(const std::string& written,
                   const std::vector<std::string>& paths) {
  google::protobuf::FieldMask mask;
  for (const std::string& path : paths) mask.add_paths(path);
  auto resource = Parse<v1::Supplier>(written);
  ApplyMask(mask, Parse<v1::Supplier>(kStored), resource);
  return resource.ShortDebugString();
}

std::string Merged(const std::string& written) {
  auto resource = Parse<v1::Supplier>(written);
  MergeInto(Parse<v1::Supplier>(kStored), resource);
  return resource.ShortDebugString();
}

std::string Text(const std::string& text) {
  return Parse<v1::Supplier>(text).ShortDebugString();
}

TEST(FieldMaskTest, WithoutPathsReplacesWhatIsSetAsAWhole) {
  EXPECT_EQ(Masked(R"(legal_name { en: "New" } other_names: "z")", {}),
            Text(R"(legal_name { en: "New" } other_names: "z" employee_count: 3
                    track_record {
                      industries { values: "automotive"
                                   complete_as_of: "2026-01-01" }
                      export_share_percent: 30 })"));
  EXPECT_EQ(Masked("", {}), Text(kStored));
}

TEST(FieldMaskTest, ClearsWhatAPathNamesAndNothingSets) {
  EXPECT_EQ(Masked(R"(legal_name { en: "New" } other_names: "z")",
                   {"other_names", "track_record", "other_names"}),
            Text(R"(legal_name { vi: "Cũ" en: "Old" } other_names: "z"
                    employee_count: 3)"));
}

TEST(FieldMaskTest, AStarReplacesEverything) {
  EXPECT_EQ(Masked("employee_count: 4", {"*"}), "employee_count: 4");
}

TEST(FieldMaskTest, MergesMessagesByFieldAndReplacesListsAndValues) {
  EXPECT_EQ(Merged(R"(legal_name { vi: "Mới" } other_names: "z"
                      employee_count: 4
                      track_record {
                        industries { values: "medical" }
                        customers { values: "Acme" } })"),
            Text(R"(legal_name { vi: "Mới" en: "Old" } other_names: "z"
                    employee_count: 4
                    track_record {
                      industries { values: "medical"
                                   complete_as_of: "2026-01-01" }
                      customers { values: "Acme" }
                      export_share_percent: 30 })"));
  EXPECT_EQ(Merged(""), Text(kStored));
}

}  // namespace
}  // namespace ketnoi::server
