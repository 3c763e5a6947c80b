// What the matcher yields, in its public form.

#ifndef KETNOI_SERVER_TRANSLATE_RESULT_H_
#define KETNOI_SERVER_TRANSLATE_RESULT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "google/protobuf/repeated_field.h"
#include "ketnoi/v1/match_service.pb.h"
#include "matcher/match/compile.h"
#include "matcher/match/result.h"
#include "server/reference_data.h"
#include "server/render.h"
#include "server/violations.h"
#include "server/wire_writer.h"

namespace ketnoi::server {

// Writes what answers say of one program and its matches. What is the same in
// every result is worked out once. Immutable; thread-safe. Refers to its
// arguments, which must outlive it.
class ResultWriter {
 public:
  ResultWriter(const ReferenceData& data, const match::Program& program);

  // The fields of a RankingBasis that name the criteria set.
  void WriteCriteriaSet(WireWriter& basis) const;
  // The criteria in force, with their names, each a BasisCriterion in `field`.
  void WriteCriteria(int field, WireWriter& writer) const;

  // The fields of a MatchResult. `rank` 0: not in a ranking. `with_criteria`
  // false: standing and scores only. `languages`: of the messages.
  void WriteResult(const match::Match& match, int64_t rank, bool with_criteria,
                   Languages languages, WireWriter& result) const;
  // The fields of the CriterionResult of one step; `match` has its criteria.
  void WriteCriterion(size_t step, const match::Match& match,
                      Languages languages, WireWriter& criterion) const;

 private:
  // What is said of a step.
  struct Words {
    v1::LocalizedText name;
    std::string required;
    // Fields of CriterionResult, written.
    std::string key_field;
    std::string required_field;
  };

  v1::LocalizedText MessageOf(size_t step, const match::Match& match,
                              Languages languages) const;

  const ReferenceData& data_;
  const match::Program& program_;
  std::vector<Words> words_;  // by step
};

// The fields of a StandingTotals.
void WriteTotals(const match::StandingTotals& totals, WireWriter& result);

v1::Standing StandingFrom(match::Standing standing);

// Sets which standings are wanted, by position in Standing: those that are
// asked for, or as it was if none is. What is no standing is a violation of
// "standings".
void ReadStandings(const google::protobuf::RepeatedField<int>& asked,
                   bool (&wanted)[match::kStandings], Violations& violations);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TRANSLATE_RESULT_H_
