// What lines of bills of materials must comply with beyond other requirements.

#ifndef KETNOI_SERVER_VALIDATE_LINE_H_
#define KETNOI_SERVER_VALIDATE_LINE_H_

#include "ketnoi/v1/requirement.pb.h"
#include "server/field_checks.h"

namespace ketnoi::server {

// Refuses units that do not convert: one of an attribute to another dimension
// than its definition's, one of an amount that is of no goods. Lines come from
// files, where such a unit is a slip and not a question to all suppliers. Units
// that there are none of are for Validate. Pure.
void CheckUnitsOfLine(const v1::Requirement& line, FieldChecks& checks);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_VALIDATE_LINE_H_
