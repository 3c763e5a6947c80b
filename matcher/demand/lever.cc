#include "matcher/demand/lever.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

namespace ketnoi::demand {
namespace {

using model::AttributeDefinition;
using model::AttributeValue;
using model::Capability;
using model::Edit;

template <class T>
bool Holds(const std::vector<T>& sorted, const T& value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

// `percent` of it, rounded down or up; the largest there is if it is more.
int64_t PercentOf(int64_t value, int32_t percent, bool up) {
  constexpr int64_t kLargest = std::numeric_limits<int64_t>::max();
  if (value > kLargest / percent) return kLargest;
  const int64_t product = value * percent;
  return product / 100 + (up && product % 100 != 0 ? 1 : 0);
}

// An end of a range, where one that is not stated has no limit.
template <class Better>
std::optional<int64_t> Wider(const std::optional<int64_t>& a,
                             const std::optional<int64_t>& b, Better better) {
  if (!a || !b) return std::nullopt;
  return better(*a, *b) ? a : b;
}

// The range that the firm offers if it offers `held` and can reach `reached`.
model::NumberRange Improved(const AttributeDefinition& definition,
                            const model::NumberRange& held,
                            const model::NumberRange& reached) {
  const auto smaller = [](int64_t a, int64_t b) { return a < b; };
  const auto larger = [](int64_t a, int64_t b) { return a > b; };
  switch (definition.rule) {
    case model::MatchRule::kAtMost: {
      const auto end = [](const model::NumberRange& range) {
        return range.max ? range.max : range.min;
      };
      return smaller(*end(reached), *end(held)) ? reached : held;
    }
    case model::MatchRule::kAtLeast: {
      const auto end = [](const model::NumberRange& range) {
        return range.min ? range.min : range.max;
      };
      return larger(*end(reached), *end(held)) ? reached : held;
    }
    case model::MatchRule::kCovers:
      return {Wider(held.min, reached.min, smaller),
              Wider(held.max, reached.max, larger)};
    default:
      return reached;
  }
}

model::Codes Improved(const AttributeDefinition& definition,
                      const model::Codes& held, const model::Codes& reached) {
  if (definition.kind == model::AttributeKind::kClass) {
    const auto best = [&](const model::Codes& codes) {
      const auto it = std::find_if(
          definition.codes.begin(), definition.codes.end(),
          [&](const auto& code) { return Holds(codes.held, code.code); });
      return it - definition.codes.begin();
    };
    return best(reached) < best(held) ? reached : held;
  }
  model::Codes both = held;
  both.held.clear();
  std::set_union(held.held.begin(), held.held.end(), reached.held.begin(),
                 reached.held.end(), std::back_inserter(both.held));
  std::erase_if(both.not_held, [&](const std::string& code) {
    return Holds(both.held, code);
  });
  return both;
}

AttributeValue Improved(const AttributeDefinition& definition,
                        const AttributeValue& held,
                        const AttributeValue& reached) {
  AttributeValue improved = reached;
  if (const auto* range = std::get_if<model::NumberRange>(&held.value)) {
    if (const auto* target = std::get_if<model::NumberRange>(&reached.value)) {
      improved.value = Improved(definition, *range, *target);
    }
  } else if (const auto* codes = std::get_if<model::Codes>(&held.value)) {
    if (const auto* target = std::get_if<model::Codes>(&reached.value)) {
      improved.value = Improved(definition, *codes, *target);
    }
  }
  return improved;
}

// One case per measure.
struct Editor {
  const Lever& lever;
  const model::Supplier& supplier;
  const model::Reference& reference;
  model::Date as_of;
  std::vector<Edit>& edits;

  void operator()(const ObtainCertificate& measure) const {
    const model::Date last{as_of.days + measure.valid_days};
    const auto is_held = [&](const model::Certificate& held) {
      return held.scheme == measure.scheme && held.level == measure.level &&
             held.evidence >= measure.evidence && !held.scope_unclear &&
             held.valid_to && *held.valid_to >= last &&
             (!held.valid_from || *held.valid_from <= as_of) &&
             held.sites.size() == supplier.sites.size();
    };
    if (std::any_of(supplier.certificates.begin(), supplier.certificates.end(),
                    is_held)) {
      return;
    }
    edits.push_back(model::HoldCertificate{model::kEvery, measure.scheme,
                                           measure.level, as_of, last,
                                           measure.evidence});
  }

  void operator()(const LearnProcess& measure) const {
    ForCapabilities([&](int32_t at, const Capability& capability) {
      if (Holds(capability.processes.held, measure.process)) return;
      edits.push_back(model::AddProcess{at, measure.process});
    });
  }

  void operator()(const WorkMaterial& measure) const {
    ForCapabilities([&](int32_t at, const Capability& capability) {
      if (Holds(capability.materials.held, measure.material)) return;
      edits.push_back(model::AddMaterial{at, measure.material});
    });
  }

  void operator()(const ReachAttribute& measure) const {
    const AttributeValue& reached = measure.value;
    const auto& definition = reference.attributes[reached.attribute.index()];
    ForCapabilities([&](int32_t at, const Capability& capability) {
      const auto held = std::find_if(
          capability.attributes.begin(), capability.attributes.end(),
          [&](const AttributeValue& value) {
            return value.attribute == reached.attribute;
          });
      AttributeValue value = reached;
      if (held != capability.attributes.end()) {
        value = Improved(definition, *held, reached);
        if (value.value == held->value) return;
      }
      edits.push_back(model::SetAttribute{at, std::move(value)});
    });
  }

  void operator()(const RaiseCapacity& measure) const {
    ForCapabilities([&](int32_t at, const Capability& capability) {
      if (!capability.monthly_capacity) return;
      model::Quantity capacity = *capability.monthly_capacity;
      capacity.value_e3 = PercentOf(capacity.value_e3, measure.percent, false);
      edits.push_back(model::SetMonthlyCapacity{at, capacity, std::nullopt});
    });
  }

  void operator()(const ShortenLeadTime& measure) const {
    ForCapabilities([&](int32_t at, const Capability& capability) {
      if (!capability.series_lead_days) return;
      const auto days = static_cast<int32_t>(
          PercentOf(*capability.series_lead_days, measure.percent, true));
      if (days == *capability.series_lead_days) return;
      edits.push_back(model::SetSeriesLeadTime{at, days});
    });
  }

  void operator()(const PassAssessment& measure) const {
    const model::Assessment& passed = measure.assessment;
    const auto is_held = [&](const model::Assessment& held) {
      return held.scheme == passed.scheme && held.level == passed.level &&
             held.score_e2 == passed.score_e2;
    };
    if (std::any_of(supplier.assessments.begin(), supplier.assessments.end(),
                    is_held)) {
      return;
    }
    edits.push_back(model::AddAssessment{passed});
  }

  void operator()(const ReachExportShare& measure) const {
    if (supplier.export_share_bp.value_or(-1) >= measure.share_bp) return;
    edits.push_back(model::SetExportShare{measure.share_bp});
  }

  void operator()(const LearnLanguage& measure) const {
    if (Holds(supplier.languages.held, measure.language)) return;
    edits.push_back(model::AddLanguage{measure.language});
  }

 private:
  template <class Use>
  void ForCapabilities(Use use) const {
    for (size_t c = 0; c < supplier.capabilities.size(); ++c) {
      const Capability& capability = supplier.capabilities[c];
      if (lever.category.stated() &&
          !(capability.category.stated() &&
            reference.categories.Covers(lever.category, capability.category))) {
        continue;
      }
      use(static_cast<int32_t>(c), capability);
    }
  }
};

}  // namespace

std::vector<Edit> EditsOf(const Lever& lever, const model::Supplier& supplier,
                          const model::Reference& reference,
                          model::Date as_of) {
  std::vector<Edit> edits;
  std::visit(Editor{lever, supplier, reference, as_of, edits}, lever.measure);
  return edits;
}

}  // namespace ketnoi::demand
