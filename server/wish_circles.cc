#include "server/wish_circles.h"

#include <algorithm>
#include <cstddef>

#include "matcher/optimize/at.h"

namespace ketnoi::server {
namespace {

// A circle longer than this loses one of its last so many: what bounds the work
// on circles that cross.
constexpr size_t kMostLookedBack = 1000;

// Follows `after` from each wish in turn; where it comes back to the path that
// it is on, the path has a circle at its end.
class CircleSearch {
 public:
  CircleSearch(const std::vector<std::vector<int32_t>>& after,
               const std::function<bool(int32_t, int32_t)>& less)
      : after_(after), less_(less), states_(after.size()) {}

  std::vector<int32_t> Run() {
    for (size_t w = 0; w < after_.size(); ++w) {
      // A wish whose path was cut back is followed again.
      while (states_[w] == State::kNew) Follow(static_cast<int32_t>(w));
    }
    std::sort(left_out_.begin(), left_out_.end());
    return left_out_;
  }

 private:
  enum class State : uint8_t { kNew, kOnPath, kDone, kLeftOut };
  struct Step {
    int32_t wish = 0;
    size_t next = 0;  // of after_[wish]
  };

  void Follow(int32_t from) {
    Enter(from);
    while (!path_.empty()) {
      Step& step = path_.back();
      const auto& before = after_[At(step.wish)];
      if (step.next == before.size()) {
        states_[At(step.wish)] = State::kDone;
        path_.pop_back();
        continue;
      }
      const int32_t next = before[step.next++];
      if (states_[At(next)] == State::kNew) {
        Enter(next);
      } else if (states_[At(next)] == State::kOnPath) {
        Break(next);
      }
    }
  }

  void Enter(int32_t wish) {
    states_[At(wish)] = State::kOnPath;
    path_.push_back({wish, 0});
  }

  // The path from `first` on is a circle: leaves out its least, and cuts the
  // path back to before it.
  void Break(int32_t first) {
    size_t least = path_.size() - 1;
    size_t looked = 0;
    for (size_t at = path_.size(); at-- > 0 && looked++ < kMostLookedBack;) {
      if (less_(path_[at].wish, path_[least].wish)) least = at;
      if (path_[at].wish == first) break;
    }
    for (size_t at = least; at < path_.size(); ++at) {
      states_[At(path_[at].wish)] = State::kNew;
    }
    states_[At(path_[least].wish)] = State::kLeftOut;
    left_out_.push_back(path_[least].wish);
    path_.resize(least);
  }

  const std::vector<std::vector<int32_t>>& after_;
  const std::function<bool(int32_t, int32_t)>& less_;
  std::vector<State> states_;
  std::vector<Step> path_;
  std::vector<int32_t> left_out_;
};

}  // namespace

std::vector<int32_t> BreakCircles(
    const std::vector<std::vector<int32_t>>& after,
    const std::function<bool(int32_t, int32_t)>& less) {
  return CircleSearch(after, less).Run();
}

}  // namespace ketnoi::server
