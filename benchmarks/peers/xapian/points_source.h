// The weight of a row, which holds the whole order of results.

#ifndef KETNOI_BENCHMARKS_PEERS_XAPIAN_POINTS_SOURCE_H_
#define KETNOI_BENCHMARKS_PEERS_XAPIAN_POINTS_SOURCE_H_

#include <xapian.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "peer_types.h"

namespace ketnoi::benchmarks {

// The value with the row and its certificates.
inline constexpr Xapian::valueno kRecord = 0;
inline constexpr int64_t kOpenGate = int64_t{1} << 48;
inline constexpr int64_t kScores = 10'001;

struct Match {
  int64_t supplier, standing, score, score_high, position;
  friend bool operator==(const Match&, const Match&) = default;
};

// The order of results in one number: larger ranks first.
struct Order {
  int64_t suppliers;
  int64_t positions;

  double Weight(int64_t points, const Row& row) const {
    const int64_t eligible = points < kOpenGate ? 1 : 0;
    const int64_t score = points >> 32 & 0xffff;
    const int64_t high = points & 0xffffffff;
    const int64_t rank = (eligible * kScores + score) * kScores + high;
    return static_cast<double>(
        (rank * suppliers + (suppliers - 1 - row.supplier)) * positions +
        (positions - 1 - row.row_position));
  }

  double Largest() const {
    return 2.0 * kScores * kScores * static_cast<double>(suppliers) *
           static_cast<double>(positions);
  }

  Match Of(double weight) const {
    auto number = static_cast<int64_t>(weight);
    const int64_t position = positions - 1 - number % positions;
    number /= positions;
    const int64_t supplier = suppliers - 1 - number % suppliers;
    number /= suppliers;
    const int64_t high = number % kScores;
    number /= kScores;
    return {supplier, 1 - number / kScores, number % kScores, high, position};
  }
};

// The best standing of each supplier.
class Tally {
 public:
  explicit Tally(int64_t suppliers) : best_(static_cast<size_t>(suppliers)) {}

  void Add(const Row& row, int64_t points) {
    uint8_t& best = best_[static_cast<size_t>(row.supplier)];
    const uint8_t goodness = points < 0 ? 1 : points < kOpenGate ? 3 : 2;
    best = std::max(best, goodness);
  }

  Totals Count() const {
    const auto count = [&](uint8_t goodness) {
      return static_cast<size_t>(
          std::count(best_.begin(), best_.end(), goodness));
    };
    return {count(3), count(2), count(1) + count(2) + count(3)};
  }

 private:
  std::vector<uint8_t> best_;  // 0: no candidate
};

// Weighs the rows that the terms select; drops those that fail a gate.
class Source : public Xapian::PostingSource {
 public:
  // `tally` may be null; if not, every candidate must be looked at once.
  Source(PointsOfRow points, const Order& order, Tally* tally)
      : points_(points), order_(order), tally_(tally) {}

  void init(const Xapian::Database& database) override {
    database_ = database;
    at_ = database.valuestream_begin(kRecord);
    end_ = database.valuestream_end(kRecord);
    started_ = false;
    set_maxweight(order_.Largest());
  }

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override {
    return database_.get_doccount();
  }
  Xapian::doccount get_termfreq_max() const override {
    return database_.get_doccount();
  }

  void next(double least) override {
    if (started_) ++at_;
    started_ = true;
    while (at_ != end_ && !Accept(least)) ++at_;
  }
  void skip_to(Xapian::docid document, double least) override {
    started_ = true;
    at_.skip_to(document);
    while (at_ != end_ && !Accept(least)) ++at_;
  }
  // The terms lead, so that this is what is called for each candidate.
  bool check(Xapian::docid document, double least) override {
    started_ = true;
    at_.skip_to(document);
    return at_ == end_ || (at_.get_docid() == document && Accept(least));
  }

  bool at_end() const override { return started_ && at_ == end_; }
  Xapian::docid get_docid() const override { return at_.get_docid(); }
  double get_weight() const override { return weight_; }

 private:
  bool Accept(double least) {
    record_ = *at_;
    Row row;
    std::memcpy(&row, record_.data(), sizeof(Row));
    const size_t count = (record_.size() - sizeof(Row)) / sizeof(Certificate);
    std::memcpy(certificates_, record_.data() + sizeof(Row),
                count * sizeof(Certificate));
    const int64_t points = points_(row, {certificates_, count});
    if (tally_ != nullptr) tally_->Add(row, points);
    if (points < 0) return false;
    weight_ = order_.Weight(points, row);
    return weight_ >= least;
  }

  const PointsOfRow points_;
  const Order& order_;
  Tally* const tally_;
  Xapian::Database database_;
  Xapian::ValueIterator at_, end_;
  bool started_ = false;
  double weight_ = 0;
  std::string record_;
  Certificate certificates_[256];
};

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_PEERS_XAPIAN_POINTS_SOURCE_H_
