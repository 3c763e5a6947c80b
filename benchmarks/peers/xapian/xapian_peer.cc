// Xapian, used as its documentation suggests for ranking by one's own figures:
// terms for what is boolean, a PostingSource for the weight.
//
//   xapian_peer FOLDER [--repeat N]
//
// Made fast by:
// - one document per row, in the order of the category, so that a category is a
//   run of neighbouring documents; a term for the category and each one above
//   it, so that "in this category or below it" is one term, and a term for the
//   category itself, for those above the asked one;
// - all figures of a row, with its site's certificates, packed into one value:
//   one stream of values to follow instead of thirty, in the narrowest
//   integers;
// - each requirement's criteria compiled into the PostingSource (requirements.h
//   is written by the exporter and says the same as its SQL), not interpreted;
// - the whole order, ties included, in the weight, which is an exact integer
//   below 2^53: nothing to be sorted by values afterwards. Rows that cannot
//   come among the best twenty any more are dropped where they are scored;
// - eligible suppliers are asked for first, the others only if these are fewer
//   than twenty;
// - collapsing by supplier, which keeps its best row;
// - no term at all where everything competes;
// - OP_FILTER, which weighs nothing but the source (with BoolWeight, Xapian
//   drops the weights of a PostingSource);
// - a compact database in one file tree that the system keeps in its cache.
// Gates are judged in the source as well: their fields lie in the same value,
// and as terms they would only make the candidates' postings longer.

#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "peer_types.h"
#include "points_source.h"

