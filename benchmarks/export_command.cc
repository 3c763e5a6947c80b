#include "benchmarks/export_command.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "benchmarks/export_columns.h"
#include "benchmarks/export_query.h"
#include "fmt/format.h"
#include "ketnoi/v1/requirement.pb.h"
#include "matcher/match/matcher.h"
#include "server/normalize.h"
#include "server/reference_files.h"
#include "server/translate_requirement.h"

namespace ketnoi::benchmarks {
namespace {

using model::CategoryId;

constexpr char kUsage[] =
    "usage: ketnoi-bench export --suppliers N --out FOLDER\n"
    "                    [--class leaf|group|sector] [--data FOLDER]\n"
    "                    [--peers FOLDER]\n";

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

absl::StatusOr<PeerRequirement> Translate(const ReferenceSource& source,
                                          v1::Requirement requirement) {
  const model::Reference& reference = source.reference();
  server::Normalize(reference, requirement);
  auto translated =
      server::TranslateRequirement(reference, requirement, nullptr);
  if (!translated.ok()) return translated.status();
  PeerRequirement peer;
  peer.name = LastPart(requirement.name());
  peer.category_class = peer.name.substr(0, peer.name.find('-'));
  translated->category =
      Lifted(reference.categories, translated->category, peer.category_class);
  auto program = match::Compile(*translated, source.criteria_set(), reference,
                                {AsOfDay(), {}});
  if (!program.ok()) return program.status();
  peer.program = *std::move(program);
  return peer;
}

std::string JsonNumbers(const std::vector<int64_t>& numbers) {
  return fmt::format("[{}]", fmt::join(numbers, ", "));
}

// The place of a match's row among its supplier's rows.
int32_t PositionOf(const ExportTables& tables, const match::Match& match) {
  for (const RowSource& row : tables.rows()) {
    if (row.supplier->id == match.key.supplier && row.site == match.site &&
        row.capability - row.supplier->capabilities.data() ==
            match.capability) {
      return row.position;
    }
  }
  return -1;
}

class Writer {
 public:
  Writer(const PeerWorkload& workload, const std::string& out)
      : workload_(workload), out_(out), tables_(workload.suppliers) {}

  absl::Status Write() {
    cpp_ = "// A function per requirement, in their order.\n";
    std::filesystem::create_directories(out_ + "/queries");
    for (const PeerRequirement& requirement : workload_.requirements) {
      const absl::Status status = UseGateColumns(requirement.program, tables_);
      if (!status.ok()) return status;
    }
    for (const PeerRequirement& requirement : workload_.requirements) {
      const absl::Status status = Add(requirement);
      if (!status.ok()) return status;
    }
    cpp_ += fmt::format("\nconst PeerRequirement kRequirements[] = {{\n{}}};\n",
                        cpp_list_);
    absl::Status status = WriteText(out_ + "/requirements.jsonl", json_);
    status.Update(WriteText(out_ + "/requirements.h", cpp_));
    status.Update(WriteText(out_ + "/category.csv", Categories()));
    status.Update(tables_.Write(out_));
    return status;
  }

 private:
  absl::Status Add(const PeerRequirement& requirement) {
    const auto query = WriteQuery(requirement.program, tables_);
    if (!query.ok()) return query.status();
    const auto ranking =
        match::Rank(requirement.program, *workload_.snapshot, {});
    if (!ranking.ok()) return ranking.status();
    AddJson(requirement, *query, ranking->totals);
    AddCpp(requirement, *query, ranking->totals);
    const std::string path = out_ + "/queries/" + requirement.name;
    absl::Status status;
    const auto write = [&](const char* name, const std::string& sql) {
      status.Update(WriteText(path + name, sql));
    };
    write(".eligible.correlated.sql", query->eligible.correlated_sql);
    write(".eligible.joined.sql", query->eligible.joined_sql);
    write(".all.correlated.sql", query->all.correlated_sql);
    write(".all.joined.sql", query->all.joined_sql);
    write(".counted.correlated.sql", query->all.counted_correlated_sql);
    write(".counted.joined.sql", query->all.counted_joined_sql);
    status.Update(WriteText(path + ".expected.csv", Expected(*ranking)));
    return status;
  }

  void AddJson(const PeerRequirement& requirement, const PeerQuery& query,
               const match::StandingTotals& totals) {
    std::vector<std::string> ranges;
    for (const auto& [first, last] : query.ranges) {
      ranges.push_back(JsonNumbers({first, last}));
    }
    json_ += fmt::format(
        "{{\"name\": \"{}\", \"class\": \"{}\", \"criteria\": {}, "
        "\"categories\": {}, \"ranges\": [{}], \"eligible\": {}, "
        "\"conditional\": {}, \"candidates\": {}}}\n",
        requirement.name, requirement.category_class,
        requirement.program.steps.size(), JsonNumbers(query.categories),
        fmt::join(ranges, ", "), totals.eligible, totals.conditional,
        totals.eligible + totals.conditional + totals.ineligible);
  }

