#include "server/column_keeper.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "fmt/format.h"

namespace ketnoi::server {
namespace {

// A file is behind by a hundredth of the suppliers, or by so many, before it is
// written anew: what a start catches up in some tenths of a second.
constexpr int64_t kShare = 100;
constexpr int64_t kFewChanges = 1000;
// How often the thread looks whether it has to write.
constexpr absl::Duration kInterval = absl::Milliseconds(500);

}  // namespace

ColumnKeeper::ColumnKeeper(std::string path, ColumnOrigin origin, Log log,
                           absl::Duration pause)
    : path_(std::move(path)),
      origin_(std::move(origin)),
      log_(std::move(log)),
      pause_(pause) {}

ColumnKeeper::~ColumnKeeper() { Stop(); }

absl::StatusOr<std::shared_ptr<const index::Snapshot>> ColumnKeeper::Load(
    const model::Reference& reference, int64_t revision,
    const AdmitBytes& admit) {
  ColumnOrigin wanted = origin_;
  wanted.revision = revision;
  auto snapshot = LoadSnapshot(reference, path_, wanted, admit);
  if (snapshot.ok()) {
    saved_revision_ = (*snapshot)->revision();
    saved_ = absl::Now();
  } else if (!absl::IsNotFound(snapshot.status()) &&
             !absl::IsResourceExhausted(snapshot.status())) {
    Discard();
  }
  return snapshot;
}

void ColumnKeeper::Discard() {
  unlink(path_.c_str());
  saved_revision_ = -1;
  saved_ = absl::InfinitePast();
}

void ColumnKeeper::Start(Latest latest) {
  latest_ = std::move(latest);
  thread_ = std::thread([this] { Work(); });
}

void ColumnKeeper::Stop() {
  if (!thread_.joinable()) return;
  {
    storage::MutexLock lock(mutex_);
    stopping_ = true;
    changed_.NotifyAll();
  }
  thread_.join();
  if (latest_()->revision() != saved_revision_) Save();
}

void ColumnKeeper::Work() {
  for (;;) {
    {
      storage::MutexLock lock(mutex_);
      if (stopping_) return;
      changed_.WaitUntil(mutex_, absl::Now() + kInterval);
      if (stopping_) return;
    }
    if (Due()) Save();
  }
}

bool ColumnKeeper::Due() const {
  if (absl::Now() < saved_ + pause_) return false;
  if (saved_revision_ < 0) return true;
  const int64_t suppliers = latest_()->supplier_count();
  return changes_ >= std::max(kFewChanges, suppliers / kShare);
}

void ColumnKeeper::Save() {
  const absl::Time begun = absl::Now();
  const int64_t changes = changes_;
  const auto snapshot = latest_();
  const absl::Status status = SaveSnapshot(path_, origin_, *snapshot);
  saved_ = absl::Now();
  if (status.ok()) {
    saved_revision_ = snapshot->revision();
    changes_ -= changes;
  }
  if (!log_) return;
  if (status.ok()) {
    log_(fmt::format("columns of {} suppliers at revision {} saved in {:.2f} s",
                     snapshot->supplier_count(), snapshot->revision(),
                     absl::ToDoubleSeconds(saved_ - begun)));
  } else {
    log_(fmt::format("columns not saved: {}", std::string(status.message())));
  }
}

}  // namespace ketnoi::server
