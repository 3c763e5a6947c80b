// Draws attribute values, offered by a firm or required by a buyer.

#ifndef KETNOI_BENCHMARKS_GENERATOR_ATTRIBUTE_DRAW_H_
#define KETNOI_BENCHMARKS_GENERATOR_ATTRIBUTE_DRAW_H_

#include <optional>

#include "benchmarks/generator/random.h"
#include "ketnoi/v1/common.pb.h"
#include "ketnoi/v1/reference.pb.h"

namespace ketnoi::generator {

// What a firm of this quality (0 to 1,000) states; none if nothing typical is
// known of the attribute, or it is free text. A better firm offers tighter
// tolerances, wider ranges, more codes and better classes.
std::optional<ketnoi::v1::AttributeValue> DrawOffered(
    const ketnoi::v1::AttributeDefinition& definition, int quality,
    Random& random);

// What a buyer asks: within reach of an ordinary firm.
std::optional<ketnoi::v1::AttributeValue> DrawRequired(
    const ketnoi::v1::AttributeDefinition& definition, Random& random);

}  // namespace ketnoi::generator

#endif  // KETNOI_BENCHMARKS_GENERATOR_ATTRIBUTE_DRAW_H_
