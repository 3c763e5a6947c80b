// Collects what is wrong with the fields of one request.
//
//   Violations violations;
//   if (...) violations.Add("sites[1].province", "'Atlantis' is no province");
//   if (!violations.empty()) return InvalidFields(violations);
//
// Everything found is counted; what is kept is capped, since error details
// travel in headers. Not thread-safe; one per request.

#ifndef KETNOI_SERVER_VIOLATIONS_H_
#define KETNOI_SERVER_VIOLATIONS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ketnoi::server {

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

  void Add(std::string_view field, std::string_view description);

  bool empty() const { return found_ == 0; }
  // How many were found, kept or not.
  size_t found() const { return found_; }
  const std::vector<Violation>& kept() const { return kept_; }

 private:
  std::vector<Violation> kept_;
  size_t found_ = 0;
  size_t bytes_ = 0;
};

// The first `limit` bytes of `utf8` at most, cut between characters; "…" marks
// a cut.
std::string Shortened(std::string_view utf8, size_t limit);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_VIOLATIONS_H_
