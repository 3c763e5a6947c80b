#include "matcher/index/segment.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace ketnoi::index {
namespace {

using model::Capability;
using model::CategoryId;
using model::Supplier;

// Sorts rows of no category behind all others.
int32_t SortKey(CategoryId category) {
  return category.stated() ? category.value
                           : std::numeric_limits<int32_t>::max();
}

std::vector<int32_t> SitesOf(const Supplier& supplier,
                             const Capability* capability) {
  if (supplier.sites.empty()) return {-1};
  if (capability != nullptr && !capability->sites.empty()) {
    return capability->sites;
  }
  std::vector<int32_t> all(supplier.sites.size());
  std::iota(all.begin(), all.end(), 0);
  return all;
}

template <class Tag>
std::vector<int32_t> Values(const std::vector<model::Id<Tag>>& ids) {
  std::vector<int32_t> values;
  values.reserve(ids.size());
  for (const auto id : ids) values.push_back(id.value);
  return values;
}

std::optional<model::Quantity> FreeCapacity(const Capability& capability) {
  if (!capability.monthly_capacity) return std::nullopt;
  model::Quantity free = *capability.monthly_capacity;
  const __int128 scaled = static_cast<__int128>(free.value_e3) *
                          (10000 - capability.committed_bp.value_or(0)) / 10000;
  free.value_e3 = static_cast<int64_t>(scaled);
  return free;
}

}  // namespace

struct Segment::RowSource {
  CategoryId category;
  int32_t supplier;
  int32_t capability;
  int32_t site;

  friend bool operator<(const RowSource& a, const RowSource& b) {
    return std::tuple(SortKey(a.category), a.supplier, a.capability, a.site) <
           std::tuple(SortKey(b.category), b.supplier, b.capability, b.site);
  }
};

std::shared_ptr<const Segment> Segment::Build(
    const model::Reference& reference,
    std::vector<std::shared_ptr<const Supplier>> suppliers) {
  std::sort(suppliers.begin(), suppliers.end(),
            [](const auto& a, const auto& b) { return a->id < b->id; });
  std::shared_ptr<Segment> segment(new Segment);
  segment->suppliers_ = std::move(suppliers);

  std::vector<RowSource> rows;
  for (int32_t s = 0; s < segment->supplier_count(); ++s) {
    const Supplier& supplier = *segment->suppliers_[Index(s)];
    segment->by_id_.emplace(supplier.id, s);
    for (size_t c = 0; c < supplier.capabilities.size(); ++c) {
      const Capability& capability = supplier.capabilities[c];
      for (const int32_t site : SitesOf(supplier, &capability)) {
        rows.push_back({capability.category, s, static_cast<int32_t>(c), site});
      }
    }
    if (supplier.capabilities.empty()) {
      for (const int32_t site : SitesOf(supplier, nullptr)) {
        rows.push_back({CategoryId(), s, -1, site});
      }
    }
  }
  std::sort(rows.begin(), rows.end());
  for (const RowSource& row : rows) segment->AppendRow(row);
  segment->AppendSites(rows);
  segment->IndexCategories(reference);
  segment->IndexSupplierRows();
  segment->AppendAttributes(reference);
  return segment;
}

void Segment::AppendCertificates(const Supplier& supplier, int32_t site) {
  const bool several_sites = supplier.sites.size() > 1;
  for (const auto& certificate : supplier.certificates) {
    const bool everywhere = certificate.sites.empty();
    if (!everywhere &&
        std::find(certificate.sites.begin(), certificate.sites.end(), site) ==
            certificate.sites.end()) {
      continue;
    }
    certificates_.push_back(
        {certificate.scheme, certificate.level, certificate.valid_from,
         certificate.valid_to, certificate.evidence,
         certificate.scope_unclear || (everywhere && several_sites)});
  }
  certificate_begin_.push_back(static_cast<uint32_t>(certificates_.size()));
}

void Segment::AppendLists(const Supplier& supplier) {
  certificates_left_out_.Append({}, Values(supplier.certificates_not_held),
                                supplier.certificates_complete);
  const auto numbers = [this](const std::vector<std::string>& codes) {
    std::vector<int32_t> result;
    for (const std::string& code : codes) {
      result.push_back(language_codes_.Intern(code));
    }
    std::sort(result.begin(), result.end());
    return result;
  };
  languages_.Append(numbers(supplier.languages.held),
                    numbers(supplier.languages.not_held),
                    supplier.languages.complete);
}

void Segment::AppendSites(const std::vector<RowSource>& rows) {
  // The numbers of each supplier's sites, that of "no site" first; -1: new.
  std::vector<size_t> begin;
  size_t end = 0;
  for (const auto& supplier : suppliers_) {
    begin.push_back(end);
    end += supplier->sites.size() + 1;
  }
  std::vector<int32_t> numbers(end, -1);
  int32_t next = 0;
  certificate_begin_.push_back(0);
  site_number_.reserve(rows.size());
  for (const RowSource& row : rows) {
    int32_t& number = numbers[begin[Index(row.supplier)] + Index(row.site + 1)];
    if (number < 0) {
      number = next++;
      const Supplier& supplier = *suppliers_[Index(row.supplier)];
      AppendCertificates(supplier, row.site);
      AppendLists(supplier);
    }
    site_number_.push_back(number);
  }
}

