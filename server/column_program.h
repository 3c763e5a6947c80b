// What the content of columns depends on beside records and reference data: the
// code that makes them.

#ifndef KETNOI_SERVER_COLUMN_PROGRAM_H_
#define KETNOI_SERVER_COLUMN_PROGRAM_H_

#include <string>

namespace ketnoi::server {

// 32 bytes: of the sources that translate suppliers and index them, taken when
// they were built, and of the version of Unicode that names are folded by.
std::string ColumnProgram();

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_COLUMN_PROGRAM_H_
