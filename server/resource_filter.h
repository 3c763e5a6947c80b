// What the conditions of list filters mean for each resource. The requests'
// comments in proto/ketnoi/v1 list the fields. Pure; thread-safe.

#ifndef KETNOI_SERVER_RESOURCE_FILTER_H_
#define KETNOI_SERVER_RESOURCE_FILTER_H_

#include <string>

#include "ketnoi/v1/bom.pb.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "matcher/model/reference.h"
#include "server/filter.h"

namespace ketnoi::server {

// The condition with its value as records are stored: the code of a province
// for its name, the id of a category, process, material, scheme or industry for
// another name of it, enumerators and country codes in upper case. A value that
// no record can have stays as it is, for ConditionProblem to refuse.
Condition CanonicalCondition(const model::Reference& reference,
                             Condition condition);

// Whether the resource passes the condition, a canonical one. A field with
// several values passes "=" if one of them is the value, and "!=" if none is.
bool Passes(const model::Reference& reference, const v1::Supplier& supplier,
            const Condition& condition);
bool Passes(const model::Reference& reference, const v1::Buyer& buyer,
            const Condition& condition);
bool Passes(const model::Reference& reference,
            const v1::Requirement& requirement, const Condition& condition);
bool Passes(const model::Reference& reference, const v1::Bom& bom,
            const Condition& condition);

// Empty if the resource's kind has the field and the value can be one of it;
// else what is wrong.
std::string ConditionProblem(const model::Reference& reference,
                             const v1::Supplier& kind,
                             const Condition& condition);
std::string ConditionProblem(const model::Reference& reference,
                             const v1::Buyer& kind, const Condition& condition);
std::string ConditionProblem(const model::Reference& reference,
                             const v1::Requirement& kind,
                             const Condition& condition);
std::string ConditionProblem(const model::Reference& reference,
                             const v1::Bom& kind, const Condition& condition);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RESOURCE_FILTER_H_
