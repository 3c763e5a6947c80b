#include "server/topic_words.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "server/render.h"

namespace ketnoi::server {
namespace {

// The text "KIND_SERIES_LEAD_TIME".
v1::LocalizedText TopicKindText(const ReferenceData& data,
                                model::CriterionKind kind) {
  const std::string code =
      absl::StrCat("KIND_", absl::AsciiStrToUpper(model::KindName(kind)));
  return Sentence(data, code, {}, {.vi = true, .en = true});
}

}  // namespace

std::string TopicKey(const ReferenceData& data, const demand::Topic& topic) {
  const model::Reference& reference = data.reference;
  const auto at = static_cast<size_t>(topic.id);
  const std::string kind = model::KindName(topic.kind);
  switch (topic.kind) {
    case model::CriterionKind::kCategory:
      return kind + "." + reference.categories.Name({topic.id});
    case model::CriterionKind::kAttribute:
      return kind + "." + reference.attributes[at].id;
    case model::CriterionKind::kCertificate:
      return kind + "." + reference.schemes[at].id;
    case model::CriterionKind::kAssessment:
      return kind + "." + reference.assessment_schemes[at].id;
    default:
      return kind;
  }
}

v1::LocalizedText TopicName(const ReferenceData& data,
                            const demand::Topic& topic) {
  switch (topic.kind) {
    case model::CriterionKind::kCategory:
      return data.tables.categories[static_cast<size_t>(topic.id)]
          .display_name();
    case model::CriterionKind::kAttribute: {
      model::AttributeTest test;
      test.required.attribute.value = topic.id;
      return CriterionName(data, test);
    }
    case model::CriterionKind::kCertificate: {
      model::CertificateTest test;
      test.scheme.value = topic.id;
      return CriterionName(data, test);
    }
    case model::CriterionKind::kAssessment: {
      model::AssessmentTest test;
      test.scheme.value = topic.id;
      return CriterionName(data, test);
    }
    default:
      return TopicKindText(data, topic.kind);
  }
}

}  // namespace ketnoi::server
