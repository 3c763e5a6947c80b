#include "server/contact_checks.h"

#include "fmt/format.h"

namespace ketnoi::server {

void CheckContacts(
    const google::protobuf::RepeatedPtrField<v1::Contact>& contacts,
    FieldChecks& checks) {
  const Path root;
  if (!checks.AtMost(Path(root, "contacts"), contacts.size(), 20)) return;
  for (int i = 0; i < contacts.size(); ++i) {
    const v1::Contact& contact = contacts[i];
    const Path path(root, "contacts", i);
    checks.TextFits(Path(path, "full_name"), contact.full_name(), kShortText);
    checks.TextFits(Path(path, "position"), contact.position(), kShortText);
    checks.TextFits(Path(path, "phone"), contact.phone(), kShortText);
    checks.TextFits(Path(path, "email"), contact.email(), kShortText);
    if (!contact.email().empty() &&
        contact.email().find('@') == std::string::npos) {
      checks.Refuse(Path(path, "email"),
                    fmt::format("'{}' is not an address", contact.email()));
    }
    checks.CheckEntries(path, "languages", contact.languages(), 20,
                        FieldChecks::Language());
  }
}

}  // namespace ketnoi::server