  std::string Categories() const {
    const auto& tree = workload_.source->reference().categories;
    std::string lines = "category,parent\n";
    for (CategoryId id{0}; id.value < tree.size(); ++id.value) {
      const CategoryId parent = tree.Parent(id);
      lines += fmt::format("{},{}\n", id.value,
                           parent.stated() ? std::to_string(parent.value) : "");
    }
    return lines;
  }

  // Name, class, function, category, those above it, totals.
  void AddCpp(const PeerRequirement& requirement, const PeerQuery& query,
              const match::StandingTotals& totals) {
    std::vector<int64_t> above;
    for (size_t i = 1; i < query.ranges.size(); ++i) {
      above.push_back(query.ranges[i].first);
    }
    cpp_ += fmt::format(
        "\n// {0}\n"
        "inline int64_t Eligible{1}(const Row& r, Certificates certificates) "
        "{{\n{2}}}\n"
        "inline int64_t All{1}(const Row& r, Certificates certificates) "
        "{{\n{3}}}\n",
        requirement.name, functions_, query.eligible.cpp, query.all.cpp);
    cpp_list_ += fmt::format(
        "    {{\"{0}\", \"{1}\", &Eligible{2}, &All{2}, {3}, {{{4}}}, "
        "{{{5}, {6}, {7}}}}},\n",
        requirement.name, requirement.category_class, functions_++,
        query.ranges.front().first, fmt::join(above, ", "), totals.eligible,
        totals.conditional,
        totals.eligible + totals.conditional + totals.ineligible);
  }

  std::string Expected(const match::Ranking& ranking) const {
    std::string lines = "supplier,standing,score,score_high,row_position\n";
    for (const match::Match& match : ranking.matches) {
      const auto& suppliers = workload_.suppliers;
      const auto it = std::lower_bound(
          suppliers.begin(), suppliers.end(), match.key.supplier,
          [](const auto& supplier, const std::string& id) {
            return supplier->id < id;
          });
      lines +=
          fmt::format("{},{},{},{},{}\n", it - suppliers.begin(),
                      static_cast<int>(match.key.standing), match.key.score,
                      match.key.score_high, PositionOf(tables_, match));
    }
    return lines;
  }

  const PeerWorkload& workload_;
  const std::string& out_;
  ExportTables tables_;
  std::string json_;
  std::string cpp_;
  std::string cpp_list_;
  int functions_ = 0;
};

int Fail(const absl::Status& status) {
  fmt::print(stderr, "export: {}\n", std::string(status.message()));
  return 1;
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
  std::vector<v1::Requirement> requirements;
  const absl::Status status = server::ReadMessageLines(
      peers + "/requirements.jsonl",
      [&requirements] { return &requirements.emplace_back(); });
  if (!status.ok()) return status;
  for (v1::Requirement& requirement : requirements) {
    auto peer = Translate(source, std::move(requirement));
    if (!peer.ok()) return peer.status();
    if (category_class.empty() || peer->category_class == category_class) {
      workload.requirements.push_back(*std::move(peer));
    }
  }
  if (workload.requirements.empty()) {
    return absl::InvalidArgumentError(
        fmt::format("no requirement of the class '{}'", category_class));
  }
  workload.suppliers = GenerateModelSuppliers(source, count);
  std::sort(workload.suppliers.begin(), workload.suppliers.end(),
            [](const auto& a, const auto& b) { return a->id < b->id; });
  workload.snapshot =
      index::Snapshot::Build(source.reference(), workload.suppliers, 1);
  return workload;
}

absl::Status WriteExport(const PeerWorkload& workload, const std::string& out) {
  return Writer(workload, out).Write();
}

int RunExport(const std::vector<std::string>& words) {
  Settings settings;
  int32_t count = 0;
  std::string out;
  std::string peers = "benchmarks/peers";
  std::string category_class;
  bool good = words.size() % 2 == 0;
  for (size_t i = 0; good && i < words.size(); i += 2) {
    const std::string& flag = words[i];
    const std::string& value = words[i + 1];
    if (flag == "--suppliers") {
      std::from_chars(value.data(), value.data() + value.size(), count);
    } else if (flag == "--out") {
      out = value;
    } else if (flag == "--class") {
      category_class = value;
    } else if (flag == "--data") {
      settings.data = value;
    } else if (flag == "--peers") {
      peers = value;
    } else {
      good = false;
    }
  }
  if (!good || count <= 0 || out.empty()) {
    fmt::print(stderr, "{}", kUsage);
    return 2;
  }
  const auto workload =
      LoadPeerWorkload(settings, count, peers, category_class);
  if (!workload.ok()) return Fail(workload.status());
  std::filesystem::create_directories(out);
  const absl::Status status = WriteExport(*workload, out);
  return status.ok() ? 0 : Fail(status);
}

}  // namespace ketnoi::benchmarks
