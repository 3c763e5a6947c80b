#include "matcher/index/entry_map.h"

#include <algorithm>
#include <span>

#include "matcher/model/supplier.h"

namespace ketnoi::index {

EntryMap::EntryMap(const model::Reference& reference, const Segment& source,
                   EntryInterner& interner)
    : source_(source),
      interner_(interner),
      merged_(kFields + reference.attributes.size()),
      attribute_codes_(reference.attributes.size()) {}

int32_t EntryMap::Intern(ColumnId column, int32_t entry) {
  const auto fields = static_cast<int32_t>(kFields);
  return column.value < fields
             ? InternField(static_cast<Field>(column.value), entry)
             : InternAttribute({column.value - fields}, entry);
}

int32_t EntryMap::InternField(Field field, int32_t entry) {
  switch (field) {
    case Field::kProcesses:
    case Field::kMaterials:
    case Field::kSchemes:
    case Field::kIndustries:
      return interner_.List(field, source_.list(field, entry));
    case Field::kLanguages:
      return InternTexts(field, source_.language_codes(), languages_, entry);
    case Field::kCustomers:
      return InternTexts(field, source_.customer_codes(), customers_, entry);
    case Field::kFreeCapacity:
    case Field::kMinimumOrder:
      return interner_.Amount(field, source_.amount(field, entry));
    case Field::kSampleLeadDays:
    case Field::kSeriesLeadDays:
    case Field::kProvince:
    case Field::kConfirmedDate:
    case Field::kOwnership:
    case Field::kEmployees:
    case Field::kExportShare:
    case Field::kPaymentTerm:
      return interner_.Number(field, source_.number(field, entry));
    case Field::kAssessments:
      return interner_.Assessments(source_.assessments(entry));
    case Field::kPlace:
      return interner_.Place(source_.place_box(entry));
  }
  return 0;
}

int32_t EntryMap::InternTexts(Field field, const Dictionary& dictionary,
                              Texts& texts, int32_t entry) {
  if (texts.empty()) texts = dictionary.Codes();
  const ListView list = source_.list(field, entry);
  const auto texts_of = [&](std::span<const int32_t> numbers) {
    std::vector<std::string> result;
    for (const int32_t number : numbers) {
      result.push_back(*texts[static_cast<size_t>(number)]);
    }
    return result;
  };
  return interner_.Texts(
      field, {texts_of(list.held), texts_of(list.not_held), list.complete});
}

int32_t EntryMap::InternAttribute(model::AttributeId attribute, int32_t entry) {
  const AttributeColumn& column = *source_.attribute(attribute);
  Texts& codes = attribute_codes_[attribute.index()];
  if (codes.empty()) codes = column.dictionary().Codes();
  model::AttributeValue value = column.ValueOf(entry, codes);
  value.attribute = attribute;
  return interner_.Attribute(value);
}

}  // namespace ketnoi::index
