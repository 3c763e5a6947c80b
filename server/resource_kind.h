// What differs between suppliers, buyers, requirements, bills of materials and
// webhooks in the standard methods, and what they have in common: name,
// create_time, update_time, revision and etag.
//
// A kind is immutable; the functions are pure; thread-safe.

#ifndef KETNOI_SERVER_RESOURCE_KIND_H_
#define KETNOI_SERVER_RESOURCE_KIND_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "matcher/model/reference.h"
#include "server/filter.h"
#include "server/storage/store.h"
#include "server/violations.h"

namespace ketnoi::server {

using google::protobuf::Message;

struct ResourceKind {
  storage::Collection collection;
  const char* pattern;  // of names: "suppliers/*"
  const char* field;    // of requests that hold one: "supplier"
  const Message* prototype;
  void (*normalize)(const model::Reference&, Message&);
  void (*validate)(const model::Reference&, const Message&, Violations&);
  // Whether the resource passes a condition that check_condition found right.
  bool (*passes)(const model::Reference&, const Message&, const Condition&);
  // Empty if the kind has the condition's field and the value can be one of it;
  // else what is wrong.
  std::string (*check_condition)(const model::Reference&, const Condition&);
};

const ResourceKind& SupplierKind();
const ResourceKind& BuyerKind();
const ResourceKind& RequirementKind();
const ResourceKind& BomKind();
const ResourceKind& WebhookKind();

// The fields that all kinds have.
std::string NameOf(const Message& resource);
std::string EtagOf(const Message& resource);
void SetName(std::string_view name, Message& resource);

// A violation of `field`, which holds `name`: it is not a name of the kind.
void CheckName(const ResourceKind& kind, std::string_view name,
               std::string_view field, Violations& violations);

// Clears create_time, update_time, revision and etag.
void ClearOutputOnly(Message& resource);

// What is stored: the resource with its times, without revision and etag.
// Clears the output-only fields of `resource`.
std::string StoredForm(absl::Time created, absl::Time updated,
                       Message& resource);

// A record as a resource, with revision and etag. INTERNAL: not parseable.
absl::Status ReadRecord(const storage::Record& record, const std::string& epoch,
                        Message& resource);

// True if both say the same apart from output-only fields.
bool SameContent(const Message& a, const Message& b);

// The etag of a record, and the revision in one; -1 if it is of another epoch
// or none at all, which no record has.
std::string MakeEtag(const std::string& epoch, int64_t revision);
int64_t RevisionOfEtag(const std::string& epoch, std::string_view etag);

// When a resource was created, by its create_time.
absl::Time CreateTimeOf(const Message& resource);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RESOURCE_KIND_H_
