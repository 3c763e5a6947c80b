// Where the server says what it does when nobody asked: lines for people.

#ifndef KETNOI_SERVER_LOG_H_
#define KETNOI_SERVER_LOG_H_

#include <functional>
#include <string>

namespace ketnoi::server {

// Takes a line without its end; may be called by any thread. Null: nobody reads
// them.
using Log = std::function<void(const std::string& line)>;

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_LOG_H_
