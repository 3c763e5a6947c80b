// Update masks: top-level fields to replace. Pure; thread-safe.

#ifndef KETNOI_SERVER_FIELD_MASK_H_
#define KETNOI_SERVER_FIELD_MASK_H_

#include "absl/status/status.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"

namespace ketnoi::server {

// INVALID_ARGUMENT on "update_mask": a path that is not a top-level field of
// the resource, or is its name or an output-only field.
absl::Status CheckMask(const google::protobuf::FieldMask& mask,
                       const google::protobuf::Message& resource);

// Makes `resource` what `current` is with the fields of a mask that CheckMask
// found right taken from `resource`. An empty mask or "*": all of them.
void ApplyMask(const google::protobuf::FieldMask& mask,
               const google::protobuf::Message& current,
               google::protobuf::Message& resource);

// Makes `resource` what `current` is with the top-level fields that `resource`
// sets taken from it.
void MergeSetFields(const google::protobuf::Message& current,
                    google::protobuf::Message& resource);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FIELD_MASK_H_
