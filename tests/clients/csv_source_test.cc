#include "clients/cli/csv_source.h"

#include <filesystem>
#include <map>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "tests/clients/command_line.h"

namespace ketnoi::cli {
namespace {

using ketnoi::testing::TestFolder;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

template <typename Resource>
std::vector<ImportRow> ReadAll(const std::vector<std::string>& paths,
                               const CsvTables& tables) {
  auto source = CsvSource::Open(paths, tables, Resource::default_instance());
  EXPECT_TRUE(source.ok()) << std::string(source.status().message());
  std::vector<ImportRow> rows;
  if (!source.ok()) return rows;
  for (ImportRow row; (*source)->Next(row);) rows.push_back(std::move(row));
  return rows;
}

std::string OpenError(const std::vector<std::string>& paths) {
  return std::string(
      CsvSource::Open(paths, SupplierTables(), v1::Supplier::default_instance())
          .status()
          .message());
}

template <typename Resource>
void ExpectProto(const ImportRow& row, const char* expected) {
  EXPECT_THAT(row.problems, IsEmpty());
  ASSERT_NE(row.message, nullptr);
  Resource golden;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(expected, &golden));
  std::string difference;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  EXPECT_TRUE(differencer.Compare(golden, *row.message)) << difference;
}

TEST(CsvSourceTest, JoinsASupplier) {
  const TestFolder folder;
  folder.Write(
      "suppliers.csv",
      "\xEF\xBB\xBFid,tax_code,legal_name_vi,legal_name_en,other_names,"
      "ownership,languages,languages_complete_as_of,customers,"
      "export_share_percent,employee_count,composed\r\n"
      "a,,\"Công ty \"\"A\"\", Hà Nội\",,A; AA,domestic_private,vi;ja,"
      "2026-01-01,,12.5,0,true\r\n"
      "b,,Công ty B,,,,,,,,,\r\n");
  folder.Write("sites.csv",
               "supplier_id,id,province,latitude,longitude\n"
               "b,main,24,,\n"
               "a,dong-anh,01,21.14,105.85\n"
               "a,me-linh,,,\n");
  folder.Write(
      "capabilities.csv",
      "supplier_id,id,category,processes,processes_not_held,monthly_capacity,"
      "monthly_capacity_unit,sample_lead_days,site_ids,evidence_level\n"
      "a,press,stamping,blanking;bending,welding,20000,pcs,14,dong-anh,"
      "documented\n");
  folder.Write("capability_attributes.csv",
               "capability_id,supplier_id,attribute,value,unit,kind\n"
               "press,a,thickness_mm,0.5..3,mm,\n"
               "press,a,part_size_mm,600 x 400,,\n"
               "press,a,grade,304,,codes\n");
  folder.Write("certificates.csv",
               "supplier_id,id,scheme,valid_to,scope_unclear\n"
               "a,c1,iso9001,2027-05-01,false\n");
  folder.Write("assessments.csv", "supplier_id,scheme,score\na,qd1358,81.25\n");

  const auto rows = ReadAll<v1::Supplier>({folder.path()}, SupplierTables());
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_EQ(rows[0].row, 2);
  EXPECT_EQ(rows[0].id, "a");
  ExpectProto<v1::Supplier>(rows[0], R"pb(
    name: "suppliers/a"
    legal_name { vi: "Công ty \"A\", Hà Nội" }
    other_names: "A"
    other_names: "AA"
    ownership: OWNERSHIP_DOMESTIC_PRIVATE
    languages { values: "vi" values: "ja" complete_as_of: "2026-01-01" }
    track_record { export_share_percent: 12.5 }
    employee_count: 0
    composed: true
    sites {
      id: "dong-anh"
      province: "01"
      coordinates { latitude: 21.14 longitude: 105.85 }
    }
    sites { id: "me-linh" }
    capabilities {
      id: "press"
      category: "stamping"
      processes { values: "blanking" values: "bending" not_held: "welding" }
      monthly_capacity { value: 20000 unit: "pcs" }
      sample_lead_days: 14
      site_ids: "dong-anh"
      evidence { level: EVIDENCE_LEVEL_DOCUMENTED }
      attributes {
        attribute: "thickness_mm"
        range { min: 0.5 max: 3 }
        unit: "mm"
      }
      attributes {
        attribute: "part_size_mm"
        dimensions { sizes: 600 sizes: 400 }
      }
      attributes {
        attribute: "grade"
        codes { values: "304" }
      }
    }
    certificates { id: "c1" scheme: "iso9001" valid_to: "2027-05-01" }
    assessments { scheme: "qd1358" score: 81.25 }
  )pb");
  ExpectProto<v1::Supplier>(rows[1], R"pb(
    name: "suppliers/b"
    legal_name { vi: "Công ty B" }
    sites { id: "main" province: "24" }
  )pb");
}

TEST(CsvSourceTest, JoinsARequirementWithEveryKindOfCriterion) {
  const TestFolder folder;
  folder.Write("requirements.csv",
               "buyer_id,id,title_en,category,state,valid_to\n"
               "acme,bracket,Bracket,stamping,open,2026-12-31\n");
  folder.Write(
      "criteria.csv",
      "buyer_id,requirement_id,key,gate,weight,kind,processes,materials,match,"
      "acceptance,attribute,value,unit,value_kind,quantity,max_days,term_days,"
      "scheme,level,minimum_evidence,valid_until,provinces,max_km,latitude,"
      "longitude,from_province,allowed,values,min_percent,min_count,max_count,"
      "min_score,max_age_days\n"
      "acme,bracket,,,7,category,,,,,,,,,,,,,,,,,,,,,,,,,,,\n"
      "acme,bracket,p,true,0,processes,blanking;bending,,any_of,"
      ",,,,,,,,,,,,,,,,,,,,,,,\n"
      "acme,bracket,,true,,materials,,sus304,,same"
      ",,,,,,,,,,,,,,,,,,,,,,,\n"
      "acme,bracket,,,,attribute,,,,,tolerance_mm,0.05,mm"
      ",,,,,,,,,,,,,,,,,,,,\n"
      "acme,bracket,,,,monthly_volume,,,,,,,pcs,,5000"
      ",,,,,,,,,,,,,,,,,,\n"
      "acme,bracket,,,,sample_lead_time,,,,,,,,,,30"
      ",,,,,,,,,,,,,,,,,\n"
      "acme,bracket,,,,payment_term,,,,,,,,,,,60"
      ",,,,,,,,,,,,,,,,\n"
      "acme,bracket,,,,certificate,,,,,,,,,,,,iatf16949,,documented,2027-01-01"
      ",,,,,,,,,,,,\n"
      "acme,bracket,,,,place,,,,,,,,,,,,,,,,01; 24"
      ",,,,,,,,,,,\n"
      "acme,bracket,near,,,place,,,,,,,,,,,,,,,,,50,21.1,105.8"
      ",,,,,,,,\n"
      "acme,bracket,,,,ownership,,,,,,,,,,,,,,,,,,,,,domestic_private; foreign"
      ",,,,,,\n"
      "acme,bracket,,,,industries_served,,,,,,,,,,,,,,,,,,,,,,automotive"
      ",,,,,\n"
      "acme,bracket,,,,export_share,,,,,,,,,,,,,,,,,,,,,,,10"
      ",,,,\n"
      "acme,bracket,,,,employees,,,,,,,,,,,,,,,,,,,,,,,,20,500"
      ",,\n"
      "acme,bracket,,,,assessment,,,,,,,,,,,,qd1358,A"
      ",,,,,,,,,,,,,75,\n"
      "acme,bracket,,,,freshness,,,,,,,,,,,,,,,,,,,,,,,,,,,365\n");
  const auto rows =
      ReadAll<v1::Requirement>({folder.path()}, RequirementTables());
  ASSERT_THAT(rows, SizeIs(1));
  ExpectProto<v1::Requirement>(rows[0], R"pb(
    name: "buyers/acme/requirements/bracket"
    title { en: "Bracket" }
    category: "stamping"
    state: REQUIREMENT_STATE_OPEN
    valid_to: "2026-12-31"
    criteria {
      weight: 7
      category {}
    }
    criteria {
      key: "p"
      gate: true
      weight: 0
      processes {
        processes: "blanking"
        processes: "bending"
        match: LIST_MATCH_ANY_OF
      }
    }
    criteria {
      gate: true
      materials { materials: "sus304" acceptance: MATERIAL_ACCEPTANCE_SAME }
    }
    criteria {
      attribute {
        required { attribute: "tolerance_mm" number: 0.05 unit: "mm" }
      }
    }
    criteria { monthly_volume { quantity { value: 5000 unit: "pcs" } } }
    criteria { sample_lead_time { max_days: 30 } }
    criteria { payment_term { term_days: 60 } }
    criteria {
      certificate {
        scheme: "iatf16949"
        minimum_evidence: EVIDENCE_LEVEL_DOCUMENTED
        valid_until: "2027-01-01"
      }
    }
    criteria { place { provinces { provinces: "01" provinces: "24" } } }
    criteria {
      key: "near"
      place {
        distance {
          max_km: 50
          coordinates { latitude: 21.1 longitude: 105.8 }
        }
      }
    }
    criteria {
      ownership {
        allowed: OWNERSHIP_DOMESTIC_PRIVATE
        allowed: OWNERSHIP_FOREIGN
      }
    }
    criteria { industries_served { values: "automotive" } }
    criteria { export_share { min_percent: 10 } }
    criteria { employees { min_count: 20 max_count: 500 } }
    criteria { assessment { scheme: "qd1358" level: "A" min_score: 75 } }
    criteria { freshness { max_age_days: 365 } }
  )pb");
}

TEST(CsvSourceTest, JoinsABuyer) {
  const TestFolder folder;
  const std::string buyers = folder.Write(
      "buyers.csv", "id,display_name_en,country_code\nacme,Acme,JP\n");
  const std::string plants = folder.Write(
      "plants.csv", "buyer_id,id,address\nacme,p1,\"Lot 1, Bắc Ninh\"\n");
  const auto rows = ReadAll<v1::Buyer>({plants, buyers}, BuyerTables());
  ASSERT_THAT(rows, SizeIs(1));
  ExpectProto<v1::Buyer>(rows[0], R"pb(
    name: "buyers/acme"
    display_name { en: "Acme" }
    country_code: "JP"
    plants { id: "p1" address: "Lot 1, Bắc Ninh" }
  )pb");
}

TEST(CsvSourceTest, ABadRowSpoilsItsRecordOnly) {
  const TestFolder folder;
  folder.Write("suppliers.csv",
               "id,employee_count\na,many\nb,1,2\nc,5\n,7\nd,1\n");
  folder.Write("sites.csv",
               "supplier_id,id,latitude,longitude\nc,main,north,1\n"
               "nobody,x,,\nd,ok,1,1\n");
  const auto rows = ReadAll<v1::Supplier>({folder.path()}, SupplierTables());
  ASSERT_THAT(rows, SizeIs(6));
  const auto expect = [&rows](size_t i, const char* file, int64_t row,
                              const char* field, const char* value,
                              const char* reason) {
    ASSERT_THAT(rows[i].problems, SizeIs(1)) << i;
    const Problem& problem = rows[i].problems.front();
    EXPECT_THAT(problem.file, HasSubstr(file));
    EXPECT_EQ(problem.row, row);
    EXPECT_EQ(problem.field, field);
    EXPECT_EQ(problem.value, value);
    EXPECT_THAT(problem.reason, HasSubstr(reason));
  };
  expect(0, "suppliers.csv", 2, "employee_count", "many", "whole number");
  expect(1, "suppliers.csv", 3, "", "", "3 cells, the header 2");
  expect(2, "sites.csv", 2, "latitude", "north", "not a number");
  expect(3, "suppliers.csv", 5, "id", "", "is empty");
  EXPECT_THAT(rows[4].problems, IsEmpty());
  expect(5, "sites.csv", 3, "supplier_id", "nobody", "no record has this id");
}

TEST(CsvSourceTest, TellsWhatIsWrongInTheLanguageAskedFor) {
  const TestFolder folder;
  folder.Write("suppliers.csv",
               "id,employee_count,export_share_percent,composed,ownership\n"
               "a,many,\"1,5\",maybe,mine\nb,1\n");
  folder.Write("sites.csv",
               "supplier_id,id,latitude,longitude\na,x,1,\nc,x,,\n");
  auto source = CsvSource::Open({folder.path()}, SupplierTables(),
                                v1::Supplier::default_instance(),
                                Words(Language::kVietnamese));
  ASSERT_TRUE(source.ok());
  std::vector<std::string> reasons;
  for (ImportRow row; (*source)->Next(row);) {
    for (const Problem& each : row.problems) reasons.push_back(each.reason);
  }
  EXPECT_THAT(
      reasons,
      UnorderedElementsAre(
          HasSubstr("state, foreign"), "không phải số nguyên",
          HasSubstr("phần thập phân sau dấu"), "không phải true hay false",
          "để trống, trong khi latitude có giá trị",
          "dòng có 2 ô, dòng tiêu đề có 5", "không có hồ sơ nào mang mã này"));
}

TEST(CsvSourceTest, ARaggedPartRowSpoilsItsRecord) {
  const TestFolder folder;
  folder.Write("suppliers.csv", "id\na\nb\n");
  folder.Write("sites.csv", "supplier_id,id\na,x,y\nb,x\n");
  const auto rows = ReadAll<v1::Supplier>({folder.path()}, SupplierTables());
  ASSERT_THAT(rows, SizeIs(2));
  ASSERT_THAT(rows[0].problems, SizeIs(1));
  EXPECT_THAT(rows[0].problems[0].file, HasSubstr("sites.csv"));
  EXPECT_THAT(rows[1].problems, IsEmpty());
}

TEST(CsvSourceTest, AUnitWithoutItsAmountStatesNothing) {
  const TestFolder folder;
  folder.Write("suppliers.csv", "id\na\n");
  folder.Write("capabilities.csv",
               "supplier_id,id,monthly_capacity,monthly_capacity_unit,"
               "minimum_order,minimum_order_unit\n"
               "a,none,,pcs,,kg\na,zero,0,pcs,,\n");
  const auto rows = ReadAll<v1::Supplier>({folder.path()}, SupplierTables());
  ASSERT_THAT(rows, SizeIs(1));
  ExpectProto<v1::Supplier>(rows[0], R"pb(
    name: "suppliers/a"
    capabilities { id: "none" }
    capabilities {
      id: "zero"
      monthly_capacity { value: 0 unit: "pcs" }
    }
  )pb");
}

TEST(CsvSourceTest, HalfAPlaceNamesTheEmptyColumn) {
  const TestFolder folder;
  folder.Write("suppliers.csv", "id\na\nb\n");
  folder.Write("sites.csv",
               "supplier_id,id,latitude,longitude\na,x,21.1,\nb,x,,105.8\n");
  const auto rows = ReadAll<v1::Supplier>({folder.path()}, SupplierTables());
  ASSERT_THAT(rows, SizeIs(2));
  ASSERT_THAT(rows[0].problems, SizeIs(1));
  EXPECT_EQ(rows[0].problems[0].row, 2);
  EXPECT_EQ(rows[0].problems[0].field, "longitude");
  EXPECT_EQ(rows[0].problems[0].reason, "is empty, but latitude is not");
  ASSERT_THAT(rows[1].problems, SizeIs(1));
  EXPECT_EQ(rows[1].problems[0].field, "latitude");
}

TEST(CsvSourceTest, ACriterionWithoutItsFigureIsNotZero) {
  const TestFolder folder;
  folder.Write("requirements.csv", "buyer_id,id\nb,r\n");
  folder.Write("criteria.csv",
               "buyer_id,requirement_id,kind,quantity,unit,term_days,"
               "min_percent\n"
               "b,r,monthly_volume,,pcs,,\nb,r,order_quantity,,,,\n"
               "b,r,payment_term,,,,\nb,r,export_share,,,,\n");
  const auto rows =
      ReadAll<v1::Requirement>({folder.path()}, RequirementTables());
  ASSERT_THAT(rows, SizeIs(1));
  ExpectProto<v1::Requirement>(rows[0], R"pb(
    name: "buyers/b/requirements/r"
    criteria { monthly_volume {} }
    criteria { order_quantity {} }
    criteria { payment_term {} }
    criteria { export_share {} }
  )pb");
}

TEST(CsvSourceTest, APlaceIsEitherProvincesOrADistance) {
  const TestFolder folder;
  folder.Write("requirements.csv", "buyer_id,id\nb,r\n");
  folder.Write("criteria.csv",
               "buyer_id,requirement_id,kind,provinces,max_km,latitude,"
               "longitude,from_province\n"
               "b,r,place,01,50,,,\nb,r,place,,50,21,105,24\n");
  const auto rows =
      ReadAll<v1::Requirement>({folder.path()}, RequirementTables());
  ASSERT_THAT(rows, SizeIs(1));
  ASSERT_THAT(rows[0].problems, SizeIs(2));
  EXPECT_EQ(rows[0].problems[0].field, "max_km");
  EXPECT_EQ(rows[0].problems[0].reason, "cannot stand beside provinces");
  EXPECT_EQ(rows[0].problems[1].field, "from_province");
  EXPECT_EQ(rows[0].problems[1].reason, "cannot stand beside coordinates");
}

TEST(CsvSourceTest, AnAttributeWithoutAValueIsNotStated) {
  const TestFolder folder;
  folder.Write("suppliers.csv", "id\na\n");
  folder.Write("capabilities.csv", "supplier_id,id\na,press\n");
  folder.Write("capability_attributes.csv",
               "supplier_id,capability_id,attribute,value,unit,not_held\n"
               "a,press,thickness_mm,,mm,\na,press,tolerance_mm,,,\n"
               "a,press,die_in_house,TRUE,,\na,press,die_type,,,transfer\n");
  const auto rows = ReadAll<v1::Supplier>({folder.path()}, SupplierTables());
  ASSERT_THAT(rows, SizeIs(1));
  ExpectProto<v1::Supplier>(rows[0], R"pb(
    name: "suppliers/a"
    capabilities {
      id: "press"
      attributes { attribute: "die_in_house" flag: true }
      attributes {
        attribute: "die_type"
        codes { not_held: "transfer" }
      }
    }
  )pb");
}

TEST(CsvSourceTest, LineBreaksOfACellAreLf) {
  const TestFolder folder;
  folder.Write("suppliers.csv", "id,remarks_vi\r\na,\"1\r\n2\r3\"\r\n");
  const auto rows = ReadAll<v1::Supplier>({folder.path()}, SupplierTables());
  ASSERT_THAT(rows, SizeIs(1));
  ExpectProto<v1::Supplier>(rows[0], R"pb(
    name: "suppliers/a"
    remarks { vi: "1\n2\n3" }
  )pb");
}

TEST(CsvSourceTest, ATooLongCellCostsItsRecordOnly) {
  const TestFolder folder;
  folder.Write(
      "suppliers.csv",
      "id,remarks_vi\na,\"" + std::string(1'200'000, 'x') + "\"\nb,\nc,\n");
  const auto rows = ReadAll<v1::Supplier>({folder.path()}, SupplierTables());
  ASSERT_THAT(rows, SizeIs(3));
  ASSERT_THAT(rows[0].problems, SizeIs(1));
  EXPECT_EQ(rows[0].id, "a");
  EXPECT_EQ(rows[0].problems[0].field, "remarks_vi");
  EXPECT_THAT(rows[0].problems[0].reason, HasSubstr("longer than 1048576"));
  EXPECT_THAT(rows[1].problems, IsEmpty());
  EXPECT_EQ(rows[2].id, "c");
}

TEST(CsvSourceTest, AnAttributeNeedsItsCapability) {
  const TestFolder folder;
  folder.Write("suppliers.csv", "id\na\n");
  folder.Write("capability_attributes.csv",
               "supplier_id,capability_id,attribute,value\na,press,x,1\n");
  const auto rows = ReadAll<v1::Supplier>({folder.path()}, SupplierTables());
  ASSERT_THAT(rows[0].problems, SizeIs(1));
  EXPECT_EQ(rows[0].problems[0].field, "capability_id");
}

TEST(CsvSourceTest, ACriterionHasOnlyTheColumnsOfItsKind) {
  const TestFolder folder;
  folder.Write("requirements.csv", "buyer_id,id\nb,r\n");
  folder.Write("criteria.csv",
               "buyer_id,requirement_id,kind,max_days,scheme\n"
               "b,r,freshness,5,\nb,r,plce,,\nb,r,certificate,,iso9001\n");
  const auto rows =
      ReadAll<v1::Requirement>({folder.path()}, RequirementTables());
  ASSERT_THAT(rows[0].problems, SizeIs(2));
  EXPECT_EQ(rows[0].problems[0].field, "max_days");
  EXPECT_THAT(rows[0].problems[1].reason, HasSubstr("did you mean \"place\""));
}

TEST(CsvSourceTest, AnOpenQuoteInAPartStopsEverything) {
  const TestFolder folder;
  folder.Write("suppliers.csv", "id\na\n");
  folder.Write("sites.csv", "supplier_id,id\na,\"x\n");
  EXPECT_THAT(OpenError({folder.path()}),
              HasSubstr("row 2, column id: the quoted cell is not closed"));
}

TEST(CsvSourceTest, AnOpenQuoteInTheRecordsKeepsThoseBefore) {
  const TestFolder folder;
  folder.Write("suppliers.csv", "id\na\n\"b\nc\n");
  const auto rows = ReadAll<v1::Supplier>({folder.path()}, SupplierTables());
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_THAT(rows[0].problems, IsEmpty());
  EXPECT_THAT(rows[1].problems[0].reason,
              HasSubstr("nothing after it was read"));
}

TEST(CsvSourceTest, RowsOfEmptyCellsArePassedOver) {
  const TestFolder folder;
  folder.Write("suppliers.csv",
               ",,\nid,tax_code,employee_count\na,,1\n,,\n \t,\"\", \nb,,x\n"
               ",,\n,,,,\n");
  folder.Write("sites.csv", "supplier_id,id\n,\nb,x\n ,\na,y\n,\n");
  const auto rows = ReadAll<v1::Supplier>({folder.path()}, SupplierTables());
  ASSERT_THAT(rows, SizeIs(2));
  ExpectProto<v1::Supplier>(rows[0], R"pb(
    name: "suppliers/a"
    employee_count: 1
    sites { id: "y" }
  )pb");
  ASSERT_THAT(rows[1].problems, SizeIs(1));
  EXPECT_EQ(rows[1].problems[0].row, 6);
}

TEST(CsvSourceTest, HeadersAreInAnyCase) {
  const TestFolder folder;
  folder.Write("suppliers.csv", "ID, Legal_Name_VI ,EMPLOYEE_COUNT\na,A,x\n");
  const auto rows = ReadAll<v1::Supplier>({folder.path()}, SupplierTables());
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].id, "a");
  ASSERT_THAT(rows[0].problems, SizeIs(1));
  EXPECT_EQ(rows[0].problems[0].field, "employee_count");
}

