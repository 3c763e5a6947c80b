// What the matcher yields, in its public form.

#ifndef KETNOI_SERVER_TRANSLATE_RESULT_H_
#define KETNOI_SERVER_TRANSLATE_RESULT_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "ketnoi/v1/match_service.pb.h"
#include "matcher/match/compile.h"
#include "matcher/match/result.h"
#include "server/reference_data.h"
#include "server/render.h"
#include "server/translate_supplier.h"

namespace ketnoi::server {

// Turns the matches of one program into results. Immutable; thread-safe. Refers
// to its arguments, which must outlive it.
class ResultWriter {
 public:
  ResultWriter(const ReferenceData& data, const match::Program& program);

  // The criteria in force, with names, and the criteria set. Dates, revisions
  // and the requirement's name are left to the caller.
  void FillBasis(v1::RankingBasis& basis) const;

  // `rank` 0: not in a ranking. `with_criteria` false: standing and scores
  // only. `languages`: of the messages. Moves the texts of what is offered out
  // of the match.
  void FillResult(match::Match&& match, const ListedSupplier& supplier,
                  int64_t rank, bool with_criteria, Languages languages,
                  v1::MatchResult& result) const;

 private:
  const ReferenceData& data_;
  const match::Program& program_;
  std::vector<v1::LocalizedText> names_;  // by step
};

void FillTotals(const match::StandingTotals& totals,
                v1::StandingTotals& result);

// Absent for UNSPECIFIED and numbers that are none.
std::optional<match::Standing> StandingFrom(int standing);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TRANSLATE_RESULT_H_
