// What RankSuppliers is compared with: the same unary call, of the same kind of
// server in a process of its own, that takes its answer from a table and does
// nothing else.

#ifndef KETNOI_BENCHMARKS_BARE_SERVER_H_
#define KETNOI_BENCHMARKS_BARE_SERVER_H_

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace ketnoi::benchmarks {

// The first argument with which this program becomes a bare server; then the
// file of exchanges and the port file.
inline constexpr char kBareServerCommand[] = "bare-server";

// The method that is compared: a message is parsed, and another, from the
// table, copied and written.
inline constexpr char kRankSuppliers[] =
    "/ketnoi.v1.MatchService/RankSuppliers";
// What no server can do without: the bare server finds the bytes of the answer
// by the bytes of the request, and looks into neither.
inline constexpr char kReturnBytes[] = "/ketnoi.benchmarks.Bare/ReturnBytes";

// A RankSuppliersRequest and its RankSuppliersResponse. No two requests of a
// table have the same name of a requirement or, inline, the same title.
struct Exchange {
  std::string request;
  std::string answer;
};

// UNAVAILABLE: `path` cannot be written.
absl::Status WriteExchanges(const std::string& path,
                            const std::vector<Exchange>& exchanges);

// Serves until it is killed. Returns 1 if it cannot start.
int RunBareServer(const std::string& exchanges, const std::string& port_file);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_BARE_SERVER_H_
