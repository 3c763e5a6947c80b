#include "benchmarks/generator/certificate_draw.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace ketnoi::generator {
namespace {

using ketnoi::v1::Certificate;

struct Habit {
  std::string_view scheme;
  // A sector, a family of the firm, or empty: every firm.
  std::string_view of;
  int per_mille;
  int valid_days;
};

// Third-party certificates, held by international firms only.
constexpr Habit kInternationalHabits[] = {
    {"iatf16949", "metal", 260, 1095},
    {"iatf16949", "rubber_moulding", 450, 1095},
    {"iatf16949", "tyres", 800, 1095},
    {"iatf16949", "gears_transmission", 300, 1095},
    {"iatf16949", "stamping", 250, 1095},
    {"iatf16949", "injection_moulding", 200, 1095},
    {"iatf16949", "wire_harness", 400, 1095},
    {"iso9001", "", 900, 1095},
    {"iso14001", "", 380, 1095},
    {"iso45001", "", 140, 1095},
    {"iso50001", "", 40, 1095},
    {"iso13485", "cnc_machining", 130, 1095},
    {"iso13485", "injection_moulding", 90, 1095},
    {"iso13485", "pcba", 80, 1095},
    {"as9100", "cnc_machining", 100, 1095},
    {"nadcap", "cnc_machining", 50, 540},
    {"iso3834", "welding", 350, 1095},
    {"en1090", "sheet_metal", 180, 1095},
    {"qc080000", "electronics", 260, 1095},
    {"esd2020", "electronics", 330, 1095},
    {"esd2020", "thermoforming", 400, 1095},
    {"iso27001", "electronics", 60, 1095},
    {"ul", "electronics", 560, 0},
    {"ipc610", "pcba", 350, 730},
    {"ipc620", "wire_harness", 350, 730},
    {"rba", "electronics", 90, 730},
    {"fsc", "packaging", 520, 1826},
    {"oekotex100", "textile", 640, 365},
    {"grs", "textile", 420, 365},
    {"gots", "textile", 120, 365},
    {"zdhc", "textile", 380, 365},
    {"bsci", "textile", 260, 730},
    {"wrap", "textile", 140, 365},
    {"smeta", "textile", 220, 365},
    {"sa8000", "textile", 80, 1095},
    {"lwg", "leather", 650, 730},
    {"iso14644", "hightech", 120, 365},
    {"smeta", "electronics", 120, 365},
    {"ecovadis", "", 60, 365}};

// Declarations and practices, which any firm may state; the figure is doubled
// for international firms.
constexpr Habit kDeclarations[] = {{"rohs", "electronics", 450, 0},
                                   {"rohs", "metal", 380, 0},
                                   {"rohs", "plastic_rubber", 400, 0},
                                   {"reach", "", 170, 0},
                                   {"reach", "textile", 380, 0},
                                   {"halogenfree", "electronics", 200, 0},
                                   {"conflict", "electronics", 90, 365},
                                   {"imds", "auto_moto_parts", 300, 0},
                                   {"5s", "", 160, 0},
                                   {"tcvn_qcvn", "tyres", 500, 1095},
                                   {"tcvn_qcvn", "wire_cable", 350, 1095}};

// Per mille.
constexpr int kCertificatesComplete = 300;
constexpr int kNotHeld = 80;
constexpr int kExpired = 80;
constexpr int kNoEnd = 60;
constexpr int kNoStart = 250;
constexpr int kScopeUnclear = 25;
constexpr int kNoLevel = 80;
constexpr int kCoversAllSites = 800;
// What IATF 16949 covers is often not listed beside it.
constexpr int kCoveredLeftOut = 500;
constexpr int kCertificateEvidenceShares[] = {60, 380, 360, 200};

bool Concerns(const Habit& habit, const Firm& firm, std::string_view sector) {
  if (habit.of.empty() || habit.of == sector) return true;
  return std::any_of(
      firm.families.begin(), firm.families.end(),
      [&](const FamilyProfile* family) { return family->family == habit.of; });
}

bool Holds(const ketnoi::v1::Supplier& supplier, std::string_view scheme) {
  return std::any_of(
      supplier.certificates().begin(), supplier.certificates().end(),
      [&](const Certificate& c) { return c.scheme() == scheme; });
}

void DrawEvidence(Random& random, Certificate& certificate) {
  const size_t level = random.Weighted(kCertificateEvidenceShares);
  if (level == 0) return;
  auto* evidence = certificate.mutable_evidence();
  evidence->set_level(static_cast<ketnoi::v1::EvidenceLevel>(level));
  if (level == ketnoi::v1::EVIDENCE_LEVEL_CLAIMED) return;
  // What is shown is no older than what it shows; ISO dates sort as texts.
  const std::string seen =
      IsoDate(kToday - std::chrono::days(random.Between(0, 700)));
  evidence->set_date(std::max(seen, certificate.valid_from()));
}

void DrawValidity(int valid_days, Random& random, Certificate& certificate) {
  if (valid_days == 0) return;
  const bool expired = random.Chance(kExpired);
  const auto end =
      expired ? kToday - std::chrono::days(random.Between(1, 500))
              : kToday + std::chrono::days(random.Between(10, valid_days - 1));
  if (!random.Chance(kNoStart)) {
    certificate.set_valid_from(
        IsoDate(end - std::chrono::days(valid_days - 1)));
  }
  if (!random.Chance(kNoEnd)) certificate.set_valid_to(IsoDate(end));
}

// A level of the scheme, the middle ones most often.
void DrawLevel(const ketnoi::v1::CertificateScheme& scheme, int quality,
               Random& random, Certificate& certificate) {
  const int64_t count = scheme.levels_size();
  if (count == 0 || random.Chance(kNoLevel)) return;
  const int64_t level =
      std::clamp<int64_t>(1000 - quality + random.Between(-300, 300), 0, 999);
  certificate.set_level(scheme.levels(static_cast<int>(level * count / 1000)));
}

void AddCertificate(const ReferenceFiles& reference, const Habit& habit,
                    const Firm& firm, Random& random,
                    ketnoi::v1::Supplier& supplier) {
  if (Holds(supplier, habit.scheme)) return;
  const auto* scheme = reference.FindScheme(habit.scheme);
  if (scheme == nullptr) return;
  Certificate& certificate = *supplier.add_certificates();
  certificate.set_id(HyphenId(habit.scheme));
  certificate.set_scheme(std::string(habit.scheme));
  DrawLevel(*scheme, firm.quality, random, certificate);
  DrawValidity(habit.valid_days, random, certificate);
  if (supplier.sites_size() > 1 && random.Chance(kCoversAllSites)) {
    for (const auto& site : supplier.sites()) {
      certificate.add_site_ids(site.id());
    }
  }
  DrawEvidence(random, certificate);
  if (random.Chance(kScopeUnclear)) certificate.set_scope_unclear(true);
}

void AddNotHeld(Random& random, ketnoi::v1::Supplier& supplier) {
  constexpr std::string_view kAsked[] = {"iatf16949", "iso14001", "iso9001"};
  for (const std::string_view scheme : kAsked) {
    if (!Holds(supplier, scheme) && random.Chance(kNotHeld)) {
      supplier.add_certificates_not_held(std::string(scheme));
      return;
    }
  }
}

}  // namespace

