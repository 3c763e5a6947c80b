#include "clients/cli/match_text.h"

#include "clients/cli/csv.h"
#include "clients/cli/proto_field.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

const v1::BasisCriterion* FindCriterion(const v1::RankingBasis& basis,
                                        const std::string& key) {
  for (const auto& criterion : basis.criteria()) {
    if (criterion.key() == key) return &criterion;
  }
  return nullptr;
}

bool IsOutsideCategory(const v1::MatchResult& result) {
  for (const auto& criterion : result.criteria()) {
    if (criterion.reason() == "CATEGORY_OUTSIDE") return true;
  }
  return false;
}

}  // namespace

std::string Marked(const Words& words, const std::string& name, bool composed) {
  if (!composed) return name;
  return fmt::format("{}  [{}]", name, ComposedMark(words, composed));
}

std::string StandingText(const Words& words, v1::Standing standing) {
  switch (standing) {
    case v1::STANDING_ELIGIBLE:
      return words(Word::kEligible);
    case v1::STANDING_CONDITIONAL:
      return words(Word::kConditional);
    case v1::STANDING_INELIGIBLE:
      return words(Word::kIneligible);
    default:
      return "";
  }
}

std::string StandingCode(v1::Standing standing) { return EnumText(standing); }

std::string VerdictSign(v1::Verdict verdict) {
  switch (verdict) {
    case v1::VERDICT_MET:
      return "✓";
    case v1::VERDICT_UNMET:
      return "✗";
    default:
      return "?";
  }
}

std::string ScoreInterval(int32_t score, int32_t score_high) {
  if (score == score_high) return Percent(score);
  return Percent(score) + "–" + Percent(score_high);
}

std::string BestRow(const v1::MatchResult& result) {
  if (result.site_id().empty()) return result.capability_id();
  return result.capability_id() + " @ " + result.site_id();
}

std::string BasisText(const Words& words, const v1::RankingBasis& basis) {
  return words.Format(Word::kBasis, basis.as_of_date(),
                      IdOf(basis.criteria_set()),
                      basis.criteria_set_hash().substr(0, 12),
                      basis.revision().epoch(), basis.revision().number());
}

std::string ResultTitle(const Words& words, const v1::MatchResult& result) {
  return fmt::format(
      "{}  {}  ·  {}  ·  {} %", IdOf(result.supplier()),
      Marked(words, TextIn(words, result.supplier_name()), result.composed()),
      StandingText(words, result.standing()),
      ScoreInterval(result.score(), result.score_high()));
}

std::string CriterionName(const Words& words, const v1::RankingBasis& basis,
                          const v1::CriterionResult& criterion) {
  return NameOfKey(words, basis, criterion.key());
}

std::string NameOfKey(const Words& words, const v1::RankingBasis& basis,
                      const std::string& key) {
  const auto* found = FindCriterion(basis, key);
  const std::string name =
      found == nullptr ? "" : TextIn(words, found->display_name());
  return name.empty() ? key : name;
}

int32_t WeightOf(const v1::RankingBasis& basis, const std::string& key) {
  const auto* found = FindCriterion(basis, key);
  return found == nullptr ? 0 : found->weight_basis_points();
}

// Empty where the columns beside it, required and offered, say it all.
std::string ReasonOf(const Words& words, const v1::CriterionResult& criterion) {
  const auto plain = {"MET",
                      "NOT_MET",
                      "LISTED",
                      "CATEGORY_MET",
                      "WITHIN_DISTANCE",
                      "RECORD_FRESH",
                      "CERTIFICATE_VALID"};
  for (const char* reason : plain) {
    if (criterion.reason() == reason) return "";
  }
  const std::string text = TextIn(words, criterion.message());
  return text.empty() ? criterion.reason() : text;
}

void PrintWrapped(const std::string& text, Context& context) {
  for (const std::string& line : Wrap(Printable(text), context.width)) {
    context.out << line << '\n';
  }
}

void PrintBullets(const std::vector<std::string>& texts, Context& context) {
  for (const std::string& text : texts) {
    std::string bullet = "  - ";
    for (const std::string& line :
         Wrap(Printable(text), context.width - bullet.size())) {
      context.out << bullet << line << '\n';
      bullet = "    ";
    }
  }
}

void PrintChange(const v1::RankingBasis& basis, const v1::Change& change,
                 Context& context) {
  const Words& words = context.words;
  std::vector<std::string> lines;
  for (const auto& part : change.parts()) {
    const std::string text = TextIn(words, part.message());
    lines.push_back(text.empty() ? EnumText(part.kind()) : text);
  }
  if (change.lifted_standing() != v1::STANDING_UNSPECIFIED) {
    lines.push_back(words.Format(
        Word::kWithChange, StandingText(words, change.lifted_standing())));
  } else {
    std::vector<std::string> names;
    for (const auto& key : change.stuck_gates()) {
      names.push_back(NameOfKey(words, basis, key));
    }
    lines.push_back(words.Format(Word::kNothingLifts,
                                 fmt::format("{}", fmt::join(names, ", "))));
  }
  PrintBullets(lines, context);
}

