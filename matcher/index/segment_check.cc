#include "matcher/index/segment_check.h"

#include <algorithm>
#include <string>
#include <utility>

namespace ketnoi::index {
namespace {

// The centre of a place is on the Earth, its extent at most all of it.
constexpr int32_t kMostMetres = 6'400'000;
constexpr int32_t kMostRadius = 21'000'000;

bool Within(int32_t value, size_t end) {
  return value >= 0 && static_cast<size_t>(value) < end;
}

// Within, or -1 for none.
bool WithinOrNone(int32_t value, size_t end) {
  return value == -1 || Within(value, end);
}

template <class Values>
bool AllWithin(const Values& values, size_t end) {
  return std::all_of(values.begin(), values.end(),
                     [end](int32_t value) { return Within(value, end); });
}

bool OnEarth(const model::GeoPoint& point) {
  const auto near = [](int32_t metres) {
    return metres >= -kMostMetres && metres <= kMostMetres;
  };
  return near(point.x) && near(point.y) && near(point.z);
}

// The largest code of `rows` rows.
template <class Code>
uint32_t LargestCode(const uint8_t* codes, int32_t rows) {
  const auto* begin = reinterpret_cast<const Code*>(codes);
  Code largest = 0;
  for (int32_t row = 0; row < rows; ++row) {
    largest = std::max(largest, begin[row]);
  }
  return largest;
}

bool CodesFit(const PackedCodes& packed, int32_t rows) {
  const size_t entries = packed.entries.size();
  switch (packed.width) {
    case 0:
      return entries == 1;
    case 1:
      return entries <= 256 &&
             LargestCode<uint8_t>(packed.codes, rows) < entries;
    case 2:
      return entries <= 65536 &&
             LargestCode<uint16_t>(packed.codes, rows) < entries;
    case 4:
      return LargestCode<uint32_t>(packed.codes, rows) < entries;
    default:
      return false;
  }
}

}  // namespace

class SegmentChecker {
 public:
  SegmentChecker(const model::Reference& reference, const Segment& segment)
      : reference_(reference), segment_(segment) {}

  absl::Status Run() const {
    const struct {
      const char* what;
      bool (SegmentChecker::*right)() const;
    } kChecks[] = {
        {"suppliers", &SegmentChecker::SuppliersRight},
        {"lists", &SegmentChecker::ListsRight},
        {"amounts", &SegmentChecker::AmountsRight},
        {"numbers", &SegmentChecker::NumbersRight},
        {"assessments", &SegmentChecker::AssessmentsRight},
        {"parts", &SegmentChecker::PartsRight},
        {"attributes", &SegmentChecker::AttributesRight},
        {"places", &SegmentChecker::PlacesRight},
        {"sites", &SegmentChecker::SitesRight},
        {"holdings", &SegmentChecker::HoldingsRight},
        {"rows", &SegmentChecker::RowsRight},
        {"blocks", &SegmentChecker::BlocksRight},
        {"columns of blocks", &SegmentChecker::ColumnsRight},
        {"certificates of blocks", &SegmentChecker::HeldRight},
    };
    for (const auto& check : kChecks) {
      if ((this->*check.right)()) continue;
      return absl::DataLossError(std::string("impossible ") + check.what);
    }
    return absl::OkStatus();
  }

 private:
  size_t rows() const { return segment_.supplier_.size(); }
  size_t suppliers() const {
    return static_cast<size_t>(segment_.supplier_count());
  }

  // Ids ascend, and everybody has a name.
  bool SuppliersRight() const {
    if (!segment_.ids_.Sound() || !segment_.names_.Sound()) return false;
    const int32_t count = segment_.supplier_count();
    if (count <= 0 || segment_.ids_.size() != count ||
        segment_.names_.size() != int64_t{2} * count) {
      return false;
    }
    std::string before = segment_.id(0);
    for (int32_t s = 1; s < count; ++s) {
      std::string id = segment_.id(s);
      if (before >= id) return false;
      before = std::move(id);
    }
    return segment_.candidate_counts_.size() ==
               static_cast<size_t>(reference_.categories.size()) &&
           AllWithin(segment_.candidate_counts_, suppliers() + 1);
  }

  bool ListsRight() const {
    if (!segment_.language_codes_.Sound() ||
        !segment_.customer_codes_.Sound()) {
      return false;
    }
    const size_t ends[kListFields] = {
        reference_.processes.size(),
        reference_.materials.size(),
        reference_.schemes.size(),
        static_cast<size_t>(segment_.language_codes_.size()),
        reference_.industries.size(),
        static_cast<size_t>(segment_.customer_codes_.size())};
    for (size_t f = 0; f < kListFields; ++f) {
      if (!segment_.lists_[f].Sound(ends[f])) return false;
    }
    return true;
  }

