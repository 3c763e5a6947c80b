// Measures of support: what a programme can help a firm to do, and what that
// changes in its record.

#ifndef KETNOI_MATCHER_DEMAND_LEVER_H_
#define KETNOI_MATCHER_DEMAND_LEVER_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "matcher/model/attribute_value.h"
#include "matcher/model/date.h"
#include "matcher/model/edit.h"
#include "matcher/model/ids.h"
#include "matcher/model/reference.h"
#include "matcher/model/supplier.h"

namespace ketnoi::demand {

// The certificate at every site, from the day on.
struct ObtainCertificate {
  model::SchemeId scheme;
  int level = -1;  // -1: none
  model::EvidenceLevel evidence = model::EvidenceLevel::kVerified;
  int32_t valid_days = 3 * 365;
};
struct LearnProcess {
  model::ProcessId process;
};
struct WorkMaterial {
  model::MaterialId material;
};
// Reaches the value where the record states none or a worse one: of numbers the
// smaller or larger one, as its rule has it, or the range that takes in both;
// of classes the better; of codes all of both. Of other kinds, the value.
struct ReachAttribute {
  model::AttributeValue value;
};
// Of what is stated, per cent of it, above 100.
struct RaiseCapacity {
  int32_t percent = 200;
};
// Of what is stated, per cent of it rounded up, below 100: days of series.
struct ShortenLeadTime {
  int32_t percent = 50;
};
struct PassAssessment {
  model::Assessment assessment;
};
struct ReachExportShare {
  int32_t share_bp = 0;
};
struct LearnLanguage {
  std::string language;
};

struct Lever {
  std::string id;
  int32_t cost = 1;  // in units of its own, at least 1
  // Of measures that concern capabilities: only those below it; not stated():
  // all.
  model::CategoryId category;
  std::variant<ObtainCertificate, LearnProcess, WorkMaterial, ReachAttribute,
               RaiseCapacity, ShortenLeadTime, PassAssessment, ReachExportShare,
               LearnLanguage>
      measure;
};

// What the lever changes in the record; nothing if the firm is there already,
// or the lever does not concern it. Pure. O(record).
std::vector<model::Edit> EditsOf(const Lever& lever,
                                 const model::Supplier& supplier,
                                 const model::Reference& reference,
                                 model::Date as_of);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_LEVER_H_
