#include "matcher/optimize/sat_solver.h"

#include <algorithm>
#include <cadical.hpp>
#include <iterator>
#include <limits>

namespace ketnoi::optimize {

// Counts what is learned, and ends a call when it has been enough.
class SatSolver::Meter : public CaDiCaL::Learner, public CaDiCaL::Terminator {
 public:
  Meter(int64_t effort, const std::function<bool()>& stop)
      : effort_(effort), stop_(stop) {}

  bool learning(int) override {
    ++spent_;
    return false;  // the literals are not wanted
  }
  void learn(int) override {}

  bool terminate() override {
    if (--until_asked_ <= 0) {
      until_asked_ = kBetweenQuestions;
      stopped_ = stopped_ || (stop_ && stop_());
    }
    return stopped_ || spent_ >= call_ends_;
  }

  // False: nothing is left.
  bool Begin(int64_t most_units) {
    until_asked_ = 0;
    ++spent_;
    call_ends_ = effort_;
    if (most_units >= 0) {
      call_ends_ = std::min(call_ends_, spent_ + most_units);
    }
    stopped_ = stopped_ || (stop_ && stop_());
    return !stopped_ && spent_ < effort_;
  }

  int64_t spent() const { return spent_; }

 private:
  static constexpr int kBetweenQuestions = 16;

  const int64_t effort_;
  const std::function<bool()>& stop_;
  int64_t spent_ = 0;
  int64_t call_ends_ = 0;
  int until_asked_ = 0;
  bool stopped_ = false;
};

struct SatSolver::Library {
  CaDiCaL::Solver solver;
};

SatSolver::SatSolver(int64_t effort, const std::function<bool()>& stop)
    : library_(std::make_unique<Library>()),
      meter_(std::make_unique<Meter>(effort, stop)) {
  library_->solver.set("quiet", 1);
  library_->solver.connect_learner(meter_.get());
  library_->solver.connect_terminator(meter_.get());
  Add({NewVariable()});
}

SatSolver::~SatSolver() {
  library_->solver.disconnect_learner();
  library_->solver.disconnect_terminator();
}

void SatSolver::Add(const std::vector<Literal>& clause) {
  for (const Literal literal : clause) library_->solver.add(literal);
  library_->solver.add(0);
  ++clauses_;
}

void SatSolver::Add(std::initializer_list<Literal> clause) {
  for (const Literal literal : clause) library_->solver.add(literal);
  library_->solver.add(0);
  ++clauses_;
}

void SatSolver::AddAtMostOne(const std::vector<Literal>& literals) {
  // Beyond this, a literal for the first ones takes fewer clauses.
  constexpr size_t kMostPairwise = 32;
  constexpr std::ptrdiff_t kFirst = 8;
  std::vector<Literal> left = literals;
  while (left.size() > kMostPairwise) {
    const std::vector<Literal> first(left.begin(), left.begin() + kFirst);
    const Literal one_of_first = NewVariable();
    for (const Literal literal : first) Add({-literal, one_of_first});
    AddAtMostOne(first);
    left.erase(left.begin(), left.begin() + kFirst);
    left.push_back(one_of_first);
  }
  for (size_t i = 0; i < left.size(); ++i) {
    for (size_t j = i + 1; j < left.size(); ++j) Add({-left[i], -left[j]});
  }
}

void SatSolver::AddRising(const std::vector<Literal>& a,
                          const std::vector<Literal>& b,
                          const std::vector<Literal>& counts) {
  const size_t most = counts.size();
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      // Beyond `most`, fewer of either say it already.
      if (i + j == 0 || (i > 0 && j > 0 && i + j - 1 > most)) continue;
      std::vector<Literal> clause = {counts[std::min(i + j, most) - 1]};
      if (i > 0) clause.push_back(-a[i - 1]);
      if (j > 0) clause.push_back(-b[j - 1]);
      Add(clause);
    }
  }
}

