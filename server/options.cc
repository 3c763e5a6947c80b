#include "server/options.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "fmt/format.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kMostDrainSeconds = 3600;
constexpr int64_t kMostMemory = int64_t{1} << 50;

absl::Status SetText(std::string_view value, std::string& target) {
  if (value.empty()) return absl::InvalidArgumentError("the value is empty");
  target = value;
  return absl::OkStatus();
}

absl::Status SetAddress(std::string_view value, Options& options) {
  const size_t colon = value.rfind(':');
  int32_t port = -1;
  if (colon != std::string_view::npos) {
    const char* end = value.data() + value.size();
    const auto read = std::from_chars(value.data() + colon + 1, end, port);
    if (read.ec != std::errc() || read.ptr != end) port = -1;
  }
  if (colon == 0 || port < 0 || port > 65535) {
    return absl::InvalidArgumentError(fmt::format(
        "\"{}\" is not HOST:PORT with a port from 0 to 65535", value));
  }
  return SetText(value, options.address);
}

absl::Status SetDrain(std::string_view value, Options& options) {
  int32_t seconds = 0;
  const auto [end, error] =
      std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc() || end != value.data() + value.size() ||
      seconds < 0 || seconds > kMostDrainSeconds) {
    return absl::InvalidArgumentError(
        fmt::format("\"{}\" is not a number of seconds, 0 to {}", value,
                    kMostDrainSeconds));
  }
  options.drain_seconds = seconds;
  return absl::OkStatus();
}

absl::Status SetMemoryLimit(std::string_view value, Options& options) {
  constexpr std::pair<std::string_view, int> kUnits[] = {{"MiB", 20},
                                                         {"GiB", 30}};
  int64_t number = 0;
  const auto [end, error] =
      std::from_chars(value.data(), value.data() + value.size(), number);
  const std::string_view rest =
      value.substr(static_cast<size_t>(end - value.data()));
  for (const auto& [unit, bits] : kUnits) {
    if (error != std::errc() || rest != unit || number < 1 ||
        number > kMostMemory >> bits) {
      continue;
    }
    options.memory_limit = number << bits;
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(fmt::format(
      "\"{}\" is not a whole number with MiB or GiB, up to 1048576GiB", value));
}

// Adds to what is there.
absl::Status AddWebhookRanges(std::string_view value, Options& options) {
  while (!value.empty()) {
    const size_t comma = value.find(',');
    const auto range = AddressRange::Parse(value.substr(0, comma));
    if (!range.ok()) return range.status();
    options.webhook_allow.push_back(*range);
    if (comma == std::string_view::npos) return absl::OkStatus();
    value.remove_prefix(comma + 1);
  }
  return absl::InvalidArgumentError("a range of addresses is missing");
}

// One named setting; parsing and help share the table.
struct Setting {
  const char* name;
  const char* value;
  const char* meaning;
  absl::Status (*set)(std::string_view, Options&);
};

constexpr Setting kSettings[] = {
    {"data-dir", "FOLDER", "where the store is kept (default: ketnoi-data)",
     [](std::string_view v, Options& o) { return SetText(v, o.data_dir); }},
    {"reference", "FOLDER",
     "reference data: the folder that holds reference/ and criteria/ "
     "(default: data)",
     [](std::string_view v, Options& o) {
       return SetText(v, o.reference_dir);
     }},
    {"address", "HOST:PORT",
     "where to listen; port 0 takes a free one (default: 127.0.0.1:7077)",
     &SetAddress},
    {"port-file", "FILE", "write the port there when serving",
     [](std::string_view v, Options& o) { return SetText(v, o.port_file); }},
    {"criteria-set", "ID",
     "criteria set of requests that name none (default: the first)",
     [](std::string_view v, Options& o) { return SetText(v, o.criteria_set); }},
    {"drain-seconds", "N",
     "how long calls in progress may take after SIGTERM (default: 10)",
     [](std::string_view v, Options& o) { return SetDrain(v, o); }},
    {"memory-limit", "SIZE",
     "memory that the catalogue may need, as 800MiB or 16GiB; a larger one is "
     "refused (default: three quarters of the machine's)",
     &SetMemoryLimit},
    {"webhook-allow", "RANGE,...",
     "addresses such as 10.1.0.0/16 that webhooks may lead to although they "
     "are "
     "not public, and by http too; may be repeated (default: none)",
     &AddWebhookRanges},
    {"webhook-ca-file", "FILE",
     "certificates, as PEM, that receivers of webhooks are verified by "
     "(default: the system's)",
     [](std::string_view v, Options& o) {
       return SetText(v, o.webhook_ca_file);
     }},
};

absl::Status Set(std::string_view name, std::string_view value,
                 Options& options) {
  for (const Setting& setting : kSettings) {
    if (setting.name == name) return setting.set(value, options);
  }
  return absl::InvalidArgumentError("there is no such setting");
}

absl::Status At(std::string_view place, const absl::Status& status) {
  if (status.ok()) return status;
  return absl::Status(
      status.code(),
      fmt::format("{}: {}", place, std::string(status.message())));
}

// `line` without its comment, which "#" begins at the start or behind a blank.
std::string_view WithoutComment(std::string_view line) {
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '#') continue;
    if (i == 0 || absl::ascii_isspace(static_cast<unsigned char>(line[i - 1])))
      return line.substr(0, i);
  }
  return line;
}

