#include "server/render.h"

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

// Puts the three values into the places of `pattern` that name them.
std::string Filled(std::string_view pattern, std::string_view criterion,
                   std::string_view required, std::string_view offered) {
  const std::pair<std::string_view, std::string_view> values[] = {
      {"{criterion}", criterion},
      {"{required}", required},
      {"{offered}", offered}};
  std::string text;
  while (!pattern.empty()) {
    bool replaced = false;
    for (const auto& [place, value] : values) {
      if (pattern.substr(0, place.size()) != place) continue;
      text += value.empty() ? "–" : value;
      pattern.remove_prefix(place.size());
      replaced = true;
      break;
    }
    if (replaced) continue;
    text += pattern.front();
    pattern.remove_prefix(1);
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
  v1::LocalizedText message;
  const auto it = data.texts.find(std::string_view(match::ReasonName(reason)));
  if (it == data.texts.end()) return message;
  if (languages.vi) {
    message.set_vi(Filled(it->second.vi(), criterion.vi(), required, offered));
  }
  if (languages.en) {
    message.set_en(Filled(it->second.en(), criterion.en(), required, offered));
  }
  return message;
}

}  // namespace ketnoi::server
