#include <string>

#include "fmt/format.h"
#include "server/contact_checks.h"
#include "server/fair_fields.h"
#include "server/field_checks.h"
#include "server/resource_name.h"

namespace ketnoi::server {
namespace {

constexpr int kMostSeats = 20;
constexpr int kMostSlotsOfFair = 256;
constexpr int kMostMeetingsOfOne = kMostSeats * kMostSlotsOfFair;
constexpr int kMostLanguages = 20;
constexpr int kLowestTier = 3;

// `field` holds the name of a catalogue's record, for one side only.
void CheckCatalogueName(FieldChecks& checks, std::string_view field,
                        const std::string& name, std::string_view pattern,
                        bool right_side) {
  if (name.empty()) return;
  const Path root;
  const Path path(root, field);
  const std::string problem = NameProblem(pattern, name);
  if (!problem.empty()) {
    checks.Refuse(path, problem);
  } else if (!right_side) {
    checks.Refuse(path, fmt::format("'{}' is of the other side", name));
  }
}

void CheckFigures(FieldChecks& checks, const v1::Participant& participant) {
  const Path root;
  checks.InRange(Path(root, "seats"), int64_t{participant.seats()}, 0,
                 kMostSeats);
  const bool least = checks.InRange(Path(root, "min_meetings"),
                                    int64_t{participant.min_meetings()}, 0,
                                    kMostMeetingsOfOne);
  const bool most = checks.InRange(Path(root, "max_meetings"),
                                   int64_t{participant.max_meetings()}, 0,
                                   kMostMeetingsOfOne);
  if (least && most && participant.max_meetings() > 0 &&
      participant.min_meetings() > participant.max_meetings()) {
    checks.Refuse(
        Path(root, "min_meetings"),
        fmt::format("{} is more than max_meetings, {}",
                    participant.min_meetings(), participant.max_meetings()));
  }
  checks.InRange(Path(root, "most_consecutive_meetings"),
                 int64_t{participant.most_consecutive_meetings()}, 0,
                 kMostSlotsOfFair);
  checks.InRange(Path(root, "priority_tier"),
                 int64_t{participant.priority_tier()}, 0, kLowestTier);
}

}  // namespace

void Validate(const model::Reference& reference,
              const v1::Participant& participant, Violations& violations) {
  FieldChecks checks(reference, violations);
  const Path root;
  if (participant.side() == v1::PARTICIPANT_SIDE_UNSPECIFIED) {
    checks.Refuse(Path(root, "side"), kRequired);
  }
  checks.EnumIsKnown(Path(root, "side"), participant.side(),
                     v1::PARTICIPANT_SIDE_SUPPLIER);
  CheckCatalogueName(checks, "supplier", participant.supplier(), "suppliers/*",
                     participant.side() == v1::PARTICIPANT_SIDE_SUPPLIER);
  CheckCatalogueName(checks, "buyer", participant.buyer(), "buyers/*",
                     participant.side() == v1::PARTICIPANT_SIDE_BUYER);
  checks.IsNamed(Path(root, "display_name"), participant.display_name());
  checks.NameFits(Path(root, "organization"), participant.organization());
  CheckContacts(participant.contacts(), checks);
  if (!participant.type().empty() && !IsId(participant.type())) {
    checks.Refuse(
        Path(root, "type"),
        fmt::format("'{}' is not {}", participant.type(), kIdGrammar));
  }
  checks.CheckEntries(root, "languages", participant.languages(),
                      kMostLanguages, FieldChecks::Language());
  if (!participant.table().empty() && !participant.seated()) {
    checks.Refuse(Path(root, "table"),
                  fmt::format("'{}' is of one who walks; set seated, too",
                              participant.table()));
  }
  CheckFigures(checks, participant);
  checks.EnumIsKnown(Path(root, "attendance"), participant.attendance(),
                     v1::ATTENDANCE_CANCELLED);
  checks.TextFits(Path(root, "remarks"), participant.remarks(), kText);
}

}  // namespace ketnoi::server
