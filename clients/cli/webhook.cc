#include <algorithm>
#include <array>
#include <fstream>

#include "clients/cli/commands.h"
#include "clients/cli/csv.h"
#include "clients/cli/json_text.h"
#include "clients/cli/proto_field.h"
#include "clients/cli/record_list.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/suggestion.h"
#include "clients/cli/table.h"
#include "clients/cli/watch_scope.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr char kWebhookCollection[] = "webhooks";

// Field by field; a secret is among them only when the service gave one.
int PrintWebhookFields(const google::protobuf::Message& message,
                       Context& context) {
  if (context.output == OutputFormat::kJson) {
    context.out << JsonText(message);
    return kDone;
  }
  const std::vector<FieldText> fields = Flatten(message);
  if (context.output == OutputFormat::kCsv) {
    context.out << CsvLine({"field", "value"});
    for (const auto& [path, text] : fields) {
      context.out << CsvLine({path, text});
    }
    return kDone;
  }
  Table table({{context.words(Word::kField), Align::kLeft, 2},
               {context.words(Word::kValue), Align::kLeft, 1, true}});
  for (const auto& [path, text] : fields) table.AddRow({path, text});
  table.Print(context.out, context.width, context.colour);
  return kDone;
}

template <typename Answer>
int PrintWebhookAnswer(const absl::StatusOr<Answer>& answer, Context& context) {
  if (!answer.ok()) return FailCall(context, answer.status());
  return PrintWebhookFields(*answer, context);
}

template <typename List>
int PrintWebhookRecords(const google::protobuf::Message& response,
                        const List& list,
                        const std::vector<RecordColumn>& columns, int64_t total,
                        Context& context) {
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(response);
      break;
    case OutputFormat::kCsv:
      PrintRecordCsv(columns, RecordsOf(list), true, context);
      break;
    case OutputFormat::kTable:
      PrintRecordTable(columns, RecordsOf(list), context);
      context.out << context.words.Format(Word::kShownOf, Grouped(list.size()),
                                          Grouped(total))
                  << '\n';
  }
  return kDone;
}

// What the options say of a webhook, with the paths that they set. Of the scope
// that the webhook has what they do not name stays.
absl::Status ReadWebhook(const Arguments& arguments, v1::Webhook& webhook,
                         google::protobuf::FieldMask& mask) {
  if (arguments.Has("url")) {
    webhook.set_url(arguments.Get("url"));
    mask.add_paths("url");
  }
  const auto scope = ReadWatchScope(arguments, webhook.scope());
  if (!scope.ok()) return scope.status();
  if (HasWatchScope(arguments)) {
    *webhook.mutable_scope() = *scope;
    mask.add_paths("scope");
  }
  const auto disabled =
      arguments.GetOneOf("disabled", "", {"", "true", "false"});
  if (!disabled.ok()) return disabled.status();
  if (!disabled->empty()) {
    webhook.set_disabled(*disabled == "true");
    mask.add_paths("disabled");
  }
  const std::string path = arguments.Get("secret-file");
  if (path.empty()) return absl::OkStatus();
  std::ifstream file(path);
  std::string secret;
  if (!(file >> secret)) {
    return absl::InvalidArgumentError(
        fmt::format("--secret-file: \"{}\" cannot be read", path));
  }
  webhook.set_secret(secret);
  mask.add_paths("secret");
  return absl::OkStatus();
}

int CreateWebhook(const std::string& name, Context& context) {
  v1::CreateWebhookRequest request;
  google::protobuf::FieldMask mask;
  const absl::Status status =
      ReadWebhook(context.arguments, *request.mutable_webhook(), mask);
  if (!status.ok()) return FailUsage(context, status);
  request.set_webhook_id(IdOf(name));
  return PrintWebhookAnswer(context.client.CreateWebhook(request), context);
}

int UpdateWebhook(const std::string& name, Context& context) {
  v1::UpdateWebhookRequest request;
  request.mutable_webhook()->set_name(name);
  if (HasWatchScope(context.arguments)) {
    v1::GetWebhookRequest get;
    get.set_name(name);
    const auto present = context.client.GetWebhook(get);
    if (!present.ok()) return FailCall(context, present.status());
    *request.mutable_webhook()->mutable_scope() = present->scope();
    request.mutable_webhook()->set_etag(present->etag());
  }
  const absl::Status status =
      ReadWebhook(context.arguments, *request.mutable_webhook(),
                  *request.mutable_update_mask());
  if (!status.ok()) return FailUsage(context, status);
  if (request.update_mask().paths().empty()) {
    return FailUsage(context, absl::InvalidArgumentError(
                                  "webhook update: nothing is to be changed"));
  }
  return PrintWebhookAnswer(context.client.UpdateWebhook(request), context);
}

int GetWebhook(const std::string& name, Context& context) {
  v1::GetWebhookRequest request;
  request.set_name(name);
  return PrintWebhookAnswer(context.client.GetWebhook(request), context);
}

