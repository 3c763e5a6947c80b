#include <string>

#include "google/protobuf/util/json_util.h"
#include "ketnoi/v1/requirement.pb.h"
#include "matcher/match/compile.h"
#include "matcher/model/date.h"
#include "server/normalize.h"
#include "server/translate_requirement.h"
#include "server/validate.h"
#include "server/violations.h"
#include "tests/fuzz/fuzzer.h"
#include "tests/fuzz/reference.h"

namespace {

using ketnoi::fuzz::Require;
namespace server = ketnoi::server;

}  // namespace

// Normalizing twice is normalizing once. What validation finds right translates
// and compiles; if weights sum to zero, with an error.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const server::ReferenceData& reference = ketnoi::fuzz::Reference();
  ketnoi::v1::Requirement requirement;
  if (!google::protobuf::util::JsonStringToMessage(
           std::string(ketnoi::fuzz::AsText(data, size)), &requirement)
           .ok()) {
    return 0;
  }
  server::Normalize(reference.reference, requirement);
  const std::string once = requirement.SerializeAsString();
  server::Normalize(reference.reference, requirement);
  Require(requirement.SerializeAsString() == once);
  server::Violations violations;
  server::Validate(reference.reference, requirement, violations);
  if (!violations.empty()) {
    Require(!violations.kept().empty());
    return 0;
  }
  const auto translated = server::TranslateRequirement(
      reference.reference, requirement, /*buyer=*/nullptr);
  // Distances from a plant need a buyer.
  if (!translated.ok()) return 0;
  ketnoi::match::CompileOptions options;
  options.as_of = ketnoi::model::Date{.days = 20'000};
  const auto program =
      ketnoi::match::Compile(*translated, reference.criteria_sets.front(),
                             reference.reference, options);
  if (!program.ok()) return 0;
  int32_t sum = 0;
  for (const auto& step : program->steps) sum += step.weight_bp;
  Require(sum == 10'000);
  return 0;
}
