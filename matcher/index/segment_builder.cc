#include "matcher/index/segment_builder.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>
#include <tuple>

#include "matcher/index/value_key.h"

namespace ketnoi::index {
namespace {

// A code is copied by its first bytes.
static_assert(std::endian::native == std::endian::little);

using model::Capability;
using model::CategoryId;
using model::Supplier;

size_t Index(int32_t number) { return static_cast<size_t>(number); }

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

SegmentBuilder::SegmentBuilder(const model::Reference& reference)
    : reference_(reference),
      segment_(new Segment),
      attributes_(reference.attributes.size()),
      attribute_entries_(reference.attributes.size()) {
  for (ListColumn& column : segment_->lists_) column.Append({});
  for (auto& column : segment_->amounts_) column.emplace_back();
  for (auto& column : segment_->numbers_) column.push_back(kNoNumber);
  segment_->assessment_begin_ = {0, 0};
  segment_->attributes_.resize(reference.attributes.size());
  segment_->candidate_counts_.resize(
      static_cast<size_t>(reference.categories.size()));
  stated_begin_.push_back(0);
}

SegmentBuilder::Level SegmentBuilder::LevelOf(Field field) {
  switch (field) {
    case Field::kProcesses:
    case Field::kMaterials:
    case Field::kFreeCapacity:
    case Field::kMinimumOrder:
    case Field::kSampleLeadDays:
    case Field::kSeriesLeadDays:
      return Level::kCapability;
    case Field::kSchemes:
    case Field::kProvince:
      return Level::kSite;
    default:
      return Level::kSupplier;
  }
}

std::shared_ptr<const Segment> SegmentBuilder::Build(
    std::vector<std::shared_ptr<const Supplier>> suppliers) {
  std::sort(suppliers.begin(), suppliers.end(),
            [](const auto& a, const auto& b) { return a->id < b->id; });
  segment_->suppliers_ = std::move(suppliers);
  for (int32_t s = 0; s < segment_->supplier_count(); ++s) AddSupplier(s);
  std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
    return std::tuple(BlockOrder(a.category), a.supplier, a.capability,
                      a.site) <
           std::tuple(BlockOrder(b.category), b.supplier, b.capability, b.site);
  });
  NumberSites();
  PackBlocks();
  LinkBlocks();
  return std::move(segment_);
}

