#include "server/stated_attribute.h"

#include <utility>
#include <vector>

namespace ketnoi::server {
namespace {

model::StatedAttribute::CodeLists CodesFrom(const v1::StatedList& list) {
  return {{list.values().begin(), list.values().end()},
          {list.not_held().begin(), list.not_held().end()},
          !list.complete_as_of().empty()};
}

model::StatedAttribute::Number RangeFrom(const v1::Range& range) {
  model::StatedAttribute::Number number;
  number.is_range = true;
  if (range.has_min()) number.min = range.min();
  if (range.has_max()) number.max = range.max();
  return number;
}

}  // namespace

model::StatedAttribute StatedFrom(const v1::AttributeValue& value) {
  model::StatedAttribute stated;
  stated.unit = value.unit();
  switch (value.value_case()) {
    case v1::AttributeValue::kNumber:
      stated.value =
          model::StatedAttribute::Number{value.number(), value.number()};
      break;
    case v1::AttributeValue::kRange:
      stated.value = RangeFrom(value.range());
      break;
    case v1::AttributeValue::kDimensions: {
      const auto& sizes = value.dimensions().sizes();
      stated.value = std::vector<double>(sizes.begin(), sizes.end());
      break;
    }
    case v1::AttributeValue::kFlag:
      stated.value = value.flag();
      break;
    case v1::AttributeValue::kCodes:
      stated.value = CodesFrom(value.codes());
      break;
    case v1::AttributeValue::kComposition: {
      std::vector<model::StatedAttribute::Component> components;
      for (const auto& part : value.composition().components()) {
        components.push_back({part.code(), part.percent()});
      }
      stated.value = std::move(components);
      break;
    }
    case v1::AttributeValue::kText:
      stated.value = value.text();
      break;
    case v1::AttributeValue::VALUE_NOT_SET:
      break;
  }
  return stated;
}

}  // namespace ketnoi::server
