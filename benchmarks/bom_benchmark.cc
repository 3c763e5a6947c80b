#include "benchmarks/bom_benchmark.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/generator/requirement_generator.h"
#include "benchmarks/import_stream.h"
#include "benchmarks/load_servers.h"
#include "clients/cpp/client.h"
#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

using client::Client;
using std::chrono::steady_clock;

constexpr int32_t kLines = 500;
constexpr int32_t kResults = 5;        // of a line that is ranked
constexpr int32_t kCandidates = 50;    // of a line that is planned
constexpr int32_t kSources = 2;        // of every third line; others: one
constexpr int kAgain = 4;              // times that a bill is asked again
constexpr double kFirstLineGoal = 50;  // ms
constexpr double kBillGoal = 2000;     // ms
constexpr double kGapGoal = 1;         // per cent, or one supplier

class BomBenchmark {
 public:
  BomBenchmark(const Settings& settings, ReferenceSource source, Report& report)
      : settings_(settings), source_(std::move(source)), report_(report) {}

  absl::Status Run() {
    const int bills = settings_.quick ? 2 : 8;
    report_.AddFact("bills",
                    fmt::format("{} of {} lines, {} generated "
                                "suppliers, seed {}",
                                bills, kLines, settings_.generated(), kSeed));
    auto server = StartService(settings_, folder_);
    if (!server.ok()) return server.status();
    Client client({server->address});
    absl::Status status =
        ImportGenerated(source_, settings_.generated(), client);
    if (status.ok()) status = ImportBuyer(client);
    for (int bill = 0; bill < bills && status.ok(); ++bill) {
      status = ImportBill(bill, client);
      if (status.ok()) status = Measure(bill, client);
    }
    if (!status.ok()) return status;
    Add();
    return absl::OkStatus();
  }

 private:
  static std::string NameOf(int bill) {
    return fmt::format("{}/boms/b{}", generator::kGeneratedBuyer, bill);
  }

  static absl::Status ImportBuyer(Client& client) {
    v1::Buyer buyer;
    buyer.set_name(generator::kGeneratedBuyer);
    buyer.mutable_display_name()->set_en("Generated");
    return ImportAll<v1::Buyer>(client.ImportBuyers({}), {buyer});
  }

  // A bill of requirements that no other bill has.
  absl::Status ImportBill(int bill, Client& client) const {
    v1::Bom bom;
    bom.set_name(NameOf(bill));
    bom.mutable_title()->set_en(fmt::format("Bill {}", bill));
    const absl::Status status =
        ImportAll<v1::Bom>(client.ImportBoms({}), {bom});
    if (!status.ok()) return status;
    const generator::RequirementGenerator generator(source_.files, kSeed);
    std::vector<v1::Requirement> lines;
    for (int32_t i = 0; i < kLines; ++i) {
      v1::Requirement line =
          generator.Make(static_cast<int64_t>(bill) * kLines + i);
      line.set_bom(bom.name());
      line.set_bom_line(i + 1);
      lines.push_back(std::move(line));
    }
    return ImportAll(client.ImportRequirements({}), lines);
  }

  absl::Status Measure(int bill, Client& client) {
    absl::Status status = Rank(bill, client, &first_line_, &rank_);
    for (int i = 0; i < kAgain && status.ok(); ++i) {
      status = Rank(bill, client, nullptr, &again_);
    }
    // After it was timed as one that was never asked, and before plans are.
    if (status.ok()) status = CheckRanking(bill, client);
    for (int i = 0; i < kAgain && status.ok(); ++i) {
      status = Plan(bill, client);
    }
    return status;
  }

  absl::Status Rank(int bill, Client& client, std::vector<double>* first_line,
                    std::vector<double>* whole) {
    v1::RankBomRequest request;
    request.set_bom(NameOf(bill));
    request.mutable_options()->set_as_of_date(kAsOf);
    request.set_page_size(kResults);
    request.set_omit_criteria(true);
    lines_.clear();
    const auto start = steady_clock::now();
    const absl::Status status =
        client.RankBom(request, [&](const v1::RankBomResponse& answer) {
          if (!answer.has_line()) return;
          if (lines_.empty() && first_line != nullptr) {
            first_line->push_back(MillisecondsSince(start));
          }
          lines_.push_back(answer.line());
        });
    whole->push_back(MillisecondsSince(start));
    if (status.ok() && lines_.size() != static_cast<size_t>(kLines)) {
      return absl::InternalError("a line is missing");
    }
    return status;
  }

