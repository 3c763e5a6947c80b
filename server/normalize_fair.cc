#include <string>

#include "fmt/format.h"
#include "server/fair_fields.h"
#include "server/normalize.h"
#include "server/resource_name.h"

namespace ketnoi::server {
namespace {

// The name below the fair of `wish` for an id alone.
void CompleteName(const v1::Wish& wish, const char* collection,
                  std::string& name) {
  if (!IsId(name)) return;
  name = fmt::format("{}/{}/{}", ParentName(wish.name()), collection, name);
}

}  // namespace

void Normalize(const model::Reference&, v1::Fair& fair) {
  ComposeTexts(fair);
  NormalizeLanguages(*fair.mutable_default_languages());
  for (v1::Interpreter& interpreter : *fair.mutable_interpreters()) {
    NormalizeLanguages(*interpreter.mutable_languages());
  }
}

void Normalize(const model::Reference&, v1::Participant& participant) {
  ComposeTexts(participant);
  NormalizeLanguages(*participant.mutable_languages());
  for (v1::Contact& contact : *participant.mutable_contacts()) {
    NormalizeLanguages(*contact.mutable_languages());
  }
}

void Normalize(const model::Reference&, v1::Wish& wish) {
  ComposeTexts(wish);
  CompleteName(wish, "participants", *wish.mutable_buyer());
  CompleteName(wish, "participants", *wish.mutable_supplier());
  for (std::string& before : *wish.mutable_after()) {
    CompleteName(wish, "wishes", before);
  }
}

}  // namespace ketnoi::server
