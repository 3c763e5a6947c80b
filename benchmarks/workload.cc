#include "benchmarks/workload.h"

#include <time.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>
#include <utility>

#include "benchmarks/generator/requirement_generator.h"
#include "benchmarks/generator/supplier_generator.h"
#include "server/normalize.h"
#include "server/reference_files.h"
#include "server/reference_loader.h"
#include "server/translate_requirement.h"
#include "server/translate_supplier.h"

namespace ketnoi::benchmarks {
namespace {

template <class Resource>
absl::Status ReadResources(const std::string& path,
                           std::vector<Resource>& resources) {
  return server::ReadMessageLines(
      path, [&resources](int) { return &resources.emplace_back(); });
}

}  // namespace

std::string BuiltServer() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() /
         "../bin/ketnoi-server";
}

absl::StatusOr<ReferenceSource> LoadReference(const Settings& settings) {
  auto data = server::LoadReferenceData(settings.data, "");
  if (!data.ok()) return data.status();
  auto files = generator::LoadReferenceFiles(settings.data + "/reference");
  if (!files.ok()) return files.status();
  return ReferenceSource{*std::move(data), *std::move(files)};
}

std::vector<v1::Supplier> GenerateSuppliers(const ReferenceSource& source,
                                            int32_t begin, int32_t end) {
  const generator::SupplierGenerator generator(source.files, kSeed);
  std::vector<v1::Supplier> suppliers;
  suppliers.reserve(static_cast<size_t>(end - begin));
  for (int32_t i = begin; i < end; ++i) {
    suppliers.push_back(generator.Make(i));
    server::Normalize(source.reference(), suppliers.back());
  }
  return suppliers;
}

std::vector<v1::Supplier> GenerateSuppliers(const ReferenceSource& source,
                                            int32_t count) {
  return GenerateSuppliers(source, 0, count);
}

ModelSuppliers GenerateModelSuppliers(const ReferenceSource& source,
                                      int32_t count) {
  const generator::SupplierGenerator generator(source.files, kSeed);
  ModelSuppliers suppliers(static_cast<size_t>(count));
  const auto make = [&](int32_t begin, int32_t end) {
    for (int32_t i = begin; i < end; ++i) {
      v1::Supplier supplier = generator.Make(i);
      server::Normalize(source.reference(), supplier);
      suppliers[static_cast<size_t>(i)] =
          server::TranslateSupplier(source.reference(), supplier);
    }
  };
  const auto workers =
      static_cast<int32_t>(std::max(1u, std::thread::hardware_concurrency()));
  std::vector<std::thread> threads;
  for (int64_t t = 0; t < workers; ++t) {
    threads.emplace_back(make, static_cast<int32_t>(count * t / workers),
                         static_cast<int32_t>(count * (t + 1) / workers));
  }
  for (std::thread& thread : threads) thread.join();
  return suppliers;
}

std::vector<v1::Requirement> GenerateRequirements(
    const ReferenceSource& source) {
  const generator::RequirementGenerator generator(source.files, kSeed);
  std::vector<v1::Requirement> requirements;
  // The generator runs through all families and begins again.
  std::set<std::string> families;
  for (int64_t i = 0;; ++i) {
    v1::Requirement requirement = generator.Make(i);
    server::Normalize(source.reference(), requirement);
    if (!families.insert(requirement.category()).second) return requirements;
    requirements.push_back(std::move(requirement));
  }
}

absl::StatusOr<std::vector<match::Program>> CompileGenerated(
    const ReferenceSource& source, int64_t count) {
  const generator::RequirementGenerator generator(source.files, kSeed);
  std::vector<match::Program> programs;
  for (int64_t i = 0; i < count; ++i) {
    v1::Requirement requirement = generator.Make(i);
    server::Normalize(source.reference(), requirement);
    const auto translated =
        server::TranslateRequirement(source.reference(), requirement, nullptr);
    if (!translated.ok()) return translated.status();
    auto program = match::Compile(*translated, source.criteria_set(),
                                  source.reference(), {AsOfDay(), {}});
    if (!program.ok()) return program.status();
    programs.push_back(*std::move(program));
  }
  return programs;
}

absl::StatusOr<Catalogue> ReadCatalogue(const Settings& settings) {
  Catalogue catalogue;
  for (const char* part : {"real", "composed"}) {
    const std::string folder = settings.data + "/catalogue/" + part;
    absl::Status status =
        ReadResources(folder + "/suppliers.jsonl", catalogue.suppliers);
    status.Update(ReadResources(folder + "/buyers.jsonl", catalogue.buyers));
    status.Update(
        ReadResources(folder + "/requirements.jsonl", catalogue.requirements));
    if (!status.ok()) return status;
  }
  return catalogue;
}

ModelSuppliers ToModel(const model::Reference& reference,
                       const std::vector<v1::Supplier>& suppliers) {
  ModelSuppliers translated;
  translated.reserve(suppliers.size());
  for (const v1::Supplier& supplier : suppliers) {
    translated.push_back(server::TranslateSupplier(reference, supplier));
  }
  return translated;
}

model::Date AsOfDay() { return *model::DateFromText(kAsOf); }

double MillisecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(
             std::chrono::steady_clock::now() - start)
      .count();
}

double CpuClock::Now() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 +
         static_cast<double>(time.tv_nsec) * 1e-6;
}

}  // namespace ketnoi::benchmarks
