// Deliveries to receivers that take them, fail, or stay silent; and what is
// left of them after a restart.

#include "server/webhook_sender.h"

#include <mutex>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "server/resource_kind.h"
#include "server/storage/rocks_store.h"
#include "server/webhook_messages.h"
#include "tests/testing/http_receiver.h"
#include "tests/testing/temporary_folder.h"

namespace ketnoi::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::HttpReceiver;
using Manner = testing::HttpReceiver::Manner;

constexpr char kName[] = "webhooks/w";

v1::WebhookMessage MessageIn(const std::string& body) {
  v1::WebhookMessage message;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(body, &message).ok());
  return message;
}

// "watch.events 3 4 @4": the requirements of the events, and the position.
std::string SummaryOf(const v1::WebhookMessage& message) {
  std::string text = message.type();
  for (const auto& event : message.data().events()) {
    text += " " + event.requirement();
  }
  return text + " @" + message.data().resume_token();
}

// Events with ascending numbers; positions are how many there were.
class CountedEvents {
 public:
  void Happen(int count) {
    const std::lock_guard<std::mutex> lock(mutex_);
    end_ += count;
  }
  void LoseHistory() {
    const std::lock_guard<std::mutex> lock(mutex_);
    oldest_ = end_;
  }

  absl::StatusOr<v1::WatchEvents> Since(const std::string& token) {
    const std::lock_guard<std::mutex> lock(mutex_);
    v1::WatchEvents events;
    events.set_start(token.empty());
    events.set_resume_token(fmt::format("{}", end_));
    events.mutable_revision()->set_number(end_);
    events.set_as_of_date("2026-11-26");
    if (token.empty()) return events;
    const int from = std::stoi(token);
    if (from < oldest_) return absl::OutOfRangeError("lost");
    for (int i = from + 1; i <= end_; ++i) {
      events.add_events()->set_requirement(fmt::format("{}", i));
    }
    return events;
  }

 private:
  std::mutex mutex_;
  int end_ = 0;
  int oldest_ = 0;
};

class WebhookSenderTest : public ::testing::Test {
 protected:
  WebhookSenderTest() {
    settings_.threads = 2;
    settings_.interval = absl::Milliseconds(2);
    settings_.longest_interval = absl::Milliseconds(2);
    settings_.first_wait = absl::Milliseconds(3);
    settings_.attempts = 3;
    poster_settings_.timeout = absl::Seconds(5);
    poster_settings_.policy =
        AddressPolicy({AddressRange::Parse("127.0.0.0/8").value()});
    Start();
  }
  ~WebhookSenderTest() override { Stop(); }

  void Start() {
    poster_ = std::make_unique<WebhookPoster>(poster_settings_);
    storage::RocksStoreOptions options;
    options.path = folder_.path();
    store_ = storage::OpenRocksStore(options).value();
    notes_ = std::make_unique<WebhookNotes>(store_->notes());
    EXPECT_TRUE(notes_->Load().ok());
    const WebhookSender::Parts parts = {
        *store_,
        *notes_,
        *poster_,
        [this](const CallLimits&, const v1::WatchScope&,
               const std::string& token) { return events_.Since(token); },
        [this](const v1::Webhook& webhook) {
          v1::Webhook disabled = webhook;
          disabled.set_disabled(true);
          Write(disabled);
          return absl::OkStatus();
        },
        nullptr};
    sender_ = std::make_unique<WebhookSender>(parts, settings_);
    sender_->Start();
  }
  void Stop() {
    sender_.reset();
    notes_.reset();
    store_.reset();
  }

  void Write(v1::Webhook webhook) {
    const std::string value = StoredForm(created_, absl::UnixEpoch(), webhook);
    storage::CommitRequest request;
    request.operations.push_back(
        {storage::Collection::kWebhooks, webhook.name(), value, std::nullopt});
    EXPECT_TRUE(store_->Commit(request).ok());
  }
  v1::Webhook Webhook() {
    v1::Webhook webhook;
    webhook.set_name(kName);
    webhook.set_url(receiver_.Url());
    webhook.mutable_scope()->set_supplier("suppliers/s1");
    webhook.set_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    return webhook;
  }

