// What the subcommands of `ketnoi fair` share.

#ifndef KETNOI_CLIENTS_CLI_FAIR_H_
#define KETNOI_CLIENTS_CLI_FAIR_H_

#include <string>

#include "clients/cli/context.h"
#include "google/protobuf/message.h"

namespace ketnoi::cli {

// The full name that FAIR, FAIR/participants/ID or FAIR/wishes/ID stands for.
std::string FairNameOf(const std::string& operand);

// Prints a message field by field, or as JSON. Returns kDone.
int PrintFairFields(const google::protobuf::Message& message, Context& context);

// fair import participants|wishes FAIR FILE. Returns the exit code.
int ImportIntoFair(Context& context);

// fair export FAIR and fair report FAIR, of the fair of this full name. Return
// the exit code.
int ExportFromFair(const std::string& name, Context& context);
int ReportOfFair(const std::string& name, Context& context);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_FAIR_H_