void SegmentBuilder::AddSupplier(int32_t position) {
  const Supplier& supplier = *segment_->suppliers_[Index(position)];
  AddRows(position, supplier);
  for (const Capability& capability : supplier.capabilities) {
    AddCapability(capability);
  }
  if (supplier.capabilities.empty()) AddCapability({});
  AddSite(supplier, -1);
  for (size_t site = 0; site < supplier.sites.size(); ++site) {
    AddSite(supplier, static_cast<int32_t>(site));
  }
  AddSupplierFields(supplier);
  for (const int32_t category :
       CandidateCategories(reference_.categories, supplier)) {
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

void SegmentBuilder::AddCapability(const Capability& capability) {
  AddList(Field::kProcesses, capability.processes);
  AddList(Field::kMaterials, capability.materials);
  AddAmount(Field::kFreeCapacity, FreeCapacity(capability));
  AddAmount(Field::kMinimumOrder, capability.minimum_order);
  AddNumber(Field::kSampleLeadDays, capability.sample_lead_days);
  AddNumber(Field::kSeriesLeadDays, capability.series_lead_days);
  const auto& tree = reference_.categories;
  for (const auto& value : capability.attributes) {
    const CategoryId owner =
        reference_.attributes[value.attribute.index()].category;
    if (owner.stated() && !(capability.category.stated() &&
                            tree.Covers(owner, capability.category))) {
      continue;  // no requirement that this row is a candidate for asks it
    }
    stated_.push_back({value.attribute, AttributeEntry(value)});
  }
  stated_begin_.push_back(static_cast<uint32_t>(stated_.size()));
}

void SegmentBuilder::AddSite(const Supplier& supplier, int32_t site) {
  std::optional<int32_t> province;
  if (site >= 0 && supplier.sites[Index(site)].province.stated()) {
    province = supplier.sites[Index(site)].province.value;
  }
  AddNumber(Field::kProvince, province);
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
  AddList(Field::kSchemes, {schemes, not_held, supplier.certificates_complete});
}

void SegmentBuilder::AddSupplierFields(const Supplier& supplier) {
  AddList(Field::kLanguages, supplier.languages, segment_->language_codes_);
  AddList(Field::kIndustries, supplier.industries);
  AddList(Field::kCustomers, supplier.customers, segment_->customer_codes_);
  AddNumber(Field::kConfirmedDate,
            supplier.confirmed_date
                ? std::optional(supplier.confirmed_date->days)
                : std::nullopt);
  AddNumber(Field::kOwnership,
            supplier.ownership == model::Ownership::kNotStated
                ? std::nullopt
                : std::optional(static_cast<int32_t>(supplier.ownership)));
  AddNumber(Field::kEmployees, supplier.employee_count);
  AddNumber(Field::kExportShare, supplier.export_share_bp);
  AddNumber(Field::kPaymentTerm, supplier.accepted_payment_term_days);
  AddAssessments(supplier.assessments);
}

void SegmentBuilder::AddList(Field field, const ListView& list) {
  const auto position = static_cast<size_t>(field);
  if (list.silent()) {
    EntriesOf(field).push_back(0);
    return;
  }
  KeyWriter key;
  key.Add(list.held).Add(list.not_held).Add(list.complete);
  const auto [entry, is_new] = lists_[position].Intern(key.Take());
  if (is_new) segment_->lists_[position].Append(list);
  EntriesOf(field).push_back(entry);
}

template <class Tag>
void SegmentBuilder::AddList(Field field,
                             const model::StatedList<model::Id<Tag>>& list) {
  const std::vector<int32_t> held = Values(list.held);
  const std::vector<int32_t> not_held = Values(list.not_held);
  AddList(field, {held, not_held, list.complete});
}

void SegmentBuilder::AddList(Field field,
                             const model::StatedList<std::string>& list,
                             Dictionary& codes) {
  const auto numbers = [&](const std::vector<std::string>& texts) {
    std::vector<int32_t> result;
    result.reserve(texts.size());
    for (const std::string& text : texts) result.push_back(codes.Intern(text));
    std::sort(result.begin(), result.end());
    return result;
  };
  const std::vector<int32_t> held = numbers(list.held);
  const std::vector<int32_t> not_held = numbers(list.not_held);
  AddList(field, {held, not_held, list.complete});
}

void SegmentBuilder::AddAmount(Field field,
                               const std::optional<model::Quantity>& amount) {
  if (!amount) {
    EntriesOf(field).push_back(0);
    return;
  }
  const size_t position = static_cast<size_t>(field) - kListFields;
  const auto [entry, is_new] =
      amounts_[position].Intern({amount->value_e3, amount->unit.value});
  if (is_new) segment_->amounts_[position].push_back(amount);
  EntriesOf(field).push_back(entry);
}

void SegmentBuilder::AddNumber(Field field, std::optional<int32_t> number) {
  if (!number) {
    EntriesOf(field).push_back(0);
    return;
  }
  const size_t position =
      static_cast<size_t>(field) - kListFields - kAmountFields;
  const auto [entry, is_new] = numbers_[position].Intern(*number);
  if (is_new) segment_->numbers_[position].push_back(*number);
  EntriesOf(field).push_back(entry);
}

void SegmentBuilder::AddAssessments(
    const std::vector<model::Assessment>& assessments) {
  auto& entries = EntriesOf(Field::kAssessments);
  if (assessments.empty()) {
    entries.push_back(0);
    return;
  }
  KeyWriter key;
  for (const auto& assessment : assessments) {
    key.Add(assessment.scheme.value)
        .Add(assessment.level)
        .Add(assessment.score_e2);
  }
  const auto [entry, is_new] = assessments_.Intern(key.Take());
  if (is_new) {
    auto& all = segment_->assessments_;
    all.insert(all.end(), assessments.begin(), assessments.end());
    segment_->assessment_begin_.push_back(static_cast<uint32_t>(all.size()));
  }
  entries.push_back(entry);
}

int32_t SegmentBuilder::AttributeEntry(const model::AttributeValue& value) {
  const size_t position = value.attribute.index();
  auto& column = segment_->attributes_[position];
  if (!column) {
    column = std::make_unique<AttributeColumn>(reference_.attributes[position]);
    attributes_[position] = std::make_unique<Interner<std::string>>();
  }
  const auto [entry, is_new] = attributes_[position]->Intern(KeyOf(value));
  if (is_new) column->Append(value);
  return entry;
}

void SegmentBuilder::NumberSites() {
  std::vector<int32_t> numbers(record_sites_.size(), -1);
  segment_->supplier_.reserve(rows_.size());
  segment_->capability_.reserve(rows_.size());
  segment_->site_number_.reserve(rows_.size());
  for (const Row& row : rows_) {
    int32_t& number = numbers[Index(row.site_number)];
    if (number < 0) {
      number = static_cast<int32_t>(segment_->sites_.size());
      AddSiteValues(row);
    }
    segment_->supplier_.push_back(row.supplier);
    segment_->capability_.push_back(row.capability);
    segment_->site_number_.push_back(number);
  }
  segment_->certificate_begin_.push_back(
      static_cast<uint32_t>(segment_->certificates_.size()));
}

void SegmentBuilder::AddSiteValues(const Row& row) {
  const int32_t site = row.site;
  const Supplier& supplier = *segment_->suppliers_[Index(row.supplier)];
  segment_->sites_.push_back(site);
  segment_->schemes_.push_back(
      EntriesOf(Field::kSchemes)[Index(row.site_number)]);
  segment_->places_.push_back(site < 0 ? std::nullopt
                                       : supplier.sites[Index(site)].place);
  segment_->certificate_begin_.push_back(
      static_cast<uint32_t>(segment_->certificates_.size()));
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
    segment_->certificates_.push_back(held);
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
    packed_begin_.push_back(packed_.size());
    segment_->blocks_.push_back({category, begin, end, {}});
    PackBlock(begin, end);
    begin = end;
  }
  packed_begin_.push_back(packed_.size());
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
    Pack({static_cast<int32_t>(f)}, entries);
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
    Pack(ColumnId::Of(attribute), entries);
    entries = {};
  }
}

