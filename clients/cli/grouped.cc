#include "clients/cli/grouped.h"

#include <cstddef>

#include "fmt/format.h"

namespace ketnoi::cli {

std::string Grouped(int64_t number) {
  const std::string digits = fmt::format("{}", number);
  const size_t sign = number < 0 ? 1 : 0;
  std::string grouped;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > sign && (digits.size() - i) % 3 == 0) grouped += ',';
    grouped += digits[i];
  }
  return grouped;
}

}  // namespace ketnoi::cli
