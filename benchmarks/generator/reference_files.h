// The reference data as the generator needs them: read from the same files as
// the server, without its checks.

#ifndef KETNOI_BENCHMARKS_GENERATOR_REFERENCE_FILES_H_
#define KETNOI_BENCHMARKS_GENERATOR_REFERENCE_FILES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "ketnoi/v1/reference.pb.h"

namespace ketnoi::generator {

// In file order. Immutable after loading and then safe to share.
struct ReferenceFiles {
  std::vector<ketnoi::v1::Category> categories;
  std::vector<ketnoi::v1::AttributeDefinition> definitions;
  std::vector<ketnoi::v1::CertificateScheme> schemes;
  std::vector<ketnoi::v1::Province> provinces;
  std::vector<ketnoi::v1::Industry> industries;

  // Null if there is no such category.
  const ketnoi::v1::Category* FindCategory(std::string_view id) const;
  const ketnoi::v1::CertificateScheme* FindScheme(std::string_view id) const;
  // The topmost category above; the category itself if it is a sector.
  std::string_view SectorOf(std::string_view category) const;
  // What is stated as an attribute of a row of this category: definitions of
  // the category, then those above it, then those of every category; of two
  // with the same attribute only the nearer.
  std::vector<const ketnoi::v1::AttributeDefinition*> AttributesOf(
      std::string_view category) const;
};

// The last part of a resource name: "stamping" of "categories/stamping".
std::string_view IdOf(std::string_view resource_name);

// Reads categories.jsonl, attribute_definitions.jsonl, ... of `folder`. Unknown
// fields are an error, so that a changed contract is noticed.
absl::StatusOr<ReferenceFiles> LoadReferenceFiles(const std::string& folder);

}  // namespace ketnoi::generator

#endif  // KETNOI_BENCHMARKS_GENERATOR_REFERENCE_FILES_H_
