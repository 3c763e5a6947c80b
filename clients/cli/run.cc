#include "clients/cli/run.h"

#include <algorithm>

#include "clients/cli/cells.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"
#include "clients/cli/help.h"
#include "clients/cli/text_width.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr size_t kDefaultWidth = 100;
constexpr size_t kNarrowestWidth = 40;
constexpr char kDefaultAddress[] = "127.0.0.1:7077";

// The language of the messages locale, as POSIX has it.
Language LanguageOf(const Surroundings& surroundings) {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string value = surroundings.variable(name);
    if (value.empty()) continue;
    return value.compare(0, 2, "vi") == 0 ? Language::kVietnamese
                                          : Language::kEnglish;
  }
  return Language::kEnglish;
}

size_t WidthOf(const Surroundings& surroundings) {
  if (surroundings.out_is_terminal && surroundings.terminal_columns > 0) {
    return std::max(surroundings.terminal_columns, kNarrowestWidth);
  }
  const auto columns = ParseInteger(surroundings.variable("COLUMNS"));
  if (columns.has_value() && *columns > 0 && *columns < 10'000) {
    return std::max(static_cast<size_t>(*columns), kNarrowestWidth);
  }
  return kDefaultWidth;
}

// "10", "10s" or "500ms".
absl::StatusOr<std::chrono::milliseconds> ParseTimeout(std::string text) {
  int64_t unit = 1000;
  const std::string stated = text;
  if (text.size() > 2 && text.substr(text.size() - 2) == "ms") {
    unit = 1;
    text.resize(text.size() - 2);
  } else if (!text.empty() && text.back() == 's') {
    text.pop_back();
  }
  const auto number = ParseInteger(text);
  constexpr int64_t kDayMs = 86'400'000;
  if (number.has_value() && *number > 0 && *number <= kDayMs / unit) {
    return std::chrono::milliseconds(*number * unit);
  }
  return absl::InvalidArgumentError(fmt::format(
      "--timeout: \"{}\" is not a time like 10s or 500ms, up to a day",
      stated));
}

absl::StatusOr<Settings> ReadSettings(const Arguments& arguments,
                                      const Surroundings& surroundings) {
  Settings settings;
  settings.words = Words(LanguageOf(surroundings));
  const auto output =
      arguments.GetOneOf("output", "table", {"table", "json", "csv"});
  if (!output.ok()) return output.status();
  settings.output = *output == "json"  ? OutputFormat::kJson
                    : *output == "csv" ? OutputFormat::kCsv
                                       : OutputFormat::kTable;
  if (arguments.Has("lang")) {
    const auto language = arguments.GetOneOf("lang", "en", {"vi", "en"});
    if (!language.ok()) return language.status();
    settings.words =
        Words(*language == "vi" ? Language::kVietnamese : Language::kEnglish);
  }
  const auto timeout = ParseTimeout(arguments.Get("timeout", "10s"));
  if (!timeout.ok()) return timeout.status();
  settings.timeout = *timeout;
  const std::string from_variable = surroundings.variable("KETNOI_ADDRESS");
  settings.address = arguments.Get(
      "address", from_variable.empty() ? kDefaultAddress : from_variable);
  const bool plain =
      arguments.Has("no-color") || !surroundings.variable("NO_COLOR").empty();
  settings.colour = surroundings.out_is_terminal && !plain;
  settings.error_colour = surroundings.err_is_terminal && !plain;
  settings.out_is_terminal = surroundings.out_is_terminal;
  settings.progress = surroundings.err_is_terminal;
  settings.width = WidthOf(surroundings);
  return settings;
}

int FailBeforeRunning(const absl::Status& status,
                      const Surroundings& surroundings) {
  surroundings.err << "ketnoi: " << Printable(std::string(status.message()))
                   << '\n';
  return kUsage;
}

int RunCommand(Context& context) {
  const Command* command = context.arguments.command();
  const bool help = context.arguments.Has("help");
  if (command == nullptr) {
    PrintOverview(context);
    return help ? kDone : kUsage;
  }
  if (!help) return command->run(context);
  PrintHelp(*command, context);
  return kDone;
}

// `code`, unless what was printed is not all there: on a full disk, say.
int Written(int code, Context& context) {
  // A command that found out by itself has said so.
  if (context.out.fail() && code == kCallFailed) return code;
  context.out.flush();
  if (!context.out.fail()) return code;
  context.err << "ketnoi: " << context.words(Word::kNotWritten) << '\n';
  return code == kUsage ? code : kCallFailed;
}

}  // namespace

int Run(const std::vector<std::string>& words,
        const Surroundings& surroundings) {
  const auto arguments = Arguments::Parse(words, Commands(), GlobalOptions());
  if (!arguments.ok()) {
    return FailBeforeRunning(arguments.status(), surroundings);
  }
  const auto settings = ReadSettings(*arguments, surroundings);
  if (!settings.ok()) return FailBeforeRunning(settings.status(), surroundings);
  client::Client client({settings->address, settings->timeout});
  Context context{*settings, surroundings.out, surroundings.err, *arguments,
                  client};
  return Written(RunCommand(context), context);
}

}  // namespace ketnoi::cli
