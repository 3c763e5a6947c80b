#include <string>

#include "google/protobuf/util/json_util.h"
#include "ketnoi/v1/supplier.pb.h"
#include "matcher/index/snapshot.h"
#include "server/normalize.h"
#include "server/translate_supplier.h"
#include "server/validate.h"
#include "server/violations.h"
#include "tests/fuzz/fuzzer.h"
#include "tests/fuzz/reference.h"

namespace {

using ketnoi::fuzz::Require;
namespace server = ketnoi::server;

}  // namespace

// Normalizing twice is normalizing once. What validation finds right translates
// and can be indexed, with everything that it states.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto& reference = ketnoi::fuzz::Reference().reference;
  ketnoi::v1::Supplier supplier;
  if (!google::protobuf::util::JsonStringToMessage(
           std::string(ketnoi::fuzz::AsText(data, size)), &supplier)
           .ok()) {
    return 0;
  }
  server::Normalize(reference, supplier);
  const std::string once = supplier.SerializeAsString();
  server::Normalize(reference, supplier);
  Require(supplier.SerializeAsString() == once);
  server::Violations violations;
  server::Validate(reference, supplier, violations);
  if (!violations.empty()) {
    Require(!violations.kept().empty());
    return 0;
  }
  const auto translated = server::TranslateSupplier(reference, supplier);
  Require(translated->capabilities.size() ==
          static_cast<size_t>(supplier.capabilities_size()));
  for (size_t i = 0; i < translated->capabilities.size(); ++i) {
    const auto& stated = supplier.capabilities(static_cast<int>(i));
    const auto& row = translated->capabilities[i];
    Require(row.attributes.size() ==
            static_cast<size_t>(stated.attributes_size()));
    Require(row.monthly_capacity.has_value() == stated.has_monthly_capacity());
    Require(row.minimum_order.has_value() == stated.has_minimum_order());
  }
  Require(translated->certificates.size() ==
          static_cast<size_t>(supplier.certificates_size()));
  Require(
      translated->customers.held.size() ==
      static_cast<size_t>(supplier.track_record().customers().values_size()));
  ketnoi::index::Snapshot::Build(reference, {translated}, 1);
  return 0;
}
