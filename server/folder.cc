#include "server/folder.h"

#include <sys/resource.h>

#include <utility>

#include "absl/time/clock.h"
#include "matcher/index/segment_merger.h"

namespace ketnoi::server {
namespace {

using index::Part;
using index::Snapshot;

// How often the worker looks for segments that are no longer read.
constexpr absl::Duration kFreeInterval = absl::Milliseconds(100);
// How much the worker gives way to threads that answer calls: it gets a tenth
// of the time of one that it shares a core with.
constexpr int kNiceness = 10;

int64_t SizeOf(const index::Fold& fold) {
  int64_t suppliers = 0;
  for (const Part& part : fold.parts) suppliers += part.live;
  return suppliers;
}

}  // namespace

Folder::Folder(const model::Reference& reference, int64_t ratio)
    : reference_(reference), ratio_(ratio), worker_([this] { Work(); }) {}

Folder::~Folder() {
  {
    storage::MutexLock lock(mutex_);
    stopping_ = true;
    changed_.NotifyAll();
  }
  worker_.join();
}

std::shared_ptr<const Snapshot> Folder::Fold(
    std::shared_ptr<const Snapshot> snapshot) {
  do {
    snapshot = TakeDone(std::move(snapshot));
    Begin(*snapshot);
  } while (snapshot->parts().size() > kMostParts && WaitForDone());
  return snapshot;
}

std::shared_ptr<const Snapshot> Folder::TakeDone(
    std::shared_ptr<const Snapshot> snapshot) {
  std::vector<index::Fold> done;
  {
    storage::MutexLock lock(mutex_);
    done.swap(done_);
  }
  for (index::Fold& fold : done) {
    snapshot = snapshot->Folded(fold);
    storage::MutexLock lock(mutex_);
    for (Part& part : fold.parts) {
      busy_.erase(part.segment.get());
      former_.push_back(std::move(part.segment));
    }
  }
  return snapshot;
}

void Folder::Begin(const Snapshot& snapshot) {
  storage::MutexLock lock(mutex_);
  if (due_) return;
  std::vector<Part> parts;
  for (const Part& part : snapshot.parts()) {
    if (!IsSmall(part) && !busy_.contains(part.segment.get())) {
      parts.push_back(part);
    }
  }
  const auto first = index::FirstToFold(parts, ratio_);
  if (first == parts.size()) return;
  parts.erase(parts.begin(), parts.begin() + static_cast<ptrdiff_t>(first));
  for (const Part& part : parts) busy_.insert(part.segment.get());
  due_ = index::Fold{std::move(parts), nullptr};
  changed_.NotifyAll();
}

bool Folder::WaitForDone() {
  storage::MutexLock lock(mutex_);
  while (done_.empty()) {
    if (busy_.empty()) return false;
    changed_.Wait(mutex_);
  }
  return true;
}

void Folder::Work() {
  setpriority(PRIO_PROCESS, 0, kNiceness);  // on Linux: of this thread
  while (!stopping_) {
    FreeUnread();
    if (auto fold = WaitForDue()) Merge(*std::move(fold), true);
  }
}

std::optional<index::Fold> Folder::WaitForDue() {
  const absl::Time deadline = absl::Now() + kFreeInterval;
  storage::MutexLock lock(mutex_);
  while (!due_ && !stopping_) {
    if (!changed_.WaitUntil(mutex_, deadline)) break;
  }
  return std::exchange(due_, std::nullopt);
}

std::optional<index::Fold> Folder::TakeDue(int64_t suppliers) {
  storage::MutexLock lock(mutex_);
  if (!due_ || SizeOf(*due_) >= suppliers) return std::nullopt;
  return std::exchange(due_, std::nullopt);
}

void Folder::Merge(index::Fold fold, bool with_smaller) {
  const int64_t suppliers = SizeOf(fold);
  const auto between_blocks = [&] {
    if (with_smaller) {
      if (auto smaller = TakeDue(suppliers)) Merge(*std::move(smaller), false);
    }
    return stopping_.load();
  };
  fold.merged = index::MergeSegments(reference_, fold.parts, between_blocks);
  if (!fold.merged) return;
  storage::MutexLock lock(mutex_);
  done_.push_back(std::move(fold));
  changed_.NotifyAll();
}

void Folder::FreeUnread() {
  // Declared first, so freed after the mutex is given back.
  std::vector<std::shared_ptr<const index::Segment>> unread;
  storage::MutexLock lock(mutex_);
  std::erase_if(former_, [&](auto& segment) {
    if (segment.use_count() > 1) return false;
    unread.push_back(std::move(segment));
    return true;
  });
}

}  // namespace ketnoi::server
