#include <algorithm>
#include <memory>
#include <utility>

#include "clients/cli/commands.h"
#include "clients/cli/fair.h"
#include "clients/cli/json_text.h"
#include "clients/cli/jsonl.h"
#include "clients/cli/progress_bar.h"
#include "clients/cli/suggestion.h"
#include "clients/cli/text_width.h"
#include "clients/cli/whole_file.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr int32_t kLargestPage = 1000;  // The service's.

// Writes records as lines and counts them.
class LineWriter {
 public:
  LineWriter(std::ostream& out, Context& context)
      : out_(out), context_(context) {}

  bool failed() const { return out_.fail(); }
  int64_t records() const { return records_; }
  // Some lines are longer than import takes.
  bool any_too_long() const { return any_too_long_; }

  // What only the store knows of a record is left out: another one would refuse
  // its etag.
  template <typename Resource>
  void Write(Resource& record) {
    record.clear_create_time();
    record.clear_update_time();
    record.clear_revision();
    record.clear_etag();
    const std::string line = JsonLine(record);
    out_ << line;
    ++records_;
    if (line.size() <= JsonLinesReader::kMaxLineBytes + 1) return;
    any_too_long_ = true;
    context_.err << "ketnoi: "
                 << context_.words.Format(
                        Word::kLineTooLong, Printable(record.name()),
                        Grouped(JsonLinesReader::kMaxLineBytes))
                 << '\n';
  }

 private:
  std::ostream& out_;
  Context& context_;
  int64_t records_ = 0;
  bool any_too_long_ = false;
};

// Reads every page and writes it. `list` is the client's method, `field` gives
// a response's records. OK also if the output fails: whoever owns it tells.
template <typename Request, typename Response, typename Field>
absl::Status ExportPages(
    Request request,
    absl::StatusOr<Response> (client::Client::*list)(const Request&),
    Field field, LineWriter& writer, ProgressBar& bar, Context& context) {
  request.set_page_size(kLargestPage);
  do {
    auto response = (context.client.*list)(request);
    if (!response.ok()) return response.status();
    for (auto& record : *field(*response)) writer.Write(record);
    const auto total = std::max<int64_t>(
        {1, writer.records(), int64_t{response->total_size()}});
    bar.Update(writer.records(), static_cast<double>(writer.records()) /
                                     static_cast<double>(total));
    request.set_page_token(response->next_page_token());
  } while (!request.page_token().empty() && !writer.failed());
  return absl::OkStatus();
}

absl::Status ExportSuppliers(LineWriter& writer, ProgressBar& bar,
                             Context& context) {
  v1::ListSuppliersRequest request;
  request.set_view(context.arguments.Has("contacts") ? v1::SUPPLIER_VIEW_FULL
                                                     : v1::SUPPLIER_VIEW_BASIC);
  return ExportPages(
      request, &client::Client::ListSuppliers,
      [](v1::ListSuppliersResponse& r) { return r.mutable_suppliers(); },
      writer, bar, context);
}

absl::Status ExportBuyers(LineWriter& writer, ProgressBar& bar,
                          Context& context) {
  return ExportPages(
      v1::ListBuyersRequest(), &client::Client::ListBuyers,
      [](v1::ListBuyersResponse& r) { return r.mutable_buyers(); }, writer, bar,
      context);
}

absl::Status ExportRequirements(LineWriter& writer, ProgressBar& bar,
                                Context& context) {
  v1::ListRequirementsRequest request;
  request.set_parent("buyers/-");
  return ExportPages(
      request, &client::Client::ListRequirements,
      [](v1::ListRequirementsResponse& r) { return r.mutable_requirements(); },
      writer, bar, context);
}

absl::Status ExportBoms(LineWriter& writer, ProgressBar& bar,
                        Context& context) {
  v1::ListBomsRequest request;
  request.set_parent("buyers/-");
  return ExportPages(
      request, &client::Client::ListBoms,
      [](v1::ListBomsResponse& r) { return r.mutable_boms(); }, writer, bar,
      context);
}

