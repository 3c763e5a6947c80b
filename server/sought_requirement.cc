#include "server/sought_requirement.h"

#include <string>
#include <utility>

#include "matcher/match/compile.h"
#include "matcher/model/date.h"

namespace ketnoi::server {
namespace {

std::optional<model::Date> DayOf(const std::string& text) {
  return text.empty() ? std::nullopt : model::DateFromText(text);
}

}  // namespace

bool IsOpen(const v1::Requirement& requirement) {
  return requirement.state() != v1::REQUIREMENT_STATE_CLOSED;
}

std::optional<demand::SoughtRequirement> SoughtOf(
    const model::Reference& reference, const model::CriteriaSet& criteria_set,
    const v1::Requirement& requirement,
    const absl::StatusOr<model::Requirement>& translated) {
  if (!translated.ok()) return std::nullopt;
  auto program = match::Compile(*translated, criteria_set, reference, {});
  if (!program.ok()) return std::nullopt;
  return demand::SoughtRequirement{
      requirement.name(),
      {DayOf(requirement.valid_from()), DayOf(requirement.valid_to())},
      *std::move(program),
      requirement.composed()};
}

}  // namespace ketnoi::server
