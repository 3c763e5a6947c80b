#ifndef KETNOI_CLIENTS_CLI_JSONL_SOURCE_H_
#define KETNOI_CLIENTS_CLI_JSONL_SOURCE_H_

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/jsonl.h"
#include "clients/cli/row_source.h"

namespace ketnoi::cli {

// Records of JSON Lines files, one after the other: each line the proto3 JSON
// form of a record.
class JsonLinesSource : public RowSource {
 public:
  // Opens every file, so that a missing one is known before anything is sent.
  // `prototype`, an empty record, must outlive the source.
  static absl::StatusOr<std::unique_ptr<JsonLinesSource>> Open(
      const std::vector<std::string>& paths,
      const google::protobuf::Message& prototype);

  bool Next(ImportRow& row) override;
  double Progress() const override;
  std::vector<std::string> Paths() const override;

 private:
  struct File {
    std::string path;
    double bytes;
    std::ifstream stream;
    std::unique_ptr<JsonLinesReader> reader;
  };

  explicit JsonLinesSource(const google::protobuf::Message& prototype)
      : prototype_(prototype) {}
  void Parse(const JsonLinesReader& reader, ImportRow& row) const;

  const google::protobuf::Message& prototype_;
  std::vector<std::unique_ptr<File>> files_;
  size_t current_ = 0;
  double total_bytes_ = 0;
  double done_bytes_ = 0;
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_JSONL_SOURCE_H_
