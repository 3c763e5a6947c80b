#ifndef KETNOI_CLIENTS_CLI_PROGRESS_BAR_H_
#define KETNOI_CLIENTS_CLI_PROGRESS_BAR_H_

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

#include "clients/cli/words.h"

namespace ketnoi::cli {

// How far an import is, as one line: `rows` were answered in `seconds`, above
// 0; `progress` of the source was read, 0 to 1.
std::string ProgressText(int64_t rows, double progress, double seconds,
                         const Words& words);

// A line on the terminal that tells how far an import is. It appears after a
// second, so that short imports show none, and is gone when the bar is. One
// thread at a time.
class ProgressBar {
 public:
  // Draws nothing unless `enabled`.
  ProgressBar(std::ostream& out, bool enabled, const Words& words);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // `rows` were answered; `progress` of the source was read, 0 to 1.
  void Update(int64_t rows, double progress);

 private:
  std::ostream& out_;
  const bool enabled_;
  const Words& words_;
  const std::chrono::steady_clock::time_point begin_;
  bool drawn_ = false;
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_PROGRESS_BAR_H_
