// Webhooks as a caller sees them, with the events of the real catalogue.

#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "ketnoi/v1/webhook_service.grpc.pb.h"
#include "server/storage/rocks_store.h"
#include "server/webhook_notes.h"
#include "tests/server/server_fixture.h"
#include "tests/testing/http_receiver.h"
#include "tests/testing/temporary_folder.h"

namespace ketnoi::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::HttpReceiver;
using ::testing::StartsWith;
using Manner = testing::HttpReceiver::Manner;

using Stub = v1::WebhookService::Stub;

class WebhookServiceTest : public ::testing::Test {
 protected:
  WebhookServiceTest() { Begin(); }

  // Starts the server, again too, with webhooks to this machine allowed.
  void Begin() {
    app_.reset();
    Options options;
    options.data_dir = folder_.path() + "/store";
    options.reference_dir = KETNOI_DATA_DIR;
    options.address = "127.0.0.1:0";
    options.webhook_allow = {AddressRange::Parse("127.0.0.0/8").value()};
    auto app = App::Start(options);
    ASSERT_TRUE(app.ok()) << app.status();
    app_ = *std::move(app);
    webhooks_ = v1::WebhookService::NewStub(app_->InProcessChannel());
  }

  template <class Request, class Response>
  using Method = grpc::Status (Stub::*)(grpc::ClientContext*, const Request&,
                                        Response*);
  template <class Request, class Response>
  grpc::Status Call(Method<Request, Response> method, const Request& request,
                    Response& response) {
    grpc::ClientContext context;
    return ((*webhooks_).*method)(&context, request, &response);
  }

  grpc::Status Create(const v1::CreateWebhookRequest& request,
                      v1::Webhook& created) {
    return Call(&Stub::CreateWebhook, request, created);
  }
  v1::Webhook Get(const std::string& name) {
    v1::GetWebhookRequest request;
    request.set_name(name);
    v1::Webhook webhook;
    EXPECT_TRUE(Call(&Stub::GetWebhook, request, webhook).ok());
    return webhook;
  }
  v1::CreateWebhookRequest Request(const std::string& id) {
    v1::CreateWebhookRequest request;
    request.set_webhook_id(id);
    request.mutable_webhook()->set_url(receiver_.Url());
    request.mutable_webhook()->mutable_scope()->set_requirements("buyers/-");
    return request;
  }

  // Dead letters 1 to `count`, as if they had been given up before a restart.
  void PlantDeadLetters(const v1::Webhook& webhook, int64_t count) {
    app_.reset();
    storage::RocksStoreOptions options;
    options.path = folder_.path() + "/store";
    {
      const auto store = storage::OpenRocksStore(options).value();
      WebhookNotes notes(store->notes());
      WebhookNote note;
      *note.mutable_create_time() = webhook.create_time();
      *note.mutable_scope() = webhook.scope();
      note.set_pending_from(count + 1);
      note.set_next_number(count + 1);
      for (int64_t i = 1; i <= count; ++i) {
        v1::DeadLetter letter;
        letter.set_name(webhook.name() + "/deadLetters/" + std::to_string(i));
        letter.set_message_id("msg_" + std::to_string(i));
        const std::string body = "body " + std::to_string(i);
        EXPECT_TRUE(notes.PutBodies(webhook.name(), {{i, body}}).ok());
        EXPECT_TRUE(notes.PutDead(webhook.name(), note, i, letter).ok());
      }
    }
    Begin();
  }