void SatSolver::AddFalling(const std::vector<Literal>& a, size_t of_a,
                           const std::vector<Literal>& b, size_t of_b,
                           const std::vector<Literal>& counts) {
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      // That there are no more than i is not said by counts that end there.
      const bool open_a = i == a.size() && a.size() < of_a;
      const bool open_b = j == b.size() && b.size() < of_b;
      if (i + j >= counts.size() || open_a || open_b) continue;
      std::vector<Literal> clause = {-counts[i + j]};
      if (i < a.size()) clause.push_back(a[i]);
      if (j < b.size()) clause.push_back(b[j]);
      Add(clause);
    }
  }
}

std::vector<Literal> SatSolver::AddCounts(const Literal* begin,
                                          const Literal* end, size_t most,
                                          bool rising) {
  const auto size = static_cast<size_t>(end - begin);
  if (size <= 1) return std::vector<Literal>(begin, end);
  const Literal* middle = begin + size / 2;
  const std::vector<Literal> a = AddCounts(begin, middle, most, rising);
  const std::vector<Literal> b = AddCounts(middle, end, most, rising);
  std::vector<Literal> counts(std::min(most, size));
  for (Literal& count : counts) count = NewVariable();
  if (rising) {
    AddRising(a, b, counts);
  } else {
    AddFalling(a, size / 2, b, size - size / 2, counts);
  }
  for (size_t k = 1; k < counts.size(); ++k) {
    Add({-counts[k], counts[k - 1]});
  }
  return counts;
}

std::vector<Literal> SatSolver::Count(const std::vector<Literal>& literals,
                                      size_t most) {
  return AddCounts(literals.data(), literals.data() + literals.size(), most,
                   true);
}

// Counts whichever is less: those that are true, or those that are not.
void SatSolver::AddAtMost(const std::vector<Literal>& literals, size_t most) {
  if (literals.size() <= most) return;
  if (most > literals.size() - most) {
    std::vector<Literal> not_so;
    for (const Literal literal : literals) not_so.push_back(-literal);
    const size_t least = literals.size() - most;
    const auto counts =
        AddCounts(not_so.data(), not_so.data() + not_so.size(), least, false);
    Add({counts[least - 1]});
    return;
  }
  const auto counts = Count(literals, most + 1);
  Add({-counts[most]});
}

void SatSolver::AddAtLeast(const std::vector<Literal>& literals, size_t least) {
  if (least == 0) return;
  if (least > literals.size()) {
    Add({False()});
    return;
  }
  std::vector<Literal> not_so;
  for (const Literal literal : literals) not_so.push_back(-literal);
  AddAtMost(not_so, literals.size() - least);
}

void SatSolver::Prefer(Literal literal) { library_->solver.phase(literal); }

SatAnswer SatSolver::Solve(const std::vector<Literal>& assumed,
                           int64_t most_units) {
  if (!meter_->Begin(most_units)) return SatAnswer::kGivenUp;
  if (most_units >= 0) {
    library_->solver.limit("conflicts",
                           static_cast<int>(std::min<int64_t>(
                               most_units, std::numeric_limits<int>::max())));
  }
  for (const Literal literal : assumed) library_->solver.assume(literal);
  switch (library_->solver.solve()) {  // as IPASIR says it
    case 10:
      return SatAnswer::kYes;
    case 20:
      return SatAnswer::kNo;
    default:
      return SatAnswer::kGivenUp;
  }
}

bool SatSolver::Value(Literal literal) const {
  return library_->solver.val(literal) > 0;
}

std::vector<Literal> SatSolver::Core(
    const std::vector<Literal>& assumed) const {
  std::vector<Literal> core;
  std::copy_if(
      assumed.begin(), assumed.end(), std::back_inserter(core),
      [&](Literal literal) { return library_->solver.failed(literal); });
  return core;
}

int64_t SatSolver::spent() const { return meter_->spent(); }

}  // namespace ketnoi::optimize
