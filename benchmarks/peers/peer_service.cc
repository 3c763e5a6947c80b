#include "benchmarks/peers/peer_service.h"

#include <utility>

#include "benchmarks/check.h"
#include "benchmarks/child_process.h"
#include "benchmarks/load_servers.h"
#include "benchmarks/peers/peer_timing.h"
#include "benchmarks/queries.h"
#include "clients/cpp/client.h"
#include "ketnoi/v1/match_service.pb.h"

namespace ketnoi::benchmarks {
namespace {

v1::RankSuppliersRequest RequestOf(const ServiceQuestion& question) {
  v1::RankSuppliersRequest request;
  *request.mutable_inline_requirement() = question.requirement;
  request.mutable_inline_requirement()->clear_name();
  request.mutable_options()->set_as_of_date(kAsOf);
  request.set_page_size(static_cast<int32_t>(kTop));
  return request;
}

RowwiseRanking RankingOf(const v1::RankSuppliersResponse& answer) {
  RowwiseRanking ranking;
  for (const v1::MatchResult& result : answer.results()) {
    const std::string& name = result.supplier();  // "suppliers/ID"
    ranking.top.push_back({static_cast<match::Standing>(result.standing() -
                                                        v1::STANDING_ELIGIBLE),
                           result.score(), result.score_high(),
                           name.substr(name.find('/') + 1)});
  }
  const v1::StandingTotals& totals = answer.totals();
  ranking.totals = {totals.eligible(), totals.conditional(),
                    totals.ineligible(), totals.outside_category()};
  return ranking;
}

absl::Status Check(const ServiceQuestion& question,
                   const v1::RankSuppliersResponse& answer) {
  const RowwiseRanking ranking = RankingOf(answer);
  absl::Status status =
      CheckPeer("service", ranking.top, question.expected.top);
  if (status.ok() && ranking.totals != question.expected.totals) {
    status = absl::InternalError("other totals by the service");
  }
  if (status.ok()) return status;
  return absl::InternalError(question.name + ": " +
                             std::string(status.message()));
}

}  // namespace

absl::StatusOr<std::vector<std::vector<double>>> TimeService(
    const Settings& settings, int32_t suppliers,
    const std::vector<ServiceQuestion>& questions, int repeat) {
  const auto source = LoadReference(settings);
  if (!source.ok()) return source.status();
  const TemporaryFolder folder;
  const auto service = StartService(settings, folder);
  if (!service.ok()) return service.status();
  client::Client client({service->address});
  const absl::Status status = ImportGenerated(*source, suppliers, client);
  if (!status.ok()) return status;
  for (const ServiceQuestion& question : questions) {
    const auto answer = client.RankSuppliers(RequestOf(question));
    if (!answer.ok()) return answer.status();
    const absl::Status same = Check(question, *answer);
    if (!same.ok()) return same;
  }
  std::vector<std::vector<double>> times;
  for (const ServiceQuestion& question : questions) {
    const v1::RankSuppliersRequest request = RequestOf(question);
    auto samples = TimeRuns(repeat, [&client, &request] {
      return client.RankSuppliers(request).status();
    });
    if (!samples.ok()) return samples.status();
    times.push_back(*std::move(samples));
  }
  return times;
}

}  // namespace ketnoi::benchmarks
