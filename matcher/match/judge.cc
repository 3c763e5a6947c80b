#include "matcher/match/judge.h"

#include <type_traits>
#include <variant>

namespace ketnoi::match {

std::unique_ptr<Judge> MakeJudge(const Program& program, const Step& step,
                                 const index::Segment& segment) {
  const JudgeContext context{program, segment};
  return std::visit(
      [&](const auto& test) -> JudgePtr {
        using T = std::decay_t<decltype(test)>;
        if constexpr (std::is_same_v<T, model::ProcessTest> ||
                      std::is_same_v<T, model::MaterialTest> ||
                      std::is_same_v<T, model::LanguagesTest> ||
                      std::is_same_v<T, model::IndustriesServedTest> ||
                      std::is_same_v<T, model::CustomersServedTest>) {
          return MakeListJudge(test, context);
        } else if constexpr (std::is_same_v<T, model::AttributeTest>) {
          return MakeAttributeJudge(test, context);
        } else if constexpr (std::is_same_v<T, model::CertificateTest>) {
          return MakeCertificateJudge(test, *step.certificates, context);
        } else if constexpr (std::is_same_v<T, model::CategoryTest> ||
                             std::is_same_v<T, model::MonthlyVolumeTest> ||
                             std::is_same_v<T, model::OrderQuantityTest> ||
                             std::is_same_v<T, model::SampleLeadTimeTest> ||
                             std::is_same_v<T, model::SeriesLeadTimeTest> ||
                             std::is_same_v<T, model::ProvincesTest> ||
                             std::is_same_v<T, model::DistanceTest>) {
          return MakeRowJudge(test, context);
        } else {
          return MakeSupplierJudge(test, context);
        }
      },
      step.criterion.test);
}

}  // namespace ketnoi::match
