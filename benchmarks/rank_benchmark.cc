#include "benchmarks/rank_benchmark.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/check.h"
#include "fmt/format.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/compile.h"
#include "matcher/match/matcher.h"
#include "server/translate_requirement.h"

namespace ketnoi::benchmarks {
namespace {

using index::Snapshot;
using model::CategoryId;
using model::Requirement;

constexpr double kLeafGoal = 5;  // ms

// Everything that one ranking is made of.
class RankBenchmark {
 public:
  RankBenchmark(const Settings& settings, ReferenceSource source,
                Report& report)
      : settings_(settings), source_(std::move(source)), report_(report) {}

  absl::Status Run() {
    Prepare();
    MeasureIndex();
    absl::Status status = MeasureRank("rank.leaf", leaves_, kLeafGoal, 20);
    status.Update(MeasureRank("rank.group", LiftedToGroups(), 0, 5));
    status.Update(MeasureRank("rank.sector", LiftedToSectors(), 0, 3));
    if (status.ok()) MeasureAllSectors();
    if (status.ok()) MeasureExplain();
    return status;
  }

 private:
  void Prepare() {
    suppliers_ = ToModel(source_.reference(),
                         GenerateSuppliers(source_, settings_.generated()));
    for (const v1::Requirement& requirement : GenerateRequirements(source_)) {
      leaves_.push_back(server::TranslateRequirement(source_.reference(),
                                                     requirement, nullptr)
                            .value());
    }
    size_t criteria = 0;
    for (const Requirement& leaf : leaves_) criteria += leaf.criteria.size();
    report_.AddFact(
        "ranked",
        fmt::format("{} generated suppliers, seed {}, as of {}; {} "
                    "requirements, one per family, {:.1f} criteria on average",
                    suppliers_.size(), kSeed, kAsOf, leaves_.size(),
                    static_cast<double>(criteria) /
                        static_cast<double>(leaves_.size())));
  }

  void MeasureIndex() {
    Measure build{"index.build", "CPU ms", {}, "", 0, false};
    for (int i = 0; i < (settings_.quick ? 2 : 5); ++i) {
      const CpuClock clock;
      snapshot_ = Snapshot::Build(source_.reference(), suppliers_, 1);
      build.samples.push_back(clock.Milliseconds());
    }
    report_.AddFact("rows", fmt::format("{}", snapshot_->row_count()));
    report_.Add(std::move(build));

    Measure write{"index.write", "CPU ms", {}, "", 0, false};
    auto written = snapshot_;
    for (int i = 0; i < (settings_.quick ? 200 : 2000); ++i) {
      const auto& supplier = suppliers_[size_t(i) * 7919 % suppliers_.size()];
      const CpuClock clock;
      written = written->With({{supplier->id, supplier}}, 2 + i);
      write.samples.push_back(clock.Milliseconds());
    }
    report_.Add(std::move(write));
  }

  absl::StatusOr<match::Ranking> Rank(const Requirement& requirement) const {
    const auto program = match::Compile(requirement, source_.criteria_set(),
                                        source_.reference(), {AsOfDay(), {}});
    if (!program.ok()) return program.status();
    return match::Rank(*program, *snapshot_, {});
  }

  // Compiles and ranks each requirement, after checking some of the answers.
  absl::Status MeasureRank(const std::string& name,
                           const std::vector<Requirement>& requirements,
                           double goal, int repeats) {
    const size_t step = settings_.quick ? 1 : 1 + requirements.size() / 6;
    for (size_t i = 0; i < requirements.size(); i += step) {
      const auto ranking = Rank(requirements[i]);
      if (!ranking.ok()) return ranking.status();
      absl::Status status =
          CheckRanking(source_, requirements[i], suppliers_, *ranking);
      if (!status.ok()) return status;
    }
    Measure measure{name, "CPU ms", {}, "", goal, false};
    for (int i = 0; i < (settings_.quick ? 2 : repeats); ++i) {
      for (const Requirement& requirement : requirements) {
        const CpuClock clock;
        const auto ranking = Rank(requirement);
        measure.samples.push_back(clock.Milliseconds());
        if (!ranking.ok()) return ranking.status();
      }
    }
    report_.Add(std::move(measure));
    return absl::OkStatus();
  }

  CategoryId Parent(CategoryId category) const {
    return source_.reference().categories.Parent(category);
  }

  CategoryId SectorOf(CategoryId category) const {
    while (Parent(category).stated()) category = Parent(category);
    return category;
  }

  // The same criteria, asked one level higher.
  std::vector<Requirement> LiftedToGroups() const {
    std::vector<Requirement> lifted = leaves_;
    for (Requirement& requirement : lifted) {
      const CategoryId parent = Parent(requirement.category);
      if (parent.stated()) requirement.category = parent;
    }
    return lifted;
  }

  // Every fourth, since sectors take long.
  std::vector<Requirement> LiftedToSectors() const {
    std::vector<Requirement> lifted;
    for (size_t i = 0; i < leaves_.size(); i += 4) {
      lifted.push_back(leaves_[i]);
      lifted.back().category = SectorOf(leaves_[i].category);
    }
    return lifted;
  }

  // One requirement in every sector, one after another: all rows once.
  void MeasureAllSectors() {
    std::vector<CategoryId> sectors;
    const auto& tree = source_.reference().categories;
    for (CategoryId id{0}; id.value < tree.size(); id = tree.End(id)) {
      sectors.push_back(id);
    }
    Measure measure{"rank.all", "CPU ms", {}, "", 0, false};
    for (size_t i = 0; i < leaves_.size(); i += settings_.quick ? 10 : 3) {
      const CpuClock clock;
      for (const CategoryId sector : sectors) {
        Requirement requirement = leaves_[i];
        requirement.category = sector;
        (void)Rank(requirement).ok();
      }
      measure.samples.push_back(clock.Milliseconds());
    }
    report_.Add(std::move(measure));
  }

  void MeasureExplain() {
    Measure measure{"explain", "CPU ms", {}, "", 0, false};
    for (size_t i = 0; i < leaves_.size(); ++i) {
      const auto program = match::Compile(leaves_[i], source_.criteria_set(),
                                          source_.reference(), {AsOfDay(), {}});
      if (!program.ok()) continue;
      for (size_t s = i; s < suppliers_.size(); s += suppliers_.size() / 20) {
        const CpuClock clock;
        match::Explain(*program, *snapshot_->Find(suppliers_[s]->id));
        measure.samples.push_back(clock.Milliseconds());
      }
    }
    report_.Add(std::move(measure));
  }

  const Settings& settings_;
  const ReferenceSource source_;
  Report& report_;
  ModelSuppliers suppliers_;
  std::vector<Requirement> leaves_;
  std::shared_ptr<const Snapshot> snapshot_;
};

}  // namespace

absl::Status MeasureRanking(const Settings& settings, Report& report) {
  auto source = LoadReference(settings);
  if (!source.ok()) return source.status();
  return RankBenchmark(settings, *std::move(source), report).Run();
}

}  // namespace ketnoi::benchmarks
