#include "matcher/index/segment_builder.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "matcher/index/holding_packer.h"

namespace ketnoi::index {
namespace {

using model::Capability;
using model::CategoryId;
using model::Supplier;

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

Amount AmountOf(const std::optional<model::Quantity>& quantity,
                std::optional<int32_t> committed_bp) {
  if (!quantity) return {};
  return {quantity->value_e3, quantity->unit, committed_bp.value_or(-1)};
}

std::vector<Assessment> AssessmentsOf(const Supplier& supplier) {
  std::vector<Assessment> assessments;
  for (const auto& stated : supplier.assessments) {
    assessments.push_back(
        {stated.scheme, stated.level, stated.score_e2.value_or(kOpen)});
  }
  return assessments;
}

std::vector<CategoryId> CategoriesOf(const Supplier& supplier) {
  std::vector<CategoryId> categories;
  for (const Capability& capability : supplier.capabilities) {
    if (capability.category.stated()) {
      categories.push_back(capability.category);
    }
  }
  return categories;
}

}  // namespace

SegmentBuilder::SegmentBuilder(const model::Reference& reference)
    : reference_(reference),
      segment_(new Segment),
      interner_(reference, *segment_),
      packer_(*segment_),
      attribute_entries_(reference.attributes.size()) {
  segment_->candidate_counts_.resize(
      static_cast<size_t>(reference.categories.size()));
  stated_begin_.push_back(0);
}

SegmentBuilder::Level SegmentBuilder::LevelOf(Field field) {
  switch (field) {
    case Field::kProcesses:
    case Field::kMaterials:
    case Field::kCapacity:
    case Field::kMinimumOrder:
    case Field::kSampleLeadDays:
    case Field::kSeriesLeadDays:
    case Field::kCapabilityId:
      return Level::kCapability;
    case Field::kSchemes:
    case Field::kProvince:
    case Field::kPlace:
    case Field::kSiteId:
      return Level::kSite;
    default:
      return Level::kSupplier;
  }
}

std::shared_ptr<const Segment> SegmentBuilder::Build(
    std::vector<std::shared_ptr<const Supplier>> suppliers) {
  std::sort(suppliers.begin(), suppliers.end(),
            [](const auto& a, const auto& b) { return a->id < b->id; });
  suppliers_ = std::move(suppliers);
  for (size_t s = 0; s < suppliers_.size(); ++s) {
    AddSupplier(static_cast<int32_t>(s));
  }
  std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
    return std::tuple(BlockOrder(a.category), a.supplier, a.capability,
                      a.site) <
           std::tuple(BlockOrder(b.category), b.supplier, b.capability, b.site);
  });
  NumberSites();
  PackBlocks();
  HoldingPacker(reference_, certificates_, *segment_).Pack();
  interner_.Finish();
  segment_->ids_ = ids_.Take();
  segment_->names_ = names_.Take();
  segment_->Shrink();
  return std::move(segment_);
}

void SegmentBuilder::AddSupplier(int32_t position) {
  const Supplier& supplier = *suppliers_[Index(position)];
  ids_.Add(supplier.id);
  names_.Add(supplier.name_vi);
  names_.Add(supplier.name_en);
  segment_->composed_.push_back(supplier.composed ? 1 : 0);
  AddRows(position, supplier);
  for (size_t c = 0; c < supplier.capabilities.size(); ++c) {
    AddCapability(supplier.capabilities[c], static_cast<int32_t>(c));
  }
  if (supplier.capabilities.empty()) AddCapability({}, -1);
  AddSite(supplier, -1);
  for (size_t site = 0; site < supplier.sites.size(); ++site) {
    AddSite(supplier, static_cast<int32_t>(site));
  }
  AddSupplierFields(supplier);
  for (const int32_t category :
       CandidateCategories(reference_.categories, CategoriesOf(supplier))) {
    ++segment_->candidate_counts_[Index(category)];
  }
}

void SegmentBuilder::AddRows(int32_t position, const Supplier& supplier) {
  const auto first_capability =
      static_cast<int32_t>(EntriesOf(Field::kProcesses).size());
  const auto no_site = static_cast<int32_t>(record_sites_.size());
  record_sites_.emplace_back(position, -1);
  for (size_t site = 0; site < supplier.sites.size(); ++site) {
    record_sites_.emplace_back(position, static_cast<int32_t>(site));
  }
  const auto add = [&](CategoryId category, const Capability* capability,
                       int32_t number) {
    for (const int32_t site : SitesOf(supplier, capability)) {
      rows_.push_back({category, position, capability == nullptr ? -1 : number,
                       site, first_capability + number, no_site + 1 + site});
    }
  };
  for (size_t c = 0; c < supplier.capabilities.size(); ++c) {
    const Capability& capability = supplier.capabilities[c];
    add(capability.category, &capability, static_cast<int32_t>(c));
  }
  if (supplier.capabilities.empty()) add(CategoryId(), nullptr, 0);
}

