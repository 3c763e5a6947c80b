// Makes a kind of resources (resource_kind.h) of the overloads for its message:
// Normalize, Validate, Passes and ConditionProblem, which the headers here
// declare for all kinds.

#ifndef KETNOI_SERVER_MAKE_KIND_H_
#define KETNOI_SERVER_MAKE_KIND_H_

#include <string>

#include "server/fair_fields.h"
#include "server/normalize.h"
#include "server/resource_filter.h"
#include "server/resource_kind.h"
#include "server/validate.h"
#include "server/webhook_checks.h"

namespace ketnoi::server {

template <class Resource>
ResourceKind MakeKind(storage::Collection collection, const char* pattern,
                      const char* field) {
  return {collection,
          pattern,
          field,
          &Resource::default_instance(),
          [](const model::Reference& reference, Message& resource) {
            Normalize(reference, static_cast<Resource&>(resource));
          },
          [](const model::Reference& reference, const Message& resource,
             Violations& violations) {
            Validate(reference, static_cast<const Resource&>(resource),
                     violations);
          },
          [](const model::Reference& reference, const Message& resource,
             const Condition& condition) {
            return Passes(reference, static_cast<const Resource&>(resource),
                          condition);
          },
          [](const model::Reference& reference, const Condition& condition) {
            return ConditionProblem(reference, Resource::default_instance(),
                                    condition);
          }};
}

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MAKE_KIND_H_