// Lines "name = value", with comments.
absl::Status ReadFile(const std::string& path, Options& options) {
  const absl::Status unreadable =
      absl::NotFoundError(fmt::format("--config: \"{}\" cannot be read", path));
  std::ifstream file(path);
  if (!file) return unreadable;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    const std::string content(WithoutComment(line));
    const std::string text(absl::StripAsciiWhitespace(content));
    if (text.empty()) continue;
    const std::string place = fmt::format("{}:{}", path, number);
    const size_t equals = text.find('=');
    if (equals == std::string::npos) {
      return At(place, absl::InvalidArgumentError("expected name = value"));
    }
    const std::string name(absl::StripAsciiWhitespace(text.substr(0, equals)));
    const std::string value(
        absl::StripAsciiWhitespace(text.substr(equals + 1)));
    const absl::Status status = Set(name, value, options);
    if (!status.ok()) return At(fmt::format("{}: {}", place, name), status);
  }
  // A folder, say, which can be opened but not read.
  return file.bad() ? unreadable : absl::OkStatus();
}

bool IsKnown(std::string_view name) {
  return name == "config" || name == "help" || name == "version" ||
         std::any_of(
             std::begin(kSettings), std::end(kSettings),
             [&](const Setting& setting) { return setting.name == name; });
}

// A flag as it stands on the command line.
struct Flag {
  std::string name;
  std::string value;
};

// "--name=value" and "--name value"; help and version have no value.
absl::StatusOr<std::vector<Flag>> SplitFlags(
    const std::vector<std::string>& arguments) {
  std::vector<Flag> flags;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (!argument.starts_with("--")) {
      return absl::InvalidArgumentError(
          fmt::format("\"{}\": expected a flag; see --help", argument));
    }
    const size_t equals = argument.find('=');
    Flag flag{argument.substr(2, equals == std::string::npos ? std::string::npos
                                                             : equals - 2),
              ""};
    if (!IsKnown(flag.name)) {
      return absl::InvalidArgumentError(
          fmt::format("--{}: there is no such flag; see --help", flag.name));
    }
    if (equals != std::string::npos) {
      flag.value = argument.substr(equals + 1);
    } else if (flag.name != "help" && flag.name != "version") {
      if (++i == arguments.size()) {
        return absl::InvalidArgumentError(
            fmt::format("--{}: the value is missing", flag.name));
      }
      flag.value = arguments[i];
    }
    flags.push_back(std::move(flag));
  }
  return flags;
}

}  // namespace

absl::StatusOr<Options> ParseOptions(
    const std::vector<std::string>& arguments) {
  const auto flags = SplitFlags(arguments);
  if (!flags.ok()) return flags.status();
  Options options;
  for (const Flag& flag : *flags) {
    if (flag.name != "config") continue;
    if (const auto status = ReadFile(flag.value, options); !status.ok()) {
      return status;
    }
  }
  for (const Flag& flag : *flags) {
    if (flag.name == "config") continue;
    if (flag.name == "help") {
      options.show_help = true;
    } else if (flag.name == "version") {
      options.show_version = true;
    } else if (const auto status = Set(flag.name, flag.value, options);
               !status.ok()) {
      return At("--" + flag.name, status);
    }
  }
  return options;
}

bool IsLoopback(std::string_view address) {
  const std::string_view host = address.substr(0, address.rfind(':'));
  return host == "localhost" || host == "[::1]" || host == "::1" ||
         host.starts_with("127.");
}

std::string OptionsHelp() {
  std::string text =
      "ketnoi-server: matches suppliers with buyers' requirements, over "
      "gRPC\n\n"
      "usage: ketnoi-server [--NAME VALUE]...\n\n";
  for (const Setting& setting : kSettings) {
    text += fmt::format("  --{:<26} {}\n",
                        fmt::format("{} {}", setting.name, setting.value),
                        setting.meaning);
  }
  text +=
      fmt::format("  --{:<26} {}\n", "config FILE",
                  "read settings from FILE: lines \"name = value\", # comment");
  text += fmt::format("  --{:<26} {}\n", "help", "print this");
  text += fmt::format("  --{:<26} {}\n", "version", "print the version");
  text +=
      "\nexamples:\n"
      "  ketnoi-server --data-dir /var/lib/ketnoi --reference "
      "/usr/share/ketnoi\n"
      "  ketnoi-server --address 127.0.0.1:0 --port-file port.txt\n"
      "\nSIGTERM or SIGINT ends it after calls in progress are done.\n"
      "exit codes: 0 ended as told, 1 could not start or failed, 2 wrong "
      "flags\n";
  return text;
}

}  // namespace ketnoi::server
