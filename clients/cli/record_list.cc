#include "clients/cli/record_list.h"

#include <cstdint>
#include <optional>
#include <utility>

#include "clients/cli/cells.h"
#include "clients/cli/csv.h"
#include "clients/cli/grouped.h"
#include "clients/cli/proto_field.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/value_words.h"
#include "google/protobuf/descriptor.h"

namespace ketnoi::cli {
namespace {

// Whether the field at `path`, one name, is a LocalizedText.
bool IsLocalized(const google::protobuf::Message& record,
                 std::string_view path) {
  const auto* field =
      record.GetDescriptor()->FindFieldByName(std::string(path));
  return field != nullptr && !field->is_repeated() &&
         field->message_type() == v1::LocalizedText::descriptor();
}

// `text` of the field at `path`, one name, for people.
std::string TextForPeople(const google::protobuf::Message& record,
                          const RecordColumn& column, std::string text,
                          const Words& words) {
  if (column.align == Align::kRight) {
    const std::optional<int64_t> number = ParseInteger(text);
    return number.has_value() ? Grouped(*number) : text;
  }
  const auto* field =
      record.GetDescriptor()->FindFieldByName(std::string(column.path));
  if (field == nullptr || field->is_repeated() ||
      field->enum_type() == nullptr) {
    return text;
  }
  const auto* value = record.GetReflection()->GetEnum(record, field);
  return ValueText(*value, words);
}

std::string FieldIn(const google::protobuf::Message& record,
                    std::string_view path, const Words& words) {
  if (!IsLocalized(record, path)) return TextAt(record, path);
  const std::string field(path);
  v1::LocalizedText text;
  text.set_vi(TextAt(record, field + ".vi"));
  text.set_en(TextAt(record, field + ".en"));
  return TextIn(words, text);
}

}  // namespace

void PrintRecordTable(const std::vector<RecordColumn>& columns,
                      const Records& records, Context& context) {
  std::vector<Column> headers;
  for (const RecordColumn& column : columns) {
    headers.push_back({context.words(column.header), column.align,
                       column.importance, column.wrap});
    headers.back().overhang = column.importance == kId;
  }
  Table table(headers);
  for (const auto* record : records) {
    std::vector<std::string> cells;
    for (const RecordColumn& column : columns) {
      std::string text = FieldIn(*record, column.path, context.words);
      text = TextForPeople(*record, column, std::move(text), context.words);
      if (column.path == "name") text = ShortForm(text);
      if (column.id) text = IdOf(text);
      if (column.path == "composed") {
        text = ComposedMark(context.words, text == "true");
      }
      cells.push_back(std::move(text));
    }
    table.AddRow(std::move(cells));
  }
  table.Print(context.out, context.width, context.colour);
}

void PrintRecordCsv(const std::vector<RecordColumn>& columns,
                    const Records& records, bool header, Context& context) {
  std::vector<std::string> cells;
  for (const RecordColumn& column : columns) {
    std::string name(column.path);
    for (char& c : name) {
      if (c == '.') c = '_';
    }
    cells.push_back(std::move(name));
  }
  if (header) context.out << CsvLine(cells);
  for (const auto* record : records) {
    cells.clear();
    for (const RecordColumn& column : columns) {
      std::string text = FieldIn(*record, column.path, context.words);
      if (column.path == "composed" && text.empty()) text = "false";
      cells.push_back(std::move(text));
    }
    context.out << CsvLine(cells);
  }
}

}  // namespace ketnoi::cli
