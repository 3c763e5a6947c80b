#ifndef KETNOI_CLIENTS_CLI_GROUPED_H_
#define KETNOI_CLIENTS_CLI_GROUPED_H_

#include <cstdint>
#include <string>

namespace ketnoi::cli {

// A number as people read it, in either language: 1234567 as "1,234,567".
std::string Grouped(int64_t number);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_GROUPED_H_
