#include "server/column_program.h"

#include "server/column_sources.h"
#include "server/sha256.h"
#include "unicode/uchar.h"

namespace ketnoi::server {

std::string ColumnProgram() {
  return Sha256(std::string(kColumnSources) + " " + U_UNICODE_VERSION);
}

}  // namespace ketnoi::server
