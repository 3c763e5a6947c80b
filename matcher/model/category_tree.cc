#include "matcher/model/category_tree.h"

#include <cstddef>

#include "absl/status/status.h"
#include "fmt/format.h"

namespace ketnoi::model {
namespace {

struct Links {
  std::vector<size_t> sectors;
  std::vector<std::vector<size_t>> children;  // by position in the input
};

absl::StatusOr<Links> LinkEntries(
    const std::vector<CategoryTree::Entry>& entries) {
  absl::flat_hash_map<std::string, size_t> positions;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].id.empty()) {
      return absl::InvalidArgumentError(
          fmt::format("category {} of the list has no id", i + 1));
    }
    if (!positions.emplace(entries[i].id, i).second) {
      return absl::InvalidArgumentError(
          fmt::format("category '{}' is there twice", entries[i].id));
    }
  }
  Links links;
  links.children.resize(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].parent.empty()) {
      links.sectors.push_back(i);
      continue;
    }
    const auto parent = positions.find(entries[i].parent);
    if (parent == positions.end()) {
      return absl::InvalidArgumentError(
          fmt::format("category '{}' has the unknown parent '{}'",
                      entries[i].id, entries[i].parent));
    }
    links.children[parent->second].push_back(i);
  }
  return links;
}

// A node to visit, or, with `leaving`, the end of its subtree.
struct Visit {
  size_t entry;
  CategoryId parent;
  bool leaving;
};

}  // namespace

absl::StatusOr<CategoryTree> CategoryTree::Build(
    const std::vector<Entry>& entries) {
  const absl::StatusOr<Links> links = LinkEntries(entries);
  if (!links.ok()) return links.status();

  CategoryTree tree;
  std::vector<Visit> open;
  const auto push = [&open](const std::vector<size_t>& siblings,
                            CategoryId parent) {
    for (size_t i = siblings.size(); i-- > 0;) {
      open.push_back({siblings[i], parent, false});
    }
  };
  push(links->sectors, CategoryId{});
  while (!open.empty()) {
    const Visit visit = open.back();
    open.pop_back();
    const CategoryId next{tree.size()};
    if (visit.leaving) {
      tree.nodes_[visit.entry].end = next;
      continue;
    }
    tree.nodes_.push_back({entries[visit.entry].id, visit.parent, next});
    tree.by_id_.emplace(entries[visit.entry].id, next);
    open.push_back({next.index(), visit.parent, true});
    push(links->children[visit.entry], next);
  }
  if (tree.nodes_.size() == entries.size()) return tree;
  // Entries of a cycle hang below no sector.
  for (const Entry& entry : entries) {
    if (!tree.Find(entry.id).stated()) {
      return absl::InvalidArgumentError(fmt::format(
          "category '{}' is in or below a cycle of parents", entry.id));
    }
  }
  return absl::InternalError("category tree is incomplete");
}

CategoryId CategoryTree::Find(std::string_view id) const {
  const auto it = by_id_.find(std::string(id));
  return it == by_id_.end() ? CategoryId{} : it->second;
}

int CategoryTree::Steps(CategoryId above, CategoryId below) const {
  int steps = 0;
  for (CategoryId node = below; node != above; node = Parent(node)) ++steps;
  return steps;
}

}  // namespace ketnoi::model
