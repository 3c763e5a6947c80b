#ifndef KETNOI_CLIENTS_CLI_HELP_H_
#define KETNOI_CLIENTS_CLI_HELP_H_

#include "clients/cli/context.h"

namespace ketnoi::cli {

// Prints what `ketnoi` is for, its commands and the options of all of them.
void PrintOverview(Context& context);

// Prints how one command is used, with examples.
void PrintHelp(const Command& command, Context& context);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_HELP_H_
