#ifndef KETNOI_CLIENTS_CLI_MATCH_TEXT_H_
#define KETNOI_CLIENTS_CLI_MATCH_TEXT_H_

#include <string>
#include <vector>

#include "clients/cli/context.h"
#include "clients/cli/proto_field.h"
#include "ketnoi/v1/bom.pb.h"
#include "ketnoi/v1/match_service.pb.h"

namespace ketnoi::cli {

// A record's name with the mark of composed ones.
std::string Marked(const Words& words, const std::string& name, bool composed);

// "eligible", in the context's language.
std::string StandingText(const Words& words, v1::Standing standing);

// "eligible", as CSV names it in every language.
std::string StandingCode(v1::Standing standing);

// ✓ met, ✗ unmet, ? unknown.
std::string VerdictSign(v1::Verdict verdict);

// "82.50", or "82.50–91.00" where unknowns may still add to it.
std::string ScoreInterval(int32_t score, int32_t score_high);

// "cap-1 @ hn-1": the row that a result speaks of.
std::string BestRow(const v1::MatchResult& result);

// What made a ranking, in one line.
std::string BasisText(const Words& words, const v1::RankingBasis& basis);

// A line for a result: its supplier, mark, standing and score.
std::string ResultTitle(const Words& words, const v1::MatchResult& result);

// What the criterion is called; its key if it has no name.
std::string CriterionName(const Words& words, const v1::RankingBasis& basis,
                          const v1::CriterionResult& criterion);

// Its share of the score, basis points; 0 if the basis does not have it.
int32_t WeightOf(const v1::RankingBasis& basis, const std::string& key);

// The reason in words; its code if there are none.
std::string ReasonOf(const Words& words, const v1::CriterionResult& criterion);

// The criterion of this key; its key if it has no name.
std::string NameOfKey(const Words& words, const v1::RankingBasis& basis,
                      const std::string& key);

// Prints each text after a dash, in lines that fit into the width.
void PrintBullets(const std::vector<std::string>& texts, Context& context);

// Prints what would lift a supplier, or why nothing does, and its standing
// then.
void PrintChange(const v1::RankingBasis& basis, const v1::Change& change,
                 Context& context);

// Prints `text` in lines that fit into the width.
void PrintWrapped(const std::string& text, Context& context);

// Prints what was asked and what the answer was made with: the requirement's
// title with the mark of composed ones, its name, the basis.
void PrintHeading(const std::string& title, const v1::RankingBasis& basis,
                  Context& context);

// The same of all lines of a bill of materials, whose basis names none.
void PrintBomHeading(const v1::Bom& bom, v1::RankingBasis basis,
                     Context& context);

// "s1 82.50–91.00 [composed]".
std::string SupplierScore(const Words& words, const v1::MatchResult& result);

// Prints a table of a result's criteria, indented, each with its reason.
void PrintCriteria(const v1::RankingBasis& basis, const v1::MatchResult& result,
                   Context& context);

// Prints what to ask the supplier: a sentence for each unknown criterion, gates
// first. One that does not make such parts is not asked anything.
void PrintQuestions(const v1::MatchResult& result, Context& context);

// The cells that stand for a criterion in CSV forms, and their headers.
std::vector<std::string> CriterionCsvHeader();
std::vector<std::string> CriterionCsv(const Words& words,
                                      const v1::RankingBasis& basis,
                                      const v1::CriterionResult& criterion);

// Prints the header line of a result's CSV form, and its lines: one, or with
// `criteria` one for each criterion.
void PrintResultCsvHeader(bool criteria, Context& context);
void PrintResultCsv(const v1::RankingBasis& basis,
                    const v1::MatchResult& result, bool criteria,
                    Context& context);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_MATCH_TEXT_H_
