// The smallest change of a supplier's record that lifts its standing.
//
// What a change is made of is worked out from the gates that stand in its way;
// whether it does what it says, and does it only as a whole, is asked of the
// matcher, with the edited record. docs/scoring.md, "Changes", defines it.

#ifndef KETNOI_MATCHER_MATCH_CHANGE_H_
#define KETNOI_MATCHER_MATCH_CHANGE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/match/compile.h"
#include "matcher/match/result.h"
#include "matcher/model/edit.h"
#include "matcher/model/supplier.h"

namespace ketnoi::match {

// What a firm would have to do. kMoveSite and kChangeOwnership are what no
// improvement of what it makes can bring about.
enum class ChangeKind : uint8_t {
  kAddCapability,  // take up parts of the category
  kListInCategory,
  kAddProcess,
  kAddMaterial,
  kChangeAttribute,
  kRaiseFreeCapacity,
  kLowerMinimumOrder,
  kShortenSampleLeadTime,
  kShortenSeriesLeadTime,
  kAcceptPaymentTerm,
  kObtainCertificate,
  kRenewCertificate,
  kRaiseCertificateLevel,
  kMoveSite,
  kChangeOwnership,
  kServeIndustry,
  kServeCustomer,
  kSpeakLanguage,
  kRaiseExportShare,
  kChangeEmployees,
  kPassAssessment,
  kConfirmRecord,
};
inline constexpr int kChangeKinds = 22;

// UPPER_SNAKE_CASE without the k: "OBTAIN_CERTIFICATE".
const char* ChangeKindName(ChangeKind kind);

// One thing to change.
struct ChangePart {
  ChangeKind kind = ChangeKind::kAddCapability;
  uint64_t gates = 0;  // that it is for, bit by step; at least one
  model::Edit edit;
  // For people, in no language, as OfferedText: what is offered for the first
  // of the gates, and what is offered with the change. Of something that is
  // added to a list, nothing and that.
  std::string from;
  std::string to;
};

struct Change {
  Standing standing = Standing::kIneligible;  // as it is
  // After all parts, at least one standing better; absent if no change of this
  // row that is known lifts it, or if nothing can be better.
  std::optional<Standing> lifted;
  // The row that is changed, by its positions in the record; of a capability
  // that is to be added, the position that it gets. -1: none.
  int32_t capability = -1;
  int32_t site = -1;
  // Gates that are in the way, bit by step: UNMET ones of an INELIGIBLE
  // supplier, UNKNOWN ones of a CONDITIONAL one.
  uint64_t open = 0;
  // Those of them that no change meets together with the other gates.
  uint64_t stuck = 0;
  // In the order of their first gates. None is dispensable if `lifted` is
  // there.
  std::vector<ChangePart> parts;
};

// An INELIGIBLE supplier is lifted to CONDITIONAL or ELIGIBLE; a CONDITIONAL
// one to ELIGIBLE, by the answers that it would have to give. The row is the
// one with the fewest gates in the way; of several the best. A supplier outside
// of the category first gets a capability in it. Indexes and judges the record
// once for each part, and a few times more; before each time `cancelled`,
// unless null, is asked, and CANCELLED returned if it says so.
absl::StatusOr<Change> SmallestChange(
    const Program& program, const model::Supplier& supplier,
    const std::function<bool()>& cancelled = nullptr);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_CHANGE_H_
