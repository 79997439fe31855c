#include "services/ingestion/reference_settings.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace fazhi {

void ReferenceSettings::Register(runtime::Flags& flags) {
  flags.String(
      "reference_hosts", &hosts,
      "hosts that documents which are references are fetched from, with commas: files.example.gov.cn, "
      "*.example.gov.cn for all below it, with :PORT when it is not 443; empty: none is fetched");
  flags.String("reference_ca", &ca_file,
               "a PEM file of the certificates that these hosts' are checked against; empty: the system's");
  flags.Integer("reference_mib", &mib, 1, 32, "MiB of a document that is fetched at most");
  flags.Integer("reference_fetches", &fetches, 1, 64,
                "documents that are fetched at a time, each on a thread beside --workers");
  flags.Duration("reference_timeout", &timeout, absl::Seconds(1), absl::Minutes(10),
                 "what one attempt at fetching a document may take");
  flags.Check({"reference_hosts", "reference_ca", "reference_mib", "reference_fetches", "reference_timeout"},
              [this] { return Fetcher::Create(Options()).status(); });
}

FetcherOptions ReferenceSettings::Options() const {
  FetcherOptions options;
  for (const absl::string_view host : absl::StrSplit(hosts, ',', absl::SkipWhitespace())) {
    options.allowed_hosts.emplace_back(absl::StripAsciiWhitespace(host));
  }
  options.ca_file = ca_file;
  options.max_bytes = static_cast<uint64_t>(mib) << 20;
  options.max_at_once = static_cast<int>(fetches);
  options.total_timeout = timeout;
  return options;
}

}  // namespace fazhi
