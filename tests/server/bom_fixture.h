// A server with a bill of materials, for tests of what is asked about its
// lines.

#ifndef KETNOI_TESTS_SERVER_BOM_FIXTURE_H_
#define KETNOI_TESTS_SERVER_BOM_FIXTURE_H_

#include <optional>
#include <string>

#include "fmt/format.h"
#include "server/storage/rocks_store.h"
#include "tests/server/server_fixture.h"

namespace ketnoi::server {

class BomTest : public ServerTest {
 protected:
  BomTest() {
    CreateBuyer("b1", R"(display_name { en: "Buyer" }
                         plants { id: "main" province: "01" })");
    v1::CreateBomRequest request;
    request.set_parent("buyers/b1");
    request.set_bom_id("bike");
    request.mutable_bom()->mutable_title()->set_en("Bicycle");
    request.mutable_bom()->set_composed(true);
    grpc::ClientContext context;
    v1::Bom bom;
    EXPECT_TRUE(boms_->CreateBom(&context, request, &bom).ok());
  }

  // Suppliers of every category, some of them with what lines ask for.
  void CreateSuppliers() {
    for (int i = 0; i < 40; ++i) {
      std::string text = fmt::format(
          R"(legal_name {{ en: "S {}" }} sites {{ id: "main" province: "{}" }})",
          i, i % 3 == 0 ? "01" : "31");
      if (i % 4 != 0) text += fmt::format(" employee_count: {}", 20 + i * 3);
      if (i % 5 == 0) {
        text += R"( certificates { id: "q" scheme: "iso9001"
                      valid_from: "2025-01-01" valid_to: "2028-01-01" })";
      }
      text += fmt::format(R"( capabilities {{ id: "c" category: "{}")",
                          kCategories[i % 5]);
      if (i % 2 == 0) text += R"( monthly_capacity { value: 10 unit: "pcs" })";
      if (i % 5 == 0)
        text += R"( processes { values: "progressive_stamping" })";
      CreateSupplier(fmt::format("s{}", i), text + " }");
    }
  }

  void CreateLine(const std::string& id, int place, int kind) {
    CreateRequirement(
        "buyers/b1", id,
        fmt::format(R"(title {{ vi: "Phần {0}" en: "Part {0}" }}
                       category: "{1}" {2} {3} part_number: "P-{0}"
                       bom: "{4}" bom_line: {5})",
                    kind, kCategories[kind % 5], kCriteria[kind % 5],
                    kCriteria[(kind + 2) % 5], kBom, place));
  }

  // Writes a line that cannot be ranked, past the server: no write leads to it,
  // but a record may be of another time.
  void StoreLineOfAnotherTime(const std::string& id, int place) {
    app_.reset();
    {
      storage::RocksStoreOptions options;
      options.path = folder_ + "/store";
      const auto store = storage::OpenRocksStore(options);
      ASSERT_TRUE(store.ok()) << store.status();
      auto line = Parse<v1::Requirement>(R"(
        title { en: "Part" } category: "stamping" plant_id: "gone"
        part_number: "X"
        criteria { gate: true weight: 1 place { distance { max_km: 5 } } })");
      line.set_name("buyers/b1/requirements/" + id);
      line.set_bom(kBom);
      line.set_bom_line(place);
      storage::CommitRequest request;
      request.operations.push_back({storage::Collection::kRequirements,
                                    line.name(), line.SerializeAsString(),
                                    std::nullopt});
      ASSERT_TRUE((*store)->Commit(request).ok());
    }
    Restart();
  }

  static constexpr char kBom[] = "buyers/b1/boms/bike";

 private:
  static constexpr const char* kCategories[] = {
      "stamping", "fasteners", "cnc_machining", "knit_fabric", "metal"};
  static constexpr const char* kCriteria[] = {
      R"(criteria { gate: true weight: 10 employees { min_count: 60 } })",
      R"(criteria { gate: true weight: 5
                    processes { processes: "progressive_stamping" } })",
      R"(criteria { gate: true certificate { scheme: "iso9001" } })",
      R"(criteria { weight: 20 place { provinces { provinces: "01" } } })",
      R"(criteria { gate: true weight: 20
                    monthly_volume { quantity { value: 5 unit: "pcs" } } })"};
};

}  // namespace ketnoi::server

#endif  // KETNOI_TESTS_SERVER_BOM_FIXTURE_H_
