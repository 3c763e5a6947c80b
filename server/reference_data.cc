#include "server/reference_data.h"

#include "fmt/format.h"

namespace ketnoi::server {

const model::CriteriaSet* ReferenceData::FindCriteriaSet(
    std::string_view name) const {
  if (name.empty()) {
    return criteria_sets.empty() ? nullptr : &criteria_sets.front();
  }
  for (size_t i = 0; i < criteria_sets.size(); ++i) {
    if (tables.criteria_sets[i].name() == name) return &criteria_sets[i];
  }
  return nullptr;
}

std::string CriteriaSetProblem(std::string_view name) {
  constexpr std::string_view kCollection = "criteriaSets/";
  if (name.starts_with(kCollection) && name.size() > kCollection.size() &&
      name.find('/', kCollection.size()) == std::string_view::npos) {
    return "";
  }
  return fmt::format("'{}' is not a name of the form 'criteriaSets/*'", name);
}

std::string ReferenceId(std::string_view name) {
  const size_t slash = name.find('/');
  return std::string(slash == std::string_view::npos ? name
                                                     : name.substr(slash + 1));
}

}  // namespace ketnoi::server
