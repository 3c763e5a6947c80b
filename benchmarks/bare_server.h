// What RankSuppliers is compared with: the same unary call, of the same kind of
// server in a process of its own, that takes its answer from a table and does
// nothing else.

#ifndef KETNOI_BENCHMARKS_BARE_SERVER_H_
#define KETNOI_BENCHMARKS_BARE_SERVER_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "ketnoi/v1/match_service.pb.h"

namespace ketnoi::benchmarks {

// The first argument with which this program becomes a bare server; then the
// file of answers and the port file.
inline constexpr char kBareServerCommand[] = "bare-server";

using Exchange = std::pair<v1::RankSuppliersRequest, v1::RankSuppliersResponse>;

absl::Status WriteExchanges(const std::string& path,
                            const std::vector<Exchange>& exchanges);

// Serves until it is killed. Returns 1 if it cannot start.
int RunBareServer(const std::string& exchanges, const std::string& port_file);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_BARE_SERVER_H_