  // Holds the lines that were ranked last to RankSuppliers, and keeps what that
  // says.
  absl::Status CheckRanking(int bill, Client& client) {
    scores_.clear();
    for (const v1::RankedBomLine& line : lines_) {
      v1::RankSuppliersRequest request;
      request.set_requirement(line.requirement());
      request.mutable_options()->set_as_of_date(kAsOf);
      request.set_page_size(kCandidates);
      request.set_omit_criteria(true);
      const auto expected = client.RankSuppliers(request);
      if (!expected.ok()) return expected.status();
      const int first = std::min(kResults, expected->results_size());
      bool same = line.results_size() == first &&
                  line.totals().SerializeAsString() ==
                      expected->totals().SerializeAsString();
      for (int i = 0; same && i < first; ++i) {
        same = line.results(i).SerializeAsString() ==
               expected->results(i).SerializeAsString();
      }
      if (!same) {
        return absl::InternalError(fmt::format(
            "bill {}: {} is ranked in another way", bill, line.requirement()));
      }
      for (const v1::MatchResult& result : expected->results()) {
        scores_[line.requirement()][result.supplier()] = result.score();
      }
    }
    return absl::OkStatus();
  }

  absl::Status Plan(int bill, Client& client) {
    v1::PlanBomRequest request;
    request.set_bom(NameOf(bill));
    request.mutable_options()->set_as_of_date(kAsOf);
    request.set_candidate_count(kCandidates);
    request.set_omit_criteria(true);
    for (size_t i = 0; i < lines_.size(); i += 3) {
      v1::LineSources& entry = *request.add_line_sources();
      entry.set_requirement(lines_[i].requirement());
      entry.set_sources(kSources);
    }
    std::vector<v1::PlanBomResponse> answers;
    const auto start = steady_clock::now();
    absl::Status status = client.PlanBom(
        request,
        [&](const v1::PlanBomResponse& answer) { answers.push_back(answer); });
    plan_.push_back(MillisecondsSince(start));
    if (status.ok()) status = CheckPlan(answers);
    return status;
  }

  // Whether the plan is one of the rankings, and comes to what it says.
  absl::Status CheckPlan(const std::vector<v1::PlanBomResponse>& answers) {
    v1::SourcingPlan plan;
    std::set<std::string> suppliers;
    int64_t lines = 0;
    int64_t complete = 0;
    int64_t score = 0;
    for (const v1::PlanBomResponse& answer : answers) {
      if (answer.has_plan()) plan = answer.plan();
      for (const auto& load : answer.supplier().loads()) {
        if (load.used().value() <= load.free().value()) continue;
        return absl::InternalError("a capacity is promised twice");
      }
      if (!answer.has_line()) continue;
      const v1::PlannedLine& line = answer.line();
      ++lines;
      complete += line.sources_size() == line.wanted_sources() ? 1 : 0;
      const auto& scores = scores_[line.requirement()];
      for (const auto& source : line.sources()) {
        const auto found = scores.find(source.result().supplier());
        if (found == scores.end() || found->second != source.result().score()) {
          return absl::InternalError("a source is not of the ranking");
        }
        score += found->second;
        suppliers.insert(found->first);
      }
    }
    const auto used = static_cast<int64_t>(suppliers.size());
    if (lines != kLines || plan.complete_lines().value() != complete ||
        plan.suppliers().value() != used || plan.score().value() != score) {
      return absl::InternalError("a plan does not come to what it says");
    }
    const int64_t gap = used - plan.suppliers().bound();
    gap_.push_back(100 * static_cast<double>(gap) / static_cast<double>(used));
    within_one_ = within_one_ && gap <= 1;
    covered_ = covered_ && plan.complete_lines().bound() == complete;
    return absl::OkStatus();
  }

  void Add() {
    report_.Add(
        {"bom.rank.first_line", "ms", first_line_, "", kFirstLineGoal, false});
    report_.Add({"bom.rank", "ms", rank_, "", kBillGoal, false});
    report_.Add({"bom.rank.again", "ms", again_, "", kBillGoal, false});
    report_.Add({"bom.plan", "ms", plan_, "", kBillGoal, false});
    report_.Add(
        {"bom.plan.gap", "%", gap_, "", within_one_ ? 0 : kGapGoal, false});
    report_.AddFact("plans", covered_ ? "cover as many lines as any could"
                                      : "may cover fewer lines than others");
  }

  const Settings& settings_;
  const ReferenceSource source_;
  Report& report_;
  const TemporaryFolder folder_;
  // Of the bill at hand.
  std::vector<v1::RankedBomLine> lines_;
  std::map<std::string, std::map<std::string, int32_t>> scores_;
  // Of all bills.
  std::vector<double> first_line_;
  std::vector<double> rank_;
  std::vector<double> again_;
  std::vector<double> plan_;
  std::vector<double> gap_;
  bool within_one_ = true;
  bool covered_ = true;
};

}  // namespace

absl::Status MeasureBoms(const Settings& settings, Report& report) {
  auto source = LoadReference(settings);
  if (!source.ok()) return source.status();
  return BomBenchmark(settings, *std::move(source), report).Run();
}

}  // namespace ketnoi::benchmarks
