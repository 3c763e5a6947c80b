#include "clients/cli/commands.h"
#include "clients/cli/json_text.h"
#include "clients/cli/resource_name.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

template <typename Request>
Request RequestOf(const Context& context) {
  Request request;
  request.set_name(context.arguments.operands().front());
  request.set_etag(context.arguments.Get("etag"));
  request.set_validate_only(context.arguments.Has("dry-run"));
  return request;
}

template <typename Response>
int Print(const absl::StatusOr<Response>& response, Context& context) {
  if (!response.ok()) return FailCall(context, response.status());
  const std::string& name = context.arguments.operands().front();
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
  const auto kind = KindOfName(context.arguments.operands().front());
  if (!kind.ok()) return FailUsage(context, kind.status());
  client::Client& client = context.client;
  switch (*kind) {
    case ResourceKind::kSupplier:
      return Print(
          client.DeleteSupplier(RequestOf<v1::DeleteSupplierRequest>(context)),
          context);
    case ResourceKind::kBuyer:
      return Print(
          client.DeleteBuyer(RequestOf<v1::DeleteBuyerRequest>(context)),
          context);
    case ResourceKind::kRequirement:
      return Print(client.DeleteRequirement(
                       RequestOf<v1::DeleteRequirementRequest>(context)),
                   context);
    case ResourceKind::kCriteriaSet:
      break;
  }
  return FailUsage(
      context, absl::InvalidArgumentError("reference data cannot be deleted"));
}

}  // namespace ketnoi::cli
