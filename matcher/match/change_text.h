// From what to what a change goes, for people, in no language.
//
// Internal to the matcher.

#ifndef KETNOI_MATCHER_MATCH_CHANGE_TEXT_H_
#define KETNOI_MATCHER_MATCH_CHANGE_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "matcher/index/segment.h"
#include "matcher/match/compile.h"
#include "matcher/match/result.h"
#include "matcher/model/edit.h"

namespace ketnoi::match {

// The changed row in the record as it was, and with the change.
struct ChangedRow {
  const Program& program;
  const index::Segment& before;
  int32_t row_before;
  const index::Segment& after;
  int32_t row_after;
};

// `judgement`: of the row as it was, by this step. Empty for what is added.
std::string TextBefore(const ChangedRow& row, const model::Edit& edit,
                       size_t step, const Judgement& judgement);
// What is added, or what the row then offers; of a distance, which may be.
std::string TextAfter(const ChangedRow& row, const model::Edit& edit,
                      size_t step);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_CHANGE_TEXT_H_
