#include "server/catalogue.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "ketnoi/v1/supplier.pb.h"
#include "server/column_program.h"
#include "server/resource_name.h"
#include "server/snapshot_build.h"
#include "server/translate_supplier.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

// How many feed entries are applied to one new snapshot.
constexpr size_t kMostEntries = 4096;
// The feed takes several times as long for a supplier as the store, so a file
// that is too far behind is not used: by so many suppliers, and a fifth of all.
constexpr size_t kMostCaughtUp = 10'000;
constexpr size_t kCaughtUpShare = 5;
// How often the follower looks whether it is to stop.
constexpr absl::Duration kStopInterval = absl::Milliseconds(100);
// How often the memory is counted, at most: it takes up to a millisecond.
constexpr absl::Duration kCountInterval = absl::Milliseconds(100);

}  // namespace

Catalogue::Catalogue(const model::Reference& reference,
                     const storage::Store& store, CatalogueSettings settings)
    : reference_(reference),
      store_(store),
      log_(std::move(settings.log)),
      memory_(settings.memory_limit),
      snapshot_(index::Snapshot::Build(reference, {}, 0)),
      criteria_sets_(settings.criteria_sets),
      folder_(reference) {
  if (settings.column_file.empty()) return;
  keeper_.emplace(
      std::move(settings.column_file),
      ColumnOrigin{ColumnProgram(), std::move(settings.reference_fingerprint),
                   store.epoch(), 0},
      log_);
}

Catalogue::~Catalogue() {
  stopping_ = true;
  if (follower_.joinable()) follower_.join();
  if (loader_.joinable()) loader_.join();
  if (keeper_) keeper_->Stop();
}

absl::Status Catalogue::Load() {
  absl::Status status = memory_.Check(0, 0);
  if (!status.ok()) return status;
  status = absl::NotFoundError("");
  if (keeper_) status = LoadFile();
  if (stopping_) return absl::CancelledError("the loading was stopped");
  if (absl::IsResourceExhausted(status)) return status;
  if (!status.ok()) {
    if (!absl::IsNotFound(status)) {
      Tell(fmt::format("{} is not used: {}", keeper_->path(),
                       std::string(status.message())));
    }
    status = LoadStore();
  }
  if (!status.ok()) return status;
  CountMemory();
  status = memory_.CheckCurrent();
  if (!status.ok()) return status;
  follower_ = std::thread([this] { Follow(); });
  loader_ = std::thread([this] { LoadRest(); });
  if (keeper_) keeper_->Start([this] { return snapshot(); });
  return absl::OkStatus();
}

absl::Status Catalogue::LoadFile() {
  const absl::Time begun = absl::Now();
  auto snapshot =
      keeper_->Load(reference_, store_.revision(), [this](uint64_t bytes) {
        return memory_.Check(static_cast<int64_t>(bytes), 0);
      });
  if (!snapshot.ok()) return snapshot.status();
  const int64_t revision = (*snapshot)->revision();
  absl::Status status = Publish(*std::move(snapshot), {});
  if (!status.ok()) return status;
  const absl::Time read = absl::Now();
  status = CatchUp();
  if (!status.ok()) {
    keeper_->Discard();
    return status;
  }
  Tell(fmt::format(
      "columns of revision {} read from {} in {:.2f} s, changes up "
      "to revision {} from the feed in {:.2f} s",
      revision, keeper_->path(), absl::ToDoubleSeconds(read - begun),
      this->snapshot()->revision(), absl::ToDoubleSeconds(absl::Now() - read)));
  return absl::OkStatus();
}

absl::Status Catalogue::LoadStore() {
  const absl::Time begun = absl::Now();
  auto snapshot = BuildSnapshot(reference_, store_, memory_, stopping_);
  if (!snapshot.ok()) return snapshot.status();
  Tell(
      fmt::format("{} suppliers at revision {} read from the store in {:.2f} s",
                  (*snapshot)->supplier_count(), (*snapshot)->revision(),
                  absl::ToDoubleSeconds(absl::Now() - begun)));
  demand_since_ = {};
  texts_since_ = {};
  return Publish(*std::move(snapshot), {});
}

absl::Status Catalogue::CatchUp() {
  const size_t most = std::max(
      kMostCaughtUp,
      static_cast<size_t>(snapshot()->supplier_count()) / kCaughtUpShare);
  size_t suppliers = 0;
  while (snapshot()->revision() < store_.revision() && !stopping_) {
    const auto applied = ApplyFeed();
    if (!applied.ok()) return applied.status();
    suppliers += *applied;
    if (suppliers > most) {
      return absl::OutOfRangeError(
          fmt::format("more than {} suppliers were written since", most));
    }
  }
  return absl::OkStatus();
}

