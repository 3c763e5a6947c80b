#include "server/webhook_checks.h"

#include "fmt/format.h"
#include "server/field_checks.h"
#include "server/webhook_signature.h"
#include "server/webhook_url.h"

namespace ketnoi::server {

void Normalize(const model::Reference&, v1::Webhook& webhook) {
  webhook.clear_delivery_state();
}

void Validate(const model::Reference&, const v1::Webhook& webhook,
              Violations& violations) {
  const std::string problem = UrlProblem(webhook.url());
  if (!problem.empty()) violations.Add("url", problem);
  if (!webhook.has_scope()) violations.Add("scope", kRequired);
  if (webhook.secret().empty()) {
    violations.Add("secret", kRequired);
  } else if (!SecretBytes(webhook.secret())) {
    // It is not said what it is.
    violations.Add("secret",
                   fmt::format("is not 'whsec_' and the base64 of {} to {} "
                               "bytes",
                               kLeastSecretBytes, kMostSecretBytes));
  }
}

bool Passes(const model::Reference&, const v1::Webhook& webhook,
            const Condition& condition) {
  const bool is = condition.value == (webhook.disabled() ? "true" : "false");
  return is != condition.negated;
}

std::string ConditionProblem(const model::Reference&, const v1::Webhook&,
                             const Condition& condition) {
  if (condition.field != "disabled") {
    return fmt::format("'{}' is not a field that can be filtered by: disabled",
                       condition.field);
  }
  if (condition.value == "true" || condition.value == "false") return "";
  return fmt::format("'{}' is not a value of disabled; accepted: true, false",
                     condition.value);
}

}  // namespace ketnoi::server
