// What the matcher and the peers took, as the rows of a report.

#ifndef KETNOI_BENCHMARKS_PEERS_PEER_REPORT_H_
#define KETNOI_BENCHMARKS_PEERS_PEER_REPORT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "benchmarks/report.h"

namespace ketnoi::benchmarks {

// The classes of what is asked, in the order of reports.
inline constexpr std::string_view kPeerClasses[] = {"leaf", "group", "sector",
                                                    "unfiltered"};

// Who answers, and what.
struct Engine {
  std::string name;      // "ketnoi+totals", "sqlite"
  bool is_peer = false;  // not of this project
  bool totals = false;   // exact totals over all suppliers, beside the best
};

// The name of the engine that is the whole service.
inline constexpr std::string_view kServiceEngine = "service";

// Not thread-safe.
class PeerReport {
 public:
  // Goals are those for a catalogue of so many.
  explicit PeerReport(int64_t suppliers) : suppliers_(suppliers) {}

  // Milliseconds that one requirement of the class took; at least one.
  void Add(const Engine& engine, std::string_view category_class,
           std::vector<double> samples);

  // A measure for each class and engine, in the order of Add. The samples of a
  // class are equally many of each of its requirements, so that none weighs
  // more because it is fast. All are compared with the first engine of the
  // class. Then, named "CLASS.best.ENGINE" and with the goal, the fastest peer
  // that answers what the first engine does: with totals if that gives them,
  // else in either way. The same of the service, "CLASS.service.best.ENGINE".
  void AddTo(Report& report) const;

 private:
  struct Row {
    Engine engine;
    std::string category_class;
    std::vector<std::vector<double>> by_requirement;

    std::vector<double> Samples() const;
  };

  Measure MeasureOf(const Row& row) const;
  // Null: there is none.
  const Row* Best(std::string_view category_class, bool totals) const;
  void AddBest(const Row& ours, const std::string& prefix, double goal,
               Report& report) const;

  const int64_t suppliers_;
  std::vector<Row> rows_;
};

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_PEERS_PEER_REPORT_H_