std::shared_ptr<const index::Snapshot> Catalogue::snapshot() const {
  storage::MutexLock lock(mutex_);
  return snapshot_;
}

absl::Status Catalogue::failure() const {
  storage::MutexLock lock(mutex_);
  return feed_status_;
}

absl::Status Catalogue::WaitApplied(int64_t revision,
                                    absl::Time deadline) const {
  storage::MutexLock lock(mutex_);
  while (snapshot_->revision() < revision) {
    if (!feed_status_.ok()) return feed_status_;
    if (!applied_.WaitUntil(mutex_, deadline) && absl::Now() >= deadline) {
      return absl::DeadlineExceededError(
          fmt::format("revision {} is not applied yet", revision));
    }
  }
  return absl::OkStatus();
}

bool Catalogue::IsLoaded(Rest rest) const {
  return rest == Rest::kDemand ? demand_ != nullptr : texts_.has_value();
}

absl::Status Catalogue::AwaitLoaded(
    Rest rest, absl::Time deadline,
    const std::function<bool()>& cancelled) const {
  const bool demand = rest == Rest::kDemand;
  while (!IsLoaded(rest)) {
    const absl::Status& status = demand ? demand_status_ : texts_status_;
    if (!status.ok()) return status;
    if (cancelled && cancelled()) {
      return absl::CancelledError("the caller no longer waits");
    }
    if (absl::Now() >= deadline) {
      return absl::DeadlineExceededError(
          fmt::format("the {} are still being read",
                      demand ? "requirements" : "texts to search"));
    }
    applied_.WaitUntil(mutex_, std::min(deadline, absl::Now() + kStopInterval));
  }
  return absl::OkStatus();
}

absl::StatusOr<Catalogue::BothSides> Catalogue::ReadBothSides(
    absl::Time deadline, const std::function<bool()>& cancelled) const {
  storage::MutexLock lock(mutex_);
  const absl::Status status = AwaitLoaded(Rest::kDemand, deadline, cancelled);
  if (!status.ok()) return status;
  return BothSides{snapshot_, demand_};
}

absl::StatusOr<Catalogue::Found> Catalogue::Search(
    Collection collection, std::string_view query, absl::Time deadline,
    const std::function<bool()>& cancelled) const {
  std::shared_ptr<const TextIndex> texts;
  Found found;
  {
    storage::MutexLock lock(mutex_);
    const absl::Status status = AwaitLoaded(Rest::kTexts, deadline, cancelled);
    if (!status.ok()) return status;
    texts = (*texts_)[Position(collection)];
    found.revision = snapshot_->revision();
  }
  auto hits = texts->Search(query, cancelled);
  if (!hits.ok()) return hits.status();
  found.hits = *std::move(hits);
  return found;
}

void Catalogue::Follow() {
  absl::Status status;
  while (status.ok() && !stopping_) {
    const int64_t next = snapshot()->revision() + 1;
    DropUnread();
    status = AdoptDemand();
    if (!status.ok()) break;
    AdoptTexts();
    CountMemory();
    if (store_.WaitFor(next, absl::Now() + kStopInterval).ok()) {
      status = ApplyFeed().status();
      continue;
    }
    const auto before = snapshot();
    auto folded = folder_.Fold(before);
    if (folded != before) status = Publish(std::move(folded), {});
  }
  if (status.ok()) return;
  storage::MutexLock lock(mutex_);
  feed_status_ = status;
  applied_.NotifyAll();
}

absl::StatusOr<size_t> Catalogue::ApplyFeed() {
  const auto before = snapshot();
  const auto entries = store_.ReadFeed(before->revision(), kMostEntries);
  if (!entries.ok()) return entries.status();
  if (entries->empty()) return 0;
  Changes changes;
  for (const storage::FeedEntry& entry : *entries) {
    const absl::Status status = Apply(entry, changes);
    if (!status.ok()) return status;
  }
  const size_t suppliers = changes.suppliers.size();
  auto after =
      before->With(std::move(changes.suppliers), entries->back().revision);
  const absl::Status status =
      Publish(folder_.Fold(std::move(after)), std::move(changes));
  if (!status.ok()) return status;
  if (keeper_) keeper_->NoteChanges(suppliers);
  return suppliers;
}

void Catalogue::LoadRest() {
  LoadDemand();
  LoadTexts();
}

void Catalogue::LoadDemand() {
  auto loaded =
      std::make_unique<DemandBuilder>(reference_, criteria_sets_, store_);
  const absl::Status status = loaded->Load(stopping_);
  if (!status.ok() && !stopping_) {
    Tell(fmt::format("no requirements are ranked for suppliers: {}",
                     std::string(status.message())));
  }
  storage::MutexLock lock(mutex_);
  if (status.ok()) {
    loaded_demand_ = std::move(loaded);
    loaded_demand_revision_ = store_.revision();
  } else {
    demand_status_ = status;
  }
  applied_.NotifyAll();
}