void SegmentBuilder::Pack(ColumnId column,
                          const std::vector<int32_t>& entries) {
  const auto entry_count = Index(segment_->entry_count(column));
  if (code_of_.size() < entry_count) code_of_.resize(entry_count, -1);
  auto& distinct = segment_->entries_;
  auto& rows = segment_->rows_of_codes_;
  const size_t first = distinct.size();
  for (const int32_t entry : entries) {
    int32_t& code = code_of_[Index(entry)];
    if (code < 0) {
      code = static_cast<int32_t>(distinct.size() - first);
      distinct.push_back(entry);
      rows.push_back(0);
    }
    ++rows[first + Index(code)];
  }
  const size_t count = distinct.size() - first;
  if (count == 1 && distinct.back() == 0) {
    code_of_[0] = -1;
    distinct.pop_back();
    rows.pop_back();
    return;
  }
  const uint8_t width = count == 1       ? 0
                        : count <= 256   ? 1
                        : count <= 65536 ? 2
                                         : 4;
  auto& lines = segment_->codes_;
  packed_.push_back({column, width, lines.size(), first, count});
  if (width > 0) {
    // One line more, for reading past the end.
    lines.resize(lines.size() + entries.size() * width / kPadding + 2);
    uint8_t* codes = lines[packed_.back().first_line].bytes;
    for (size_t i = 0; i < entries.size(); ++i) {
      const int32_t code = code_of_[Index(entries[i])];
      std::memcpy(codes + i * width, &code, width);
    }
  }
  for (size_t i = first; i < distinct.size(); ++i) {
    code_of_[Index(distinct[i])] = -1;
  }
}

void SegmentBuilder::LinkBlocks() {
  segment_->codes_.shrink_to_fit();
  segment_->entries_.shrink_to_fit();
  segment_->rows_of_codes_.shrink_to_fit();
  segment_->columns_.reserve(packed_.size());
  for (const Packed& packed : packed_) {
    segment_->columns_.push_back(
        {packed.column,
         packed.width,
         packed.width == 0 ? nullptr
                           : segment_->codes_[packed.first_line].bytes,
         {segment_->entries_.data() + packed.first_entry, packed.entries},
         {segment_->rows_of_codes_.data() + packed.first_entry,
          packed.entries}});
  }
  for (size_t b = 0; b < segment_->blocks_.size(); ++b) {
    segment_->blocks_[b].columns = {
        segment_->columns_.data() + packed_begin_[b],
        segment_->columns_.data() + packed_begin_[b + 1]};
  }
}

std::shared_ptr<const Segment> Segment::Build(
    const model::Reference& reference,
    std::vector<std::shared_ptr<const model::Supplier>> suppliers) {
  return SegmentBuilder(reference).Build(std::move(suppliers));
}

}  // namespace ketnoi::index
