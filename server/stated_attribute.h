// Attribute values as records state them, from their public form.

#ifndef KETNOI_SERVER_STATED_ATTRIBUTE_H_
#define KETNOI_SERVER_STATED_ATTRIBUTE_H_

#include "ketnoi/v1/common.pb.h"
#include "matcher/model/attribute_value.h"

namespace ketnoi::server {

// Pure; thread-safe.
model::StatedAttribute StatedFrom(const v1::AttributeValue& value);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_STATED_ATTRIBUTE_H_
