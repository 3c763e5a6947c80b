#ifndef KETNOI_TESTS_CLIENTS_FAKE_SERVICE_H_
#define KETNOI_TESTS_CLIENTS_FAKE_SERVICE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "ketnoi/v1/bom_service.pb.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/demand_service.pb.h"
#include "ketnoi/v1/import.pb.h"
#include "ketnoi/v1/match_service.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"

namespace ketnoi::testing {

// What the fake service does besides answering.
struct FakeBehaviour {
  // Import streams end with UNAVAILABLE after this many rows; -1: they do not.
  int64_t break_import_after = -1;
  // Import streams read rows and never answer.
  bool swallow_rows = false;
  // Import streams reject every record, since these fields are wrong.
  std::vector<std::string> refused_fields{};
  // Suppliers of a ranking.
  int ranked_suppliers = 3;
  // Behind the ids of a ranking's suppliers.
  std::string id_ending{};
  // Rankings and explanations are of a composed requirement.
  bool composed_requirement = false;
  // The supplier that is explained does not make such parts.
  bool outside_category = false;
  // The supplier that is explained is ineligible, if a change is asked for.
  bool ineligible = false;
};

// A service on a free port of 127.0.0.1 that speaks the public contract with
// canned knowledge: imports reject capabilities of the category "nonsense",
// rankings have invented results. It exists so that the command line is tested
// across a real connection.
class FakeService {
 public:
  explicit FakeService(const FakeBehaviour& behaviour = {});
  ~FakeService();

  const std::string& address() const { return address_; }
  // What was imported, in order, rejected rows left out.
  std::vector<v1::Supplier> suppliers() const;
  std::vector<v1::Requirement> requirements() const;
  std::vector<v1::Buyer> buyers() const;
  std::vector<v1::Bom> boms() const;
  // The options of the last import.
  v1::ImportOptions last_import() const;
  // The last request of RankSuppliers, RankBom, PlanBom, ExplainMatch and
  // CompareMatches.
  v1::RankSuppliersRequest last_rank() const;
  v1::RankBomRequest last_rank_bom() const;
  v1::PlanBomRequest last_plan_bom() const;
  v1::ExplainMatchRequest last_explain() const;
  v1::CompareMatchesRequest last_compare() const;
  // The last request of RankRequirements and of SuggestQuestions.
  v1::RankRequirementsRequest last_requirements() const;
  v1::SuggestQuestionsRequest last_questions() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  std::string address_;
};

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_CLIENTS_FAKE_SERVICE_H_
