#include "benchmarks/scale_query.h"

#include <algorithm>
#include <set>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

// Suppliers whose verdicts are counted, at most.
constexpr size_t kSample = 10'000;

absl::StatusOr<ScaleQuery> PrepareOne(const ReferenceSource& source,
                                      Query query) {
  std::vector<std::unique_ptr<const match::BoundProgram>> programs;
  for (const model::Requirement& part : query.parts) {
    auto program = match::Compile(part, source.criteria_set(),
                                  source.reference(), {AsOfDay(), {}});
    if (!program.ok()) return program.status();
    programs.push_back(
        std::make_unique<const match::BoundProgram>(*std::move(program)));
  }
  model::Requirement asked = query.parts.front();
  if (query.parts.size() > 1) asked.category = {};
  auto question = RowwiseQuestion::Make(
      source.reference(), source.criteria_set(), AsOfDay(), asked);
  if (!question.ok()) return question.status();
  return ScaleQuery{std::move(query), std::move(programs),
                    *std::move(question)};
}

// The first of each supplier, in order.
void Merge(std::vector<match::Match>& matches) {
  std::sort(matches.begin(), matches.end(),
            [](const match::Match& a, const match::Match& b) {
              return Before(a.key, b.key);
            });
  std::set<std::string> seen;
  std::erase_if(matches, [&seen](const match::Match& match) {
    return !seen.insert(match.key.supplier).second;
  });
  if (matches.size() > kTop) matches.resize(kTop);
}

// By position in match::Verdict.
struct VerdictCounts {
  int64_t of[3] = {0, 0, 0};
};

VerdictCounts CountVerdicts(const ScaleQuery& query,
                            const ModelSuppliers& suppliers) {
  VerdictCounts counts;
  const size_t step = 1 + suppliers.size() / kSample;
  for (size_t s = 0; s < suppliers.size(); s += step) {
    const model::Supplier& supplier = *suppliers[s];
    for (int32_t i = 0; i < std::ssize(supplier.capabilities); ++i) {
      const auto listed =
          supplier.capabilities[static_cast<size_t>(i)].category;
      if (!query.question.IsCandidate(listed)) continue;
      ForEachRow(supplier, i, [&](const RowwiseRow& row) {
        query.question.CountVerdicts(row, counts.of);
      });
    }
  }
  return counts;
}

template <class Condition>
int64_t CountCriteria(const ScaleQuery& query, Condition condition) {
  const auto& criteria = query.query.parts.front().criteria;
  return std::count_if(criteria.begin(), criteria.end(), condition);
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

absl::StatusOr<std::vector<ScaleQuery>> Prepare(const ReferenceSource& source,
                                                QueryClass query_class) {
  std::vector<ScaleQuery> prepared;
  for (Query& query : MakeQueries(source, query_class)) {
    auto one = PrepareOne(source, std::move(query));
    if (!one.ok()) return one.status();
    prepared.push_back(*std::move(one));
  }
  return prepared;
}

absl::StatusOr<std::vector<match::Match>> Ask(const ScaleQuery& query,
                                              const index::Snapshot& snapshot,
                                              Asking asking,
                                              match::Workspace& workspace) {
  match::RankQuery rank;
  rank.limit = kTop;
  rank.with_criteria = asking.with_criteria;
  std::vector<match::Match> matches;
  for (const auto& program : query.programs) {
    auto ranking =
        asking.bound
            ? match::Rank(*program, snapshot, rank, workspace)
            : match::Rank(program->program(), snapshot, rank, workspace);
    if (!ranking.ok()) return ranking.status();
    if (query.programs.size() == 1) return std::move(ranking->matches);
    std::move(ranking->matches.begin(), ranking->matches.end(),
              std::back_inserter(matches));
  }
  Merge(matches);
  return matches;
}

absl::StatusOr<std::vector<match::Match>> Ask(const ScaleQuery& query,
                                              const index::Snapshot& snapshot) {
  match::Workspace workspace;
  return Ask(query, snapshot, {}, workspace);
}

QueryBytes BytesOf(const ScaleQuery& query, const index::Snapshot& snapshot) {
  QueryBytes bytes;
  for (const auto& program : query.programs) {
    for (const auto& part : snapshot.parts()) {
      const auto binding = program->Bind(part.segment);
      bytes.scanned += static_cast<int64_t>(binding->ScannedBytes());
      bytes.tables += static_cast<int64_t>(binding->Bytes());
    }
  }
  return bytes;
}

std::vector<match::RankKey> KeysOf(const std::vector<match::Match>& matches) {
  std::vector<match::RankKey> keys;
  for (const match::Match& match : matches) keys.push_back(match.key);
  return keys;
}

int64_t CandidateRows(const ScaleQuery& query, const BucketedRows& rows) {
  int64_t count = 0;
  for (const model::Requirement& part : query.query.parts) {
    count += rows.CandidateRows(part.category);
  }
  return count;
}

std::string Describe(const std::vector<ScaleQuery>& queries,
                     const std::vector<RowwiseRanking>& rankings,
                     const ModelSuppliers& suppliers,
                     const BucketedRows& rows) {
  double criteria = 0, attributes = 0, certificates = 0, gates = 0;
  double eligible = 0, conditional = 0, candidates = 0;
  double unknown = 0, verdicts = 0;
  std::vector<double> row_shares;
  for (size_t q = 0; q < queries.size(); ++q) {
    criteria += queries[q].question.criteria_count();
    gates += queries[q].question.gate_count();
    attributes += double(CountCriteria(queries[q], IsAttribute));
    certificates += double(CountCriteria(queries[q], IsDatedCertificate));
    const match::StandingTotals& totals = rankings[q].totals;
    eligible += totals.eligible;
    conditional += totals.conditional;
    candidates += totals.eligible + totals.conditional + totals.ineligible;
    const VerdictCounts counts = CountVerdicts(queries[q], suppliers);
    unknown += double(counts.of[size_t(match::Verdict::kUnknown)]);
    verdicts += double(counts.of[0] + counts.of[1] + counts.of[2]);
    row_shares.push_back(Share(double(CandidateRows(queries[q], rows)),
                               double(rows.row_count())));
  }
  const double count = double(queries.size());
  double mean_share = 0;
  for (const double share : row_shares) mean_share += share / count;
  return fmt::format(
      "{} queries; on average {:.1f} criteria ({:.1f} attributes, {:.1f} dated "
      "certificates), {:.1f} of them gates; candidate rows {:.1f} % ({:.1f} to "
      "{:.1f}, median {:.1f}); verdicts unknown {:.0f} %; candidates eligible "
      "{:.2f} %, conditional {:.1f} %",
      queries.size(), criteria / count, attributes / count,
      certificates / count, gates / count, mean_share,
      Percentile(row_shares, 0), Percentile(row_shares, 1),
      Percentile(row_shares, 0.5), Share(unknown, verdicts),
      Share(eligible, candidates), Share(conditional, candidates));
}

}  // namespace ketnoi::benchmarks
