// The answers that tell a sourcing plan of a bill of materials.

#ifndef KETNOI_SERVER_PLAN_ANSWERS_H_
#define KETNOI_SERVER_PLAN_ANSWERS_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/v1/sourcing.pb.h"
#include "matcher/demand/plan.h"
#include "server/bom_plan.h"
#include "server/wire_writer.h"

namespace ketnoi::server {

// Each the bytes of a PlanBomResponse. Immutable; thread-safe.
class PlanAnswers {
 public:
  // `plan` must outlive the answers.
  explicit PlanAnswers(const BomPlan& plan);

  // The plan as a whole.
  std::string Plan() const;
  // A line. CANCELLED once `stopped` says so.
  absl::StatusOr<std::string> Line(size_t number,
                                   const std::function<bool()>& stopped) const;
  // The suppliers that the plan uses, in the order of the answers.
  std::vector<demand::PlannedSupplier> Suppliers() const;
  std::string Supplier(const demand::PlannedSupplier& supplier) const;

 private:
  // Fields of PlannedLine.
  absl::Status WriteSources(size_t number, const CompiledTarget& target,
                            WireWriter& line) const;
  absl::Status WriteWhyFew(const CompiledTarget& target,
                           const std::function<bool()>& stopped,
                           WireWriter& line) const;
  v1::Quantity QuantityOf(int64_t value_e3, model::UnitId unit) const;
  std::string Finish(v1::PlanBomResponse& answer) const;

  const BomPlan& plan_;
  std::vector<std::vector<int32_t>> pools_of_;  // by supplier
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_PLAN_ANSWERS_H_
