#include "benchmarks/peer_workload.h"

#include <algorithm>
#include <utility>

#include "benchmarks/check.h"
#include "benchmarks/queries.h"
#include "fmt/format.h"
#include "server/normalize.h"
#include "server/reference_files.h"
#include "server/translate_requirement.h"

namespace ketnoi::benchmarks {
namespace {

using model::CategoryId;

CategoryId Lifted(const model::CategoryTree& tree, CategoryId category,
                  std::string_view category_class) {
  if (category_class == "group") return tree.Parent(category);
  if (category_class == "sector") {
    while (tree.Parent(category).stated()) category = tree.Parent(category);
  }
  return category;
}

// The last part of "buyers/peers/requirements/leaf-stamping".
std::string LastPart(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

// Without its answer.
absl::StatusOr<PeerRequirement> Translate(const ReferenceSource& source,
                                          v1::Requirement requirement) {
  const model::Reference& reference = source.reference();
  server::Normalize(reference, requirement);
  auto translated =
      server::TranslateRequirement(reference, requirement, nullptr);
  if (!translated.ok()) return translated.status();
  const std::string name = LastPart(requirement.name());
  const std::string category_class = name.substr(0, name.find('-'));
  Query asked;
  if (category_class == "unfiltered") {
    asked = AskedOfEverything(reference, *translated);
  } else {
    translated->category =
        Lifted(reference.categories, translated->category, category_class);
    asked.parts.push_back(*std::move(translated));
  }
  auto query = Prepare(source, std::move(asked));
  if (!query.ok()) return query.status();
  return PeerRequirement{
      name, category_class, std::move(requirement), *std::move(query), {}, {}};
}

// Fills in the matcher's answer, once it is the one of the plain loop. Of
// several parts the matcher gives totals of each, the plain loop of all.
absl::Status Answer(const PeerWorkload& workload,
                    PeerRequirement& requirement) {
  const ScaleQuery& query = requirement.query;
  auto matches = Ask(query, *workload.snapshot);
  if (!matches.ok()) return matches.status();
  requirement.matches = *std::move(matches);
  requirement.ranking = RankPlainly(query.question, workload.suppliers, kTop);
  absl::Status status = CheckPeer("plain loop", requirement.ranking.top,
                                  KeysOf(requirement.matches));
  if (!status.ok() || query.programs.size() > 1) return status;
  const auto ranking =
      match::Rank(query.programs.front()->program(), *workload.snapshot, {});
  if (!ranking.ok()) return ranking.status();
  if (ranking->totals == requirement.ranking.totals) return absl::OkStatus();
  return absl::InternalError(requirement.name +
                             ": other totals by the plain "
                             "loop than by the matcher");
}

absl::Status ReadRequirements(const ReferenceSource& source,
                              const std::string& path,
                              std::string_view category_class,
                              std::vector<PeerRequirement>& requirements) {
  std::vector<v1::Requirement> lines;
  const absl::Status status = server::ReadMessageLines(
      path, [&lines](int) { return &lines.emplace_back(); });
  if (!status.ok()) return status;
  for (v1::Requirement& line : lines) {
    auto requirement = Translate(source, std::move(line));
    if (!requirement.ok()) return requirement.status();
    if (category_class.empty() ||
        requirement->category_class == category_class) {
      requirements.push_back(*std::move(requirement));
    }
  }
  if (!requirements.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      fmt::format("no requirement of the class '{}'", category_class));
}

}  // namespace

absl::StatusOr<PeerWorkload> LoadPeerWorkload(const Settings& settings,
                                              int32_t count,
                                              const std::string& peers,
                                              std::string_view category_class) {
  auto loaded = LoadReference(settings);
  if (!loaded.ok()) return loaded.status();
  PeerWorkload workload;
  workload.source = std::make_unique<ReferenceSource>(*std::move(loaded));
  const ReferenceSource& source = *workload.source;
  absl::Status status = ReadRequirements(source, peers + "/requirements.jsonl",
                                         category_class, workload.requirements);
  if (!status.ok()) return status;
  workload.suppliers = GenerateModelSuppliers(source, count);
  std::sort(workload.suppliers.begin(), workload.suppliers.end(),
            [](const auto& a, const auto& b) { return a->id < b->id; });
  workload.snapshot =
      index::Snapshot::Build(source.reference(), workload.suppliers, 1);
  for (PeerRequirement& requirement : workload.requirements) {
    status = Answer(workload, requirement);
    if (!status.ok()) return status;
  }
  return workload;
}

}  // namespace ketnoi::benchmarks
