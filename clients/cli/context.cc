#include "clients/cli/context.h"

#include <string_view>

#include "clients/cli/text_width.h"
#include "clients/cpp/error.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

std::string CodeName(const absl::Status& status) {
  return absl::StatusCodeToString(status.code());
}

// Where the service was looked for, if that is what went wrong.
bool IsConnection(const absl::Status& status,
                  const client::ErrorDetails& details) {
  return details.reason.empty() &&
         (status.code() == absl::StatusCode::kUnavailable ||
          status.code() == absl::StatusCode::kDeadlineExceeded);
}

bool SaysAll(const absl::Status& status,
             const client::FieldViolation& violation) {
  const std::string_view message(status.message().data(),
                                 status.message().size());
  return message.find(violation.field) != std::string_view::npos &&
         message.find(violation.description) != std::string_view::npos;
}

}  // namespace

int FailUsage(Context& context, const absl::Status& status) {
  context.err << "ketnoi: " << Printable(std::string(status.message())) << '\n';
  return kUsage;
}

void PrintCallError(Context& context, const absl::Status& status) {
  const client::ErrorDetails details = client::DetailsOf(status);
  context.err << "ketnoi: " << CodeName(status);
  if (!details.reason.empty()) context.err << " (" << details.reason << ')';
  context.err << ": " << Printable(std::string(status.message())) << '\n';
  // Of one violation the message says all.
  if (details.field_violations.size() == 1 &&
      SaysAll(status, details.field_violations.front())) {
    return;
  }
  for (const client::FieldViolation& violation : details.field_violations) {
    context.err << "  " << Printable(violation.field) << ": "
                << Printable(violation.description) << '\n';
  }
}

int FailCall(Context& context, const absl::Status& status) {
  PrintCallError(context, status);
  if (IsConnection(status, client::DetailsOf(status))) {
    context.err << "  "
                << context.words.Format(Word::kNotReached, context.address)
                << '\n';
  }
  return kCallFailed;
}

std::string ComposedMark(const Words& words, bool composed) {
  return composed ? words(Word::kComposedMark) : "";
}

std::string Percent(int32_t basis_points) {
  return fmt::format("{}.{:02}", basis_points / 100, basis_points % 100);
}

}  // namespace ketnoi::cli
