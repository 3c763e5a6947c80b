#include "tests/clients/fake_service.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

#include "fmt/format.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/error_info.pb.h"
#include "google/rpc/status.pb.h"
#include "ketnoi/v1/bom_service.grpc.pb.h"
#include "ketnoi/v1/buyer_service.grpc.pb.h"
#include "ketnoi/v1/demand_service.grpc.pb.h"
#include "ketnoi/v1/match_service.grpc.pb.h"
#include "ketnoi/v1/reference_service.grpc.pb.h"
#include "ketnoi/v1/requirement_service.grpc.pb.h"
#include "ketnoi/v1/supplier_service.grpc.pb.h"
#include "tests/clients/fake_rankings.h"
#include "tests/clients/invented_results.h"

namespace ketnoi::testing {
namespace {

using grpc::ServerContext;
using grpc::Status;
using grpc::StatusCode;

google::rpc::Status Violation(const std::vector<std::string>& fields,
                              const std::string& description) {
  google::rpc::BadRequest bad_request;
  for (const std::string& field : fields) {
    auto& violation = *bad_request.add_field_violations();
    violation.set_field(field);
    violation.set_description(description);
  }
  google::rpc::ErrorInfo info;
  info.set_reason("FIELD_VIOLATIONS");
  info.set_domain("ketnoi");
  google::rpc::Status status;
  status.set_code(static_cast<int>(StatusCode::INVALID_ARGUMENT));
  status.set_message("1 field is wrong");
  status.add_details()->PackFrom(bad_request);
  status.add_details()->PackFrom(info);
  return status;
}

Status ToGrpc(const google::rpc::Status& status) {
  return {static_cast<StatusCode>(status.code()), status.message(),
          status.SerializeAsString()};
}

// OK, or what is wrong with a record.
google::rpc::Status Check(const v1::Supplier& supplier) {
  for (int i = 0; i < supplier.capabilities_size(); ++i) {
    if (supplier.capabilities(i).category() != "nonsense") continue;
    return Violation({fmt::format("supplier.capabilities[{}].category", i)},
                     "is not a category");
  }
  return {};
}
google::rpc::Status Check(const v1::Requirement& requirement) {
  return requirement.category() == "nonsense"
             ? Violation({"requirement.category"}, "is not a category")
             : google::rpc::Status();
}
google::rpc::Status Check(const v1::Buyer&) { return {}; }
google::rpc::Status Check(const v1::Bom&) { return {}; }

const v1::Supplier& RecordOf(const v1::ImportSuppliersRequest::Row& row) {
  return row.supplier();
}
const v1::Requirement& RecordOf(const v1::ImportRequirementsRequest::Row& row) {
  return row.requirement();
}
const v1::Buyer& RecordOf(const v1::ImportBuyersRequest::Row& row) {
  return row.buyer();
}
const v1::Bom& RecordOf(const v1::ImportBomsRequest::Row& row) {
  return row.bom();
}

struct LastImport {
  std::mutex mutex;
  v1::ImportOptions options;
};

// The records of one kind.
template <typename Resource>
class Shelf {
 public:
  Shelf(const FakeBehaviour& behaviour, LastImport& last)
      : behaviour_(behaviour), last_(last) {}

  template <typename Request, typename Response>
  Status Import(grpc::ServerReaderWriter<Response, Request>* stream) {
    Request request;
    if (!stream->Read(&request) || !request.has_options()) {
      return {StatusCode::INVALID_ARGUMENT, "the options come first"};
    }
    {
      const std::lock_guard<std::mutex> lock(last_.mutex);
      last_.options = request.options();
    }
    const bool dry_run = request.options().validate_only();
    int64_t rows = 0;
    while (stream->Read(&request)) {
      if (rows == behaviour_.break_import_after) {
        return {StatusCode::UNAVAILABLE, "draining"};
      }
      ++rows;
      if (behaviour_.swallow_rows) continue;
      Response response;
      response.set_row_number(request.row().row_number());
      response.set_name(RecordOf(request.row()).name());
      Put(RecordOf(request.row()), dry_run, response);
      stream->Write(response);
    }
    return Status::OK;
  }

