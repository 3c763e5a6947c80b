#include "server/criterion_key.h"

#include "google/protobuf/descriptor.h"

namespace ketnoi::server {

std::string_view KindOf(const v1::Criterion& criterion) {
  static const auto* const test =
      v1::Criterion::descriptor()->FindOneofByName("test");
  const auto* member =
      criterion.GetReflection()->GetOneofFieldDescriptor(criterion, test);
  if (member == nullptr) return "";
  return member->name();
}

std::string CriterionKey(const v1::Criterion& criterion) {
  if (!criterion.key().empty()) return criterion.key();
  switch (criterion.test_case()) {
    case v1::Criterion::kAttribute:
      return "attribute." + criterion.attribute().required().attribute();
    case v1::Criterion::kCertificate:
      return "certificate." + criterion.certificate().scheme();
    case v1::Criterion::kAssessment:
      return "assessment." + criterion.assessment().scheme();
    default:
      return std::string(KindOf(criterion));
  }
}

}  // namespace ketnoi::server
