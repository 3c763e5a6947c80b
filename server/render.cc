#include "server/render.h"

#include <algorithm>
#include <cctype>
#include <variant>

namespace ketnoi::server {
namespace {

v1::LocalizedText InBoth(v1::LocalizedText text) {
  if (text.vi().empty()) text.set_vi(text.en());
  if (text.en().empty()) text.set_en(text.vi());
  return text;
}

v1::LocalizedText KindText(const ReferenceData& data, const char* kind) {
  std::string code = "KIND_";
  for (const char* c = kind; *c != '\0'; ++c) {
    code += static_cast<char>(std::toupper(static_cast<unsigned char>(*c)));
  }
  if (const auto it = data.texts.find(code); it != data.texts.end()) {
    return InBoth(it->second);
  }
  v1::LocalizedText text;
  text.set_vi(kind);
  text.set_en(kind);
  return text;
}

// Puts the values into the places of `pattern`.
std::string Filled(std::string_view pattern, std::span<const PlaceText> places,
                   std::string_view PlaceText::*value) {
  std::string text;
  while (!pattern.empty()) {
    const auto place = std::find_if(
        places.begin(), places.end(), [&](const PlaceText& candidate) {
          return pattern.substr(0, candidate.place.size()) == candidate.place;
        });
    if (place == places.end()) {
      text += pattern.front();
      pattern.remove_prefix(1);
      continue;
    }
    const std::string_view of_place = (*place).*value;
    text += of_place.empty() ? "–" : of_place;
    pattern.remove_prefix(place->place.size());
  }
  return text;
}

}  // namespace

v1::LocalizedText CriterionName(const ReferenceData& data,
                                const model::Test& test) {
  if (const auto* attribute = std::get_if<model::AttributeTest>(&test);
      attribute != nullptr && attribute->required.attribute.stated()) {
    return InBoth(data.attribute_names[attribute->required.attribute.index()]);
  }
  if (const auto* certificate = std::get_if<model::CertificateTest>(&test);
      certificate != nullptr && certificate->scheme.stated()) {
    return InBoth(data.tables.certificate_schemes[certificate->scheme.index()]
                      .display_name());
  }
  if (const auto* assessment = std::get_if<model::AssessmentTest>(&test);
      assessment != nullptr && assessment->scheme.stated()) {
    return InBoth(data.tables.assessment_schemes[assessment->scheme.index()]
                      .display_name());
  }
  return KindText(data, model::KindName(model::KindOf(test)));
}

v1::LocalizedText ReasonMessage(const ReferenceData& data, match::Reason reason,
                                const v1::LocalizedText& criterion,
                                std::string_view required,
                                std::string_view offered, Languages languages) {
  const PlaceText places[] = {InBothLanguages("{criterion}", criterion),
                              InNoLanguage("{required}", required),
                              InNoLanguage("{offered}", offered)};
  return Sentence(data, match::ReasonName(reason), places, languages);
}

PlaceText InNoLanguage(std::string_view place, std::string_view text) {
  return {place, text, text};
}

PlaceText InBothLanguages(std::string_view place,
                          const v1::LocalizedText& text) {
  return {place, text.vi().empty() ? text.en() : text.vi(),
          text.en().empty() ? text.vi() : text.en()};
}

v1::LocalizedText Sentence(const ReferenceData& data, std::string_view code,
                           std::span<const PlaceText> places,
                           Languages languages) {
  v1::LocalizedText sentence;
  const auto it = data.texts.find(code);
  if (it == data.texts.end()) return sentence;
  if (languages.vi) {
    sentence.set_vi(Filled(it->second.vi(), places, &PlaceText::vi));
  }
  if (languages.en) {
    sentence.set_en(Filled(it->second.en(), places, &PlaceText::en));
  }
  return sentence;
}

}  // namespace ketnoi::server
