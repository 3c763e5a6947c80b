#include "matcher/index/holding_packer.h"

#include <algorithm>
#include <span>

namespace ketnoi::index {

HoldingPacker::HoldingPacker(const model::Reference& reference,
                             std::span<const SiteCertificate> certificates,
                             Segment& segment)
    : certificates_(certificates),
      segment_(segment),
      numbers_(reference.schemes.size()),
      held_(reference.schemes.size()),
      held_begin_(reference.schemes.size()) {}

void HoldingPacker::Pack() {
  segment_.certificates_.resize(certificates_.size());
  for (int32_t site = 0; site < segment_.site_count(); ++site) AddSite(site);
  holdings_begin_.push_back(static_cast<uint32_t>(holdings_.size()));
  NumberHoldings();
  for (const Block& block : segment_.blocks_) {
    packed_begin_.push_back(packed_.size());
    PackBlock(block);
  }
  packed_begin_.push_back(packed_.size());
  Link();
}

void HoldingPacker::AddSite(int32_t site) {
  holdings_begin_.push_back(static_cast<uint32_t>(holdings_.size()));
  const uint32_t begin = segment_.certificate_begin_[Index(site)];
  const uint32_t end = segment_.certificate_begin_[Index(site) + 1];
  const auto all = certificates_.subspan(begin, end - begin);
  for (size_t first = 0; first < all.size(); ++first) {
    const int16_t scheme = all[first].scheme;
    const auto of_scheme = [scheme](const SiteCertificate& held) {
      return held.scheme == scheme;
    };
    const auto before = all.first(first);
    if (std::any_of(before.begin(), before.end(), of_scheme)) continue;
    KeyWriter key;
    for (const SiteCertificate& held : all.subspan(first)) {
      if (!of_scheme(held)) continue;
      key.Add(held.valid_from).Add(held.valid_to).Add(held.level);
      key.Add(static_cast<uint8_t>(held.evidence));
      key.Add(static_cast<uint8_t>(held.scope_unclear));
    }
    const size_t position = Index(scheme);
    const auto [number, is_new] = numbers_[position].Intern(key.Take());
    holdings_.push_back({scheme, number - 1});
    if (is_new) {
      held_begin_[position].push_back(
          static_cast<uint32_t>(held_[position].size()));
    }
    uint32_t place = held_begin_[position][Index(number - 1)];
    for (size_t i = first; i < all.size(); ++i) {
      if (!of_scheme(all[i])) continue;
      if (is_new) held_[position].push_back(all[i]);
      segment_.certificates_[begin + i] = place++;  // among the scheme's
    }
  }
}

void HoldingPacker::NumberHoldings() {
  std::vector<uint32_t> first_held;  // by scheme
  for (size_t scheme = 0; scheme < held_.size(); ++scheme) {
    segment_.first_holding_.push_back(
        static_cast<uint32_t>(segment_.held_begin_.size()));
    const auto first = static_cast<uint32_t>(segment_.held_.size());
    first_held.push_back(first);
    for (const uint32_t begin : held_begin_[scheme]) {
      segment_.held_begin_.push_back(first + begin);
    }
    segment_.held_.insert(segment_.held_.end(), held_[scheme].begin(),
                          held_[scheme].end());
  }
  segment_.first_holding_.push_back(
      static_cast<uint32_t>(segment_.held_begin_.size()));
  segment_.held_begin_.push_back(static_cast<uint32_t>(segment_.held_.size()));
  segment_.held_begin_.shrink_to_fit();
  segment_.held_.shrink_to_fit();
  for (size_t i = 0; i < certificates_.size(); ++i) {
    segment_.certificates_[i] += first_held[Index(certificates_[i].scheme)];
  }
}

void HoldingPacker::PackBlock(const Block& block) {
  std::vector<RowHolding> rows;
  for (int32_t row = block.begin; row < block.end; ++row) {
    const size_t site = Index(segment_.site_number(row));
    for (uint32_t i = holdings_begin_[site]; i < holdings_begin_[site + 1];
         ++i) {
      rows.push_back(
          {holdings_[i].scheme, row - block.begin, holdings_[i].code});
    }
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const RowHolding& a, const RowHolding& b) {
                     return a.scheme < b.scheme;
                   });
  const int32_t chunks = (block.size() + kChunkRows - 1) / kChunkRows;
  for (size_t next = 0; next < rows.size();) {
    next = PackScheme(rows, next, chunks);
  }
}

size_t HoldingPacker::PackScheme(const std::vector<RowHolding>& rows,
                                 size_t next, int32_t chunks) {
  auto& begins = segment_.held_chunks_;
  auto& positions = segment_.held_positions_;
  auto& words = segment_.held_words_;
  const int32_t scheme = rows[next].scheme;
  const uint8_t width = segment_.holding_count(scheme) <= 65536 ? 2 : 4;
  packed_.push_back(
      {scheme, width, begins.size(), positions.size(), words.size()});
  const size_t first = positions.size();
  for (int32_t chunk = 0; chunk < chunks; ++chunk) {
    begins.push_back(static_cast<uint32_t>(positions.size() - first));
    for (; next < rows.size() && rows[next].scheme == scheme &&
           rows[next].row / kChunkRows == chunk;
         ++next) {
      const auto code = static_cast<uint32_t>(rows[next].code);
      positions.push_back(static_cast<uint16_t>(rows[next].row % kChunkRows));
      words.push_back(static_cast<uint16_t>(code));
      if (width == 4) words.push_back(static_cast<uint16_t>(code >> 16));
    }
  }
  begins.push_back(static_cast<uint32_t>(positions.size() - first));
  // Codes of four bytes begin at a multiple of four.
  if (words.size() % 2 != 0) words.push_back(0);
  return next;
}

void HoldingPacker::Link() {
  segment_.held_chunks_.shrink_to_fit();
  segment_.held_positions_.shrink_to_fit();
  segment_.held_words_.shrink_to_fit();
  segment_.held_codes_.reserve(packed_.size());
  for (const Packed& packed : packed_) {
    segment_.held_codes_.push_back(
        {packed.scheme, packed.width,
         segment_.held_chunks_.data() + packed.first_chunk,
         segment_.held_positions_.data() + packed.first_position,
         segment_.held_words_.data() + packed.first_word});
  }
  for (size_t b = 0; b < segment_.blocks_.size(); ++b) {
    segment_.blocks_[b].held = {
        segment_.held_codes_.data() + packed_begin_[b],
        segment_.held_codes_.data() + packed_begin_[b + 1]};
  }
}

}  // namespace ketnoi::index
