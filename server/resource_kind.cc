#include "server/resource_kind.h"

#include <charconv>
#include <system_error>

#include "fmt/format.h"
#include "google/protobuf/timestamp.pb.h"
#include "ketnoi/v1/bom.pb.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "server/make_kind.h"
#include "server/resource_name.h"

namespace ketnoi::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Timestamp;

const FieldDescriptor* Field(const Message& resource, const char* name) {
  return resource.GetDescriptor()->FindFieldByName(name);
}

Message& Submessage(Message& resource, const char* name) {
  return *resource.GetReflection()->MutableMessage(&resource,
                                                   Field(resource, name));
}

void SetTime(absl::Time time, const char* name, Message& resource) {
  auto& timestamp = static_cast<Timestamp&>(Submessage(resource, name));
  const int64_t nanos = absl::ToUnixNanos(time);
  constexpr int64_t kSecond = 1'000'000'000;
  timestamp.set_seconds(nanos / kSecond);
  timestamp.set_nanos(static_cast<int32_t>(nanos % kSecond));
}

std::string StringOf(const Message& resource, const char* name) {
  return resource.GetReflection()->GetString(resource, Field(resource, name));
}

}  // namespace

const ResourceKind& SupplierKind() {
  static const ResourceKind kind = MakeKind<v1::Supplier>(
      storage::Collection::kSuppliers, "suppliers/*", "supplier");
  return kind;
}

const ResourceKind& BuyerKind() {
  static const ResourceKind kind =
      MakeKind<v1::Buyer>(storage::Collection::kBuyers, "buyers/*", "buyer");
  return kind;
}

const ResourceKind& RequirementKind() {
  static const ResourceKind kind =
      MakeKind<v1::Requirement>(storage::Collection::kRequirements,
                                "buyers/*/requirements/*", "requirement");
  return kind;
}

const ResourceKind& BomKind() {
  static const ResourceKind kind =
      MakeKind<v1::Bom>(storage::Collection::kBoms, "buyers/*/boms/*", "bom");
  return kind;
}

const ResourceKind& WebhookKind() {
  static const ResourceKind kind = MakeKind<v1::Webhook>(
      storage::Collection::kWebhooks, "webhooks/*", "webhook");
  return kind;
}

std::string NameOf(const Message& resource) {
  return StringOf(resource, "name");
}

std::string EtagOf(const Message& resource) {
  return StringOf(resource, "etag");
}

void SetName(std::string_view name, Message& resource) {
  resource.GetReflection()->SetString(&resource, Field(resource, "name"),
                                      std::string(name));
}

void CheckName(const ResourceKind& kind, std::string_view name,
               std::string_view field, Violations& violations) {
  const std::string problem = NameProblem(kind.pattern, name);
  if (!problem.empty()) violations.Add(field, problem);
}

void ClearOutputOnly(Message& resource) {
  for (const char* name : {"create_time", "update_time", "revision", "etag"}) {
    resource.GetReflection()->ClearField(&resource, Field(resource, name));
  }
}

std::string StoredForm(absl::Time created, absl::Time updated,
                       Message& resource) {
  ClearOutputOnly(resource);
  SetTime(created, "create_time", resource);
  SetTime(updated, "update_time", resource);
  std::string bytes = resource.SerializeAsString();
  ClearOutputOnly(resource);
  return bytes;
}

absl::Status ReadRecord(const storage::Record& record, const std::string& epoch,
                        Message& resource) {
  if (!resource.ParseFromString(record.value)) {
    return absl::InternalError(
        fmt::format("the stored record '{}' is broken", record.name));
  }
  auto& revision = static_cast<v1::Revision&>(Submessage(resource, "revision"));
  revision.set_epoch(epoch);
  revision.set_number(record.revision);
  resource.GetReflection()->SetString(&resource, Field(resource, "etag"),
                                      MakeEtag(epoch, record.revision));
  return absl::OkStatus();
}

bool SameContent(const Message& a, const Message& b) {
  const std::unique_ptr<Message> copy_a(a.New());
  const std::unique_ptr<Message> copy_b(b.New());
  copy_a->CopyFrom(a);
  copy_b->CopyFrom(b);
  ClearOutputOnly(*copy_a);
  ClearOutputOnly(*copy_b);
  return copy_a->SerializeAsString() == copy_b->SerializeAsString();
}

std::string MakeEtag(const std::string& epoch, int64_t revision) {
  return fmt::format("{}-{}", epoch.substr(0, 8), revision);
}

int64_t RevisionOfEtag(const std::string& epoch, std::string_view etag) {
  const size_t hyphen = etag.find('-');
  if (hyphen == std::string_view::npos ||
      etag.substr(0, hyphen) != epoch.substr(0, 8)) {
    return -1;
  }
  int64_t revision = -1;
  const char* end = etag.data() + etag.size();
  const auto [rest, error] =
      std::from_chars(etag.data() + hyphen + 1, end, revision);
  return error == std::errc() && rest == end && revision > 0 ? revision : -1;
}

absl::Time CreateTimeOf(const Message& resource) {
  const auto& time =
      static_cast<const Timestamp&>(resource.GetReflection()->GetMessage(
          resource, Field(resource, "create_time")));
  return absl::FromUnixSeconds(time.seconds()) +
         absl::Nanoseconds(time.nanos());
}

}  // namespace ketnoi::server
