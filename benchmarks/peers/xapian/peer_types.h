// What the exporter's record.h and requirements.h are written in terms of, and
// how its files are read.

#ifndef KETNOI_BENCHMARKS_PEERS_XAPIAN_PEER_TYPES_H_
#define KETNOI_BENCHMARKS_PEERS_XAPIAN_PEER_TYPES_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <limits>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace ketnoi::benchmarks {

// What is not stated: the smallest of its type.
template <class Integer>
inline constexpr Integer kNull = std::numeric_limits<Integer>::min();
template <class Integer>
bool IsNull(Integer value) {
  return value == kNull<Integer>;
}

struct Certificate {
  int16_t valid_from, valid_to;
  int8_t scheme, level, evidence, unclear;
};
using Certificates = std::span<const Certificate>;

// Suppliers, by the standing of their best row; and with any candidate row.
struct Totals {
  size_t eligible, conditional, candidates;
  friend bool operator==(const Totals&, const Totals&) = default;
};

struct Row;
using PointsOfRow = int64_t (*)(const Row&, Certificates);
struct PeerRequirement {
  const char* name;
  const char* category_class;
  PointsOfRow eligible_points, all_points;
  int category;  // -1: everything competes
  std::vector<int> above;
  Totals totals;
};

// The cells of a line of a CSV file of integers.
struct Cells {
  std::istringstream line;
};
template <class Integer>
void Read(Cells& cells, Integer& value) {
  std::string cell;
  std::getline(cells.line, cell, ',');
  value =
      cell.empty() ? kNull<Integer> : static_cast<Integer>(std::stoll(cell));
  if (!cell.empty() && std::to_string(value) != cell) {
    throw std::out_of_range("a figure is wider than its field: " + cell);
  }
}

// Lines of a CSV file after its heading.
template <class Take>
void ForEachLine(const std::string& path, Take take) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    Cells cells{std::istringstream(line)};
    take(cells);
  }
}

#include "record.h"
#include "requirements.h"

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_PEERS_XAPIAN_PEER_TYPES_H_
