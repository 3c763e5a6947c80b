// What people call the values of enumerations of a fair's records.

#ifndef KETNOI_CLIENTS_CLI_VALUE_WORDS_H_
#define KETNOI_CLIENTS_CLI_VALUE_WORDS_H_

#include <string>

#include "clients/cli/words.h"
#include "google/protobuf/descriptor.h"

namespace ketnoi::cli {

// "draft" of SCHEDULE_STATE_DRAFT, in the language of `words`; the short name
// of a value that has no word; empty for the unspecified one.
std::string ValueText(const google::protobuf::EnumValueDescriptor& value,
                      const Words& words);

// The same; empty if the enumeration has no such value.
template <typename Enum>
std::string ValueText(Enum value, const Words& words) {
  const auto* descriptor =
      google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(value);
  return descriptor == nullptr ? "" : ValueText(*descriptor, words);
}

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_VALUE_WORDS_H_
