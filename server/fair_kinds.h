// The kinds (resource_kind.h) of fairs and of what organisers write below them.

#ifndef KETNOI_SERVER_FAIR_KINDS_H_
#define KETNOI_SERVER_FAIR_KINDS_H_

#include "server/resource_kind.h"

namespace ketnoi::server {

const ResourceKind& FairKind();
const ResourceKind& ParticipantKind();
const ResourceKind& WishKind();

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAIR_KINDS_H_
