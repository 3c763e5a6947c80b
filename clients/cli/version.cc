#include "clients/cli/commands.h"
#include "fmt/format.h"

namespace ketnoi::cli {

int RunVersion(Context& context) {
  switch (context.output) {
    case OutputFormat::kTable:
      context.out << "ketnoi " << KETNOI_VERSION << '\n';
      break;
    case OutputFormat::kJson:
      context.out << fmt::format("{{\"version\": \"{}\"}}\n", KETNOI_VERSION);
      break;
    case OutputFormat::kCsv:
      context.out << "version\r\n" << KETNOI_VERSION << "\r\n";
      break;
  }
  return kDone;
}

}  // namespace ketnoi::cli
