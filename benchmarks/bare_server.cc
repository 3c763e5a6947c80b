#include "benchmarks/bare_server.h"

#include <fmt/format.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <google/protobuf/util/delimited_message_util.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include <fstream>
#include <map>
#include <memory>

#include "ketnoi/v1/match_service.grpc.pb.h"

namespace ketnoi::benchmarks {
namespace {

using google::protobuf::util::ParseDelimitedFromZeroCopyStream;
using google::protobuf::util::SerializeDelimitedToOstream;

// By the name of the requirement.
using Answers = std::map<std::string, v1::RankSuppliersResponse>;

class BareService final : public v1::MatchService::Service {
 public:
  explicit BareService(Answers answers) : answers_(std::move(answers)) {}

  grpc::Status RankSuppliers(grpc::ServerContext*,
                             const v1::RankSuppliersRequest* request,
                             v1::RankSuppliersResponse* answer) override {
    const auto found = answers_.find(request->requirement());
    if (found == answers_.end()) {
      return {grpc::StatusCode::NOT_FOUND, "no such requirement"};
    }
    *answer = found->second;
    return grpc::Status::OK;
  }

 private:
  const Answers answers_;
};

Answers ReadAnswers(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  google::protobuf::io::IstreamInputStream stream(&file);
  Answers answers;
  Exchange exchange;
  while (ParseDelimitedFromZeroCopyStream(&exchange.first, &stream, nullptr) &&
         ParseDelimitedFromZeroCopyStream(&exchange.second, &stream, nullptr)) {
    answers[exchange.first.requirement()].Swap(&exchange.second);
    exchange = Exchange();
  }
  return answers;
}

}  // namespace

absl::Status WriteExchanges(const std::string& path,
                            const std::vector<Exchange>& exchanges) {
  std::ofstream file(path, std::ios::binary);
  for (const auto& [request, answer] : exchanges) {
    SerializeDelimitedToOstream(request, &file);
    SerializeDelimitedToOstream(answer, &file);
  }
  file.close();
  if (file) return absl::OkStatus();
  return absl::UnavailableError(fmt::format("cannot write '{}'", path));
}

int RunBareServer(const std::string& exchanges, const std::string& port_file) {
  BareService service(ReadAnswers(exchanges));
  grpc::EnableDefaultHealthCheckService(true);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  std::ofstream(port_file) << port << '\n';
  server->Wait();
  return 0;
}

}  // namespace ketnoi::benchmarks
