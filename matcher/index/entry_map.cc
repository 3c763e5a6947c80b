#include "matcher/index/entry_map.h"

namespace ketnoi::index {

EntryMap::EntryMap(const model::Reference& reference, const Segment& source,
                   EntryInterner& interner)
    : source_(source),
      interner_(interner),
      merged_(kFields + reference.attributes.size()) {}

int32_t EntryMap::Intern(ColumnId column, int32_t entry) {
  const auto fields = static_cast<int32_t>(kFields);
  if (column.value < fields) {
    return InternField(static_cast<Field>(column.value), entry);
  }
  const model::AttributeId attribute{column.value - fields};
  return interner_.Attribute(attribute, *source_.attribute(attribute), entry);
}

int32_t EntryMap::InternField(Field field, int32_t entry) {
  switch (field) {
    case Field::kProcesses:
    case Field::kMaterials:
    case Field::kSchemes:
    case Field::kIndustries:
      return interner_.List(field, source_.list(field, entry));
    case Field::kLanguages:
      return interner_.Texts(field, source_.language_codes(),
                             source_.list(field, entry));
    case Field::kCustomers:
      return interner_.Texts(field, source_.customer_codes(),
                             source_.list(field, entry));
    case Field::kCapacity:
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
    case Field::kCapabilityId:
    case Field::kSiteId:
      return interner_.Part(field, source_.part_id(field, entry),
                            source_.position(field, entry));
  }
  return 0;
}

}  // namespace ketnoi::index
