// ketnoi-generate: prints composed records as JSON Lines.

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/generator/firm_name.h"
#include "benchmarks/generator/reference_files.h"
#include "benchmarks/generator/requirement_generator.h"
#include "benchmarks/generator/supplier_generator.h"

namespace ketnoi::generator {
namespace {

constexpr char kUsage[] =
    "usage: ketnoi-generate suppliers|requirements [--count N] [--seed N]\n"
    "                       [--reference FOLDER] [--out FILE]\n"
    "Prints composed records as JSON Lines, the same for the same arguments.\n"
    "  --count N           how many (default 1400)\n"
    "  --seed N            which (default 2026)\n"
    "  --reference FOLDER  reference data (default data/reference)\n"
    "  --out FILE          default: standard output\n";

struct Arguments {
  std::string what;
  int64_t count = 1400;
  uint64_t seed = 2026;
  std::string reference = "data/reference";
  std::string out;
};

template <typename Number>
absl::Status ParseNumber(std::string_view flag, std::string_view text,
                         Number& number) {
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() &&
      !text.starts_with('-')) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      fmt::format("{}: '{}' is no whole number of at least 0", flag, text));
}

absl::StatusOr<Arguments> ParseArguments(int count, char** words) {
  Arguments arguments;
  if (count > 1) arguments.what = words[1];
  if (arguments.what != "suppliers" && arguments.what != "requirements") {
    return absl::InvalidArgumentError(kUsage);
  }
  for (int i = 2; i < count; i += 2) {
    const std::string_view flag = words[i];
    if (i + 1 == count) {
      return absl::InvalidArgumentError(fmt::format("{}: no value", flag));
    }
    absl::Status status;
    if (flag == "--count") {
      status = ParseNumber(flag, words[i + 1], arguments.count);
    } else if (flag == "--seed") {
      status = ParseNumber(flag, words[i + 1], arguments.seed);
    } else if (flag == "--reference") {
      arguments.reference = words[i + 1];
    } else if (flag == "--out") {
      arguments.out = words[i + 1];
    } else {
      status = absl::InvalidArgumentError(
          fmt::format("unknown flag '{}'\n{}", flag, kUsage));
    }
    if (!status.ok()) return status;
  }
  if (arguments.count > FirmNameCount()) {
    return absl::InvalidArgumentError(
        fmt::format("--count: {} is above {}, the number of distinct names",
                    arguments.count, FirmNameCount()));
  }
  return arguments;
}

template <typename Generator>
absl::Status Print(const Generator& generator, int64_t count, FILE* out) {
  for (int64_t i = 0; i < count; ++i) {
    std::string line;
    const auto status =
        google::protobuf::util::MessageToJsonString(generator.Make(i), &line);
    if (!status.ok()) return absl::InternalError(status.ToString());
    line += '\n';
    if (std::fwrite(line.data(), 1, line.size(), out) != line.size()) {
      return absl::DataLossError("cannot write the output");
    }
  }
  return std::fflush(out) == 0 ? absl::OkStatus()
                               : absl::DataLossError("cannot write the output");
}

absl::Status Run(const Arguments& arguments) {
  const absl::StatusOr<ReferenceFiles> reference =
      LoadReferenceFiles(arguments.reference);
  if (!reference.ok()) return reference.status();
  FILE* out =
      arguments.out.empty() ? stdout : std::fopen(arguments.out.c_str(), "wb");
  if (out == nullptr) {
    return absl::NotFoundError(fmt::format("cannot write {}", arguments.out));
  }
  const absl::Status status =
      arguments.what == "suppliers"
          ? Print(SupplierGenerator(*reference, arguments.seed),
                  arguments.count, out)
          : Print(RequirementGenerator(*reference, arguments.seed),
                  arguments.count, out);
  if (out != stdout) std::fclose(out);
  return status;
}

}  // namespace
}  // namespace ketnoi::generator

int main(int argc, char** argv) {
  const auto arguments = ketnoi::generator::ParseArguments(argc, argv);
  const absl::Status status =
      arguments.ok() ? ketnoi::generator::Run(*arguments) : arguments.status();
  if (status.ok()) return 0;
  fmt::print(stderr, "{}\n", std::string(status.message()));
  return 1;
}
