#include "server/storage/database.h"

#include <array>
#include <charconv>
#include <random>
#include <system_error>
#include <utility>

#include "fmt/format.h"
#include "rocksdb/write_batch.h"
#include "server/storage/keys.h"
#include "server/storage/rocks_options.h"
#include "server/storage/rocks_status.h"

namespace ketnoi::storage {
namespace {

constexpr size_t kEpochDigits = 16;
constexpr char kNotesFamily[] = "notes";

std::string DrawEpoch() {
  std::random_device random;
  std::string epoch;
  while (epoch.size() < kEpochDigits) {
    epoch += fmt::format("{:08x}", static_cast<uint32_t>(random()));
  }
  return epoch;
}

bool IsEpoch(std::string_view text) {
  return text.size() == kEpochDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A decimal of at least 0, without sign or leading zeros.
absl::StatusOr<int64_t> ParseNumber(std::string_view key,
                                    std::string_view text) {
  int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end ||
      fmt::format("{}", number) != text || number < 0) {
    return absl::DataLossError(
        fmt::format("meta key {}: \"{}\" is no number", key, text));
  }
  return number;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Database>> Database::Open(
    const RocksStoreOptions& options) {
  const rocksdb::Options rocks = MakeRocksOptions(options);
  std::unique_ptr<Database> database(new Database());
  absl::Status status = database->OpenFamilies(options, rocks);
  if (!status.ok()) return status;
  absl::StatusOr<bool> blank = database->IsBlank();
  if (!blank.ok()) return blank.status();
  if (*blank) {
    status = database->Create(rocks);
    if (!status.ok()) return status;
  }
  status = database->CheckFormat();
  if (!status.ok()) return status;
  status = database->FindFamilies();
  if (!status.ok()) return status;
  status = database->CheckFeedEnd();
  if (!status.ok()) return status;
  // A store of before there were notes gets a place for them.
  auto notes = database->AddFamily(rocks, kNotesFamily);
  if (!notes.ok()) return notes.status();
  database->notes_ = *notes;
  return database;
}

Database::~Database() {
  if (db_ == nullptr) return;
  // What it returns changes nothing: all that was acknowledged is in the log.
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    db_->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  }
  db_->Close().PermitUncheckedError();
}

// Opens whatever families there are: those of a newer format too, so that its
// number can be read.
absl::Status Database::OpenFamilies(const RocksStoreOptions& options,
                                    rocksdb::Options rocks) {
  const std::string what = fmt::format("open store {}", options.path);
  std::vector<std::string> names = {rocksdb::kDefaultColumnFamilyName};
  const rocksdb::Status exists =
      rocks.env->FileExists(fmt::format("{}/CURRENT", options.path));
  if (exists.ok()) {
    names.clear();
    const rocksdb::Status listed =
        rocksdb::DB::ListColumnFamilies(rocks, options.path, &names);
    if (!listed.ok()) return FromRocks(listed, what);
  } else if (!exists.IsNotFound()) {
    return FromRocks(exists, what);
  } else if (!options.create_if_missing) {
    return absl::NotFoundError(fmt::format("{}: there is none", what));
  }
  rocks.create_if_missing = !exists.ok();
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) families.emplace_back(name, rocks);
  rocksdb::DB* db = nullptr;
  const rocksdb::Status opened =
      rocksdb::DB::Open(rocks, options.path, families, &handles_, &db);
  if (!opened.ok()) return FromRocks(opened, what);
  db_.reset(db);
  meta_ = db_->DefaultColumnFamily();
  return absl::OkStatus();
}

// True in a new database, and in one whose creation was interrupted: the meta
// keys are its last step.
absl::StatusOr<bool> Database::IsBlank() const {
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    const std::unique_ptr<rocksdb::Iterator> keys(
        db_->NewIterator(rocksdb::ReadOptions(), handle));
    keys->SeekToFirst();
    if (keys->Valid()) return false;
    if (!keys->status().ok()) return FromRocks(keys->status(), "read store");
  }
  return true;
}

absl::Status Database::Create(const rocksdb::Options& rocks) {
  for (const char* name :
       {"resources", "history", "feed", "requests", kNotesFamily}) {
    const auto handle = AddFamily(rocks, name);
    if (!handle.ok()) return handle.status();
  }
  rocksdb::WriteBatch batch;
  const std::string version = fmt::format("{}", kFormatVersion);
  for (const auto& [key, text] :
       {std::pair(kFormatVersionKey, version),
        std::pair(kEpochKey, DrawEpoch()),
        std::pair(kRevisionKey, std::string("0")),
        std::pair(kOldestRevisionKey, std::string("0"))}) {
    const rocksdb::Status put = batch.Put(meta_, ToSlice(key), text);
    if (!put.ok()) return FromRocks(put, "create store");
  }
  rocksdb::WriteOptions durably;
  durably.sync = true;
  return FromRocks(db_->Write(durably, &batch), "create store");
}

