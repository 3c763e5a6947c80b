// Results in words: names of criteria and texts of reasons, in Vietnamese and
// English.

#ifndef KETNOI_SERVER_RENDER_H_
#define KETNOI_SERVER_RENDER_H_

#include <span>
#include <string>
#include <string_view>

#include "ketnoi/v1/common.pb.h"
#include "matcher/match/change.h"
#include "matcher/match/reason.h"
#include "matcher/model/requirement.h"
#include "server/reference_data.h"

namespace ketnoi::server {

// In which languages results are put into words.
struct Languages {
  bool vi = false;
  bool en = false;
};

// What a criterion is called: the attribute's or scheme's name, or the kind's
// (text "KIND_PLACE"). A name that only one language has stands for both.
v1::LocalizedText CriterionName(const ReferenceData& data,
                                const model::Test& test);

// The text of `reason`, with {criterion}, {required} and {offered} filled in;
// "–" for one that is empty. The last two are what the reason is about.
v1::LocalizedText ReasonMessage(const ReferenceData& data, match::Reason reason,
                                const v1::LocalizedText& criterion,
                                std::string_view required,
                                std::string_view offered, Languages languages);

// What stands for a place of a text; "–" if it is empty. Refers to texts that
// must outlive it.
struct PlaceText {
  std::string_view place;  // "{from}"
  std::string_view vi;
  std::string_view en;
};
PlaceText InNoLanguage(std::string_view place, std::string_view text);
PlaceText InBothLanguages(std::string_view place,
                          const v1::LocalizedText& text);

// The codes of texts that are neither reasons, nor kinds of criteria or
// changes.
inline constexpr const char* kSentenceCodes[] = {
    "CHANGE_ASK",          "RELAXATION_REACHED",  "RELAXATION_SHORT",
    "RELAXATION_NONE",     "COMPARE_STANDING",    "COMPARE_SCORE",
    "COMPARE_SCORE_HIGH",  "COMPARE_SUPPLIER_ID", "COMPARE_GATE_MISSED",
    "COMPARE_GATE_OPEN",   "COMPARE_MORE",        "COMPARE_LESS",
    "COMPARE_SAME",        "STANDING_ELIGIBLE",   "STANDING_CONDITIONAL",
    "STANDING_INELIGIBLE",
};

// The code of the text of a change: "CHANGE_ADD_PROCESS".
inline std::string TextCodeOf(match::ChangeKind kind) {
  return std::string("CHANGE_") + match::ChangeKindName(kind);
}

// The text of a code with its places filled in. Empty if there is no text.
v1::LocalizedText Sentence(const ReferenceData& data, std::string_view code,
                           std::span<const PlaceText> places,
                           Languages languages);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RENDER_H_
