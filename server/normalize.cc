#include "server/normalize.h"

#include <algorithm>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "unicode/bytestream.h"
#include "unicode/normalizer2.h"
#include "unicode/stringpiece.h"
#include "unicode/uloc.h"

namespace ketnoi::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsAscii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

// The NFC of `text`; `text` itself if it is NFC.
std::string Composed(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(error);
  const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
  if (U_FAILURE(error) || nfc->isNormalizedUTF8(piece, error)) return text;
  std::string composed;
  icu::StringByteSink<std::string> sink(&composed);
  nfc->normalizeUTF8(0, piece, sink, nullptr, error);
  return U_FAILURE(error) ? text : composed;
}

void ComposeField(Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  std::string scratch;
  if (!field->is_repeated()) {
    const std::string& text =
        reflection->GetStringReference(message, field, &scratch);
    if (!IsAscii(text)) reflection->SetString(&message, field, Composed(text));
    return;
  }
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    const std::string& text =
        reflection->GetRepeatedStringReference(message, field, i, &scratch);
    if (IsAscii(text)) continue;
    reflection->SetRepeatedString(&message, field, i, Composed(text));
  }
}

void Trim(std::string* text) {
  constexpr char kBlanks[] = " \t\r\n";
  const size_t begin = text->find_first_not_of(kBlanks);
  if (begin == std::string::npos) {
    text->clear();
  } else {
    *text = text->substr(begin, text->find_last_not_of(kBlanks) - begin + 1);
  }
}

// "ja" for "jpn": the code of ISO 639-1 for one of three letters, if there is
// one; else the tag itself.
std::string ShortestLanguage(const std::string& tag) {
  const bool is_code = tag.size() == 3 &&
                       std::all_of(tag.begin(), tag.end(),
                                   [](char c) { return c >= 'a' && c <= 'z'; });
  if (!is_code) return tag;
  UErrorCode error = U_ZERO_ERROR;
  char code[ULOC_LANG_CAPACITY];
  const int32_t size = uloc_getLanguage(tag.c_str(), code, sizeof code, &error);
  return U_SUCCESS(error) && size == 2 ? std::string(code, 2) : tag;
}

void NormalizeLanguage(std::string& tag) {
  for (char& c : tag) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  tag = ShortestLanguage(tag);
}

// One per kind of reference data that records may name in several ways.
struct Canonical {
  const model::Reference& reference;

  void Province(std::string* text) const {
    const model::ProvinceId id = reference.FindProvince(*text);
    if (!text->empty() && id.stated()) {
      *text = reference.provinces[id.index()].code;
    }
  }
  void Material(std::string* text) const {
    const model::MaterialId id = reference.FindMaterial(*text);
    if (id.stated()) *text = reference.materials[id.index()].id;
  }
  void Category(std::string* text) const {
    const model::CategoryId id = reference.FindCategory(*text);
    if (id.stated()) *text = reference.categories.Name(id);
  }
  void Process(std::string* text) const {
    const model::ProcessId id = reference.FindProcess(*text);
    if (id.stated()) *text = reference.processes[id.index()].id;
  }
  void Scheme(std::string* text) const {
    const model::SchemeId id = reference.FindScheme(*text);
    if (id.stated()) *text = reference.schemes[id.index()].id;
  }
  void AssessmentScheme(std::string* text) const {
    const model::AssessmentSchemeId id = reference.FindAssessmentScheme(*text);
    if (id.stated()) *text = reference.assessment_schemes[id.index()].id;
  }
  // A level of a scheme that is in its canonical form.
  void Level(const std::string& scheme, std::string* level) const {
    const model::SchemeId id = reference.FindScheme(scheme);
    if (id.stated()) LevelOf(id, reference.schemes[id.index()].levels, level);
  }
  void AssessmentLevel(const std::string& scheme, std::string* level) const {
    const model::AssessmentSchemeId id = reference.FindAssessmentScheme(scheme);
    if (!id.stated()) return;
    LevelOf(id, reference.assessment_schemes[id.index()].levels, level);
  }
  void Language(std::string* tag) const { NormalizeLanguage(*tag); }
  void Industry(std::string* text) const {
    const model::IndustryId id = reference.FindIndustry(*text);
    if (id.stated()) *text = reference.industries[id.index()].id;
  }
  template <class Method, class List>
  void All(Method method, List* texts) const {
    for (std::string& text : *texts) (this->*method)(&text);
  }
  template <class Method>
  void Both(Method method, v1::StatedList* list) const {
    All(method, list->mutable_values());
    All(method, list->mutable_not_held());
  }

 private:
  template <class SchemeId>
  void LevelOf(SchemeId scheme, const std::vector<std::string>& levels,
               std::string* level) const {
    const auto position = reference.FindLevel(scheme, *level);
    if (position) *level = levels[static_cast<size_t>(*position)];
  }
};

