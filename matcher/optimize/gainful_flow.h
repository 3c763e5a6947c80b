// Flows through a graph that gain the most, by LEMON's network simplex.

#ifndef KETNOI_MATCHER_OPTIMIZE_GAINFUL_FLOW_H_
#define KETNOI_MATCHER_OPTIMIZE_GAINFUL_FLOW_H_

#include <cstdint>
#include <memory>

namespace ketnoi::optimize {

// A circulation: what flows into a node flows out of it. Add nodes and arcs,
// call Run, then ask. The largest gain times the number of nodes has to be
// below 2^62. Not thread-safe.
class GainfulFlow {
 public:
  using Node = int32_t;  // from 0 up, as they were added
  using Arc = int32_t;

  GainfulFlow();
  ~GainfulFlow();
  GainfulFlow(const GainfulFlow&) = delete;
  GainfulFlow& operator=(const GainfulFlow&) = delete;

  Node AddNode();
  // Up to `capacity` units, which is at least 0, may flow, each for a gain of
  // `gain`.
  Arc AddArc(Node from, Node to, int64_t capacity, int64_t gain);

  // Once. A flow in whole units of the highest gain; which one of several is
  // always the same. Cannot be interrupted: about a second for 200,000 arcs.
  void Run();

  // After Run.
  int64_t FlowOn(Arc arc) const;
  // What a unit more on the arc would lose, at the prices of the flow that was
  // found: below 0 on arcs that are full and worth more.
  int64_t SlackOf(Arc arc) const;

 private:
  struct Graph;
  std::unique_ptr<Graph> graph_;
};

}  // namespace ketnoi::optimize

#endif  // KETNOI_MATCHER_OPTIMIZE_GAINFUL_FLOW_H_
