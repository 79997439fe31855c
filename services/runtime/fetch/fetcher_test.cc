// Against a real HTTPS server on loopback, whose certificate is made for the test.
#include "services/runtime/fetch/fetcher.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "services/base/sha256.h"
#include "services/base/status_macros.h"
#include "services/base/status_matchers.h"
#include "services/runtime/fetch/public_address.h"
#include "services/runtime/fetch/testing.h"

namespace fazhi {
namespace {

using absl::StatusCode;
using testing::HasSubstr;

std::string Body() {
  std::string body;
  for (int i = 0; i < 1000; ++i) body += "a report\n";
  return body;
}

class FetcherTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new HttpsTestServer();
    server_->Put("report", Body());
    server_->Put("shorter", Body().substr(1));
    port_ = server_->port();
  }
  static void TearDownTestSuite() { delete server_; }

  static FetcherOptions Options() { return server_->Options(); }
  static v1::DocumentReference Reference(const std::string& path) { return server_->Reference(path, Body()); }
  static absl::StatusOr<std::string> Fetch(const v1::DocumentReference& reference,
                                           const FetcherOptions& options = Options(),
                                           const Fetcher::Stop& stop = nullptr) {
    FAZHI_ASSIGN_OR_RETURN(const auto fetcher, Fetcher::Create(options));
    return fetcher->Fetch(reference, stop);
  }

  static HttpsTestServer* server_;
  static int port_;
};
HttpsTestServer* FetcherTest::server_ = nullptr;
int FetcherTest::port_ = 0;

TEST_F(FetcherTest, Fetches) {
  const auto body = Fetch(Reference("/report"));
  ASSERT_OK(body);
  EXPECT_EQ(*body, Body());
}

TEST_F(FetcherTest, EnvironmentChoosesNoProxy) {
  ::setenv("https_proxy", "http://127.0.0.1:1", 1);
  EXPECT_OK(Fetch(Reference("/report")));
  ::unsetenv("https_proxy");
}

TEST_F(FetcherTest, RedirectIsNotFollowed) {
  const auto body = Fetch(Reference("/redirect"));
  EXPECT_THAT(body, FailsWith(StatusCode::kInvalidArgument, "REFERENCE_NOT_ALLOWED"));
  EXPECT_THAT(std::string(body.status().message()), HasSubstr("302"));
}

TEST_F(FetcherTest, AnotherSizeOrHash) {
  v1::DocumentReference reference = Reference("/report");
  reference.set_size_bytes(Body().size() - 1);
  EXPECT_THAT(Fetch(reference), FailsWith(StatusCode::kInvalidArgument, "REFERENCE_MISMATCH"));
  reference.set_size_bytes(Body().size() + 1);
  EXPECT_THAT(Fetch(reference), FailsWith(StatusCode::kInvalidArgument, "REFERENCE_MISMATCH"));
  EXPECT_THAT(Fetch(Reference("/unsaid")), FailsWith(StatusCode::kInvalidArgument, "REFERENCE_MISMATCH"));
  EXPECT_THAT(Fetch(Reference("/shorter")), FailsWith(StatusCode::kInvalidArgument, "REFERENCE_MISMATCH"));
  reference = Reference("/report");
  reference.set_sha256(std::string(64, '0'));
  EXPECT_THAT(Fetch(reference), FailsWith(StatusCode::kInvalidArgument, "REFERENCE_MISMATCH"));
}

TEST_F(FetcherTest, WhatPasses) {
  EXPECT_THAT(Fetch(Reference("/busy")), FailsWith(StatusCode::kUnavailable, "REFERENCE_UNAVAILABLE"));
  EXPECT_THAT(Fetch(Reference("/broken")), FailsWith(StatusCode::kUnavailable, "REFERENCE_UNAVAILABLE"));
  EXPECT_THAT(Fetch(Reference("/unfinished")), FailsWith(StatusCode::kUnavailable, "REFERENCE_UNAVAILABLE"));
  FetcherOptions options = Options();
  options.total_timeout = absl::Milliseconds(500);
  EXPECT_THAT(Fetch(Reference("/slow"), options),
              FailsWith(StatusCode::kUnavailable, "REFERENCE_UNAVAILABLE"));
  options = Options();
  options.ca_file.clear();  // the system knows nothing of this certificate
  EXPECT_THAT(Fetch(Reference("/report"), options),
              FailsWith(StatusCode::kUnavailable, "REFERENCE_UNAVAILABLE"));
  options = Options();
  options.allowed_hosts = {"localhost:1"};
  v1::DocumentReference nobody = Reference("/report");
  nobody.set_https_url("https://localhost:1/report");
  EXPECT_THAT(Fetch(nobody, options), FailsWith(StatusCode::kUnavailable, "REFERENCE_UNAVAILABLE"));
}

