#include <algorithm>
#include <set>
#include <string>

#include "fmt/format.h"
#include "matcher/model/date.h"
#include "server/contact_checks.h"
#include "server/field_checks.h"
#include "server/validate.h"

namespace ketnoi::server {
namespace {

constexpr int kMostAttributes = 60;
constexpr int32_t kMostDays = 1000;

// One per supplier.
class SupplierChecks {
 public:
  SupplierChecks(FieldChecks& checks, const v1::Supplier& supplier)
      : checks_(checks), reference_(checks.reference()), supplier_(supplier) {}

  void Run() {
    CheckIdentity();
    CheckFigures();
    CheckSites();
    if (checks_.AtMost(Path(root_, "capabilities"),
                       supplier_.capabilities_size(), 200)) {
      checks_.CheckIds(root_, "capabilities", supplier_.capabilities());
      for (int i = 0; i < supplier_.capabilities_size(); ++i) {
        CheckCapability(Path(root_, "capabilities", i),
                        supplier_.capabilities(i));
      }
    }
    CheckCertificates();
    CheckAssessments();
    CheckTrackRecord(Path(root_, "track_record"), supplier_.track_record());
    CheckContacts(supplier_.contacts(), checks_);
  }

 private:
  void CheckIdentity() {
    checks_.TaxCodeIsRight(Path(root_, "tax_code"), supplier_.tax_code());
    checks_.IsNamed(Path(root_, "legal_name"), supplier_.legal_name());
    checks_.TextsFit(root_, "other_names", supplier_.other_names(), 20, kText);
    checks_.EnumIsKnown(Path(root_, "ownership"), supplier_.ownership(),
                        v1::OWNERSHIP_COOPERATIVE);
    checks_.DateIsRight(Path(root_, "confirmed_date"),
                        supplier_.confirmed_date());
    checks_.SourcesFit(root_, supplier_.sources());
    checks_.TextFits(Path(root_, "remarks"), supplier_.remarks(), kRemarksText);
    checks_.CheckEntries(root_, "industry_codes", supplier_.industry_codes(),
                         20, {"an industry code of 4 digits", IsIndustryCode});
    checks_.CheckStatedList(Path(root_, "languages"), supplier_.languages(),
                            FieldChecks::Language());
  }

  void CheckFigures() {
    if (supplier_.has_employee_count()) {
      checks_.InRange(Path(root_, "employee_count"),
                      int64_t{supplier_.employee_count()}, 0, 1'000'000);
    }
    if (supplier_.has_accepted_payment_term_days()) {
      checks_.InRange(Path(root_, "accepted_payment_term_days"),
                      int64_t{supplier_.accepted_payment_term_days()}, 0, 365);
    }
    if (supplier_.has_founded_year()) {
      checks_.InRange(Path(root_, "founded_year"),
                      int64_t{supplier_.founded_year()}, 1800, 2100);
    }
  }

  void CheckSites() {
    if (!checks_.AtMost(Path(root_, "sites"), supplier_.sites_size(), 50)) {
      return;
    }
    checks_.CheckIds(root_, "sites", supplier_.sites());
    for (int i = 0; i < supplier_.sites_size(); ++i) {
      const v1::Site& site = supplier_.sites(i);
      const Path path(root_, "sites", i);
      checks_.TextFits(Path(path, "display_name"), site.display_name(), kText);
      checks_.TextFits(Path(path, "address"), site.address(), kAddressText);
      checks_.ProvinceIsRight(Path(path, "province"), site.province());
      if (site.has_coordinates()) {
        checks_.PlaceIsRight(Path(path, "coordinates"), site.coordinates());
      }
    }
  }

  void CheckSiteIds(const Path& path, const FieldChecks::Strings& ids) {
    const auto is_site = [&](const std::string& id) {
      return std::any_of(supplier_.sites().begin(), supplier_.sites().end(),
                         [&](const v1::Site& site) { return site.id() == id; });
    };
    checks_.CheckEntries(path, "site_ids", ids, 50,
                         {"a site of this supplier", is_site});
  }

