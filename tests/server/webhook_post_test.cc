// What a webhook's message may be sent to, and what comes of sending it.

#include "server/webhook_post.h"

#include <openssl/evp.h>

#include <fstream>

#include "absl/strings/escaping.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "server/webhook_signature.h"
#include "server/webhook_url.h"
#include "tests/testing/http_receiver.h"
#include "tests/testing/temporary_folder.h"

namespace ketnoi::server {
namespace {

using ::testing::HasSubstr;
using testing::HttpReceiver;
using Manner = testing::HttpReceiver::Manner;
using Transport = testing::HttpReceiver::Transport;

constexpr char kSecretText[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

IpAddress Ip(const std::string& text) {
  const auto address = IpAddress::Parse(text);
  EXPECT_TRUE(address) << text;
  return address.value_or(IpAddress());
}

AddressPolicy Allowing(const std::string& range) {
  return AddressPolicy({AddressRange::Parse(range).value()});
}

TEST(AddressPolicyTest, LetsOnlyPublicAddressesPass) {
  const AddressPolicy policy;
  for (const char* text :
       {"1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1",
        "223.255.255.255", "2606:4700::1111", "2001:200::1"}) {
    EXPECT_EQ(policy.Problem(Ip(text), true), "") << text;
  }
  for (const char* text : {"0.0.0.0",
                           "10.255.0.1",
                           "100.64.0.1",
                           "127.0.0.1",
                           "127.255.1.1",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.168.0.1",
                           "192.0.2.1",
                           "198.19.0.1",
                           "224.0.0.1",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::ffff:8.8.8.8",
                           "::8.8.8.8",
                           "64:ff9b::a00:1",
                           "fc00::1",
                           "fd12::1",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1",
                           "2001:db8::1",
                           "2002:a00:1::1",
                           "2001::1"}) {
    EXPECT_NE(policy.Problem(Ip(text), true), "") << text;
  }
  EXPECT_THAT(policy.Problem(Ip("10.0.0.7"), true),
              HasSubstr("10.0.0.7 is a private address"));
  EXPECT_THAT(policy.Problem(Ip("1.1.1.1"), false), HasSubstr("https only"));
}

TEST(AddressPolicyTest, LetsWhatIsAllowedPassAlsoWithoutTls) {
  const AddressPolicy policy = Allowing("10.1.0.0/20");
  EXPECT_EQ(policy.Problem(Ip("10.1.15.255"), false), "");
  EXPECT_NE(policy.Problem(Ip("10.1.16.0"), true), "");
  EXPECT_NE(policy.Problem(Ip("::ffff:10.1.0.1"), true), "");
  EXPECT_EQ(Allowing("fd00::/8").Problem(Ip("fdff::1"), false), "");
}

TEST(AddressRangeTest, IsReadOrRefused) {
  for (const char* text : {"127.0.0.1", "0.0.0.0/0", "::/0", "fd00::/8"}) {
    EXPECT_TRUE(AddressRange::Parse(text).ok()) << text;
  }
  for (const char* text : {"", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "x/8",
                           "10.0.0.0/-1", "10.0.0.0/8x", "fd00::/129"}) {
    EXPECT_FALSE(AddressRange::Parse(text).ok()) << text;
  }
}

TEST(WebhookUrlTest, HasTheFormOfTheContract) {
  for (const char* url :
       {"https://example.com", "https://example.com:8443/a/b?c=d@e",
        "http://10.0.0.1/x", "https://[2606:4700::1111]:443/"}) {
    EXPECT_EQ(UrlProblem(url), "") << url;
  }
  for (const std::string& url :
       {std::string(), std::string("example.com"),
        std::string("ftp://example.com"), std::string("https://"),
        std::string("https://user@example.com"),
        std::string("https://user:pass@example.com"),
        std::string("https://@example.com"),
        std::string("https://example.com/#x"),
        std::string("https://example.com:0/"),
        std::string("https://example.com:99999/"),
        std::string("https://example.com/ x"),
        std::string("https://example.com/đ"),
        std::string("https://[fe80::1%25eth0]/"),
        "https://example.com/" + std::string(2000, 'x')}) {
    EXPECT_NE(UrlProblem(url), "") << url;
  }
}

TEST(WebhookUrlTest, IsRefusedWhereItsTextTells) {
  const AddressPolicy none;
  EXPECT_EQ(UrlRefusal("https://example.com/", none), "");
  EXPECT_EQ(UrlRefusal("https://1.1.1.1/", none), "");
  for (const char* url :
       {"http://example.com/", "http://1.1.1.1/", "https://127.0.0.1/",
        "https://127.1/", "https://2130706433/", "https://0x7f.0.0.1/",
        "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://0/"}) {
    EXPECT_NE(UrlRefusal(url, none), "") << url;
  }
  EXPECT_EQ(UrlRefusal("http://127.0.0.1:80/", Allowing("127.0.0.0/8")), "");
  EXPECT_NE(UrlRefusal("http://1.1.1.1/", Allowing("127.0.0.0/8")), "");
}

// The example of the libraries of the specification.
TEST(WebhookSignatureTest, IsThatOfTheSpecification) {
  const auto key = SecretBytes(kSecretText);
  ASSERT_TRUE(key);
  EXPECT_EQ(
      Signature(*key, "msg_p5jXN8AQM9LWM0D4loKWxJek",
                absl::FromUnixSeconds(1614265330), R"({"test": 2432232314})"),
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignatureTest, SecretsAreReadOrRefused) {
  const std::string made = MakeSecret("key", "seed");
  EXPECT_EQ(SecretBytes(made)->size(), 32u);
  EXPECT_EQ(made, MakeSecret("key", "seed"));
  EXPECT_NE(made, MakeSecret("key", "seee"));
  EXPECT_NE(made, MakeSecret("kez", "seed"));
  for (const std::string& text :
       {std::string(), std::string("whsec_"),
        std::string("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        std::string("whsec_c2hvcnQ="),
        "whsec_" + std::string(88, 'A'),  // 66 bytes
        std::string(kSecretText) + "!"}) {
    EXPECT_FALSE(SecretBytes(text)) << text;
  }
}

// The HMAC by another interface of OpenSSL than the one that is tested.
std::string Expected(const testing::ReceivedRequest& request) {
  const std::string key = *SecretBytes(kSecretText);
  const std::string text = request.headers.at("webhook-id") + "." +
                           request.headers.at("webhook-timestamp") + "." +
                           request.body;
  EVP_PKEY* mac_key = EVP_PKEY_new_raw_private_key(
      EVP_PKEY_HMAC, nullptr,
      reinterpret_cast<const unsigned char*>(key.data()), key.size());
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, mac_key);
  std::string digest(32, '\0');
  size_t size = digest.size();
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(digest.data()),
                 &size, reinterpret_cast<const unsigned char*>(text.data()),
                 text.size());
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(mac_key);
  return "v1," + std::string(absl::Base64Escape(digest));
}

class WebhookPosterTest : public ::testing::Test {
 protected:
  PostOutcome Send(const std::string& url, PosterSettings settings,
                   const std::function<bool()>& stop = nullptr) {
    settings.timeout = absl::Milliseconds(300);
    return WebhookPoster(settings).Send(
        {url, *SecretBytes(kSecretText), "msg_1", absl::Now(), "{\"a\":1}"},
        stop);
  }
  PostOutcome SendAllowed(const std::string& url) {
    PosterSettings settings;
    settings.policy = Allowing("127.0.0.0/8");
    return Send(url, settings);
  }
};

TEST_F(WebhookPosterTest, DeliversOverTlsWithASignature) {
  const HttpReceiver receiver(Transport::kTls);
  const testing::TemporaryFolder folder;
  PosterSettings settings;
  settings.policy = Allowing("127.0.0.1");
  const PostOutcome distrusted = Send(receiver.Url(), settings);
  EXPECT_FALSE(distrusted.delivered);
  EXPECT_THAT(distrusted.error, HasSubstr("certificate"));
  EXPECT_EQ(receiver.Requests().size(), 0u);

  settings.ca_file = folder.path() + "/ca.pem";
  std::ofstream(settings.ca_file) << receiver.certificate();
  const PostOutcome outcome = Send(receiver.Url(), settings);
  EXPECT_TRUE(outcome.delivered) << outcome.error;
  EXPECT_EQ(outcome.http_status, 200);
  ASSERT_EQ(receiver.Requests().size(), 1u);
  const auto request = receiver.Requests().front();
  EXPECT_EQ(request.body, "{\"a\":1}");
  EXPECT_EQ(request.headers.at("webhook-id"), "msg_1");
  EXPECT_EQ(request.headers.at("content-type"), "application/json");
  EXPECT_EQ(request.headers.at("webhook-signature"), Expected(request));
}

TEST_F(WebhookPosterTest, SaysWhatAReceiverDidInstead) {
  HttpReceiver receiver;
  receiver.Behave(Manner::kAnswer, 500, "oops");
  PostOutcome outcome = SendAllowed(receiver.Url());
  EXPECT_EQ(outcome.http_status, 500);
  EXPECT_FALSE(outcome.delivered);
  EXPECT_THAT(outcome.error, HasSubstr("500"));

  HttpReceiver elsewhere;
  receiver.Behave(Manner::kAnswer, 307, elsewhere.Url());
  outcome = SendAllowed(receiver.Url());
  EXPECT_FALSE(outcome.delivered);
  EXPECT_THAT(outcome.error, HasSubstr("redirect"));
  EXPECT_EQ(elsewhere.Requests().size(), 0u);

  receiver.Behave(Manner::kHangUp);
  outcome = SendAllowed(receiver.Url());
  EXPECT_EQ(outcome.http_status, 0);
  EXPECT_NE(outcome.error, "");

  receiver.Behave(Manner::kSilent);
  outcome = SendAllowed(receiver.Url());
  EXPECT_FALSE(outcome.delivered);
  EXPECT_THAT(outcome.error, HasSubstr("timed out"));

  receiver.Behave(Manner::kAnswer, 204, std::string(100'000, 'x'));
  EXPECT_TRUE(SendAllowed(receiver.Url()).delivered);
}

TEST_F(WebhookPosterTest, ConnectsOnlyToWhatIsAllowed) {
  const HttpReceiver receiver;
  for (const char* host : {"127.0.0.1", "localhost", "[::1]"}) {
    const PostOutcome outcome = Send(receiver.Url(host), PosterSettings());
    EXPECT_FALSE(outcome.delivered);
    EXPECT_THAT(outcome.error, HasSubstr("loopback address")) << host;
  }
  EXPECT_EQ(receiver.Requests().size(), 0u);
  EXPECT_TRUE(SendAllowed(receiver.Url("localhost")).delivered);
}

TEST_F(WebhookPosterTest, LeavesProxiesOfTheEnvironmentAlone) {
  const HttpReceiver receiver;
  const HttpReceiver proxy;
  setenv("http_proxy", proxy.Url().c_str(), 1);
  EXPECT_TRUE(SendAllowed(receiver.Url()).delivered);
  unsetenv("http_proxy");
  EXPECT_EQ(proxy.Requests().size(), 0u);
}

TEST_F(WebhookPosterTest, StopsWhenItIsTold) {
  HttpReceiver receiver;
  receiver.Behave(Manner::kSilent);
  PosterSettings settings;
  settings.policy = Allowing("127.0.0.1");
  const absl::Time begun = absl::Now();
  const PostOutcome outcome = Send(receiver.Url(), settings, [&] {
    return absl::Now() > begun + absl::Milliseconds(20);
  });
  EXPECT_TRUE(outcome.stopped);
  EXPECT_LT(absl::Now() - begun, absl::Milliseconds(250));
}

}  // namespace
}  // namespace ketnoi::server