void SegmentBuilder::AddCapability(const Capability& capability,
                                   int32_t position) {
  Add(Field::kProcesses, capability.processes);
  Add(Field::kMaterials, capability.materials);
  Add(Field::kCapacity,
      AmountOf(capability.monthly_capacity, capability.committed_bp));
  Add(Field::kMinimumOrder, AmountOf(capability.minimum_order, {}));
  Add(Field::kSampleLeadDays, capability.sample_lead_days);
  Add(Field::kSeriesLeadDays, capability.series_lead_days);
  AddEntry(Field::kCapabilityId,
           interner_.Part(Field::kCapabilityId, capability.id, position));
  const auto& tree = reference_.categories;
  for (const auto& value : capability.attributes) {
    const CategoryId owner =
        reference_.attributes[value.attribute.index()].category;
    if (owner.stated() && !(capability.category.stated() &&
                            tree.Covers(owner, capability.category))) {
      continue;  // no requirement that this row is a candidate for asks it
    }
    stated_.push_back({value.attribute, interner_.Attribute(value)});
  }
  stated_begin_.push_back(static_cast<uint32_t>(stated_.size()));
}

void SegmentBuilder::AddSite(const Supplier& supplier, int32_t site) {
  std::optional<int32_t> province;
  if (site >= 0 && supplier.sites[Index(site)].province.stated()) {
    province = supplier.sites[Index(site)].province.value;
  }
  Add(Field::kProvince, province);
  PlaceBox box;
  if (site >= 0 && supplier.sites[Index(site)].place) {
    const model::GeoCircle& place = *supplier.sites[Index(site)].place;
    box = {place.center, place.center, place.radius_m};
  }
  AddEntry(Field::kPlace, interner_.Place(box));
  AddEntry(
      Field::kSiteId,
      interner_.Part(Field::kSiteId,
                     site < 0 ? "" : supplier.sites[Index(site)].id, site));
  std::vector<int32_t> schemes;
  for (const auto& certificate : supplier.certificates) {
    const auto& sites = certificate.sites;
    if (sites.empty() ||
        std::find(sites.begin(), sites.end(), site) != sites.end()) {
      schemes.push_back(certificate.scheme.value);
    }
  }
  std::sort(schemes.begin(), schemes.end());
  schemes.erase(std::unique(schemes.begin(), schemes.end()), schemes.end());
  const std::vector<int32_t> not_held = Values(supplier.certificates_not_held);
  AddEntry(Field::kSchemes,
           interner_.List(Field::kSchemes,
                          {schemes, not_held, supplier.certificates_complete}));
}

void SegmentBuilder::AddSupplierFields(const Supplier& supplier) {
  AddEntry(Field::kLanguages,
           interner_.Texts(Field::kLanguages, supplier.languages));
  Add(Field::kIndustries, supplier.industries);
  AddEntry(Field::kCustomers,
           interner_.Texts(Field::kCustomers, supplier.customers));
  Add(Field::kConfirmedDate, supplier.confirmed_date
                                 ? std::optional(supplier.confirmed_date->days)
                                 : std::nullopt);
  Add(Field::kOwnership,
      supplier.ownership == model::Ownership::kNotStated
          ? std::nullopt
          : std::optional(static_cast<int32_t>(supplier.ownership)));
  Add(Field::kEmployees, supplier.employee_count);
  Add(Field::kExportShare, supplier.export_share_bp);
  Add(Field::kPaymentTerm, supplier.accepted_payment_term_days);
  AddEntry(Field::kAssessments, interner_.Assessments(AssessmentsOf(supplier)));
}

void SegmentBuilder::AddEntry(Field field, int32_t entry) {
  EntriesOf(field).push_back(entry);
}

template <class Tag>
void SegmentBuilder::Add(Field field,
                         const model::StatedList<model::Id<Tag>>& list) {
  const std::vector<int32_t> held = Values(list.held);
  const std::vector<int32_t> not_held = Values(list.not_held);
  AddEntry(field, interner_.List(field, {held, not_held, list.complete}));
}

void SegmentBuilder::Add(Field field, const Amount& amount) {
  AddEntry(field, interner_.Amount(field, amount));
}

