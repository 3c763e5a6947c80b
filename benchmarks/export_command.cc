#include "benchmarks/export_command.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "benchmarks/export_columns.h"
#include "benchmarks/export_query.h"
#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

using model::CategoryId;

constexpr char kUsage[] =
    "usage: ketnoi-bench export --suppliers N --out FOLDER\n"
    "                    [--class leaf|group|sector|unfiltered]\n"
    "                    [--data FOLDER] [--peers FOLDER]\n";

std::string JsonNumbers(const std::vector<int64_t>& numbers) {
  return fmt::format("[{}]", fmt::join(numbers, ", "));
}

class Writer {
 public:
  Writer(const PeerWorkload& workload, const std::string& out)
      : workload_(workload), out_(out), tables_(workload.suppliers) {}

  absl::Status Write() {
    cpp_ = "// A function per requirement, in their order.\n";
    std::filesystem::create_directories(out_ + "/queries");
    for (const PeerRequirement& requirement : workload_.requirements) {
      const absl::Status status = UseGateColumns(
          requirement.query.programs.front()->program(), tables_);
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
    const auto query = WriteQuery(requirement.query.programs, tables_);
    if (!query.ok()) return query.status();
    AddJson(requirement, *query);
    AddCpp(requirement, *query);
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
    status.Update(WriteText(path + ".expected.csv", Expected(requirement)));
    return status;
  }

  void AddJson(const PeerRequirement& requirement, const PeerQuery& query) {
    const match::StandingTotals& totals = requirement.ranking.totals;
    std::vector<std::string> ranges;
    for (const auto& [first, last] : query.ranges) {
      ranges.push_back(JsonNumbers({first, last}));
    }
    json_ += fmt::format(
        "{{\"name\": \"{}\", \"class\": \"{}\", \"criteria\": {}, "
        "\"everything\": {}, \"categories\": {}, \"ranges\": [{}], "
        "\"eligible\": {}, "
        "\"conditional\": {}, \"candidates\": {}}}\n",
        requirement.name, requirement.category_class,
        requirement.query.question.criteria_count(), query.everything,
        JsonNumbers(query.categories), fmt::join(ranges, ", "), totals.eligible,
        totals.conditional,
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

  // Name, class, functions, category (-1: everything), those above it, totals.
  void AddCpp(const PeerRequirement& requirement, const PeerQuery& query) {
    const match::StandingTotals& totals = requirement.ranking.totals;
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
        query.everything ? -1 : query.ranges.front().first,
        fmt::join(above, ", "), totals.eligible, totals.conditional,
        totals.eligible + totals.conditional + totals.ineligible);
  }

  std::string Expected(const PeerRequirement& requirement) const {
    std::string lines = "supplier,standing,score,score_high,row_position\n";
    const ModelSuppliers& suppliers = workload_.suppliers;
    for (const match::Match& match : requirement.matches) {
      const auto it =
          std::lower_bound(suppliers.begin(), suppliers.end(), match.key.id,
                           [](const auto& supplier, const std::string& id) {
                             return supplier->id < id;
                           });
      lines += fmt::format("{},{},{},{},{}\n", it - suppliers.begin(),
                           static_cast<int>(match.key.standing),
                           match.key.score, match.key.score_high,
                           PositionOfRow(**it, match.capability, match.site));
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
  std::error_code error;
  std::filesystem::create_directories(out + "/queries", error);
  if (error) {
    return Fail(absl::UnavailableError(
        fmt::format("cannot create {}: {}", out, error.message())));
  }
  const absl::Status status = WriteExport(*workload, out);
  return status.ok() ? 0 : Fail(status);
}

}  // namespace ketnoi::benchmarks