namespace ketnoi::benchmarks {
namespace {

constexpr Xapian::valueno kSupplier = 1;
constexpr int kTop = 20;
constexpr double kMostSeconds = 3;
constexpr size_t kLeastSamples = 5;
// Of a query so slow that kLeastSamples take longer than this, fewer do.
constexpr double kSlowSeconds = 15;
constexpr size_t kSlowSamples = 3;

std::string Under(int category) { return "U" + std::to_string(category); }
std::string At(int category) { return "A" + std::to_string(category); }

// Fills the database of `path`.
Order Load(const std::string& folder, const std::string& path) {
  std::vector<int> parents;
  ForEachLine(folder + "/category.csv", [&](Cells& cells) {
    int32_t category = 0, parent = 0;
    Read(cells, category);
    Read(cells, parent);
    parents.push_back(IsNull(parent) ? -1 : parent);
  });
  std::vector<std::vector<Certificate>> by_site;
  ForEachLine(folder + "/certificate.csv", [&](Cells& cells) {
    int64_t site = 0;
    Certificate held{};
    Read(cells, site);
    Read(cells, held.scheme);
    Read(cells, held.level);
    Read(cells, held.valid_from);
    Read(cells, held.valid_to);
    Read(cells, held.evidence);
    Read(cells, held.unclear);
    if (by_site.size() <= static_cast<size_t>(site)) {
      by_site.resize(static_cast<size_t>(site) + 1);
    }
    by_site[static_cast<size_t>(site)].push_back(held);
  });
  Order order{0, 0};
  Xapian::WritableDatabase database(
      path + "-new", Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC |
                         Xapian::DB_DANGEROUS);
  ForEachLine(folder + "/capability_row.csv", [&](Cells& cells) {
    Row row;
    std::memset(&row, 0, sizeof(Row));
    ReadRow(cells, row);
    std::string record(reinterpret_cast<const char*>(&row), sizeof(Row));
    if (static_cast<size_t>(row.site) < by_site.size()) {
      for (const Certificate& held : by_site[static_cast<size_t>(row.site)]) {
        record.append(reinterpret_cast<const char*>(&held), sizeof held);
      }
    }
    Xapian::Document document;
    document.add_value(kRecord, record);
    document.add_value(kSupplier, std::to_string(row.supplier));
    document.add_boolean_term(At(row.category));
    for (int c = row.category; c >= 0; c = parents[static_cast<size_t>(c)]) {
      document.add_boolean_term(Under(c));
    }
    database.add_document(document);
    order.suppliers = std::max<int64_t>(order.suppliers, row.supplier + 1);
    order.positions = std::max<int64_t>(order.positions, row.row_position + 1);
  });
  database.commit();
  database.compact(path);
  database.close();
  std::filesystem::remove_all(path + "-new");
  if (order.Largest() >= std::ldexp(1.0, 53)) {
    throw std::range_error("the order does not fit into a weight");
  }
  return order;
}

// The best suppliers with a row that `points` wants and that has one of
// the terms; without terms, any row.
std::vector<Match> Best(const Xapian::Database& database, const Order& order,
                        PointsOfRow points,
                        const std::vector<std::string>& terms, Tally* tally) {
  Source source(points, order, tally);
  Xapian::Enquire enquire(database);
  const Xapian::Query weighed(&source);
  enquire.set_query(
      terms.empty() ? weighed
                    : Xapian::Query(Xapian::Query::OP_FILTER, weighed,
                                    Xapian::Query(Xapian::Query::OP_OR,
                                                  terms.begin(), terms.end())));
  enquire.set_collapse_key(kSupplier);
  const Xapian::MSet matches = enquire.get_mset(0, kTop);
  std::vector<Match> result;
  for (auto it = matches.begin(); it != matches.end(); ++it) {
    result.push_back(order.Of(it.get_weight()));
  }
  return result;
}

// Terms of the requirement's category and all below it.
std::vector<std::string> Inside(const PeerRequirement& requirement) {
  if (requirement.category < 0) return {};
  return {Under(requirement.category)};
}

std::vector<Match> BestOfAll(const Xapian::Database& database,
                             const Order& order,
                             const PeerRequirement& requirement, Tally* tally) {
  std::vector<std::string> terms = Inside(requirement);
  for (const int category : requirement.above) terms.push_back(At(category));
  return Best(database, order, requirement.all_points, terms, tally);
}

struct Answer {
  std::vector<Match> matches;
  Totals totals;
};

// The best suppliers.
Answer AskTop(const Xapian::Database& database, const Order& order,
              const PeerRequirement& requirement) {
  auto matches = Best(database, order, requirement.eligible_points,
                      Inside(requirement), nullptr);
  if (matches.size() < kTop) {
    matches = BestOfAll(database, order, requirement, nullptr);
  }
  return {matches, {}};
}

// The best suppliers and the totals, as Ketnoi always answers.
Answer AskCounted(const Xapian::Database& database, const Order& order,
                  const PeerRequirement& requirement) {
  Tally tally(order.suppliers);
  auto matches = BestOfAll(database, order, requirement, &tally);
  return {std::move(matches), tally.Count()};
}

struct Mode {
  const char* name;
  Answer (*ask)(const Xapian::Database&, const Order&, const PeerRequirement&);
};
constexpr Mode kModes[] = {{"top", &AskTop}, {"counted", &AskCounted}};

std::vector<Match> Expected(const std::string& folder, const char* name) {
  std::vector<Match> expected;
  ForEachLine(folder + "/queries/" + name + ".expected.csv", [&](Cells& cells) {
    Match match{};
    Read(cells, match.supplier);
    Read(cells, match.standing);
    Read(cells, match.score);
    Read(cells, match.score_high);
    Read(cells, match.position);
    expected.push_back(match);
  });
  return expected;
}

std::string Line(const std::vector<Match>& matches, size_t i) {
  if (i >= matches.size()) return "none";
  std::ostringstream line;
  const Match& match = matches[i];
  line << match.supplier << ' ' << match.standing << ' ' << match.score << ' '
       << match.score_high << ' ' << match.position;
  return line.str();
}

bool Check(const PeerRequirement& requirement, const std::string& folder,
           const Xapian::Database& database, const Order& order) {
  const auto expected = Expected(folder, requirement.name);
  const auto top = AskTop(database, order, requirement).matches;
  const auto [counted, totals] = AskCounted(database, order, requirement);
  if (top == expected && counted == expected && totals == requirement.totals) {
    return true;
  }
  std::cerr << requirement.name << ": wrong answer\n"
            << totals.eligible << ' ' << totals.conditional << ' '
            << totals.candidates << " instead of "
            << requirement.totals.eligible << ' '
            << requirement.totals.conditional << ' '
            << requirement.totals.candidates << '\n';
  for (size_t i = 0; i < kTop; ++i) {
    std::cerr << Line(top, i) << " and " << Line(counted, i) << " instead of "
              << Line(expected, i) << '\n';
  }
  return false;
}

double Seconds(std::chrono::steady_clock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

void Measure(const PeerRequirement& requirement, const Mode& mode,
             const Xapian::Database& database, const Order& order,
             size_t repeat, double load_seconds, uintmax_t bytes) {
  using Clock = std::chrono::steady_clock;
  const auto timed = [&] {
    const auto start = Clock::now();
    mode.ask(database, order, requirement);
    return Seconds(Clock::now() - start);
  };
  for (int i = 0; i < 3; ++i) {
    if (timed() > kMostSeconds / 3) break;
  }
  std::vector<double> samples;
  const auto begin = Clock::now();
  while (samples.size() < repeat) {
    samples.push_back(timed() * 1000);
    const double seconds = Seconds(Clock::now() - begin);
    if ((seconds > kMostSeconds && samples.size() >= kLeastSamples) ||
        (seconds > kSlowSeconds && samples.size() >= kSlowSamples)) {
      break;
    }
  }
  std::vector<double> sorted = samples;
  std::sort(sorted.begin(), sorted.end());
  const auto percentile = [&](double share) {
    const auto rank = static_cast<size_t>(
        std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::clamp<size_t>(rank, 1, sorted.size()) - 1];
  };
  std::cout << "{\"peer\": \"xapian\", \"version\": \""
            << Xapian::version_string() << "\", \"class\": \""
            << requirement.category_class << "\", \"requirement\": \""
            << requirement.name << "\", \"mode\": \"" << mode.name
            << "\", \"p50\": " << percentile(0.5)
            << ", \"p95\": " << percentile(0.95)
            << ", \"p99\": " << percentile(0.99)
            << ", \"load_s\": " << load_seconds << ", \"bytes\": " << bytes
            << ", \"samples\": [";
  for (size_t i = 0; i < samples.size(); ++i) {
    std::cout << (i == 0 ? "" : ", ") << samples[i];
  }
  std::cout << "]}" << std::endl;
}

uintmax_t BytesOf(const std::string& path) {
  uintmax_t bytes = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(path)) {
    if (file.is_regular_file()) bytes += file.file_size();
  }
  return bytes;
}

int Run(const std::string& folder, size_t repeat) {
  const std::string path = folder + "/xapian/database";
  const auto start = std::chrono::steady_clock::now();
  std::filesystem::remove_all(path);
  const Order order = Load(folder, path);
  const Xapian::Database database(path);
  const double load_seconds = Seconds(std::chrono::steady_clock::now() - start);
  for (const PeerRequirement& requirement : kRequirements) {
    if (!Check(requirement, folder, database, order)) return 1;
    for (const Mode& mode : kModes) {
      Measure(requirement, mode, database, order, repeat, load_seconds,
              BytesOf(path));
    }
  }
  return 0;
}

}  // namespace
}  // namespace ketnoi::benchmarks

int main(int count, char** words) {
  size_t repeat = 200;
  if (count == 4 && std::string(words[2]) == "--repeat") {
    repeat = std::stoul(words[3]);
  }
  try {
    return ketnoi::benchmarks::Run(words[1], repeat);
  } catch (const Xapian::Error& error) {
    std::cerr << "xapian: " << error.get_description() << '\n';
  } catch (const std::exception& error) {
    std::cerr << "xapian: " << error.what() << '\n';
  }
  return 1;
}
