#include "services/runtime/fetch/fetcher.h"

#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"
#include "services/base/status_macros.h"
#include "services/runtime/fetch/public_address.h"
#include "services/runtime/stage/document_reference.h"

namespace fazhi {
namespace {

constexpr char kField[] = "reference";
constexpr long kSlowBytesPerSecond = 4096;

absl::Status NotAllowed(absl::string_view url, absl::string_view why) {
  return InvalidInput("REFERENCE_NOT_ALLOWED", "reference.https_url",
                      absl::StrCat(url, " is not fetched: ", why));
}

absl::Status Mismatch(absl::string_view url, absl::string_view what) {
  return InvalidInput("REFERENCE_MISMATCH", kField,
                      absl::StrCat(url, " is not what was referred to: ", what,
                                   "; publish it anew with the size and hash that it has"));
}

absl::Status Unavailable(absl::string_view url, absl::string_view why) {
  return ErrorWithReason(absl::StatusCode::kUnavailable, "REFERENCE_UNAVAILABLE", kField,
                         absl::StrCat(url, " cannot be fetched now: ", why));
}

// A host's name with or without `*.` before it and a port behind it, in lower case.
bool IsHostPattern(absl::string_view pattern) {
  const size_t colon = pattern.find(':');
  uint32_t port = 443;
  if (colon != absl::string_view::npos &&
      (!absl::SimpleAtoi(pattern.substr(colon + 1), &port) || port == 0 || port > 65535)) {
    return false;
  }
  absl::string_view name = pattern.substr(0, colon);
  if (absl::StartsWith(name, "*.")) name.remove_prefix(2);
  const bool characters = std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return absl::ascii_isdigit(c) || absl::ascii_islower(c) || c == '-' || c == '.';
  });
  // No number: addresses are not names.
  return characters && !name.empty() && name.front() != '.' && name.back() != '.' &&
         absl::ascii_islower(static_cast<unsigned char>(name.back()));
}

// A URL as libcurl itself takes it apart, so that what is looked at is what is connected to.
class ParsedUrl {
 public:
  explicit ParsedUrl(const std::string& text) : url_(curl_url(), &curl_url_cleanup) {
    ok_ = text.find('\0') == std::string::npos &&
          curl_url_set(url_.get(), CURLUPART_URL, text.c_str(), 0) == CURLUE_OK;
  }

  bool ok() const { return ok_; }
  CURLU* get() const { return url_.get(); }
  std::string Part(CURLUPart part, unsigned flags = 0) const {
    char* text = nullptr;
    if (curl_url_get(url_.get(), part, &text, flags) != CURLUE_OK) return "";
    std::string out(text);
    curl_free(text);
    return out;
  }
  std::string HostAndPort() const {
    return absl::StrCat(absl::AsciiStrToLower(Part(CURLUPART_HOST)), ":",
                        Part(CURLUPART_PORT, CURLU_DEFAULT_PORT));
  }
  // For messages: without user, password and query, and not too long.
  std::string Shown() const {
    const std::string port = Part(CURLUPART_PORT);
    return fazhi::Shown(absl::StrCat(Part(CURLUPART_SCHEME), "://", Part(CURLUPART_HOST),
                                     port.empty() ? "" : ":", port, Part(CURLUPART_PATH)));
  }

 private:
  std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url_;
  bool ok_ = false;
};

// What the callbacks of one transfer see and leave.
struct Transfer {
  CURL* handle = nullptr;
  uint64_t size = 0;
  bool allow_loopback = false;
  const Fetcher::Stop* stop = nullptr;
  std::string body;
  bool too_long = false;
  bool stopped = false;
  std::string refused_address;
  bool tried_an_address = false;
};

// Called with the address that is about to be connected to.
curl_socket_t OpenSocket(void* data, curlsocktype, curl_sockaddr* address) {
  Transfer& transfer = *static_cast<Transfer*>(data);
  if (!IsPublicAddress(address->addr) && !(transfer.allow_loopback && IsLoopbackAddress(address->addr))) {
    transfer.refused_address = AddressText(address->addr);
    return CURL_SOCKET_BAD;
  }
  transfer.tried_an_address = true;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

size_t TakeBytes(char* bytes, size_t one, size_t count, void* data) {
  Transfer& transfer = *static_cast<Transfer*>(data);
  const size_t size = one * count;
  long code = 0;
  curl_easy_getinfo(transfer.handle, CURLINFO_RESPONSE_CODE, &code);
  if (code != 200) return 0;  // of an error nobody needs the page
  transfer.too_long = size > transfer.size - transfer.body.size();
  if (transfer.too_long) return 0;
  transfer.body.append(bytes, size);
  return size;
}

int LookWhetherToStop(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  Transfer& transfer = *static_cast<Transfer*>(data);
  transfer.stopped = *transfer.stop != nullptr && (*transfer.stop)();
  return transfer.stopped ? 1 : 0;
}

absl::Status StatusOfCode(long code, absl::string_view url) {
  if (code == 200) return absl::OkStatus();
  const std::string answer = absl::StrCat("the server answers ", code);
  if (code >= 300 && code < 400)
    return NotAllowed(url,
                      absl::StrCat(answer, ", and redirects are not followed: publish where it leads to"));
  if (code >= 500 || code == 408 || code == 425 || code == 429) return Unavailable(url, answer);
  return InvalidInput("REFERENCE_NOT_FOUND", kField,
                      absl::StrCat(url, " is not to be had: ", answer, "; publish it anew when it is there"));
}

long Milliseconds(absl::Duration duration) { return static_cast<long>(absl::ToInt64Milliseconds(duration)); }

// libcurl wants one call before all others, made while no other thread runs it.
void InitializeOnce() {
  static const bool done = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  (void)done;
}

}  // namespace

