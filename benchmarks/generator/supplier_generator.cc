#include "benchmarks/generator/supplier_generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "benchmarks/generator/capability_draw.h"
#include "benchmarks/generator/certificate_draw.h"
#include "benchmarks/generator/firm.h"
#include "benchmarks/generator/firm_name.h"
#include "benchmarks/generator/random.h"

namespace ketnoi::generator {
namespace {

using ketnoi::v1::Supplier;

// Where firms are: Hanoi and its neighbours first. Per mille.
struct ProvinceShare {
  std::string_view code;
  int share;
};
constexpr ProvinceShare kProvinceShares[] = {
    {"01", 340}, {"24", 130}, {"31", 100}, {"33", 85}, {"25", 80},
    {"79", 75},  {"37", 50},  {"75", 40},  {"19", 40}, {"38", 15},
    {"22", 15},  {"48", 12},  {"80", 8},   {"40", 6},  {"92", 4}};
constexpr int kSiteCounts[] = {760, 180, 60};

// Per mille.
constexpr int kAddress = 800;
constexpr int kCoordinates = 600;
constexpr int kSameProvince = 600;
constexpr int kOwnership = 800;
// Private, state, foreign, joint venture; cooperatives are named so.
constexpr int kOwnershipShares[] = {780, 40, 110, 70};
constexpr int kEmployees = 850;
constexpr int kPaymentTerm = 400;
constexpr int kFounded = 600;
constexpr int kConfirmed = 750;
constexpr int kIndustryCode = 500;
constexpr int kLanguages = 700;
constexpr int kLanguagesComplete = 200;
constexpr int kIndustries = 550;
constexpr int kCustomers = 200;
constexpr int kExportShare = 450;
constexpr int kAssessed = 200;

constexpr int64_t kDaysBack = 3 * 365;
constexpr int32_t kTerms[] = {15, 30, 30, 45, 60, 60, 90, 120};
// The composed buyers of data/catalogue/composed, as customers.
constexpr std::string_view kCustomerNames[] = {
    "Office-equipment maker (sample)", "Power-tool maker (sample)",
    "Car maker (sample)", "Motorcycle maker (sample)",
    "Home-appliance maker (sample)"};
struct SectorIndustries {
  std::string_view sector;
  std::string_view industries;
};
constexpr SectorIndustries kSectorIndustries[] = {
    {"metal",
     "automotive motorcycle machinery home_appliances aerospace "
     "medical power_tools office_equipment"},
    {"electronics",
     "consumer_electronics home_appliances automotive telecom "
     "office_equipment industrial_automation"},
    {"plastic_rubber",
     "automotive motorcycle consumer_electronics "
     "home_appliances office_equipment medical"},
    {"textile", "apparel footwear sporting_goods"},
    {"hightech", "industrial_automation semiconductor medical machinery"}};

// Places are drawn within this many kilometres of the province's centre, so
// that they are on land and inside it.
constexpr int64_t kPlaceReachKm = 22;
constexpr int64_t kMicrodegreesPerKm = 9009;  // of latitude

void DrawCoordinates(const ketnoi::v1::Province& province, Random& random,
                     ketnoi::v1::Site& site) {
  const auto shifted = [&](double centre) {
    const int64_t micro = std::llround(centre * 1e6);
    return static_cast<double>(micro +
                               random.Between(-kPlaceReachKm, kPlaceReachKm) *
                                   kMicrodegreesPerKm +
                               random.Between(-4000, 4000)) /
           1e6;
  };
  site.mutable_coordinates()->set_latitude(
      shifted(province.center().latitude()));
  site.mutable_coordinates()->set_longitude(
      shifted(province.center().longitude()));
}

const ketnoi::v1::Province* FindProvince(const ReferenceFiles& reference,
                                         std::string_view code) {
  for (const auto& province : reference.provinces) {
    if (IdOf(province.name()) == code) return &province;
  }
  return nullptr;
}

std::string_view DrawProvince(Random& random) {
  int weights[std::size(kProvinceShares)];
  std::transform(std::begin(kProvinceShares), std::end(kProvinceShares),
                 weights, [](const ProvinceShare& s) { return s.share; });
  return kProvinceShares[random.Weighted(weights)].code;
}

void AddSites(const ReferenceFiles& reference, Random& random,
              Supplier& supplier) {
  const std::string_view home = DrawProvince(random);
  const size_t count = random.Weighted(kSiteCounts) + 1;
  for (size_t i = 0; i < count; ++i) {
    ketnoi::v1::Site& site = *supplier.add_sites();
    site.set_id(fmt::format("site-{}", i + 1));
    const std::string_view code =
        i == 0 || random.Chance(kSameProvince) ? home : DrawProvince(random);
    site.set_province(std::string(code));
    const auto* province = FindProvince(reference, code);
    if (province == nullptr) continue;
    if (random.Chance(kAddress)) {
      // One after the other: compilers differ in the order of arguments.
      const auto cluster = random.Between(1, 9);
      const auto lot = random.Between(1, 40);
      const char lane = static_cast<char>('A' + random.Between(0, 7));
      site.set_address(fmt::format("Lô {}{}, Cụm công nghiệp hư cấu số {}, {}",
                                   lane, lot, cluster,
                                   province->display_name().vi()));
    }
    if (random.Chance(kCoordinates)) DrawCoordinates(*province, random, site);
  }
}

void AddLanguages(const Firm& firm, Random& random, Supplier& supplier) {
  if (!random.Chance(kLanguages)) return;
  auto& list = *supplier.mutable_languages();
  list.add_values("vi");
  const int more = firm.international ? 200 : 0;
  if (random.Chance(550 + more)) list.add_values("en");
  if (random.Chance(220 + more)) list.add_values("ja");
  if (random.Chance(180 + more)) list.add_values("ko");
  if (random.Chance(180)) list.add_values("zh");
  if (random.Chance(kLanguagesComplete)) {
    list.set_complete_as_of(
        IsoDate(kToday - std::chrono::days(random.Between(0, kDaysBack))));
  }
}

void AddIndustries(std::string_view sector, Random& random,
                   Supplier& supplier) {
  if (!random.Chance(kIndustries)) return;
  for (const SectorIndustries& known : kSectorIndustries) {
    if (known.sector != sector) continue;
    for (const std::string_view industry : Words(known.industries)) {
      if (!random.Chance(400)) continue;
      supplier.mutable_track_record()->mutable_industries()->add_values(
          std::string(industry));
    }
  }
}

void AddTrackRecord(std::string_view sector, const Firm& firm, Random& random,
                    Supplier& supplier) {
  AddIndustries(sector, random, supplier);
  if (random.Chance(kCustomers)) {
    supplier.mutable_track_record()->mutable_customers()->add_values(
        std::string(
            kCustomerNames[random.Between(0, std::ssize(kCustomerNames) - 1)]));
  }
  if (random.Chance(kExportShare)) {
    const int64_t most = firm.international ? 19 : 10;
    supplier.mutable_track_record()->set_export_share_percent(
        static_cast<double>(random.Between(0, most) * 5));
  }
}

// Level and points agree: A from 80, B from 50.
void AddAssessment(const Firm& firm, Random& random, Supplier& supplier) {
  if (!random.Chance(kAssessed)) return;
  const int64_t points = std::clamp<int64_t>(
      25 + firm.quality * 65 / 1000 + random.Between(-10, 10), 20, 98);
  auto& assessment = *supplier.add_assessments();
  assessment.set_scheme("qd1358");
  assessment.set_level(points >= 80 ? "A" : points >= 50 ? "B" : "C");
  assessment.set_score(static_cast<double>(points));
  assessment.set_date(
      IsoDate(kToday - std::chrono::days(random.Between(30, kDaysBack))));
  assessment.mutable_evidence()->set_level(
      random.Chance(500) ? ketnoi::v1::EVIDENCE_LEVEL_VERIFIED
                         : ketnoi::v1::EVIDENCE_LEVEL_DOCUMENTED);
}

void AddIdentity(const ReferenceFiles& reference, const Firm& firm,
                 bool cooperative, Random& random, Supplier& supplier) {
  if (random.Chance(kOwnership)) {
    const auto drawn = static_cast<ketnoi::v1::Ownership>(
        random.Weighted(kOwnershipShares) + 1);
    supplier.set_ownership(cooperative ? ketnoi::v1::OWNERSHIP_COOPERATIVE
                                       : drawn);
  }
  if (random.Chance(kEmployees)) {
    supplier.set_employee_count(static_cast<int32_t>(firm.employees));
  }
  if (random.Chance(kPaymentTerm)) {
    supplier.set_accepted_payment_term_days(
        kTerms[random.Between(0, std::ssize(kTerms) - 1)]);
  }
  if (random.Chance(kFounded)) {
    supplier.set_founded_year(static_cast<int32_t>(random.Between(1988, 2023)));
  }
  if (random.Chance(kConfirmed)) {
    supplier.set_confirmed_date(
        IsoDate(kToday - std::chrono::days(random.Between(0, kDaysBack))));
  }
  const auto* main = reference.FindCategory(firm.families.front()->family);
  if (main == nullptr || !random.Chance(kIndustryCode)) return;
  constexpr std::string_view kPrefix = "vsic2025:";
  for (const std::string& code : main->external_codes()) {
    if (code.starts_with(kPrefix)) {
      supplier.add_industry_codes(code.substr(kPrefix.size()));
    }
  }
}

}  // namespace

Supplier SupplierGenerator::Make(int64_t index) const {
  Random random(seed_, static_cast<uint64_t>(index));
  const Firm firm = DrawFirm(random);
  const std::string_view family = firm.families.front()->family;
  const std::string_view sector = reference_.SectorOf(family);
  const int form = static_cast<int>(random.Between(0, 999));
  const FirmName name = MakeFirmName(seed_, index, form, family, sector);
  Supplier supplier;
  supplier.set_name("suppliers/" + name.id);
  supplier.mutable_legal_name()->set_vi(name.vi);
  supplier.mutable_legal_name()->set_en(name.en);
  supplier.set_composed(true);
  supplier.add_sources(
      fmt::format("ketnoi-generate suppliers --seed {}", seed_));
  AddIdentity(reference_, firm, IsCooperative(form), random, supplier);
  AddSites(reference_, random, supplier);
  AddCapabilities(reference_, firm, random, supplier);
  AddCertificates(reference_, firm, sector, random, supplier);
  AddAssessment(firm, random, supplier);
  AddTrackRecord(sector, firm, random, supplier);
  AddLanguages(firm, random, supplier);
  return supplier;
}

}  // namespace ketnoi::generator
