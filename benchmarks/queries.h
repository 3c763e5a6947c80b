// What the scale benchmark asks: generated requirements, in three classes by
// the share of rows that compete.

#ifndef KETNOI_BENCHMARKS_QUERIES_H_
#define KETNOI_BENCHMARKS_QUERIES_H_

#include <cstddef>
#include <vector>

#include "benchmarks/workload.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"

namespace ketnoi::benchmarks {

inline constexpr size_t kTop = 20;  // suppliers that are asked for

enum class QueryClass {
  kLeaf,        // a part family: about 2 % of the rows compete
  kSector,      // a sector: about 25 %
  kUnfiltered,  // everything
};
inline constexpr QueryClass kQueryClasses[] = {
    QueryClass::kLeaf, QueryClass::kSector, QueryClass::kUnfiltered};

// "leaf", "sector", "unfiltered".
const char* QueryClassName(QueryClass query_class);

struct Query {
  // Asked one after another. One; of kUnfiltered one per sector, alike but for
  // the category, since the tree of categories has no root: so every row
  // competes once.
  std::vector<model::Requirement> parts;
};

// `requirement`, whatever its category is, asked of everything: a part per
// sector.
Query AskedOfEverything(const model::Reference& reference,
                        const model::Requirement& requirement);

// The queries of one class, the same in every run. Each is a requirement of the
// generator made comparable: three attributes, two certificates that must hold
// until the end of a contract, and criteria that most records answer, 17 in
// force with the category and the age of the record.
//
// The attributes of a leaf are those of its family; the families are some of
// which most candidate rows are listed at the family itself, since rows listed
// above it state none of them. What is asked of a sector or of everything is
// attributes that every family has, and any of the commonest processes and
// materials.
std::vector<Query> MakeQueries(const ReferenceSource& source,
                               QueryClass query_class);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_QUERIES_H_
