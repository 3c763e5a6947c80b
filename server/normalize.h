// Puts records into the form in which they are stored: text in Unicode NFC,
// names of categories, provinces, processes, materials, schemes, levels and
// industries as their ids.
//
// Whatever cannot be put into that form is left as it is, for validation to
// refuse. Thread-safe on distinct messages.

#ifndef KETNOI_SERVER_NORMALIZE_H_
#define KETNOI_SERVER_NORMALIZE_H_

#include <string>

#include "google/protobuf/message.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "ketnoi/v1/bom.pb.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "matcher/model/reference.h"

namespace ketnoi::server {

// Every text of `message` and of the messages in it becomes NFC.
void ComposeTexts(google::protobuf::Message& message);

// Tags of languages in lower case, and with two letters where ISO 639 has such
// a code.
void NormalizeLanguages(
    google::protobuf::RepeatedPtrField<std::string>& languages);

// ComposeTexts, and: codes of provinces for their names, ids of materials for
// grade names, ids of categories, processes, schemes and industries for other
// names, levels as their scheme spells them, language tags in lower case and
// with two letters where ISO 639 has such a code, tax codes without blanks
// around them.
void Normalize(const model::Reference& reference, v1::Supplier& supplier);
void Normalize(const model::Reference& reference, v1::Buyer& buyer);
void Normalize(const model::Reference& reference, v1::Bom& bom);
void Normalize(const model::Reference& reference, v1::Requirement& requirement);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_NORMALIZE_H_
