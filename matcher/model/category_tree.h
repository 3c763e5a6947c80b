// The tree of part categories: sector, group, family and, where data have them,
// parts.
//
// Nodes are numbered depth-first, siblings in the order of the input, so that a
// node with everything below it is the range [id, End(id)). Immutable after
// Build; thread-safe.

#ifndef KETNOI_MATCHER_MODEL_CATEGORY_TREE_H_
#define KETNOI_MATCHER_MODEL_CATEGORY_TREE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "matcher/model/ids.h"

namespace ketnoi::model {

class CategoryTree {
 public:
  // One node as data state it. `parent` is empty for a sector.
  struct Entry {
    std::string id;
    std::string parent;
  };

  // An empty tree.
  CategoryTree() = default;

  // INVALID_ARGUMENT, naming the entry: an empty or repeated id, an unknown
  // parent, a cycle.
  static absl::StatusOr<CategoryTree> Build(const std::vector<Entry>& entries);

  int32_t size() const { return static_cast<int32_t>(nodes_.size()); }

  // Not stated() if there is no such node.
  CategoryId Find(std::string_view id) const;

  const std::string& Name(CategoryId id) const { return nodes_[id.index()].id; }
  // Not stated() for a sector.
  CategoryId Parent(CategoryId id) const { return nodes_[id.index()].parent; }
  // One past the last node of the subtree.
  CategoryId End(CategoryId id) const { return nodes_[id.index()].end; }

  // True if `node` is `root` or below it.
  bool Covers(CategoryId root, CategoryId node) const {
    return root <= node && node < End(root);
  }

  // Steps from `below` up to `above`; requires Covers(above, below).
  int Steps(CategoryId above, CategoryId below) const;

 private:
  struct Node {
    std::string id;
    CategoryId parent;
    CategoryId end;
  };
  std::vector<Node> nodes_;
  absl::flat_hash_map<std::string, CategoryId> by_id_;
};

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_CATEGORY_TREE_H_
