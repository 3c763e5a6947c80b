#include "benchmarks/fair_instances.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/numbers.h"
#include "matcher/optimize/at.h"

namespace ketnoi::benchmarks {
namespace {

using schedule::Fair;
using schedule::SlotSet;

constexpr int64_t kLargest = 1'000'000;  // number in a file

enum class Shape : uint8_t { kNumber, kNumbers, kSets, kTable };

constexpr const char* kShapeNames[] = {"a number", "a list of numbers",
                                       "a list of sets", "a table [|...|]"};

struct Field {
  Shape shape = Shape::kNumber;
  std::vector<std::vector<int64_t>> rows;  // a number: one row of one
};

// Reads assignments "name = value;". After what is wrong, nothing is read.
class DataParser {
 public:
  DataParser(std::string_view text, const std::string& file)
      : text_(text), file_(file) {}

  absl::StatusOr<std::map<std::string, Field>> Run() {
    std::map<std::string, Field> fields;
    while (wrong_.empty() && Next() != '\0') {
      field_ = Name();
      Expect('=');
      Field field = Value();
      Expect(';');
      if (!fields.emplace(field_, std::move(field)).second) Wrong("is twice");
    }
    if (!wrong_.empty()) return absl::InvalidArgumentError(wrong_);
    return fields;
  }

 private:
  void Wrong(const std::string& what) {
    if (!wrong_.empty()) return;
    const auto line = std::count(text_.begin(), text_.begin() + At(), '\n') + 1;
    wrong_ = fmt::format("{}: {}, line {}: {}", file_, field_, line, what);
    at_ = text_.size();
  }
  std::ptrdiff_t At() const { return static_cast<std::ptrdiff_t>(at_); }

  // Space, and comments from % on.
  void Skip() {
    while (at_ < text_.size()) {
      if (text_[at_] == '%') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (std::isspace(static_cast<unsigned char>(text_[at_])) != 0) {
        ++at_;
      } else {
        return;
      }
    }
  }
  char Next() {
    Skip();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool Take(char c) {
    if (Next() != c) return false;
    ++at_;
    return true;
  }
  void Expect(char c) {
    if (!Take(c)) Wrong(fmt::format("'{}' is missing", c));
  }

  std::string Name() {
    std::string name;
    while (at_ < text_.size() &&
           std::isalnum(static_cast<unsigned char>(text_[at_])) != 0) {
      name += text_[at_++];
    }
    if (name.empty()) Wrong("a field's name is missing");
    return name;
  }

  int64_t Number() {
    Skip();
    const size_t begin = at_;
    int64_t number = 0;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') {
      number = std::min(kLargest + 1, 10 * number + (text_[at_++] - '0'));
    }
    if (at_ == begin) Wrong("a number is missing");
    if (number > kLargest) Wrong(fmt::format("is more than {}", kLargest));
    return number;
  }

  // Up to `end`; a comma may follow the last one.
  std::vector<int64_t> NumbersUpTo(char end) {
    std::vector<int64_t> numbers;
    while (wrong_.empty() && Next() != end) {
      numbers.push_back(Number());
      if (!Take(',') && Next() != end) {
        Wrong(fmt::format("',' or '{}' is missing", end));
      }
    }
    return numbers;
  }

  Field Value() {
    if (!Take('[')) return {Shape::kNumber, {{Number()}}};
    Field field;
    if (Take('|')) {
      field.shape = Shape::kTable;
      while (wrong_.empty() && !Take(']')) {
        field.rows.push_back(NumbersUpTo('|'));
        Expect('|');
      }
      return field;
    }
    field.shape = Next() == '{' ? Shape::kSets : Shape::kNumbers;
    while (wrong_.empty() && !Take(']')) {
      if (field.shape == Shape::kSets) {
        Expect('{');
        field.rows.push_back(NumbersUpTo('}'));
        Expect('}');
      } else {
        field.rows.push_back({Number()});
      }
      if (!Take(',') && Next() != ']') Wrong("',' or ']' is missing");
    }
    return field;
  }

  std::string_view text_;
  const std::string& file_;
  size_t at_ = 0;
  std::string field_ = "the first field";
  std::string wrong_;
};

// Makes the fair of the fields.
class InstanceReader {
 public:
  InstanceReader(std::map<std::string, Field> fields, const std::string& file)
      : fields_(std::move(fields)), file_(file) {}

