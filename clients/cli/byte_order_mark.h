#ifndef KETNOI_CLIENTS_CLI_BYTE_ORDER_MARK_H_
#define KETNOI_CLIENTS_CLI_BYTE_ORDER_MARK_H_

#include <string_view>

namespace ketnoi::cli {

// What some programs put before a text in UTF-8; no part of the text.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_BYTE_ORDER_MARK_H_
