#include "fmt/format.h"
#include "server/field_checks.h"
#include "server/validate.h"

namespace ketnoi::server {

void Validate(const model::Reference& reference, const v1::Buyer& buyer,
              Violations& violations) {
  FieldChecks checks(reference, violations);
  const Path root;
  checks.IsNamed(Path(root, "display_name"), buyer.display_name());
  checks.TaxCodeIsRight(Path(root, "tax_code"), buyer.tax_code());
  if (!buyer.country_code().empty() && !IsCountryCode(buyer.country_code())) {
    checks.Refuse(Path(root, "country_code"),
                  fmt::format("'{}' is not two capital letters (ISO 3166-1)",
                              buyer.country_code()));
  }
  checks.CheckEntries(root, "industries", buyer.industries(), 20,
                      checks.Industry());
  checks.SourcesFit(root, buyer.sources());
  if (!checks.AtMost(Path(root, "plants"), buyer.plants_size(), 50)) return;
  checks.CheckIds(root, "plants", buyer.plants());
  for (int i = 0; i < buyer.plants_size(); ++i) {
    const v1::Plant& plant = buyer.plants(i);
    const Path path(root, "plants", i);
    checks.TextFits(Path(path, "display_name"), plant.display_name(), kText);
    checks.TextFits(Path(path, "address"), plant.address(), kAddressText);
    checks.ProvinceIsRight(Path(path, "province"), plant.province());
    if (plant.has_coordinates()) {
      checks.PlaceIsRight(Path(path, "coordinates"), plant.coordinates());
    }
  }
}

void Validate(const model::Reference& reference, const v1::Bom& bom,
              Violations& violations) {
  FieldChecks checks(reference, violations);
  const Path root;
  checks.IsNamed(Path(root, "title"), bom.title());
  checks.SourcesFit(root, bom.sources());
  checks.TextFits(Path(root, "remarks"), bom.remarks(), kText);
}

}  // namespace ketnoi::server
