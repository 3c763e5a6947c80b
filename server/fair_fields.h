// What the machinery of resources asks of fairs, participants and wishes,
// beside what all kinds have (resource_kind.h): as normalize.h, validate.h and
// resource_filter.h for the other kinds. What their fields tell alone; what
// they refer to is of fair_references.h. Pure; thread-safe.

#ifndef KETNOI_SERVER_FAIR_FIELDS_H_
#define KETNOI_SERVER_FAIR_FIELDS_H_

#include <string>
#include <vector>

#include "ketnoi/v1/fair.pb.h"
#include "ketnoi/v1/participant.pb.h"
#include "ketnoi/v1/wish.pb.h"
#include "matcher/model/reference.h"
#include "server/filter.h"
#include "server/violations.h"

namespace ketnoi::server {

// Texts in NFC and tags of languages as of suppliers; ids of participants and
// wishes as their names.
void Normalize(const model::Reference& reference, v1::Fair& fair);
void Normalize(const model::Reference& reference, v1::Participant& participant);
void Normalize(const model::Reference& reference, v1::Wish& wish);

void Validate(const model::Reference& reference, const v1::Fair& fair,
              Violations& violations);
void Validate(const model::Reference& reference,
              const v1::Participant& participant, Violations& violations);
void Validate(const model::Reference& reference, const v1::Wish& wish,
              Violations& violations);

bool Passes(const model::Reference& reference, const v1::Fair& fair,
            const Condition& condition);
bool Passes(const model::Reference& reference,
            const v1::Participant& participant, const Condition& condition);
bool Passes(const model::Reference& reference, const v1::Wish& wish,
            const Condition& condition);

std::string ConditionProblem(const model::Reference& reference,
                             const v1::Fair& kind, const Condition& condition);
std::string ConditionProblem(const model::Reference& reference,
                             const v1::Participant& kind,
                             const Condition& condition);
std::string ConditionProblem(const model::Reference& reference,
                             const v1::Wish& kind, const Condition& condition);

// The fair's goals, all of them, the most important first: the named ones, each
// half followed by those of it that are not named.
std::vector<v1::FairGoal> GoalsInOrder(const v1::Fair& fair);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAIR_FIELDS_H_
