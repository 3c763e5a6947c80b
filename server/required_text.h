// What a criterion requires, for people, in no language: ids, numbers, units
// and signs ("≤ 0.05 mm", "turning + milling", "iso9001 → 2027-12-31").

#ifndef KETNOI_SERVER_REQUIRED_TEXT_H_
#define KETNOI_SERVER_REQUIRED_TEXT_H_

#include <string>

#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"

namespace ketnoi::server {

// Pure; thread-safe.
std::string RequiredText(const model::Reference& reference,
                         const model::Test& test);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_REQUIRED_TEXT_H_
