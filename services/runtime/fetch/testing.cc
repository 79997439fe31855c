#include "services/runtime/fetch/testing.h"

#include <array>
#include <cstdlib>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "services/base/sha256.h"

namespace fazhi {

HttpsTestServer::HttpsTestServer() {
  folder_ = testing::TempDir() + "/fazhi_https_XXXXXX";
  if (::mkdtemp(folder_.data()) == nullptr) {
    ADD_FAILURE() << "no folder " << folder_;
    return;
  }
  certificate_ = folder_ + "/certificate.pem";
  const std::string key = folder_ + "/key.pem";
  EXPECT_EQ(std::system(absl::StrCat("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 "
                                     "-nodes -days 2 -subj /CN=localhost -addext "
                                     "subjectAltName=DNS:localhost,DNS:reports.example.test,DNS:a.b.example."
                                     "test -keyout ",
                                     key, " -out ", certificate_, " 2>/dev/null")
                            .c_str()),
            0);
  EXPECT_EQ(std::system(absl::StrCat("mkdir ", folder_, "/files").c_str()), 0);
  const char* const root = std::getenv("FAZHI_SOURCE_DIR");
  // It reads from a pipe that ends with this process, and says its port into a file.
  const std::string port_file = folder_ + "/port";
  server_ = ::popen(absl::StrCat("exec python3 ", root == nullptr ? "." : root,
                                 "/services/runtime/fetch/testdata/https_server.py ", certificate_, " ", key,
                                 " ", folder_, "/files > ", port_file)
                        .c_str(),
                    "w");
  for (int i = 0; i < 600 && port_ == 0 && server_ != nullptr; ++i) {
    absl::SleepFor(absl::Milliseconds(50));
    std::ifstream(port_file) >> port_;
  }
  EXPECT_NE(port_, 0) << "the HTTPS server did not start";
}

HttpsTestServer::~HttpsTestServer() {
  if (server_ != nullptr) ::pclose(server_);
  std::system(absl::StrCat("rm -r ", folder_).c_str());
}

void HttpsTestServer::Put(const std::string& name, absl::string_view bytes) {
  std::ofstream(absl::StrCat(folder_, "/files/", name), std::ios::binary) << bytes;
}

FetcherOptions HttpsTestServer::Options() const {
  FetcherOptions options;
  options.allowed_hosts = {absl::StrCat("localhost:", port_), absl::StrCat("reports.example.test:", port_)};
  options.ca_file = certificate_;
  options.allow_loopback_for_tests = true;
  options.total_timeout = absl::Seconds(20);
  return options;
}

v1::DocumentReference HttpsTestServer::Reference(const std::string& path, absl::string_view bytes) const {
  v1::DocumentReference reference;
  reference.set_https_url(absl::StrCat("https://localhost:", port_, path));
  reference.set_size_bytes(bytes.size());
  reference.set_sha256(Sha256Hex(bytes));
  return reference;
}

}  // namespace fazhi