absl::Status ExportParticipants(LineWriter& writer, ProgressBar& bar,
                                Context& context) {
  v1::ListParticipantsRequest request;
  request.set_parent(FairNameOf(context.arguments.operands().back()));
  request.set_view(context.arguments.Has("contacts")
                       ? v1::PARTICIPANT_VIEW_FULL
                       : v1::PARTICIPANT_VIEW_BASIC);
  return ExportPages(
      request, &client::Client::ListParticipants,
      [](v1::ListParticipantsResponse& r) { return r.mutable_participants(); },
      writer, bar, context);
}

absl::Status ExportWishes(LineWriter& writer, ProgressBar& bar,
                          Context& context) {
  v1::ListWishesRequest request;
  request.set_parent(FairNameOf(context.arguments.operands().back()));
  return ExportPages(
      request, &client::Client::ListWishes,
      [](v1::ListWishesResponse& r) { return r.mutable_wishes(); }, writer, bar,
      context);
}

struct ExportKind {
  std::string_view name;
  absl::Status (*write)(LineWriter& writer, ProgressBar& bar, Context& context);
  bool of_fair = false;       // The second operand says of which fair.
  bool has_contacts = false;  // Which --contacts asks for.
};

constexpr ExportKind kKinds[] = {
    {"suppliers", ExportSuppliers, false, true},
    {"buyers", ExportBuyers},
    {"requirements", ExportRequirements},
    {"boms", ExportBoms},
    {"participants", ExportParticipants, true, true},
    {"wishes", ExportWishes, true},
};

absl::StatusOr<const ExportKind*> FindKind(const std::string& name) {
  std::vector<std::string_view> names;
  for (const ExportKind& kind : kKinds) {
    if (kind.name == name) return &kind;
    names.push_back(kind.name);
  }
  return absl::InvalidArgumentError(
      fmt::format("\"{}\" cannot be exported; use {}{}", name,
                  fmt::join(names, ", "), SuggestionText(name, names)));
}

absl::Status CheckOptions(const ExportKind& kind, const Context& context) {
  if (!kind.has_contacts && context.arguments.Has("contacts")) {
    return absl::InvalidArgumentError(
        "--contacts: only suppliers and participants have contacts");
  }
  if (kind.of_fair != (context.arguments.operands().size() == 2)) {
    return absl::InvalidArgumentError(
        kind.of_fair
            ? fmt::format("export {} FAIR: of which fair?", kind.name)
            : fmt::format("export {}: they are of no fair", kind.name));
  }
  if (context.output == OutputFormat::kCsv) {
    return absl::InvalidArgumentError(
        "--output csv: an export is in JSON Lines; list prints CSV");
  }
  return absl::OkStatus();
}

}  // namespace

int RunExport(Context& context) {
  const auto kind = FindKind(context.arguments.operands().front());
  if (!kind.ok()) return FailUsage(context, kind.status());
  absl::Status status = CheckOptions(**kind, context);
  if (!status.ok()) return FailUsage(context, status);
  std::unique_ptr<WholeFile> file;
  if (context.arguments.Has("file")) {
    auto created = WholeFile::Create(context.arguments.Get("file"));
    if (!created.ok()) return FailUsage(context, created.status());
    file = std::move(*created);
  }
  LineWriter writer(file == nullptr ? context.out : file->stream(), context);
  {
    // A bar among lines that scroll by would be in their way.
    const bool apart = file != nullptr || !context.out_is_terminal;
    ProgressBar bar(context.err, context.progress && apart, context.words);
    status = (*kind)->write(writer, bar, context);
  }
  if (!status.ok()) return FailCall(context, status);
  if (file != nullptr) {
    status = file->Commit();
    if (!status.ok()) return FailCall(context, status);
    context.out << context.words.Format(Word::kExported,
                                        Grouped(writer.records()),
                                        context.arguments.Get("file"))
                << '\n';
  }
  return writer.any_too_long() ? kRowsRejected : kDone;
}

}  // namespace ketnoi::cli
