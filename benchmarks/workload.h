// What is measured with: reference data, generated suppliers and requirements,
// and the sample catalogue of the project.

#ifndef KETNOI_BENCHMARKS_WORKLOAD_H_
#define KETNOI_BENCHMARKS_WORKLOAD_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/generator/reference_files.h"
#include "benchmarks/report.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "matcher/match/compile.h"
#include "matcher/model/date.h"
#include "matcher/model/requirement.h"
#include "matcher/model/supplier.h"
#include "server/reference_data.h"

namespace ketnoi::benchmarks {

// What a run is told.
struct Settings {
  bool quick = false;
  std::string data = "data";  // folder with reference/, criteria/, catalogue/
  std::string server;         // the program ketnoi-server
  // Of the scale benchmark: the one size of catalogue to measure; 0: all. Of
  // the restart benchmark: its size; 0: generated().
  int32_t suppliers = 0;
  int32_t generated() const { return quick ? 10'000 : 100'000; }
};

// ketnoi-server as the build leaves it, beside the folder of this program.
std::string BuiltServer();

// Generated and judged as of this day.
inline constexpr char kAsOf[] = "2026-11-01";
inline constexpr uint64_t kSeed = 2026;

using ModelSuppliers = std::vector<std::shared_ptr<const model::Supplier>>;

// Both readings of the reference data.
struct ReferenceSource {
  std::unique_ptr<const server::ReferenceData> data;
  generator::ReferenceFiles files;

  const model::Reference& reference() const { return data->reference; }
  const model::CriteriaSet& criteria_set() const {
    return data->criteria_sets.front();
  }
};
absl::StatusOr<ReferenceSource> LoadReference(const Settings& settings);

// The generator's suppliers begin to end - 1, normalized; or the first `count`.
std::vector<v1::Supplier> GenerateSuppliers(const ReferenceSource& source,
                                            int32_t begin, int32_t end);
std::vector<v1::Supplier> GenerateSuppliers(const ReferenceSource& source,
                                            int32_t count);
// The same suppliers as the matcher sees them. Made in several threads; each
// public record is dropped as soon as it is translated, so a million take the
// memory of the matcher's form only.
ModelSuppliers GenerateModelSuppliers(const ReferenceSource& source,
                                      int32_t count);
// One requirement per family, normalized.
std::vector<v1::Requirement> GenerateRequirements(
    const ReferenceSource& source);

// The generator's first `count` requirements, compiled.
absl::StatusOr<std::vector<match::Program>> CompileGenerated(
    const ReferenceSource& source, int64_t count);

// The real and the composed part of data/catalogue.
struct Catalogue {
  std::vector<v1::Supplier> suppliers;
  std::vector<v1::Buyer> buyers;
  std::vector<v1::Requirement> requirements;
};
absl::StatusOr<Catalogue> ReadCatalogue(const Settings& settings);

ModelSuppliers ToModel(const model::Reference& reference,
                       const std::vector<v1::Supplier>& suppliers);

model::Date AsOfDay();

// Milliseconds since `start`.
double MillisecondsSince(std::chrono::steady_clock::time_point start);

// Counts the CPU time of the calling thread, so that what else the machine does
// weighs little.
class CpuClock {
 public:
  CpuClock() : start_(Now()) {}
  double Milliseconds() const { return Now() - start_; }

 private:
  static double Now();
  double start_;
};

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_WORKLOAD_H_
