// What is wrong with people to speak to, the same for every resource that has
// some. Pure; thread-safe on distinct checks.

#ifndef KETNOI_SERVER_CONTACT_CHECKS_H_
#define KETNOI_SERVER_CONTACT_CHECKS_H_

#include "google/protobuf/repeated_ptr_field.h"
#include "ketnoi/v1/supplier.pb.h"
#include "server/field_checks.h"

namespace ketnoi::server {

// Those of the field "contacts" of a resource: at most 20, each as
// v1::Contact says.
void CheckContacts(
    const google::protobuf::RepeatedPtrField<v1::Contact>& contacts,
    FieldChecks& checks);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_CONTACT_CHECKS_H_
