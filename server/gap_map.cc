#include "server/gap_map.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "server/topic_words.h"

namespace ketnoi::server {
namespace {

size_t NumberOf(int32_t number) { return static_cast<size_t>(number); }

// Adds one requirement.
void AddToBuckets(int32_t weight, int32_t eligible, int32_t conditional,
                  bool no_candidate, v1::GapBuckets& buckets) {
  AddTo(weight, *buckets.mutable_all());
  switch (BucketOf(eligible)) {
    case v1::GAP_BUCKET_ONE:
      return AddTo(weight, *buckets.mutable_one());
    case v1::GAP_BUCKET_TWO:
      return AddTo(weight, *buckets.mutable_two());
    case v1::GAP_BUCKET_MORE:
      return AddTo(weight, *buckets.mutable_more());
    default:
      break;
  }
  AddTo(weight, *buckets.mutable_none());
  if (conditional > 0) AddTo(weight, *buckets.mutable_conditional());
  if (no_candidate) AddTo(weight, *buckets.mutable_no_candidate());
}

// Gates that stand in the way, of the requirements at a category or below it.
struct GateCount {
  int32_t requirements = 0;
  int64_t pairs = 0;
};
using GateCounts = std::map<demand::Topic, GateCount>;

void AddGates(const demand::Nearest& nearest, GateCounts& counts) {
  std::map<demand::Topic, int64_t> pairs;
  for (const demand::NearSupplier& near : nearest.suppliers) {
    for (const demand::Topic& topic : near.topics) ++pairs[topic];
  }
  for (const auto& [topic, count] : pairs) {
    GateCount& gate = counts[topic];
    ++gate.requirements;
    gate.pairs += count;
  }
}

void WriteGates(const ReferenceData& data, const GateCounts& counts,
                int32_t most, v1::GapCategory& category) {
  // By key where counts are equal.
  std::vector<std::tuple<int64_t, int64_t, std::string, demand::Topic>> order;
  for (const auto& [topic, count] : counts) {
    order.emplace_back(-int64_t{count.requirements}, -count.pairs,
                       TopicKey(data, topic), topic);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [requirements, pairs, key, topic] : order) {
    if (category.gates_size() == most) break;
    v1::GapGate& gate = *category.add_gates();
    gate.set_key(key);
    *gate.mutable_display_name() = TopicName(data, topic);
    gate.set_requirements(static_cast<int32_t>(-requirements));
    gate.set_pairs(-pairs);
  }
}

v1::LocalizedText ProvinceName(const ReferenceData& data,
                               const std::string& code) {
  const model::ProvinceId id = data.reference.FindProvince(code);
  return code.empty() || !id.stated()
             ? v1::LocalizedText()
             : data.tables.provinces[id.index()].display_name();
}

}  // namespace

void AddTo(int32_t weight, v1::GapCount& count) {
  count.set_requirements(count.requirements() + 1);
  count.set_weight(count.weight() + weight);
}

v1::GapBucket BucketOf(int32_t eligible) {
  switch (eligible) {
    case 0:
      return v1::GAP_BUCKET_NONE;
    case 1:
      return v1::GAP_BUCKET_ONE;
    case 2:
      return v1::GAP_BUCKET_TWO;
    default:
      return v1::GAP_BUCKET_MORE;
  }
}

v1::GapMap MapFrom(const ReferenceData& data, const GapView& view,
                   const demand::Supply& supply,
                   const std::vector<demand::Nearest>& nearest,
                   int32_t gate_count) {
  const auto& tree = data.reference.categories;
  std::map<model::CategoryId, v1::GapBuckets> categories;
  std::map<model::CategoryId, GateCounts> gates;
  std::map<std::string, v1::GapBuckets> provinces;
  for (int32_t r = 0; r < view.scope->size(); ++r) {
    const int32_t eligible = supply.eligible[NumberOf(r)];
    const auto add = [&](v1::GapBuckets& buckets) {
      AddToBuckets(view.weights[NumberOf(r)], eligible,
                   supply.conditional[NumberOf(r)],
                   nearest[NumberOf(r)].suppliers.empty(), buckets);
    };
    for (model::CategoryId at = view.scope->category(r); at.stated();
         at = tree.Parent(at)) {
      add(categories[at]);
      if (eligible == 0) AddGates(nearest[NumberOf(r)], gates[at]);
    }
    add(provinces[view.places[NumberOf(r)]]);
  }
  v1::GapMap map;
  for (const auto& [id, buckets] : categories) {
    v1::GapCategory& category = *map.add_categories();
    category.set_category(tree.Name(id));
    *category.mutable_display_name() =
        data.tables.categories[id.index()].display_name();
    for (auto above = tree.Parent(id); above.stated();
         above = tree.Parent(above)) {
      category.set_depth(category.depth() + 1);
    }
    *category.mutable_buckets() = buckets;
    WriteGates(data, gates[id], gate_count, category);
  }
  for (const auto& [code, buckets] : provinces) {
    v1::GapProvince& province = *map.add_provinces();
    province.set_province(code);
    *province.mutable_display_name() = ProvinceName(data, code);
    *province.mutable_buckets() = buckets;
  }
  return map;
}

void AddSupplierProvinces(const ReferenceData& data, const GapView& view,
                          const std::vector<std::set<std::string>>& provinces,
                          const std::vector<std::vector<int32_t>>& requirements,
                          v1::GapMap& map) {
  std::map<std::string, std::pair<int32_t, std::set<int32_t>>> found;
  for (size_t s = 0; s < requirements.size(); ++s) {
    if (requirements[s].empty()) continue;
    for (const std::string& code : provinces[s]) {
      auto& [suppliers, served] = found[code];
      ++suppliers;
      served.insert(requirements[s].begin(), requirements[s].end());
    }
  }
  for (const auto& [code, of_it] : found) {
    v1::GapSupplierProvince& province = *map.add_supplier_provinces();
    province.set_province(code);
    *province.mutable_display_name() = ProvinceName(data, code);
    province.set_suppliers(of_it.first);
    for (const int32_t r : of_it.second) {
      AddTo(view.weights[NumberOf(r)], *province.mutable_requirements());
    }
  }
}

}  // namespace ketnoi::server
