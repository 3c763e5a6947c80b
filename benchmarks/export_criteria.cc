#include "benchmarks/export_criteria.h"

#include <optional>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "benchmarks/export_attributes.h"
#include "benchmarks/export_lists.h"
#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

using match::Verdict;
using model::ValueFunction;

constexpr int64_t kWhole = 10'000;
using Judged = std::optional<JudgedCriterion>;  // nullopt: not exported

template <class Ids>
std::vector<int32_t> Numbers(const Ids& ids) {
  std::vector<int32_t> numbers;
  for (const auto id : ids) numbers.push_back(id.value);
  return numbers;
}

template <class Item>
NumberedList Numbered(const model::StatedList<Item>& list) {
  return {Numbers(list.held), Numbers(list.not_held), list.complete};
}

template <class Value>
std::optional<int64_t> Widen(const std::optional<Value>& value) {
  return value ? std::optional<int64_t>(*value) : std::nullopt;
}

// Writes one step, by its kind.
class StepWriter {
 public:
  StepWriter(const match::Program& program, const match::Step& step,
             const Text& certificate, ExportTables& tables)
      : program_(program),
        reference_(*program.reference),
        functions_(*program.criteria_set),
        step_(step),
        weight_bp_(step.weight_bp),
        certificate_(certificate),
        tables_(tables) {}

  Judged operator()(const model::CategoryTest&) const {
    const Text category =
        tables_.Use("category", nullptr);  // every table has it
    JudgedCriterion judged;
    int steps = 0;
    const auto& tree = reference_.categories;
    for (auto above = tree.Parent(program_.category); above.stated();
         above = tree.Parent(above)) {
      judged.branches.push_back({Equals(category, above.value),
                                 Verdict::kUnknown,
                                 Fixed(functions_.category_proof.At(++steps))});
    }
    judged.branches.push_back({{}, Verdict::kMet, Fixed(kWhole)});
    return judged;
  }

  Judged operator()(const model::ProcessTest& test) const {
    const ListColumns list(
        "processes",
        [](const RowSource& row) {
          return Numbered(row.capability->processes);
        },
        tables_);
    return JudgeList(list, Numbers(test.processes), test.match,
                     functions_.codes_held, weight_bp_);
  }

  // Of one material, so that its value needs no mean.
  Judged operator()(const model::MaterialTest& test) const {
    if (test.materials.size() != 1) return std::nullopt;
    const ListColumns list(
        "materials",
        [](const RowSource& row) {
          return Numbered(row.capability->materials);
        },
        tables_);
    return JudgeMaterial(list, test, reference_.materials,
                         functions_.material_match, weight_bp_);
  }

  Judged operator()(const model::AttributeTest&) const {
    return JudgeAttribute(program_, step_, tables_);
  }

  Judged operator()(const model::MonthlyVolumeTest& test) const {
    return Amount(
        "free_capacity", test.quantity,
        [](const RowSource& row) {
          auto free = row.capability->monthly_capacity;
          if (free) {
            const auto left = 10000 - row.capability->committed_bp.value_or(0);
            free->value_e3 = static_cast<int64_t>(
                static_cast<__int128>(free->value_e3) * left / 10000);
          }
          return free;
        },
        false, functions_.capacity_cover);
  }

  Judged operator()(const model::OrderQuantityTest& test) const {
    return Amount(
        "minimum_order", test.quantity,
        [](const RowSource& row) { return row.capability->minimum_order; },
        true, functions_.order_fit);
  }

  Judged operator()(const model::SampleLeadTimeTest& test) const {
    return Limit(tables_.Use("sample_lead_days",
                             [](const RowSource& row) {
                               return Widen(row.capability->sample_lead_days);
                             }),
                 test.max_days, true, functions_.lead_time);
  }

  Judged operator()(const model::SeriesLeadTimeTest& test) const {
    return Limit(tables_.Use("series_lead_days",
                             [](const RowSource& row) {
                               return Widen(row.capability->series_lead_days);
                             }),
                 test.max_days, true, functions_.lead_time);
  }

