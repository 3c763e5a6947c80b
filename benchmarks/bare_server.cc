#include "benchmarks/bare_server.h"

#include <fmt/format.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/rpc_service_method.h>
#include <grpcpp/support/method_handler.h>

#include <fstream>
#include <memory>
#include <unordered_map>
#include <utility>

#include "ketnoi/v1/match_service.grpc.pb.h"

namespace ketnoi::benchmarks {
namespace {

using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;

// What the answer is found by.
const std::string& KeyOf(const v1::RankSuppliersRequest& request) {
  return request.has_inline_requirement()
             ? request.inline_requirement().title().en()
             : request.requirement();
}

class RankService final : public v1::MatchService::Service {
 public:
  // Of a request and an answer that parse.
  void Add(const Exchange& exchange) {
    v1::RankSuppliersRequest request;
    request.ParseFromString(exchange.request);
    answers_[KeyOf(request)].ParseFromString(exchange.answer);
  }

  grpc::Status RankSuppliers(grpc::ServerContext*,
                             const v1::RankSuppliersRequest* request,
                             v1::RankSuppliersResponse* answer) override {
    const auto found = answers_.find(KeyOf(*request));
    if (found == answers_.end()) {
      return {grpc::StatusCode::NOT_FOUND, "no such requirement"};
    }
    *answer = found->second;
    return grpc::Status::OK;
  }

 private:
  std::unordered_map<std::string, v1::RankSuppliersResponse> answers_;
};

class BytesService final : public grpc::Service {
 public:
  BytesService() {
    using Handler =
        grpc::internal::RpcMethodHandler<BytesService, grpc::ByteBuffer,
                                         grpc::ByteBuffer, grpc::ByteBuffer,
                                         grpc::ByteBuffer>;
    AddMethod(new grpc::internal::RpcServiceMethod(
        kReturnBytes, grpc::internal::RpcMethod::NORMAL_RPC,
        new Handler(
            [](BytesService* self, grpc::ServerContext*,
               const grpc::ByteBuffer* request, grpc::ByteBuffer* answer) {
              return self->Find(*request, *answer);
            },
            this)));
  }

  void Add(const Exchange& exchange) {
    const grpc::Slice slice(exchange.answer);
    answers_.emplace(exchange.request, grpc::ByteBuffer(&slice, 1));
  }

 private:
  grpc::Status Find(const grpc::ByteBuffer& request,
                    grpc::ByteBuffer& answer) const {
    grpc::Slice slice;
    request.DumpToSingleSlice(&slice);
    const auto found = answers_.find(std::string(
        reinterpret_cast<const char*>(slice.begin()), slice.size()));
    if (found == answers_.end()) {
      return {grpc::StatusCode::NOT_FOUND, "no such request"};
    }
    answer = found->second;
    return grpc::Status::OK;
  }

  std::unordered_map<std::string, grpc::ByteBuffer> answers_;
};

void WriteText(const std::string& text, CodedOutputStream& stream) {
  stream.WriteVarint32(static_cast<uint32_t>(text.size()));
  stream.WriteString(text);
}

bool ReadText(CodedInputStream& stream, std::string& text) {
  uint32_t size = 0;
  return stream.ReadVarint32(&size) &&
         stream.ReadString(&text, static_cast<int>(size));
}

template <class Add>
void ReadExchanges(const std::string& path, const Add& add) {
  std::ifstream file(path, std::ios::binary);
  google::protobuf::io::IstreamInputStream bytes(&file);
  for (Exchange exchange;;) {
    // One for each exchange, since it takes 2 GiB at most.
    CodedInputStream stream(&bytes);
    if (!ReadText(stream, exchange.request)) return;
    if (!ReadText(stream, exchange.answer)) return;
    add(exchange);
  }
}

}  // namespace

absl::Status WriteExchanges(const std::string& path,
                            const std::vector<Exchange>& exchanges) {
  std::ofstream file(path, std::ios::binary);
  {
    google::protobuf::io::OstreamOutputStream bytes(&file);
    CodedOutputStream stream(&bytes);
    for (const auto& [request, answer] : exchanges) {
      WriteText(request, stream);
      WriteText(answer, stream);
    }
  }
  file.close();
  if (file) return absl::OkStatus();
  return absl::UnavailableError(fmt::format("cannot write '{}'", path));
}

int RunBareServer(const std::string& exchanges, const std::string& port_file) {
  RankService ranks;
  BytesService bytes;
  ReadExchanges(exchanges, [&](const Exchange& exchange) {
    ranks.Add(exchange);
    bytes.Add(exchange);
  });
  grpc::EnableDefaultHealthCheckService(true);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port);
  builder.RegisterService(&ranks);
  builder.RegisterService(&bytes);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  std::ofstream(port_file) << port << '\n';
  server->Wait();
  return 0;
}

}  // namespace ketnoi::benchmarks
