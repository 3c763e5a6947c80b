#include "server/catalogue.h"

#include <utility>

#include "fmt/format.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "server/resource_name.h"
#include "server/translate_supplier.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

// How many feed entries are applied to one new snapshot.
constexpr size_t kMostEntries = 4096;
// Suppliers that are indexed anew in an idle moment: some 40 ms of work, which
// a write that comes meanwhile waits for.
constexpr int32_t kMostFolded = 4096;
// How often the follower looks whether it is to stop.
constexpr absl::Duration kStopInterval = absl::Milliseconds(100);

constexpr Collection kAll[] = {Collection::kSuppliers, Collection::kBuyers,
                               Collection::kRequirements};

size_t Position(Collection collection) {
  return static_cast<size_t>(collection) - 1;
}

absl::Status Unreadable(std::string_view name) {
  return absl::DataLossError(
      fmt::format("the stored value of \"{}\" cannot be read", name));
}

void AddTexts(const v1::LocalizedText& text, std::vector<std::string>& texts) {
  texts.push_back(text.vi());
  texts.push_back(text.en());
}

// The texts under which a resource is found.
std::vector<std::string> TextsOf(const v1::Supplier& supplier) {
  std::vector<std::string> texts(supplier.other_names().begin(),
                                 supplier.other_names().end());
  AddTexts(supplier.legal_name(), texts);
  texts.push_back(supplier.tax_code());
  return texts;
}

std::vector<std::string> TextsOf(const v1::Buyer& buyer) {
  std::vector<std::string> texts = {buyer.tax_code()};
  AddTexts(buyer.display_name(), texts);
  return texts;
}

std::vector<std::string> TextsOf(const v1::Requirement& requirement) {
  std::vector<std::string> texts = {requirement.part_number()};
  AddTexts(requirement.title(), texts);
  return texts;
}

}  // namespace

Catalogue::Catalogue(const model::Reference& reference,
                     const storage::Store& store)
    : reference_(reference),
      store_(store),
      snapshot_(index::Snapshot::Build(reference, {}, 0)) {
  texts_.fill(std::make_shared<const TextIndex>());
}

Catalogue::~Catalogue() {
  stopping_ = true;
  if (follower_.joinable()) follower_.join();
}

absl::Status Catalogue::Load() {
  Changes changes;
  int64_t revision = 0;
  for (const Collection collection : kAll) {
    absl::Status status;
    const auto read =
        store_.Scan(collection, "", "", [&](const storage::Record& record) {
          status =
              Apply({record.revision, collection, record.name, record.value},
                    changes);
          return status.ok() && !stopping_;
        });
    if (!read.ok()) return read.status();
    if (!status.ok()) return status;
    if (stopping_) return absl::CancelledError("the loading was stopped");
    // What later scans saw beyond this comes again from the feed.
    if (collection == kAll[0]) revision = *read;
  }
  std::vector<std::shared_ptr<const model::Supplier>> suppliers;
  for (index::Change& change : changes.suppliers) {
    suppliers.push_back(std::move(change.supplier));
  }
  Publish(index::Snapshot::Build(reference_, std::move(suppliers), revision),
          changes);
  follower_ = std::thread([this] { Follow(); });
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

absl::StatusOr<Catalogue::Found> Catalogue::Search(
    Collection collection, std::string_view query,
    const std::function<bool()>& cancelled) const {
  std::shared_ptr<const TextIndex> texts;
  Found found;
  {
    storage::MutexLock lock(mutex_);
    texts = texts_[Position(collection)];
    found.revision = snapshot_->revision();
  }
  auto hits = texts->Search(query, cancelled);
  if (!hits.ok()) return hits.status();
  found.hits = *std::move(hits);
  return found;
}

void Catalogue::Follow() {
  while (!stopping_) {
    const int64_t next = snapshot()->revision() + 1;
    DropUnread();
    if (!store_.WaitFor(next, absl::Now() + kStopInterval).ok()) {
      Fold();
      continue;
    }
    const absl::Status status = ApplyFeed();
    if (status.ok()) continue;
    storage::MutexLock lock(mutex_);
    feed_status_ = status;
    applied_.NotifyAll();
    return;
  }
}

absl::Status Catalogue::ApplyFeed() {
  const auto before = snapshot();
  const auto entries = store_.ReadFeed(before->revision(), kMostEntries);
  if (!entries.ok()) return entries.status();
  if (entries->empty()) return absl::OkStatus();
  Changes changes;
  for (const storage::FeedEntry& entry : *entries) {
    const absl::Status status = Apply(entry, changes);
    if (!status.ok()) return status;
  }
  Publish(before->With(std::move(changes.suppliers), entries->back().revision),
          changes);
  return absl::OkStatus();
}

void Catalogue::Fold() {
  auto folded = snapshot()->Folded(kMostFolded);
  if (folded) Publish(std::move(folded), {});
}

void Catalogue::DropUnread() {
  std::erase_if(retired_,
                [](const auto& snapshot) { return snapshot.use_count() == 1; });
}

void Catalogue::Publish(std::shared_ptr<const index::Snapshot> snapshot,
                        const Changes& changes) {
  // Only the thread that publishes changes the texts.
  auto texts = [this] {
    storage::MutexLock lock(mutex_);
    return texts_;
  }();
  for (size_t i = 0; i < kCollections; ++i) {
    if (changes.texts[i].empty()) continue;
    texts[i] =
        std::make_shared<const TextIndex>(texts[i]->With(changes.texts[i]));
  }
  storage::MutexLock lock(mutex_);
  if (snapshot_) retired_.push_back(std::move(snapshot_));
  snapshot_ = std::move(snapshot);
  texts_ = std::move(texts);
  applied_.NotifyAll();
}

absl::Status Catalogue::Apply(const storage::FeedEntry& entry,
                              Changes& changes) const {
  switch (entry.collection) {
    case Collection::kSuppliers: {
      index::Change change{std::string(LastId(entry.name)), nullptr};
      TextChange texts{entry.name, {}};
      if (entry.value) {
        v1::Supplier supplier;
        if (!supplier.ParseFromString(*entry.value)) {
          return Unreadable(entry.name);
        }
        change.supplier = TranslateSupplier(reference_, supplier);
        texts.texts = TextsOf(supplier);
      }
      changes.suppliers.push_back(std::move(change));
      changes.texts[Position(entry.collection)].push_back(std::move(texts));
      return absl::OkStatus();
    }
    case Collection::kBuyers:
      return ApplyTexts<v1::Buyer>(entry, changes);
    case Collection::kRequirements:
      return ApplyTexts<v1::Requirement>(entry, changes);
  }
  return absl::OkStatus();
}

template <class Resource>
absl::Status Catalogue::ApplyTexts(const storage::FeedEntry& entry,
                                   Changes& changes) const {
  TextChange texts{entry.name, {}};
  if (entry.value) {
    Resource resource;
    if (!resource.ParseFromString(*entry.value)) return Unreadable(entry.name);
    texts.texts = TextsOf(resource);
  }
  changes.texts[Position(entry.collection)].push_back(std::move(texts));
  return absl::OkStatus();
}

}  // namespace ketnoi::server