  bool AmountsRight() const {
    for (const auto& amounts : segment_.amounts_) {
      if (amounts.empty() || amounts[0].stated()) return false;
      for (const Amount& amount : amounts) {
        if (!WithinOrNone(amount.unit.value, reference_.units.size()) ||
            amount.committed_bp < -1 || amount.committed_bp > 10000) {
          return false;
        }
      }
    }
    return true;
  }

  bool NumbersRight() const {
    for (const auto& numbers : segment_.numbers_) {
      if (numbers.empty() || numbers[0] != kNoNumber) return false;
    }
    const auto right = [this](Field field, size_t end) {
      const auto& numbers = segment_.numbers_[static_cast<size_t>(field) -
                                              kListFields - kAmountFields];
      return std::all_of(numbers.begin() + 1, numbers.end(),
                         [end](int32_t number) { return Within(number, end); });
    };
    return right(Field::kProvince, reference_.provinces.size()) &&
           right(Field::kOwnership,
                 static_cast<size_t>(model::Ownership::kCooperative) + 1);
  }

  bool AssessmentsRight() const {
    const auto& schemes = reference_.assessment_schemes;
    for (const Assessment& assessment : segment_.assessments_) {
      if (!Within(assessment.scheme.value, schemes.size()) ||
          !WithinOrNone(assessment.level,
                        schemes[assessment.scheme.index()].levels.size())) {
        return false;
      }
    }
    return segment_.assessment_begin_.size() >= 2 &&
           AreOffsets(segment_.assessment_begin_, segment_.assessments_.size());
  }

  // Whatever the positions are, they lead nowhere.
  bool PartsRight() const {
    for (size_t f = 0; f < kPartFields; ++f) {
      const TextColumn& ids = segment_.part_ids_[f];
      const auto& positions = segment_.positions_[f];
      if (!ids.Sound() || ids.size() == 0 || !ids.At(0).empty() ||
          positions.size() != static_cast<size_t>(ids.size()) ||
          positions[0] != -1) {
        return false;
      }
    }
    return true;
  }

  bool AttributesRight() const {
    for (size_t a = 0; a < segment_.attributes_.size(); ++a) {
      const auto& column = segment_.attributes_[a];
      if (column && !column->Sound(reference_.attributes[a])) return false;
    }
    return true;
  }

  // Boxes lie on the Earth; every radius is one of the list.
  bool PlacesRight() const {
    const auto& radii = segment_.place_radii_;
    if (segment_.place_boxes_.empty() || segment_.place_boxes_[0].stated() ||
        !std::is_sorted(radii.begin(), radii.end()) ||
        !AllWithin(radii, kMostRadius + 1)) {
      return false;
    }
    return std::all_of(
        segment_.place_boxes_.begin(), segment_.place_boxes_.end(),
        [this](const PlaceBox& box) {
          return OnEarth(box.low) && OnEarth(box.high) &&
                 box.low.x <= box.high.x && box.low.y <= box.high.y &&
                 box.low.z <= box.high.z && RadiusRight(box.radius_m);
        });
  }

  bool RadiusRight(int32_t radius_m) const {
    const auto& radii = segment_.place_radii_;
    return radius_m == -1 ||
           std::binary_search(radii.begin(), radii.end(), radius_m);
  }

  bool SitesRight() const {
    const auto sites = static_cast<size_t>(segment_.site_count());
    if (segment_.places_.size() != sites || segment_.points_.size() != sites ||
        !AllWithin(segment_.places_, EntryCount(Field::kPlace)) ||
        segment_.certificate_begin_.size() != sites + 1 ||
        !AreOffsets(segment_.certificate_begin_,
                    segment_.certificates_.size()) ||
        !AllWithin(segment_.schemes_, EntryCount(Field::kSchemes))) {
      return false;
    }
    for (int32_t site = 0; site < segment_.site_count(); ++site) {
      const auto place = segment_.place(site);
      if (place && !OnEarth(place->center)) return false;
    }
    return std::all_of(
        segment_.certificates_.begin(), segment_.certificates_.end(),
        [this](uint32_t place) { return place < segment_.held_.size(); });
  }

  bool CertificateRight(const Segment::SiteCertificate& held) const {
    return Within(held.scheme, reference_.schemes.size()) &&
           WithinOrNone(held.level,
                        reference_.schemes[static_cast<size_t>(held.scheme)]
                            .levels.size()) &&
           held.evidence <= model::EvidenceLevel::kVerified &&
           held.scope_unclear <= 1;
  }

