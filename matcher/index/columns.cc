#include "matcher/index/columns.h"

#include <algorithm>

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

bool ListColumn::Sound(size_t end) const {
  if (!AreOffsets(begin_, values_.size()) || size() == 0 ||
      begin_.size() != size() + 1 || split_.size() != size()) {
    return false;
  }
  for (size_t entry = 0; entry < size(); ++entry) {
    if (split_[entry] < begin_[entry] || split_[entry] > begin_[entry + 1]) {
      return false;
    }
    const ListView list = At(entry);
    for (const auto& part : {list.held, list.not_held}) {
      if (part.empty()) continue;
      if (part.front() < 0 || static_cast<size_t>(part.back()) >= end ||
          !std::is_sorted(part.begin(), part.end())) {
        return false;
      }
    }
  }
  return true;
}

int64_t Amount::free_e3() const {
  if (committed_bp < 0) return value_e3;
  const __int128 scaled =
      static_cast<__int128>(value_e3) * (10000 - committed_bp) / 10000;
  return static_cast<int64_t>(scaled);
}

}  // namespace ketnoi::index
