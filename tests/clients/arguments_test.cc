#include "clients/cli/arguments.h"

#include <set>

#include "clients/cli/commands.h"
#include "clients/cli/suggestion.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ketnoi::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

absl::StatusOr<Arguments> Parse(const std::vector<std::string>& words) {
  return Arguments::Parse(words, Commands(), GlobalOptions());
}

std::string Error(const std::vector<std::string>& words) {
  return std::string(Parse(words).status().message());
}

TEST(ArgumentsTest, OptionsMayStandAnywhere) {
  const auto arguments = Parse({"--address", "h:1", "rank", "--limit=5",
                                "buyers/b/requirements/r", "--details"});
  ASSERT_TRUE(arguments.ok());
  EXPECT_EQ(arguments->command()->name, "rank");
  EXPECT_EQ(arguments->Get("address"), "h:1");
  EXPECT_EQ(*arguments->GetInteger("limit", 20, 1, 100), 5);
  EXPECT_TRUE(arguments->Has("details"));
  EXPECT_THAT(arguments->operands(), ElementsAre("buyers/b/requirements/r"));
}

TEST(ArgumentsTest, EverythingAfterTwoDashesIsAnOperand) {
  const auto arguments = Parse({"import", "suppliers", "--", "--odd.jsonl"});
  ASSERT_TRUE(arguments.ok());
  EXPECT_THAT(arguments->operands(), ElementsAre("suppliers", "--odd.jsonl"));
}

TEST(ArgumentsTest, MistakesAreNamed) {
  EXPECT_THAT(Error({"rnak"}), HasSubstr("did you mean \"rank\"?"));
  EXPECT_THAT(Error({"rank", "--detials"}), HasSubstr("mean --details?"));
  EXPECT_THAT(Error({"rank", "-x"}), HasSubstr("unknown option \"-x\""));
  EXPECT_THAT(Error({"get", "a", "--limit", "5"}),
              HasSubstr("unknown option \"--limit\""));
  EXPECT_THAT(Error({"rank", "r", "--limit"}), HasSubstr("needs a value (N)"));
  EXPECT_THAT(Error({"rank", "r", "--details=1"}), HasSubstr("no value"));
  EXPECT_THAT(Error({"rank", "r", "--limit=1", "--limit=2"}),
              HasSubstr("given twice"));
  EXPECT_THAT(Error({"get"}), HasSubstr("too few operands; usage: ketnoi get"));
  EXPECT_THAT(Error({"get", "a", "b"}), HasSubstr("too many operands"));
}

TEST(ArgumentsTest, ValuesAreChecked) {
  const auto arguments =
      Parse({"rank", "r", "--limit", "0", "--output", "jsn"});
  ASSERT_TRUE(arguments.ok());
  EXPECT_THAT(
      std::string(arguments->GetInteger("limit", 1, 1, 9).status().message()),
      HasSubstr("\"0\" is not a whole number from 1 to 9"));
  EXPECT_THAT(std::string(arguments->GetOneOf("output", "", {"json", "csv"})
                              .status()
                              .message()),
              HasSubstr("did you mean \"json\"?"));
}

TEST(ArgumentsTest, HelpNeedsNoOperands) {
  EXPECT_TRUE(Parse({"get", "--help"}).ok());
  EXPECT_TRUE(Parse({"get", "-h"}).ok());
  EXPECT_TRUE(Parse({}).ok());
}

// The words of the first command of a shell's line, without the program's name:
// what follows a pipe or goes into a file is the shell's.
std::vector<std::string> ShellWords(std::string_view line) {
  std::vector<std::string> words(1);
  char quote = '\0';
  for (const char c : line.substr(0, line.find_first_of("|>"))) {
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    } else if (quote == '\0' && c == ' ') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  EXPECT_EQ(quote, '\0') << line;
  if (words.back().empty()) words.pop_back();
  EXPECT_EQ(words.front(), "ketnoi") << line;
  words.erase(words.begin());
  return words;
}

TEST(CommandsTest, EveryCommandParsesItsExamples) {
  for (const Command& command : Commands()) {
    EXPECT_FALSE(command.examples.empty()) << command.name;
    for (const std::string_view example : command.examples) {
      const auto arguments = Parse(ShellWords(example));
      ASSERT_TRUE(arguments.ok()) << example << ": " << arguments.status();
      ASSERT_NE(arguments->command(), nullptr) << example;
      EXPECT_EQ(arguments->command()->name, command.name) << example;
    }
  }
}

TEST(CommandsTest, NoOptionHasTwoMeanings) {
  for (const Command& command : Commands()) {
    std::set<std::string_view> names;
    for (const Option& option : GlobalOptions()) names.insert(option.name);
    for (const Option& option : command.options) {
      EXPECT_TRUE(names.insert(option.name).second)
          << command.name << " --" << option.name;
    }
  }
}

TEST(NearestTest, FindsWhatWasMeant) {
  EXPECT_EQ(Nearest("stie", {"sites", "site"}), "site");
  EXPECT_EQ(Nearest("suplier", {"supplier", "buyer"}), "supplier");
  EXPECT_EQ(Nearest("xyz", {"supplier", "buyer"}), "");
  EXPECT_EQ(Nearest(std::string(1000, 'a'), {"supplier"}), "");
}

}  // namespace
}  // namespace ketnoi::cli
