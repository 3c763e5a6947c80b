#include "matcher/index/segment_arrays.h"

#include <string>
#include <type_traits>
#include <utility>

#include "matcher/index/segment_check.h"

namespace ketnoi::index {
namespace {

using FlatBlock = SegmentArrays::FlatBlock;
using FlatColumn = SegmentArrays::FlatColumn;
using FlatHeld = SegmentArrays::FlatHeld;

template <class T>
uint64_t Distance(const std::vector<T>& from, const T* to) {
  return static_cast<uint64_t>(to - from.data());
}

template <class T>
std::span<const std::byte> BytesOf(const std::vector<T>& values) {
  static_assert(std::is_trivially_copyable_v<T>);
  return std::as_bytes(std::span(values));
}

absl::Status Damaged(const char* what) {
  return absl::DataLossError(std::string("impossible ") + what);
}

// Fills vectors with the arrays of a source; keeps the first error.
class ArrayReader {
 public:
  explicit ArrayReader(ArraySource& source) : source_(source) {}

  template <class T>
  void operator()(std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (!status_.ok()) return;
    const auto bytes = source_.NextBytes();
    if (!bytes.ok() || *bytes % sizeof(T) != 0) {
      status_ = bytes.ok() ? Damaged("size of an array") : bytes.status();
      return;
    }
    values.resize(*bytes / sizeof(T));
    status_ = source_.Read(std::as_writable_bytes(std::span(values)));
  }
  const absl::Status& status() const { return status_; }

 private:
  ArraySource& source_;
  absl::Status status_;
};

}  // namespace

SegmentArrays::SegmentArrays(std::shared_ptr<const Segment> segment)
    : segment_(std::move(segment)) {
  for (const Block& block : segment_->blocks_) {
    blocks_.push_back({block.category.value, block.end,
                       static_cast<int32_t>(block.columns.size()),
                       static_cast<int32_t>(block.held.size())});
  }
  const auto* codes = reinterpret_cast<const uint8_t*>(segment_->codes_.data());
  for (const PackedCodes& packed : segment_->columns_) {
    columns_.push_back(
        {packed.column.value, packed.width,
         packed.width == 0
             ? 0
             : static_cast<uint64_t>(packed.codes - codes) / kPadding,
         static_cast<uint64_t>(packed.entries.data() -
                               segment_->entries_.data()),
         packed.entries.size()});
  }
  for (const HeldCodes& held : segment_->held_codes_) {
    held_.push_back({held.scheme, held.width,
                     Distance(segment_->held_chunks_, held.begin),
                     Distance(segment_->held_positions_, held.positions),
                     Distance(segment_->held_words_, held.words)});
  }
  for (const auto& column : segment_->attributes_) {
    attributes_.push_back(column ? 1 : 0);
  }
  const auto add = [this](const auto& values) {
    arrays_.push_back(BytesOf(values));
  };
  add(attributes_);
  add(blocks_);
  add(columns_);
  add(held_);
  Segment::VisitArrays(*segment_, add);
}

// Makes a segment of what a source gives.
class SegmentReader {
 public:
  SegmentReader(const model::Reference& reference, ArraySource& source)
      : reference_(reference), read_(source), segment_(new Segment) {}

  absl::StatusOr<std::shared_ptr<const Segment>> Run() {
    std::vector<uint8_t> attributes;
    read_(attributes);
    read_(blocks_);
    read_(columns_);
    read_(held_);
    if (!read_.status().ok()) return read_.status();
    if (attributes.size() != reference_.attributes.size()) {
      return Damaged("number of attributes");
    }
    for (size_t a = 0; a < attributes.size(); ++a) {
      segment_->attributes_.push_back(attributes[a] == 0
                                          ? nullptr
                                          : std::make_unique<AttributeColumn>(
                                                reference_.attributes[a].kind));
    }
    Segment::VisitArrays(*segment_, read_);
    if (!read_.status().ok()) return read_.status();
    absl::Status status = Link();
    if (status.ok()) status = CheckSegment(reference_, *segment_);
    if (!status.ok()) return status;
    return std::move(segment_);
  }

