#include "server/snapshot_file.h"

#include <utility>
#include <vector>

#include "fmt/format.h"
#include "matcher/index/segment_arrays.h"

namespace ketnoi::server {
namespace {

// The sections are, for each part of the snapshot, the positions of the
// suppliers that were replaced, and the arrays of the segment.

std::vector<int32_t> ReplacedOf(const index::Snapshot::Part& part) {
  std::vector<int32_t> replaced;
  for (int32_t s = 0; s < part.segment->supplier_count(); ++s) {
    if (part.replaced->Test(s)) replaced.push_back(s);
  }
  return replaced;
}

class SectionSource final : public index::ArraySource {
 public:
  explicit SectionSource(const ColumnFile& file) : file_(file) {}

  bool AtEnd() const { return next_ == file_.section_count(); }
  absl::StatusOr<size_t> NextBytes() override {
    if (AtEnd()) return absl::DataLossError("it has too few sections");
    return file_.section_bytes(next_);
  }
  absl::Status Read(std::span<std::byte> to) override {
    return file_.Read(next_++, to);
  }

 private:
  const ColumnFile& file_;
  size_t next_ = 0;
};

absl::StatusOr<index::Snapshot::Part> ReadPart(
    const model::Reference& reference, SectionSource& source) {
  const auto bytes = source.NextBytes();
  if (!bytes.ok()) return bytes.status();
  std::vector<int32_t> replaced(*bytes / sizeof(int32_t));
  if (*bytes % sizeof(int32_t) != 0) {
    return absl::DataLossError("impossible size of a section");
  }
  absl::Status status =
      source.Read(std::as_writable_bytes(std::span(replaced)));
  if (!status.ok()) return status;
  auto segment = index::ReadSegment(reference, source);
  if (!segment.ok()) return segment.status();
  auto part = index::WholePart(reference.categories, *std::move(segment));
  int32_t before = -1;
  for (const int32_t position : replaced) {
    if (position <= before || position >= part.live) {
      return absl::DataLossError("impossible replaced suppliers");
    }
    before = position;
  }
  index::Replace(reference.categories, replaced, part);
  if (part.live == 0) return absl::DataLossError("impossible empty part");
  return part;
}

}  // namespace

absl::Status SaveSnapshot(const std::string& path, ColumnOrigin origin,
                          const index::Snapshot& snapshot) {
  std::vector<std::vector<int32_t>> replaced;
  std::vector<std::unique_ptr<index::SegmentArrays>> segments;
  std::vector<Bytes> sections;
  for (const auto& part : snapshot.parts()) {
    replaced.push_back(ReplacedOf(part));
    sections.push_back(std::as_bytes(std::span(replaced.back())));
    segments.push_back(std::make_unique<index::SegmentArrays>(part.segment));
    const auto& arrays = segments.back()->arrays();
    sections.insert(sections.end(), arrays.begin(), arrays.end());
  }
  origin.revision = snapshot.revision();
  return WriteColumnFile(path, origin, sections);
}

absl::StatusOr<std::shared_ptr<const index::Snapshot>> LoadSnapshot(
    const model::Reference& reference, const std::string& path,
    const ColumnOrigin& wanted, const AdmitBytes& admit) {
  const auto file = ColumnFile::Open(path);
  if (!file.ok()) return file.status();
  absl::Status status = file->CheckOrigin(wanted);
  if (!status.ok()) return status;
  const int64_t revision = file->origin().revision;
  if (revision < 0 || revision > wanted.revision) {
    return absl::FailedPreconditionError(
        fmt::format("it is of revision {}, the store only at {}", revision,
                    wanted.revision));
  }
  uint64_t bytes = 0;
  for (size_t s = 0; s < file->section_count(); ++s) {
    bytes += file->section_bytes(s);
  }
  status = admit(bytes);
  if (!status.ok()) return status;
  std::vector<index::Snapshot::Part> parts;
  for (SectionSource source(*file); !source.AtEnd();) {
    auto part = ReadPart(reference, source);
    if (!part.ok()) return part.status();
    parts.push_back(*std::move(part));
  }
  return index::Snapshot::Of(reference, std::move(parts), revision);
}

}  // namespace ketnoi::server
