// Changes and relaxations in their public form, and in words.

#ifndef KETNOI_SERVER_TRANSLATE_CHANGE_H_
#define KETNOI_SERVER_TRANSLATE_CHANGE_H_

#include <cstdint>

#include "ketnoi/v1/match_service.pb.h"
#include "matcher/match/change.h"
#include "matcher/match/compile.h"
#include "matcher/match/relaxation.h"
#include "matcher/model/supplier.h"
#include "server/reference_data.h"
#include "server/render.h"

namespace ketnoi::server {

// `supplier`: the record that the change is of. `languages`: of the messages.
// Pure; thread-safe.
v1::Change ChangeFrom(const ReferenceData& data, const match::Program& program,
                      const model::Supplier& supplier,
                      const match::Change& change, Languages languages);

// `target`: what it was looked for with.
v1::Relaxation RelaxationFrom(const ReferenceData& data,
                              const match::Program& program,
                              const match::Relaxation& relaxation,
                              int32_t target, Languages languages);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TRANSLATE_CHANGE_H_
