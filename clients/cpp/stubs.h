// The services that the client calls. Only for the files of this folder.

#ifndef KETNOI_CLIENTS_CPP_STUBS_H_
#define KETNOI_CLIENTS_CPP_STUBS_H_

#include <memory>

#include "clients/cpp/client.h"
#include "grpcpp/grpcpp.h"
#include "ketnoi/v1/bom_service.grpc.pb.h"
#include "ketnoi/v1/buyer_service.grpc.pb.h"
#include "ketnoi/v1/candidate_service.grpc.pb.h"
#include "ketnoi/v1/demand_service.grpc.pb.h"
#include "ketnoi/v1/fair_service.grpc.pb.h"
#include "ketnoi/v1/gap_service.grpc.pb.h"
#include "ketnoi/v1/match_service.grpc.pb.h"
#include "ketnoi/v1/reference_service.grpc.pb.h"
#include "ketnoi/v1/requirement_service.grpc.pb.h"
#include "ketnoi/v1/schedule_service.grpc.pb.h"
#include "ketnoi/v1/supplier_service.grpc.pb.h"
#include "ketnoi/v1/watch_service.grpc.pb.h"
#include "ketnoi/v1/webhook_service.grpc.pb.h"

namespace ketnoi::client {

struct Client::Stubs {
  explicit Stubs(const std::shared_ptr<grpc::Channel>& channel)
      : suppliers(channel),
        buyers(channel),
        requirements(channel),
        boms(channel),
        candidates(channel),
        match(channel),
        demand(channel),
        fairs(channel),
        gaps(channel),
        reference(channel),
        schedules(channel),
        watches(channel),
        webhooks(channel) {}

  v1::SupplierService::Stub suppliers;
  v1::BuyerService::Stub buyers;
  v1::RequirementService::Stub requirements;
  v1::BomService::Stub boms;
  v1::CandidateService::Stub candidates;
  v1::MatchService::Stub match;
  v1::DemandService::Stub demand;
  v1::FairService::Stub fairs;
  v1::GapService::Stub gaps;
  v1::ReferenceService::Stub reference;
  v1::ScheduleService::Stub schedules;
  v1::WatchService::Stub watches;
  v1::WebhookService::Stub webhooks;
};

}  // namespace ketnoi::client

#endif  // KETNOI_CLIENTS_CPP_STUBS_H_
