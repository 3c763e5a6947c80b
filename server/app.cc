#include "server/app.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/health_check_service_interface.h"
#include "server/backend.h"
#include "server/bom_service.h"
#include "server/buyer_service.h"
#include "server/candidate_service.h"
#include "server/demand_service.h"
#include "server/fair_service.h"
#include "server/gap_service.h"
#include "server/levers.h"
#include "server/match_service.h"
#include "server/reference_loader.h"
#include "server/reference_service.h"
#include "server/requirement_service.h"
#include "server/schedule_service.h"
#include "server/storage/rocks_store.h"
#include "server/supplier_service.h"
#include "server/watch.h"
#include "server/watch_service.h"
#include "server/webhook_sender.h"
#include "server/webhook_service.h"

namespace ketnoi::server {
namespace {

// What gRPC takes: more than kLargestMessage, so that what is too large gets an
// answer that says so, and in an import does not end the stream.
constexpr int kLargestTransported = 32 << 20;
// Threads that wait for calls, per core. With fewer than there are callers,
// gRPC ends a thread when its call is answered and starts one for the next.
// Those that wait ten seconds in vain end too.
constexpr int kWaiting = 32;
// How long a server that drains still listens, at most.
constexpr absl::Duration kFarewell = absl::Milliseconds(500);

// Within the store's folder, where RocksDB leaves alone what it does not know.
constexpr char kColumnFile[] = "/columns.ketnoi";

void LogToStderr(const std::string& line) {
  fmt::print(stderr, "ketnoi-server: {}\n", line);
}

CatalogueSettings CatalogueSettingsOf(const Options& options,
                                      const ReferenceData& data) {
  CatalogueSettings settings;
  settings.column_file = options.data_dir + kColumnFile;
  settings.reference_fingerprint = data.fingerprint;
  settings.criteria_sets = data.criteria_sets;
  settings.log = LogToStderr;
  settings.memory_limit =
      options.memory_limit > 0 ? options.memory_limit : DefaultMemoryLimit();
  return settings;
}

PosterSettings PosterSettingsOf(const Options& options) {
  PosterSettings settings;
  settings.policy = AddressPolicy(options.webhook_allow);
  settings.ca_file = options.webhook_ca_file;
  return settings;
}

WebhookSender::Parts SenderPartsOf(Backend& backend, WebhookNotes& notes,
                                   const WebhookPoster& poster) {
  return {backend.store,
          notes,
          poster,
          [&backend](const CallLimits& limits, const v1::WatchScope& scope,
                     const std::string& token) {
            return EventsSince(backend, limits, scope, token);
          },
          [&backend](const v1::Webhook& webhook) {
            return DisableWebhook(backend, webhook);
          },
          LogToStderr};
}

// Written beside and renamed, so that a reader never sees half of it.
absl::Status WritePortFile(const std::string& path, int port) {
  if (path.empty()) return absl::OkStatus();
  const std::string beside = path + ".tmp";
  std::ofstream file(beside, std::ios::trunc);
  file << port << "\n";
  file.close();
  if (!file || std::rename(beside.c_str(), path.c_str()) != 0) {
    return absl::UnavailableError(fmt::format("cannot write {}", path));
  }
  return absl::OkStatus();
}

}  // namespace

class App::Parts {
 public:
  Parts(const Options& options, std::unique_ptr<const ReferenceData> data,
        std::unique_ptr<const LeverTable> levers,
        std::unique_ptr<storage::Store> store)
      : options_(options),
        data_(std::move(data)),
        levers_(std::move(levers)),
        store_(std::move(store)),
        catalogue_(data_->reference, *store_,
                   CatalogueSettingsOf(options_, *data_)),
        backend_(*data_, *store_, catalogue_),
        suppliers_(backend_),
        buyers_(backend_),
        requirements_(backend_),
        boms_(backend_),
        reference_(backend_),
        matches_(backend_),
        demand_(backend_),
        gaps_(backend_, *levers_),
        watches_(backend_),
        fairs_(backend_),
        schedules_(backend_),
        candidates_(backend_),
        webhook_notes_(store_->notes()),
        webhook_poster_(PosterSettingsOf(options_)),
        webhooks_(backend_, webhook_notes_, webhook_poster_),
        webhook_sender_(
            SenderPartsOf(backend_, webhook_notes_, webhook_poster_), {}) {}

