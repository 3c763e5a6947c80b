// One attribute, by the rule of its definition.
//
// Pure functions; thread-safe.

#ifndef KETNOI_TESTS_MATCHER_ORACLE_NAIVE_ATTRIBUTE_H_
#define KETNOI_TESTS_MATCHER_ORACLE_NAIVE_ATTRIBUTE_H_

#include "matcher/match/result.h"
#include "matcher/model/attribute_value.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/reference.h"

namespace ketnoi::oracle {

// `offered` is null if the row does not state the attribute; else it is a value
// of the same definition as `required`.
match::Judgement JudgeAttribute(const model::Reference& reference,
                                const model::CriteriaSet& criteria_set,
                                const model::AttributeValue& required,
                                const model::AttributeValue* offered);

}  // namespace ketnoi::oracle

#endif  // KETNOI_TESTS_MATCHER_ORACLE_NAIVE_ATTRIBUTE_H_