// The family of that name, created if there is none.
absl::StatusOr<rocksdb::ColumnFamilyHandle*> Database::AddFamily(
    const rocksdb::Options& rocks, const char* name) {
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    if (handle->GetName() == name) return handle;
  }
  rocksdb::ColumnFamilyHandle* handle = nullptr;
  const rocksdb::Status created = db_->CreateColumnFamily(rocks, name, &handle);
  if (!created.ok()) {
    return FromRocks(created, fmt::format("create column family {}", name));
  }
  handles_.push_back(handle);
  return handle;
}

absl::Status Database::CheckFormat() const {
  absl::StatusOr<std::string> text =
      ReadText(rocksdb::ReadOptions(), kFormatVersionKey);
  if (!text.ok()) return text.status();
  absl::StatusOr<int64_t> version = ParseNumber(kFormatVersionKey, *text);
  if (!version.ok()) return version.status();
  if (*version > kFormatVersion) {
    return absl::FailedPreconditionError(fmt::format(
        "open store {}: its format_version is {}, this binary knows versions "
        "up to {}; use a newer binary",
        db_->GetName(), *version, kFormatVersion));
  }
  if (*version < 1) {
    return absl::DataLossError(fmt::format(
        "meta key format_version: there was no version {}", *version));
  }
  return absl::OkStatus();
}

absl::Status Database::FindFamilies() {
  const std::array<std::pair<std::string_view, rocksdb::ColumnFamilyHandle**>,
                   4>
      wanted = {{{"resources", &resources_},
                 {"history", &history_},
                 {"feed", &feed_},
                 {"requests", &requests_}}};
  for (const auto& [name, place] : wanted) {
    for (rocksdb::ColumnFamilyHandle* handle : handles_) {
      if (handle->GetName() == name) *place = handle;
    }
    if (*place == nullptr) {
      return absl::DataLossError(fmt::format(
          "open store {}: it has no column family {}", db_->GetName(), name));
    }
  }
  return absl::OkStatus();
}

// Each commit writes the meta key `revision` and the end of the feed together.
absl::Status Database::CheckFeedEnd() const {
  absl::StatusOr<Meta> meta = ReadMeta(rocksdb::ReadOptions());
  if (!meta.ok()) return meta.status();
  const std::unique_ptr<rocksdb::Iterator> last(
      db_->NewIterator(rocksdb::ReadOptions(), feed_));
  last->SeekToLast();
  int64_t end = 0;
  if (last->Valid()) {
    absl::StatusOr<FeedKey> key = DecodeFeedKey(ToView(last->key()));
    if (!key.ok()) return key.status();
    end = key->revision;
  } else if (!last->status().ok()) {
    return FromRocks(last->status(), "read the end of the feed");
  }
  if (end == meta->revision) return absl::OkStatus();
  return absl::DataLossError(
      fmt::format("meta key revision is {}, but the feed ends with revision {}",
                  meta->revision, end));
}

absl::StatusOr<std::string> Database::ReadText(
    const rocksdb::ReadOptions& options, std::string_view key) const {
  std::string text;
  const rocksdb::Status status = db_->Get(options, meta_, ToSlice(key), &text);
  if (status.ok()) return text;
  if (!status.IsNotFound()) {
    return FromRocks(status, fmt::format("read meta key {}", key));
  }
  return absl::DataLossError(
      fmt::format("store {} is damaged or no store of Ketnoi: it has no meta "
                  "key {}",
                  db_->GetName(), key));
}

absl::StatusOr<Meta> Database::ReadMeta(
    const rocksdb::ReadOptions& options) const {
  Meta meta;
  absl::StatusOr<std::string> epoch = ReadText(options, kEpochKey);
  if (!epoch.ok()) return epoch.status();
  if (!IsEpoch(*epoch)) {
    return absl::DataLossError(
        fmt::format("meta key epoch: \"{}\" is no epoch", *epoch));
  }
  meta.epoch = *std::move(epoch);
  for (const auto& [key, number] :
       {std::pair(kRevisionKey, &meta.revision),
        std::pair(kOldestRevisionKey, &meta.oldest_revision)}) {
    absl::StatusOr<std::string> text = ReadText(options, key);
    if (!text.ok()) return text.status();
    absl::StatusOr<int64_t> parsed = ParseNumber(key, *text);
    if (!parsed.ok()) return parsed.status();
    *number = *parsed;
  }
  return meta;
}

}  // namespace ketnoi::storage
