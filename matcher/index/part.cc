#include "matcher/index/part.h"

#include <utility>

namespace ketnoi::index {

Part WholePart(const model::CategoryTree& tree,
               std::shared_ptr<const Segment> segment) {
  Part part;
  part.live = segment->supplier_count();
  part.replaced = std::make_shared<const ReplacedSet>(part.live);
  part.replaced_candidates = std::make_shared<const std::vector<int32_t>>(
      static_cast<size_t>(tree.size()), 0);
  part.segment = std::move(segment);
  return part;
}

void Replace(const model::CategoryTree& tree,
             std::span<const int32_t> positions, Part& part) {
  if (positions.empty()) return;
  auto candidates =
      std::make_shared<std::vector<int32_t>>(*part.replaced_candidates);
  for (const int32_t position : positions) {
    for (const int32_t category :
         CandidateCategories(tree, part.segment->CategoriesOf(position))) {
      ++(*candidates)[static_cast<size_t>(category)];
    }
  }
  part.replaced =
      std::make_shared<const ReplacedSet>(part.replaced->With(positions));
  part.replaced_candidates = std::move(candidates);
  part.live -= static_cast<int32_t>(positions.size());
}

}  // namespace ketnoi::index
