#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "fazhi/v1/document.pb.h"

namespace fazhi {

struct FetcherOptions {
  // Whom documents are fetched from: `files.example.gov.cn`, `*.example.gov.cn` (any name below it, not
  // itself), either with `:port` when it is not 443. None: nothing is fetched.
  std::vector<std::string> allowed_hosts;
  // Larger documents are refused.
  uint64_t max_bytes = uint64_t{32} << 20;
  // Fetches under way at a time; each holds a document. Of one host one less, so that a slow one leaves a
  // place to others.
  int max_at_once = 4;
  absl::Duration connect_timeout = absl::Seconds(10);
  absl::Duration total_timeout = absl::Minutes(2);
  // A server that sends less than 4 KiB a second for so long is given up.
  absl::Duration stall_timeout = absl::Seconds(20);
  // Certificates (PEM) that servers' are checked against; empty: the system's.
  std::string ca_file;

  // For tests alone: no setting of a program leads here. Servers on this machine may be fetched from.
  bool allow_loopback_for_tests = false;
  // Names that resolve as said: `host:port:address` (CURLOPT_RESOLVE).
  std::vector<std::string> resolve_for_tests;
};

// Fetches documents that messages refer to. Whoever may publish a message chooses the URL, so it must not
// become a way into the network that this runs in: https only, hosts of the list only, no redirect followed,
// no proxy, and the address that is connected to is looked at when it is connected to, so that a name which
// resolves otherwise the second time gains nothing. What comes is read up to the size that was said and
// compared to the hash that was said. Errors show URLs without user, password and query, which may hold
// secrets. Thread-safe.
class Fetcher {
 public:
  // Asked about once a second while something is fetched: true gives it up.
  using Stop = std::function<bool()>;

  // INVALID_ARGUMENT/BAD_OPTIONS with a line for each fault, by the settings' names.
  static absl::StatusOr<std::unique_ptr<Fetcher>> Create(const FetcherOptions& options);

  // Whether it would be fetched at all, found out without the network. INVALID_ARGUMENT with reason
  //   BAD_REFERENCE: URL, size or hash are none;
  //   REFERENCE_NOT_ALLOWED: scheme, host or port are not of the list, or the URL holds a user;
  //   TOO_LARGE: more than max_bytes are said.
  absl::Status Check(const v1::DocumentReference& reference) const;

  // The bytes. Errors that stay: Check's, and INVALID_ARGUMENT with reason
  //   REFERENCE_NOT_ALLOWED: the address is not public, or the server redirects;
  //   REFERENCE_MISMATCH: size or hash are not what was said;
  //   REFERENCE_NOT_FOUND: the server says that it does not have it or does not give it (4xx).
  // Errors that pass:
  //   UNAVAILABLE/REFERENCE_UNAVAILABLE: name, network, certificate, time-out, 5xx, 429;
  //   RESOURCE_EXHAUSTED/REFERENCE_WAITS: as many others as may be are fetched at the moment;
  //   CANCELLED: given up by `stop`.
  absl::StatusOr<std::string> Fetch(const v1::DocumentReference& reference, const Stop& stop = nullptr) const;

 private:
  class Place;
  explicit Fetcher(const FetcherOptions& options) : options_(options) {}

  bool IsAllowed(const std::string& host_and_port) const;

  const FetcherOptions options_;
  mutable std::mutex mutex_;
  mutable int places_taken_ = 0;                  // guarded by mutex_
  mutable std::map<std::string, int> under_way_;  // by host and port; guarded by mutex_
};

}  // namespace fazhi
