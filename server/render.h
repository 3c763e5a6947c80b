// Results in words: names of criteria and texts of reasons, in Vietnamese and
// English.

#ifndef KETNOI_SERVER_RENDER_H_
#define KETNOI_SERVER_RENDER_H_

#include <string>
#include <string_view>

#include "ketnoi/v1/common.pb.h"
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

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RENDER_H_
