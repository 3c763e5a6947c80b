#include "clients/cli/progress_bar.h"

#include <string>

#include "clients/cli/context.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr int kCells = 24;

}  // namespace

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
  const int full = static_cast<int>(progress * kCells);
  std::string bar;
  for (int i = 0; i < kCells; ++i) bar += i < full ? "█" : "░";
  const auto rate =
      static_cast<int64_t>(static_cast<double>(rows) / elapsed.count());
  out_ << '\r' << bar << fmt::format(" {:3.0f} %  ", progress * 100)
       << words_.Format(Word::kProgress, Grouped(rows), Grouped(rate))
       << "\x1b[K" << std::flush;
  drawn_ = true;
}

}  // namespace ketnoi::cli
