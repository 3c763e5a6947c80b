// The messages of an import stream, read from and written to bytes.
//
// They are read here, and not by gRPC, because gRPC ends a stream silently at a
// message that does not parse, or that is above its limit: one text that is not
// UTF-8, or one large row, would drop the rest.

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

// A message as it came.
struct ImportBytes {
  std::string bytes;  // of one above kLargestMessage only the beginning
  size_t size = 0;    // of the whole message

  bool whole() const { return bytes.size() == size; }
};

struct ImportMessage {
  std::optional<v1::ImportOptions> options;  // else `row`
  absl::Status options_error;                // OK unless they cannot be read
  ImportRow row;  // its number is below 1 if the message holds none
};

// Pure functions; thread-safe.
struct ImportFormat {
  ImportMessage (*read)(const ImportBytes& received);
  std::string (*write)(const std::string& epoch, const ImportAnswer& answer);
};

// What is wrong with a message that is too large or does not parse as a
// request; the path begins below the row's resource. `name`, the resource's, is
// cleared if its text is broken.
absl::Status UnreadableRow(const Message& request, const ImportBytes& received,
                           std::string& name);

// The same for a message of options; the path is of the message.
absl::Status UnreadableOptions(const Message& request,
                               const ImportBytes& received);

// What is wrong with a message that can be read but holds no options: OK, or it
// has no row, or one without a number.
absl::Status CheckRow(bool has_row, int64_t number);

// `Take` gives the resource of a row: v1::Supplier* (Row&).
template <class Request, class Response, auto Take>
ImportFormat MakeImportFormat() {
  return {
      [](const ImportBytes& received) {
        ImportMessage message;
        Request request;
        // What comes before a place that cannot be read is there all the same.
        const bool readable =
            request.ParseFromString(received.bytes) && received.whole();
        if (request.has_options()) {
          message.options = request.options();
          if (!readable) {
            message.options_error = UnreadableOptions(request, received);
          }
          return message;
        }
        const bool has_row = request.has_row();
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
          message.row.error = CheckRow(has_row, message.row.number);
        } else {
          message.row.error =
              UnreadableRow(request, received, message.row.name);
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
