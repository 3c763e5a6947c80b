// What the machinery of resources asks of a webhook, beside what all kinds have
// (resource_kind.h): as normalize.h, validate.h and resource_filter.h for the
// other kinds. Pure; thread-safe.

#ifndef KETNOI_SERVER_WEBHOOK_CHECKS_H_
#define KETNOI_SERVER_WEBHOOK_CHECKS_H_

#include <string>

#include "ketnoi/v1/webhook.pb.h"
#include "matcher/model/reference.h"
#include "server/filter.h"
#include "server/violations.h"

namespace ketnoi::server {

// Clears what is the server's to say.
void Normalize(const model::Reference& reference, v1::Webhook& webhook);

// All that the webhook's own fields tell: not whether the scope names what is
// there, nor whether the policy lets it lead to its URL.
void Validate(const model::Reference& reference, const v1::Webhook& webhook,
              Violations& violations);

bool Passes(const model::Reference& reference, const v1::Webhook& webhook,
            const Condition& condition);
std::string ConditionProblem(const model::Reference& reference,
                             const v1::Webhook& kind,
                             const Condition& condition);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WEBHOOK_CHECKS_H_