  v1::WebhookDeliveryState State() {
    const auto note = notes_->Find(kName);
    return note ? note->state() : v1::WebhookDeliveryState();
  }
  // Waits until the state is so; fails the test if it is not after 10 s.
  template <class Condition>
  void Await(Condition condition) {
    const absl::Time end = absl::Now() + absl::Seconds(10);
    while (!condition(State())) {
      ASSERT_LT(absl::Now(), end) << State().ShortDebugString();
      absl::SleepFor(absl::Milliseconds(1));
    }
  }
  void AwaitPosition(int position) {
    Await([&](const auto& state) {
      return state.has_revision() && state.revision().number() == position &&
             state.pending_message_count() == 0;
    });
  }

  std::vector<std::string> Received() {
    std::vector<std::string> received;
    for (const auto& request : receiver_.Requests()) {
      received.push_back(SummaryOf(MessageIn(request.body)));
    }
    return received;
  }
  std::string IdOfRequest(size_t i) {
    return receiver_.Requests().at(i).headers.at("webhook-id");
  }

  testing::TemporaryFolder folder_;
  absl::Time created_ = absl::FromUnixSeconds(1'700'000'000);
  HttpReceiver receiver_;
  CountedEvents events_;
  SenderSettings settings_;
  PosterSettings poster_settings_;
  std::unique_ptr<WebhookPoster> poster_;
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<WebhookNotes> notes_;
  std::unique_ptr<WebhookSender> sender_;
};

TEST_F(WebhookSenderTest, TellsWhatHappensInOrderAlsoAfterARestart) {
  events_.Happen(7);
  Write(Webhook());
  ASSERT_TRUE(receiver_.WaitForRequests(1));
  AwaitPosition(7);
  events_.Happen(1);
  AwaitPosition(8);
  Stop();
  events_.Happen(2);
  Start();
  AwaitPosition(10);
  EXPECT_THAT(Received(), ElementsAre("watch.started @7", "watch.events 8 @8",
                                      "watch.events 9 10 @10"));
  EXPECT_NE(IdOfRequest(1), IdOfRequest(2));
  EXPECT_TRUE(State().has_last_success_time());
}

TEST_F(WebhookSenderTest, RepeatsAMessageUnchangedUntilItIsTaken) {
  Write(Webhook());
  AwaitPosition(0);
  ASSERT_TRUE(receiver_.WaitForRequests(1));
  settings_.attempts = 1000;
  Stop();
  Start();
  receiver_.Behave(Manner::kAnswer, 500);
  events_.Happen(1);
  ASSERT_TRUE(receiver_.WaitForRequests(2));
  Await([](const auto& state) { return state.consecutive_failures() > 0; });
  EXPECT_THAT(State().last_error(), HasSubstr("500"));
  EXPECT_EQ(State().pending_message_count(), 1);
  events_.Happen(1);
  Stop();
  Start();
  ASSERT_TRUE(receiver_.WaitForRequests(4));
  receiver_.Behave(Manner::kAnswer, 200);
  AwaitPosition(2);
  const auto received = Received();
  for (size_t i = 1; i + 1 < received.size(); ++i) {
    EXPECT_EQ(received[i], "watch.events 1 @1");
    EXPECT_EQ(IdOfRequest(i), IdOfRequest(1));
  }
  EXPECT_EQ(received.back(), "watch.events 2 @2");
  EXPECT_EQ(State().consecutive_failures(), 0);
  EXPECT_EQ(State().last_error(), "");
}

TEST_F(WebhookSenderTest, GivesAMessageUpAndKeepsIt) {
  Write(Webhook());
  ASSERT_TRUE(receiver_.WaitForRequests(1));
  AwaitPosition(0);
  receiver_.Behave(Manner::kHangUp);
  events_.Happen(1);
  Await([](const auto& state) { return state.dead_letter_count() == 1; });
  receiver_.Behave(Manner::kAnswer);
  events_.Happen(1);
  AwaitPosition(2);
  for (int round = 0; round < 2; ++round) {
    const auto letters = notes_->DeadLetters(kName);
    ASSERT_EQ(letters.size(), 1u);
    const auto& [number, letter] = *letters.begin();
    EXPECT_EQ(letter.name(), "webhooks/w/deadLetters/2");
    EXPECT_EQ(letter.attempt_count(), 3);
    EXPECT_NE(letter.last_error(), "");
    EXPECT_EQ(SummaryOf(MessageIn(*notes_->Body(kName, number))),
              "watch.events 1 @1");
    EXPECT_EQ(letter.message_id(), IdOfRequest(1));
    Stop();
    Start();
  }
  EXPECT_EQ(Received().back(), "watch.events 2 @2");
}

TEST_F(WebhookSenderTest, SaysThatHistoryWasLost) {
  Write(Webhook());
  ASSERT_TRUE(receiver_.WaitForRequests(1));
  AwaitPosition(0);
  Stop();
  events_.Happen(3);
  events_.LoseHistory();
  Start();
  AwaitPosition(3);
  EXPECT_THAT(Received(),
              ElementsAre("watch.started @0", "watch.restarted @3"));
}

TEST_F(WebhookSenderTest, BeginsAnewWithAnotherScope) {
  Write(Webhook());
  ASSERT_TRUE(receiver_.WaitForRequests(1));
  AwaitPosition(0);
  settings_.first_wait = absl::Hours(1);
  Stop();
  Start();
  receiver_.Behave(Manner::kAnswer, 500);
  events_.Happen(1);
  Await([](const auto& state) { return state.consecutive_failures() == 1; });
  receiver_.Behave(Manner::kAnswer);
  v1::Webhook other = Webhook();
  other.mutable_scope()->set_supplier("suppliers/s2");
  Write(other);
  AwaitPosition(1);
  EXPECT_EQ(Received().back(), "watch.started @1");
}

TEST_F(WebhookSenderTest, DisablesWhatIsGone) {
  receiver_.Behave(Manner::kAnswer, 410);
  Write(Webhook());
  ASSERT_TRUE(receiver_.WaitForRequests(1));
  Await([](const auto& state) { return !state.last_error().empty(); });
  absl::SleepFor(absl::Milliseconds(30));
  EXPECT_EQ(receiver_.Requests().size(), 1u);
  receiver_.Behave(Manner::kAnswer, 200);
  Write(Webhook());
  AwaitPosition(0);
  EXPECT_EQ(IdOfRequest(0), IdOfRequest(1));
}

TEST_F(WebhookSenderTest, ForgetsWhatWasDeletedOrCreatedAnew) {
  Write(Webhook());
  AwaitPosition(0);
  ASSERT_TRUE(receiver_.WaitForRequests(1));
  created_ += absl::Seconds(1);
  Write(Webhook());
  ASSERT_TRUE(receiver_.WaitForRequests(2));
  storage::CommitRequest request;
  request.operations.push_back(
      {storage::Collection::kWebhooks, kName, std::nullopt, std::nullopt});
  ASSERT_TRUE(store_->Commit(request).ok());
  const absl::Time end = absl::Now() + absl::Seconds(10);
  while (!notes_->Names().empty() && absl::Now() < end) {
    absl::SleepFor(absl::Milliseconds(1));
  }
  EXPECT_THAT(notes_->Names(), ElementsAre());
  EXPECT_THAT(Received(), ElementsAre("watch.started @0", "watch.started @0"));
}

TEST_F(WebhookSenderTest, StopsWhileAReceiverIsSilent) {
  receiver_.Behave(Manner::kSilent);
  Write(Webhook());
  ASSERT_TRUE(receiver_.WaitForRequests(1));
  const absl::Time begun = absl::Now();
  sender_->Stop();
  EXPECT_LT(absl::Now() - begun, absl::Milliseconds(500));
  // What was broken off was no attempt.
  EXPECT_EQ(State().consecutive_failures(), 0);
  EXPECT_EQ(State().pending_message_count(), 1);
}

TEST(WebhookNotesTest, DropTheOldestDeadLetters) {
  const testing::TemporaryFolder folder;
  storage::RocksStoreOptions options;
  options.path = folder.path();
  options.sync = false;
  const auto store = storage::OpenRocksStore(options).value();
  WebhookNotes notes(store->notes());
  WebhookNote note;
  constexpr auto kMost = static_cast<int64_t>(WebhookNotes::kMostDeadLetters);
  for (int64_t number = 1; number <= kMost + 2; ++number) {
    ASSERT_TRUE(notes.PutBodies(kName, {{number, "body"}}).ok());
    ASSERT_TRUE(notes.PutDead(kName, note, number, {}).ok());
    note = *notes.Find(kName);
  }
  EXPECT_EQ(note.state().dead_letter_count(), kMost);
  EXPECT_EQ(note.state().dropped_dead_letter_count(), 2);
  EXPECT_EQ(notes.DeadLetters(kName).begin()->first, 3);
  EXPECT_TRUE(absl::IsNotFound(notes.Body(kName, 2).status()));
  EXPECT_EQ(*notes.Body(kName, 3), "body");
}

TEST(WebhookMessagesTest, AreSplitAndOnlyTheLastHasTheToken) {
  v1::WatchEvents step;
  step.set_resume_token("token");
  step.mutable_revision()->set_number(7);
  for (int i = 0; i < 20; ++i) {
    step.add_events()->set_requirement(std::string(100, 'r'));
  }
  constexpr size_t kMost = 700;
  std::vector<v1::WebhookMessage> messages;
  ASSERT_TRUE(MakeBodies({kEvents, kName, absl::Now()}, step, kMost,
                         [&](const std::string& body) {
                           EXPECT_LE(body.size(), kMost);
                           messages.push_back(MessageIn(body));
                           return absl::OkStatus();
                         })
                  .ok());
  int events = 0;
  for (size_t i = 0; i < messages.size(); ++i) {
    events += messages[i].data().events_size();
    EXPECT_EQ(messages[i].data().revision().number(), 7);
    EXPECT_EQ(messages[i].data().resume_token(),
              i + 1 == messages.size() ? "token" : "");
  }
  EXPECT_EQ(events, 20);
  EXPECT_GT(messages.size(), 3u);
}

TEST(WaitAfterTest, GrowsToItsBoundAndDiffersALittle) {
  const SenderSettings settings;
  absl::Duration sum;
  for (int attempts = 1; attempts < settings.attempts; ++attempts) {
    const absl::Duration wait = WaitAfter(settings, attempts, "msg_1");
    EXPECT_EQ(wait, WaitAfter(settings, attempts, "msg_1"));
    EXPECT_LE(wait, settings.longest_wait);
    sum += wait;
  }
  EXPECT_LE(WaitAfter(settings, 1, "msg_1"), absl::Seconds(5));
  EXPECT_GE(WaitAfter(settings, 1, "msg_1"), absl::Seconds(4));
  EXPECT_GE(WaitAfter(settings, 1000, "msg_1"), absl::Minutes(48));
  EXPECT_NE(WaitAfter(settings, 1, "msg_1"), WaitAfter(settings, 1, "msg_2"));
  EXPECT_GT(sum, absl::Hours(18));
  EXPECT_LT(sum, absl::Hours(25));
}

}  // namespace
}  // namespace ketnoi::server
