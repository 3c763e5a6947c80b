#include "server/resource_texts.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "google/protobuf/arena.h"
#include "ketnoi/v1/bom.pb.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"

namespace ketnoi::server {
namespace {

using server::TextsOf;
using storage::Collection;

// How many records are added to an index at once: each time costs a pass over
// what is there.
constexpr size_t kTextBatch = 65536;

void AddTexts(const v1::LocalizedText& text, std::vector<std::string>& texts) {
  texts.push_back(text.vi());
  texts.push_back(text.en());
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

std::vector<std::string> TextsOf(const v1::Bom& bom) {
  std::vector<std::string> texts;
  AddTexts(bom.title(), texts);
  return texts;
}

template <class Resource>
absl::StatusOr<TextChange> ChangeOf(std::string_view name,
                                    const std::optional<std::string>& value) {
  TextChange change{std::string(name), {}};
  if (!value) return change;
  google::protobuf::Arena arena;
  auto& resource = *google::protobuf::Arena::CreateMessage<Resource>(&arena);
  if (!resource.ParseFromString(*value)) return Unreadable(name);
  change.texts = TextsOf(resource);
  return change;
}

}  // namespace

std::vector<std::string> TextsOf(const v1::Supplier& supplier) {
  std::vector<std::string> texts(supplier.other_names().begin(),
                                 supplier.other_names().end());
  AddTexts(supplier.legal_name(), texts);
  texts.push_back(supplier.tax_code());
  return texts;
}

absl::StatusOr<TextChange> TextChangeOf(
    Collection collection, std::string_view name,
    const std::optional<std::string>& value) {
  switch (collection) {
    case Collection::kSuppliers:
      return ChangeOf<v1::Supplier>(name, value);
    case Collection::kBuyers:
      return ChangeOf<v1::Buyer>(name, value);
    case Collection::kRequirements:
      return ChangeOf<v1::Requirement>(name, value);
    case Collection::kBoms:
      return ChangeOf<v1::Bom>(name, value);
    default:  // not searched
      break;
  }
  return Unreadable(name);
}

absl::Status Unreadable(std::string_view name) {
  return absl::DataLossError(
      fmt::format("the stored value of \"{}\" cannot be read", name));
}

TextIndexes With(TextIndexes indexes, const TextChanges& changes) {
  for (size_t i = 0; i < kCollections; ++i) {
    if (changes[i].empty()) continue;
    indexes[i] =
        std::make_shared<const TextIndex>(indexes[i]->With(changes[i]));
  }
  return indexes;
}

absl::StatusOr<LoadedTexts> LoadTexts(const storage::Store& store,
                                      const std::atomic<bool>& stopping) {
  LoadedTexts loaded;
  loaded.indexes.fill(std::make_shared<const TextIndex>());
  for (const Collection collection :
       {Collection::kSuppliers, Collection::kBuyers, Collection::kRequirements,
        Collection::kBoms}) {
    TextChanges changes;
    auto& batch = changes[Position(collection)];
    const auto add = [&] {
      loaded.indexes = With(std::move(loaded.indexes), changes);
      batch.clear();
    };
    absl::Status status;
    const auto read =
        store.Scan(collection, "", "", [&](const storage::Record& record) {
          auto change = TextChangeOf(collection, record.name, record.value);
          status = change.status();
          if (!status.ok()) return false;
          batch.push_back(*std::move(change));
          if (batch.size() == kTextBatch) add();
          return !stopping;
        });
    if (!read.ok()) return read.status();
    if (!status.ok()) return status;
    if (stopping) return absl::CancelledError("the loading was stopped");
    add();
    loaded.revision = std::max(loaded.revision, *read);
  }
  return loaded;
}

}  // namespace ketnoi::server