int DeleteWebhook(const std::string& name, Context& context) {
  v1::DeleteWebhookRequest request;
  request.set_name(name);
  return PrintWebhookAnswer(context.client.DeleteWebhook(request), context);
}

// A message that did not arrive is a failure, though the call was none.
template <typename Answer>
int PrintOutcome(const absl::StatusOr<Answer>& answer, Context& context) {
  const int code = PrintWebhookAnswer(answer, context);
  if (code != kDone) return code;
  return answer->outcome().delivered() ? kDone : kCallFailed;
}

int PingWebhook(const std::string& name, Context& context) {
  v1::PingWebhookRequest request;
  request.set_name(name);
  return PrintOutcome(context.client.PingWebhook(request), context);
}

int RetryDeadLetter(const std::string& name, Context& context) {
  v1::RetryDeadLetterRequest request;
  request.set_name(name);
  return PrintOutcome(context.client.RetryDeadLetter(request), context);
}

int DropDeadLetter(const std::string& name, Context& context) {
  v1::DeleteDeadLetterRequest request;
  request.set_name(name);
  const auto response = context.client.DeleteDeadLetter(request);
  if (!response.ok()) return FailCall(context, response.status());
  if (context.output == OutputFormat::kTable) {
    context.out << context.words.Format(Word::kDeleted, name) << '\n';
    return kDone;
  }
  return PrintWebhookFields(*response, context);
}

int ListWebhooks(Context& context) {
  // All that there can be are on one page.
  v1::ListWebhooksRequest request;
  request.set_page_size(1000);
  const auto response = context.client.ListWebhooks(request);
  if (!response.ok()) return FailCall(context, response.status());
  return PrintWebhookRecords(
      *response, response->webhooks(),
      {{Word::kId, "name", kId},
       {Word::kUrl, "url", 3},
       {Word::kDisabled, "disabled", 2},
       {Word::kPending, "delivery_state.pending_message_count", 2},
       {Word::kFailures, "delivery_state.consecutive_failures", 2},
       {Word::kDeadLetters, "delivery_state.dead_letter_count", 2},
       {Word::kLastError, "delivery_state.last_error", 1, Align::kLeft, true}},
      response->total_size(), context);
}

int ListDeadLetters(const std::string& name, Context& context) {
  v1::ListDeadLettersRequest request;
  request.set_parent(name);
  v1::ListDeadLettersResponse all;
  do {
    auto response = context.client.ListDeadLetters(request);
    if (!response.ok()) return FailCall(context, response.status());
    all.mutable_dead_letters()->MergeFrom(response->dead_letters());
    all.set_total_size(response->total_size());
    request.set_page_token(response->next_page_token());
  } while (!request.page_token().empty());
  return PrintWebhookRecords(
      all, all.dead_letters(),
      {{Word::kName, "name", kNeverShortened},
       {Word::kAttempts, "attempt_count", 3},
       {Word::kGivenUp, "dead_time", 2},
       {Word::kLastError, "last_error", 1, Align::kLeft, true}},
      all.total_size(), context);
}

struct WebhookAction {
  std::string_view name;
  int (*run)(const std::string& webhook, Context& context);
};

constexpr std::array<WebhookAction, 8> kWebhookActions = {
    {{"create", &CreateWebhook},
     {"get", &GetWebhook},
     {"update", &UpdateWebhook},
     {"delete", &DeleteWebhook},
     {"ping", &PingWebhook},
     {"dead-letters", &ListDeadLetters},
     {"retry", &RetryDeadLetter},
     {"drop", &DropDeadLetter}}};

// "webhooks/w/deadLetters/7" of "w/7".
std::string WebhookNameOf(std::string_view action, const std::string& operand) {
  const size_t slash = operand.find('/');
  const bool letter = action == "retry" || action == "drop";
  if (letter && slash != std::string::npos &&
      operand.find('/', slash + 1) == std::string::npos) {
    return fmt::format("{}/{}/deadLetters/{}", kWebhookCollection,
                       operand.substr(0, slash), operand.substr(slash + 1));
  }
  return FullName(fmt::format("{}/", kWebhookCollection), operand);
}

}  // namespace

int RunWebhook(Context& context) {
  const auto& operands = context.arguments.operands();
  const std::string& action = operands.front();
  const size_t expected = action == "list" ? 1 : 2;
  std::vector<std::string_view> names = {"list"};
  for (const auto& [name, run] : kWebhookActions) {
    names.push_back(name);
    if (name != action || operands.size() != expected) continue;
    return run(WebhookNameOf(action, operands[1]), context);
  }
  if (action == "list" && operands.size() == expected) {
    return ListWebhooks(context);
  }
  const bool known =
      std::find(names.begin(), names.end(), action) != names.end();
  return FailUsage(
      context,
      absl::InvalidArgumentError(
          known ? fmt::format("webhook {}: {}", action,
                              expected == 1 ? "takes no name" : "which one?")
                : fmt::format("\"{}\" is nothing that is done with a "
                              "webhook{}",
                              action, SuggestionText(action, names))));
}

}  // namespace ketnoi::cli