bool IsInternationalCertificate(std::string_view scheme) {
  return std::any_of(
      std::begin(kInternationalHabits), std::end(kInternationalHabits),
      [&](const Habit& habit) { return habit.scheme == scheme; });
}

void AddCertificates(const ReferenceFiles& reference, const Firm& firm,
                     std::string_view sector, Random& random,
                     ketnoi::v1::Supplier& supplier) {
  if (firm.international) {
    for (const Habit& habit : kInternationalHabits) {
      if (!Concerns(habit, firm, sector)) continue;
      if (habit.scheme == "iso9001" && Holds(supplier, "iatf16949") &&
          random.Chance(kCoveredLeftOut)) {
        continue;
      }
      if (random.Chance(habit.per_mille)) {
        AddCertificate(reference, habit, firm, random, supplier);
      }
    }
    constexpr Habit kCommonest = {"iso9001", "", 1000, 1095};
    if (supplier.certificates().empty()) {
      AddCertificate(reference, kCommonest, firm, random, supplier);
    }
  }
  for (const Habit& habit : kDeclarations) {
    if (!Concerns(habit, firm, sector)) continue;
    if (random.Chance(habit.per_mille * (firm.international ? 2 : 1))) {
      AddCertificate(reference, habit, firm, random, supplier);
    }
  }
  if (random.Chance(kCertificatesComplete)) {
    supplier.set_certificates_complete_as_of(
        IsoDate(kToday - std::chrono::days(random.Between(0, 900))));
  } else {
    AddNotHeld(random, supplier);
  }
}

}  // namespace ketnoi::generator
