#include "benchmarks/scale_query.h"

#include <memory>
#include <utility>

namespace ketnoi::benchmarks {

absl::StatusOr<ScaleQuery> Prepare(const ReferenceSource& source, Query query) {
  BoundParts programs;
  for (const model::Requirement& part : query.parts) {
    auto program = match::Compile(part, source.criteria_set(),
                                  source.reference(), {AsOfDay(), {}});
    if (!program.ok()) return program.status();
    programs.push_back(
        std::make_unique<const match::BoundProgram>(*std::move(program)));
  }
  model::Requirement asked = query.parts.front();
  if (query.parts.size() > 1) asked.category = {};
  auto question = RowwiseQuestion::Make(
      source.reference(), source.criteria_set(), AsOfDay(), asked);
  if (!question.ok()) return question.status();
  return ScaleQuery{std::move(query), std::move(programs),
                    *std::move(question)};
}

absl::StatusOr<std::vector<ScaleQuery>> Prepare(const ReferenceSource& source,
                                                QueryClass query_class) {
  std::vector<ScaleQuery> prepared;
  for (Query& query : MakeQueries(source, query_class)) {
    auto one = Prepare(source, std::move(query));
    if (!one.ok()) return one.status();
    prepared.push_back(*std::move(one));
  }
  return prepared;
}

absl::StatusOr<std::vector<match::Match>> Ask(const ScaleQuery& query,
                                              const index::Snapshot& snapshot,
                                              Asking asking,
                                              match::Workspace& workspace) {
  return AskParts(query.programs, snapshot, kTop, asking, workspace);
}

absl::StatusOr<std::vector<match::Match>> Ask(const ScaleQuery& query,
                                              const index::Snapshot& snapshot) {
  match::Workspace workspace;
  return Ask(query, snapshot, {}, workspace);
}

QueryBytes BytesOf(const ScaleQuery& query, const index::Snapshot& snapshot) {
  QueryBytes bytes;
  for (const auto& program : query.programs) {
    for (const auto& part : snapshot.parts()) {
      const auto binding = program->Bind(part.segment);
      bytes.scanned += static_cast<int64_t>(binding->ScannedBytes());
      bytes.tables += static_cast<int64_t>(binding->Bytes());
    }
  }
  return bytes;
}

std::vector<match::RankKey> KeysOf(const std::vector<match::Match>& matches) {
  std::vector<match::RankKey> keys;
  for (const match::Match& match : matches) keys.push_back(match.key);
  return keys;
}

int64_t CandidateRows(const ScaleQuery& query, const BucketedRows& rows) {
  int64_t count = 0;
  for (const model::Requirement& part : query.query.parts) {
    count += rows.CandidateRows(part.category);
  }
  return count;
}

}  // namespace ketnoi::benchmarks
