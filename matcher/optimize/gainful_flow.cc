#include "matcher/optimize/gainful_flow.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

namespace ketnoi::optimize {

struct GainfulFlow::Graph {
  using Digraph = lemon::SmartDigraph;
  using Simplex = lemon::NetworkSimplex<Digraph, int64_t, int64_t>;

  Graph() : capacity(digraph), cost(digraph) {}

  Digraph digraph;
  Digraph::ArcMap<int64_t> capacity, cost;
  std::unique_ptr<Simplex> simplex;
};

GainfulFlow::GainfulFlow() : graph_(std::make_unique<Graph>()) {}
GainfulFlow::~GainfulFlow() = default;

GainfulFlow::Node GainfulFlow::AddNode() {
  return Graph::Digraph::id(graph_->digraph.addNode());
}

GainfulFlow::Arc GainfulFlow::AddArc(Node from, Node to, int64_t capacity,
                                     int64_t gain) {
  const auto arc = graph_->digraph.addArc(Graph::Digraph::nodeFromId(from),
                                          Graph::Digraph::nodeFromId(to));
  graph_->capacity[arc] = capacity;
  graph_->cost[arc] = -gain;
  return Graph::Digraph::id(arc);
}

void GainfulFlow::Run() {
  graph_->simplex = std::make_unique<Graph::Simplex>(graph_->digraph);
  graph_->simplex->upperMap(graph_->capacity).costMap(graph_->cost);
  graph_->simplex->run();
}

int64_t GainfulFlow::FlowOn(Arc arc) const {
  return graph_->simplex->flow(Graph::Digraph::arcFromId(arc));
}

int64_t GainfulFlow::SlackOf(Arc arc) const {
  const auto of = Graph::Digraph::arcFromId(arc);
  return graph_->cost[of] +
         graph_->simplex->potential(graph_->digraph.source(of)) -
         graph_->simplex->potential(graph_->digraph.target(of));
}

}  // namespace ketnoi::optimize
