// Canned parts of rankings, with something of everything that the command line
// shows.

#ifndef KETNOI_TESTS_CLIENTS_INVENTED_RESULTS_H_
#define KETNOI_TESTS_CLIENTS_INVENTED_RESULTS_H_

#include <string>
#include <vector>

#include "ketnoi/v1/match_service.pb.h"
#include "ketnoi/v1/sourcing.pb.h"

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

// The answers of a plan: a line that has both of its sources, one that is short
// of candidates, one that could not be ranked; a supplier.
std::vector<v1::PlanBomResponse> InventedPlan(const std::string& bom);

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_CLIENTS_INVENTED_RESULTS_H_
