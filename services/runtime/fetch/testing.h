#pragma once

#include <cstdio>
#include <string>

#include "absl/strings/string_view.h"
#include "fazhi/v1/document.pb.h"
#include "services/runtime/fetch/fetcher.h"

namespace fazhi {

// An HTTPS server on a free port of the loopback, with a certificate made for it, for tests. It has what was
// put into it, and beside that (testdata/https_server.py): /unsaid never ends, /broken ends too early,
// /redirect, /slow answers after a minute, /busy is 503, /flaky/NAME is 503 twice and then NAME; 404 for the
// rest. Fails the test when it cannot be started. Ends with its object.
class HttpsTestServer {
 public:
  HttpsTestServer();
  ~HttpsTestServer();
  HttpsTestServer(const HttpsTestServer&) = delete;
  HttpsTestServer& operator=(const HttpsTestServer&) = delete;

  int port() const { return port_; }
  const std::string& certificate() const { return certificate_; }

  // From now on `/name` is `bytes`.
  void Put(const std::string& name, absl::string_view bytes);

  // Of a fetcher that may fetch from it, as localhost and reports.example.test.
  FetcherOptions Options() const;

  // A reference to `path` (`/name`) that says size and hash of `bytes`.
  v1::DocumentReference Reference(const std::string& path, absl::string_view bytes) const;

 private:
  std::string folder_;
  std::string certificate_;
  std::FILE* server_ = nullptr;
  int port_ = 0;
};

}  // namespace fazhi
