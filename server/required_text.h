// What a criterion requires, for people, in no language: ids, numbers, units
// and signs ("≤ 0.05 mm", "turning + milling", "iso9001 → 2027-12-31").

#ifndef KETNOI_SERVER_REQUIRED_TEXT_H_
#define KETNOI_SERVER_REQUIRED_TEXT_H_

#include <string>

#include "matcher/match/result.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"

namespace ketnoi::server {

// With a judgement of this criterion, of a list only the items that its reason
// is about. Pure; thread-safe.
std::string RequiredText(const model::Reference& reference,
                         const model::Test& test,
                         const match::Judgement& judgement = {});

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_REQUIRED_TEXT_H_
