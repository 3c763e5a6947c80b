// Sends records through the service's import and counts what became of them.

#ifndef KETNOI_BENCHMARKS_IMPORT_STREAM_H_
#define KETNOI_BENCHMARKS_IMPORT_STREAM_H_

#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "clients/cpp/client.h"
#include "fmt/format.h"

namespace ketnoi::benchmarks {

// Writes every record while a second thread reads the answers. INTERNAL unless
// each one was created.
template <class Resource>
absl::Status ImportAll(std::unique_ptr<client::ImportStream<Resource>> stream,
                       const std::vector<Resource>& records) {
  size_t created = 0;
  absl::Status first_error;
  std::thread reader([&] {
    client::ImportAnswer answer;
    while (stream->Read(answer)) {
      if (answer.outcome == v1::IMPORT_OUTCOME_CREATED) ++created;
      first_error.Update(answer.error);
    }
  });
  int64_t row = 0;
  for (const Resource& record : records) {
    if (!stream->Write(++row, record)) break;
  }
  stream->WritesDone();
  reader.join();
  absl::Status status = stream->Finish();
  status.Update(first_error);
  if (status.ok() && created != records.size()) {
    return absl::InternalError(
        fmt::format("{} of {} records created", created, records.size()));
  }
  return status;
}

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_IMPORT_STREAM_H_