TEST_F(FetcherTest, AServerThatStallsIsGivenUp) {
  FetcherOptions options = Options();
  options.stall_timeout = absl::Seconds(1);
  const absl::Time start = absl::Now();
  EXPECT_THAT(Fetch(Reference("/slow"), options),
              FailsWith(StatusCode::kUnavailable, "REFERENCE_UNAVAILABLE"));
  EXPECT_LT(absl::Now() - start, absl::Seconds(15));
}

TEST_F(FetcherTest, StopsWhenItIsTold) {
  std::atomic<bool> stop{false};
  std::thread later([&] {
    absl::SleepFor(absl::Milliseconds(300));
    stop = true;
  });
  const absl::Time start = absl::Now();
  EXPECT_EQ(Fetch(Reference("/slow"), Options(), [&] { return stop.load(); }).status().code(),
            StatusCode::kCancelled);
  EXPECT_LT(absl::Now() - start, absl::Seconds(10));
  later.join();
}

TEST_F(FetcherTest, SoManyAtATime) {
  FetcherOptions options = Options();
  options.max_at_once = 1;
  ASSERT_OK_AND_ASSIGN(const auto fetcher, Fetcher::Create(options));
  std::atomic<bool> begun{false};
  std::atomic<bool> stop{false};
  std::thread slow([&] {
    EXPECT_EQ(fetcher
                  ->Fetch(Reference("/slow"),
                          [&] {
                            begun = true;
                            return stop.load();
                          })
                  .status()
                  .code(),
              StatusCode::kCancelled);
  });
  while (!begun) std::this_thread::yield();
  EXPECT_THAT(fetcher->Fetch(Reference("/report")),
              FailsWith(StatusCode::kResourceExhausted, "REFERENCE_WAITS"));
  stop = true;
  slow.join();
  EXPECT_OK(fetcher->Fetch(Reference("/report")));
}

