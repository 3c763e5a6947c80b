// Vietnamese tax codes. Pure functions; thread-safe.

#ifndef KETNOI_SERVER_TAX_CODE_H_
#define KETNOI_SERVER_TAX_CODE_H_

#include <string>
#include <string_view>

namespace ketnoi::server {

// Empty if `code` is a tax code: 10 digits of which the last is a check digit,
// the same with a branch suffix of 3 digits after a hyphen, or the 12 digits of
// a personal code, which have no check digit. Else what is wrong.
std::string TaxCodeProblem(std::string_view code);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TAX_CODE_H_
