#include "matcher/match/offered.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "fmt/format.h"
#include "matcher/model/date.h"
#include "matcher/model/decimal.h"
#include "matcher/model/geo.h"

namespace ketnoi::match {
namespace {

using index::Amount;
using index::AttributeColumn;
using index::Dictionary;
using index::Field;
using index::ListView;

constexpr size_t kMostListed = 6;

template <class List, class T>
bool Has(const List& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// "a, b, c, …", with those that are asked for first.
template <class Held, class Asked, class NameOf>
std::string ListText(const Held& held, const Asked& asked, NameOf name_of) {
  std::string text;
  size_t listed = 0;
  for (const bool wanted : {true, false}) {
    for (const auto& value : held) {
      if (Has(asked, value) != wanted) continue;
      if (listed == kMostListed) return text + ", …";
      if (listed++ > 0) text += ", ";
      text += name_of(value);
    }
  }
  return text;
}

// The texts of `numbers`, sorted.
std::vector<std::string_view> TextsOf(const Dictionary& dictionary,
                                      std::span<const int32_t> numbers) {
  std::vector<std::string_view> texts;
  texts.reserve(numbers.size());
  for (const int32_t number : numbers) {
    texts.push_back(dictionary.Text(number));
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

std::string_view Itself(std::string_view text) { return text; }

std::string AmountText(const model::Reference& reference,
                       const Amount& amount) {
  if (!amount.stated()) return "";
  std::string text = model::DecimalText(amount.value_e3, 3);
  if (amount.unit.stated()) {
    text += " " + reference.units[amount.unit.index()].id;
  }
  return text;
}

std::string PercentText(int32_t basis_points) {
  return model::DecimalText(basis_points, 2) + " %";
}

std::string_view OwnershipText(model::Ownership ownership) {
  switch (ownership) {
    case model::Ownership::kNotStated:
      return "";
    case model::Ownership::kDomesticPrivate:
      return "DOMESTIC_PRIVATE";
    case model::Ownership::kState:
      return "STATE";
    case model::Ownership::kForeign:
      return "FOREIGN";
    case model::Ownership::kJointVenture:
      return "JOINT_VENTURE";
    case model::Ownership::kCooperative:
      return "COOPERATIVE";
  }
  return "";
}

// One case per kind of criterion.
struct Offered {
  const model::Reference& reference;
  const index::Segment& segment;
  const index::Block& block;  // of the row
  int32_t row;
  const Judgement& judgement;  // says what to leave out

  std::string operator()(const model::CategoryTest&) const {
    if (!block.category.stated()) return "";
    return reference.categories.Name(block.category);
  }

  std::string operator()(const model::ProcessTest& test) const {
    return ListText(IdsOf<model::ProcessId>(Field::kProcesses), test.processes,
                    [&](model::ProcessId id) -> const std::string& {
                      return reference.processes[id.index()].id;
                    });
  }

  std::string operator()(const model::MaterialTest& test) const {
    auto held = IdsOf<model::MaterialId>(Field::kMaterials);
    std::erase_if(held, [&](model::MaterialId id) {
      return !IsAbout(test.materials, id);
    });
    return ListText(held, test.materials,
                    [&](model::MaterialId id) -> const std::string& {
                      return reference.materials[id.index()].id;
                    });
  }

  std::string operator()(const model::AttributeTest& test) const {
    const auto* column = segment.attribute(test.required.attribute);
    if (column == nullptr) return "";
    const int32_t entry =
        block.EntryAt(index::ColumnId::Of(test.required.attribute), row);
    return judgement.reason == Reason::kEquivalentListed
               ? EquivalentsText(test.required, *column, entry)
               : column->AsStated(entry);
  }

  std::string operator()(const model::MonthlyVolumeTest&) const {
    const Amount& capacity = AmountOf(Field::kCapacity);
    std::string text = AmountText(reference, capacity);
    if (capacity.committed_bp >= 0) {
      text += " − " + PercentText(capacity.committed_bp);
    }
    return text;
  }

  std::string operator()(const model::OrderQuantityTest&) const {
    return AmountText(reference, AmountOf(Field::kMinimumOrder));
  }

  std::string operator()(const model::SampleLeadTimeTest&) const {
    return Days(NumberOf(Field::kSampleLeadDays));
  }

  std::string operator()(const model::SeriesLeadTimeTest&) const {
    return Days(NumberOf(Field::kSeriesLeadDays));
  }

  std::string operator()(const model::PaymentTermTest&) const {
    return Days(NumberOf(Field::kPaymentTerm));
  }

  // The one that decided, or all that have to do with the asked scheme.
  std::string operator()(const model::CertificateTest& test) const {
    std::string text;
    uint32_t position = 0;
    for (const auto& held : segment.certificates(segment.site_number(row))) {
      ++position;
      const bool shown = judgement.about == 0 ? Concerns(held, test.scheme)
                                              : position == judgement.about;
      if (!shown) continue;
      if (!text.empty()) text += "; ";
      AppendCertificate(held, text);
    }
    return text;
  }

  std::string operator()(const model::ProvincesTest&) const {
    const model::ProvinceId province{NumberOf(Field::kProvince)};
    if (!province.stated()) return "";
    return reference.provinces[province.index()].names.front();
  }

  std::string operator()(const model::DistanceTest& test) const {
    const auto place = segment.place(segment.site_number(row));
    if (!place) return "";
    const int64_t metres =
        model::DistanceMeters(place->center, test.origin.center);
    const int64_t radii = int64_t{place->radius_m} + test.origin.radius_m;
    if (radii == 0) return fmt::format("{} km", Kilometres(metres));
    return fmt::format("{}–{} km",
                       Kilometres(std::max<int64_t>(0, metres - radii)),
                       Kilometres(metres + radii));
  }

  std::string operator()(const model::OwnershipTest&) const {
    const int32_t ownership = NumberOf(Field::kOwnership);
    if (ownership == index::kNoNumber) return "";
    return std::string(OwnershipText(static_cast<model::Ownership>(ownership)));
  }

  std::string operator()(const model::IndustriesServedTest& test) const {
    return ListText(IdsOf<model::IndustryId>(Field::kIndustries),
                    test.industries,
                    [&](model::IndustryId id) -> const std::string& {
                      return reference.industries[id.index()].id;
                    });
  }

  std::string operator()(const model::CustomersServedTest& test) const {
    return ListText(
        TextsOf(segment.customer_codes(), ListOf(Field::kCustomers).held),
        test.customers, Itself);
  }

  std::string operator()(const model::ExportShareTest&) const {
    const int32_t share_bp = NumberOf(Field::kExportShare);
    return share_bp == index::kNoNumber ? "" : PercentText(share_bp);
  }

  std::string operator()(const model::EmployeesTest&) const {
    const int32_t count = NumberOf(Field::kEmployees);
    return count == index::kNoNumber ? "" : std::to_string(count);
  }

  std::string operator()(const model::AssessmentTest& test) const {
    std::string text;
    for (const auto& assessment :
         segment.assessments(EntryOf(Field::kAssessments))) {
      if (assessment.scheme != test.scheme) continue;
      if (!text.empty()) text += "; ";
      std::optional<int64_t> score_e2;
      if (assessment.score_e2 != index::kOpen) score_e2 = assessment.score_e2;
      text +=
          AssessmentText(reference, test.scheme, assessment.level, score_e2);
    }
    return text;
  }

  std::string operator()(const model::LanguagesTest& test) const {
    return ListText(
        TextsOf(segment.language_codes(), ListOf(Field::kLanguages).held),
        test.languages, Itself);
  }

  std::string operator()(const model::FreshnessTest&) const {
    const int32_t days = NumberOf(Field::kConfirmedDate);
    return days == index::kNoNumber ? "" : model::DateText({days});
  }

 private:
  int32_t EntryOf(Field field) const {
    return block.EntryAt(index::ColumnId::Of(field), row);
  }
  ListView ListOf(Field field) const {
    return segment.list(field, EntryOf(field));
  }
  const Amount& AmountOf(Field field) const {
    return segment.amount(field, EntryOf(field));
  }
  int32_t NumberOf(Field field) const {
    return segment.number(field, EntryOf(field));
  }
  template <class Id>
  std::vector<Id> IdsOf(Field field) const {
    const ListView list = ListOf(field);
    std::vector<Id> ids;
    ids.reserve(list.held.size());
    for (const int32_t value : list.held) ids.push_back(Id{value});
    return ids;
  }

  static std::string Days(int32_t days) {
    return days == index::kNoNumber ? "" : fmt::format("{} d", days);
  }

  static std::string Kilometres(int64_t metres) {
    return model::DecimalText((metres + 50) / 100, 1);
  }

  bool IsAbout(const std::vector<model::MaterialId>& required,
               model::MaterialId held) const {
    for (size_t i = 0; i < required.size(); ++i) {
      if (IsAboutItem(judgement, i) &&
          MayStandFor(reference.materials[required[i].index()], held)) {
        return true;
      }
    }
    return false;
  }

  // By a reason that says that something stands in for what is required.
  bool MayStandFor(const model::Material& required,
                   model::MaterialId held) const {
    const model::MaterialId of_class = required.material_class;
    switch (judgement.reason) {
      case Reason::kEquivalentListed:
      case Reason::kEquivalentNeedsAccepting:
        return Has(required.equivalents, held);
      case Reason::kClassListed:
        return held == of_class ||
               reference.materials[held.index()].material_class == of_class;
      case Reason::kOnlyClassStated:
        return held == of_class;
      default:
        return true;
    }
  }

  // The codes of an entry that stand in for required ones.
  std::string EquivalentsText(const model::AttributeValue& required,
                              const AttributeColumn& column,
                              int32_t entry) const {
    const auto& asked = std::get<model::Codes>(required.value).held;
    auto held = TextsOf(column.dictionary(), column.List(entry).held);
    const auto& codes = reference.attributes[required.attribute.index()].codes;
    std::erase_if(held, [&](std::string_view code) {
      return std::none_of(codes.begin(), codes.end(), [&](const auto& known) {
        const auto item = std::find(asked.begin(), asked.end(), known.code);
        return item != asked.end() &&
               IsAboutItem(judgement,
                           static_cast<size_t>(item - asked.begin())) &&
               Has(known.equivalents, code);
      });
    });
    return ListText(held, asked, Itself);
  }

  using Held = index::Segment::SiteCertificate;

  bool Concerns(const Held& held, model::SchemeId asked) const {
    if (held.scheme == asked.value) return true;
    const auto& relations = SchemeOf(held).relations;
    return std::any_of(relations.begin(), relations.end(),
                       [&](const model::CertificateRelation& relation) {
                         return relation.to_scheme == asked;
                       });
  }

  void AppendCertificate(const Held& held, std::string& text) const {
    std::optional<model::Date> valid_to;
    if (held.valid_to != index::Segment::kNever) valid_to = {held.valid_to};
    text += CertificateText(reference, {held.scheme}, held.level, valid_to);
  }

  const model::CertificateScheme& SchemeOf(const Held& held) const {
    return reference.schemes[static_cast<size_t>(held.scheme)];
  }
};

}  // namespace

std::string CertificateText(const model::Reference& reference,
                            model::SchemeId scheme, int level,
                            std::optional<model::Date> valid_to) {
  const model::CertificateScheme& held = reference.schemes[scheme.index()];
  std::string text = held.id;
  if (level >= 0) text += ":" + held.levels[static_cast<size_t>(level)];
  if (valid_to) text += " → " + model::DateText(*valid_to);
  return text;
}

std::string AssessmentText(const model::Reference& reference,
                           model::AssessmentSchemeId scheme, int level,
                           std::optional<int64_t> score_e2) {
  std::string text;
  if (level >= 0) {
    text = reference.assessment_schemes[scheme.index()]
               .levels[static_cast<size_t>(level)];
  }
  if (!score_e2) return text;
  if (level >= 0) text += " ";
  return text + model::DecimalText(*score_e2, 2);
}

std::string OfferedText(const model::Reference& reference,
                        const model::Test& test, const index::Segment& segment,
                        int32_t row, const Judgement& judgement) {
  return std::visit(
      Offered{reference, segment, segment.BlockOf(row), row, judgement}, test);
}

}  // namespace ketnoi::match