TEST_F(FetcherTest, ASlowHostLeavesAPlaceToOthers) {
  FetcherOptions options = Options();
  options.max_at_once = 3;
  options.resolve_for_tests = {absl::StrCat("reports.example.test:", port_, ":127.0.0.1")};
  ASSERT_OK_AND_ASSIGN(const auto fetcher, Fetcher::Create(options));
  std::atomic<int> begun{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> slow;
  for (int i = 0; i < 2; ++i) {
    slow.emplace_back([&] {
      bool asked = false;
      EXPECT_EQ(fetcher
                    ->Fetch(Reference("/slow"),
                            [&] {
                              if (!std::exchange(asked, true)) ++begun;
                              return stop.load();
                            })
                    .status()
                    .code(),
                StatusCode::kCancelled);
    });
  }
  while (begun < 2) std::this_thread::yield();
  EXPECT_THAT(fetcher->Fetch(Reference("/report")),
              FailsWith(StatusCode::kResourceExhausted, "REFERENCE_WAITS"));
  v1::DocumentReference other = Reference("/report");
  other.set_https_url(absl::StrCat("https://reports.example.test:", port_, "/report"));
  EXPECT_OK(fetcher->Fetch(other));
  stop = true;
  for (std::thread& thread : slow) thread.join();
}

TEST_F(FetcherTest, ErrorsShowNoSecrets) {
  v1::DocumentReference reference = Reference("/nothing?signature=hidden#hidden");
  const std::string missing(Fetch(reference).status().message());
  EXPECT_THAT(missing, HasSubstr(absl::StrCat("https://localhost:", port_, "/nothing")));
  EXPECT_THAT(missing, testing::Not(HasSubstr("hidden")));
  reference.set_https_url("https://user:hidden@localhost/nothing");
  EXPECT_THAT(std::string(Fetch(reference).status().message()), testing::Not(HasSubstr("hidden")));
  reference.set_https_url(absl::StrCat("https://other.test/", std::string(8000, 'x')));
  EXPECT_LT(Fetch(reference).status().message().size(), 1000);
}

TEST_F(FetcherTest, ChecksWithoutTheNetwork) {
  ASSERT_OK_AND_ASSIGN(const auto fetcher, Fetcher::Create(Options()));
  EXPECT_OK(fetcher->Check(Reference("/nothing")));
  v1::DocumentReference reference = Reference("/report");
  reference.set_https_url(absl::StrCat("http://localhost:", port_, "/report"));
  EXPECT_THAT(fetcher->Check(reference), FailsWith(StatusCode::kInvalidArgument, "REFERENCE_NOT_ALLOWED"));
}

// As an operator's settings have it: without what is for tests alone nothing of this machine can be had.
TEST_F(FetcherTest, ThisMachineIsNotFetchedFrom) {
  FetcherOptions options;
  options.allowed_hosts = Options().allowed_hosts;
  options.ca_file = server_->certificate();
  EXPECT_THAT(Fetch(Reference("/report"), options),
              FailsWith(StatusCode::kInvalidArgument, "REFERENCE_NOT_ALLOWED"));
}

TEST_F(FetcherTest, WhatIsNotThere) {
  EXPECT_THAT(Fetch(Reference("/nothing")), FailsWith(StatusCode::kInvalidArgument, "REFERENCE_NOT_FOUND"));
}

TEST_F(FetcherTest, HostsThatAreNotListed) {
  for (const std::string& url :
       {absl::StrCat("https://127.0.0.1:", port_, "/report"),
        absl::StrCat("https://other.test:", port_, "/report"),
        absl::StrCat("https://xlocalhost:", port_, "/report"), std::string("https://localhost/report"),
        absl::StrCat("https://user:word@localhost:", port_, "/report"),
        absl::StrCat("https://localhost:", port_, "@other.test/report"),
        absl::StrCat("http://localhost:", port_, "/report"),
        absl::StrCat("ftp://localhost:", port_, "/report"), std::string("file:///etc/passwd")}) {
    v1::DocumentReference reference = Reference("");
    reference.set_https_url(url);
    EXPECT_THAT(Fetch(reference), FailsWith(StatusCode::kInvalidArgument, "REFERENCE_NOT_ALLOWED")) << url;
  }
  FetcherOptions none = Options();
  none.allowed_hosts.clear();
  EXPECT_THAT(Fetch(Reference("/report"), none),
              FailsWith(StatusCode::kInvalidArgument, "REFERENCE_NOT_ALLOWED"));
}

TEST_F(FetcherTest, NamesBelowASuffix) {
  FetcherOptions options = Options();
  options.allowed_hosts = {absl::StrCat("*.example.test:", port_)};
  options.resolve_for_tests = {absl::StrCat("a.b.example.test:", port_, ":127.0.0.1"),
                               absl::StrCat("reports.example.test:", port_, ":127.0.0.1")};
  v1::DocumentReference reference = Reference("");
  for (const char* const host : {"a.b.example.test", "Reports.Example.TEST"}) {
    reference.set_https_url(absl::StrCat("https://", host, ":", port_, "/report"));
    EXPECT_OK(Fetch(reference, options)) << host;
  }
  for (const char* const host : {"example.test", "badexample.test", "a.example.test.evil.test"}) {
    reference.set_https_url(absl::StrCat("https://", host, ":", port_, "/report"));
    EXPECT_THAT(Fetch(reference, options), FailsWith(StatusCode::kInvalidArgument, "REFERENCE_NOT_ALLOWED"))
        << host;
  }
}

TEST_F(FetcherTest, AListedNameThatResolvesToAPrivateAddress) {
  for (const char* const address : {"127.0.0.1", "10.1.2.3", "169.254.169.254", "100.100.100.200", "[::1]",
                                    "[::ffff:127.0.0.1]", "[fd00:ec2::254]", "[64:ff9b::7f00:1]"}) {
    FetcherOptions options = Options();
    options.allow_loopback_for_tests = false;
    options.resolve_for_tests = {absl::StrCat("reports.example.test:", port_, ":", address)};
    v1::DocumentReference reference = Reference("");
    reference.set_https_url(absl::StrCat("https://reports.example.test:", port_, "/report"));
    const auto body = Fetch(reference, options);
    EXPECT_THAT(body, FailsWith(StatusCode::kInvalidArgument, "REFERENCE_NOT_ALLOWED")) << address;
    EXPECT_THAT(std::string(body.status().message()), HasSubstr("not an address of the public internet"));
  }
}

TEST_F(FetcherTest, ReferencesThatAreNone) {
  v1::DocumentReference reference = Reference("/report");
  reference.set_sha256("abc");
  EXPECT_THAT(Fetch(reference), FailsWith(StatusCode::kInvalidArgument, "BAD_REFERENCE"));
  reference = Reference("/report");
  reference.set_size_bytes(0);
  EXPECT_THAT(Fetch(reference), FailsWith(StatusCode::kInvalidArgument, "BAD_REFERENCE"));
  reference.set_size_bytes(uint64_t{1} << 40);
  EXPECT_THAT(Fetch(reference), FailsWith(StatusCode::kInvalidArgument, "TOO_LARGE"));
  reference = Reference("/report");
  reference.set_https_url("no url");
  EXPECT_THAT(Fetch(reference), FailsWith(StatusCode::kInvalidArgument, "BAD_REFERENCE"));
}

TEST(FetcherOptionsTest, AllFaultsAtOnce) {
  FetcherOptions options;
  options.allowed_hosts = {"10.0.0.1", "Upper.Case", "*", "a.test:0", "good.test", "*.good.test:8443"};
  options.ca_file = "/nowhere/ca.pem";
  options.total_timeout = absl::ZeroDuration();
  const auto fetcher = Fetcher::Create(options);
  ASSERT_THAT(fetcher, FailsWith(StatusCode::kInvalidArgument, "BAD_OPTIONS"));
  for (const char* const fault : {"--reference_hosts: `10.0.0.1`", "Upper.Case", "`*`", "a.test:0",
                                  "--reference_ca: /nowhere/ca.pem", "--reference_timeout: 0"})
    EXPECT_THAT(std::string(fetcher.status().message()), HasSubstr(fault));
  EXPECT_THAT(std::string(fetcher.status().message()), testing::Not(HasSubstr("good.test")));
}

bool IsPublic(const char* text) {
  sockaddr_storage storage = {};
  auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
  auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
  if (::inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
    storage.ss_family = AF_INET;
  } else {
    EXPECT_EQ(::inet_pton(AF_INET6, text, &v6.sin6_addr), 1) << text;
    storage.ss_family = AF_INET6;
  }
  return IsPublicAddress(reinterpret_cast<sockaddr&>(storage));
}

TEST(PublicAddressTest, Edges) {
  for (const char* const address :
       {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
        "198.20.0.0", "223.255.255.255", "2400:3200::1", "2001:4860:4860::8888", "2606:4700::1111"}) {
    EXPECT_TRUE(IsPublic(address)) << address;
  }
  for (const char* const address : {"0.0.0.0",
                                    "0.1.2.3",
                                    "10.0.0.0",
                                    "10.255.255.255",
                                    "100.64.0.0",
                                    "100.127.255.255",
                                    "127.0.0.1",
                                    "127.255.255.255",
                                    "169.254.0.0",
                                    "169.254.169.254",
                                    "172.16.0.0",
                                    "172.31.255.255",
                                    "192.0.0.8",
                                    "192.0.2.1",
                                    "192.88.99.1",
                                    "192.168.0.1",
                                    "198.18.0.0",
                                    "198.19.255.255",
                                    "198.51.100.1",
                                    "203.0.113.1",
                                    "224.0.0.1",
                                    "239.255.255.255",
                                    "240.0.0.1",
                                    "255.255.255.255",
                                    "::",
                                    "::1",
                                    "::127.0.0.1",
                                    "::ffff:8.8.8.8",
                                    "::ffff:10.0.0.1",
                                    "64:ff9b::808:808",
                                    "64:ff9b:1::1",
                                    "100::1",
                                    "2001::1",
                                    "2001:10::1",
                                    "2001:db8::1",
                                    "2002:7f00:1::1",
                                    "3fff::1",
                                    "fc00::1",
                                    "fdff::1",
                                    "fe80::1",
                                    "fec0::1",
                                    "ff02::1"}) {
    EXPECT_FALSE(IsPublic(address)) << address;
  }
}

}  // namespace
}  // namespace fazhi
