#include "clients/agenda/pdf.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "clients/cli/text_width.h"
#include "fmt/format.h"

extern char** environ;

namespace ketnoi::agenda {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
// A file without a name, which is gone when it is closed.
using ScratchFile = std::unique_ptr<std::FILE, CloseFile>;

absl::Status SystemError(std::string_view what) {
  return absl::InternalError(fmt::format("{}: {}", what, std::strerror(errno)));
}

// The last line that is not empty.
std::string LastLine(std::FILE* file) {
  std::rewind(file);
  std::string text(1 << 16, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return cli::Printable(text.substr(text.rfind('\n') + 1));
}

// The environment, but for what makes two prints of a document differ: the time
// in the fonts' heads and the order of sets.
std::vector<std::string> PrinterEnvironment() {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (text.starts_with("SOURCE_DATE_EPOCH=")) continue;
    if (text.starts_with("PYTHONHASHSEED=")) continue;
    variables.emplace_back(text);
  }
  variables.emplace_back("SOURCE_DATE_EPOCH=0");
  variables.emplace_back("PYTHONHASHSEED=0");
  return variables;
}

size_t CountCells(std::string_view html) {
  constexpr std::string_view kCell = "<td>";
  size_t count = 0;
  for (size_t at = html.find(kCell); at != std::string_view::npos;
       at = html.find(kCell, at + kCell.size())) {
    ++count;
  }
  return count;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Runs `words` with these files as its input and output; its exit status. The
// error is an errno.
int RunProgram(std::vector<std::string> words, std::FILE* in, std::FILE* err,
               int& status) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(in), 0);
  posix_spawn_file_actions_adddup2(&actions, fileno(err), 1);
  posix_spawn_file_actions_adddup2(&actions, fileno(err), 2);
  std::vector<std::string> variables = PrinterEnvironment();
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, words.front().c_str(), &actions, nullptr,
                   Pointers(words).data(), Pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return error;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

}  // namespace

std::vector<std::string> PartsToPrint(const std::string& html,
                                      size_t most_cells) {
  constexpr std::string_view kBegin = "<body>\n", kEnd = "</section>\n";
  const std::string_view all = html;
  const size_t first = all.find(kBegin);
  const size_t last = all.rfind(kEnd);
  if (first == std::string::npos || last == std::string::npos) return {html};
  const std::string_view head = all.substr(0, first + kBegin.size());
  const std::string_view tail = all.substr(last + kEnd.size());
  std::vector<std::string> parts;
  size_t cells = 0;  // Of the last part.
  for (size_t at = head.size(); at < last + kEnd.size();) {
    const size_t end = all.find(kEnd, at) + kEnd.size();
    const std::string_view section = all.substr(at, end - at);
    const size_t more = CountCells(section);
    if (parts.empty() || cells + more > most_cells) {
      if (!parts.empty()) parts.back() += tail;
      parts.emplace_back(head);
      cells = 0;
    }
    parts.back() += section;
    cells += more;
    at = end;
  }
  parts.back() += tail;
  return parts;
}

absl::Status PrintPdf(const std::string& html, const std::string& path,
                      const std::string& program) {
  const ScratchFile in(std::tmpfile()), err(std::tmpfile());
  if (in == nullptr || err == nullptr) return SystemError("a temporary file");
  if (std::fwrite(html.data(), 1, html.size(), in.get()) != html.size() ||
      std::fflush(in.get()) != 0 || lseek(fileno(in.get()), 0, SEEK_SET) != 0) {
    return SystemError("a temporary file");
  }
  // From the root, so that no path looks like an option.
  const std::string part = std::filesystem::absolute(path).string() + ".part";
  int status = 0;
  const int error =
      RunProgram({program, "--quiet", "--encoding", "utf-8", "-", part},
                 in.get(), err.get(), status);
  if (error == ENOENT) {
    return absl::FailedPreconditionError(
        fmt::format("{} is not installed, which prints PDF: apt-get install "
                    "weasyprint; HTML needs nothing",
                    program));
  }
  if (error != 0) {
    errno = error;
    return SystemError(program);
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::remove(part.c_str());
    return absl::InternalError(
        fmt::format("{} failed: {}", program, LastLine(err.get())));
  }
  if (std::rename(part.c_str(), path.c_str()) != 0) {
    const absl::Status failed = SystemError(path);
    std::remove(part.c_str());
    return failed;
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::agenda
