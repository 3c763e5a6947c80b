#include "benchmarks/scale_rank.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/check.h"
#include "benchmarks/query_facts.h"
#include "benchmarks/scale_query.h"
#include "fmt/format.h"
#include "matcher/match/funnel.h"

namespace ketnoi::benchmarks {
namespace {

// What the benchmark is to reach at the size that goals are about; 0: nothing.
struct Goals {
  double rank_ms;
  double row_ns;
  double plain_ratio;
  double bucketed_ratio;
};

Goals GoalsOf(QueryClass query_class) {
  switch (query_class) {
    case QueryClass::kLeaf:
      return {0.15, 2, 150, 8};
    case QueryClass::kSector:
      return {1.8, 2, 50, 8};
    case QueryClass::kUnfiltered:
      break;
  }
  return {0, 0, 12, 0};
}
constexpr double kExplainedGoal = 1.2;  // x the ranking without criteria
constexpr double kFunnelGoal = 2;       // x the ranking alone
constexpr double kReadsGoal = 1.5;      // x reading what is scanned once

// The naive matcher judges everything; it takes seconds per answer at 100,000
// suppliers and too long beyond.
constexpr int64_t kMostForNaive = 100'000;
constexpr int64_t kManyForNaive = 20'000;

class ClassBenchmark {
 public:
  ClassBenchmark(const ScaleContext& context, QueryClass query_class,
                 std::vector<ScaleQuery> queries, BucketedRows& buckets)
      : context_(context),
        class_(query_class),
        name_(QueryClassName(query_class)),
        goals_(GoalsOf(query_class)),
        queries_(std::move(queries)),
        buckets_(buckets) {}

  absl::Status Run() {
    absl::Status status = CheckPeers();
    status.Update(CheckNaively());
    if (!status.ok()) return status;
    MeasureMatcher();
    MeasurePeers();
    return status;
  }

 private:
  bool is_bucketed() const { return class_ != QueryClass::kUnfiltered; }

  absl::Status CheckPeers() {
    QueryFacts facts(context_.suppliers, buckets_);
    for (const ScaleQuery& query : queries_) {
      const auto matches = Ask(query, *context_.snapshot);
      if (!matches.ok()) return matches.status();
      const auto expected = KeysOf(*matches);
      const RowwiseRanking ranking =
          RankPlainly(query.question, context_.suppliers, kTop);
      facts.Add(query, ranking);
      absl::Status status = CheckPeer("plain loop", ranking.top, expected);
      if (is_bucketed()) {
        status.Update(CheckPeer("bucketed loop",
                                buckets_.Rank(query.question, kTop).top,
                                expected));
      }
      if (!status.ok()) return status;
    }
    context_.report.AddFact(context_.Named(name_), facts.Text());
    return absl::OkStatus();
  }

  absl::Status CheckNaively() const {
    if (context_.size() > kMostForNaive) return absl::OkStatus();
    const size_t step = context_.size() > kManyForNaive
                            ? queries_.size()
                            : 1 + queries_.size() / 4;
    for (size_t q = 0; q < queries_.size(); q += step) {
      const ScaleQuery& query = queries_[q];
      for (size_t part = 0; part < query.programs.size(); ++part) {
        const auto ranking = match::Rank(query.programs[part]->program(),
                                         *context_.snapshot, {});
        if (!ranking.ok()) return ranking.status();
        absl::Status status =
            CheckRanking(context_.source, query.query.parts[part],
                         context_.suppliers, *ranking);
        if (!status.ok()) return status;
      }
    }
    return absl::OkStatus();
  }

  Measure Start(const std::string& prefix, double goal) const {
    return context_.Start(prefix + name_, "CPU ms", goal);
  }

  // A point of the plot.
  Measure StartPoint(const std::string& prefix, std::string engine,
                     double goal) const {
    Measure measure = Start(prefix, goal);
    measure.engine = std::move(engine);
    measure.query_class = name_;
    measure.suppliers = context_.size();
    return measure;
  }

  // One sample per query, in order.
  template <class Function>
  void TimeEach(Measure& measure, Function function) const {
    for (const ScaleQuery& query : queries_) {
      const CpuClock clock;
      function(query);
      measure.samples.push_back(clock.Milliseconds());
    }
  }