void Segment::AppendRow(const RowSource& source) {
  static const Capability kNothing;
  const Supplier& supplier = *suppliers_[Index(source.supplier)];
  const Capability& capability =
      source.capability < 0 ? kNothing
                            : supplier.capabilities[Index(source.capability)];
  category_.push_back(source.category);
  supplier_.push_back(source.supplier);
  capability_.push_back(source.capability);
  site_.push_back(source.site);
  processes_.Append(Values(capability.processes.held),
                    Values(capability.processes.not_held),
                    capability.processes.complete);
  materials_.Append(Values(capability.materials.held),
                    Values(capability.materials.not_held),
                    capability.materials.complete);
  free_capacity_.push_back(FreeCapacity(capability));
  minimum_order_.push_back(capability.minimum_order);
  sample_lead_days_.push_back(capability.sample_lead_days.value_or(-1));
  series_lead_days_.push_back(capability.series_lead_days.value_or(-1));
  if (source.site < 0) {
    province_.push_back({});
    place_.push_back(std::nullopt);
  } else {
    const model::Site& site = supplier.sites[Index(source.site)];
    province_.push_back(site.province);
    place_.push_back(site.place);
  }
  confirmed_date_.push_back(supplier.confirmed_date);
}

void Segment::AppendAttributes(const model::Reference& reference) {
  const auto rows_of = [&](const model::AttributeDefinition& definition) {
    return definition.category.stated() ? RowsUnder(definition.category)
                                        : RowRange{0, row_count()};
  };
  std::vector<RowRange> ranges;
  for (const auto& definition : reference.attributes) {
    ranges.push_back(rows_of(definition));
    attributes_.emplace_back(definition, ranges.back().begin);
  }
  for (int32_t row = 0; row < row_count(); ++row) {
    const int32_t capability = capability_[Index(row)];
    if (capability < 0) continue;
    const Supplier& supplier = *suppliers_[Index(supplier_[Index(row)])];
    for (const auto& value :
         supplier.capabilities[Index(capability)].attributes) {
      const size_t attribute = value.attribute.index();
      const RowRange& range = ranges[attribute];
      if (range.begin <= row && row < range.end) {
        attributes_[attribute].Put(row, value);
      }
    }
  }
  for (size_t a = 0; a < attributes_.size(); ++a) {
    attributes_[a].Finish(ranges[a].end);
  }
}

void Segment::IndexCategories(const model::Reference& reference) {
  const auto categories = static_cast<size_t>(reference.categories.size());
  category_begin_.assign(categories + 1, 0);
  for (const CategoryId category : category_) {
    if (category.stated()) ++category_begin_[category.index() + 1];
  }
  std::partial_sum(category_begin_.begin(), category_begin_.end(),
                   category_begin_.begin());
  category_end_.reserve(categories);
  for (size_t c = 0; c < categories; ++c) {
    category_end_.push_back(
        reference.categories.End({static_cast<int32_t>(c)}));
  }
}

void Segment::IndexSupplierRows() {
  supplier_rows_begin_.assign(suppliers_.size() + 1, 0);
  for (const int32_t s : supplier_) ++supplier_rows_begin_[Index(s) + 1];
  std::partial_sum(supplier_rows_begin_.begin(), supplier_rows_begin_.end(),
                   supplier_rows_begin_.begin());
  supplier_rows_.resize(supplier_.size());
  std::vector<uint32_t> next = supplier_rows_begin_;
  for (int32_t row = 0; row < row_count(); ++row) {
    supplier_rows_[next[Index(supplier_[Index(row)])]++] = row;
  }
  for (size_t s = 0; s < suppliers_.size(); ++s) {
    std::sort(supplier_rows_.begin() + supplier_rows_begin_[s],
              supplier_rows_.begin() + supplier_rows_begin_[s + 1],
              [this](int32_t a, int32_t b) {
                return std::pair(capability_[Index(a)], site_[Index(a)]) <
                       std::pair(capability_[Index(b)], site_[Index(b)]);
              });
  }
}

int32_t Segment::Find(std::string_view id) const {
  const auto it = by_id_.find(std::string(id));
  return it == by_id_.end() ? -1 : it->second;
}

RowRange Segment::RowsUnder(CategoryId category) const {
  return {category_begin_[category.index()],
          category_begin_[category_end_[category.index()].index()]};
}

std::span<const int32_t> Segment::RowsOf(int32_t supplier) const {
  return {supplier_rows_.data() + supplier_rows_begin_[Index(supplier)],
          supplier_rows_.data() + supplier_rows_begin_[Index(supplier) + 1]};
}

}  // namespace ketnoi::index
