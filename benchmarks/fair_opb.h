// All-meetings mode as a pseudo-Boolean problem, for solvers of others.

#ifndef KETNOI_BENCHMARKS_FAIR_OPB_H_
#define KETNOI_BENCHMARKS_FAIR_OPB_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/schedule/fair.h"
#include "matcher/schedule/schedule.h"

namespace ketnoi::benchmarks {

// A problem in the OPB format, and how its solution is read.
class FairOpb {
 public:
  // The fair must be of the instance format (fair_instances.h): one day, tables
  // that are all the same, one seat each. Refers to it.
  FairOpb(const schedule::Fair& fair, int32_t difference);

  const std::string& text() const { return text_; }
  // The schedule of the variables that are true: "x1 -x2 x3". INVALID_ARGUMENT
  // if it has no slot for some meeting.
  absl::StatusOr<schedule::Schedule> ScheduleOf(std::string_view values) const;

 private:
  struct Term {
    int32_t factor;
    int32_t variable;
  };
  int32_t New() { return ++variables_; }
  int32_t& Place(size_t wish, size_t slot) {
    return place_[wish * fair_.slots.size() + slot];
  }
  void Add(const std::vector<Term>& terms, const char* relation, int64_t bound);
  void AddMeetings();
  void AddParticipant(size_t participant);
  void AddTables();
  void AddOrder();
  void LimitDifference(int32_t difference);

  const schedule::Fair& fair_;
  int32_t variables_ = 0;
  int32_t constraints_ = 0;
  std::vector<int32_t> place_;  // by wish and slot; 0: it cannot be there
  std::vector<std::vector<int32_t>> busy_, ends_;  // by participant
  std::vector<int32_t> meetings_;                  // by participant: how many
  std::string text_;
};

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_FAIR_OPB_H_
