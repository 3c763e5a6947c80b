#include "benchmarks/export_certificates.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <variant>

namespace ketnoi::benchmarks {
namespace {

using match::CertificateGraph;
using match::Reach;

// Certificates that are judged alike but for their dates, scope and evidence.
struct Kind {
  Reach reach;
  int32_t credit_bp;
  bool superseded;
  bool direct;
  bool expires;
  friend auto operator<=>(const Kind&, const Kind&) = default;
};
using LevelsByScheme = std::map<int32_t, std::vector<int64_t>>;  // -1: none

class Writer {
 public:
  Writer(const match::Program& program, const match::Step& step)
      : schemes_(program.reference->schemes),
        test_(std::get<model::CertificateTest>(step.criterion.test)),
        lowest_credit_(program.criteria_set->certificate_evidence.At(0)) {
    const int64_t day = program.as_of.days;
    const int64_t until =
        std::max<int64_t>(day, test_.valid_until ? test_.valid_until->days : 0);
    const Text from = Alike("c.valid_from");
    const Text to = Alike("c.valid_to");
    untimely_ = AnyOf({AllOf({Stated(from), AtLeast(from, day + 1)}),
                       AllOf({Stated(to), AtMost(to, until - 1)})});
    std::vector<Text> questions = {Equals(Alike("c.unclear"), 1)};
    const auto evidence = static_cast<int64_t>(test_.minimum_evidence);
    if (evidence > 0) {
      questions.push_back(AtMost(Alike("c.evidence"), evidence - 1));
    }
    question_ = AnyOf(questions);
    CollectKinds(*step.certificates);
  }

  CertificateText Write() const {
    CertificateText text;
    std::vector<Choice> outcomes;
    std::vector<Choice> credits;
    for (const auto& [kind, levels] : kinds_) {
      for (const auto& scheme : levels) text.schemes.push_back(scheme.first);
      const Text of_kind = OfKind(levels);
      outcomes.push_back({of_kind, Outcome(kind)});
      if (kind.credit_bp > 0) credits.push_back({of_kind, Credit(kind)});
    }
    std::sort(text.schemes.begin(), text.schemes.end());
    text.schemes.erase(std::unique(text.schemes.begin(), text.schemes.end()),
                       text.schemes.end());
    text.outcome = Choose(std::move(outcomes), Number(kSaysNothing));
    text.credit = Choose(std::move(credits), Number(0));
    return text;
  }

 private:
  void CollectKinds(const CertificateGraph& graph) {
    for (int32_t s = 0; s < std::ssize(schemes_); ++s) {
      const auto& scheme = schemes_[static_cast<size_t>(s)];
      for (int level = -1; level < std::ssize(scheme.levels); ++level) {
        const auto& entry = graph.At(model::SchemeId{s}, level);
        if (entry.silent()) continue;
        const bool direct = s == test_.scheme.value;
        kinds_[{entry.reach, entry.credit_bp, entry.superseded, direct,
                scheme.expires}][s]
            .push_back(level);
      }
    }
  }

  // All levels of a scheme need not be named.
  Text OfKind(const LevelsByScheme& levels_by_scheme) const {
    std::vector<int64_t> whole;
    std::vector<Text> conditions;
    for (const auto& [scheme, levels] : levels_by_scheme) {
      if (levels.size() ==
          schemes_[static_cast<size_t>(scheme)].levels.size() + 1) {
        whole.push_back(scheme);
        continue;
      }
      std::vector<Text> any;
      for (const int64_t level : levels) {
        const Text column = Alike("c.level");
        any.push_back(level < 0 ? IsNull(column) : Equals(column, level));
      }
      conditions.push_back(
          AllOf({Equals(Alike("c.scheme"), scheme), AnyOf(any)}));
    }
    if (!whole.empty()) conditions.push_back(OneOf(Alike("c.scheme"), whole));
    return AnyOf(conditions);
  }

  Text NoEnd(const Kind& kind) const {
    return kind.expires ? IsNull(Alike("c.valid_to")) : AnyOf({});
  }

  Text Outcome(const Kind& kind) const {
    if (kind.reach == Reach::kNothing) {
      return Number(kind.superseded ? kSaysUnmet : kSaysNothing);
    }
    const Text refuted = Number(kind.direct ? kSaysUnmet : kSaysNothing);
    if (kind.reach == Reach::kTooLow) return refuted;
    const Text held = kind.reach == Reach::kLevelNotStated
                          ? Number(kSaysUnknown)
                          : Both("({} + c.evidence)", Number(kSaysMet));
    return Choose({{untimely_, refuted},
                   {AnyOf({question_, NoEnd(kind)}), Number(kSaysUnknown)}},
                  held);
  }

  Text Credit(const Kind& kind) const {
    return Choose({{AnyOf({untimely_, question_, NoEnd(kind)}), Number(0)}},
                  Number(std::min(kind.credit_bp, lowest_credit_)));
  }

  const std::vector<model::CertificateScheme>& schemes_;
  const model::CertificateTest& test_;
  const int32_t lowest_credit_;
  Text untimely_;
  Text question_;
  std::map<Kind, LevelsByScheme> kinds_;
};

}  // namespace

CertificateText CertificatesOf(const match::Program& program,
                               const match::Step& step) {
  return Writer(program, step).Write();
}

}  // namespace ketnoi::benchmarks
