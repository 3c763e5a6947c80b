// What of a stored resource a write replaces. Pure; thread-safe.

#ifndef KETNOI_SERVER_FIELD_MASK_H_
#define KETNOI_SERVER_FIELD_MASK_H_

#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "server/violations.h"

namespace ketnoi::server {

// True if `mask` can be applied. Violations of "update_mask": a path that is
// not a top-level field of the resource, or is its name or an output-only
// field.
bool CheckMask(const google::protobuf::FieldMask& mask,
               const google::protobuf::Message& resource,
               Violations& violations);

// Makes `resource` what `current` is with the top-level fields of a mask that
// CheckMask found right taken from `resource`, each as a whole. An empty mask:
// those that `resource` sets. "*": all of them.
void ApplyMask(const google::protobuf::FieldMask& mask,
               const google::protobuf::Message& current,
               google::protobuf::Message& resource);

// Makes `resource` what `current` is with what `resource` sets: messages field
// by field, at any depth; lists and values as a whole.
void MergeInto(const google::protobuf::Message& current,
               google::protobuf::Message& resource);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FIELD_MASK_H_