  Judged operator()(const model::PaymentTermTest& test) const {
    return Limit(
        tables_.Use("payment_term_days",
                    [](const RowSource& row) {
                      return Widen(row.supplier->accepted_payment_term_days);
                    }),
        test.term_days, false, functions_.payment_term);
  }

  Judged operator()(const model::ExportShareTest& test) const {
    return Limit(tables_.Use("export_share_bp",
                             [](const RowSource& row) {
                               return Widen(row.supplier->export_share_bp);
                             }),
                 test.min_bp, false, functions_.export_share);
  }

  Judged operator()(const model::CertificateTest& test) const {
    const Text& code = certificate_;
    const ListColumns left_out(
        "certificates",
        [](const RowSource& row) {
          return NumberedList{{},
                              Numbers(row.supplier->certificates_not_held),
                              row.supplier->certificates_complete};
        },
        tables_);
    const Points credit = {Both("({} * ({} & {}) / 10000)", Number(weight_bp_),
                                code, Number(kOutcomeUnit - 1)),
                           std::nullopt};
    JudgedCriterion judged;
    for (int64_t evidence = 2; evidence >= 0; --evidence) {
      judged.branches.push_back(
          {AtLeast(code, (kSaysMet + evidence) * kOutcomeUnit), Verdict::kMet,
           Fixed(functions_.certificate_evidence.At(evidence))});
    }
    judged.branches.push_back({AtLeast(code, kSaysUnknown * kOutcomeUnit),
                               Verdict::kUnknown, credit});
    judged.branches.push_back(
        {AnyOf({AtLeast(code, kSaysUnmet * kOutcomeUnit), left_out.Complete(),
                left_out.ExcludesAnyOf({test.scheme.value})}),
         Verdict::kUnmet, credit});
    judged.branches.push_back({{}, Verdict::kUnknown, credit});
    return judged;
  }

  Judged operator()(const model::ProvincesTest& test) const {
    const Text province = tables_.Use("province", [](const RowSource& row) {
      if (row.site < 0) return std::optional<int64_t>();
      const auto at =
          row.supplier->sites[static_cast<size_t>(row.site)].province;
      return at.stated() ? std::optional<int64_t>(at.value) : std::nullopt;
    });
    std::vector<int64_t> allowed;
    for (const auto id : test.provinces) allowed.push_back(id.value);
    return OneOfThese(province, allowed);
  }

  Judged operator()(const model::OwnershipTest& test) const {
    const Text ownership = tables_.Use("ownership", [](const RowSource& row) {
      const model::Ownership stated = row.supplier->ownership;
      return stated == model::Ownership::kNotStated
                 ? std::nullopt
                 : std::optional<int64_t>(static_cast<int64_t>(stated));
    });
    std::vector<int64_t> allowed;
    for (const model::Ownership one : test.allowed) {
      allowed.push_back(static_cast<int64_t>(one));
    }
    return OneOfThese(ownership, allowed);
  }

  // Without an upper bound.
  Judged operator()(const model::EmployeesTest& test) const {
    if (!test.min_count || test.max_count) return std::nullopt;
    return Limit(tables_.Use("employee_count",
                             [](const RowSource& row) {
                               return Widen(row.supplier->employee_count);
                             }),
                 *test.min_count, false, functions_.employees);
  }

  // A language is the position of a bit: its two letters are a number.
  Judged operator()(const model::LanguagesTest& test) const {
    const auto number = [](const std::string& code) {
      return code.size() == 2 ? (code[0] - 'a') * 26 + code[1] - 'a' : -1;
    };
    std::vector<int32_t> items;
    for (const std::string& language : test.languages) {
      items.push_back(number(language));
      if (items.back() < 0) return std::nullopt;
    }
    const ListColumns list(
        "languages",
        [number](const RowSource& row) {
          NumberedList numbers;
          const auto add = [&](const auto& codes, std::vector<int32_t>& to) {
            for (const auto& code : codes) {
              if (number(code) >= 0) to.push_back(number(code));
            }
          };
          add(row.supplier->languages.held, numbers.held);
          add(row.supplier->languages.not_held, numbers.not_held);
          numbers.complete = row.supplier->languages.complete;
          return numbers;
        },
        tables_);
    return JudgeList(list, items, test.match, functions_.codes_held,
                     weight_bp_);
  }

