#include "matcher/match/certificate_graph.h"

#include <algorithm>
#include <utility>

#include "absl/container/inlined_vector.h"

namespace ketnoi::match {
namespace {

using model::CertificateRelation;
using model::CertificateScheme;
using model::SchemeId;

// Whether a relation speaks of the level that is held.
bool Applies(const CertificateRelation& relation, int level) {
  return relation.from_level < 0 ||
         (level >= 0 && level <= relation.from_level);
}

Reach OfLevel(const model::CertificateTest& test, int level) {
  if (test.level < 0) return Reach::kEnough;
  if (level < 0) return Reach::kLevelNotStated;
  return level <= test.level ? Reach::kEnough : Reach::kTooLow;
}

// Follows SATISFIES from what is held; the best that is reached counts.
Reach Follow(const std::vector<CertificateScheme>& schemes,
             const model::CertificateTest& test, SchemeId scheme, int level) {
  Reach reach = Reach::kNothing;
  absl::InlinedVector<std::pair<SchemeId, int>, 16> reached = {{scheme, level}};
  for (size_t i = 0; i < reached.size(); ++i) {
    const auto [at, at_level] = reached[i];
    if (at == test.scheme) reach = std::min(reach, OfLevel(test, at_level));
    for (const auto& relation : schemes[at.index()].relations) {
      const std::pair next(relation.to_scheme, relation.to_level);
      if (relation.kind == CertificateRelation::Kind::kSatisfies &&
          Applies(relation, at_level) &&
          std::find(reached.begin(), reached.end(), next) == reached.end()) {
        reached.push_back(next);
      }
    }
  }
  return reach;
}

int32_t LargestCredit(const CertificateScheme& scheme,
                      const model::CertificateTest& test, int level) {
  int32_t credit = 0;
  for (const auto& relation : scheme.relations) {
    if (relation.kind == CertificateRelation::Kind::kCredit &&
        relation.to_scheme == test.scheme && Applies(relation, level) &&
        (relation.to_level < 0 || test.level < 0 ||
         relation.to_level <= test.level)) {
      credit = std::max(credit, relation.credit_bp);
    }
  }
  return credit;
}

bool Superseded(const std::vector<CertificateScheme>& schemes,
                const model::CertificateTest& test, SchemeId scheme) {
  const CertificateScheme& held = schemes[scheme.index()];
  if (scheme == test.scheme && held.withdrawn) return true;
  return std::any_of(held.relations.begin(), held.relations.end(),
                     [&](const CertificateRelation& relation) {
                       return relation.kind ==
                                  CertificateRelation::Kind::kSupersededBy &&
                              relation.to_scheme == test.scheme;
                     });
}

}  // namespace

CertificateGraph::CertificateGraph(const model::Reference& reference,
                                   const model::CertificateTest& test) {
  const auto& schemes = reference.schemes;
  first_.reserve(schemes.size() + 1);
  for (size_t s = 0; s < schemes.size(); ++s) {
    first_.push_back(entries_.size());
    const SchemeId scheme{static_cast<int32_t>(s)};
    const bool superseded = Superseded(schemes, test, scheme);
    const auto levels = static_cast<int>(schemes[s].levels.size());
    for (int level = -1; level < levels; ++level) {
      Entry& entry = entries_.emplace_back();
      entry.superseded = superseded;
      if (schemes[s].withdrawn) continue;
      entry.reach = Follow(schemes, test, scheme, level);
      entry.credit_bp = LargestCredit(schemes[s], test, level);
    }
  }
  first_.push_back(entries_.size());
}

bool CertificateGraph::IsSilent(model::SchemeId scheme) const {
  const auto begin = entries_.begin();
  return std::all_of(begin + static_cast<ptrdiff_t>(first_[scheme.index()]),
                     begin + static_cast<ptrdiff_t>(first_[scheme.index() + 1]),
                     [](const Entry& entry) { return entry.silent(); });
}

}  // namespace ketnoi::match
