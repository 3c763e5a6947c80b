#include "matcher/index/columns.h"

#include <algorithm>
#include <variant>

namespace ketnoi::index {

void ListColumn::Append(const ListView& list) {
  values_.insert(values_.end(), list.held.begin(), list.held.end());
  split_.push_back(static_cast<uint32_t>(values_.size()));
  values_.insert(values_.end(), list.not_held.begin(), list.not_held.end());
  begin_.push_back(static_cast<uint32_t>(values_.size()));
  complete_.push_back(list.complete ? 1 : 0);
}

size_t ListColumn::Bytes() const {
  return VectorBytes(values_) + VectorBytes(begin_) + VectorBytes(split_) +
         VectorBytes(complete_);
}

int32_t Dictionary::Intern(const std::string& code) {
  const auto number = static_cast<int32_t>(numbers_.size());
  return numbers_.try_emplace(code, number).first->second;
}

int32_t Dictionary::Find(const std::string& code) const {
  const auto it = numbers_.find(code);
  return it == numbers_.end() ? -1 : it->second;
}

std::vector<const std::string*> Dictionary::Codes() const {
  std::vector<const std::string*> codes(numbers_.size());
  for (const auto& [code, number] : numbers_) {
    codes[static_cast<size_t>(number)] = &code;
  }
  return codes;
}

size_t Dictionary::Bytes() const {
  size_t bytes = numbers_.capacity() * (sizeof(*numbers_.begin()) + 1);
  for (const auto& [code, number] : numbers_) {
    if (code.capacity() > sizeof(code) / 2) bytes += code.capacity();
  }
  return bytes;
}

AttributeColumn::AttributeColumn(const model::AttributeDefinition& definition)
    : definition_(&definition) {
  state_.push_back(ValueState::kNotStated);
  AppendAbsent();
}

void AttributeColumn::Append(const model::AttributeValue& value) {
  if (std::holds_alternative<model::Incomparable>(value.value)) {
    state_.push_back(ValueState::kIncomparable);
    AppendAbsent();
  } else {
    state_.push_back(ValueState::kStated);
    AppendValue(value);
  }
}

model::AttributeValue AttributeColumn::ValueOf(
    int32_t entry, std::span<const std::string* const> codes) const {
  model::AttributeValue result;
  if (State(entry) == ValueState::kIncomparable) return result;
  const auto code = [&](int32_t number) { return *codes[Index(number)]; };
  const auto end = [](int64_t value) {
    return value == kOpen ? std::nullopt : std::optional(value);
  };
  switch (definition_->kind) {
    case model::AttributeKind::kNumber:
      result.value = model::NumberRange{end(Min(entry)), end(Max(entry))};
      break;
    case model::AttributeKind::kFlag:
      result.value = Flag(entry);
      break;
    case model::AttributeKind::kText:
      result.value = model::FoldedText{code(Text(entry))};
      break;
    case model::AttributeKind::kDimensions: {
      model::Sizes sizes;
      for (const int64_t size : Sizes(entry)) {
        if (size != kOpen) sizes.sizes.push_back(size);
      }
      result.value = std::move(sizes);
      break;
    }
    case model::AttributeKind::kCodes:
    case model::AttributeKind::kClass: {
      const ListView list = List(entry);
      model::Codes value;
      for (const int32_t number : list.held) value.held.push_back(code(number));
      for (const int32_t number : list.not_held) {
        value.not_held.push_back(code(number));
      }
      std::sort(value.held.begin(), value.held.end());
      std::sort(value.not_held.begin(), value.not_held.end());
      value.complete = list.complete;
      result.value = std::move(value);
      break;
    }
    case model::AttributeKind::kComposition: {
      model::Mixture mixture;
      for (const auto& [number, share] : Mixture(entry)) {
        mixture.parts.emplace_back(code(number), share);
      }
      result.value = std::move(mixture);
      break;
    }
  }
  return result;
}

size_t AttributeColumn::Bytes() const {
  return sizeof(*this) + VectorBytes(state_) + VectorBytes(min_) +
         VectorBytes(max_) + VectorBytes(sizes_) + lists_.Bytes() +
         VectorBytes(mixtures_) + VectorBytes(mixture_end_) +
         dictionary_.Bytes();
}

void AttributeColumn::AppendAbsent() {
  switch (definition_->kind) {
    case model::AttributeKind::kNumber:
      min_.push_back(kOpen);
      max_.push_back(kOpen);
      break;
    case model::AttributeKind::kFlag:
    case model::AttributeKind::kText:
      min_.push_back(kOpen);
      break;
    case model::AttributeKind::kDimensions:
      sizes_.push_back({kOpen, kOpen, kOpen});
      break;
    case model::AttributeKind::kCodes:
    case model::AttributeKind::kClass:
      lists_.Append({});
      break;
    case model::AttributeKind::kComposition:
      mixture_end_.push_back(static_cast<uint32_t>(mixtures_.size()));
      break;
  }
}

void AttributeColumn::AppendValue(const model::AttributeValue& value) {
  struct Visitor {
    AttributeColumn& column;

    void operator()(const model::Incomparable&) {}
    void operator()(const model::NumberRange& range) {
      column.min_.push_back(range.min.value_or(kOpen));
      column.max_.push_back(range.max.value_or(kOpen));
    }
    void operator()(const model::Sizes& sizes) {
      std::array<int64_t, 3> row = {kOpen, kOpen, kOpen};
      std::copy(sizes.sizes.begin(), sizes.sizes.end(), row.begin());
      column.sizes_.push_back(row);
    }
    void operator()(bool flag) { column.min_.push_back(flag ? 1 : 0); }
    void operator()(const model::Codes& codes) {
      const std::vector<int32_t> held = Numbers(codes.held);
      const std::vector<int32_t> not_held = Numbers(codes.not_held);
      column.lists_.Append({held, not_held, codes.complete});
    }
    void operator()(const model::Mixture& mixture) {
      for (const auto& [code, share] : mixture.parts) {
        column.mixtures_.emplace_back(column.dictionary_.Intern(code), share);
      }
      column.mixture_end_.push_back(
          static_cast<uint32_t>(column.mixtures_.size()));
    }
    void operator()(const model::FoldedText& text) {
      column.min_.push_back(column.dictionary_.Intern(text.text));
    }
    std::vector<int32_t> Numbers(const std::vector<std::string>& codes) {
      std::vector<int32_t> numbers;
      numbers.reserve(codes.size());
      for (const auto& code : codes) {
        numbers.push_back(column.dictionary_.Intern(code));
      }
      std::sort(numbers.begin(), numbers.end());
      return numbers;
    }
  };
  if (dictionary_.empty()) {
    for (const auto& code : definition_->codes) dictionary_.Intern(code.code);
  }
  std::visit(Visitor{*this}, value.value);
}

}  // namespace ketnoi::index
