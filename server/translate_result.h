// What the matcher yields, in its public form.

#ifndef KETNOI_SERVER_TRANSLATE_RESULT_H_
#define KETNOI_SERVER_TRANSLATE_RESULT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ketnoi/v1/match_service.pb.h"
#include "matcher/match/compile.h"
#include "matcher/match/result.h"
#include "server/reference_data.h"
#include "server/render.h"
#include "server/wire_writer.h"

namespace ketnoi::server {

// Writes what answers say of one program and its matches. What is the same in
// every result is worked out once. Immutable; thread-safe. Refers to its
// arguments, which must outlive it.
class ResultWriter {
 public:
  ResultWriter(const ReferenceData& data, const match::Program& program);

  // Fields of a RankingBasis: those of the criteria set, which come first; and
  // the criteria in force, with their names.
  void WriteCriteriaSet(WireWriter& basis) const;
  void WriteCriteria(WireWriter& basis) const;

  // The fields of a MatchResult. `rank` 0: not in a ranking. `with_criteria`
  // false: standing and scores only. `languages`: of the messages.
  void WriteResult(const match::Match& match, int64_t rank, bool with_criteria,
                   Languages languages, WireWriter& result) const;

 private:
  // What is said of a step.
  struct Words {
    v1::LocalizedText name;
    std::string required;
    // Fields of CriterionResult, written.
    std::string key_field;
    std::string required_field;
  };

  void WriteCriterion(size_t step, const match::Match& match,
                      Languages languages, WireWriter& criterion) const;
  v1::LocalizedText MessageOf(size_t step, const match::Match& match,
                              Languages languages) const;

  const ReferenceData& data_;
  const match::Program& program_;
  std::vector<Words> words_;  // by step
};

// The fields of a StandingTotals.
void WriteTotals(const match::StandingTotals& totals, WireWriter& result);

v1::Standing StandingFrom(match::Standing standing);

// Absent for UNSPECIFIED and numbers that are none.
std::optional<match::Standing> StandingFrom(int standing);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TRANSLATE_RESULT_H_