// One of the fetches that may be under way at a time. One host has all of them but one at most.
class Fetcher::Place {
 public:
  Place(const Fetcher& fetcher, std::string host) : fetcher_(fetcher), host_(std::move(host)) {
    const std::lock_guard<std::mutex> lock(fetcher_.mutex_);
    const int most = fetcher_.options_.max_at_once;
    const auto of_host = fetcher_.under_way_.find(host_);
    had_ = fetcher_.places_taken_ < most &&
           (of_host == fetcher_.under_way_.end() || of_host->second < std::max(1, most - 1));
    if (!had_) return;
    ++fetcher_.places_taken_;
    ++fetcher_.under_way_[host_];
  }
  ~Place() {
    if (!had_) return;
    const std::lock_guard<std::mutex> lock(fetcher_.mutex_);
    --fetcher_.places_taken_;
    if (--fetcher_.under_way_[host_] == 0) fetcher_.under_way_.erase(host_);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  bool had() const { return had_; }

 private:
  const Fetcher& fetcher_;
  const std::string host_;
  bool had_ = false;
};

absl::StatusOr<std::unique_ptr<Fetcher>> Fetcher::Create(const FetcherOptions& options) {
  InitializeOnce();
  std::vector<std::string> faults;
  for (const std::string& host : options.allowed_hosts) {
    if (!IsHostPattern(host)) {
      faults.push_back(
          absl::StrCat("--reference_hosts: `", host,
                       "` is no host: give a name in lower case, or *.name, with :port when it is not 443"));
    }
  }
  if (!options.ca_file.empty() && ::access(options.ca_file.c_str(), R_OK) != 0)
    faults.push_back(absl::StrCat("--reference_ca: ", options.ca_file, " cannot be read: a PEM file"));
  for (const absl::Duration timeout :
       {options.connect_timeout, options.total_timeout, options.stall_timeout}) {
    if (timeout < absl::Milliseconds(1) || timeout > absl::Hours(1)) {
      faults.push_back(
          absl::StrCat("--reference_timeout: ", absl::FormatDuration(timeout), " is not between 1ms and 1h"));
    }
  }
  if (options.max_at_once < 1) faults.emplace_back("--reference_fetches: at least 1");
  if (!faults.empty()) return InvalidInput("BAD_OPTIONS", "", absl::StrJoin(faults, "\n"));
  return std::unique_ptr<Fetcher>(new Fetcher(options));
}

bool Fetcher::IsAllowed(const std::string& host_and_port) const {
  return std::any_of(options_.allowed_hosts.begin(), options_.allowed_hosts.end(),
                     [&host_and_port](const std::string& allowed) {
                       const std::string with_port =
                           absl::StrContains(allowed, ':') ? allowed : absl::StrCat(allowed, ":443");
                       if (!absl::StartsWith(with_port, "*.")) return host_and_port == with_port;
                       return host_and_port.size() > with_port.size() - 1 &&
                              absl::EndsWith(host_and_port, with_port.substr(1));
                     });
}

absl::Status Fetcher::Check(const v1::DocumentReference& reference) const {
  FAZHI_RETURN_IF_ERROR(runtime::CheckForm(reference));
  const ParsedUrl url(reference.https_url());
  if (!url.ok()) {
    return InvalidInput("BAD_REFERENCE", "reference.https_url",
                        "the reference has no URL that can be read: give https://host/path");
  }
  const std::string shown = url.Shown();
  if (url.Part(CURLUPART_SCHEME) != "https")
    return NotAllowed(shown, "its scheme is not https: publish where it can be had by https");
  if (!url.Part(CURLUPART_USER).empty() || !url.Part(CURLUPART_PASSWORD).empty())
    return NotAllowed(shown, "it holds a user's name or password: publish it without");
  const std::string host = url.HostAndPort();
  if (!IsAllowed(host)) {
    return NotAllowed(shown, absl::StrCat(Shown(host),
                                          " is none of the hosts that this deployment fetches from "
                                          "(--reference_hosts)"));
  }
  if (reference.size_bytes() > options_.max_bytes) {
    return InvalidInput(
        "TOO_LARGE", "reference.size_bytes",
        absl::StrCat(shown, " has ", reference.size_bytes(), " bytes, more than the limit of ",
                     options_.max_bytes, ": split it, or raise the limit (--reference_mib)"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Fetcher::Fetch(const v1::DocumentReference& reference, const Stop& stop) const {
  FAZHI_RETURN_IF_ERROR(Check(reference));
  const ParsedUrl url(reference.https_url());
  const std::string shown = url.Shown();
  const Place place(*this, url.HostAndPort());
  if (!place.had()) {
    return ErrorWithReason(
        absl::StatusCode::kResourceExhausted, "REFERENCE_WAITS", kField,
        absl::StrCat(shown, " waits: others are fetched at the moment (--reference_fetches)"));
  }

  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
  if (curl == nullptr) return absl::ResourceExhaustedError("no memory to fetch with");
  curl_slist* resolve = nullptr;
  for (const std::string& entry : options_.resolve_for_tests)
    resolve = curl_slist_append(resolve, entry.c_str());
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> resolve_owner(resolve,
                                                                                  &curl_slist_free_all);

  Transfer transfer;
  transfer.handle = curl.get();
  transfer.size = reference.size_bytes();
  transfer.allow_loopback = options_.allow_loopback_for_tests;
  transfer.stop = &stop;
  CURLcode set = CURLE_OK;
  const auto option = [&](CURLoption name, auto value) {
    if (set == CURLE_OK) set = curl_easy_setopt(curl.get(), name, value);
  };
  option(CURLOPT_CURLU, url.get());
  option(CURLOPT_PROTOCOLS_STR, "https");
  option(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  option(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  option(CURLOPT_FOLLOWLOCATION, 0L);
  option(CURLOPT_PROXY, "");  // none, whatever the environment says
  option(CURLOPT_NOSIGNAL, 1L);
  option(CURLOPT_QUICK_EXIT, 1L);  // a name server that does not answer is not waited for
  option(CURLOPT_CONNECTTIMEOUT_MS, Milliseconds(options_.connect_timeout));
  option(CURLOPT_TIMEOUT_MS, Milliseconds(options_.total_timeout));
  option(CURLOPT_LOW_SPEED_LIMIT, kSlowBytesPerSecond);
  option(CURLOPT_LOW_SPEED_TIME,
         static_cast<long>(std::max<int64_t>(1, absl::ToInt64Seconds(options_.stall_timeout))));
  option(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(reference.size_bytes()));
  option(CURLOPT_USERAGENT, "fazhi");
  option(CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
  option(CURLOPT_OPENSOCKETDATA, &transfer);
  option(CURLOPT_WRITEFUNCTION, &TakeBytes);
  option(CURLOPT_WRITEDATA, &transfer);
  option(CURLOPT_NOPROGRESS, 0L);
  option(CURLOPT_XFERINFOFUNCTION, &LookWhetherToStop);
  option(CURLOPT_XFERINFODATA, &transfer);
  if (!options_.ca_file.empty()) option(CURLOPT_CAINFO, options_.ca_file.c_str());
  if (resolve != nullptr) option(CURLOPT_RESOLVE, resolve);
  if (set != CURLE_OK)
    return absl::InternalError(absl::StrCat("libcurl refuses an option: ", curl_easy_strerror(set)));

  const CURLcode result = curl_easy_perform(curl.get());
  if (transfer.stopped) return absl::CancelledError(absl::StrCat("the fetch of ", shown, " was given up"));
  if (!transfer.tried_an_address && !transfer.refused_address.empty()) {
    return NotAllowed(shown, absl::StrCat("its host resolves to ", transfer.refused_address,
                                          ", which is not an address of the public internet"));
  }
  long code = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &code);
  // An answer of 1xx is none yet.
  if (code >= 200) FAZHI_RETURN_IF_ERROR(StatusOfCode(code, shown));
  if (transfer.too_long || result == CURLE_FILESIZE_EXCEEDED)
    return Mismatch(shown, absl::StrCat("it has more than ", reference.size_bytes(), " bytes"));
  if (result != CURLE_OK) return Unavailable(shown, curl_easy_strerror(result));
  if (transfer.body.size() != reference.size_bytes()) {
    return Mismatch(
        shown, absl::StrCat("it has ", transfer.body.size(), " bytes instead of ", reference.size_bytes()));
  }
  if (Sha256Hex(transfer.body) != reference.sha256()) return Mismatch(shown, "its SHA-256 is another");
  return std::move(transfer.body);
}

}  // namespace fazhi
