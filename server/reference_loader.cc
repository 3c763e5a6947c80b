#include "server/reference_loader.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "fmt/format.h"
#include "google/protobuf/util/json_util.h"
#include "matcher/match/change.h"
#include "matcher/match/reason.h"
#include "server/reference_files.h"
#include "server/reference_translate.h"
#include "server/render.h"
#include "server/sha256.h"

namespace ketnoi::server {
namespace {

template <class Table>
absl::Status ReadTable(const std::string& folder, const char* file,
                       Table& table) {
  return ReadMessageLines(fmt::format("{}/reference/{}", folder, file),
                          [&](int) { return &table.emplace_back(); });
}

absl::Status ReadTables(const std::string& folder, ReferenceTables& tables) {
  absl::Status status;
  const auto read = [&](const char* file, auto& table) {
    if (status.ok()) status = ReadTable(folder, file, table);
  };
  read("categories.jsonl", tables.categories);
  read("attribute_definitions.jsonl", tables.attribute_definitions);
  read("units.jsonl", tables.units);
  read("processes.jsonl", tables.processes);
  read("materials.jsonl", tables.materials);
  read("certificate_schemes.jsonl", tables.certificate_schemes);
  read("assessment_schemes.jsonl", tables.assessment_schemes);
  read("industries.jsonl", tables.industries);
  read("provinces.jsonl", tables.provinces);
  read("reasons.jsonl", tables.reason_texts);
  return status;
}

// SHA-256 of the set's JSON form without its hash, in hexadecimal digits. The
// form is canonical: fields in the order of the contract, no blanks.
absl::StatusOr<std::string> HashOf(v1::CriteriaSet set) {
  set.clear_hash();
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(set, &json);
  if (!status.ok()) return absl::InternalError(status.message().ToString());
  return absl::BytesToHexString(Sha256(json));
}

absl::Status ReadCriteriaSets(const std::string& folder,
                              const std::string& default_id,
                              ReferenceData& data) {
  auto& sets = data.tables.criteria_sets;
  auto files = ListFiles(folder + "/criteria", ".json");
  if (!files.ok()) return files.status();
  for (const std::string& file : *files) {
    absl::Status status = ReadMessageFile(file, &sets.emplace_back());
    if (!status.ok()) return status;
    auto hash = HashOf(sets.back());
    if (!hash.ok()) return hash.status();
    sets.back().set_hash(*std::move(hash));
  }
  if (sets.empty()) {
    return absl::NotFoundError(
        fmt::format("{}/criteria has no criteria set (*.json)", folder));
  }
  // The one that came into force last is the default.
  std::stable_sort(sets.begin(), sets.end(),
                   [](const v1::CriteriaSet& a, const v1::CriteriaSet& b) {
                     return a.effective_from() > b.effective_from();
                   });
  if (!default_id.empty()) {
    const auto is_default = [&](const v1::CriteriaSet& set) {
      return ReferenceId(set.name()) == default_id;
    };
    const auto found = std::find_if(sets.begin(), sets.end(), is_default);
    if (found == sets.end()) {
      return absl::NotFoundError(
          fmt::format("there is no criteria set '{}'", default_id));
    }
    std::rotate(sets.begin(), found, found + 1);
  }
  for (const v1::CriteriaSet& set : sets) {
    auto translated = TranslateCriteriaSet(set);
    if (!translated.ok()) return translated.status();
    data.criteria_sets.push_back(*std::move(translated));
  }
  return absl::OkStatus();
}

// Of all tables but the words of reasons and the criteria sets.
std::string FingerprintOf(const ReferenceTables& tables) {
  std::string all;
  const auto add = [&](const auto& table) {
    all += fmt::format("{};", table.size());
    for (const auto& entry : table) {
      const std::string bytes = entry.SerializeAsString();
      all += fmt::format("{}:", bytes.size()) + bytes;
    }
  };
  add(tables.categories);
  add(tables.attribute_definitions);
  add(tables.units);
  add(tables.processes);
  add(tables.materials);
  add(tables.certificate_schemes);
  add(tables.assessment_schemes);
  add(tables.industries);
  add(tables.provinces);
  return Sha256(all);
}

// Every reason and change that the matcher gives, and every sentence beside,
// must have words in both languages.
absl::Status IndexTexts(ReferenceData& data) {
  for (const v1::ReasonText& text : data.tables.reason_texts) {
    data.texts.emplace(ReferenceId(text.name()), text.template_());
  }
  std::vector<std::string> codes(std::begin(kSentenceCodes),
                                 std::end(kSentenceCodes));
  for (int reason = 0; reason < match::kReasons; ++reason) {
    codes.push_back(match::ReasonName(static_cast<match::Reason>(reason)));
  }
  for (int kind = 0; kind < match::kChangeKinds; ++kind) {
    codes.push_back(TextCodeOf(static_cast<match::ChangeKind>(kind)));
  }
  for (const std::string& code : codes) {
    const auto it = data.texts.find(code);
    if (it == data.texts.end() || it->second.vi().empty() ||
        it->second.en().empty()) {
      return absl::InvalidArgumentError(
          fmt::format("reasons.jsonl has no words for '{}'", code));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<const ReferenceData>> LoadReferenceData(
    const std::string& folder, const std::string& default_criteria_set) {
  auto data = std::make_unique<ReferenceData>();
  absl::Status status = ReadTables(folder, data->tables);
  if (status.ok()) status = TranslateTables(*data);
  if (status.ok())
    status = ReadCriteriaSets(folder, default_criteria_set, *data);
  if (status.ok()) status = IndexTexts(*data);
  if (!status.ok()) return status;
  data->fingerprint = FingerprintOf(data->tables);
  return std::unique_ptr<const ReferenceData>(std::move(data));
}

}  // namespace ketnoi::server
