# cmake -DOUTPUT=FILE -DSOURCES=LIST -P hash_sources.cmake: writes a header with
# the SHA-256 of the sources.
set(hashes "")
foreach(source IN LISTS SOURCES)
  file(SHA256 ${source} hash)
  string(APPEND hashes ${hash})
endforeach()
string(SHA256 all "${hashes}")
file(WRITE ${OUTPUT} "// Made by cmake/hash_sources.cmake.

#ifndef KETNOI_SERVER_COLUMN_SOURCES_H_
#define KETNOI_SERVER_COLUMN_SOURCES_H_

namespace ketnoi::server {

inline constexpr char kColumnSources[] =
    \"${all}\";

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_COLUMN_SOURCES_H_
")
