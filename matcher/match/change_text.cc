#include "matcher/match/change_text.h"

#include <variant>

#include "fmt/format.h"
#include "matcher/match/offered.h"
#include "matcher/model/decimal.h"

namespace ketnoi::match {
namespace {

const char* EvidenceText(model::EvidenceLevel level) {
  switch (level) {
    case model::EvidenceLevel::kDocumented:
      return " (DOCUMENTED)";
    case model::EvidenceLevel::kVerified:
      return " (VERIFIED)";
    default:
      return "";
  }
}

// What an edit adds; empty if it changes what is there.
struct Added {
  const model::Reference& reference;

  std::string operator()(const model::AddCapability& edit) const {
    return reference.categories.Name(edit.category);
  }
  std::string operator()(const model::AddProcess& edit) const {
    return reference.processes[edit.process.index()].id;
  }
  std::string operator()(const model::AddMaterial& edit) const {
    return reference.materials[edit.material.index()].id;
  }
  std::string operator()(const model::AddIndustry& edit) const {
    return reference.industries[edit.industry.index()].id;
  }
  std::string operator()(const model::AddCustomer& edit) const {
    return edit.customer;
  }
  std::string operator()(const model::AddLanguage& edit) const {
    return edit.language;
  }
  std::string operator()(const model::HoldCertificate& edit) const {
    return CertificateText(reference, edit.scheme, edit.level, edit.valid_to) +
           EvidenceText(edit.evidence);
  }
  std::string operator()(const model::AddAssessment& edit) const {
    const auto& [scheme, level, score_e2] = edit.assessment;
    const std::string reached =
        AssessmentText(reference, scheme, level, score_e2);
    return reached.empty() ? reference.assessment_schemes[scheme.index()].id
                           : reached;
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return "";
  }
};

std::string AddedBy(const ChangedRow& row, const model::Edit& edit) {
  return std::visit(Added{*row.program.reference}, edit);
}

}  // namespace

std::string TextBefore(const ChangedRow& row, const model::Edit& edit,
                       size_t step, const Judgement& judgement) {
  const model::Test& test = row.program.steps[step].criterion.test;
  const auto offered = [&] {
    return OfferedText(*row.program.reference, test, row.before, row.row_before,
                       judgement);
  };
  if (std::holds_alternative<model::AddAssessment>(edit)) return offered();
  if (std::holds_alternative<model::HoldCertificate>(edit)) {
    return judgement.about == 0 ? "" : offered();
  }
  return AddedBy(row, edit).empty() ? offered() : "";
}

std::string TextAfter(const ChangedRow& row, const model::Edit& edit,
                      size_t step) {
  std::string added = AddedBy(row, edit);
  if (!added.empty()) return added;
  const model::Test& test = row.program.steps[step].criterion.test;
  if (const auto* distance = std::get_if<model::DistanceTest>(&test)) {
    return fmt::format("≤ {} km", model::DecimalText(distance->max_m, 3));
  }
  return OfferedText(*row.program.reference, test, row.after, row.row_after);
}

}  // namespace ketnoi::match
