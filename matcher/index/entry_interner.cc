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
  Dictionary& codes = field == Field::kLanguages ? segment_.language_codes_
                                                 : segment_.customer_codes_;
  const auto numbers = [&](const std::vector<std::string>& texts) {
    std::vector<int32_t> result;
    result.reserve(texts.size());
    for (const std::string& text : texts) result.push_back(codes.Intern(text));
    std::sort(result.begin(), result.end());
    return result;
  };
  const std::vector<int32_t> held = numbers(list.held);
  const std::vector<int32_t> not_held = numbers(list.not_held);
  return List(field, {held, not_held, list.complete});
}

int32_t EntryInterner::Amount(Field field,
                              const std::optional<model::Quantity>& amount) {
  if (!amount) return 0;
  const size_t position = static_cast<size_t>(field) - kListFields;
  const auto [entry, is_new] =
      amounts_[position].Intern({amount->value_e3, amount->unit.value});
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

int32_t EntryInterner::Assessments(
    std::span<const model::Assessment> assessments) {
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

int32_t EntryInterner::Attribute(const model::AttributeValue& value) {
  const size_t position = value.attribute.index();
  auto& column = segment_.attributes_[position];
  if (!column) {
    column = std::make_unique<AttributeColumn>(reference_.attributes[position]);
    attributes_[position] = std::make_unique<Interner<std::string>>();
  }
  const auto [entry, is_new] = attributes_[position]->Intern(KeyOf(value));
  if (is_new) column->Append(value);
  return entry;
}

}  // namespace ketnoi::index