  void CheckCapability(const Path& path, const v1::Capability& row) {
    checks_.CategoryIsRight(Path(path, "category"), row.category());
    const model::CategoryId category =
        reference_.categories.Find(row.category());
    checks_.TextFits(Path(path, "description"), row.description(), kText);
    checks_.CheckStatedList(Path(path, "processes"), row.processes(),
                            checks_.Process());
    checks_.CheckStatedList(Path(path, "materials"), row.materials(),
                            checks_.Material());
    if (category.stated()) CheckAttributes(path, row, category);
    CheckRowFigures(path, row);
    CheckSiteIds(path, row.site_ids());
    checks_.EvidenceIsRight(Path(path, "evidence"), row.evidence());
  }

  void CheckAttributes(const Path& row_path, const v1::Capability& row,
                       model::CategoryId category) {
    if (!checks_.AtMost(Path(row_path, "attributes"), row.attributes_size(),
                        kMostAttributes)) {
      return;
    }
    std::set<int32_t> seen;
    for (int i = 0; i < row.attributes_size(); ++i) {
      const v1::AttributeValue& value = row.attributes(i);
      const Path path(row_path, "attributes", i);
      const model::AttributeId id =
          reference_.FindAttribute(category, value.attribute());
      if (!id.stated()) {
        checks_.Refuse(Path(path, "attribute"),
                       fmt::format("'{}' has no attribute '{}'", row.category(),
                                   value.attribute()));
        continue;
      }
      if (!seen.insert(id.value).second) {
        checks_.Refuse(Path(path, "attribute"),
                       fmt::format("'{}' is there twice", value.attribute()));
      }
      checks_.ValueIsRight(path, id, value);
    }
  }

  void CheckRowFigures(const Path& path, const v1::Capability& row) {
    if (row.has_monthly_capacity()) {
      checks_.QuantityIsRight(Path(path, "monthly_capacity"),
                              row.monthly_capacity(), false);
    }
    if (row.has_committed_percent()) {
      checks_.InRange(Path(path, "committed_percent"), row.committed_percent(),
                      0.0, 100.0);
    }
    if (row.has_minimum_order()) {
      checks_.QuantityIsRight(Path(path, "minimum_order"), row.minimum_order(),
                              false);
    }
    if (row.has_sample_lead_days()) {
      checks_.InRange(Path(path, "sample_lead_days"),
                      int64_t{row.sample_lead_days()}, 0, kMostDays);
    }
    if (row.has_series_lead_days()) {
      checks_.InRange(Path(path, "series_lead_days"),
                      int64_t{row.series_lead_days()}, 0, kMostDays);
    }
  }

  void CheckCertificates() {
    checks_.DateIsRight(Path(root_, "certificates_complete_as_of"),
                        supplier_.certificates_complete_as_of());
    if (!checks_.AtMost(Path(root_, "certificates"),
                        supplier_.certificates_size(), 200)) {
      return;
    }
    checks_.CheckIds(root_, "certificates", supplier_.certificates());
    for (int i = 0; i < supplier_.certificates_size(); ++i) {
      CheckCertificate(Path(root_, "certificates", i),
                       supplier_.certificates(i));
    }
    checks_.CheckEntries(root_, "certificates_not_held",
                         supplier_.certificates_not_held(), 100,
                         checks_.Scheme());
    for (int i = 0; i < supplier_.certificates_not_held_size(); ++i) {
      const std::string& scheme = supplier_.certificates_not_held(i);
      for (const v1::Certificate& held : supplier_.certificates()) {
        if (held.scheme() != scheme) continue;
        checks_.Refuse(Path(root_, "certificates_not_held", i),
                       fmt::format("'{}' stands in certificates too", scheme));
        break;
      }
    }
  }

