// Draws the certificates of a firm.

#ifndef KETNOI_BENCHMARKS_GENERATOR_CERTIFICATE_DRAW_H_
#define KETNOI_BENCHMARKS_GENERATOR_CERTIFICATE_DRAW_H_

#include <string_view>

#include "benchmarks/generator/firm.h"
#include "benchmarks/generator/random.h"
#include "benchmarks/generator/reference_files.h"
#include "ketnoi/v1/supplier.pb.h"

namespace ketnoi::generator {

// Adds certificates to `supplier`, whose sites are there.
void AddCertificates(const ReferenceFiles& reference, const Firm& firm,
                     std::string_view sector, Random& random,
                     ketnoi::v1::Supplier& supplier);

// True for what counts as an international standard in the programme's sense:
// certified by a third party, not declared by the firm itself.
bool IsInternationalCertificate(std::string_view scheme);

}  // namespace ketnoi::generator

#endif  // KETNOI_BENCHMARKS_GENERATOR_CERTIFICATE_DRAW_H_
