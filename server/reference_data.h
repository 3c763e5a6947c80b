// The reference data that a server runs with: as the matcher uses them, and as
// ReferenceService serves them.
//
// Filled once by LoadReferenceData, immutable and thread-safe afterwards; lives
// as long as the process.

#ifndef KETNOI_SERVER_REFERENCE_DATA_H_
#define KETNOI_SERVER_REFERENCE_DATA_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "ketnoi/v1/reference.pb.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/reference.h"

namespace ketnoi::server {

// The tables as read, in the order of the data.
struct ReferenceTables {
  std::vector<v1::Category> categories;  // depth first
  std::vector<v1::AttributeDefinition> attribute_definitions;
  std::vector<v1::Unit> units;
  std::vector<v1::Process> processes;
  std::vector<v1::Material> materials;
  std::vector<v1::CertificateScheme> certificate_schemes;
  std::vector<v1::AssessmentScheme> assessment_schemes;
  std::vector<v1::Industry> industries;
  std::vector<v1::Province> provinces;
  std::vector<v1::ReasonText> reason_texts;
  std::vector<v1::CriteriaSet> criteria_sets;  // the default one first
};

struct ReferenceData {
  ReferenceTables tables;
  model::Reference reference;
  // By position as in tables.criteria_sets.
  std::vector<model::CriteriaSet> criteria_sets;
  // By code: "CERTIFICATE_EXPIRED", "KIND_PLACE".
  std::map<std::string, v1::LocalizedText, std::less<>> texts;
  // Names of attributes, by position in reference.attributes.
  std::vector<v1::LocalizedText> attribute_names;
  // 32 bytes: of the tables that the translation of suppliers uses.
  std::string fingerprint;

  // `name` is "criteriaSets/{id}", or empty for the default one. Null: none.
  const model::CriteriaSet* FindCriteriaSet(std::string_view name) const;
};

// Empty if `name` is of the form "criteriaSets/{id}"; else what is wrong.
std::string CriteriaSetProblem(std::string_view name);

// The last part of "processes/sand_casting"; units keep their "/" ("g/m2").
std::string ReferenceId(std::string_view name);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_REFERENCE_DATA_H_
