#include "server/options.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace ketnoi::server {
namespace {

std::string WriteFile(const std::string& content) {
  const auto path = std::filesystem::path(testing::TempDir()) /
                    ("options_" + std::to_string(::getpid()) + ".conf");
  std::ofstream(path) << content;
  return path.string();
}

std::string Message(const absl::Status& status) {
  return std::string(status.message());
}

TEST(OptionsTest, ListensOnLoopbackUnlessTold) {
  EXPECT_EQ(ParseOptions({})->address, "127.0.0.1:7077");
}

TEST(OptionsTest, ReadsFlagsInBothForms) {
  const auto options =
      ParseOptions({"--data-dir=/a", "--address", "127.0.0.1:0"});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->data_dir, "/a");
  EXPECT_EQ(options->address, "127.0.0.1:0");
}

TEST(OptionsTest, ReadsAMemoryLimitWithItsUnit) {
  EXPECT_EQ(ParseOptions({})->memory_limit, 0);
  EXPECT_EQ(ParseOptions({"--memory-limit", "800MiB"})->memory_limit,
            int64_t{800} << 20);
  EXPECT_EQ(ParseOptions({"--memory-limit=16GiB"})->memory_limit,
            int64_t{16} << 30);
  for (const char* wrong :
       {"", "8", "8GB", "0MiB", "-1GiB", "1.5GiB", "GiB", "8GiBs",
        "99999999999999GiB", "99999999999999999999GiB"}) {
    const auto options = ParseOptions({"--memory-limit", wrong});
    EXPECT_TRUE(absl::IsInvalidArgument(options.status())) << wrong;
  }
}

TEST(OptionsTest, ReadsWhereWebhooksMayLead) {
  const auto options = ParseOptions(
      {"--webhook-allow", "10.1.0.0/16,::1", "--webhook-allow=127.0.0.1"});
  ASSERT_TRUE(options.ok()) << options.status();
  ASSERT_EQ(options->webhook_allow.size(), 3u);
  EXPECT_EQ(options->webhook_allow[0].bits, 16);
  EXPECT_EQ(options->webhook_allow[2].first.Text(), "127.0.0.1");
  for (const char* wrong : {"", "x", "10.1.0.0/8", "10.0.0.0/8,", ",::1"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(
        ParseOptions({"--webhook-allow", wrong}).status()))
        << wrong;
  }
}

TEST(OptionsTest, FlagsWinOverTheFile) {
  const std::string path =
      WriteFile("# comment\n\ndata-dir = /file\ndrain-seconds = 3\n");
  const auto options = ParseOptions({"--data-dir", "/flag", "--config", path});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->data_dir, "/flag");
  EXPECT_EQ(options->drain_seconds, 3);
}

TEST(OptionsTest, PassesOverCommentsInTheFile) {
  const std::string path = WriteFile(
      "  # all of it\ndata-dir = /d   # behind a value\n"
      "reference = /a#b\ncriteria-set = c\t# behind a tab\n");
  const auto options = ParseOptions({"--config", path});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->data_dir, "/d");
  EXPECT_EQ(options->reference_dir, "/a#b");
  EXPECT_EQ(options->criteria_set, "c");
  EXPECT_FALSE(
      ParseOptions({"--config", WriteFile("data-dir = # none\n")}).ok());
}

TEST(OptionsTest, KnowsAddressesOfThisMachineAlone) {
  for (const char* address :
       {"127.0.0.1:7077", "127.0.1.1:0", "localhost:7077", "[::1]:7077"}) {
    EXPECT_TRUE(IsLoopback(address)) << address;
  }
  for (const char* address :
       {"0.0.0.0:7077", "[::]:7077", "192.168.1.127:0", "example.com:7077"}) {
    EXPECT_FALSE(IsLoopback(address)) << address;
  }
}

TEST(OptionsTest, NamesWhatIsWrong) {
  EXPECT_NE(
      Message(ParseOptions({"--colour", "red"}).status()).find("--colour"),
      std::string::npos);
  EXPECT_NE(Message(ParseOptions({"--address"}).status()).find("--address"),
            std::string::npos);
  EXPECT_NE(
      Message(ParseOptions({"--drain-seconds", "-1"}).status()).find("\"-1\""),
      std::string::npos);
  EXPECT_NE(Message(ParseOptions({"serve"}).status()).find("\"serve\""),
            std::string::npos);
  EXPECT_NE(Message(ParseOptions({"--colour"}).status()).find("no such flag"),
            std::string::npos);
  for (const char* address : {"127.0.0.1:99999", "127.0.0.1", ":7077",
                              "127.0.0.1:x", "127.0.0.1:-1"}) {
    EXPECT_FALSE(ParseOptions({"--address", address}).ok()) << address;
  }
  EXPECT_TRUE(ParseOptions({"--address", "[::1]:0"}).ok());
  EXPECT_EQ(ParseOptions({"--config", "/does/not/exist"}).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(OptionsTest, RefusesAFolderAsItsFile) {
  const auto status = ParseOptions({"--config", testing::TempDir()}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound) << status;
  EXPECT_NE(Message(status).find("--config"), std::string::npos) << status;
}

TEST(OptionsTest, NamesTheLineOfTheFile) {
  const std::string path = WriteFile("data-dir = /a\nadress = x\n");
  const auto status = ParseOptions({"--config", path}).status();
  EXPECT_NE(Message(status).find(":2: adress"), std::string::npos) << status;
}

TEST(OptionsTest, HelpNamesEverySetting) {
  for (const char* name :
       {"--data-dir", "--reference", "--address", "--port-file", "--config",
        "--drain-seconds", "--criteria-set", "exit codes", "examples"}) {
    EXPECT_NE(OptionsHelp().find(name), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace ketnoi::server
