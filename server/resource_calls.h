// The standard methods of one kind of resource, from requests to answers.
//
// The services have the same requests under different names; these
// templates hold what is then left of a handler. Thread-safe.

#ifndef KETNOI_SERVER_RESOURCE_CALLS_H_
#define KETNOI_SERVER_RESOURCE_CALLS_H_

#include <functional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "server/backend.h"
#include "server/resource_kind.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/resource_writer.h"

namespace ketnoi::server {

template <class Request>
WriteOptions WriteOptionsOf(const Request& request) {
  return {request.request_id(), request.validate_only()};
}

// All that a list request holds but its parent and view.
template <class Request>
ListQuery ListQueryOf(const Request& request) {
  ListQuery query;
  query.page_size = request.page_size();
  query.page_token = request.page_token();
  query.filter = request.filter();
  query.query = request.query();
  query.read = request.read();
  return query;
}

// Moves a page into a response, whose repeated field is `list`.
template <class Resource, class List, class Response>
void FillList(ListPage& page, List& list, Response& response) {
  for (auto& resource : page.resources) {
    list.Add(std::move(static_cast<Resource&>(*resource)));
  }
  response.set_next_page_token(page.next_page_token);
  response.set_total_size(page.total_size);
  *response.mutable_read_state() = page.read_state;
}

// `collection` and `id` make the name to be: "suppliers/" and "acme".
// `violations`: what is wrong with the parent, if there is one.
template <class Request, class Resource>
absl::Status CreateResource(const ResourceKind& kind, Backend& backend,
                            const Request& request, const Resource& resource,
                            const std::string& collection,
                            const std::string& id, Violations violations,
                            Resource& response) {
  if (!IsId(id)) {
    violations.Add(std::string(kind.field) + "_id",
                   "'" + id + "' is not " + kIdGrammar);
  }
  response = resource;
  response.set_name(collection + id);
  return ResourceWriter(kind, backend)
      .Create(WriteOptionsOf(request), response, std::move(violations));
}

template <class Request, class Resource>
absl::Status UpdateResource(const ResourceKind& kind, Backend& backend,
                            const CallLimits& limits, const Request& request,
                            const Resource& resource, Resource& response) {
  response = resource;
  return ResourceWriter(kind, backend)
      .Update(request.update_mask(), request.allow_missing(),
              WriteOptionsOf(request), limits, response);
}

// `clear` as in ResourceWriter::Delete.
template <class Request, class Response>
absl::Status DeleteResource(
    const ResourceKind& kind, Backend& backend, const Request& request,
    Response& response, const std::function<absl::Status()>& clear = nullptr) {
  const auto revision = ResourceWriter(kind, backend)
                            .Delete(request.name(), request.etag(),
                                    WriteOptionsOf(request), clear);
  if (!revision.ok()) return revision.status();
  if (*revision == 0) return absl::OkStatus();
  response.mutable_revision()->set_epoch(backend.store.epoch());
  response.mutable_revision()->set_number(*revision);
  return absl::OkStatus();
}

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RESOURCE_CALLS_H_