  bool HoldingsRight() const {
    return segment_.first_holding_.size() == reference_.schemes.size() + 1 &&
           !segment_.held_begin_.empty() &&
           AreOffsets(segment_.first_holding_,
                      segment_.held_begin_.size() - 1) &&
           AreOffsets(segment_.held_begin_, segment_.held_.size()) &&
           std::all_of(
               segment_.held_.begin(), segment_.held_.end(),
               [this](const auto& held) { return CertificateRight(held); });
  }

  // Every supplier has one.
  bool RowsRight() const {
    if (segment_.site_number_.size() != rows() ||
        !AllWithin(segment_.supplier_, suppliers()) ||
        !AllWithin(segment_.site_number_, segment_.schemes_.size())) {
      return false;
    }
    std::vector<bool> seen(suppliers());
    for (const int32_t supplier : segment_.supplier_) {
      seen[static_cast<size_t>(supplier)] = true;
    }
    return std::find(seen.begin(), seen.end(), false) == seen.end();
  }

  // They cover the rows, by ascending category; suppliers ascend in each.
  bool BlocksRight() const {
    int32_t begin = 0;
    int64_t order = -1;
    for (const Block& block : segment_.blocks_) {
      if (block.begin != begin || block.end <= begin ||
          static_cast<size_t>(block.end) > rows() ||
          !WithinOrNone(block.category.value,
                        static_cast<size_t>(reference_.categories.size())) ||
          BlockOrder(block.category) <= order ||
          !std::is_sorted(segment_.supplier_.begin() + begin,
                          segment_.supplier_.begin() + block.end)) {
        return false;
      }
      order = BlockOrder(block.category);
      begin = block.end;
    }
    return static_cast<size_t>(begin) == rows();
  }

  bool ColumnsRight() const {
    const size_t columns = kFields + reference_.attributes.size();
    for (const Block& block : segment_.blocks_) {
      ColumnId before;
      for (const PackedCodes& packed : block.columns) {
        if (packed.column <= before || !Within(packed.column.value, columns) ||
            !CodesFit(packed, block.size()) ||
            !AllWithin(packed.entries, EntryCount(packed.column)) ||
            !CountsFit(packed, block.size())) {
          return false;
        }
        before = packed.column;
      }
    }
    return true;
  }

  bool HeldRight() const {
    for (const Block& block : segment_.blocks_) {
      int32_t before = -1;
      for (const HeldCodes& held : block.held) {
        if (held.scheme <= before ||
            !Within(held.scheme, reference_.schemes.size()) ||
            !ChunksRight(held, block.size())) {
          return false;
        }
        before = held.scheme;
      }
    }
    return true;
  }

  // The arrays hold as much as the chunks say; positions ascend in each.
  bool ChunksRight(const HeldCodes& held, int32_t rows) const {
    const auto left = [](const auto& values, const auto* from) {
      return static_cast<size_t>(values.data() + values.size() - from);
    };
    const auto chunks =
        static_cast<size_t>((rows + kChunkRows - 1) / kChunkRows);
    if (left(segment_.held_chunks_, held.begin) < chunks + 1) return false;
    const std::span<const uint32_t> begins(held.begin, chunks + 1);
    const size_t count = begins.back();
    const size_t words = held.width / 2u;
    if (!AreOffsets(begins, count) ||
        count > left(segment_.held_positions_, held.positions) ||
        count * words > left(segment_.held_words_, held.words)) {
      return false;
    }
    for (size_t chunk = 0; chunk < chunks; ++chunk) {
      int32_t next = 0;  // the least position that may follow
      const int32_t end =
          std::min(kChunkRows, rows - static_cast<int32_t>(chunk) * kChunkRows);
      for (uint32_t i = begins[chunk]; i < begins[chunk + 1]; ++i) {
        if (held.positions[i] < next || held.positions[i] >= end ||
            CodeOf(held, i) >= segment_.holding_count(held.scheme)) {
          return false;
        }
        next = held.positions[i] + 1;
      }
    }
    return true;
  }

  static uint32_t CodeOf(const HeldCodes& held, size_t i) {
    if (held.width == 2) return held.words[i];
    return held.words[2 * i] | uint32_t{held.words[2 * i + 1]} << 16;
  }

  static bool CountsFit(const PackedCodes& packed, int32_t rows) {
    int64_t sum = 0;
    for (const int32_t count : packed.rows) {
      if (count < 0) return false;
      sum += count;
    }
    return sum == rows;
  }

  size_t EntryCount(ColumnId column) const {
    return static_cast<size_t>(segment_.entry_count(column));
  }
  size_t EntryCount(Field field) const {
    return EntryCount(ColumnId::Of(field));
  }

  const model::Reference& reference_;
  const Segment& segment_;
};

absl::Status CheckSegment(const model::Reference& reference,
                          const Segment& segment) {
  return SegmentChecker(reference, segment).Run();
}

}  // namespace ketnoi::index
