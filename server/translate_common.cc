#include "server/translate_common.h"

namespace ketnoi::server {

int64_t ScaledFrom(double value, int decimals) {
  const auto decimal = model::DecimalFromDouble(value);
  if (!decimal) return 0;
  return model::Rescale(*decimal, 1, 1, {}, decimals).value_or(0);
}

std::optional<model::Quantity> QuantityFrom(const model::Reference& reference,
                                            const v1::Quantity& quantity) {
  constexpr char kDefaultUnit[] = "pcs";
  if (!quantity.has_value()) return std::nullopt;
  return model::Quantity{
      ScaledFrom(quantity.value(), 3),
      reference.FindUnit(quantity.unit().empty() ? kDefaultUnit
                                                 : quantity.unit())};
}

model::EvidenceLevel EvidenceFrom(v1::EvidenceLevel level) {
  switch (level) {
    case v1::EVIDENCE_LEVEL_DOCUMENTED:
      return model::EvidenceLevel::kDocumented;
    case v1::EVIDENCE_LEVEL_VERIFIED:
      return model::EvidenceLevel::kVerified;
    default:
      return model::EvidenceLevel::kClaimed;
  }
}

std::optional<model::GeoCircle> PlaceFrom(const model::Reference& reference,
                                          const v1::Coordinates* coordinates,
                                          const std::string& province) {
  if (coordinates != nullptr && coordinates->has_latitude() &&
      coordinates->has_longitude()) {
    const auto millionths = [](double degrees) {
      return static_cast<int32_t>(ScaledFrom(degrees, 6));
    };
    return model::GeoCircle{
        model::PointFromDegrees(millionths(coordinates->latitude()),
                                millionths(coordinates->longitude())),
        0};
  }
  const model::ProvinceId id = reference.FindProvince(province);
  if (!id.stated()) return std::nullopt;
  return reference.provinces[id.index()].extent;
}

}  // namespace ketnoi::server