  void CheckCertificate(const Path& path, const v1::Certificate& certificate) {
    const model::SchemeId scheme = reference_.FindScheme(certificate.scheme());
    if (!scheme.stated()) {
      checks_.Refuse(Path(path, "scheme"),
                     fmt::format("'{}' is not a certificate scheme",
                                 certificate.scheme()));
    } else if (checks_.NameFits(Path(path, "level"), certificate.level()) &&
               !certificate.level().empty() &&
               !reference_.FindLevel(scheme, certificate.level())) {
      checks_.Refuse(Path(path, "level"),
                     fmt::format("'{}' has no level '{}'", certificate.scheme(),
                                 certificate.level()));
    }
    checks_.TextFits(Path(path, "number"), certificate.number(), kShortText);
    checks_.TextFits(Path(path, "issuer"), certificate.issuer(), kShortText);
    checks_.TextFits(Path(path, "scope"), certificate.scope(), kText);
    checks_.DateIsRight(Path(path, "valid_from"), certificate.valid_from());
    checks_.DateIsRight(Path(path, "valid_to"), certificate.valid_to());
    const auto from = model::DateFromText(certificate.valid_from());
    const auto to = model::DateFromText(certificate.valid_to());
    if (from && to && *from > *to) {
      checks_.Refuse(
          Path(path, "valid_to"),
          fmt::format("{} is before valid_from, {}", certificate.valid_to(),
                      certificate.valid_from()));
    }
    CheckSiteIds(path, certificate.site_ids());
    checks_.EvidenceIsRight(Path(path, "evidence"), certificate.evidence());
  }

  void CheckAssessments() {
    if (!checks_.AtMost(Path(root_, "assessments"),
                        supplier_.assessments_size(), 50)) {
      return;
    }
    for (int i = 0; i < supplier_.assessments_size(); ++i) {
      const v1::Assessment& assessment = supplier_.assessments(i);
      const Path path(root_, "assessments", i);
      const auto scheme = reference_.FindAssessmentScheme(assessment.scheme());
      if (!scheme.stated()) {
        checks_.Refuse(Path(path, "scheme"),
                       fmt::format("'{}' is not an assessment scheme",
                                   assessment.scheme()));
      } else if (checks_.NameFits(Path(path, "level"), assessment.level()) &&
                 !assessment.level().empty() &&
                 !reference_.FindLevel(scheme, assessment.level())) {
        checks_.Refuse(Path(path, "level"),
                       fmt::format("'{}' has no level '{}'",
                                   assessment.scheme(), assessment.level()));
      }
      if (assessment.has_score()) {
        checks_.InRange(Path(path, "score"), assessment.score(), 0.0, 100000.0);
      }
      checks_.DateIsRight(Path(path, "date"), assessment.date());
      checks_.TextFits(Path(path, "assessor"), assessment.assessor(),
                       kShortText);
      checks_.EvidenceIsRight(Path(path, "evidence"), assessment.evidence());
    }
  }

  void CheckTrackRecord(const Path& path, const v1::TrackRecord& record) {
    checks_.CheckStatedList(Path(path, "industries"), record.industries(),
                            checks_.Industry());
    checks_.CheckStatedList(Path(path, "customers"), record.customers(),
                            FieldChecks::Customer());
    if (record.has_export_share_percent()) {
      checks_.InRange(Path(path, "export_share_percent"),
                      record.export_share_percent(), 0.0, 100.0);
    }
  }

  static bool IsIndustryCode(const std::string& code) {
    return code.size() == 4 &&
           std::all_of(code.begin(), code.end(),
                       [](char c) { return c >= '0' && c <= '9'; });
  }

  FieldChecks& checks_;
  const model::Reference& reference_;
  const v1::Supplier& supplier_;
  const Path root_;
};

}  // namespace

void Validate(const model::Reference& reference, const v1::Supplier& supplier,
              Violations& violations) {
  FieldChecks checks(reference, violations);
  SupplierChecks(checks, supplier).Run();
}

}  // namespace ketnoi::server
