#include "server/filter.h"
#include "tests/fuzz/fuzzer.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using ketnoi::fuzz::Require;
  const auto filter =
      ketnoi::server::ParseFilter(ketnoi::fuzz::AsText(data, size));
  if (!filter.ok()) {
    Require(!filter.status().message().empty());
    return 0;
  }
  Require(size <= ketnoi::server::kMaxFilterBytes);
  Require(filter->conditions.size() <= ketnoi::server::kMaxConditions);
  for (const auto& condition : filter->conditions) {
    Require(!condition.field.empty());
  }
  return 0;
}
