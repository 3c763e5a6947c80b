#include "clients/cli/commands.h"
#include "clients/cli/csv.h"
#include "clients/cli/json_text.h"
#include "clients/cli/proto_field.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/table.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

void PrintFields(const google::protobuf::Message& message, Context& context) {
  Table table({{context.words(Word::kField), Align::kLeft, 2},
               {context.words(Word::kValue), Align::kLeft, 1, true}});
  for (const FieldText& field : Flatten(message)) {
    table.AddRow({field.path, field.text});
  }
  table.Print(context.out, context.width, context.colour);
}

template <typename Resource>
int Print(const absl::StatusOr<Resource>& resource, bool composed,
          Context& context) {
  if (!resource.ok()) return FailCall(context, resource.status());
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(*resource);
      break;
    case OutputFormat::kCsv:
      context.out << CsvLine({"field", "value"});
      for (const FieldText& field : Flatten(*resource)) {
        context.out << CsvLine({field.path, field.text});
      }
      break;
    case OutputFormat::kTable:
      if (composed) context.out << context.words(Word::kComposedNote) << "\n\n";
      PrintFields(*resource, context);
      break;
  }
  return kDone;
}

template <typename Resource>
int PrintRecord(const absl::StatusOr<Resource>& resource, Context& context) {
  return Print(resource, resource.ok() && resource->composed(), context);
}

}  // namespace

int RunGet(Context& context) {
  const auto parsed = ParseName(context.arguments.operands().front());
  if (!parsed.ok()) return FailUsage(context, parsed.status());
  const auto& [kind, name] = *parsed;
  const bool contacts = context.arguments.Has("contacts");
  if (contacts && kind != ResourceKind::kSupplier) {
    return FailUsage(context, absl::InvalidArgumentError(
                                  "--contacts: only suppliers have contacts"));
  }
  switch (kind) {
    case ResourceKind::kSupplier: {
      v1::GetSupplierRequest request;
      request.set_name(name);
      request.set_view(contacts ? v1::SUPPLIER_VIEW_FULL
                                : v1::SUPPLIER_VIEW_BASIC);
      return PrintRecord(context.client.GetSupplier(request), context);
    }
    case ResourceKind::kBuyer: {
      v1::GetBuyerRequest request;
      request.set_name(name);
      return PrintRecord(context.client.GetBuyer(request), context);
    }
    case ResourceKind::kRequirement: {
      v1::GetRequirementRequest request;
      request.set_name(name);
      return PrintRecord(context.client.GetRequirement(request), context);
    }
    case ResourceKind::kBom: {
      v1::GetBomRequest request;
      request.set_name(name);
      return PrintRecord(context.client.GetBom(request), context);
    }
    case ResourceKind::kCriteriaSet: {
      v1::GetCriteriaSetRequest request;
      request.set_name(name);
      return Print(context.client.GetCriteriaSet(request), false, context);
    }
  }
  return kUsage;
}

}  // namespace ketnoi::cli
