#ifndef KETNOI_CLIENTS_CLI_INTERRUPT_H_
#define KETNOI_CLIENTS_CLI_INTERRUPT_H_

#include <signal.h>

namespace ketnoi::cli {

// While it lives, Ctrl-C and SIGTERM do not end the process but are noted: for
// commands that have something to say at their end. One at a time.
class Interrupt {
 public:
  Interrupt();
  // Gives the signals back what they did before.
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  // Whether one came. Thread safe.
  bool came() const;

 private:
  struct sigaction interrupt_before_ = {};
  struct sigaction terminate_before_ = {};
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_INTERRUPT_H_
