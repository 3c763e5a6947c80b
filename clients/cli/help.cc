#include "clients/cli/help.h"

#include "clients/cli/commands.h"
#include "clients/cli/suggestion.h"
#include "clients/cli/text_width.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

// Prints "  left   right", the right side wrapped; a left side that is too long
// gets a line of its own.
void PrintPair(const std::string& left, const std::string& right,
               size_t left_width, Context& context) {
  const size_t indent = left_width + 4;
  const size_t room = context.width > indent + 20 ? context.width - indent : 20;
  std::string head = "  " + left;
  if (DisplayWidth(left) > left_width) {
    context.out << head << '\n';
    head.clear();
  }
  for (const std::string& line : Wrap(right, room)) {
    const size_t used = DisplayWidth(head);
    context.out << head << std::string(indent - used, ' ') << line << '\n';
    head.clear();
  }
}

void PrintTitle(Word word, Context& context) {
  context.out << '\n';
  if (context.colour) context.out << "\x1b[1m";
  context.out << context.words(word);
  if (context.colour) context.out << "\x1b[0m";
  context.out << '\n';
}

constexpr size_t kHanging = 6;

// Prints lines of which all but the first are indented by kHanging.
void PrintHanging(const std::vector<std::string>& lines, Context& context) {
  size_t indent = 2;
  for (const std::string& line : lines) {
    context.out << std::string(indent, ' ') << line << '\n';
    indent = kHanging;
  }
}

// A command line in lines of at most `width` columns that a shell joins again:
// broken at blanks outside quotes, with a backslash behind all but the last.
std::vector<std::string> WrapCommand(std::string_view command, size_t width) {
  constexpr std::string_view kGoesOn = " \\";
  std::vector<std::string> lines(1);
  char quote = '\0';
  std::string word;
  const auto take = [&] {
    std::string& line = lines.back();
    const size_t together = DisplayWidth(line) + 1 + DisplayWidth(word);
    if (line.empty()) {
      line = word;
    } else if (together + kGoesOn.size() <= width) {
      line += ' ' + word;
    } else {
      line += kGoesOn;
      lines.push_back(word);
    }
    word.clear();
  };
  for (const char c : command) {
    if (c == ' ' && quote == '\0') {
      take();
      continue;
    }
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    }
    word += c;
  }
  take();
  return lines;
}

void PrintOptions(const std::vector<Option>& options, Context& context) {
  for (const Option& option : options) {
    std::string left = fmt::format("--{}", option.name);
    if (!option.value.empty()) left += fmt::format(" {}", option.value);
    PrintPair(left, context.words(option.meaning), 26, context);
  }
}

}  // namespace

void PrintOverview(Context& context) {
  const Words& words = context.words;
  context.out << words(Word::kOverview) << '\n';
  PrintTitle(Word::kUsage, context);
  context.out << "  ketnoi " << words(Word::kUsageLine) << '\n';
  PrintTitle(Word::kCommands, context);
  for (const Command& command : Commands()) {
    PrintPair(std::string(command.name), words(command.meaning), 16, context);
  }
  PrintTitle(Word::kOptions, context);
  PrintOptions(GlobalOptions(), context);
  context.out << '\n' << words(Word::kMoreHelp) << '\n';
}

void PrintHelp(const Command& command, Context& context) {
  const Words& words = context.words;
  for (const std::string& line : Wrap(words(command.meaning), context.width)) {
    context.out << line << '\n';
  }
  PrintTitle(Word::kUsage, context);
  const size_t room = context.width - kHanging;
  PrintHanging(
      Wrap(fmt::format("ketnoi {} {}", command.name, command.synopsis), room),
      context);
  if (!command.options.empty()) PrintTitle(Word::kOptions, context);
  PrintOptions(command.options, context);
  PrintTitle(Word::kGlobalOptions, context);
  PrintOptions(GlobalOptions(), context);
  PrintTitle(Word::kExamples, context);
  for (const std::string_view example : command.examples) {
    PrintHanging(WrapCommand(example, room), context);
  }
}

int RunHelp(Context& context) {
  if (context.arguments.operands().empty()) {
    PrintOverview(context);
    return kDone;
  }
  const std::string& name = context.arguments.operands().front();
  std::vector<std::string_view> names;
  for (const Command& command : Commands()) {
    if (command.name == name) {
      PrintHelp(command, context);
      return kDone;
    }
    names.push_back(command.name);
  }
  return FailUsage(context, absl::InvalidArgumentError(
                                fmt::format("unknown command \"{}\"{}", name,
                                            SuggestionText(name, names))));
}

}  // namespace ketnoi::cli
