#ifndef KETNOI_CLIENTS_CLI_GAP_CSV_H_
#define KETNOI_CLIENTS_CLI_GAP_CSV_H_

#include <string>

#include "clients/cli/context.h"
#include "clients/cli/gap_tables.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "ketnoi/v1/gap_service.pb.h"

namespace ketnoi::cli {

// Each prints one part as CSV: of levers a row for each in total and one for
// each supplier shown, of a portfolio one for each requirement.
void PrintGapMapCsv(const v1::GapMap& map, Context& context);
void PrintGapLeversCsv(const GapAnalysis& analysis, Context& context);
void PrintGapPortfolioCsv(const GapAnalysis& analysis, Context& context);
void PrintGapSurplusCsv(const v1::GapSurplus& surplus, Context& context);
void PrintGapPairsCsv(const v1::ListGapPairsResponse& pairs, Context& context);

// The names of levers that belong together: "A + B".
std::string NamesOfLevers(
    const Words& words,
    const google::protobuf::RepeatedPtrField<v1::LocalizedText>& names);

// "levers/a" and "levers/b" as "a+b", which --pairs takes.
std::string IdsOfLevers(
    const google::protobuf::RepeatedPtrField<std::string>& levers);

// The keys of what stands in the way of a pair.
std::string GateKeys(const v1::GapPair& pair, const char* between);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_GAP_CSV_H_
