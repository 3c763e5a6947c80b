#include "clients/cli/commands.h"
#include "clients/cli/json_text.h"
#include "clients/cli/resource_name.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

template <typename Request>
Request RequestOf(const std::string& name, const Context& context) {
  Request request;
  request.set_name(name);
  request.set_etag(context.arguments.Get("etag"));
  request.set_validate_only(context.arguments.Has("dry-run"));
  return request;
}

template <typename Response>
int Print(const std::string& name, const absl::StatusOr<Response>& response,
          Context& context) {
  if (!response.ok()) return FailCall(context, response.status());
  const bool dry_run = context.arguments.Has("dry-run");
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(*response);
      break;
    case OutputFormat::kCsv:
      context.out << "name,deleted\r\n"
                  << name << (dry_run ? ",false\r\n" : ",true\r\n");
      break;
    case OutputFormat::kTable:
      context.out << context.words.Format(
                         dry_run ? Word::kWouldBeDeleted : Word::kDeleted, name)
                  << '\n';
      break;
  }
  return kDone;
}

}  // namespace

int RunDelete(Context& context) {
  const auto parsed = ParseName(context.arguments.operands().front());
  if (!parsed.ok()) return FailUsage(context, parsed.status());
  const auto& [kind, name] = *parsed;
  if (context.arguments.Has("force") && kind != ResourceKind::kBom) {
    return FailUsage(context,
                     absl::InvalidArgumentError(
                         "--force: only bills of materials have lines"));
  }
  client::Client& client = context.client;
  switch (kind) {
    case ResourceKind::kSupplier:
      return Print(name,
                   client.DeleteSupplier(
                       RequestOf<v1::DeleteSupplierRequest>(name, context)),
                   context);
    case ResourceKind::kBuyer:
      return Print(
          name,
          client.DeleteBuyer(RequestOf<v1::DeleteBuyerRequest>(name, context)),
          context);
    case ResourceKind::kRequirement:
      return Print(name,
                   client.DeleteRequirement(
                       RequestOf<v1::DeleteRequirementRequest>(name, context)),
                   context);
    case ResourceKind::kBom: {
      auto request = RequestOf<v1::DeleteBomRequest>(name, context);
      request.set_force(context.arguments.Has("force"));
      return Print(name, client.DeleteBom(request), context);
    }
    case ResourceKind::kCriteriaSet:
      break;
  }
  return FailUsage(
      context, absl::InvalidArgumentError("reference data cannot be deleted"));
}

}  // namespace ketnoi::cli
