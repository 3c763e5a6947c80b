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
      snapshot_(index::Snapshot::Build(reference, {}, 0)) {}

Catalogue::~Catalogue() {
  stopping_ = true;
  if (follower_.joinable()) follower_.join();
}

absl::Status Catalogue::Load() {
  std::vector<index::Change> changes;
  int64_t revision = 0;
  for (const Collection collection : kAll) {
    absl::Status status;
    const auto read =
        store_.Scan(collection, "", "", [&](const storage::Record& record) {
          status =
              Apply({record.revision, collection, record.name, record.value},
                    changes);
          return status.ok();
        });
    if (!read.ok()) return read.status();
    if (!status.ok()) return status;
    // What later scans saw beyond this comes again from the feed.
    if (collection == kAll[0]) revision = *read;
  }
  std::vector<std::shared_ptr<const model::Supplier>> suppliers;
  for (index::Change& change : changes) {
    suppliers.push_back(std::move(change.supplier));
  }
  Publish(index::Snapshot::Build(reference_, std::move(suppliers), revision));
  follower_ = std::thread([this] { Follow(); });
  return absl::OkStatus();
}

std::shared_ptr<const index::Snapshot> Catalogue::snapshot() const {
  storage::MutexLock lock(mutex_);
  return snapshot_;
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

std::vector<std::string> Catalogue::Search(Collection collection,
                                           std::string_view query) const {
  storage::MutexLock lock(search_mutex_);
  return texts_[Position(collection)].Search(query);
}

void Catalogue::Follow() {
  while (!stopping_) {
    const int64_t next = snapshot()->revision() + 1;
    if (!store_.WaitFor(next, absl::Now() + kStopInterval).ok()) continue;
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
  std::vector<index::Change> changes;
  for (const storage::FeedEntry& entry : *entries) {
    const absl::Status status = Apply(entry, changes);
    if (!status.ok()) return status;
  }
  Publish(before->With(std::move(changes), entries->back().revision));
  return absl::OkStatus();
}

void Catalogue::Publish(std::shared_ptr<const index::Snapshot> snapshot) {
  storage::MutexLock lock(mutex_);
  snapshot_ = std::move(snapshot);
  applied_.NotifyAll();
}

absl::Status Catalogue::Apply(const storage::FeedEntry& entry,
                              std::vector<index::Change>& changes) {
  switch (entry.collection) {
    case Collection::kSuppliers: {
      index::Change change{std::string(LastId(entry.name)), nullptr};
      v1::Supplier supplier;
      if (entry.value) {
        if (!supplier.ParseFromString(*entry.value)) {
          return Unreadable(entry.name);
        }
        change.supplier = TranslateSupplier(reference_, supplier);
      }
      changes.push_back(std::move(change));
      PutTexts(entry, TextsOf(supplier));
      return absl::OkStatus();
    }
    case Collection::kBuyers:
      return ApplyTexts<v1::Buyer>(entry);
    case Collection::kRequirements:
      return ApplyTexts<v1::Requirement>(entry);
  }
  return absl::OkStatus();
}

template <class Resource>
absl::Status Catalogue::ApplyTexts(const storage::FeedEntry& entry) {
  Resource resource;
  if (entry.value && !resource.ParseFromString(*entry.value)) {
    return Unreadable(entry.name);
  }
  PutTexts(entry, TextsOf(resource));
  return absl::OkStatus();
}

void Catalogue::PutTexts(const storage::FeedEntry& entry,
                         const std::vector<std::string>& texts) {
  storage::MutexLock lock(search_mutex_);
  TextIndex& index = texts_[Position(entry.collection)];
  if (entry.value) {
    index.Put(entry.name, texts);
  } else {
    index.Remove(entry.name);
  }
}

}  // namespace ketnoi::server
