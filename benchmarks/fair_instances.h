// Published instances of meeting scheduling, in MiniZinc's data format.
//
// The fields are those of Bofill et al., JAIR 74 (2022): nMeetings meetings of
// two participants are all to be held, with few breaks. tests/data/fair has an
// example.

#ifndef KETNOI_BENCHMARKS_FAIR_INSTANCES_H_
#define KETNOI_BENCHMARKS_FAIR_INSTANCES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/schedule/fair.h"

namespace ketnoi::benchmarks {

// The fair of the text of a file. INVALID_ARGUMENT, naming `file` and the
// field, if anything is not as the format says or the fields contradict each
// other.
absl::StatusOr<schedule::Fair> ReadFairInstance(std::string_view text,
                                                const std::string& file);

// A file and how its fair is to be scheduled.
struct FairTask {
  std::string file;           // its name in the folder
  int32_t difference = 2;     // of breaks, at most
  bool is_published = false;  // what is known of it is below
  // The fewest breaks; none: proven that not all can be held.
  std::optional<int64_t> breaks;
};

// The tasks of the rows of best_known.csv, in their order, of files that are
// there; then the files without a row, by name, with a difference of 2.
// `best_known` is the text of that file; empty: there is none. `files` are the
// names of those that are there. INVALID_ARGUMENT, naming the line and column.
absl::StatusOr<std::vector<FairTask>> FairTasks(std::string_view best_known,
                                                std::vector<std::string> files);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_FAIR_INSTANCES_H_
