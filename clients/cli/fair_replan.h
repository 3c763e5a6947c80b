#ifndef KETNOI_CLIENTS_CLI_FAIR_REPLAN_H_
#define KETNOI_CLIENTS_CLI_FAIR_REPLAN_H_

#include <string>

#include "clients/cli/context.h"

namespace ketnoi::cli {

// fair replan FAIR, of the fair of this full name: writes what is said to have
// happened into its records, makes its schedule again, prints who must be told
// what, and publishes it if asked. Returns the exit code.
int ReplanFair(const std::string& name, Context& context);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_FAIR_REPLAN_H_
