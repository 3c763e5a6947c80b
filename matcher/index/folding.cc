#include "matcher/index/folding.h"

#include <algorithm>

namespace ketnoi::index {

size_t FirstToFold(std::span<const Part> parts, int64_t ratio) {
  size_t first = parts.size();
  int64_t later = 0;  // suppliers
  for (size_t p = parts.size(); p-- > 0;) {
    const int64_t size = parts[p].segment->supplier_count();
    const int64_t waste = std::max(later, size - parts[p].live);
    if (waste > 0 && waste * ratio >= size) first = p;
    later += parts[p].live;
  }
  return first;
}

}  // namespace ketnoi::index
