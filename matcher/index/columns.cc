#include "matcher/index/columns.h"

namespace ketnoi::index {

void ListColumn::Append(const ListView& list) {
  values_.insert(values_.end(), list.held.begin(), list.held.end());
  split_.push_back(static_cast<uint32_t>(values_.size()));
  values_.insert(values_.end(), list.not_held.begin(), list.not_held.end());
  begin_.push_back(static_cast<uint32_t>(values_.size()));
  complete_.push_back(list.complete ? 1 : 0);
}

void ListColumn::ShrinkToFit() {
  values_.shrink_to_fit();
  begin_.shrink_to_fit();
  split_.shrink_to_fit();
  complete_.shrink_to_fit();
}

size_t ListColumn::Bytes() const {
  return VectorBytes(values_) + VectorBytes(begin_) + VectorBytes(split_) +
         VectorBytes(complete_);
}

int64_t Amount::free_e3() const {
  if (committed_bp < 0) return value_e3;
  const __int128 scaled =
      static_cast<__int128>(value_e3) * (10000 - committed_bp) / 10000;
  return static_cast<int64_t>(scaled);
}

}  // namespace ketnoi::index
