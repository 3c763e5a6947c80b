#include "benchmarks/query_facts.h"

#include <algorithm>
#include <variant>

#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

// Suppliers whose verdicts are counted, at most.
constexpr size_t kSample = 10'000;

template <class Condition>
double CountCriteria(const ScaleQuery& query, Condition condition) {
  const auto& criteria = query.query.parts.front().criteria;
  return static_cast<double>(
      std::count_if(criteria.begin(), criteria.end(), condition));
}

bool IsAttribute(const model::Criterion& criterion) {
  return std::holds_alternative<model::AttributeTest>(criterion.test);
}

bool IsDatedCertificate(const model::Criterion& criterion) {
  const auto* test = std::get_if<model::CertificateTest>(&criterion.test);
  return test != nullptr && test->valid_until.has_value();
}

double Share(double part, double whole) {
  return whole > 0 ? 100 * part / whole : 0;
}

}  // namespace

void QueryFacts::Add(const ScaleQuery& query, const RowwiseRanking& ranking) {
  criteria_ += query.question.criteria_count();
  gates_ += query.question.gate_count();
  attributes_ += CountCriteria(query, IsAttribute);
  certificates_ += CountCriteria(query, IsDatedCertificate);
  const match::StandingTotals& totals = ranking.totals;
  eligible_ += totals.eligible;
  conditional_ += totals.conditional;
  candidates_ += totals.eligible + totals.conditional + totals.ineligible;
  row_shares_.push_back(Share(static_cast<double>(CandidateRows(query, rows_)),
                              static_cast<double>(rows_.row_count())));
  CountVerdicts(query.question);
}

void QueryFacts::CountVerdicts(const RowwiseQuestion& question) {
  const size_t step = 1 + suppliers_.size() / kSample;
  for (size_t s = 0; s < suppliers_.size(); s += step) {
    const model::Supplier& supplier = *suppliers_[s];
    for (int32_t i = 0; i < std::ssize(supplier.capabilities); ++i) {
      const auto listed =
          supplier.capabilities[static_cast<size_t>(i)].category;
      if (!question.IsCandidate(listed)) continue;
      ForEachRow(supplier, i, [&](const RowwiseRow& row) {
        question.CountVerdicts(row, verdicts_);
      });
    }
  }
}

std::string QueryFacts::Text() const {
  const auto count = static_cast<double>(row_shares_.size());
  double mean_share = 0;
  for (const double share : row_shares_) mean_share += share / count;
  const auto unknown =
      static_cast<double>(verdicts_[size_t(match::Verdict::kUnknown)]);
  const auto verdicts =
      static_cast<double>(verdicts_[0] + verdicts_[1] + verdicts_[2]);
  return fmt::format(
      "{}; on average {:.1f} criteria ({:.1f} attributes, {:.1f} dated "
      "certificates), {:.1f} of them gates; candidate rows {:.1f} % ({:.1f} to "
      "{:.1f}, median {:.1f}); verdicts unknown {:.0f} %; candidates eligible "
      "{:.2f} %, conditional {:.1f} %",
      row_shares_.size() == 1 ? "1 query"
                              : fmt::format("{} queries", row_shares_.size()),
      criteria_ / count, attributes_ / count, certificates_ / count,
      gates_ / count, mean_share, Percentile(row_shares_, 0),
      Percentile(row_shares_, 1), Percentile(row_shares_, 0.5),
      Share(unknown, verdicts), Share(eligible_, candidates_),
      Share(conditional_, candidates_));
}

}  // namespace ketnoi::benchmarks