 private:
  // Makes pointers of numbers, if they are within bounds.
  absl::Status Link() {
    const Segment& segment = *segment_;
    if (segment.rows_of_codes_.size() != segment.entries_.size()) {
      return Damaged("number of entries");
    }
    for (const FlatColumn& flat : columns_) {
      if (flat.first_entry > segment.entries_.size() ||
          flat.entries > segment.entries_.size() - flat.first_entry ||
          flat.first_line > segment.codes_.size() || flat.width < 0 ||
          flat.width > 4) {
        return Damaged("column of a block");
      }
      segment_->columns_.push_back(
          {ColumnId{flat.column},
           static_cast<uint8_t>(flat.width),
           flat.width == 0 ? nullptr
                           : reinterpret_cast<const uint8_t*>(
                                 segment.codes_.data() + flat.first_line),
           {segment.entries_.data() + flat.first_entry, flat.entries},
           {segment.rows_of_codes_.data() + flat.first_entry, flat.entries}});
    }
    return LinkHeld();
  }

  absl::Status LinkHeld() {
    const Segment& segment = *segment_;
    for (const FlatHeld& flat : held_) {
      if (flat.first_chunk > segment.held_chunks_.size() ||
          flat.first_position > segment.held_positions_.size() ||
          flat.first_word > segment.held_words_.size() ||
          (flat.width != 2 && flat.width != 4)) {
        return Damaged("certificates of a block");
      }
      segment_->held_codes_.push_back(
          {flat.scheme, static_cast<uint8_t>(flat.width),
           segment.held_chunks_.data() + flat.first_chunk,
           segment.held_positions_.data() + flat.first_position,
           segment.held_words_.data() + flat.first_word});
    }
    return LinkBlocks();
  }

  absl::Status LinkBlocks() {
    const Segment& segment = *segment_;
    int32_t begin = 0;
    size_t column = 0;
    size_t first_held = 0;
    for (const FlatBlock& flat : blocks_) {
      const auto count = static_cast<size_t>(flat.columns);
      const auto held = static_cast<size_t>(flat.held);
      if (flat.columns < 0 || count > columns_.size() - column ||
          flat.held < 0 || held > held_.size() - first_held) {
        return Damaged("block");
      }
      segment_->blocks_.push_back(
          {model::CategoryId{flat.category},
           begin,
           flat.end,
           {segment.columns_.data() + column, count},
           {segment.held_codes_.data() + first_held, held}});
      begin = flat.end;
      column += count;
      first_held += held;
    }
    return CheckRoom();
  }

  // Scans read codes by lines, and one line past the last.
  absl::Status CheckRoom() const {
    for (const Block& block : segment_->blocks_) {
      if (block.begin < 0 || block.end <= block.begin) return Damaged("block");
      for (const PackedCodes& packed : block.columns) {
        if (packed.width == 0) continue;
        const auto* end = reinterpret_cast<const uint8_t*>(
            segment_->codes_.data() + segment_->codes_.size());
        const auto room = static_cast<size_t>(end - packed.codes);
        if (static_cast<size_t>(block.size()) * packed.width + kPadding >
            room) {
          return Damaged("length of codes");
        }
      }
    }
    return absl::OkStatus();
  }

  const model::Reference& reference_;
  ArrayReader read_;
  std::shared_ptr<Segment> segment_;
  std::vector<FlatBlock> blocks_;
  std::vector<FlatColumn> columns_;
  std::vector<FlatHeld> held_;
};

absl::StatusOr<std::shared_ptr<const Segment>> ReadSegment(
    const model::Reference& reference, ArraySource& source) {
  return SegmentReader(reference, source).Run();
}

}  // namespace ketnoi::index