  Status Get(const std::string& name, Resource* resource) {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const Resource& each : resources_) {
      if (each.name() != name) continue;
      *resource = each;
      return Status::OK;
    }
    return {StatusCode::NOT_FOUND, name + " is not there"};
  }

  // A page; its token is the number of records that came before.
  template <typename Request, typename Response>
  void List(const Request& request, Response* response,
            google::protobuf::RepeatedPtrField<Resource>* page) {
    const std::lock_guard<std::mutex> lock(mutex_);
    size_t next =
        request.page_token().empty() ? 0 : std::stoul(request.page_token());
    const size_t end = std::min(
        resources_.size(), next + static_cast<size_t>(request.page_size()));
    for (; next < end; ++next) *page->Add() = resources_[next];
    if (end < resources_.size()) {
      response->set_next_page_token(fmt::format("{}", end));
    }
    response->set_total_size(static_cast<int32_t>(resources_.size()));
  }

  std::vector<Resource> all() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return resources_;
  }

  template <typename Response>
  void Put(const Resource& resource, bool dry_run, Response& response) {
    const google::rpc::Status error =
        behaviour_.refused_fields.empty()
            ? Check(resource)
            : Violation(behaviour_.refused_fields, "is wrong");
    if (error.code() != 0) {
      response.set_outcome(v1::IMPORT_OUTCOME_REJECTED);
      *response.mutable_error() = error;
      return;
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    for (Resource& each : resources_) {
      if (each.name() != resource.name()) continue;
      const bool same =
          each.SerializeAsString() == resource.SerializeAsString();
      response.set_outcome(same ? v1::IMPORT_OUTCOME_UNCHANGED
                                : v1::IMPORT_OUTCOME_UPDATED);
      if (!dry_run) each = resource;
      return;
    }
    response.set_outcome(v1::IMPORT_OUTCOME_CREATED);
    if (!dry_run) resources_.push_back(resource);
  }

 private:
  const FakeBehaviour& behaviour_;
  LastImport& last_;
  mutable std::mutex mutex_;
  std::vector<Resource> resources_;
};

class Suppliers : public v1::SupplierService::Service {
 public:
  Suppliers(const FakeBehaviour& behaviour, LastImport& last)
      : shelf(behaviour, last) {}
  Status ImportSuppliers(
      ServerContext*,
      grpc::ServerReaderWriter<v1::ImportSuppliersResponse,
                               v1::ImportSuppliersRequest>* stream) override {
    return shelf.Import(stream);
  }
  Status GetSupplier(ServerContext*, const v1::GetSupplierRequest* request,
                     v1::Supplier* supplier) override {
    return shelf.Get(request->name(), supplier);
  }
  Status ListSuppliers(ServerContext*, const v1::ListSuppliersRequest* request,
                       v1::ListSuppliersResponse* response) override {
    if (request->filter() == "broken") {
      return ToGrpc(Violation({"filter"}, "does not parse"));
    }
    shelf.List(*request, response, response->mutable_suppliers());
    if (request->view() != v1::SUPPLIER_VIEW_FULL) {
      for (auto& each : *response->mutable_suppliers()) each.clear_contacts();
    }
    return Status::OK;
  }
  Shelf<v1::Supplier> shelf;
};

class Requirements : public v1::RequirementService::Service {
 public:
  Requirements(const FakeBehaviour& behaviour, LastImport& last)
      : shelf(behaviour, last) {}
  Status ImportRequirements(
      ServerContext*,
      grpc::ServerReaderWriter<v1::ImportRequirementsResponse,
                               v1::ImportRequirementsRequest>* stream)
      override {
    return shelf.Import(stream);
  }
  Status GetRequirement(ServerContext*,
                        const v1::GetRequirementRequest* request,
                        v1::Requirement* requirement) override {
    return shelf.Get(request->name(), requirement);
  }
  Status ListRequirements(ServerContext*,
                          const v1::ListRequirementsRequest* request,
                          v1::ListRequirementsResponse* response) override {
    shelf.List(*request, response, response->mutable_requirements());
    return Status::OK;
  }
  Shelf<v1::Requirement> shelf;
};

class Buyers : public v1::BuyerService::Service {
 public:
  Buyers(const FakeBehaviour& behaviour, LastImport& last)
      : shelf(behaviour, last) {}
  Status ImportBuyers(
      ServerContext*,
      grpc::ServerReaderWriter<v1::ImportBuyersResponse,
                               v1::ImportBuyersRequest>* stream) override {
    return shelf.Import(stream);
  }
  Status ListBuyers(ServerContext*, const v1::ListBuyersRequest* request,
                    v1::ListBuyersResponse* response) override {
    shelf.List(*request, response, response->mutable_buyers());
    return Status::OK;
  }
  Shelf<v1::Buyer> shelf;
};

// Every bill has the same three lines; the last cannot be ranked.
class Boms : public v1::BomService::Service {
 public:
  Boms(const FakeBehaviour& behaviour, LastImport& last)
      : shelf(behaviour, last) {}
  Status ImportBoms(
      ServerContext*,
      grpc::ServerReaderWriter<v1::ImportBomsResponse, v1::ImportBomsRequest>*
          stream) override {
    return shelf.Import(stream);
  }
  Status GetBom(ServerContext*, const v1::GetBomRequest* request,
                v1::Bom* bom) override {
    return shelf.Get(request->name(), bom);
  }
  Status ListBoms(ServerContext*, const v1::ListBomsRequest* request,
                  v1::ListBomsResponse* response) override {
    shelf.List(*request, response, response->mutable_boms());
    return Status::OK;
  }
  Status UpdateBom(ServerContext*, const v1::UpdateBomRequest* request,
                   v1::Bom* bom) override {
    *bom = request->bom();
    v1::ImportBomsResponse ignored;
    shelf.Put(*bom, request->validate_only(), ignored);
    return Status::OK;
  }
  Status RankBom(ServerContext* context, const v1::RankBomRequest* request,
                 grpc::ServerWriter<v1::RankBomResponse>* writer) override {
    {
      const std::lock_guard<std::mutex> lock(mutex);
      rank = *request;
    }
    if (request->bom().ends_with("/none")) {
      return {StatusCode::NOT_FOUND, "there is none"};
    }
    v1::RankBomResponse answer;
    answer.set_line_count(3);
    v1::BomRankingStart& start = *answer.mutable_start();
    start.mutable_bom()->set_name(request->bom());
    start.mutable_bom()->mutable_title()->set_en("Bicycle");
    start.mutable_bom()->set_composed(true);
    *start.mutable_basis() = InventedBasis();
    writer->Write(answer);
    while (request->bom().ends_with("/silent") && !context->IsCancelled()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    for (int i = 1; i <= 3; ++i) {
      answer.set_lines_done(i);
      v1::RankedBomLine& line = *answer.mutable_line();
      line.Clear();
      line.set_requirement(fmt::format("buyers/acme/requirements/r{}", i));
      line.set_bom_line(i);
      line.set_part_number(fmt::format("P-{}", i));
      line.mutable_title()->set_en(fmt::format("Part {}", i));
      line.set_composed(true);
      if (i == 3) {
        line.mutable_error()->set_code(9);
        line.mutable_error()->set_message("no such plant");
      } else {
        line.mutable_totals()->set_eligible(i == 1 ? 4 : 0);
        line.mutable_totals()->set_conditional(2);
        line.mutable_totals()->set_ineligible(1);
        line.mutable_totals()->set_outside_category(9);
        *line.add_results() = InventedResult("suppliers/s0001", 1);
      }
      writer->Write(answer);
    }
    return Status::OK;
  }

  Status PlanBom(ServerContext*, const v1::PlanBomRequest* request,
                 grpc::ServerWriter<v1::PlanBomResponse>* writer) override {
    {
      const std::lock_guard<std::mutex> lock(mutex);
      plan = *request;
    }
    if (request->bom().ends_with("/none")) {
      return {StatusCode::NOT_FOUND, "there is none"};
    }
    for (const v1::PlanBomResponse& answer : InventedPlan(request->bom())) {
      writer->Write(answer);
    }
    return Status::OK;
  }

  Shelf<v1::Bom> shelf;
  std::mutex mutex;
  v1::RankBomRequest rank;
  v1::PlanBomRequest plan;
};

class Reference : public v1::ReferenceService::Service {
  Status ListProvinces(ServerContext*, const v1::ListProvincesRequest*,
                       v1::ListProvincesResponse* response) override {
    auto& province = *response->add_provinces();
    province.set_name("provinces/01");
    province.mutable_display_name()->set_vi("Hà Nội");
    province.mutable_display_name()->set_en("Hanoi");
    province.mutable_center()->set_latitude(21.03);
    return Status::OK;
  }
};

}  // namespace

struct FakeService::Parts {
  explicit Parts(const FakeBehaviour& given)
      : behaviour(given),
        suppliers(behaviour, last_import),
        requirements(behaviour, last_import),
        buyers(behaviour, last_import),
        boms(behaviour, last_import),
        match(behaviour) {}

