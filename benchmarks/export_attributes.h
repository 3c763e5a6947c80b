// Attributes of a row as columns, by the rule of their definition.

#ifndef KETNOI_BENCHMARKS_EXPORT_ATTRIBUTES_H_
#define KETNOI_BENCHMARKS_EXPORT_ATTRIBUTES_H_

#include <optional>

#include "benchmarks/export_columns.h"
#include "benchmarks/export_judged.h"
#include "matcher/match/compile.h"

namespace ketnoi::benchmarks {

// Of a step with an AttributeTest. nullopt: the rule is not exported.
std::optional<JudgedCriterion> JudgeAttribute(const match::Program& program,
                                              const match::Step& step,
                                              ExportTables& tables);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_EXPORT_ATTRIBUTES_H_