  absl::StatusOr<Fair> Run() {
    participants_ = Number("nBusiness", 1, schedule::kMostParticipants);
    meetings_ = Number("nMeetings", 0, schedule::kMostWishes);
    tables_ = Number("nTables", 0, schedule::kMostTables);
    slots_ = Number("nTotalSlots", 1, schedule::kMostSlots);
    morning_ = Number("nMorningSlots", 0, slots_);
    if (wrong_.empty()) AddSlotsAndTables();
    if (wrong_.empty()) AddParticipants();
    if (wrong_.empty()) AddMeetings();
    if (wrong_.empty()) CheckRedundant();
    if (wrong_.empty()) CheckNames();
    if (!wrong_.empty()) return absl::InvalidArgumentError(wrong_);
    if (absl::Status valid = CheckFair(fair_); !valid.ok()) {
      return absl::InvalidArgumentError(
          fmt::format("{}: {}", file_, std::string(valid.message())));
    }
    return std::move(fair_);
  }

 private:
  void Wrong(const std::string& field, const std::string& what) {
    if (wrong_.empty()) wrong_ = fmt::format("{}: {} {}", file_, field, what);
  }
  bool Within(const std::string& field, int64_t value, int64_t low,
              int64_t high) {
    if (value >= low && value <= high) return true;
    Wrong(field, fmt::format("has {}, and not {} to {}", value, low, high));
    return false;
  }

  // Nothing if the field is not there in this shape and with so many rows.
  const Field* Find(const std::string& name, Shape shape, int64_t rows) {
    const auto found = fields_.find(name);
    if (found == fields_.end()) {
      Wrong(name, "is missing");
    } else if (found->second.shape != shape &&
               !(rows == 0 && found->second.rows.empty())) {
      Wrong(name,
            fmt::format("is not {}", kShapeNames[static_cast<size_t>(shape)]));
    } else if (static_cast<int64_t>(found->second.rows.size()) != rows) {
      Wrong(name, fmt::format("has {} elements, and not {}",
                              found->second.rows.size(), rows));
    } else {
      return &found->second;
    }
    return nullptr;
  }
  int32_t Number(const std::string& name, int64_t low, int64_t high) {
    const Field* const field = Find(name, Shape::kNumber, 1);
    if (field == nullptr || !Within(name, field->rows[0][0], low, high)) {
      return 0;
    }
    return static_cast<int32_t>(field->rows[0][0]);
  }

  void AddSlotsAndTables() {
    fair_.slots.resize(At(slots_));
    for (int32_t s = morning_; s < slots_; ++s) fair_.slots[At(s)].session = 1;
    schedule::Table table;
    table.available = SlotSet::First(slots_);
    fair_.tables.assign(At(tables_), table);
  }

  void AddParticipants() {
    const Field* const forbidden =
        Find("forbidden", Shape::kSets, participants_);
    if (forbidden == nullptr) return;
    for (const std::vector<int64_t>& slots : forbidden->rows) {
      schedule::Participant one;
      one.available = SlotSet::First(slots_);
      for (const int64_t slot : slots) {  // 0: none
        if (!Within("forbidden", slot, 0, slots_)) return;
        if (slot > 0) one.available.Remove(static_cast<int32_t>(slot) - 1);
      }
      fair_.participants.push_back(one);
    }
  }

  void AddMeetings() {
    const Field* const requested = Find("requested", Shape::kTable, meetings_);
    const Field* const fixed = Find("fixed", Shape::kNumbers, meetings_);
    const Field* const order = Find("precedences", Shape::kSets, meetings_);
    if (requested == nullptr || fixed == nullptr || order == nullptr) return;
    for (size_t m = 0; m < At(meetings_); ++m) {
      schedule::Wish wish;
      ReadRequested(requested->rows[m], wish);
      ReadFixed(fixed->rows[m][0], wish);
      for (const int64_t first : order->rows[m]) {
        Within("precedences", first, 1, meetings_);
        wish.after.push_back(static_cast<int32_t>(first) - 1);
      }
      fair_.wishes.push_back(std::move(wish));
    }
  }

  void ReadRequested(const std::vector<int64_t>& row, schedule::Wish& wish) {
    if (row.size() != 3) {
      Wrong("requested",
            fmt::format("has a row of {}, and not 3 numbers", row.size()));
      return;
    }
    Within("requested", row[0], 1, participants_);
    Within("requested", row[1], 1, participants_);
    Within("requested", row[2], 1, 3);
    if (row[0] == row[1]) {
      Wrong("requested", fmt::format("lets {} meet itself", row[0]));
    }
    wish.a = static_cast<int32_t>(row[0]) - 1;
    wish.b = static_cast<int32_t>(row[1]) - 1;
    wish.slots = SlotSet::First(slots_);
    const SlotSet morning = SlotSet::First(morning_);
    if (row[2] == 1) wish.slots = morning;
    if (row[2] == 2) wish.slots -= morning;
  }

