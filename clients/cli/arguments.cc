#include "clients/cli/arguments.h"

#include <algorithm>
#include <utility>

#include "clients/cli/cells.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

const Option* Find(std::string_view name,
                   const std::vector<const Option*>& options) {
  for (const Option* option : options) {
    if (option->name == name) return option;
  }
  return nullptr;
}

// The command is the first word that is neither an option nor an option's
// value; which options take values is known only from the table.
const std::string* FirstOperand(const std::vector<std::string>& words,
                                const std::vector<const Option*>& options) {
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word.compare(0, 2, "--") != 0 || word == "--") {
      if (word == "-h") continue;
      return word == "--" ? nullptr : &word;
    }
    const Option* option = Find(std::string_view(word).substr(2), options);
    if (option != nullptr && !option->value.empty()) ++i;
  }
  return nullptr;
}

absl::StatusOr<const Command*> FindCommand(
    const std::string& name, const std::vector<Command>& commands) {
  std::vector<std::string_view> names;
  for (const Command& command : commands) {
    if (command.name == name) return &command;
    names.push_back(command.name);
  }
  return absl::InvalidArgumentError(fmt::format(
      "unknown command \"{}\"{}", name, SuggestionText(name, names)));
}

}  // namespace

absl::StatusOr<Arguments> Arguments::Parse(
    const std::vector<std::string>& words, const std::vector<Command>& commands,
    const std::vector<Option>& global_options) {
  std::vector<const Option*> known;
  for (const Option& option : global_options) known.push_back(&option);

  Arguments arguments;
  if (const std::string* name = FirstOperand(words, known)) {
    const auto command = FindCommand(*name, commands);
    if (!command.ok()) return command.status();
    arguments.command_ = *command;
    for (const Option& option : (*command)->options) known.push_back(&option);
  }
  bool only_operands = false;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (only_operands || word.compare(0, 1, "-") != 0 || word == "-") {
      arguments.operands_.push_back(word);
    } else if (word == "--") {
      only_operands = true;
    } else {
      const absl::Status status = arguments.TakeOption(words, known, i);
      if (!status.ok()) return status;
    }
  }
  if (arguments.command_ == nullptr) return arguments;
  arguments.operands_.erase(arguments.operands_.begin());
  if (arguments.Has("help")) return arguments;
  const absl::Status status = arguments.CheckOperands();
  if (!status.ok()) return status;
  return arguments;
}

absl::Status Arguments::TakeOption(const std::vector<std::string>& words,
                                   const std::vector<const Option*>& known,
                                   size_t& position) {
  const std::string& word = words[position];
  const size_t equals = word.find('=');
  const size_t dashes = word.compare(0, 2, "--") == 0 ? 2 : 1;
  const std::string name =
      word == "-h"
          ? "help"
          : word.substr(dashes,
                        equals == std::string::npos ? equals : equals - dashes);
  const bool spelled = word == "-h" || dashes == 2;
  const Option* option = spelled ? Find(name, known) : nullptr;
  if (option == nullptr) {
    std::vector<std::string_view> names;
    for (const Option* each : known) names.push_back(each->name);
    const std::string_view nearest = Nearest(name, names);
    return absl::InvalidArgumentError(fmt::format(
        "unknown option \"{}\"{}", word.substr(0, equals),
        nearest.empty() ? "" : fmt::format("; did you mean --{}?", nearest)));
  }
  std::string value = "true";
  if (option->value.empty()) {
    if (equals != std::string::npos) {
      return absl::InvalidArgumentError(
          fmt::format("--{} takes no value", name));
    }
  } else if (equals != std::string::npos) {
    value = word.substr(equals + 1);
  } else if (position + 1 < words.size()) {
    value = words[++position];
  } else {
    return absl::InvalidArgumentError(
        fmt::format("--{} needs a value ({})", name, option->value));
  }
  std::vector<std::string>& values = options_[name];
  if (!values.empty() && !option->repeated) {
    return absl::InvalidArgumentError(
        fmt::format("--{} was given twice", name));
  }
  values.push_back(std::move(value));
  return absl::OkStatus();
}

absl::Status Arguments::CheckOperands() const {
  if (operands_.size() >= command_->min_operands &&
      operands_.size() <= command_->max_operands) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      fmt::format("too {} operands; usage: ketnoi {} {}",
                  operands_.size() < command_->min_operands ? "few" : "many",
                  command_->name, command_->synopsis));
}

bool Arguments::Has(std::string_view option) const {
  return options_.find(option) != options_.end();
}

std::string Arguments::Get(std::string_view option,
                           std::string_view otherwise) const {
  const auto found = options_.find(option);
  return found == options_.end() ? std::string(otherwise)
                                 : found->second.front();
}

std::vector<std::string> Arguments::GetAll(std::string_view option) const {
  const auto found = options_.find(option);
  return found == options_.end() ? std::vector<std::string>() : found->second;
}

absl::StatusOr<int64_t> Arguments::GetInteger(std::string_view option,
                                              int64_t otherwise, int64_t min,
                                              int64_t max) const {
  if (!Has(option)) return otherwise;
  const std::string text = Get(option);
  const auto number = ParseInteger(text);
  if (number.has_value() && *number >= min && *number <= max) return *number;
  return absl::InvalidArgumentError(
      fmt::format("--{}: \"{}\" is not a whole number from {} to {}", option,
                  text, min, max));
}

absl::StatusOr<std::string> Arguments::GetOneOf(
    std::string_view option, std::string_view otherwise,
    const std::vector<std::string_view>& allowed) const {
  const std::string text = Get(option, otherwise);
  if (std::find(allowed.begin(), allowed.end(), text) != allowed.end()) {
    return text;
  }
  return absl::InvalidArgumentError(
      fmt::format("--{}: \"{}\" is none of {}{}", option, text,
                  fmt::join(allowed, ", "), SuggestionText(text, allowed)));
}

}  // namespace ketnoi::cli
