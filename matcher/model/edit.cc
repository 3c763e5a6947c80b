#include "matcher/model/edit.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace ketnoi::model {
namespace {

template <class T>
void Insert(std::vector<T>& sorted, const T& value) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), value);
  if (at == sorted.end() || *at != value) sorted.insert(at, value);
}

template <class T>
void Hold(StatedList<T>& list, const T& value) {
  Insert(list.held, value);
  std::erase(list.not_held, value);
}

// One case per edit.
struct Editor {
  Supplier& supplier;

  void operator()(const AddCapability& edit) const {
    Capability capability;
    capability.id = "added-" + std::to_string(supplier.capabilities.size() + 1);
    capability.category = edit.category;
    supplier.capabilities.push_back(std::move(capability));
  }
  void operator()(const SetCategory& edit) const {
    ForCapabilities(edit.capability, [&](Capability& capability) {
      capability.category = edit.category;
    });
  }
  void operator()(const AddProcess& edit) const {
    ForCapabilities(edit.capability, [&](Capability& capability) {
      Hold(capability.processes, edit.process);
    });
  }
  void operator()(const AddMaterial& edit) const {
    ForCapabilities(edit.capability, [&](Capability& capability) {
      Hold(capability.materials, edit.material);
    });
  }
  void operator()(const SetAttribute& edit) const {
    ForCapabilities(edit.capability, [&](Capability& capability) {
      auto& values = capability.attributes;
      const auto at = std::lower_bound(
          values.begin(), values.end(), edit.value.attribute,
          [](const AttributeValue& value, AttributeId attribute) {
            return value.attribute < attribute;
          });
      if (at != values.end() && at->attribute == edit.value.attribute) {
        *at = edit.value;
      } else {
        values.insert(at, edit.value);
      }
    });
  }
  void operator()(const SetMonthlyCapacity& edit) const {
    ForCapabilities(edit.capability, [&](Capability& capability) {
      capability.monthly_capacity = edit.capacity;
      if (edit.committed_bp) capability.committed_bp = edit.committed_bp;
    });
  }
  void operator()(const SetMinimumOrder& edit) const {
    ForCapabilities(edit.capability, [&](Capability& capability) {
      capability.minimum_order = edit.quantity;
    });
  }
  void operator()(const SetSampleLeadTime& edit) const {
    ForCapabilities(edit.capability, [&](Capability& capability) {
      capability.sample_lead_days = edit.days;
    });
  }
  void operator()(const SetSeriesLeadTime& edit) const {
    ForCapabilities(edit.capability, [&](Capability& capability) {
      capability.series_lead_days = edit.days;
    });
  }

  void operator()(const HoldCertificate& edit) const {
    Certificate certificate;
    certificate.scheme = edit.scheme;
    certificate.level = edit.level;
    certificate.valid_from = edit.valid_from;
    certificate.valid_to = edit.valid_to;
    certificate.evidence = edit.evidence;
    const auto sites = static_cast<int32_t>(supplier.sites.size());
    if (edit.site >= sites) return;
    for (int32_t site = 0; site < sites; ++site) {
      if (edit.site == kEvery || edit.site == site) {
        certificate.sites.push_back(site);
      }
    }
    supplier.certificates.push_back(std::move(certificate));
    std::erase(supplier.certificates_not_held, edit.scheme);
  }

  void operator()(const SetPlace& edit) const {
    if (edit.site == kEvery && supplier.sites.empty()) {
      supplier.sites.emplace_back().id = "added-1";
    }
    ForEach(supplier.sites, edit.site, [&](Site& site) {
      site.province = edit.province;
      site.place = edit.place;
    });
  }

  void operator()(const SetOwnership& edit) const {
    supplier.ownership = edit.ownership;
  }
  void operator()(const AddIndustry& edit) const {
    Hold(supplier.industries, edit.industry);
  }
  void operator()(const AddCustomer& edit) const {
    Hold(supplier.customers, edit.customer);
  }
  void operator()(const AddLanguage& edit) const {
    Hold(supplier.languages, edit.language);
  }
  void operator()(const SetExportShare& edit) const {
    supplier.export_share_bp = edit.share_bp;
  }
  void operator()(const SetEmployees& edit) const {
    supplier.employee_count = edit.count;
  }
  void operator()(const AddAssessment& edit) const {
    supplier.assessments.push_back(edit.assessment);
  }
  void operator()(const SetPaymentTerm& edit) const {
    supplier.accepted_payment_term_days = edit.days;
  }
  void operator()(const Confirm& edit) const {
    supplier.confirmed_date = edit.date;
  }

 private:
  // `position`: of one of `parts`, or kEvery.
  template <class Part, class Use>
  static void ForEach(std::vector<Part>& parts, int32_t position, Use use) {
    if (position == kEvery) {
      std::for_each(parts.begin(), parts.end(), use);
    } else if (position >= 0 && position < static_cast<int32_t>(parts.size())) {
      use(parts[static_cast<size_t>(position)]);
    }
  }
  template <class Use>
  void ForCapabilities(int32_t position, Use use) const {
    ForEach(supplier.capabilities, position, use);
  }
};

}  // namespace

Supplier Apply(const Supplier& supplier, std::span<const Edit> edits) {
  Supplier edited = supplier;
  for (const Edit& edit : edits) std::visit(Editor{edited}, edit);
  return edited;
}

}  // namespace ketnoi::model