TEST(CsvSourceTest, HeadersAreChecked) {
  const TestFolder folder;
  const auto error = [&folder](const char* header) {
    folder.Write("suppliers.csv", header);
    return OpenError({folder.path()});
  };
  EXPECT_THAT(error("id,legal_nam_vi\n"),
              HasSubstr("row 1, column 2: unknown column \"legal_nam_vi\"; did "
                        "you mean \"legal_name_vi\"?"));
  EXPECT_THAT(error("id,ID\n"), HasSubstr("came before"));
  EXPECT_THAT(error("id;tax_code\n"), HasSubstr("separated by ';'"));
  EXPECT_THAT(error("tax_code\n"), HasSubstr("\"id\" is missing"));
  EXPECT_THAT(error(""), HasSubstr("the file is empty"));
  EXPECT_THAT(error("\"id"), HasSubstr("not closed"));
}

TEST(CsvSourceTest, FilesMustBelongToTheSet) {
  const TestFolder folder;
  EXPECT_THAT(OpenError({folder.path()}),
              HasSubstr("there is no suppliers.csv"));
  const std::string wrong = folder.Write("site.csv", "id\n");
  EXPECT_THAT(OpenError({wrong}), HasSubstr("did you mean sites.csv?"));
  std::filesystem::remove(wrong);
  const std::string right = folder.Write("suppliers.csv", "id\n");
  EXPECT_THAT(OpenError({right, folder.path()}), HasSubstr("given twice"));
}

TEST(CsvSourceTest, AFolderHoldsNoOtherCsvFiles) {
  const TestFolder folder;
  folder.Write("suppliers.csv", "id\na\n");
  folder.Write("notes.txt", "of another kind");
  EXPECT_THAT(OpenError({folder.path()}), IsEmpty());
  folder.Write("Certificates.csv", "supplier_id\na\n");
  folder.Write("contacts (1).csv", "supplier_id\na\n");
  folder.Write("Copy of capability_attributes.CSV", "supplier_id\na\n");
  folder.Write("other.csv", "supplier_id\na\n");
  const std::string error = OpenError({folder.path()});
  for (const char* part :
       {"/Certificates.csv (did you mean certificates.csv?), ",
        "/contacts (1).csv (did you mean contacts.csv?), ",
        "/Copy of capability_attributes.CSV (did you mean "
        "capability_attributes.csv?), ",
        "/other.csv: not the name of a file of the set: suppliers.csv, "
        "sites.csv, ",
        "nothing was imported"}) {
    EXPECT_THAT(error, HasSubstr(part));
  }
}

}  // namespace
}  // namespace ketnoi::cli