  absl::Status Listen() {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    grpc::ServerBuilder builder;
    builder.AddListeningPort(options_.address,
                             grpc::InsecureServerCredentials(), &port_);
    builder.SetMaxReceiveMessageSize(kLargestTransported);
    // A small compressed message may unpack to any size before it is measured.
    for (const auto algorithm : {GRPC_COMPRESS_GZIP, GRPC_COMPRESS_DEFLATE}) {
      builder.SetCompressionAlgorithmSupportStatus(algorithm, false);
    }
    builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, kWaiting);
    // Another server on the same port must fail, not share the calls.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    for (grpc::Service* service : std::initializer_list<grpc::Service*>{
             &suppliers_, &buyers_, &requirements_, &boms_, &reference_,
             &matches_, &demand_, &gaps_, &watches_, &fairs_, &schedules_,
             &candidates_, &webhooks_}) {
      builder.RegisterService(service);
    }
    listener_ = builder.BuildAndStart();
    if (!listener_ || port_ == 0) {
      return absl::UnavailableError(fmt::format(
          "cannot listen on {}: is the address in use?", options_.address));
    }
    SetServing(false);
    return absl::OkStatus();
  }

  absl::Status Load() {
    absl::Status status = webhook_notes_.Load();
    if (status.ok()) status = catalogue_.Load();
    if (!status.ok()) return status;
    SetServing(true);
    webhook_sender_.Start();
    return WritePortFile(options_.port_file, port_);
  }

  void StopLoading() { catalogue_.StopLoading(); }

  absl::Status CheckStorage() {
    absl::Status status = store_->failure();
    if (status.ok()) status = catalogue_.failure();
    if (!status.ok() && listener_) {
      listener_->GetHealthCheckService()->SetServingStatus(false);
    }
    return status;
  }

  void Drain(absl::Duration grace) {
    webhook_sender_.Stop();
    if (!listener_) return;
    const absl::Time end = absl::Now() + grace;
    SetServing(false);
    absl::SleepFor(std::min(grace, kFarewell));
    listener_->Shutdown(absl::ToChronoTime(end));
    listener_->Wait();
    listener_.reset();
  }

  int port() const { return port_; }
  grpc::Server* listener() { return listener_.get(); }

 private:
  void SetServing(bool serving) {
    backend_.serving = serving;
    listener_->GetHealthCheckService()->SetServingStatus(serving);
  }

  const Options options_;
  std::unique_ptr<const ReferenceData> data_;
  std::unique_ptr<const LeverTable> levers_;
  std::unique_ptr<storage::Store> store_;
  Catalogue catalogue_;
  Backend backend_;
  SupplierService suppliers_;
  BuyerService buyers_;
  RequirementService requirements_;
  BomService boms_;
  ReferenceService reference_;
  MatchService matches_;
  DemandService demand_;
  GapService gaps_;
  WatchService watches_;
  FairService fairs_;
  ScheduleService schedules_;
  CandidateService candidates_;
  WebhookNotes webhook_notes_;
  const WebhookPoster webhook_poster_;
  WebhookService webhooks_;
  WebhookSender webhook_sender_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> listener_;
};

App::App(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

App::~App() { Drain(absl::ZeroDuration()); }

absl::StatusOr<std::unique_ptr<App>> App::Start(const Options& options) {
  auto app = Listen(options);
  if (!app.ok()) return app;
  const absl::Status status = (*app)->Load();
  if (!status.ok()) return status;
  return app;
}

absl::StatusOr<std::unique_ptr<App>> App::Listen(const Options& options) {
  const auto of_reference = [&](const absl::Status& status) {
    return absl::Status(
        status.code(),
        fmt::format("{} (the reference data are those of --reference {})",
                    std::string(status.message()), options.reference_dir));
  };
  auto data = LoadReferenceData(options.reference_dir, options.criteria_set);
  if (!data.ok()) return of_reference(data.status());
  auto levers = LoadLevers(options.reference_dir, (*data)->reference);
  if (!levers.ok()) return of_reference(levers.status());
  storage::RocksStoreOptions store_options;
  store_options.path = options.data_dir;
  auto store = storage::OpenRocksStore(store_options);
  if (!store.ok()) return store.status();
  std::unique_ptr<App> app(new App(std::make_unique<Parts>(
      options, *std::move(data), *std::move(levers), *std::move(store))));
  const absl::Status status = app->parts_->Listen();
  if (!status.ok()) return status;
  return app;
}

absl::Status App::Load() { return parts_->Load(); }

void App::StopLoading() { parts_->StopLoading(); }

absl::Status App::CheckStorage() { return parts_->CheckStorage(); }

int App::port() const { return parts_->port(); }

std::shared_ptr<grpc::Channel> App::InProcessChannel() {
  return parts_->listener()->InProcessChannel(grpc::ChannelArguments());
}

void App::Drain(absl::Duration grace) { parts_->Drain(grace); }

}  // namespace ketnoi::server