absl::Status Catalogue::AdoptDemand() {
  {
    storage::MutexLock lock(mutex_);
    if (!loaded_demand_ || loaded_demand_revision_ > snapshot_->revision()) {
      return absl::OkStatus();
    }
    demand_builder_ = std::move(loaded_demand_);
  }
  auto demand = DemandWith(std::exchange(demand_since_, {}));
  if (!demand.ok()) return demand.status();
  storage::MutexLock lock(mutex_);
  demand_ = *std::move(demand);
  applied_.NotifyAll();
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const Demand>> Catalogue::DemandWith(
    std::vector<storage::FeedEntry> changes) {
  if (!demand_builder_) {
    demand_since_.insert(demand_since_.end(),
                         std::make_move_iterator(changes.begin()),
                         std::make_move_iterator(changes.end()));
    return nullptr;
  }
  for (const storage::FeedEntry& entry : changes) {
    const absl::Status status = demand_builder_->Apply(entry);
    if (!status.ok()) return status;
  }
  return demand_builder_->Build();
}

void Catalogue::LoadTexts() {
  auto loaded = server::LoadTexts(store_, stopping_);
  storage::MutexLock lock(mutex_);
  if (loaded.ok()) {
    loaded_texts_ = *std::move(loaded);
  } else {
    texts_status_ = loaded.status();
    if (!stopping_) {
      Tell(fmt::format("searches find nothing: {}",
                       std::string(loaded.status().message())));
    }
  }
  applied_.NotifyAll();
}

void Catalogue::AdoptTexts() {
  std::optional<LoadedTexts> loaded;
  {
    storage::MutexLock lock(mutex_);
    if (!loaded_texts_ || loaded_texts_->revision > snapshot_->revision()) {
      return;
    }
    loaded.swap(loaded_texts_);
  }
  loaded->indexes = With(std::move(loaded->indexes), texts_since_);
  texts_since_ = {};
  storage::MutexLock lock(mutex_);
  texts_ = std::move(loaded->indexes);
  applied_.NotifyAll();
}

void Catalogue::CountMemory() {
  const absl::Time now = absl::Now();
  if (now < memory_counted_ + kCountInterval) return;
  memory_counted_ = now;
  memory_.SetCurrent(*snapshot());
}

void Catalogue::DropUnread() {
  std::erase_if(retired_,
                [](const auto& snapshot) { return snapshot.use_count() == 1; });
}

absl::Status Catalogue::Publish(std::shared_ptr<const index::Snapshot> snapshot,
                                Changes changes) {
  // Only the thread that publishes changes the texts and the demand.
  auto [demand, texts] = [this] {
    storage::MutexLock lock(mutex_);
    return std::pair(demand_, texts_);
  }();
  if (!changes.demand.empty()) {
    auto changed = DemandWith(std::move(changes.demand));
    if (!changed.ok()) return changed.status();
    demand = *std::move(changed);
  }
  if (texts) {
    texts = With(*std::move(texts), changes.texts);
  } else {
    for (size_t i = 0; i < kCollections; ++i) {
      texts_since_[i].insert(texts_since_[i].end(), changes.texts[i].begin(),
                             changes.texts[i].end());
    }
  }
  storage::MutexLock lock(mutex_);
  if (snapshot_) retired_.push_back(std::move(snapshot_));
  snapshot_ = std::move(snapshot);
  demand_ = std::move(demand);
  texts_ = std::move(texts);
  applied_.NotifyAll();
  return absl::OkStatus();
}

absl::Status Catalogue::Apply(const storage::FeedEntry& entry,
                              Changes& changes) const {
  if (Position(entry.collection) >= kCollections) return absl::OkStatus();
  auto& texts = changes.texts[Position(entry.collection)];
  if (entry.collection != Collection::kSuppliers) {
    auto change = TextChangeOf(entry.collection, entry.name, entry.value);
    if (!change.ok()) return change.status();
    texts.push_back(*std::move(change));
    changes.demand.push_back(entry);
    return absl::OkStatus();
  }
  index::Change change{std::string(LastId(entry.name)), nullptr};
  texts.push_back({entry.name, {}});
  if (entry.value) {
    v1::Supplier supplier;
    if (!supplier.ParseFromString(*entry.value)) return Unreadable(entry.name);
    change.supplier = TranslateSupplier(reference_, supplier);
    texts.back().texts = TextsOf(supplier);
  }
  changes.suppliers.push_back(std::move(change));
  return absl::OkStatus();
}

}  // namespace ketnoi::server
