#include "server/tax_code.h"

#include <algorithm>
#include <array>

#include "fmt/format.h"

namespace ketnoi::server {
namespace {

constexpr size_t kCompanyDigits = 10;
constexpr size_t kPersonalDigits = 12;
constexpr size_t kBranchDigits = 3;

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

// The check digit of the first nine digits, or 10, which is no digit: such a
// number is never given out.
int CheckDigit(std::string_view digits) {
  constexpr std::array<int, 9> kWeights = {31, 29, 23, 19, 17, 13, 7, 5, 3};
  int sum = 0;
  for (size_t i = 0; i < kWeights.size(); ++i) {
    sum += kWeights[i] * (digits[i] - '0');
  }
  return 10 - sum % 11;
}

}  // namespace

std::string TaxCodeProblem(std::string_view code) {
  if (code.size() == kPersonalDigits && AllDigits(code)) return "";
  const size_t with_branch = kCompanyDigits + 1 + kBranchDigits;
  const bool branch = code.size() == with_branch;
  const std::string_view company = code.substr(0, kCompanyDigits);
  if ((code.size() != kCompanyDigits && !branch) || !AllDigits(company) ||
      (branch && (code[kCompanyDigits] != '-' ||
                  !AllDigits(code.substr(kCompanyDigits + 1))))) {
    return fmt::format(
        "'{}' is not a tax code: 10 digits, 10 digits with a branch "
        "(0123456789-001), or 12 digits are",
        code);
  }
  const int check = CheckDigit(company);
  if (check == company.back() - '0') return "";
  if (check == 10) {
    return fmt::format("'{}' cannot be a tax code: no check digit fits it",
                       code);
  }
  return fmt::format("'{}' has the check digit {}; {} is right", code,
                     company.back(), check);
}

}  // namespace ketnoi::server
