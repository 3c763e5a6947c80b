#include "server/translate_supplier.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "matcher/model/date.h"
#include "server/resource_name.h"
#include "server/stated_attribute.h"
#include "server/translate_common.h"

namespace ketnoi::server {
namespace {

using Strings = google::protobuf::RepeatedPtrField<std::string>;

template <class T>
void SortDistinct(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

// The ids of `names` that `find` knows, sorted.
template <class Find>
auto IdsFrom(const Strings& names, Find find) {
  std::vector<decltype(find(std::string()))> ids;
  for (const std::string& name : names) {
    const auto id = find(name);
    if (id.stated()) ids.push_back(id);
  }
  SortDistinct(ids);
  return ids;
}

template <class T>
model::StatedList<T> MakeList(std::vector<T> held, std::vector<T> not_held,
                              const v1::StatedList& list) {
  return {std::move(held), std::move(not_held), !list.complete_as_of().empty()};
}

template <class Find>
auto IdListFrom(const v1::StatedList& list, Find find) {
  return MakeList(IdsFrom(list.values(), find), IdsFrom(list.not_held(), find),
                  list);
}

template <class Fold>
model::StatedList<std::string> TextListFrom(const v1::StatedList& list,
                                            Fold fold) {
  const auto texts = [&](const Strings& values) {
    std::vector<std::string> result;
    for (const std::string& value : values) result.push_back(fold(value));
    SortDistinct(result);
    return result;
  };
  return MakeList(texts(list.values()), texts(list.not_held()), list);
}

// Translates one supplier; the parts refer to its sites by position.
class SupplierTranslator {
 public:
  SupplierTranslator(const model::Reference& reference,
                     const v1::Supplier& supplier)
      : reference_(reference), supplier_(supplier) {}

  std::shared_ptr<const model::Supplier> Run() {
    auto result = std::make_shared<model::Supplier>();
    result->id = LastId(supplier_.name());
    result->name_vi = supplier_.legal_name().vi();
    result->name_en = supplier_.legal_name().en();
    result->composed = supplier_.composed();
    result->ownership = static_cast<model::Ownership>(supplier_.ownership());
    for (const v1::Site& site : supplier_.sites()) {
      result->sites.push_back(SiteFrom(site));
    }
    for (const v1::Capability& row : supplier_.capabilities()) {
      AddCapability(row, result->capabilities);
    }
    FillCertificates(*result);
    FillAssessments(*result);
    FillRecord(*result);
    return result;
  }

 private:
  model::Site SiteFrom(const v1::Site& site) const {
    return {site.id(), reference_.FindProvince(site.province()),
            PlaceFrom(reference_,
                      site.has_coordinates() ? &site.coordinates() : nullptr,
                      site.province())};
  }

  std::vector<int32_t> SitesFrom(const Strings& ids) const {
    std::vector<int32_t> sites;
    for (int i = 0; i < supplier_.sites_size(); ++i) {
      if (std::find(ids.begin(), ids.end(), supplier_.sites(i).id()) !=
          ids.end()) {
        sites.push_back(i);
      }
    }
    return sites;
  }

  void AddCapability(const v1::Capability& row,
                     std::vector<model::Capability>& capabilities) const {
    model::Capability result;
    result.id = row.id();
    result.category = reference_.categories.Find(row.category());
    if (!result.category.stated()) return;
    result.processes = IdListFrom(row.processes(), [&](const std::string& id) {
      return reference_.FindProcess(id);
    });
    result.materials = IdListFrom(row.materials(), [&](const std::string& id) {
      return reference_.FindMaterial(id);
    });
    result.attributes = AttributesFrom(row, result.category);
    result.monthly_capacity = QuantityFrom(reference_, row.monthly_capacity());
    if (row.has_committed_percent()) {
      result.committed_bp =
          static_cast<int32_t>(ScaledFrom(row.committed_percent(), 2));
    }
    result.minimum_order = QuantityFrom(reference_, row.minimum_order());
    if (row.has_sample_lead_days()) {
      result.sample_lead_days = row.sample_lead_days();
    }
    if (row.has_series_lead_days()) {
      result.series_lead_days = row.series_lead_days();
    }
    result.sites = SitesFrom(row.site_ids());
    result.evidence = EvidenceFrom(row.evidence().level());
    capabilities.push_back(std::move(result));
  }

  std::vector<model::AttributeValue> AttributesFrom(
      const v1::Capability& row, model::CategoryId category) const {
    std::vector<model::AttributeValue> values;
    for (const v1::AttributeValue& value : row.attributes()) {
      const auto id = reference_.FindAttribute(category, value.attribute());
      if (!id.stated()) continue;
      std::vector<model::ValueProblem> problems;
      auto canonical =
          model::Canonicalize(reference_, id, StatedFrom(value), problems);
      if (problems.empty()) values.push_back(std::move(canonical));
    }
    std::sort(
        values.begin(), values.end(),
        [](const model::AttributeValue& a, const model::AttributeValue& b) {
          return a.attribute < b.attribute;
        });
    return values;
  }

  void FillCertificates(model::Supplier& result) const {
    for (const v1::Certificate& certificate : supplier_.certificates()) {
      model::Certificate translated;
      translated.scheme = reference_.FindScheme(certificate.scheme());
      if (!translated.scheme.stated()) continue;
      translated.level =
          reference_.FindLevel(translated.scheme, certificate.level())
              .value_or(-1);
      translated.valid_from = model::DateFromText(certificate.valid_from());
      translated.valid_to = model::DateFromText(certificate.valid_to());
      translated.sites = SitesFrom(certificate.site_ids());
      translated.evidence = EvidenceFrom(certificate.evidence().level());
      translated.scope_unclear = certificate.scope_unclear();
      result.certificates.push_back(std::move(translated));
    }
    result.certificates_not_held = IdsFrom(
        supplier_.certificates_not_held(),
        [&](const std::string& id) { return reference_.FindScheme(id); });
    result.certificates_complete =
        !supplier_.certificates_complete_as_of().empty();
  }

  void FillAssessments(model::Supplier& result) const {
    for (const v1::Assessment& assessment : supplier_.assessments()) {
      model::Assessment translated;
      translated.scheme = reference_.FindAssessmentScheme(assessment.scheme());
      if (!translated.scheme.stated()) continue;
      translated.level =
          reference_.FindLevel(translated.scheme, assessment.level())
              .value_or(-1);
      if (assessment.has_score()) {
        translated.score_e2 = ScaledFrom(assessment.score(), 2);
      }
      result.assessments.push_back(translated);
    }
  }

  void FillRecord(model::Supplier& result) const {
    const v1::TrackRecord& record = supplier_.track_record();
    result.industries = IdListFrom(
        record.industries(),
        [&](const std::string& id) { return reference_.FindIndustry(id); });
    result.customers = TextListFrom(
        record.customers(),
        [](const std::string& name) { return model::FoldName(name); });
    result.languages = TextListFrom(supplier_.languages(),
                                    [](const std::string& tag) { return tag; });
    if (record.has_export_share_percent()) {
      result.export_share_bp =
          static_cast<int32_t>(ScaledFrom(record.export_share_percent(), 2));
    }
    if (supplier_.has_employee_count()) {
      result.employee_count = supplier_.employee_count();
    }
    if (supplier_.has_accepted_payment_term_days()) {
      result.accepted_payment_term_days =
          supplier_.accepted_payment_term_days();
    }
    result.confirmed_date = model::DateFromText(supplier_.confirmed_date());
  }

  const model::Reference& reference_;
  const v1::Supplier& supplier_;
};

}  // namespace

std::shared_ptr<const model::Supplier> TranslateSupplier(
    const model::Reference& reference, const v1::Supplier& supplier) {
  return SupplierTranslator(reference, supplier).Run();
}

}  // namespace ketnoi::server
