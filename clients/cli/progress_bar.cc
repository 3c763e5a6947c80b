#include "clients/cli/progress_bar.h"

#include "clients/cli/context.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr int kCells = 24;

}  // namespace

std::string ProgressText(int64_t rows, double progress, double seconds,
                         const Words& words) {
  const int full = static_cast<int>(progress * kCells);
  std::string text;
  for (int i = 0; i < kCells; ++i) text += i < full ? "█" : "░";
  const auto rate = static_cast<int64_t>(static_cast<double>(rows) / seconds);
  return text + fmt::format(" {:3.0f} %  ", progress * 100) +
         words.Format(Word::kProgress, Grouped(rows), Grouped(rate));
}

ProgressBar::ProgressBar(std::ostream& out, bool enabled, const Words& words)
    : out_(out),
      enabled_(enabled),
      words_(words),
      begin_(std::chrono::steady_clock::now()) {}

ProgressBar::~ProgressBar() {
  if (drawn_) out_ << "\r\x1b[K" << std::flush;
}

void ProgressBar::Update(int64_t rows, double progress) {
  if (!enabled_) return;
  const std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - begin_;
  if (elapsed.count() < 1) return;
  out_ << '\r' << ProgressText(rows, progress, elapsed.count(), words_)
       << "\x1b[K" << std::flush;
  drawn_ = true;
}

}  // namespace ketnoi::cli
