// Finds the text that keeps a message from being parsed.

#ifndef KETNOI_SERVER_BROKEN_TEXT_H_
#define KETNOI_SERVER_BROKEN_TEXT_H_

#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"

namespace ketnoi::server {

// Pure; thread-safe.
bool IsUtf8(std::string_view text);

// The path of the first text in the serialized message `bytes` that is not
// UTF-8 ("supplier.legal_name.vi"); empty if all are, or the bytes are no
// message. Pure; thread-safe.
std::string FindBrokenText(const google::protobuf::Descriptor& type,
                           std::string_view bytes);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_BROKEN_TEXT_H_