  void ReadFixed(int64_t slot, schedule::Wish& wish) {
    if (slot == 0 || !Within("fixed", slot, 0, slots_)) return;
    wish.slots &= SlotSet::Of(static_cast<int32_t>(slot) - 1);
    wish.fixed = !wish.slots.Empty();
  }

  // What says once more who meets whom.
  void CheckRedundant() {
    std::vector<std::set<int64_t>> theirs(At(participants_), {1});
    for (size_t m = 0; m < fair_.wishes.size(); ++m) {
      const schedule::Wish& wish = fair_.wishes[m];
      theirs[At(wish.a)].insert(static_cast<int64_t>(m) + 2);
      theirs[At(wish.b)].insert(static_cast<int64_t>(m) + 2);
    }
    const Field* const meetings =
        Find("meetingsxBusiness", Shape::kSets, participants_);
    const Field* const counts =
        Find("nMeetingsBusiness", Shape::kNumbers, participants_);
    if (meetings == nullptr || counts == nullptr) return;
    for (size_t p = 0; p < theirs.size(); ++p) {
      const std::vector<int64_t>& stated = meetings->rows[p];
      if (std::set<int64_t>(stated.begin(), stated.end()) != theirs[p]) {
        Wrong("meetingsxBusiness",
              fmt::format("of {} is not as in requested", p + 1));
      }
      if (counts->rows[p][0] != static_cast<int64_t>(theirs[p].size()) - 1) {
        Wrong("nMeetingsBusiness",
              fmt::format("of {} is {}, and requested has {}", p + 1,
                          counts->rows[p][0], theirs[p].size() - 1));
      }
    }
  }

  void CheckNames() {
    const std::set<std::string> known = {
        "nBusiness",     "nMeetings", "nTables",           "nTotalSlots",
        "nMorningSlots", "requested", "meetingsxBusiness", "nMeetingsBusiness",
        "forbidden",     "fixed",     "precedences"};
    for (const auto& [name, field] : fields_) {
      if (known.count(name) == 0) Wrong(name, "is no field of this format");
    }
  }

  const std::map<std::string, Field> fields_;
  const std::string& file_;
  int32_t participants_ = 0, meetings_ = 0, tables_ = 0, slots_ = 0;
  int32_t morning_ = 0;  // slots
  Fair fair_;
  std::string wrong_;
};

// The cells of a line; no cell of this file has a comma in it.
std::vector<std::string> Cells(std::string_view line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == ',') {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

std::vector<std::vector<std::string>> Rows(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    rows.push_back(Cells(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return rows;
}

absl::Status WrongCell(size_t row, const char* column) {
  return absl::InvalidArgumentError(
      fmt::format("best_known.csv, line {}: {} is wrong", row + 1, column));
}

}  // namespace

absl::StatusOr<Fair> ReadFairInstance(std::string_view text,
                                      const std::string& file) {
  auto fields = DataParser(text, file).Run();
  if (!fields.ok()) return fields.status();
  return InstanceReader(*std::move(fields), file).Run();
}

absl::StatusOr<std::vector<FairTask>> FairTasks(
    std::string_view best_known, std::vector<std::string> files) {
  std::sort(files.begin(), files.end());
  std::vector<FairTask> tasks;
  std::set<std::string> has_row;
  const auto rows = Rows(best_known);
  const auto column = [&](const char* name) {
    return static_cast<size_t>(std::find(rows[0].begin(), rows[0].end(), name) -
                               rows[0].begin());
  };
  for (size_t r = 1; r < rows.size(); ++r) {
    const std::vector<std::string>& row = rows[r];
    if (row.size() != rows[0].size()) return WrongCell(r, "number of cells");
    const auto cell = [&](const char* name) {
      const size_t c = column(name);
      return c < row.size() ? row[c] : std::string();
    };
    FairTask task;
    task.file = cell("file");
    task.is_published = true;
    if (task.file.empty()) return WrongCell(r, "file");
    if (!absl::SimpleAtoi(cell("fairness_d"), &task.difference) ||
        task.difference < 0) {
      return WrongCell(r, "fairness_d");
    }
    if (cell("optimum_breaks") != "UNSAT" &&
        !absl::SimpleAtoi(cell("optimum_breaks"), &task.breaks.emplace())) {
      return WrongCell(r, "optimum_breaks");
    }
    if (!std::binary_search(files.begin(), files.end(), task.file)) continue;
    has_row.insert(task.file);
    tasks.push_back(std::move(task));
  }
  for (const std::string& file : files) {
    if (has_row.count(file) == 0) tasks.push_back({file, 2, false, {}});
  }
  return tasks;
}

}  // namespace ketnoi::benchmarks
