#ifndef KETNOI_CLIENTS_CLI_GAP_TABLES_H_
#define KETNOI_CLIENTS_CLI_GAP_TABLES_H_

#include <vector>

#include "clients/cli/context.h"
#include "ketnoi/v1/gap_service.pb.h"

namespace ketnoi::cli {

// What came of an analysis of gaps.
struct GapAnalysis {
  v1::GapSummary summary;
  v1::GapMap map;
  std::vector<v1::GapLever> levers;
  v1::GapPortfolio portfolio;
  std::vector<v1::GapStep> steps;
  v1::GapSurplus surplus;
};

// Each prints one part: in words, or as CSV if that is the context's output.
void PrintGapMap(const GapAnalysis& analysis, Context& context);
void PrintGapLevers(const GapAnalysis& analysis, Context& context);
void PrintGapPortfolio(const GapAnalysis& analysis, Context& context);
void PrintGapSurplus(const GapAnalysis& analysis, Context& context);

// The pairs behind a figure, likewise.
void PrintGapPairs(const v1::ListGapPairsResponse& pairs, Context& context);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_GAP_TABLES_H_
