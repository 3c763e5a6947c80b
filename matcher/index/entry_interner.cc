#include "matcher/index/entry_interner.h"

#include <algorithm>

namespace ketnoi::index {

EntryInterner::EntryInterner(const model::Reference& reference,
                             Segment& segment)
    : reference_(reference),
      segment_(segment),
      attributes_(reference.attributes.size()) {
  for (ListColumn& column : segment.lists_) column.Append({});
  for (auto& column : segment.amounts_) column.emplace_back();
  for (auto& column : segment.numbers_) column.push_back(kNoNumber);
  segment.assessment_begin_ = {0, 0};
  segment.place_boxes_.emplace_back();
  for (TextColumn& column : segment.part_ids_) column.Append("");
  for (auto& column : segment.positions_) column.push_back(-1);
  segment.attributes_.resize(reference.attributes.size());
}

int32_t EntryInterner::List(Field field, const ListView& list) {
  if (list.silent()) return 0;
  const auto position = static_cast<size_t>(field);
  KeyWriter key;
  key.Add(list.held).Add(list.not_held).Add(list.complete);
  const auto [entry, is_new] = lists_[position].Intern(key.Take());
  if (is_new) segment_.lists_[position].Append(list);
  return entry;
}

int32_t EntryInterner::Texts(Field field,
                             const model::StatedList<std::string>& list) {
  DictionaryBuilder& codes = DictionaryOf(field);
  const std::vector<int32_t> held = codes.Intern(list.held);
  const std::vector<int32_t> not_held = codes.Intern(list.not_held);
  return List(field, {held, not_held, list.complete});
}

int32_t EntryInterner::Texts(Field field, const Dictionary& dictionary,
                             const ListView& list) {
  DictionaryBuilder& codes = DictionaryOf(field);
  const std::vector<int32_t> held = codes.Intern(dictionary, list.held);
  const std::vector<int32_t> not_held = codes.Intern(dictionary, list.not_held);
  return List(field, {held, not_held, list.complete});
}

int32_t EntryInterner::Amount(Field field, const index::Amount& amount) {
  if (!amount.stated()) return 0;
  const size_t position = static_cast<size_t>(field) - kListFields;
  const auto [entry, is_new] = amounts_[position].Intern(
      {amount.value_e3, amount.unit.value, amount.committed_bp});
  if (is_new) segment_.amounts_[position].push_back(amount);
  return entry;
}

int32_t EntryInterner::Number(Field field, int32_t number) {
  if (number == kNoNumber) return 0;
  const size_t position =
      static_cast<size_t>(field) - kListFields - kAmountFields;
  const auto [entry, is_new] = numbers_[position].Intern(number);
  if (is_new) segment_.numbers_[position].push_back(number);
  return entry;
}

int32_t EntryInterner::Assessments(std::span<const Assessment> assessments) {
  if (assessments.empty()) return 0;
  KeyWriter key;
  for (const auto& assessment : assessments) {
    key.Add(assessment.scheme.value)
        .Add(assessment.level)
        .Add(assessment.score_e2);
  }
  const auto [entry, is_new] = assessments_.Intern(key.Take());
  if (is_new) {
    auto& all = segment_.assessments_;
    all.insert(all.end(), assessments.begin(), assessments.end());
    segment_.assessment_begin_.push_back(static_cast<uint32_t>(all.size()));
  }
  return entry;
}

int32_t EntryInterner::Place(const PlaceBox& box) {
  if (!box.stated()) return 0;
  const auto cube = [](int32_t metres) { return metres >> kPlaceCubeBits; };
  const auto [entry, is_new] = places_.Intern(
      {cube(box.low.x), cube(box.low.y), cube(box.low.z), box.radius_m});
  auto& boxes = segment_.place_boxes_;
  if (is_new) {
    boxes.push_back(box);
    auto& radii = segment_.place_radii_;
    const auto it = std::lower_bound(radii.begin(), radii.end(), box.radius_m);
    if (it == radii.end() || *it != box.radius_m)
      radii.insert(it, box.radius_m);
  }
  PlaceBox& all = boxes[static_cast<size_t>(entry)];
  all.low = {std::min(all.low.x, box.low.x), std::min(all.low.y, box.low.y),
             std::min(all.low.z, box.low.z)};
  all.high = {std::max(all.high.x, box.high.x),
              std::max(all.high.y, box.high.y),
              std::max(all.high.z, box.high.z)};
  return entry;
}

int32_t EntryInterner::Part(Field field, std::string_view id,
                            int32_t position) {
  if (position < 0) return 0;
  const size_t column = Segment::PartField(field);
  const auto [entry, is_new] =
      parts_[column].Intern({std::string(id), position});
  if (is_new) {
    segment_.part_ids_[column].Append(id);
    segment_.positions_[column].push_back(static_cast<int16_t>(position));
  }
  return entry;
}

int32_t EntryInterner::Attribute(const model::AttributeValue& value) {
  return BuilderOf(value.attribute).Add(value);
}

int32_t EntryInterner::Attribute(model::AttributeId attribute,
                                 const AttributeColumn& other, int32_t entry) {
  return BuilderOf(attribute).Add(other, entry);
}

AttributeColumnBuilder& EntryInterner::BuilderOf(model::AttributeId attribute) {
  auto& builder = attributes_[attribute.index()];
  if (!builder) {
    const auto& definition = reference_.attributes[attribute.index()];
    auto& column = segment_.attributes_[attribute.index()];
    column = std::make_unique<AttributeColumn>(definition.kind);
    builder = std::make_unique<AttributeColumnBuilder>(definition, *column);
  }
  return *builder;
}

void EntryInterner::Finish() {
  segment_.language_codes_ = languages_.Take();
  segment_.customer_codes_ = customers_.Take();
  for (const auto& builder : attributes_) {
    if (builder) builder->Finish();
  }
  for (TextColumn& column : segment_.part_ids_) column.ShrinkToFit();
  for (auto& column : segment_.positions_) column.shrink_to_fit();
  for (ListColumn& column : segment_.lists_) column.ShrinkToFit();
  for (auto& column : segment_.amounts_) column.shrink_to_fit();
}

}  // namespace ketnoi::index
