#include "tests/clients/invented_results.h"

#include <algorithm>

#include "fmt/format.h"

namespace ketnoi::testing {

v1::RankingBasis InventedBasis() {
  v1::RankingBasis basis;
  basis.set_as_of_date("2026-01-02");
  basis.set_criteria_set("criteriaSets/ketnoi-2026.1");
  basis.set_criteria_set_hash("0123456789abcdef0123");
  basis.mutable_revision()->set_epoch("00000000000000aa");
  basis.mutable_revision()->set_number(7);
  for (const char* key : {"category", "certificate.iso9001"}) {
    auto& criterion = *basis.add_criteria();
    criterion.set_key(key);
    criterion.set_weight_basis_points(5000);
  }
  basis.mutable_criteria(0)->mutable_display_name()->set_vi("Nhóm sản phẩm");
  basis.mutable_criteria(0)->mutable_display_name()->set_en("Category");
  basis.mutable_criteria(1)->mutable_display_name()->set_en("ISO 9001");
  return basis;
}

v1::MatchResult InventedResult(const std::string& supplier, int rank) {
  v1::MatchResult result;
  result.set_supplier(supplier);
  result.mutable_supplier_name()->set_vi("Công ty Cơ khí Hà Nội");
  result.set_composed(true);
  result.set_standing(v1::STANDING_CONDITIONAL);
  result.set_score(5000);
  result.set_score_high(10000);
  result.set_capability_id("press");
  result.set_site_id("dong-anh");
  result.set_rank(rank);
  auto& category = *result.add_criteria();
  category.set_key("category");
  category.set_verdict(v1::VERDICT_MET);
  category.set_contribution(5000);
  category.set_contribution_high(5000);
  category.set_reason("CATEGORY_MET");
  category.set_required("stamping");
  category.set_offered("stamping");
  category.set_gate(true);
  auto& certificate = *result.add_criteria();
  certificate.set_key("certificate.iso9001");
  certificate.set_verdict(v1::VERDICT_UNKNOWN);
  certificate.set_contribution_high(5000);
  certificate.set_reason("CERTIFICATE_NOT_LISTED");
  certificate.set_required("ISO 9001");
  certificate.set_gate(true);
  certificate.mutable_message()->set_vi("Chưa nêu chứng nhận ISO 9001");
  certificate.mutable_message()->set_en("ISO 9001 is not stated");
  return result;
}

v1::Change InventedChange() {
  v1::Change change;
  change.set_lifted_standing(v1::STANDING_ELIGIBLE);
  auto& part = *change.add_parts();
  part.set_kind(v1::CHANGE_KIND_RENEW_CERTIFICATE);
  part.add_gates("certificate.iso9001");
  part.set_from("iso9001 → 2025-01-01");
  part.set_to("iso9001 → 2026-06-01");
  part.mutable_message()->set_vi("Cần gia hạn chứng nhận iso9001");
  part.mutable_message()->set_en("Renew the certificate iso9001");
  change.add_open_gates("certificate.iso9001");
  return change;
}

v1::WhyNot InventedWhyNot(const v1::WhyNotOptions& options,
                          const std::string& id_ending) {
  v1::WhyNot why_not;
  auto& funnel = *why_not.mutable_funnel();
  funnel.set_candidates(1400);
  funnel.set_past_all(12);
  auto& gate = *funnel.add_gates();
  gate.set_key("certificate.iso9001");
  gate.set_alone(1388);
  gate.set_in_order(1377);
  for (int i = 1; i <= std::min(2, options.near_miss_limit()); ++i) {
    auto& near = *why_not.add_near_misses();
    *near.mutable_result() =
        InventedResult(fmt::format("suppliers/n{}{}", i, id_ending), i);
    near.mutable_result()->set_standing(v1::STANDING_INELIGIBLE);
    *near.mutable_change() = InventedChange();
  }
  if (why_not.near_misses_size() == 2) {
    v1::Change& second = *why_not.mutable_near_misses(1)->mutable_change();
    second.clear_lifted_standing();
    second.add_stuck_gates("place");
  }
  auto& relaxation = *why_not.mutable_relaxation();
  relaxation.set_target(options.relaxation_target());
  relaxation.add_dropped_gates("certificate.iso9001");
  relaxation.set_suppliers_gained(7);
  relaxation.set_target_reached(true);
  relaxation.mutable_message()->set_vi("Đề xuất, chưa áp dụng");
  relaxation.mutable_message()->set_en("A proposal, not applied");
  return why_not;
}

std::vector<v1::PlanBomResponse> InventedPlan(const std::string& bom) {
  std::vector<v1::PlanBomResponse> answers(7);
  auto& start = *answers[0].mutable_start();
  start.mutable_bom()->set_name(bom);
  start.mutable_bom()->mutable_title()->set_en("Bicycle");
  *start.mutable_basis() = InventedBasis();
  answers[1].set_lines_done(3);
  auto& plan = *answers[2].mutable_plan();
  plan.mutable_complete_lines()->set_value(1);
  plan.mutable_complete_lines()->set_bound(2);
  plan.mutable_suppliers()->set_value(2);
  plan.mutable_suppliers()->set_bound(1);
  plan.mutable_score()->set_value(10000);
  plan.mutable_score()->set_bound(15000);
  plan.set_uncovered_lines(2);
  plan.set_failed_lines(1);
  plan.set_source_count(2);
  plan.set_conditional_sources(2);
  for (int i = 1; i <= 3; ++i) {
    auto& line = *answers[static_cast<size_t>(i) + 2].mutable_line();
    line.set_requirement(fmt::format("buyers/acme/requirements/r{}", i));
    line.set_bom_line(i);
    line.set_part_number(fmt::format("P-{}", i));
    line.mutable_title()->set_en(fmt::format("Part {}", i));
    line.set_wanted_sources(2);
    if (i == 1) {
      for (const char* supplier : {"suppliers/s0001", "suppliers/s0002"}) {
        auto& source = *line.add_sources();
        *source.mutable_result() = InventedResult(supplier, 0);
        source.mutable_monthly_volume()->set_value(2500);
        source.mutable_monthly_volume()->set_unit("pcs");
        source.set_capacity_reserved(true);
      }
    } else if (i == 2) {
      line.set_shortfall(v1::SOURCE_SHORTFALL_NO_CANDIDATES);
      line.mutable_funnel()->set_candidates(12);
      auto& gate = *line.mutable_funnel()->add_gates();
      gate.set_key("certificate.iso9001");
      gate.set_in_order(12);
    } else {
      line.mutable_error()->set_code(9);
      line.mutable_error()->set_message("no such plant");
    }
  }
  auto& supplier = *answers[6].mutable_supplier();
  supplier.set_supplier("suppliers/s0001");
  supplier.mutable_supplier_name()->set_vi("Công ty Cơ khí Hà Nội");
  supplier.set_line_count(1);
  auto& load = *supplier.add_loads();
  load.set_capability_id("press");
  load.mutable_used()->set_value(2500);
  load.mutable_used()->set_unit("pcs");
  load.mutable_free()->set_value(4000.5);
  load.mutable_free()->set_unit("pcs");
  return answers;
}

}  // namespace ketnoi::testing