void NormalizeCapability(const Canonical& canonical, v1::Capability& row) {
  canonical.Category(row.mutable_category());
  if (row.has_processes()) {
    canonical.Both(&Canonical::Process, row.mutable_processes());
  }
  if (row.has_materials()) {
    canonical.Both(&Canonical::Material, row.mutable_materials());
  }
}

void NormalizeCriterion(const Canonical& canonical, v1::Criterion& criterion) {
  switch (criterion.test_case()) {
    case v1::Criterion::kProcesses:
      canonical.All(&Canonical::Process,
                    criterion.mutable_processes()->mutable_processes());
      break;
    case v1::Criterion::kMaterials:
      canonical.All(&Canonical::Material,
                    criterion.mutable_materials()->mutable_materials());
      break;
    case v1::Criterion::kCertificate: {
      v1::CertificateTest& test = *criterion.mutable_certificate();
      canonical.Scheme(test.mutable_scheme());
      canonical.Level(test.scheme(), test.mutable_level());
      break;
    }
    case v1::Criterion::kAssessment: {
      v1::AssessmentTest& test = *criterion.mutable_assessment();
      canonical.AssessmentScheme(test.mutable_scheme());
      canonical.AssessmentLevel(test.scheme(), test.mutable_level());
      break;
    }
    case v1::Criterion::kLanguages:
      canonical.All(&Canonical::Language,
                    criterion.mutable_languages()->mutable_values());
      break;
    case v1::Criterion::kIndustriesServed:
      canonical.All(&Canonical::Industry,
                    criterion.mutable_industries_served()->mutable_values());
      break;
    case v1::Criterion::kPlace: {
      v1::PlaceTest& place = *criterion.mutable_place();
      if (place.has_provinces()) {
        canonical.All(&Canonical::Province,
                      place.mutable_provinces()->mutable_provinces());
      } else if (place.has_distance() && place.distance().origin_case() ==
                                             v1::DistanceTest::kProvince) {
        canonical.Province(place.mutable_distance()->mutable_province());
      }
      break;
    }
    default:
      break;
  }
}

}  // namespace

void NormalizeLanguages(
    google::protobuf::RepeatedPtrField<std::string>& languages) {
  for (std::string& tag : languages) NormalizeLanguage(tag);
}

void ComposeTexts(Message& message) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->type() == FieldDescriptor::TYPE_STRING) {
      ComposeField(message, field);
    } else if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      continue;
    } else if (!field->is_repeated()) {
      ComposeTexts(*reflection->MutableMessage(&message, field));
    } else {
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        ComposeTexts(*reflection->MutableRepeatedMessage(&message, field, i));
      }
    }
  }
}

void Normalize(const model::Reference& reference, v1::Supplier& supplier) {
  ComposeTexts(supplier);
  const Canonical canonical{reference};
  Trim(supplier.mutable_tax_code());
  for (v1::Site& site : *supplier.mutable_sites()) {
    canonical.Province(site.mutable_province());
  }
  for (v1::Capability& row : *supplier.mutable_capabilities()) {
    NormalizeCapability(canonical, row);
  }
  for (v1::Certificate& certificate : *supplier.mutable_certificates()) {
    canonical.Scheme(certificate.mutable_scheme());
    canonical.Level(certificate.scheme(), certificate.mutable_level());
  }
  for (v1::Assessment& assessment : *supplier.mutable_assessments()) {
    canonical.AssessmentScheme(assessment.mutable_scheme());
    canonical.AssessmentLevel(assessment.scheme(), assessment.mutable_level());
  }
  if (supplier.has_languages()) {
    canonical.Both(&Canonical::Language, supplier.mutable_languages());
  }
  for (v1::Contact& contact : *supplier.mutable_contacts()) {
    canonical.All(&Canonical::Language, contact.mutable_languages());
  }
  canonical.All(&Canonical::Scheme, supplier.mutable_certificates_not_held());
  if (supplier.track_record().has_industries()) {
    canonical.Both(&Canonical::Industry,
                   supplier.mutable_track_record()->mutable_industries());
  }
}

void Normalize(const model::Reference& reference, v1::Buyer& buyer) {
  ComposeTexts(buyer);
  const Canonical canonical{reference};
  Trim(buyer.mutable_tax_code());
  for (v1::Plant& plant : *buyer.mutable_plants()) {
    canonical.Province(plant.mutable_province());
  }
  canonical.All(&Canonical::Industry, buyer.mutable_industries());
}

void Normalize(const model::Reference&, v1::Bom& bom) { ComposeTexts(bom); }

void Normalize(const model::Reference& reference,
               v1::Requirement& requirement) {
  ComposeTexts(requirement);
  const Canonical canonical{reference};
  canonical.Category(requirement.mutable_category());
  for (v1::Criterion& criterion : *requirement.mutable_criteria()) {
    NormalizeCriterion(canonical, criterion);
  }
}

}  // namespace ketnoi::server
