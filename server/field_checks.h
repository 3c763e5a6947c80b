// The checks that fields of all resources share. Each adds what is wrong to the
// violations and says whether the field is right.
//
// Not thread-safe; one per request.

#ifndef KETNOI_SERVER_FIELD_CHECKS_H_
#define KETNOI_SERVER_FIELD_CHECKS_H_

#include <cstdint>
#include <functional>
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

// What a list of codes or names may hold.
struct EntryRule {
  std::string_view what;  // one entry, for people: "a process"
  std::function<bool(const std::string&)> known;
  // The form in which matching compares entries; null: as they are.
  std::string (*fold)(std::string_view) = nullptr;
  // What is said behind the refusal of an entry; null: nothing.
  std::function<std::string(const std::string&)> hint = nullptr;
};

// What is said of a field that must be stated.
inline constexpr std::string_view kRequired = "is required";

// Two capital letters, as countries have in ISO 3166-1.
bool IsCountryCode(std::string_view code);

// What is said behind the refusal of a name that is not that of one category
// (process): which it may mean, at most three, and where all are listed.
std::string CategoryHint(const model::Reference& reference,
                         std::string_view name);
std::string ProcessHint(const model::Reference& reference,
                        std::string_view name);

class FieldChecks {
 public:
  using Strings = google::protobuf::RepeatedPtrField<std::string>;

  // Both must outlive this.
  FieldChecks(const model::Reference& reference, Violations& violations)
      : reference_(reference), violations_(violations) {}

  const model::Reference& reference() const { return reference_; }
  Violations& violations() { return violations_; }

  bool Refuse(const Path& path, std::string_view description);

  // Of codes and names: at most kShortText bytes, no control character.
  bool NameFits(const Path& path, std::string_view name);
  bool NamesFit(const Path& parent, std::string_view field,
                const Strings& names);
  // Text of several lines: of control characters only tabs and line feeds.
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
  // Stated, and an id.
  bool CategoryIsRight(const Path& path, const std::string& category);
  // Empty or a code of a province.
  bool ProvinceIsRight(const Path& path, std::string_view code);
  // Both coordinates.
  bool PlaceIsRight(const Path& path, const v1::Coordinates& place);
  // An amount, and a unit if one is named.
  bool QuantityIsRight(const Path& path, const v1::Quantity& quantity,
                       bool above_zero);
  // A value that `attribute` takes.
  bool ValueIsRight(const Path& path, model::AttributeId attribute,
                    const v1::AttributeValue& value);
  bool EvidenceIsRight(const Path& path, const v1::Evidence& evidence);
  bool SourcesFit(const Path& parent, const Strings& sources);
  // Texts that are not empty, each at most `limit` bytes.
  bool TextsFit(const Path& parent, std::string_view field,
                const Strings& values, int most, size_t limit);

  // What lists of suppliers and of requirements have in common.
  EntryRule Process() const;
  EntryRule Material() const;
  EntryRule Industry() const;
  EntryRule Province() const;
  EntryRule Scheme() const;
  // A primary tag of BCP 47 that ISO 639 has, in lower case.
  static EntryRule Language();
  static EntryRule Customer();

  // Ids of elements: of the grammar of ids, and distinct.
  template <class List>
  void CheckIds(const Path& parent, std::string_view field, const List& list);

  // Entries of a list: at most `most`, distinct as matching compares them, each
  // what the rule says.
  void CheckEntries(const Path& parent, std::string_view field,
                    const Strings& entries, int most, const EntryRule& rule);

  // Both lists as CheckEntries, none on both, and the date.
  void CheckStatedList(const Path& path, const v1::StatedList& list,
                       const EntryRule& rule);

 private:
  // Of control characters only `controls`.
  bool Fits(const Path& path, std::string_view text, size_t limit,
            std::string_view controls);
  bool UnitIsKnown(const Path& path, const std::string& unit);
  void CheckId(const Path& path, std::string_view id);
  void CheckContradictions(const Path& path, const v1::StatedList& list,
                           const EntryRule& rule);

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

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FIELD_CHECKS_H_
