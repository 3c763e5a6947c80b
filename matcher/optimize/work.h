// How much a search may still do: counted in steps and not in time, so that it
// ends at the same place on every machine.

#ifndef KETNOI_MATCHER_OPTIMIZE_WORK_H_
#define KETNOI_MATCHER_OPTIMIZE_WORK_H_

#include <cstdint>
#include <functional>

namespace ketnoi::optimize {

// Not thread-safe.
class Work {
 public:
  // `cancelled` (null: never) lives as long as this.
  Work(int64_t steps, const std::function<bool()>& cancelled)
      : steps_(steps), left_(steps), cancelled_(cancelled) {}

  // A step is about what it takes to look at one candidate. False once all
  // steps are used up, or the caller has cancelled.
  bool Spend(int64_t steps) {
    left_ -= steps;
    since_asked_ += steps;
    if (since_asked_ >= kStepsBetweenQuestions) {
      since_asked_ = 0;
      was_cancelled_ = was_cancelled_ || (cancelled_ && cancelled_());
    }
    return left_ > 0 && !was_cancelled_;
  }

  // At least 0.
  int64_t left() const { return left_ > 0 ? left_ : 0; }
  int64_t used() const { return steps_ - left_; }
  bool exhausted() const { return left_ <= 0 || was_cancelled_; }
  bool was_cancelled() const { return was_cancelled_; }

 private:
  // About a millisecond.
  static constexpr int64_t kStepsBetweenQuestions = 500'000;

  int64_t steps_;
  int64_t left_;
  int64_t since_asked_ = kStepsBetweenQuestions;  // asks at once
  bool was_cancelled_ = false;
  const std::function<bool()>& cancelled_;
};

}  // namespace ketnoi::optimize

#endif  // KETNOI_MATCHER_OPTIMIZE_WORK_H_