  const FakeBehaviour behaviour;
  LastImport last_import;
  Suppliers suppliers;
  Requirements requirements;
  Buyers buyers;
  Boms boms;
  FakeMatch match;
  FakeDemand demand;
  Reference reference;
  std::unique_ptr<grpc::Server> server;
};

FakeService::FakeService(const FakeBehaviour& behaviour)
    : parts_(std::make_unique<Parts>(behaviour)) {
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port);
  builder.RegisterService(&parts_->suppliers);
  builder.RegisterService(&parts_->requirements);
  builder.RegisterService(&parts_->buyers);
  builder.RegisterService(&parts_->boms);
  builder.RegisterService(&parts_->match);
  builder.RegisterService(&parts_->demand);
  builder.RegisterService(&parts_->reference);
  parts_->server = builder.BuildAndStart();
  address_ = fmt::format("127.0.0.1:{}", port);
}

FakeService::~FakeService() {
  parts_->server->Shutdown(std::chrono::system_clock::now());
}

std::vector<v1::Supplier> FakeService::suppliers() const {
  return parts_->suppliers.shelf.all();
}
std::vector<v1::Requirement> FakeService::requirements() const {
  return parts_->requirements.shelf.all();
}
std::vector<v1::Buyer> FakeService::buyers() const {
  return parts_->buyers.shelf.all();
}
std::vector<v1::Bom> FakeService::boms() const {
  return parts_->boms.shelf.all();
}
v1::ImportOptions FakeService::last_import() const {
  const std::lock_guard<std::mutex> lock(parts_->last_import.mutex);
  return parts_->last_import.options;
}
v1::RankSuppliersRequest FakeService::last_rank() const {
  const std::lock_guard<std::mutex> lock(parts_->match.mutex);
  return parts_->match.rank;
}
v1::RankBomRequest FakeService::last_rank_bom() const {
  const std::lock_guard<std::mutex> lock(parts_->boms.mutex);
  return parts_->boms.rank;
}

v1::PlanBomRequest FakeService::last_plan_bom() const {
  const std::lock_guard<std::mutex> lock(parts_->boms.mutex);
  return parts_->boms.plan;
}
v1::ExplainMatchRequest FakeService::last_explain() const {
  const std::lock_guard<std::mutex> lock(parts_->match.mutex);
  return parts_->match.explain;
}

v1::CompareMatchesRequest FakeService::last_compare() const {
  const std::lock_guard<std::mutex> lock(parts_->match.mutex);
  return parts_->match.compare;
}
v1::RankRequirementsRequest FakeService::last_requirements() const {
  const std::lock_guard<std::mutex> lock(parts_->demand.mutex);
  return parts_->demand.rank;
}
v1::SuggestQuestionsRequest FakeService::last_questions() const {
  const std::lock_guard<std::mutex> lock(parts_->demand.mutex);
  return parts_->demand.questions;
}

}  // namespace ketnoi::testing