  // Bound with and without criteria, and not bound, in turn, each through all
  // queries, so that none finds in the caches what another has just read.
  void MeasureMatcher() const {
    Measure rank = StartPoint("rank.", "Ketnoi", goals_.rank_ms);
    Measure explained = Start("rank.", kExplainedGoal);
    explained.name = context_.Named("rank." + name_ + ".explained");
    explained.compared_with = rank.name;
    Measure unbound = Start("rank.", 0);
    unbound.name = context_.Named("rank." + name_ + ".unbound");
    unbound.compared_with = rank.name;
    Measure funnel = Start("rank.", kFunnelGoal);
    funnel.name = context_.Named("rank." + name_ + ".funnel");
    funnel.compared_with = rank.name;
    match::Workspace workspace;
    match::FunnelWorkspace funnels;
    const auto ask = [&](Asking asking) {
      return [this, asking, &workspace](const ScaleQuery& query) {
        (void)Ask(query, *context_.snapshot, asking, workspace);
      };
    };
    RunPasses(context_.settings, [&] {
      TimeEach(rank, ask({false, true}));
      TimeEach(explained, ask({true, true}));
      TimeEach(unbound, ask({false, false}));
      TimeEach(funnel, [&](const ScaleQuery& query) {
        (void)Ask(query, *context_.snapshot, {}, workspace);
        for (const auto& program : query.programs) {
          (void)match::MakeFunnel(*program, *context_.snapshot, {}, funnels);
        }
      });
    });
    context_.report.Add(rank);
    context_.report.Add(std::move(explained));
    context_.report.Add(std::move(unbound));
    context_.report.Add(std::move(funnel));
    AddPerRow(rank);
    AddReads(rank);
  }

  void AddPerRow(const Measure& rank) const {
    Measure row =
        context_.Start("rank." + name_ + ".row", "ns/row", goals_.row_ns);
    for (size_t i = 0; i < rank.samples.size(); ++i) {
      const auto rows = static_cast<double>(
          CandidateRows(queries_[i % queries_.size()], buckets_));
      if (rows > 0) row.samples.push_back(rank.samples[i] * 1e6 / rows);
    }
    context_.report.Add(std::move(row));
  }

  // What a query reads of every candidate row, and how much longer it takes
  // than reading as much memory would.
  void AddReads(const Measure& rank) const {
    Measure scanned = context_.Start("scanned." + name_, "MB");
    Measure tables = context_.Start("tables." + name_, "MB");
    std::vector<double> once_ms;  // by query
    for (const ScaleQuery& query : queries_) {
      const QueryBytes bytes = BytesOf(query, *context_.snapshot);
      const double scanned_mb = static_cast<double>(bytes.scanned) / 1e6;
      scanned.samples.push_back(scanned_mb);
      tables.samples.push_back(static_cast<double>(bytes.tables) / 1e6);
      once_ms.push_back(scanned_mb / context_.read_gb_per_second);
    }
    Measure reads =
        context_.Start("rank." + name_ + ".reads", "reads",
                       class_ == QueryClass::kUnfiltered ? kReadsGoal : 0);
    Measure share = context_.Start("rank." + name_ + ".bandwidth", "%");
    for (size_t i = 0; i < rank.samples.size(); ++i) {
      const double once = once_ms[i % queries_.size()];
      reads.samples.push_back(rank.samples[i] / once);
      share.samples.push_back(100 * once / rank.samples[i]);
    }
    context_.report.Add(std::move(scanned));
    context_.report.Add(std::move(tables));
    context_.report.Add(std::move(reads));
    context_.report.Add(std::move(share));
  }

  void MeasurePeers() {
    AddPeer("plain.", "plain loop", goals_.plain_ratio,
            [this](const ScaleQuery& query) {
              RankPlainly(query.question, context_.suppliers, kTop);
            });
    if (!is_bucketed()) return;
    AddPeer("bucketed.", "bucketed loop", goals_.bucketed_ratio,
            [this](const ScaleQuery& query) {
              buckets_.Rank(query.question, kTop);
            });
  }

  template <class Function>
  void AddPeer(const std::string& prefix, std::string engine, double ratio_goal,
               Function rank) {
    Measure peer = StartPoint(prefix, std::move(engine), ratio_goal);
    peer.compared_with = context_.Named("rank." + name_);
    peer.more_is_better = true;
    RunPasses(context_.settings, [&] { TimeEach(peer, rank); });
    context_.report.Add(std::move(peer));
  }

  const ScaleContext& context_;
  const QueryClass class_;
  const std::string name_;
  const Goals goals_;
  const std::vector<ScaleQuery> queries_;
  BucketedRows& buckets_;
};

}  // namespace

absl::Status MeasureClass(const ScaleContext& context, QueryClass query_class,
                          BucketedRows& buckets) {
  auto queries = Prepare(context.source, query_class);
  if (!queries.ok()) return queries.status();
  return ClassBenchmark(context, query_class, *std::move(queries), buckets)
      .Run();
}

}  // namespace ketnoi::benchmarks
