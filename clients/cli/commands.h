#ifndef KETNOI_CLIENTS_CLI_COMMANDS_H_
#define KETNOI_CLIENTS_CLI_COMMANDS_H_

#include <vector>

#include "clients/cli/context.h"

namespace ketnoi::cli {

// Every command, and the options that all of them have.
const std::vector<Command>& Commands();
const std::vector<Option>& GlobalOptions();

// The commands; each returns the exit code.
int RunImport(Context& context);
int RunExport(Context& context);
int RunGet(Context& context);
int RunList(Context& context);
int RunRank(Context& context);
int RunBom(Context& context);
int RunBomPlan(Context& context);  // bom plan
int RunExplain(Context& context);
int RunWhyNot(Context& context);
int RunCompare(Context& context);
int RunRequirementsFor(Context& context);
int RunQuestions(Context& context);
int RunWatch(Context& context);
int RunGaps(Context& context);
int RunFair(Context& context);
int RunWebhook(Context& context);
int RunReference(Context& context);
int RunDelete(Context& context);
int RunVersion(Context& context);
int RunHelp(Context& context);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_COMMANDS_H_
