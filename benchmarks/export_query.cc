#include "benchmarks/export_query.h"

#include <cctype>
#include <set>
#include <string_view>
#include <variant>

#include "benchmarks/export_certificates.h"
#include "benchmarks/export_criteria.h"
#include "benchmarks/queries.h"
#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

// The SQL finds out about all certificates at once: their outcomes and credits,
// kCodeBits for each, in one column of the inner select.
constexpr char kCodes[] = "certificate_codes";
constexpr int kCodeBits = 20;
constexpr size_t kMostCertificates = 3;

// The columns of r that `sql` reads, without that of certificates.
std::set<std::string> ColumnsIn(std::string_view sql) {
  std::set<std::string> columns;
  const auto is_word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  for (size_t at = sql.find("r."); at != std::string_view::npos;
       at = sql.find("r.", at + 1)) {
    if (at > 0 && is_word(sql[at - 1])) continue;
    size_t end = at + 2;
    while (end < sql.size() && is_word(sql[end])) ++end;
    std::string name(sql.substr(at + 2, end - at - 2));
    if (name != kCodes) columns.insert(std::move(name));
  }
  return columns;
}

class QueryWriter {
 public:
  QueryWriter(const match::Program& program, Wanted wanted,
              ExportTables& tables)
      : program_(program), wanted_(wanted), tables_(tables) {}

  absl::StatusOr<PeerForms> Write() {
    CriterionWriter criteria(program_, tables_);
    for (const match::Step& step : program_.steps) {
      const absl::Status status = Add(step, criteria);
      if (!status.ok()) return status;
    }
    const std::string correlated = BestRows(Subquery(), "");
    const std::string joined = BestRows(JoinedColumn(), Join());
    return PeerForms{Top(correlated), Top(joined), Counted(correlated),
                     Counted(joined), Cpp()};
  }

 private:
  absl::Status Add(const match::Step& step, CriterionWriter& criteria) {
    const bool certified =
        std::holds_alternative<model::CertificateTest>(step.criterion.test);
    const size_t number = certificates_.size();
    if (certified && number == kMostCertificates) {
      return absl::UnimplementedError("more certificates than fit");
    }
    const auto judged = criteria.Write(
        step, {fmt::format("((r.{} >> {}) & {})", kCodes, kCodeBits * number,
                           (1 << kCodeBits) - 1),
               fmt::format("certificate_{}", number)});
    if (!judged.ok()) return judged.status();
    if (certified) certificates_.push_back(CertificatesOf(program_, step));
    // Candidates are in the category, or may be.
    const bool category =
        std::holds_alternative<model::CategoryTest>(step.criterion.test);
    if (step.criterion.gate && !category) {
      (certified ? late_gates_ : gates_).push_back(Passes(*judged, wanted_));
    }
    const Text points =
        PackedPoints(*judged, step.weight_bp, step.criterion.gate, wanted_);
    points_ = points_.sql.empty() ? points : Both("{}\n + {}", points_, points);
    return absl::OkStatus();
  }

  std::string Codes() const {
    std::string codes;
    for (size_t i = 0; i < certificates_.size(); ++i) {
      const CertificateText& certificate = certificates_[i];
      codes += fmt::format(
          "{}CAST(MAX({}) * {} + MAX({}) AS BIGINT) * {}",
          codes.empty() ? "" : "\n + ", certificate.outcome.sql, kOutcomeUnit,
          certificate.credit.sql, int64_t{1} << (kCodeBits * i));
    }
    return codes;
  }

  // That say something of any of the asked ones.
  std::string OfSchemes() const {
    std::set<int64_t> schemes;
    for (const CertificateText& certificate : certificates_) {
      schemes.insert(certificate.schemes.begin(), certificate.schemes.end());
    }
    return OneOf(Alike("c.scheme"), {schemes.begin(), schemes.end()}).sql;
  }

  std::string Subquery() const {
    if (certificates_.empty()) return "";
    return fmt::format(
        ",\n  COALESCE((SELECT {}\n FROM certificate c WHERE c.site = r.site "
        "AND {}), 0) AS {}",
        Codes(), OfSchemes(), kCodes);
  }

  std::string JoinedColumn() const {
    if (certificates_.empty()) return "";
    return fmt::format(",\n  COALESCE(j.codes, 0) AS {}", kCodes);
  }

  std::string Join() const {
    if (certificates_.empty()) return "";
    return fmt::format(
        "LEFT JOIN (SELECT c.site, {} AS codes\n FROM certificate c WHERE {} "
        "GROUP BY c.site) j ON j.site = r.site\n",
        Codes(), OfSchemes());
  }

  // Per supplier, the largest of: eligible, score, score_high, 255 - position.
  std::string BestRows(const std::string& certificates,
                       const std::string& joins) const {
    const Text late = AllOf(late_gates_);
    std::string columns = "r.supplier, r.row_position";
    for (const std::string& name : ColumnsIn(points_.sql + late.sql)) {
      columns += ", r." + name;
    }
    const std::string gates = gates_.empty() ? "" : " AND " + AllOf(gates_).sql;
    return fmt::format(
        "SELECT r.supplier, MAX((CASE WHEN r.points < {open} "
        "THEN r.points + {open}\n"
        " ELSE r.points & {points} END) * 256 + 255 - r.row_position) AS k\n"
        "FROM (SELECT r.supplier, r.row_position, {sum} AS points\n"
        "FROM (SELECT {columns}{certificates}\n"
        "FROM capability_row r\n{joins}WHERE {{candidates}}{gates}\n"
        "{{fence}}) r\nWHERE {late}\n{{fence}}) r\nGROUP BY r.supplier",
        fmt::arg("open", kOpenGate), fmt::arg("points", kOpenGate - 1),
        fmt::arg("sum", points_.sql), fmt::arg("columns", columns),
        fmt::arg("certificates", certificates), fmt::arg("joins", joins),
        fmt::arg("gates", gates), fmt::arg("late", late.sql));
  }

