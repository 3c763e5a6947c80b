#include "clients/cli/interrupt.h"

#include <atomic>

namespace ketnoi::cli {
namespace {

// A handler gets nothing but the signal, so what it notes cannot be anywhere
// else.
std::atomic<bool> signal_came = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void NoteSignal(int) { signal_came = true; }

}  // namespace

Interrupt::Interrupt() {
  signal_came = false;
  struct sigaction action = {};
  action.sa_handler = NoteSignal;
  // A second one ends the process as ever.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, &interrupt_before_);
  sigaction(SIGTERM, &action, &terminate_before_);
}

Interrupt::~Interrupt() {
  sigaction(SIGINT, &interrupt_before_, nullptr);
  sigaction(SIGTERM, &terminate_before_, nullptr);
}

bool Interrupt::came() const { return signal_came; }

}  // namespace ketnoi::cli
