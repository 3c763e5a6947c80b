// How fast this machine reads memory, in the same run as what is compared with
// it.

#ifndef KETNOI_BENCHMARKS_BANDWIDTH_H_
#define KETNOI_BENCHMARKS_BANDWIDTH_H_

#include <vector>

namespace ketnoi::benchmarks {

// Gigabytes (10^9 bytes) per second of the calling thread's CPU time that a
// plain loop reads of 1 GiB, far more than any cache, from begin to end;
// one figure per pass. Takes about a second, and the memory while it runs.
std::vector<double> MeasureReadBandwidth();

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_BANDWIDTH_H_
