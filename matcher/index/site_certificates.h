// What a site holds: distinct certificates, which sites share.

#ifndef KETNOI_MATCHER_INDEX_SITE_CERTIFICATES_H_
#define KETNOI_MATCHER_INDEX_SITE_CERTIFICATES_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "matcher/model/supplier.h"

namespace ketnoi::index {

// A certificate as it holds for one site of a supplier. A copy without its
// sites, so that a scan does not jump between records; narrow, as reference
// data have some dozens of schemes, with a few levels each.
struct SiteCertificate {
  static constexpr int32_t kAlways = std::numeric_limits<int32_t>::min();
  static constexpr int32_t kNever = std::numeric_limits<int32_t>::max();

  int32_t valid_from;  // days; kAlways if not stated
  int32_t valid_to;    // days; kNever if not stated
  int16_t scheme;
  int8_t level;  // -1: none
  model::EvidenceLevel evidence : 4;
  uint8_t scope_unclear : 4;
  friend bool operator==(const SiteCertificate&,
                         const SiteCertificate&) = default;
};

// The certificates of one site, as places in an array of distinct ones. A view;
// lives as long as both arrays.
class SiteCertificates {
 public:
  class Iterator {
   public:
    using value_type = SiteCertificate;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    Iterator(const SiteCertificate* distinct, const uint32_t* place)
        : distinct_(distinct), place_(place) {}
    const SiteCertificate& operator*() const { return distinct_[*place_]; }
    Iterator& operator++() {
      ++place_;
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++place_;
      return before;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const SiteCertificate* distinct_ = nullptr;
    const uint32_t* place_ = nullptr;
  };

  SiteCertificates(const SiteCertificate* distinct,
                   std::span<const uint32_t> places)
      : distinct_(distinct), places_(places) {}

  size_t size() const { return places_.size(); }
  const SiteCertificate& operator[](size_t i) const {
    return distinct_[places_[i]];
  }
  Iterator begin() const { return {distinct_, places_.data()}; }
  Iterator end() const { return {distinct_, places_.data() + places_.size()}; }

 private:
  const SiteCertificate* distinct_;
  std::span<const uint32_t> places_;
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_SITE_CERTIFICATES_H_
