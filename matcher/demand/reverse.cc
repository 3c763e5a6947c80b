#include "matcher/demand/reverse.h"

#include <algorithm>
#include <utility>

#include "matcher/demand/supplier_scan.h"
#include "matcher/match/judged.h"

namespace ketnoi::demand {
namespace {

using match::RankKey;
using match::RowKey;
using match::Standing;

// A requirement of an asked standing.
struct Found {
  RowKey key;
  const std::string* name;
  int32_t row;

  friend bool Before(const Found& a, const Found& b) {
    return a.key != b.key ? a.key > b.key : *a.name < *b.name;
  }
  RankKey rank() const {
    return {match::StandingOf(key), match::ScoreOf(key),
            match::ScoreHighOf(key), *name};
  }
};

class Ranker {
 public:
  Ranker(const RequirementSet& set, const index::SupplierAt& supplier,
         const RequirementQuery& query)
      : set_(set),
        query_(query),
        scan_(set, supplier, query.as_of, query.cancelled) {}

  absl::StatusOr<RequirementRanking> Run() {
    for (const auto& block : set_.blocks()) {
      const auto [begin, end] = block->WithPrefix(query_.prefix);
      if (!scan_.Enter(*block)) {
        ranking_.totals.outside_category +=
            block->CountSought(begin, end, query_.as_of);
        continue;
      }
      const absl::Status status =
          scan_.FindBest(begin, end, Wants(Standing::kIneligible));
      if (!status.ok()) return status;
      for (size_t i = begin; i < end; ++i) {
        const auto& [key, row] = scan_.best()[i - begin];
        if (row >= 0) Count({key, &block->name(i), row});
      }
    }
    Return();
    return std::move(ranking_);
  }

 private:
  bool Wants(Standing standing) const {
    return query_.standings[static_cast<size_t>(standing)];
  }

  void Count(const Found& found) {
    const Standing standing = match::StandingOf(found.key);
    match::StandingTotals& totals = ranking_.totals;
    totals.eligible += standing == Standing::kEligible ? 1 : 0;
    totals.conditional += standing == Standing::kConditional ? 1 : 0;
    totals.ineligible += standing == Standing::kIneligible ? 1 : 0;
    if (!Wants(standing)) return;
    if (query_.after && !Before(*query_.after, found.rank())) {
      ++ranking_.skipped;
      return;
    }
    found_.push_back(found);
  }

  void Return() {
    const size_t returned =
        std::min(found_.size(), static_cast<size_t>(query_.limit));
    ranking_.more = found_.size() > returned;
    const auto before = [](const Found& a, const Found& b) {
      return Before(a, b);
    };
    std::partial_sort(found_.begin(),
                      found_.begin() + static_cast<std::ptrdiff_t>(returned),
                      found_.end(), before);
    found_.resize(returned);
    ranking_.matches.reserve(returned);
    for (const Found& found : found_) {
      ranking_.matches.push_back({found.rank(), found.row});
    }
  }

  const RequirementSet& set_;
  const RequirementQuery& query_;
  SupplierScan scan_;
  std::vector<Found> found_;
  RequirementRanking ranking_;
};

}  // namespace

absl::StatusOr<RequirementRanking> RankRequirements(
    const RequirementSet& set, const index::SupplierAt& supplier,
    const RequirementQuery& query) {
  return Ranker(set, supplier, query).Run();
}

}  // namespace ketnoi::demand
