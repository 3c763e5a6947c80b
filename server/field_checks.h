// The checks that fields of all resources share. Each adds what is wrong to the
// violations and says whether the field is right.
//
// Not thread-safe; one per request.

#ifndef KETNOI_SERVER_FIELD_CHECKS_H_
#define KETNOI_SERVER_FIELD_CHECKS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "google/protobuf/repeated_ptr_field.h"
#include "ketnoi/v1/common.pb.h"
#include "matcher/model/reference.h"
#include "server/field_path.h"
#include "server/violations.h"

namespace ketnoi::server {

// Largest texts, in bytes.
inline constexpr size_t kShortText = 200;
inline constexpr size_t kAddressText = 500;
inline constexpr size_t kText = 2000;
inline constexpr size_t kRemarksText = 4000;

class FieldChecks {
 public:
  using Strings = google::protobuf::RepeatedPtrField<std::string>;

  // Both must outlive this.
  FieldChecks(const model::Reference& reference, Violations& violations)
      : reference_(reference), violations_(violations) {}

  const model::Reference& reference() const { return reference_; }
  Violations& violations() { return violations_; }

  bool Refuse(const Path& path, std::string_view description);

  bool TextFits(const Path& path, std::string_view text, size_t limit);
  bool TextFits(const Path& path, const v1::LocalizedText& text, size_t limit);
  // At least one language.
  bool IsNamed(const Path& path, const v1::LocalizedText& text);
  // Empty or a day that exists.
  bool DateIsRight(const Path& path, std::string_view text);
  bool InRange(const Path& path, int64_t value, int64_t least, int64_t most);
  // Refuses what is not finite.
  bool InRange(const Path& path, double value, double least, double most);
  bool EnumIsKnown(const Path& path, int value, int most);
  bool AtMost(const Path& path, int count, int most);
  // Empty or a tax code.
  bool TaxCodeIsRight(const Path& path, std::string_view code);
  // Empty or a code of a province.
  bool ProvinceIsRight(const Path& path, std::string_view code);
  bool PlaceIsRight(const Path& path, const v1::Coordinates& place);
  bool QuantityIsRight(const Path& path, const v1::Quantity& quantity,
                       bool above_zero);
  bool EvidenceIsRight(const Path& path, const v1::Evidence& evidence);
  bool SourcesFit(const Path& parent, const Strings& sources);
  // Texts that are not empty, each at most `limit` bytes.
  bool TextsFit(const Path& parent, std::string_view field,
                const Strings& values, int most, size_t limit);
  bool Distinct(const Path& parent, std::string_view field,
                const Strings& values);

  // Ids of elements: of the grammar of ids, and distinct.
  template <class List>
  void CheckIds(const Path& parent, std::string_view field, const List& list);

  // Values of a list: at most `most`, distinct, each known to `find`, which
  // gives an id or name whose `stated()` or truth says so.
  template <class Find>
  void CheckCodes(const Path& parent, std::string_view field,
                  const Strings& values, int most, std::string_view what,
                  Find known);

  // Both lists as CheckCodes, none on both, and the date.
  template <class Find>
  void CheckStatedList(const Path& path, const v1::StatedList& list,
                       std::string_view what, Find known);

 private:
  void CheckId(const Path& path, std::string_view id);
  void CheckContradictions(const Path& path, const v1::StatedList& list);

  const model::Reference& reference_;
  Violations& violations_;
};

template <class List>
void FieldChecks::CheckIds(const Path& parent, std::string_view field,
                           const List& list) {
  for (int i = 0; i < list.size(); ++i) {
    const Path element(parent, field, i);
    CheckId(Path(element, "id"), list[i].id());
    for (int j = 0; j < i; ++j) {
      if (list[j].id() != list[i].id() || list[i].id().empty()) continue;
      Refuse(Path(element, "id"), "'" + list[i].id() + "' is there twice");
      break;
    }
  }
}

template <class Find>
void FieldChecks::CheckCodes(const Path& parent, std::string_view field,
                             const Strings& values, int most,
                             std::string_view what, Find known) {
  if (!AtMost(Path(parent, field), values.size(), most)) return;
  Distinct(parent, field, values);
  for (int i = 0; i < values.size(); ++i) {
    if (known(values[i])) continue;
    Refuse(Path(parent, field, i),
           "'" + values[i] + "' is not " + std::string(what));
  }
}

template <class Find>
void FieldChecks::CheckStatedList(const Path& path, const v1::StatedList& list,
                                  std::string_view what, Find known) {
  constexpr int kMost = 200;
  CheckCodes(path, "values", list.values(), kMost, what, known);
  CheckCodes(path, "not_held", list.not_held(), kMost, what, known);
  CheckContradictions(path, list);
  DateIsRight(Path(path, "complete_as_of"), list.complete_as_of());
}

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FIELD_CHECKS_H_
