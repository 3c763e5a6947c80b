// The messages of an import stream, read from and written to bytes.
//
// They are read here, and not by gRPC, because gRPC ends a stream silently at a
// message that does not parse: one text that is not UTF-8 would drop the rest.

#ifndef KETNOI_SERVER_IMPORT_FORMAT_H_
#define KETNOI_SERVER_IMPORT_FORMAT_H_

#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "server/import_runner.h"
#include "server/rpc_status.h"

namespace ketnoi::server {

struct ImportMessage {
  std::optional<v1::ImportOptions> options;  // else `row`
  ImportRow row;
};

// Pure functions; thread-safe.
struct ImportFormat {
  ImportMessage (*read)(const std::string& bytes);
  std::string (*write)(const std::string& epoch, const ImportAnswer& answer);
};

// What is wrong with bytes that do not parse as a request; the path begins
// below the row's resource. `name`, the resource's, is cleared if it is the
// text that is broken.
absl::Status UnreadableRow(const Message& request, const std::string& bytes,
                           std::string& name);

// `Take` gives the resource of a row: v1::Supplier* (Row&).
template <class Request, class Response, auto Take>
ImportFormat MakeImportFormat() {
  return {
      [](const std::string& bytes) {
        ImportMessage message;
        Request request;
        const bool readable = request.ParseFromString(bytes);
        if (readable && request.has_options()) {
          message.options = request.options();
          return message;
        }
        auto& row = *request.mutable_row();
        auto& resource = *(row.*Take)();
        message.row.number = row.row_number();
        message.row.name = resource.name();
        message.row.etag = resource.etag();
        if (readable) {
          auto owned =
              std::make_unique<std::remove_reference_t<decltype(resource)>>();
          owned->Swap(&resource);
          message.row.resource = std::move(owned);
        } else {
          message.row.error = UnreadableRow(request, bytes, message.row.name);
        }
        return message;
      },
      [](const std::string& epoch, const ImportAnswer& answer) {
        Response response;
        response.set_row_number(answer.number);
        response.set_name(answer.name);
        response.set_outcome(answer.outcome);
        if (!answer.error.ok()) {
          *response.mutable_error() = ToRpcStatus(answer.error);
        }
        if (answer.revision != 0) {
          response.mutable_revision()->set_epoch(epoch);
          response.mutable_revision()->set_number(answer.revision);
        }
        return response.SerializeAsString();
      }};
}

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_IMPORT_FORMAT_H_
