#include "matcher/index/block_packer.h"

#include <bit>
#include <cstring>

namespace ketnoi::index {
namespace {

// A code is copied by its first bytes.
static_assert(std::endian::native == std::endian::little);

template <size_t kWidth>
void CopyCodes(std::span<const int32_t> entries, const int32_t* code_of,
               uint8_t* codes) {
  for (const int32_t entry : entries) {
    std::memcpy(codes, code_of + entry, kWidth);
    codes += kWidth;
  }
}

}  // namespace

void BlockPacker::Begin(model::CategoryId category, int32_t end) {
  auto& blocks = segment_.blocks_;
  const int32_t begin = blocks.empty() ? 0 : blocks.back().end;
  blocks.push_back({category, begin, end, {}, {}});
  packed_begin_.push_back(packed_.size());
}

void BlockPacker::Pack(ColumnId column, std::span<const int32_t> entries) {
  const auto entry_count = Index(segment_.entry_count(column));
  if (code_of_.size() < entry_count) code_of_.resize(entry_count, -1);
  auto& distinct = segment_.entries_;
  const size_t first = distinct.size();
  if (!NumberDistinct(entries)) return;

  const size_t count = distinct.size() - first;
  const uint8_t width = count == 1       ? 0
                        : count <= 256   ? 1
                        : count <= 65536 ? 2
                                         : 4;
  auto& lines = segment_.codes_;
  packed_.push_back({column, width, lines.size(), first, count});
  if (width > 0) {
    // One line more, for reading past the end.
    lines.resize(lines.size() + entries.size() * width / kPadding + 2);
    uint8_t* codes = lines[packed_.back().first_line].bytes;
    if (width == 1) CopyCodes<1>(entries, code_of_.data(), codes);
    if (width == 2) CopyCodes<2>(entries, code_of_.data(), codes);
    if (width == 4) CopyCodes<4>(entries, code_of_.data(), codes);
  }
  for (size_t i = first; i < distinct.size(); ++i) {
    code_of_[Index(distinct[i])] = -1;
  }
}

bool BlockPacker::NumberDistinct(std::span<const int32_t> entries) {
  auto& distinct = segment_.entries_;
  auto& rows = segment_.rows_of_codes_;
  const size_t first = distinct.size();
  for (const int32_t entry : entries) {
    int32_t& code = code_of_[Index(entry)];
    if (code < 0) {
      code = static_cast<int32_t>(distinct.size() - first);
      distinct.push_back(entry);
      rows.push_back(0);
    }
    ++rows[first + Index(code)];
  }
  if (distinct.size() - first > 1 || distinct.back() != 0) return true;
  code_of_[0] = -1;
  distinct.pop_back();
  rows.pop_back();
  return false;
}

void BlockPacker::Finish() {
  packed_begin_.push_back(packed_.size());
  segment_.codes_.shrink_to_fit();
  segment_.entries_.shrink_to_fit();
  segment_.rows_of_codes_.shrink_to_fit();
  segment_.columns_.reserve(packed_.size());
  for (const Packed& packed : packed_) {
    segment_.columns_.push_back(
        {packed.column,
         packed.width,
         packed.width == 0 ? nullptr : segment_.codes_[packed.first_line].bytes,
         {segment_.entries_.data() + packed.first_entry, packed.entries},
         {segment_.rows_of_codes_.data() + packed.first_entry,
          packed.entries}});
  }
  for (size_t b = 0; b < segment_.blocks_.size(); ++b) {
    segment_.blocks_[b].columns = {
        segment_.columns_.data() + packed_begin_[b],
        segment_.columns_.data() + packed_begin_[b + 1]};
  }
}

}  // namespace ketnoi::index
