// Clauses over true and false, solved by CaDiCaL.

#ifndef KETNOI_MATCHER_OPTIMIZE_SAT_SOLVER_H_
#define KETNOI_MATCHER_OPTIMIZE_SAT_SOLVER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <vector>

namespace ketnoi::optimize {

// A variable, from 1 on, or, as its negative number, that it is false.
using Literal = int32_t;

enum class SatAnswer : uint8_t {
  kYes,      // Value() tells one way in which all clauses are true
  kNo,       // there is none
  kGivenUp,  // the effort was used up, or the caller stopped it
};

// Deterministic: the same calls give the same answers, except for what was
// stopped. Prints nothing. Not thread-safe.
class SatSolver {
 public:
  // Over all calls at most about `effort` units are spent: one for each clause
  // that is learned (some 0.05 to 0.5 ms where there are 10,000 variables), and
  // one for each call. `stop` (null: never) is asked every now and then, and
  // lives as long as this.
  SatSolver(int64_t effort, const std::function<bool()>& stop);
  ~SatSolver();
  SatSolver(const SatSolver&) = delete;
  SatSolver& operator=(const SatSolver&) = delete;

  Literal NewVariable() { return ++variables_; }
  Literal True() const { return 1; }
  Literal False() const { return -1; }

  // One of them is true.
  void Add(const std::vector<Literal>& clause);
  void Add(std::initializer_list<Literal> clause);

  void AddAtMostOne(const std::vector<Literal>& literals);
  void AddAtMost(const std::vector<Literal>& literals, size_t most);
  void AddAtLeast(const std::vector<Literal>& literals, size_t least);
  // One literal for each count from 1 to `most`, but no more than there are
  // literals, that is true if so many are.
  std::vector<Literal> Count(const std::vector<Literal>& literals, size_t most);

  // Tried first where nothing speaks against it.
  void Prefer(Literal literal);

  // Assuming that all of `assumed` are true. At most about `most_units` are
  // spent on this call, if that is not negative.
  SatAnswer Solve(const std::vector<Literal>& assumed, int64_t most_units = -1);

  // After kYes, until anything is added.
  bool Value(Literal literal) const;
  // After kNo, until anything is added: of `assumed`, as it was given, those
  // that cannot all be true.
  std::vector<Literal> Core(const std::vector<Literal>& assumed) const;

  int64_t spent() const;
  int64_t clauses() const { return clauses_; }

 private:
  class Meter;

  // Adds the counts of the literals [begin, end) and returns them. `rising`:
  // counts are true if so many literals are; otherwise they are false if not.
  std::vector<Literal> AddCounts(const Literal* begin, const Literal* end,
                                 size_t most, bool rising);
  void AddRising(const std::vector<Literal>& a, const std::vector<Literal>& b,
                 const std::vector<Literal>& counts);
  void AddFalling(const std::vector<Literal>& a, size_t of_a,
                  const std::vector<Literal>& b, size_t of_b,
                  const std::vector<Literal>& counts);

  struct Library;  // keeps CaDiCaL's header out of this one
  std::unique_ptr<Library> library_;
  std::unique_ptr<Meter> meter_;
  int32_t variables_ = 0;
  int64_t clauses_ = 0;
};

}  // namespace ketnoi::optimize

#endif  // KETNOI_MATCHER_OPTIMIZE_SAT_SOLVER_H_