  static std::string Selected() {
    return "SELECT b.supplier, 1 - (b.k >> 56) AS standing,\n"
           " ((b.k >> 40) & 65535) AS score,\n"
           " ((b.k >> 8) & 4294967295) AS score_high,\n"
           " 255 - (b.k & 255) AS row_position";
  }

  static std::string Ordered() {
    return fmt::format("ORDER BY (b.k >> 8) DESC, b.supplier\nLIMIT {}\n",
                       kTop);
  }

  static std::string Top(const std::string& best_rows) {
    return fmt::format("{}\nFROM ({}) b\n{}", Selected(), best_rows, Ordered());
  }

  static std::string Counted(const std::string& best_rows) {
    return fmt::format(
        "WITH best AS MATERIALIZED ({best})\n{selected},\n"
        " (SELECT COUNT(*) FROM best WHERE k >= {eligible}) AS eligible,\n"
        " (SELECT COUNT(*) FROM best WHERE k < {eligible}) AS conditional,\n"
        " (SELECT COUNT(*) FROM (SELECT DISTINCT r.supplier\n"
        "  FROM capability_row r WHERE {{candidates}}) d) AS candidates\n"
        "FROM best b\n{ordered}",
        fmt::arg("best", best_rows), fmt::arg("selected", Selected()),
        fmt::arg("eligible", kOpenGate * ExportTables::kMostRows),
        fmt::arg("ordered", Ordered()));
  }

  std::string Cpp() const {
    std::string body =
        fmt::format("  if (!{}) return -1;\n", AllOf(gates_).cpp);
    for (size_t i = 0; i < certificates_.size(); ++i) {
      const CertificateText& certificate = certificates_[i];
      body += fmt::format(
          "  int64_t outcome_{0} = 0, credit_{0} = 0;\n"
          "  for (const Certificate& c : certificates) {{\n"
          "    if (!{1}) continue;\n"
          "    outcome_{0} = std::max<int64_t>(outcome_{0}, {2});\n"
          "    credit_{0} = std::max<int64_t>(credit_{0}, {3});\n  }}\n"
          "  const int64_t certificate_{0} = outcome_{0} * {4} + credit_{0};\n",
          i, OneOf(Alike("c.scheme"), certificate.schemes).cpp,
          certificate.outcome.cpp, certificate.credit.cpp, kOutcomeUnit);
    }
    body += fmt::format("  if (!{}) return -1;\n", AllOf(late_gates_).cpp);
    return body + fmt::format("  return {};\n", points_.cpp);
  }

  const match::Program& program_;
  const Wanted wanted_;
  ExportTables& tables_;
  std::vector<Text> gates_;
  std::vector<Text> late_gates_;  // of certificates
  std::vector<CertificateText> certificates_;
  Text points_;
};

void AddCategories(const match::Program& program, PeerQuery& query) {
  const auto& tree = program.reference->categories;
  const model::CategoryId root = program.category;
  query.ranges.emplace_back(root.value, tree.End(root).value - 1);
  for (int32_t id = root.value; id < tree.End(root).value; ++id) {
    query.categories.push_back(id);
  }
  for (auto above = tree.Parent(root); above.stated();
       above = tree.Parent(above)) {
    query.ranges.emplace_back(above.value, above.value);
    query.categories.push_back(above.value);
  }
}

void AddEverything(const match::Program& program, PeerQuery& query) {
  const int32_t size = program.reference->categories.size();
  query.everything = true;
  query.ranges.emplace_back(0, size - 1);
  for (int32_t id = 0; id < size; ++id) query.categories.push_back(id);
}

}  // namespace

absl::Status UseGateColumns(const match::Program& program,
                            ExportTables& tables) {
  CriterionWriter criteria(program, tables);
  for (const match::Step& step : program.steps) {
    if (!step.criterion.gate) continue;
    const auto judged = criteria.Write(step, {});
    if (!judged.ok()) return judged.status();
  }
  return absl::OkStatus();
}

absl::StatusOr<PeerQuery> WriteQuery(const BoundParts& parts,
                                     ExportTables& tables) {
  // Parts are of sectors, above which there is nothing: what is asked of a row
  // is the same in all of them.
  const match::Program& program = parts.front()->program();
  QueryWriter eligible(program, Wanted::kEligible, tables);
  QueryWriter all(program, Wanted::kNotIneligible, tables);
  auto eligible_forms = eligible.Write();
  if (!eligible_forms.ok()) return eligible_forms.status();
  auto all_forms = all.Write();
  if (!all_forms.ok()) return all_forms.status();
  PeerQuery query;
  if (parts.size() == 1) {
    AddCategories(program, query);
  } else {
    AddEverything(program, query);
  }
  query.eligible = *std::move(eligible_forms);
  query.all = *std::move(all_forms);
  return query;
}

}  // namespace ketnoi::benchmarks
