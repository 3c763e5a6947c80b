#include "tests/testing/http_receiver.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::testing {
namespace {

constexpr int kPollMilliseconds = 5;

std::map<std::string, std::string> HeadersIn(const std::string& head) {
  std::map<std::string, std::string> headers;
  size_t at = head.find("\r\n");
  while (at != std::string::npos && at + 2 < head.size()) {
    const size_t begin = at + 2;
    at = head.find("\r\n", begin);
    const std::string line = head.substr(begin, at - begin);
    const size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
      return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    const size_t value = line.find_first_not_of(' ', colon + 1);
    headers[name] = value == std::string::npos ? "" : line.substr(value);
  }
  return headers;
}

}  // namespace

HttpReceiver::HttpReceiver(Transport transport) : transport_(transport) {
  if (transport_ == Transport::kTls) MakeCertificate();
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, generic, size) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, generic, &size) != 0) {
    std::abort();
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Run(); });
}

HttpReceiver::~HttpReceiver() {
  stopping_ = true;
  thread_.join();
  for (const int connection : open_) close(connection);
  close(listener_);
  SSL_CTX_free(tls_);
}

std::string HttpReceiver::Url(const std::string& host) const {
  return fmt::format("{}://{}:{}/hook",
                     transport_ == Transport::kTls ? "https" : "http", host,
                     port_);
}

void HttpReceiver::Behave(Manner manner, int status, std::string text) {
  const std::lock_guard<std::mutex> lock(mutex_);
  manner_ = manner;
  status_ = status;
  text_ = std::move(text);
}

std::vector<ReceivedRequest> HttpReceiver::Requests() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return requests_;
}

bool HttpReceiver::WaitForRequests(size_t count) const {
  std::unique_lock<std::mutex> lock(mutex_);
  return received_.wait_for(lock, std::chrono::seconds(10),
                            [&] { return requests_.size() >= count; });
}

void HttpReceiver::Run() {
  while (!stopping_) {
    pollfd waiting = {listener_, POLLIN, 0};
    if (poll(&waiting, 1, kPollMilliseconds) <= 0) continue;
    const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection >= 0) Serve(connection);
  }
}

void HttpReceiver::Serve(int connection) {
  const timeval patience = {1, 0};
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  bool done = true;
  if (transport_ == Transport::kPlain) {
    done = Converse(
        [&](char* to, size_t size) { return read(connection, to, size); },
        [&](const std::string& text) {
          // The other side may be gone already.
          send(connection, text.data(), text.size(), MSG_NOSIGNAL);
        });
  } else {
    SSL* tls = SSL_new(tls_);
    SSL_set_fd(tls, connection);
    if (SSL_accept(tls) == 1) {
      done = Converse(
          [&](char* to, size_t size) -> ssize_t {
            return SSL_read(tls, to, static_cast<int>(size));
          },
          [&](const std::string& text) {
            SSL_write(tls, text.data(), static_cast<int>(text.size()));
          });
    }
    if (done) SSL_shutdown(tls);
    SSL_free(tls);
  }
  if (done) {
    close(connection);
  } else {
    open_.push_back(connection);
  }
}

template <class ReadSome, class WriteAll>
bool HttpReceiver::Converse(ReadSome read_some, WriteAll write_all) {
  constexpr size_t kBuffer = 65536;
  std::string bytes;
  size_t body = std::string::npos;
  size_t size = 0;
  ReceivedRequest request;
  std::vector<char> buffer(kBuffer);
  while (body == std::string::npos || bytes.size() < body + size) {
    const ssize_t count = read_some(buffer.data(), buffer.size());
    if (count <= 0) return true;
    bytes.append(buffer.data(), static_cast<size_t>(count));
    if (body != std::string::npos) continue;
    const size_t end = bytes.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    body = end + 4;
    request.headers = HeadersIn(bytes.substr(0, end));
    size = std::strtoul(request.headers["content-length"].c_str(), nullptr, 10);
  }
  request.body = bytes.substr(body, size);
  const std::unique_lock<std::mutex> lock(mutex_);
  requests_.push_back(std::move(request));
  received_.notify_all();
  if (manner_ != Manner::kAnswer) return manner_ == Manner::kHangUp;
  const bool redirect = status_ >= 300 && status_ < 400;
  write_all(
      fmt::format("HTTP/1.1 {} Whatever\r\n{}content-length: {}\r\n"
                  "connection: close\r\n\r\n{}",
                  status_, redirect ? "location: " + text_ + "\r\n" : "",
                  redirect ? 0 : text_.size(), redirect ? "" : text_));
  return true;
}

void HttpReceiver::MakeCertificate() {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  constexpr long kHour = 3600;
  X509_gmtime_adj(X509_getm_notBefore(certificate), -kHour);
  X509_gmtime_adj(X509_getm_notAfter(certificate), kHour);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("receiver"),
                             -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_EXTENSION* names = X509V3_EXT_conf_nid(
      nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost");
  X509_add_ext(certificate, names, -1);
  X509_EXTENSION_free(names);
  X509_sign(certificate, key, EVP_sha256());

  BIO* text = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(text, certificate);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(text, &bytes);
  certificate_.assign(bytes, static_cast<size_t>(size));
  BIO_free(text);

  tls_ = SSL_CTX_new(TLS_server_method());
  SSL_CTX_use_certificate(tls_, certificate);
  SSL_CTX_use_PrivateKey(tls_, key);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

}  // namespace ketnoi::testing
