// Puts the certificates of sites beside the rows (HeldCodes), and what they
// have in common in one place (Segment::holding).

#ifndef KETNOI_MATCHER_INDEX_HOLDING_PACKER_H_
#define KETNOI_MATCHER_INDEX_HOLDING_PACKER_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "matcher/index/segment.h"
#include "matcher/index/value_key.h"

namespace ketnoi::index {

// Used once, at the end, when a segment's rows, sites and blocks are there.
class HoldingPacker {
 public:
  // `certificates`: of all sites, one after another; the segment knows where
  // those of each begin. All must outlive the packer.
  HoldingPacker(const model::Reference& reference,
                std::span<const Segment::SiteCertificate> certificates,
                Segment& segment);

  // O(rows * certificates per site).
  void Pack();

 private:
  using SiteCertificate = Segment::SiteCertificate;

  // A holding of a site: its scheme, and its number among those of the scheme.
  struct SiteHolding {
    int32_t scheme;
    int32_t code;
  };
  struct RowHolding {
    int32_t scheme;
    int32_t row;  // within the block
    int32_t code;
  };
  // HeldCodes whose arrays may still move.
  struct Packed {
    int32_t scheme;
    uint8_t width;
    size_t first_chunk;
    size_t first_position;
    size_t first_word;
  };

  void AddSite(int32_t site);
  void NumberHoldings();
  void PackBlock(const Block& block);
  // Packs those from `next` on that are of one scheme; returns the next one.
  size_t PackScheme(const std::vector<RowHolding>& rows, size_t next,
                    int32_t chunks);
  void Link();

  const std::span<const SiteCertificate> certificates_;
  Segment& segment_;
  std::vector<Interner<std::string>> numbers_;      // by scheme
  std::vector<std::vector<SiteCertificate>> held_;  // by scheme
  std::vector<std::vector<uint32_t>> held_begin_;   // by scheme
  std::vector<SiteHolding> holdings_;               // by site
  std::vector<uint32_t> holdings_begin_;            // and one past the last
  std::vector<Packed> packed_;
  std::vector<size_t> packed_begin_;  // by block, and one past the last
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_HOLDING_PACKER_H_