void SegmentBuilder::Add(Field field, std::optional<int32_t> number) {
  AddEntry(field, interner_.Number(field, number.value_or(kNoNumber)));
}

void SegmentBuilder::NumberSites() {
  std::vector<int32_t> numbers(record_sites_.size(), -1);
  segment_->supplier_.reserve(rows_.size());
  segment_->site_number_.reserve(rows_.size());
  for (const Row& row : rows_) {
    int32_t& number = numbers[Index(row.site_number)];
    if (number < 0) {
      number = segment_->site_count();
      AddSiteValues(row);
    }
    segment_->supplier_.push_back(row.supplier);
    segment_->site_number_.push_back(number);
  }
  segment_->certificate_begin_.push_back(
      static_cast<uint32_t>(certificates_.size()));
}

void SegmentBuilder::AddSiteValues(const Row& row) {
  const int32_t site = row.site;
  const Supplier& supplier = *suppliers_[Index(row.supplier)];
  segment_->schemes_.push_back(
      EntriesOf(Field::kSchemes)[Index(row.site_number)]);
  segment_->AddPlace(
      EntriesOf(Field::kPlace)[Index(row.site_number)],
      site < 0 ? std::nullopt : supplier.sites[Index(site)].place);
  segment_->certificate_begin_.push_back(
      static_cast<uint32_t>(certificates_.size()));
  const bool several_sites = supplier.sites.size() > 1;
  for (const auto& certificate : supplier.certificates) {
    const bool everywhere = certificate.sites.empty();
    if (!everywhere &&
        std::find(certificate.sites.begin(), certificate.sites.end(), site) ==
            certificate.sites.end()) {
      continue;
    }
    Segment::SiteCertificate held;
    held.valid_from = certificate.valid_from ? certificate.valid_from->days
                                             : Segment::kAlways;
    held.valid_to =
        certificate.valid_to ? certificate.valid_to->days : Segment::kNever;
    held.scheme = static_cast<int16_t>(certificate.scheme.value);
    held.level = static_cast<int8_t>(certificate.level);
    held.evidence = certificate.evidence;
    held.scope_unclear =
        certificate.scope_unclear || (everywhere && several_sites);
    certificates_.push_back(held);
  }
}

void SegmentBuilder::PackBlocks() {
  for (int32_t begin = 0; begin < segment_->row_count();) {
    const CategoryId category = rows_[Index(begin)].category;
    int32_t end = begin;
    while (end < segment_->row_count() &&
           rows_[Index(end)].category == category) {
      ++end;
    }
    packer_.Begin(category, end);
    PackBlock(begin, end);
    begin = end;
  }
  packer_.Finish();
}

void SegmentBuilder::PackBlock(int32_t begin, int32_t end) {
  std::vector<int32_t> entries(Index(end - begin));
  for (size_t f = 0; f < kFields; ++f) {
    const Level level = LevelOf(static_cast<Field>(f));
    for (int32_t r = begin; r < end; ++r) {
      const Row& row = rows_[Index(r)];
      const int32_t of = level == Level::kSupplier     ? row.supplier
                         : level == Level::kCapability ? row.capability_number
                                                       : row.site_number;
      entries[Index(r - begin)] = field_entries_[f][Index(of)];
    }
    packer_.Pack({static_cast<int32_t>(f)}, entries);
  }
  PackAttributes(begin, end);
}

void SegmentBuilder::PackAttributes(int32_t begin, int32_t end) {
  std::vector<model::AttributeId> present;
  for (int32_t r = begin; r < end; ++r) {
    const auto number = Index(rows_[Index(r)].capability_number);
    for (uint32_t i = stated_begin_[number]; i < stated_begin_[number + 1];
         ++i) {
      auto& entries = attribute_entries_[stated_[i].attribute.index()];
      if (entries.empty()) {
        entries.resize(Index(end - begin));
        present.push_back(stated_[i].attribute);
      }
      entries[Index(r - begin)] = stated_[i].entry;
    }
  }
  std::sort(present.begin(), present.end());
  for (const model::AttributeId attribute : present) {
    auto& entries = attribute_entries_[attribute.index()];
    packer_.Pack(ColumnId::Of(attribute), entries);
    entries = {};
  }
}

std::shared_ptr<const Segment> Segment::Build(
    const model::Reference& reference,
    std::vector<std::shared_ptr<const model::Supplier>> suppliers) {
  return SegmentBuilder(reference).Build(std::move(suppliers));
}

}  // namespace ketnoi::index
