// What gates look at, for people: "certificate.iso9001".

#ifndef KETNOI_SERVER_TOPIC_WORDS_H_
#define KETNOI_SERVER_TOPIC_WORDS_H_

#include <string>

#include "ketnoi/v1/common.pb.h"
#include "matcher/demand/questions.h"
#include "server/reference_data.h"

namespace ketnoi::server {

// The default key of a criterion that looks at it; of the category
// "category.stamping".
std::string TopicKey(const ReferenceData& data, const demand::Topic& topic);

// What that is called, in both languages.
v1::LocalizedText TopicName(const ReferenceData& data,
                            const demand::Topic& topic);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TOPIC_WORDS_H_
