#include "server/translate_change.h"

#include <bit>
#include <string>

#include "server/translate_result.h"

namespace ketnoi::server {
namespace {

// They are in the same order.
v1::ChangeKind KindFrom(match::ChangeKind kind) {
  static_assert(match::kChangeKinds + 1 == v1::ChangeKind_ARRAYSIZE);
  return static_cast<v1::ChangeKind>(static_cast<int>(kind) + 1);
}

// Calls `use` with each step of `gates`.
template <class Use>
void ForGates(uint64_t gates, Use use) {
  for (; gates != 0; gates &= gates - 1) {
    use(static_cast<size_t>(std::countr_zero(gates)));
  }
}

const std::string& GateKey(const match::Program& program, size_t step) {
  return program.steps[step].criterion.key;
}

v1::LocalizedText GateName(const ReferenceData& data,
                           const match::Program& program, size_t step) {
  return CriterionName(data, program.steps[step].criterion.test);
}

// Of a supplier that misses nothing, a part is a question.
std::string CodeOf(const match::Change& change, const match::ChangePart& part) {
  return change.standing == match::Standing::kConditional
             ? "CHANGE_ASK"
             : TextCodeOf(part.kind);
}

}  // namespace

v1::Change ChangeFrom(const ReferenceData& data, const match::Program& program,
                      const model::Supplier& supplier,
                      const match::Change& change, Languages languages) {
  v1::Change result;
  if (change.lifted) {
    result.set_lifted_standing(StandingFrom(*change.lifted));
  }
  for (const match::ChangePart& part : change.parts) {
    v1::ChangePart& to = *result.add_parts();
    to.set_kind(KindFrom(part.kind));
    ForGates(part.gates,
             [&](size_t step) { to.add_gates(GateKey(program, step)); });
    to.set_from(part.from);
    to.set_to(part.to);
    const v1::LocalizedText name = GateName(
        data, program, static_cast<size_t>(std::countr_zero(part.gates)));
    const PlaceText places[] = {InBothLanguages("{criterion}", name),
                                InNoLanguage("{from}", part.from),
                                InNoLanguage("{to}", part.to)};
    if (languages.vi || languages.en) {
      *to.mutable_message() =
          Sentence(data, CodeOf(change, part), places, languages);
    }
  }
  ForGates(change.open,
           [&](size_t step) { result.add_open_gates(GateKey(program, step)); });
  ForGates(change.stuck, [&](size_t step) {
    result.add_stuck_gates(GateKey(program, step));
  });
  const auto capability = static_cast<size_t>(change.capability);
  if (capability < supplier.capabilities.size()) {
    result.set_capability_id(supplier.capabilities[capability].id);
  }
  if (change.site >= 0) {
    result.set_site_id(supplier.sites[static_cast<size_t>(change.site)].id);
  }
  return result;
}

v1::Relaxation RelaxationFrom(const ReferenceData& data,
                              const match::Program& program,
                              const match::Relaxation& relaxation,
                              int32_t target, Languages languages) {
  v1::Relaxation result;
  result.set_target(target);
  result.set_suppliers_gained(relaxation.gained);
  result.set_target_reached(relaxation.reached);
  v1::LocalizedText gates;
  ForGates(relaxation.dropped, [&](size_t step) {
    result.add_dropped_gates(GateKey(program, step));
    const v1::LocalizedText name = GateName(data, program, step);
    const char* separator = gates.vi().empty() ? "" : ", ";
    gates.mutable_vi()->append(separator + name.vi());
    gates.mutable_en()->append(separator + name.en());
  });
  if (!languages.vi && !languages.en) return result;
  const std::string count = std::to_string(relaxation.gained);
  const std::string asked = std::to_string(target);
  const PlaceText places[] = {InBothLanguages("{gates}", gates),
                              InNoLanguage("{count}", count),
                              InNoLanguage("{target}", asked)};
  const char* code = "RELAXATION_NONE";
  if (relaxation.dropped != 0) {
    code = relaxation.reached ? "RELAXATION_REACHED" : "RELAXATION_SHORT";
  }
  *result.mutable_message() = Sentence(data, code, places, languages);
  return result;
}

}  // namespace ketnoi::server
