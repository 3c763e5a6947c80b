// Judges one criterion of a program for the rows of one segment.
//
// What is judged is not a row but what the row refers to: its category, an
// entry of a column, or its site. Ranking and explaining use the same judges,
// so that an explanation is the arithmetic of the ranking. docs/scoring.md
// defines each judgement.

#ifndef KETNOI_MATCHER_MATCH_JUDGE_H_
#define KETNOI_MATCHER_MATCH_JUDGE_H_

#include <cstdint>
#include <memory>
#include <optional>

#include "matcher/index/segment.h"
#include "matcher/match/compile.h"
#include "matcher/match/result.h"

namespace ketnoi::match {

// What a judge looks at.
enum class Subject : uint8_t { kCategory, kEntry, kSite };

class CertificateJudge;

// Thread-safe. Refers to the program and the segment, which must outlive it.
class Judge {
 public:
  virtual ~Judge() = default;

  Subject subject() const { return subject_; }
  // Of kEntry, the column whose entries are judged; of kSite, the one whose
  // entries Screen takes, if any.
  index::ColumnId column() const { return column_; }

  // `number`: the category's value (-1: none), the entry, or the site number.
  virtual Judgement At(int32_t number) const = 0;
  // At(number).verdict, for less.
  virtual Verdict VerdictAt(int32_t number) const { return At(number).verdict; }
  // Of kSite: what holds of every site with this entry of column(); nullopt: it
  // depends on the site.
  virtual std::optional<Judgement> Screen(int32_t /*entry*/) const {
    return std::nullopt;
  }
  // The same of the verdict alone, which may be certain where the value is not.
  virtual std::optional<Verdict> ScreenVerdict(int32_t entry) const {
    const auto judgement = Screen(entry);
    if (!judgement) return std::nullopt;
    return judgement->verdict;
  }
  // Of kSite: at least the value of every site with this entry, where Screen
  // does not say.
  virtual int32_t MostOf(int32_t /*entry*/) const { return 10000; }
  // Null unless it judges certificates.
  virtual const CertificateJudge* certificates() const { return nullptr; }

 protected:
  explicit Judge(index::ColumnId column)
      : subject_(Subject::kEntry), column_(column) {}
  explicit Judge(Subject subject, index::ColumnId column = {})
      : subject_(subject), column_(column) {}

 private:
  const Subject subject_;
  const index::ColumnId column_;
};

// Never null.
std::unique_ptr<Judge> MakeJudge(const Program& program, const Step& step,
                                 const index::Segment& segment);

// Judgements of the three verdicts.
inline Judgement Met(int32_t value, Reason reason = Reason::kMet) {
  return {Verdict::kMet, reason, value, value};
}
inline Judgement Unmet(int32_t value, Reason reason = Reason::kNotMet) {
  return {Verdict::kUnmet, reason, value, value};
}
// `value` is what is certain whichever way the question is answered.
inline Judgement Unknown(Reason reason, int32_t value = 0) {
  return {Verdict::kUnknown, reason, value, 10000};
}

// What the judges of each group are made by; internal to judge*.cc.
struct JudgeContext {
  const Program& program;
  const index::Segment& segment;
};
using JudgePtr = std::unique_ptr<Judge>;
JudgePtr MakeRowJudge(const model::CategoryTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::MonthlyVolumeTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::OrderQuantityTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::SampleLeadTimeTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::SeriesLeadTimeTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::ProvincesTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::DistanceTest&, const JudgeContext&);
JudgePtr MakeSupplierJudge(const model::FreshnessTest&, const JudgeContext&);
JudgePtr MakeSupplierJudge(const model::PaymentTermTest&, const JudgeContext&);
JudgePtr MakeSupplierJudge(const model::OwnershipTest&, const JudgeContext&);
JudgePtr MakeSupplierJudge(const model::ExportShareTest&, const JudgeContext&);
JudgePtr MakeSupplierJudge(const model::EmployeesTest&, const JudgeContext&);
JudgePtr MakeSupplierJudge(const model::AssessmentTest&, const JudgeContext&);
JudgePtr MakeListJudge(const model::ProcessTest&, const JudgeContext&);
JudgePtr MakeListJudge(const model::MaterialTest&, const JudgeContext&);
JudgePtr MakeListJudge(const model::LanguagesTest&, const JudgeContext&);
JudgePtr MakeListJudge(const model::IndustriesServedTest&, const JudgeContext&);
JudgePtr MakeListJudge(const model::CustomersServedTest&, const JudgeContext&);
JudgePtr MakeAttributeJudge(const model::AttributeTest&, const JudgeContext&);
JudgePtr MakeCertificateJudge(const model::CertificateTest&,
                              const CertificateGraph&, const JudgeContext&);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_JUDGE_H_
