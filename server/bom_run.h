// What calls about all lines of a bill of materials begin with.

#ifndef KETNOI_SERVER_BOM_RUN_H_
#define KETNOI_SERVER_BOM_RUN_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/v1/bom.pb.h"
#include "ketnoi/v1/common.pb.h"
#include "ketnoi/v1/match_service.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "matcher/index/snapshot.h"
#include "server/backend.h"
#include "server/bom_lines.h"
#include "server/match_program.h"
#include "server/resource_kind.h"
#include "server/rpc_status.h"
#include "server/violations.h"
#include "server/wire_writer.h"

namespace ketnoi::server {

// Threads that rank the lines of one call.
inline constexpr size_t kBomThreads = 2;

// A bill and its lines at one revision, and what they are ranked with.
struct BomRun {
  const Backend& backend;
  const RankingChoice& choice;
  std::shared_ptr<const index::Snapshot> snapshot;
  v1::Revision revision;  // of the snapshot, and of all that is read
  v1::Bom bom;
  std::vector<BomLine> lines;
};

// What is wrong with the fields that such requests have in common: bom, options
// and read.
template <class Request>
RankingChoice ReadBomChoice(const ReferenceData& data, const Request& request,
                            Violations& violations) {
  CheckName(BomKind(), request.bom(), "bom", violations);
  RankingChoice choice =
      ReadRankingOptions(data, request.options(), {}, violations);
  if (!request.options().weight_overrides().empty()) {
    violations.Add("options.weight_overrides",
                   "must be empty: each line has criteria of its own; a "
                   "criteria set weighs kinds for all of them");
  }
  CheckReadOptions(request.read(), violations);
  return choice;
}

// Waits for what `read` asks, and reads the bill and its lines. `choice` must
// outlive the run. NOT_FOUND: the bill, or the criteria set;
// FAILED_PRECONDITION (TOO_MANY_LINES); errors of AwaitFreshness and of the
// store.
absl::StatusOr<BomRun> OpenBom(const Backend& backend, const CallLimits& limits,
                               const std::string& name,
                               const v1::ReadOptions& read,
                               const RankingChoice& choice);

// The basis of all rankings of a run.
v1::RankingBasis BasisOf(const BomRun& run);

// The fields that say what all lines are answered from.
template <class Start>
void FillStart(const BomRun& run, Start& start) {
  *start.mutable_bom() = run.bom;
  *start.mutable_basis() = BasisOf(run);
  FillReadState(run.backend, run.revision.number(),
                *start.mutable_read_state());
}

// A line as it is stored, and what it is ranked with.
struct OpenLine {
  std::optional<v1::Requirement> requirement;  // absent: it cannot be read
  absl::StatusOr<CompiledPointer> target;      // errors as RankSuppliers has
};
OpenLine OpenLineOf(const BomRun& run, const BomLine& line);

// Writes the fields that say which line it is, as far as it can be read.
template <class Line>
absl::StatusOr<CompiledPointer> WriteLineHead(const BomRun& run,
                                              const BomLine& bom_line,
                                              WireWriter& line) {
  line.Text(Line::kRequirementFieldNumber, bom_line.requirement);
  line.Number(Line::kBomLineFieldNumber, bom_line.place);
  OpenLine open = OpenLineOf(run, bom_line);
  if (open.requirement) {
    line.Text(Line::kPartNumberFieldNumber, open.requirement->part_number());
    line.Message(Line::kTitleFieldNumber, open.requirement->title());
    line.Number(Line::kComposedFieldNumber, open.requirement->composed());
  }
  return std::move(open.target);
}

// Why a call ends whose answers nobody reads.
absl::Status NobodyReads(const CallLimits& limits);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_BOM_RUN_H_
