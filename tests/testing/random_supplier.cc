// The suppliers of random worlds.

#include <optional>
#include <utility>

#include "fmt/format.h"
#include "tests/testing/random_values.h"
#include "tests/testing/random_world.h"

namespace ketnoi::testing {
namespace {

using model::Reference;
using model::StatedList;
using model::Supplier;

std::optional<int32_t> SometimesCount(Dice& dice) {
  if (dice.Chance(20)) return std::nullopt;
  return RandomCount(dice);
}

std::optional<model::Quantity> SometimesQuantity(Dice& dice) {
  if (dice.Chance(15)) return std::nullopt;
  return RandomQuantity(0, dice);
}

std::vector<int32_t> RandomSitePositions(size_t sites, int32_t percent,
                                         Dice& dice) {
  std::vector<int32_t> positions;
  for (size_t i = 0; i < sites; ++i) positions.push_back(int32_t(i));
  return dice.Some(positions, percent);
}

model::Capability RandomCapability(const Reference& reference,
                                   const Supplier& supplier, int number,
                                   Dice& dice) {
  model::Capability row;
  row.id = fmt::format("k{}", number);
  row.category = {dice.Below(reference.categories.size())};
  row.processes = RandomLists<StatedList<model::ProcessId>>(
      IdsOf<model::ProcessId>(reference.processes), dice);
  row.materials = RandomLists<StatedList<model::MaterialId>>(
      IdsOf<model::MaterialId>(reference.materials), dice);
  if (dice.Chance(60)) {
    // Few materials, so that what is not listed matters.
    row.materials.held = dice.Some(row.materials.held, 30);
  }
  for (const auto attribute : IdsOf<model::AttributeId>(reference.attributes)) {
    if (!dice.Chance(75) || !Applies(reference, attribute, row.category)) {
      continue;
    }
    row.attributes.push_back(RandomOfferedValue(reference, attribute, dice));
  }
  row.monthly_capacity = SometimesQuantity(dice);
  if (dice.Chance(50)) row.committed_bp = dice.Between(0, 3) * 3333;
  row.minimum_order = SometimesQuantity(dice);
  row.sample_lead_days = SometimesCount(dice);
  row.series_lead_days = SometimesCount(dice);
  row.sites = RandomSitePositions(supplier.sites.size(), 30, dice);
  row.evidence = model::EvidenceLevel(dice.Below(3));
  return row;
}

model::Certificate RandomCertificate(const Reference& reference,
                                     const Supplier& supplier,
                                     model::Date as_of, Dice& dice) {
  model::Certificate certificate;
  certificate.scheme = {dice.Below(int32_t(reference.schemes.size()))};
  if (dice.Chance(70)) certificate.level = dice.Below(3);
  if (dice.Chance(60)) {
    certificate.valid_from = {as_of.days + dice.Between(-4, 1)};
  }
  if (dice.Chance(75)) {
    certificate.valid_to = {as_of.days + dice.Between(-1, 4)};
  }
  certificate.sites = RandomSitePositions(supplier.sites.size(), 40, dice);
  certificate.evidence = model::EvidenceLevel(dice.Below(3));
  certificate.scope_unclear = dice.Chance(10);
  return certificate;
}

void FillSites(const Reference& reference, Supplier& supplier, Dice& dice) {
  for (int n = dice.Below(4); n > 0; --n) {
    model::Site site;
    site.id = fmt::format("site{}", n);
    if (dice.Chance(80)) {
      site.province = {dice.Below(int32_t(reference.provinces.size()))};
      site.place = reference.provinces[site.province.index()].extent;
      if (dice.Chance(40)) site.place->radius_m = 0;
      if (dice.Chance(10)) site.place.reset();
    }
    supplier.sites.push_back(std::move(site));
  }
}

void FillRecord(const Reference& reference, model::Date as_of,
                Supplier& supplier, Dice& dice) {
  supplier.ownership = model::Ownership(dice.Below(6));
  for (int n = dice.Below(3); n > 0; --n) {
    model::Assessment assessment;
    assessment.scheme = {
        dice.Below(int32_t(reference.assessment_schemes.size()))};
    if (dice.Chance(70)) assessment.level = dice.Below(3);
    if (dice.Chance(70)) assessment.score_e2 = dice.Between(0, 4) * 100;
    supplier.assessments.push_back(assessment);
  }
  supplier.industries = RandomLists<StatedList<model::IndustryId>>(
      IdsOf<model::IndustryId>(reference.industries), dice);
  supplier.customers = RandomLists<StatedList<std::string>>(Customers(), dice);
  supplier.languages = RandomLists<StatedList<std::string>>(Languages(), dice);
  if (dice.Chance(80)) supplier.export_share_bp = dice.Between(0, 5);
  supplier.employee_count = SometimesCount(dice);
  supplier.accepted_payment_term_days = SometimesCount(dice);
  if (dice.Chance(80)) {
    supplier.confirmed_date = {as_of.days - dice.Between(-1, 4) * 100};
  }
}

}  // namespace

std::shared_ptr<Supplier> RandomSupplier(const Reference& reference,
                                         model::Date as_of, std::string id,
                                         Dice& dice) {
  auto supplier = std::make_shared<Supplier>();
  supplier->id = std::move(id);
  supplier->name_vi = "Công ty " + supplier->id;
  supplier->name_en = supplier->id + " Company";
  supplier->composed = supplier->id.size() % 2 == 0;
  FillSites(reference, *supplier, dice);
  FillRecord(reference, as_of, *supplier, dice);
  for (int n = dice.Below(4); n > 0; --n) {
    supplier->capabilities.push_back(
        RandomCapability(reference, *supplier, n, dice));
  }
  for (int n = dice.Below(6); n > 0; --n) {
    supplier->certificates.push_back(
        RandomCertificate(reference, *supplier, as_of, dice));
  }
  supplier->certificates_not_held =
      dice.Some(IdsOf<model::SchemeId>(reference.schemes), 20);
  supplier->certificates_complete = dice.Chance(30);
  return supplier;
}

}  // namespace ketnoi::testing
