// A receiver of HTTP or HTTPS on 127.0.0.1 that does what a test tells it to:
// answer, redirect, stay silent, hang up.

#ifndef KETNOI_TESTS_TESTING_HTTP_RECEIVER_H_
#define KETNOI_TESTS_TESTING_HTTP_RECEIVER_H_

#include <openssl/ssl.h>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"

namespace ketnoi::testing {

struct ReceivedRequest {
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class HttpReceiver {
 public:
  enum class Transport { kPlain, kTls };
  enum class Manner { kAnswer, kSilent, kHangUp };

  explicit HttpReceiver(Transport transport = Transport::kPlain);
  ~HttpReceiver();

  // "https://127.0.0.1:4711/hook".
  std::string Url(const std::string& host = "127.0.0.1") const;
  // The certificate, which is its own authority, as PEM. Empty: plain.
  const std::string& certificate() const { return certificate_; }

  // From now on: what it does, the status that it answers with, and the body,
  // or, of a status of 3xx, the location.
  void Behave(Manner manner, int status = 200, std::string text = "");

  // All that it was sent so far, also what it did not answer.
  std::vector<ReceivedRequest> Requests() const;
  // Waits until there are so many. False: there were not, after 10 s.
  bool WaitForRequests(size_t count) const;

 private:
  void Run();
  void Serve(int connection);
  // Reads the request, then does as told. False: the connection stays open.
  template <class ReadSome, class WriteAll>
  bool Converse(ReadSome read_some, WriteAll write_all);
  void MakeCertificate();

  const Transport transport_;
  SSL_CTX* tls_ = nullptr;
  std::string certificate_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_;
  mutable std::condition_variable received_;
  std::vector<ReceivedRequest> requests_;
  Manner manner_ = Manner::kAnswer;
  int status_ = 200;
  std::string text_;
  std::vector<int> open_;  // connections that are left silent
  std::thread thread_;
};

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_TESTING_HTTP_RECEIVER_H_
