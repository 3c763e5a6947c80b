// Canned parts of rankings, with something of everything that the command line
// shows.

#ifndef KETNOI_TESTS_CLIENTS_INVENTED_RESULTS_H_
#define KETNOI_TESTS_CLIENTS_INVENTED_RESULTS_H_

#include <string>

#include "ketnoi/v1/match_service.pb.h"

namespace ketnoi::testing {

// Of a category and a certificate.
v1::RankingBasis InventedBasis();

// CONDITIONAL by the certificate.
v1::MatchResult InventedResult(const std::string& supplier, int rank);

// A certificate to renew.
v1::Change InventedChange();

// A funnel, at most two near misses, of which nothing lifts the second, and a
// relaxation. `id_ending`: of the suppliers' ids.
v1::WhyNot InventedWhyNot(const v1::WhyNotOptions& options,
                          const std::string& id_ending);

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_CLIENTS_INVENTED_RESULTS_H_
