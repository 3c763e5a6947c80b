#ifndef KETNOI_CLIENTS_CLI_RECORD_LIST_H_
#define KETNOI_CLIENTS_CLI_RECORD_LIST_H_

#include <vector>

#include "clients/cli/context.h"
#include "clients/cli/table.h"
#include "google/protobuf/message.h"

namespace ketnoi::cli {

// A column of a list of records.
struct RecordColumn {
  Word header;
  // The field, as in TextAt. "name" shows the id in tables, "composed" the
  // mark, a LocalizedText the context's language.
  std::string_view path;
  // As in Column; kId for ids, which are typed: tables show them whole.
  int importance = 1;
  Align align = Align::kLeft;
  bool wrap = false;  // As in Column.
  bool id = false;    // Tables show the id that ends a name, no more.
};

// The importance of ids, above that of everything else.
inline constexpr int kId = kNeverShortened + 1;

using Records = std::vector<const google::protobuf::Message*>;

// Prints records as a table: numbers in right columns with grouped digits,
// states in the language's words.
void PrintRecordTable(const std::vector<RecordColumn>& columns,
                      const Records& records, Context& context);

// Prints records as CSV lines; the header line first if `header`. Columns are
// named after the fields, in every language.
void PrintRecordCsv(const std::vector<RecordColumn>& columns,
                    const Records& records, bool header, Context& context);

// Pointers to the elements of a repeated field.
template <typename Repeated>
Records RecordsOf(const Repeated& repeated) {
  Records records;
  for (const auto& record : repeated) records.push_back(&record);
  return records;
}

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_RECORD_LIST_H_
