// Collects what is wrong with the fields of one request.
//
//   Violations violations;
//   if (...) violations.Add("sites[1].province", "'Atlantis' is no province");
//   if (!violations.empty()) return InvalidFields(violations);
//
// Every check of a request adds to the same ones, so that the caller reads all
// that is wrong at once. Everything found is counted; what is kept is capped,
// since error details travel in headers. Not thread-safe; one per request.

#ifndef KETNOI_SERVER_VIOLATIONS_H_
#define KETNOI_SERVER_VIOLATIONS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ketnoi/v1/error.pb.h"

namespace ketnoi::server {

// Of google.rpc.ErrorInfo.
using ErrorMetadata = std::vector<std::pair<std::string, std::string>>;

struct Violation {
  std::string field;        // path below the request: "sites[1].province"
  std::string description;  // names the value and what is accepted
};

class Violations {
 public:
  static constexpr size_t kMostKept = 50;
  // Of all fields and descriptions; leaves room for the rest of the details.
  static constexpr size_t kMostBytes = 3500;
  // Of one field and of one description; longer ones are cut.
  static constexpr size_t kMostTextBytes = 300;

  // `reason` and `metadata` are those of the error if this is all that is
  // wrong.
  void Add(std::string_view field, std::string_view description,
           v1::ErrorReason reason = v1::ERROR_REASON_FIELD_VIOLATIONS,
           const ErrorMetadata& metadata = {});

  // Adds what was found below `field`: "tax_code" as "supplier.tax_code".
  void AddBelow(std::string_view field, const Violations& below);

  bool empty() const { return found_ == 0; }
  // How many were found, kept or not.
  size_t found() const { return found_; }
  const std::vector<Violation>& kept() const { return kept_; }
  // The reason that all have, and the metadata of the first; FIELD_VIOLATIONS
  // and none if their reasons differ.
  v1::ErrorReason reason() const { return reason_; }
  const ErrorMetadata& metadata() const { return metadata_; }

 private:
  std::vector<Violation> kept_;
  size_t found_ = 0;
  size_t bytes_ = 0;
  v1::ErrorReason reason_ = v1::ERROR_REASON_FIELD_VIOLATIONS;
  ErrorMetadata metadata_;
};

// The first `limit` bytes of `utf8` at most, cut between characters; "…" marks
// a cut.
std::string Shortened(std::string_view utf8, size_t limit);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_VIOLATIONS_H_
