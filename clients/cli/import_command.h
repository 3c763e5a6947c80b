// What the imports of records and of bills of materials share.

#ifndef KETNOI_CLIENTS_CLI_IMPORT_COMMAND_H_
#define KETNOI_CLIENTS_CLI_IMPORT_COMMAND_H_

#include <memory>
#include <string>
#include <vector>

#include "clients/cli/context.h"
#include "clients/cli/file_kind.h"
#include "clients/cli/import_run.h"
#include "clients/cli/row_source.h"
#include "clients/cpp/client.h"
#include "ketnoi/v1/import.pb.h"

namespace ketnoi::cli {

// Begins an import of one kind of record.
using OpenStream = std::unique_ptr<RecordStream> (*)(
    client::Client& client, const v1::ImportOptions& options);
std::unique_ptr<RecordStream> OpenRequirements(
    client::Client& client, const v1::ImportOptions& options);

// Imports the rows of `source` as --dry-run, --merge and --errors say, and
// reports what became of them. Returns the exit code.
int ImportRows(OpenStream open, RowSource& source, Context& context);

// Imports the lines of the bill of materials --bom, which it makes if there is
// none. Returns the exit code.
int ImportBom(const std::vector<std::string>& paths, FileFormat format,
              Context& context);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_IMPORT_COMMAND_H_