  // A buyer with a requirement, and a supplier that makes the part.
  void CreatePair() {
    const auto channel = app_->InProcessChannel();
    v1::CreateBuyerRequest buyer;
    buyer.set_buyer_id("b1");
    buyer.mutable_buyer()->mutable_display_name()->set_en("Acme");
    v1::CreateRequirementRequest requirement;
    requirement.set_parent("buyers/b1");
    requirement.set_requirement_id("r1");
    *requirement.mutable_requirement() = Parse<v1::Requirement>(
        "title { en: 'Part' } category: 'stamping' criteria { gate: true "
        "certificate { scheme: 'iso9001' } }");
    v1::CreateSupplierRequest supplier;
    supplier.set_supplier_id("s1");
    *supplier.mutable_supplier() = Parse<v1::Supplier>(
        "legal_name { vi: 'Cơ khí' } sites { id: 'main' province: '01' } "
        "capabilities { id: 'c1' category: 'stamping' site_ids: 'main' }");
    v1::Buyer ignored_buyer;
    v1::Requirement ignored_requirement;
    v1::Supplier ignored_supplier;
    grpc::ClientContext contexts[3];
    auto status = v1::BuyerService::NewStub(channel)->CreateBuyer(
        &contexts[0], buyer, &ignored_buyer);
    EXPECT_TRUE(status.ok()) << status.error_message();
    status = v1::RequirementService::NewStub(channel)->CreateRequirement(
        &contexts[1], requirement, &ignored_requirement);
    EXPECT_TRUE(status.ok()) << status.error_message();
    status = v1::SupplierService::NewStub(channel)->CreateSupplier(
        &contexts[2], supplier, &ignored_supplier);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  testing::TemporaryFolder folder_;
  HttpReceiver receiver_;
  std::unique_ptr<App> app_;
  std::unique_ptr<Stub> webhooks_;
};

TEST_F(WebhookServiceTest, GeneratesASecretThatIsReadOnce) {
  auto request = Request("w");
  request.set_request_id("r1");
  v1::Webhook created;
  ASSERT_TRUE(Create(request, created).ok());
  EXPECT_THAT(created.secret(), StartsWith("whsec_"));
  v1::Webhook again;
  ASSERT_TRUE(Create(request, again).ok());
  EXPECT_EQ(again.secret(), created.secret());
  EXPECT_EQ(Get("webhooks/w").secret(), "");
  EXPECT_EQ(Get("webhooks/w").url(), receiver_.Url());

  v1::ListWebhooksResponse list;
  ASSERT_TRUE(Call(&Stub::ListWebhooks, {}, list).ok());
  ASSERT_EQ(list.webhooks_size(), 1);
  EXPECT_EQ(list.webhooks(0).secret(), "");
  EXPECT_TRUE(list.webhooks(0).has_scope());

  // "*" leaves the secret, and nobody writes the state of the delivery.
  v1::UpdateWebhookRequest update;
  *update.mutable_webhook() = Get("webhooks/w");
  update.mutable_webhook()->set_disabled(true);
  update.mutable_webhook()->mutable_delivery_state()->set_last_error("mine");
  update.mutable_update_mask()->add_paths("*");
  v1::Webhook updated;
  const auto status = Call(&Stub::UpdateWebhook, update, updated);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(updated.disabled());
  EXPECT_EQ(updated.secret(), "");
  EXPECT_NE(updated.delivery_state().last_error(), "mine");
  update.mutable_update_mask()->set_paths(0, "secret");
  EXPECT_THAT(ViewOf(Call(&Stub::UpdateWebhook, update, updated)).fields,
              ElementsAre("webhook.secret"));
}

TEST_F(WebhookServiceTest, SaysAllThatIsWrongByItsPath) {
  auto request = Request("w");
  v1::Webhook& webhook = *request.mutable_webhook();
  webhook.set_url("https://10.0.0.1/");
  webhook.set_secret("whsec_short");
  webhook.mutable_scope()->set_first(101);
  v1::Webhook created;
  const auto error = ViewOf(Create(request, created));
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(error.fields, ElementsAre("webhook.scope.first", "webhook.secret",
                                        "webhook.url"));
  webhook.Clear();
  EXPECT_THAT(ViewOf(Create(request, created)).fields,
              ElementsAre("webhook.scope", "webhook.url"));
  request = Request("w");
  request.mutable_webhook()->mutable_scope()->set_requirements("buyers/none");
  EXPECT_EQ(Create(request, created).error_code(), grpc::StatusCode::NOT_FOUND);

  v1::UpdateWebhookRequest update;
  ASSERT_TRUE(Create(Request("w"), created).ok());
  update.mutable_webhook()->set_name("webhooks/w");
  update.mutable_webhook()->set_url("https://[::1]/");
  EXPECT_THAT(ViewOf(Call(&Stub::UpdateWebhook, update, created)).fields,
              ElementsAre("webhook.url"));
}

TEST_F(WebhookServiceTest, ThereAreAtMostAHundred) {
  v1::Webhook created;
  for (int i = 0; i < 100; ++i) {
    auto request = Request("w" + std::to_string(i));
    request.mutable_webhook()->set_disabled(true);
    ASSERT_TRUE(Create(request, created).ok()) << i;
  }
  const auto error = ViewOf(Create(Request("more"), created));
  EXPECT_EQ(error.code, grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(error.reason, "TOO_MANY_WEBHOOKS");
  EXPECT_EQ(Create(Request("w1"), created).error_code(),
            grpc::StatusCode::ALREADY_EXISTS);
}

TEST_F(WebhookServiceTest, DeliversWhatChangedAlsoAfterARestart) {
  v1::Webhook created;
  ASSERT_TRUE(Create(Request("w"), created).ok());
  ASSERT_TRUE(receiver_.WaitForRequests(1));
  CreatePair();
  ASSERT_TRUE(receiver_.WaitForRequests(2));
  v1::WebhookMessage message;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(
                  receiver_.Requests().back().body, &message)
                  .ok());
  EXPECT_EQ(message.type(), "watch.events");
  EXPECT_EQ(message.data().events(0).requirement(),
            "buyers/b1/requirements/r1");
  EXPECT_EQ(message.data().events(0).supplier(), "suppliers/s1");
  const absl::Time end = absl::Now() + absl::Seconds(10);
  while (Get("webhooks/w").delivery_state().revision().number() <
             message.data().revision().number() &&
         absl::Now() < end) {
    absl::SleepFor(absl::Milliseconds(5));
  }
  Begin();
  absl::SleepFor(absl::Milliseconds(50));
  EXPECT_EQ(receiver_.Requests().size(), 2u);
  EXPECT_EQ(Get("webhooks/w").delivery_state().consecutive_failures(), 0);
}

TEST_F(WebhookServiceTest, PingsAndRetriesOnce) {
  receiver_.Behave(Manner::kAnswer, 500);
  auto request = Request("w");
  request.mutable_webhook()->set_disabled(true);
  v1::Webhook created;
  ASSERT_TRUE(Create(request, created).ok());
  v1::PingWebhookRequest ping;
  ping.set_name("webhooks/w");
  v1::PingWebhookResponse answer;
  ASSERT_TRUE(Call(&Stub::PingWebhook, ping, answer).ok());
  EXPECT_EQ(answer.outcome().http_status(), 500);
  EXPECT_THAT(answer.outcome().error(), HasSubstr("500"));
  receiver_.Behave(Manner::kAnswer, 200);
  ASSERT_TRUE(Call(&Stub::PingWebhook, ping, answer).ok());
  EXPECT_TRUE(answer.outcome().delivered());
  EXPECT_THAT(receiver_.Requests().back().body, HasSubstr("watch.ping"));
}

TEST_F(WebhookServiceTest, RetriesAndDeletesDeadLetters) {
  auto request = Request("w");
  request.mutable_webhook()->set_disabled(true);
  v1::Webhook created;
  ASSERT_TRUE(Create(request, created).ok());
  const std::string letters = "webhooks/w/deadLetters/";
  PlantDeadLetters(created, 3);
  EXPECT_EQ(Get("webhooks/w").delivery_state().dead_letter_count(), 3);

  v1::ListDeadLettersRequest list;
  list.set_parent("webhooks/w");
  list.set_page_size(2);
  v1::ListDeadLettersResponse page;
  ASSERT_TRUE(Call(&Stub::ListDeadLetters, list, page).ok());
  ASSERT_EQ(page.dead_letters_size(), 2);
  EXPECT_EQ(page.total_size(), 3);
  EXPECT_EQ(page.dead_letters(1).name(), letters + "2");
  EXPECT_EQ(page.dead_letters(1).body(), "body 2");
  list.set_page_token(page.next_page_token());
  ASSERT_TRUE(Call(&Stub::ListDeadLetters, list, page).ok());
  ASSERT_EQ(page.dead_letters_size(), 1);
  EXPECT_EQ(page.dead_letters(0).name(), letters + "3");
  EXPECT_EQ(page.next_page_token(), "");

  v1::RetryDeadLetterRequest retry;
  retry.set_name(letters + "2");
  v1::RetryDeadLetterResponse retried;
  receiver_.Behave(Manner::kHangUp);
  ASSERT_TRUE(Call(&Stub::RetryDeadLetter, retry, retried).ok());
  EXPECT_FALSE(retried.outcome().delivered());
  receiver_.Behave(Manner::kAnswer);
  ASSERT_TRUE(Call(&Stub::RetryDeadLetter, retry, retried).ok());
  EXPECT_TRUE(retried.outcome().delivered());
  EXPECT_EQ(receiver_.Requests().back().body, "body 2");
  EXPECT_EQ(Call(&Stub::RetryDeadLetter, retry, retried).error_code(),
            grpc::StatusCode::NOT_FOUND);

  v1::DeleteDeadLetterRequest deletion;
  deletion.set_name(letters + "03");
  v1::DeleteDeadLetterResponse deleted;
  EXPECT_EQ(Call(&Stub::DeleteDeadLetter, deletion, deleted).error_code(),
            grpc::StatusCode::NOT_FOUND);
  deletion.set_name(letters + "3");
  EXPECT_TRUE(Call(&Stub::DeleteDeadLetter, deletion, deleted).ok());
  deletion.set_name("webhooks/w/deadLetters");
  EXPECT_THAT(ViewOf(Call(&Stub::DeleteDeadLetter, deletion, deleted)).fields,
              ElementsAre("name"));
  EXPECT_EQ(Get("webhooks/w").delivery_state().dead_letter_count(), 1);
}

}  // namespace
}  // namespace ketnoi::server
