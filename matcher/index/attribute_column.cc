#include "matcher/index/attribute_column.h"

#include <algorithm>
#include <variant>

namespace ketnoi::index {
namespace {

std::string KeyOf(const AttributeEntry& entry) {
  KeyWriter key;
  key.Add(static_cast<uint8_t>(entry.state)).Add(entry.min).Add(entry.max);
  for (const int64_t size : entry.sizes) key.Add(size);
  key.Add(entry.list.held).Add(entry.list.not_held).Add(entry.list.complete);
  for (const Component& part : entry.mixture) {
    key.Add(part.code).Add(part.share_bp);
  }
  key.Add(entry.as_stated);
  return key.Take();
}

}  // namespace

AttributeColumn::AttributeColumn(model::AttributeKind kind) : kind_(kind) {
  Append({});
}

void AttributeColumn::Append(const AttributeEntry& entry) {
  state_.push_back(entry.state);
  switch (kind_) {
    case model::AttributeKind::kNumber:
      min_.push_back(entry.min);
      max_.push_back(entry.max);
      break;
    case model::AttributeKind::kFlag:
    case model::AttributeKind::kText:
      min_.push_back(entry.min);
      break;
    case model::AttributeKind::kDimensions:
      sizes_.push_back(entry.sizes);
      break;
    case model::AttributeKind::kCodes:
    case model::AttributeKind::kClass:
      lists_.Append(entry.list);
      break;
    case model::AttributeKind::kComposition:
      mixtures_.insert(mixtures_.end(), entry.mixture.begin(),
                       entry.mixture.end());
      mixture_end_.push_back(static_cast<uint32_t>(mixtures_.size()));
      break;
  }
}

AttributeEntry AttributeColumn::At(int32_t number) const {
  AttributeEntry entry;
  entry.state = State(number);
  entry.as_stated = AsStated(number);
  switch (kind_) {
    case model::AttributeKind::kNumber:
      entry.min = Min(number);
      entry.max = Max(number);
      break;
    case model::AttributeKind::kFlag:
    case model::AttributeKind::kText:
      entry.min = Min(number);
      break;
    case model::AttributeKind::kDimensions:
      entry.sizes = Sizes(number);
      break;
    case model::AttributeKind::kCodes:
    case model::AttributeKind::kClass:
      entry.list = List(number);
      break;
    case model::AttributeKind::kComposition:
      entry.mixture = Mixture(number);
      break;
  }
  return entry;
}

void AttributeColumn::ShrinkToFit() {
  state_.shrink_to_fit();
  min_.shrink_to_fit();
  max_.shrink_to_fit();
  sizes_.shrink_to_fit();
  lists_.ShrinkToFit();
  mixtures_.shrink_to_fit();
  mixture_end_.shrink_to_fit();
}

bool AttributeColumn::Sound(
    const model::AttributeDefinition& definition) const {
  return size() > 0 && state_[0] == ValueState::kNotStated &&
         std::all_of(
             state_.begin(), state_.end(),
             [](ValueState state) { return state <= ValueState::kStated; }) &&
         dictionary_.Sound() && as_stated_.Sound() &&
         static_cast<size_t>(as_stated_.size()) == size() &&
         SoundValues(definition);
}

bool AttributeColumn::SoundValues(
    const model::AttributeDefinition& definition) const {
  switch (kind_) {
    case model::AttributeKind::kNumber:
      return min_.size() == size() && max_.size() == size();
    case model::AttributeKind::kFlag:
      return min_.size() == size();
    case model::AttributeKind::kText:
      return min_.size() == size() && SoundTexts();
    case model::AttributeKind::kDimensions:
      return sizes_.size() == size();
    case model::AttributeKind::kCodes:
      return lists_.Sound(Index(dictionary_.size())) && lists_.size() == size();
    case model::AttributeKind::kClass:
      return lists_.Sound(std::min(definition.codes.size(),
                                   Index(dictionary_.size()))) &&
             lists_.size() == size();
    case model::AttributeKind::kComposition:
      return SoundMixtures();
  }
  return false;
}

bool AttributeColumn::SoundTexts() const {
  for (size_t entry = 0; entry < size(); ++entry) {
    if (state_[entry] == ValueState::kStated &&
        (min_[entry] < 0 || min_[entry] >= dictionary_.size())) {
      return false;
    }
  }
  return true;
}

bool AttributeColumn::SoundMixtures() const {
  return mixture_end_.size() == size() &&
         mixture_end_.back() == mixtures_.size() &&
         std::is_sorted(mixture_end_.begin(), mixture_end_.end()) &&
         std::all_of(mixtures_.begin(), mixtures_.end(),
                     [this](const Component& part) {
                       return part.code >= 0 && part.code < dictionary_.size();
                     });
}

AttributeColumnBuilder::AttributeColumnBuilder(
    const model::AttributeDefinition& definition, AttributeColumn& column)
    : column_(column) {
  for (const auto& code : definition.codes) codes_.Intern(code.code);
  as_stated_.Add("");
}

int32_t AttributeColumnBuilder::Add(const model::AttributeValue& value) {
  AttributeEntry entry;
  std::vector<int32_t> held;
  std::vector<int32_t> not_held;
  std::vector<Component> mixture;
  struct Visitor {
    AttributeColumnBuilder& builder;
    AttributeEntry& entry;
    std::vector<int32_t>& held;
    std::vector<int32_t>& not_held;
    std::vector<Component>& mixture;

    void operator()(const model::Incomparable&) {
      entry.state = ValueState::kIncomparable;
    }
    void operator()(const model::NumberRange& range) {
      entry.min = range.min.value_or(kOpen);
      entry.max = range.max.value_or(kOpen);
    }
    void operator()(const model::Sizes& sizes) {
      std::copy(sizes.sizes.begin(), sizes.sizes.end(), entry.sizes.begin());
    }
    void operator()(bool flag) { entry.min = flag ? 1 : 0; }
    void operator()(const model::Codes& codes) {
      held = builder.codes_.Intern(codes.held);
      not_held = builder.codes_.Intern(codes.not_held);
      entry.list = {held, not_held, codes.complete};
    }
    void operator()(const model::Mixture& stated) {
      for (const auto& [code, share] : stated.parts) {
        mixture.push_back({builder.codes_.Intern(code), share});
      }
      entry.mixture = mixture;
    }
    void operator()(const model::FoldedText& text) {
      entry.min = builder.codes_.Intern(text.text);
    }
  };
  entry.state = ValueState::kStated;
  std::visit(Visitor{*this, entry, held, not_held, mixture}, value.value);
  entry.as_stated = value.as_stated;
  return Intern(entry);
}

int32_t AttributeColumnBuilder::Add(const AttributeColumn& other,
                                    int32_t number) {
  AttributeEntry entry = other.At(number);
  if (entry.state == ValueState::kNotStated) return 0;
  const Dictionary& dictionary = other.dictionary();
  const auto held = codes_.Intern(dictionary, entry.list.held);
  const auto not_held = codes_.Intern(dictionary, entry.list.not_held);
  entry.list = {held, not_held, entry.list.complete};
  std::vector<Component> mixture(entry.mixture.begin(), entry.mixture.end());
  for (Component& part : mixture) {
    part.code = codes_.Intern(std::string(dictionary.Text(part.code)));
  }
  entry.mixture = mixture;
  if (column_.kind_ == model::AttributeKind::kText &&
      entry.state == ValueState::kStated) {
    entry.min = codes_.Intern(std::string(dictionary.Text(other.Text(number))));
  }
  return Intern(entry);
}

void AttributeColumnBuilder::Finish() {
  column_.dictionary_ = codes_.Take();
  column_.as_stated_ = as_stated_.Take();
  column_.ShrinkToFit();
}

int32_t AttributeColumnBuilder::Intern(const AttributeEntry& entry) {
  const auto [number, is_new] = entries_.Intern(KeyOf(entry));
  if (is_new) {
    column_.Append(entry);
    as_stated_.Add(entry.as_stated);
  }
  return number;
}

}  // namespace ketnoi::index
