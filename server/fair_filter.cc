#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "google/protobuf/descriptor.h"
#include "server/fair_fields.h"
#include "server/resource_name.h"

// A filter's field is one of the message: a flag, an enumeration, or a text, of
// which the last part of a name is enough.

namespace ketnoi::server {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using FilterFields = std::vector<std::string_view>;

FilterFields FilterFieldsOf(const v1::Fair&) { return {"composed"}; }
FilterFields FilterFieldsOf(const v1::Participant&) {
  return {"side",  "type",   "supplier",          "buyer",   "attendance",
          "table", "seated", "late_registration", "composed"};
}
FilterFields FilterFieldsOf(const v1::Wish&) {
  return {"buyer",  "supplier",   "buyer_tier",  "supplier_tier",
          "source", "fixed_slot", "fixed_table", "composed"};
}

// What enumerators of the type begin with: "PARTICIPANT_SIDE_".
size_t PrefixSize(const EnumDescriptor& type) {
  constexpr std::string_view kUnspecified = "UNSPECIFIED";
  return type.FindValueByNumber(0)->name().size() - kUnspecified.size();
}

std::string_view ShortName(const EnumDescriptor& type, int position) {
  return std::string_view(type.value(position)->name())
      .substr(PrefixSize(type));
}

bool SameLetters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// What the value of an enumeration or a flag can be.
FilterFields ValuesOfField(const FieldDescriptor& field) {
  if (field.type() == FieldDescriptor::TYPE_BOOL) return {"true", "false"};
  FilterFields names;
  if (field.type() != FieldDescriptor::TYPE_ENUM) return names;
  const EnumDescriptor& type = *field.enum_type();
  for (int i = 0; i < type.value_count(); ++i) {
    names.push_back(ShortName(type, i));
  }
  return names;
}

// The enumerator that a field left open stands for, as the contract says.
int StandsFor(const FieldDescriptor& field, int number) {
  const EnumDescriptor* type = field.enum_type();
  const bool has_default = type == v1::Attendance_descriptor() ||
                           type == v1::WishSource_descriptor();
  return number == 0 && has_default ? 1 : number;
}

bool HasValue(const Message& resource, const Condition& condition) {
  const FieldDescriptor& field =
      *resource.GetDescriptor()->FindFieldByName(condition.field);
  const auto& reflection = *resource.GetReflection();
  if (field.type() == FieldDescriptor::TYPE_BOOL) {
    return condition.value ==
           (reflection.GetBool(resource, &field) ? "true" : "false");
  }
  if (field.type() == FieldDescriptor::TYPE_ENUM) {
    const int number =
        StandsFor(field, reflection.GetEnumValue(resource, &field));
    const auto* value = field.enum_type()->FindValueByNumber(number);
    return value != nullptr &&
           SameLetters(ShortName(*field.enum_type(), value->index()),
                       condition.value);
  }
  const std::string text = reflection.GetString(resource, &field);
  return text == condition.value ||
         (!condition.value.empty() && LastId(text) == condition.value);
}

std::string FilterProblem(const Message& kind, const FilterFields& fields,
                          const Condition& condition) {
  if (std::find(fields.begin(), fields.end(), condition.field) ==
      fields.end()) {
    return fmt::format("'{}' is not a field that can be filtered by: {}",
                       condition.field, fmt::join(fields, ", "));
  }
  const FilterFields values =
      ValuesOfField(*kind.GetDescriptor()->FindFieldByName(condition.field));
  const bool right =
      values.empty() ||
      std::any_of(values.begin(), values.end(), [&](std::string_view value) {
        return SameLetters(value, condition.value);
      });
  if (right) return "";
  return fmt::format("'{}' is not a value of {}; accepted: {}", condition.value,
                     condition.field, fmt::join(values, ", "));
}

}  // namespace

bool Passes(const model::Reference&, const v1::Fair& fair,
            const Condition& condition) {
  return HasValue(fair, condition) != condition.negated;
}

bool Passes(const model::Reference&, const v1::Participant& participant,
            const Condition& condition) {
  return HasValue(participant, condition) != condition.negated;
}

bool Passes(const model::Reference&, const v1::Wish& wish,
            const Condition& condition) {
  return HasValue(wish, condition) != condition.negated;
}

std::string ConditionProblem(const model::Reference&, const v1::Fair& kind,
                             const Condition& condition) {
  return FilterProblem(kind, FilterFieldsOf(kind), condition);
}

std::string ConditionProblem(const model::Reference&,
                             const v1::Participant& kind,
                             const Condition& condition) {
  return FilterProblem(kind, FilterFieldsOf(kind), condition);
}

std::string ConditionProblem(const model::Reference&, const v1::Wish& kind,
                             const Condition& condition) {
  return FilterProblem(kind, FilterFieldsOf(kind), condition);
}

}  // namespace ketnoi::server