void PrintHeading(const std::string& title, const v1::RankingBasis& basis,
                  Context& context) {
  bool composed = basis.requirement_composed();
  for (const std::string& line : {title, basis.requirement()}) {
    if (line.empty()) continue;
    PrintWrapped(Marked(context.words, line, composed), context);
    composed = false;  // Marked once, beside the title if there is one.
  }
  PrintWrapped(BasisText(context.words, basis), context);
}

void PrintBomHeading(const v1::Bom& bom, v1::RankingBasis basis,
                     Context& context) {
  basis.set_requirement(bom.name());
  basis.set_requirement_composed(bom.composed());
  PrintHeading(TextIn(context.words, bom.title()), basis, context);
}

std::string SupplierScore(const Words& words, const v1::MatchResult& result) {
  std::string text =
      fmt::format("{} {}", IdOf(result.supplier()),
                  ScoreInterval(result.score(), result.score_high()));
  if (result.composed()) {
    text += fmt::format(" [{}]", ComposedMark(words, true));
  }
  return text;
}

void PrintCriteria(const v1::RankingBasis& basis, const v1::MatchResult& result,
                   Context& context) {
  const Words& words = context.words;
  Table table({{"", Align::kLeft, kNeverShortened},
               {words(Word::kCriterion), Align::kLeft, 6, true},
               {words(Word::kGate), Align::kLeft, kNeverShortened},
               {words(Word::kWeight), Align::kRight, kNeverShortened},
               {words(Word::kContribution), Align::kRight, kNeverShortened},
               {words(Word::kRequired), Align::kLeft, 5, true},
               {words(Word::kOffered), Align::kLeft, 4, true}});
  for (const auto& criterion : result.criteria()) {
    table.AddRow(
        {VerdictSign(criterion.verdict()),
         CriterionName(words, basis, criterion),
         criterion.gate() ? words(Word::kGate) : "",
         Percent(WeightOf(basis, criterion.key())),
         ScoreInterval(criterion.contribution(), criterion.contribution_high()),
         criterion.required(),
         criterion.offered().empty() ? "–" : criterion.offered()});
    table.AddNote(ReasonOf(words, criterion));
  }
  table.Print(context.out, context.width, context.colour, 2);
}

void PrintQuestions(const v1::MatchResult& result, Context& context) {
  const Words& words = context.words;
  if (IsOutsideCategory(result)) return;
  std::vector<std::string> questions;
  for (const bool gate : {true, false}) {
    for (const auto& criterion : result.criteria()) {
      if (criterion.verdict() != v1::VERDICT_UNKNOWN) continue;
      if (criterion.gate() != gate) continue;
      questions.push_back(ReasonOf(words, criterion));
    }
  }
  if (questions.empty()) return;
  context.out << '\n' << words(Word::kQuestions) << '\n';
  PrintBullets(questions, context);
}

std::vector<std::string> CriterionCsvHeader() {
  return {"criterion",         "gate",     "verdict", "weight", "contribution",
          "contribution_high", "required", "offered", "reason", "message"};
}

std::vector<std::string> CriterionCsv(const Words& words,
                                      const v1::RankingBasis& basis,
                                      const v1::CriterionResult& criterion) {
  return {criterion.key(),
          criterion.gate() ? "true" : "false",
          EnumText(criterion.verdict()),
          Percent(WeightOf(basis, criterion.key())),
          Percent(criterion.contribution()),
          Percent(criterion.contribution_high()),
          criterion.required(),
          criterion.offered(),
          criterion.reason(),
          TextIn(words, criterion.message())};
}

void PrintResultCsvHeader(bool criteria, Context& context) {
  std::vector<std::string> cells = {"rank",          "supplier",
                                    "supplier_name", "composed",
                                    "standing",      "score",
                                    "score_high",    "capability_id",
                                    "site_id",       "requirement_composed"};
  if (criteria) {
    const std::vector<std::string> more = CriterionCsvHeader();
    cells.insert(cells.end(), more.begin(), more.end());
  }
  context.out << CsvLine(cells);
}

void PrintResultCsv(const v1::RankingBasis& basis,
                    const v1::MatchResult& result, bool criteria,
                    Context& context) {
  const std::vector<std::string> head = {
      result.rank() > 0 ? fmt::format("{}", result.rank()) : "",
      IdOf(result.supplier()),
      TextIn(context.words, result.supplier_name()),
      result.composed() ? "true" : "false",
      EnumText(result.standing()),
      Percent(result.score()),
      Percent(result.score_high()),
      result.capability_id(),
      result.site_id(),
      basis.requirement_composed() ? "true" : "false"};
  if (!criteria) {
    context.out << CsvLine(head);
    return;
  }
  for (const auto& criterion : result.criteria()) {
    std::vector<std::string> cells = head;
    const auto more = CriterionCsv(context.words, basis, criterion);
    cells.insert(cells.end(), more.begin(), more.end());
    context.out << CsvLine(cells);
  }
}

}  // namespace ketnoi::cli
