#ifndef KETNOI_CLIENTS_CLI_ARGUMENTS_H_
#define KETNOI_CLIENTS_CLI_ARGUMENTS_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/words.h"

namespace ketnoi::cli {

struct Context;

// One option: parsed and explained from the same description.
struct Option {
  std::string_view name;   // Without the leading "--".
  std::string_view value;  // What the value is called in help; empty: a flag.
  Word meaning;
  bool repeated = false;  // May be given several times: see GetAll.
};

// One command: parsed, explained and run from the same description.
struct Command {
  std::string_view name;
  std::string_view synopsis;  // What follows the name.
  Word meaning;
  size_t min_operands;
  size_t max_operands;
  std::vector<Option> options;
  std::vector<std::string_view> examples;
  int (*run)(Context& context);
};

// A command line, taken apart. Options may stand anywhere before "--".
class Arguments {
 public:
  // `command` gets the first operand's command, or nullptr if there is none or
  // it asks for help. The error says what is wrong, with a suggestion.
  static absl::StatusOr<Arguments> Parse(
      const std::vector<std::string>& words,
      const std::vector<Command>& commands,
      const std::vector<Option>& global_options);

  // nullptr: no command was given.
  const Command* command() const { return command_; }
  // What follows the command's name.
  const std::vector<std::string>& operands() const { return operands_; }
  bool Has(std::string_view option) const;
  // The option's (first) value; `otherwise` if it is not given.
  std::string Get(std::string_view option,
                  std::string_view otherwise = "") const;
  // Every value of a repeated option, in order.
  std::vector<std::string> GetAll(std::string_view option) const;
  // The same as a whole number within [min, max].
  absl::StatusOr<int64_t> GetInteger(std::string_view option, int64_t otherwise,
                                     int64_t min, int64_t max) const;
  // The same as one of `allowed`.
  absl::StatusOr<std::string> GetOneOf(
      std::string_view option, std::string_view otherwise,
      const std::vector<std::string_view>& allowed) const;

 private:
  absl::Status TakeOption(const std::vector<std::string>& words,
                          const std::vector<const Option*>& known,
                          size_t& position);
  absl::Status CheckOperands() const;

  const Command* command_ = nullptr;
  std::vector<std::string> operands_;
  // Of each at least one.
  std::map<std::string, std::vector<std::string>, std::less<>> options_;
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_ARGUMENTS_H_
