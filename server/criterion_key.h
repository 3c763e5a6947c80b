// What a criterion is called in weights, results and page tokens.

#ifndef KETNOI_SERVER_CRITERION_KEY_H_
#define KETNOI_SERVER_CRITERION_KEY_H_

#include <string>
#include <string_view>

#include "ketnoi/v1/requirement.pb.h"

namespace ketnoi::server {

// The name of the test's member: "place"; empty if there is no test. Pure;
// thread-safe.
std::string_view KindOf(const v1::Criterion& criterion);

// The criterion's key; if it states none, its kind ("place"), followed for
// attributes, certificates and assessments by what they name
// ("certificate.iso9001"). Pure; thread-safe.
std::string CriterionKey(const v1::Criterion& criterion);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_CRITERION_KEY_H_