  // Without a largest age it is met or not by its value, which is the same.
  Judged operator()(const model::FreshnessTest& test) const {
    if (test.max_age_days || step_.criterion.gate) return std::nullopt;
    const Text confirmed =
        tables_.Use("confirmed_day", [](const RowSource& row) {
          const auto& date = row.supplier->confirmed_date;
          return date ? std::optional<int64_t>(date->days) : std::nullopt;
        });
    return JudgedCriterion{{{IsNull(confirmed), Verdict::kUnknown, Fixed(0)},
                            {{},
                             Verdict::kMet,
                             PointsOf(functions_.record_age, weight_bp_,
                                      AgeOn(program_.as_of.days, confirmed))}}};
  }

  template <class Other>
  Judged operator()(const Other&) const {
    return std::nullopt;
  }

 private:
  Points Fixed(int64_t value) const { return FixedPoints(weight_bp_, value); }

  // A column of one number that is to be one of `allowed`.
  Judged OneOfThese(const Text& column,
                    const std::vector<int64_t>& allowed) const {
    return JudgedCriterion{
        {{IsNull(column), Verdict::kUnknown, Fixed(0)},
         {OneOf(column, allowed), Verdict::kMet, Fixed(kWhole)},
         {{}, Verdict::kUnmet, Fixed(0)}}};
  }

  // A column of one figure that is to be at most, or at least, `limit`.
  Judged Limit(const Text& column, int64_t limit, bool most,
               const ValueFunction& function) const {
    if (limit <= 0) return std::nullopt;
    const Points points =
        PointsOf(function, weight_bp_,
                 most ? RatioUpOf(column, limit) : RatioDownOf(column, limit));
    return JudgedCriterion{
        {{IsNull(column), Verdict::kUnknown, Fixed(0)},
         {most ? AtMost(column, limit) : AtLeast(column, limit), Verdict::kMet,
          points},
         {{}, Verdict::kUnmet, points}}};
  }

  // An amount has a unit. Other units than the asked one are known not to
  // convert, or the criterion is not exported.
  Judged Amount(
      const std::string& name, const model::Quantity& required,
      const std::function<std::optional<model::Quantity>(const RowSource&)>&
          amount,
      bool most, const ValueFunction& function) const {
    for (const RowSource& row : tables_.rows()) {
      const auto offered = amount(row);
      if (offered && offered->unit != required.unit &&
          reference_.Convert({1, 0}, offered->unit, required.unit, 3)) {
        return std::nullopt;
      }
    }
    const Text value = tables_.Use(name, [amount](const RowSource& row) {
      const auto offered = amount(row);
      return offered ? std::optional<int64_t>(offered->value_e3) : std::nullopt;
    });
    const Text unit =
        tables_.Use(name + "_unit", [amount](const RowSource& row) {
          const auto offered = amount(row);
          return std::optional<int64_t>(offered ? offered->unit.value : -1);
        });
    Judged judged = Limit(value, required.value_e3, most, function);
    if (judged) {
      judged->branches.front().when = Not(Equals(unit, required.unit.value));
    }
    return judged;
  }

  const match::Program& program_;
  const model::Reference& reference_;
  const model::CriteriaSet& functions_;
  const match::Step& step_;
  const int64_t weight_bp_;
  const Text& certificate_;
  ExportTables& tables_;
};

}  // namespace

absl::StatusOr<JudgedCriterion> CriterionWriter::Write(
    const match::Step& step, const Text& certificate) {
  auto judged = std::visit(StepWriter(program_, step, certificate, tables_),
                           step.criterion.test);
  if (judged) return *std::move(judged);
  return absl::UnimplementedError(
      fmt::format("{}: this criterion is not exported", step.criterion.key));
}

}  // namespace ketnoi::benchmarks
