// Finds the entry of a column that holds a value, or adds it (columns.h).

#ifndef KETNOI_MATCHER_INDEX_ENTRY_INTERNER_H_
#define KETNOI_MATCHER_INDEX_ENTRY_INTERNER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "matcher/index/attribute_column.h"
#include "matcher/index/segment.h"
#include "matcher/index/texts.h"
#include "matcher/index/value_key.h"
#include "matcher/model/attribute_value.h"
#include "matcher/model/supplier.h"

namespace ketnoi::index {

// Fills the columns of a segment. Used while the segment is made; not
// thread-safe.
class EntryInterner {
 public:
  // Gives every column of `segment`, which is empty, its entry 0. Both must
  // outlive the interner.
  EntryInterner(const model::Reference& reference, Segment& segment);

  // The entry of a value; 0 if it states nothing.
  int32_t List(Field field, const ListView& list);
  // Of kLanguages or kCustomers.
  int32_t Texts(Field field, const model::StatedList<std::string>& list);
  // The same for a list of another segment, whose numbers are of `dictionary`.
  int32_t Texts(Field field, const Dictionary& dictionary,
                const ListView& list);
  int32_t Amount(Field field, const index::Amount& amount);
  int32_t Number(Field field, int32_t number);  // kNoNumber: not stated
  int32_t Assessments(std::span<const Assessment> assessments);
  // A box of one cube; the entry's grows to hold it.
  int32_t Place(const PlaceBox& box);
  // A part of a record, and where in it; -1: there is none.
  int32_t Part(Field field, std::string_view id, int32_t position);
  int32_t Attribute(const model::AttributeValue& value);
  // Of another segment's column of the attribute.
  int32_t Attribute(model::AttributeId attribute, const AttributeColumn& other,
                    int32_t entry);

  // Once, at the end: from then on the segment has its dictionaries.
  void Finish();

 private:
  DictionaryBuilder& DictionaryOf(Field field) {
    return field == Field::kLanguages ? languages_ : customers_;
  }
  AttributeColumnBuilder& BuilderOf(model::AttributeId attribute);

  const model::Reference& reference_;
  Segment& segment_;
  std::array<Interner<std::string>, kListFields> lists_;
  std::array<Interner<std::tuple<int64_t, int32_t, int32_t>>, kAmountFields>
      amounts_;
  std::array<Interner<int32_t>, kNumberFields> numbers_;
  Interner<std::string> assessments_;
  Interner<std::array<int32_t, 4>> places_;  // cube and radius
  std::array<Interner<std::pair<std::string, int32_t>>, kPartFields> parts_;
  DictionaryBuilder languages_;
  DictionaryBuilder customers_;
  std::vector<std::unique_ptr<AttributeColumnBuilder>> attributes_;
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_ENTRY_INTERNER_H_
