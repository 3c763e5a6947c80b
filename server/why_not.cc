#include "server/why_not.h"

#include <functional>

#include "fmt/format.h"
#include "matcher/match/change.h"
#include "matcher/match/funnel.h"
#include "matcher/match/matcher.h"
#include "matcher/match/relaxation.h"
#include "server/match_request.h"
#include "server/translate_change.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kMostNearMisses = 100;
constexpr int32_t kMostRelaxationTarget = 1000;
constexpr int32_t kDefaultMissed = 2;
constexpr size_t kMostNearMissBytes = size_t{512} << 10;

absl::Status WriteNearMiss(const WhyNotCall& call, const match::NearMiss& near,
                           int64_t place, WireWriter& answer) {
  const match::Program& program = call.target.program();
  const size_t result = answer.Begin(v1::NearMiss::kResultFieldNumber);
  call.target.writer.WriteResult(
      match::ExplainRow(program, *near.segment, near.row), place,
      call.with_criteria, call.languages, answer);
  answer.End(result);
  const auto record =
      SupplierRecord(call.backend, near.key.id, call.snapshot.revision());
  if (!record.ok()) return record.status();
  const auto change = match::SmallestChange(
      program, **record, [&call] { return !CheckLimits(call.limits).ok(); });
  if (!change.ok()) return change.status();
  answer.Message(v1::NearMiss::kChangeFieldNumber,
                 ChangeFrom(call.backend.data, program, **record, *change,
                            call.languages));
  return absl::OkStatus();
}

absl::Status WriteNearMisses(const WhyNotCall& call,
                             const match::Funnel& funnel, WireWriter& answer) {
  const size_t first = answer.size();
  int64_t place = 0;
  for (const match::NearMiss& near : funnel.near_misses) {
    absl::Status status = CheckLimits(call.limits);
    if (!status.ok()) return status;
    const size_t before = answer.size();
    const size_t begin = answer.Begin(v1::WhyNot::kNearMissesFieldNumber);
    status = WriteNearMiss(call, near, ++place, answer);
    if (!status.ok()) return status;
    answer.End(begin);
    if (answer.size() - first <= kMostNearMissBytes || place == 1) continue;
    answer.Truncate(before);
    break;
  }
  return absl::OkStatus();
}

absl::Status WriteRelaxation(const WhyNotCall& call,
                             const match::Funnel& funnel,
                             const std::function<bool()>& cancelled,
                             WireWriter& answer) {
  const match::Program& program = call.target.program();
  const int32_t target = call.options.relaxation_target();
  const auto relaxation =
      match::CheapestRelaxation(program, funnel.groups, target, cancelled);
  if (!relaxation.ok()) return relaxation.status();
  answer.Message(v1::WhyNot::kRelaxationFieldNumber,
                 RelaxationFrom(call.backend.data, program, *relaxation, target,
                                call.languages));
  return absl::OkStatus();
}

}  // namespace

void WriteFunnel(const match::Program& program, const match::Funnel& funnel,
                 WireWriter& answer) {
  answer.Number(v1::Funnel::kCandidatesFieldNumber, funnel.candidates);
  answer.Number(v1::Funnel::kPastAllFieldNumber, funnel.past_all);
  for (const match::FunnelGate& gate : funnel.gates) {
    const size_t begin = answer.Begin(v1::Funnel::kGatesFieldNumber);
    answer.Text(v1::FunnelGate::kKeyFieldNumber,
                program.steps[gate.step].criterion.key);
    answer.Number(v1::FunnelGate::kAloneFieldNumber, gate.alone);
    answer.Number(v1::FunnelGate::kInOrderFieldNumber, gate.in_order);
    answer.End(begin);
  }
}

void CheckWhyNot(const v1::WhyNotOptions& options, Violations& violations) {
  const auto check = [&](const char* field, int32_t value, int32_t largest) {
    if (value >= 0 && value <= largest) return;
    violations.Add(fmt::format("why_not.{}", field),
                   fmt::format("{} is not 0 to {}", value, largest));
  };
  check("near_miss_limit", options.near_miss_limit(), kMostNearMisses);
  check("most_missed_gates", options.most_missed_gates(), match::kMostMissed);
  check("relaxation_target", options.relaxation_target(),
        kMostRelaxationTarget);
}

bool AsksForAny(const v1::WhyNotOptions& options) {
  return options.funnel() || options.near_miss_limit() > 0 ||
         options.relaxation_target() > 0;
}

absl::Status WriteWhyNot(const WhyNotCall& call, int field,
                         WireWriter& answer) {
  const v1::WhyNotOptions& options = call.options;
  match::FunnelQuery query;
  query.limit = options.near_miss_limit();
  query.most_missed = options.most_missed_gates() == 0
                          ? kDefaultMissed
                          : options.most_missed_gates();
  query.with_groups = options.relaxation_target() > 0;
  query.cancelled = [&call] { return !CheckLimits(call.limits).ok(); };
  const auto workspace = call.backend.funnel_workspaces.Take();
  const auto funnel =
      match::MakeFunnel(call.target.bound, call.snapshot, query, *workspace);
  if (!funnel.ok()) return funnel.status();
  const size_t begin = answer.Begin(field);
  if (options.funnel()) {
    const size_t of_funnel = answer.Begin(v1::WhyNot::kFunnelFieldNumber);
    WriteFunnel(call.target.program(), *funnel, answer);
    answer.End(of_funnel);
  }
  absl::Status status = WriteNearMisses(call, *funnel, answer);
  if (status.ok() && query.with_groups) {
    status = WriteRelaxation(call, *funnel, query.cancelled, answer);
  }
  if (!status.ok()) return status;
  answer.End(begin);
  return absl::OkStatus();
}

}  // namespace ketnoi::server
