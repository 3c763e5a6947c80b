// Which types of participants may meet.

#ifndef KETNOI_SERVER_MEETING_RULES_H_
#define KETNOI_SERVER_MEETING_RULES_H_

#include <set>
#include <string>
#include <utility>

#include "ketnoi/v1/fair.pb.h"
#include "ketnoi/v1/participant.pb.h"

namespace ketnoi::server {

// Fair.meeting_rules of one fair. Immutable; thread-safe.
class MeetingRules {
 public:
  MeetingRules() = default;
  explicit MeetingRules(const v1::Fair& fair) {
    for (const v1::MeetingRule& rule : fair.meeting_rules()) {
      rules_.emplace(rule.buyer_type(), rule.supplier_type());
    }
  }

  // An empty type in a rule is any; without rules all may meet.
  bool MayMeet(const v1::Participant& buyer,
               const v1::Participant& supplier) const {
    if (rules_.empty()) return true;
    return rules_.count({buyer.type(), supplier.type()}) > 0 ||
           rules_.count({buyer.type(), ""}) > 0 ||
           rules_.count({"", supplier.type()}) > 0 ||
           rules_.count({"", ""}) > 0;
  }

 private:
  std::set<std::pair<std::string, std::string>> rules_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MEETING_RULES_H_
