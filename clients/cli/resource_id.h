#ifndef KETNOI_CLIENTS_CLI_RESOURCE_ID_H_
#define KETNOI_CLIENTS_CLI_RESOURCE_ID_H_

#include <string>

namespace ketnoi::cli {

// The last part of a resource name.
inline std::string IdOf(const std::string& name) {
  const size_t slash = name.rfind('/');
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_RESOURCE_ID_H_
