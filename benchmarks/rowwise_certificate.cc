#include "benchmarks/rowwise_certificate.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace ketnoi::benchmarks {
namespace {

using match::Verdict;
using model::Certificate;
using model::CertificateRelation;
using model::CertificateScheme;
using model::CertificateTest;
using model::Reference;
using model::SchemeId;
using Entry = CertificateTable::Entry;
using Reach = CertificateTable::Reach;

bool LevelSuffices(int from_level, int held_level) {
  if (from_level < 0) return true;
  return held_level >= 0 && held_level <= from_level;
}

Reach ReachAtAsked(const CertificateTest& test, int level) {
  if (test.level < 0) return Reach::kEnough;
  if (level < 0) return Reach::kLevelNotStated;
  return level <= test.level ? Reach::kEnough : Reach::kTooLow;
}

// What can be reached from a certificate by relations that satisfy.
Reach ReachFrom(const Reference& reference, const CertificateTest& test,
                SchemeId held, int held_level) {
  using SchemeAndLevel = std::pair<SchemeId, int>;
  std::set<SchemeAndLevel> seen = {{held, held_level}};
  std::vector<SchemeAndLevel> open(seen.begin(), seen.end());
  Reach best = Reach::kNothing;
  while (!open.empty()) {
    const auto [scheme, level] = open.back();
    open.pop_back();
    if (scheme == test.scheme) best = std::min(best, ReachAtAsked(test, level));
    for (const auto& relation : reference.schemes[scheme.index()].relations) {
      const SchemeAndLevel next{relation.to_scheme, relation.to_level};
      if (relation.kind == CertificateRelation::Kind::kSatisfies &&
          LevelSuffices(relation.from_level, level) &&
          seen.insert(next).second) {
        open.push_back(next);
      }
    }
  }
  return best;
}

bool Credits(const CertificateRelation& relation, const CertificateTest& test,
             int held_level) {
  return relation.kind == CertificateRelation::Kind::kCredit &&
         relation.to_scheme == test.scheme &&
         LevelSuffices(relation.from_level, held_level) &&
         (relation.to_level < 0 || test.level < 0 ||
          relation.to_level <= test.level);
}

Entry EntryOf(const Reference& reference, const CertificateTest& test,
              SchemeId held, int held_level) {
  const CertificateScheme& scheme = reference.schemes[held.index()];
  Entry entry;
  entry.expires = scheme.expires;
  entry.superseded = scheme.withdrawn && held == test.scheme;
  for (const CertificateRelation& relation : scheme.relations) {
    entry.superseded |=
        relation.kind == CertificateRelation::Kind::kSupersededBy &&
        relation.to_scheme == test.scheme;
    if (!scheme.withdrawn && Credits(relation, test, held_level)) {
      entry.credit_bp = std::max(entry.credit_bp, relation.credit_bp);
    }
  }
  if (!scheme.withdrawn) {
    entry.reach = ReachFrom(reference, test, held, held_level);
  }
  return entry;
}

bool IsTimely(const CertificateTest& test, model::Date as_of,
              const Certificate& certificate) {
  if (certificate.valid_from && *certificate.valid_from > as_of) return false;
  if (!certificate.valid_to) return true;
  return *certificate.valid_to >= as_of &&
         !(test.valid_until && *certificate.valid_to < *test.valid_until);
}

// Whether scope, evidence and end leave no question.
bool IsProven(const CertificateTest& test, const model::Supplier& supplier,
              const Certificate& certificate, const Entry& entry) {
  return !certificate.scope_unclear &&
         !(certificate.sites.empty() && supplier.sites.size() > 1) &&
         certificate.evidence >= test.minimum_evidence &&
         (certificate.valid_to || !entry.expires);
}

// Nothing: it says nothing of the asked scheme.
std::optional<Verdict> VerdictOf(const CertificateTest& test,
                                 const Certificate& certificate,
                                 const Entry& entry, bool timely, bool proven) {
  if (entry.reach == Reach::kNothing) {
    if (!entry.superseded) return std::nullopt;
    return Verdict::kUnmet;
  }
  if (entry.reach == Reach::kTooLow || !timely) {
    if (certificate.scheme != test.scheme) return std::nullopt;
    return Verdict::kUnmet;
  }
  const bool open = entry.reach == Reach::kLevelNotStated || !proven;
  return open ? Verdict::kUnknown : Verdict::kMet;
}

bool BelongsTo(const Certificate& certificate, int32_t site) {
  const auto& sites = certificate.sites;
  return sites.empty() ||
         std::find(sites.begin(), sites.end(), site) != sites.end();
}

// What the list says if no certificate says anything.
Verdict LeftOut(const CertificateTest& test, const model::Supplier& supplier) {
  const auto& not_held = supplier.certificates_not_held;
  return supplier.certificates_complete ||
                 std::binary_search(not_held.begin(), not_held.end(),
                                    test.scheme)
             ? Verdict::kUnmet
             : Verdict::kUnknown;
}

}  // namespace

CertificateTable::CertificateTable(const Reference& reference,
                                   const CertificateTest& test) {
  by_scheme_.resize(reference.schemes.size());
  for (SchemeId held{0}; held.index() < by_scheme_.size(); ++held.value) {
    const auto levels =
        static_cast<int>(reference.schemes[held.index()].levels.size());
    for (int level = -1; level < levels; ++level) {
      by_scheme_[held.index()].push_back(EntryOf(reference, test, held, level));
    }
  }
}

RowwiseVerdict JudgeCertificates(const CertificateTable& table,
                                 const CertificateTest& test,
                                 const model::ValueFunction& evidence,
                                 model::Date as_of,
                                 const model::Supplier& supplier,
                                 int32_t site) {
  bool any_unknown = false;
  bool any_unmet = false;
  int32_t met = -1;
  int32_t credit = 0;
  for (const Certificate& certificate : supplier.certificates) {
    if (!BelongsTo(certificate, site)) continue;
    const Entry& entry = table.At(certificate.scheme, certificate.level);
    const bool timely = IsTimely(test, as_of, certificate);
    const bool proven = IsProven(test, supplier, certificate, entry);
    if (timely && proven) credit = std::max(credit, entry.credit_bp);
    const auto one = VerdictOf(test, certificate, entry, timely, proven);
    if (!one) continue;
    any_unknown |= *one == Verdict::kUnknown;
    any_unmet |= *one == Verdict::kUnmet;
    if (*one == Verdict::kMet) {
      met = std::max(met,
                     evidence.At(static_cast<int64_t>(certificate.evidence)));
    }
  }
  if (met >= 0) return {Verdict::kMet, met};
  const int32_t value = credit > 0 ? std::min(credit, evidence.At(0)) : 0;
  if (any_unknown) return {Verdict::kUnknown, value};
  if (any_unmet) return {Verdict::kUnmet, value};
  return {LeftOut(test, supplier), value};
}

}  // namespace ketnoi::benchmarks
