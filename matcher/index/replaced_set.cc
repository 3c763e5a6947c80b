#include "matcher/index/replaced_set.h"

namespace ketnoi::index {

ReplacedSet::ReplacedSet(int32_t suppliers)
    : pages_((static_cast<size_t>(suppliers) + kPageWords * 64 - 1) /
             (kPageWords * 64)) {}

ReplacedSet ReplacedSet::With(std::span<const int32_t> positions) const {
  ReplacedSet result = *this;
  std::vector<std::shared_ptr<Page>> copies(pages_.size());
  for (const int32_t position : positions) {
    const auto bit = static_cast<size_t>(position);
    const size_t p = bit / 64 / kPageWords;
    if (!copies[p]) {
      copies[p] = pages_[p] ? std::make_shared<Page>(*pages_[p])
                            : std::make_shared<Page>();
      result.pages_[p] = copies[p];
    }
    (*copies[p])[bit / 64 % kPageWords] |= uint64_t{1} << bit % 64;
  }
  return result;
}

void ReplacedSet::RemoveFrom(Bitmap& suppliers) const {
  for (size_t p = 0; p < pages_.size(); ++p) {
    if (pages_[p]) suppliers.ClearWords(p * kPageWords, *pages_[p]);
  }
}

}  // namespace ketnoi::index
