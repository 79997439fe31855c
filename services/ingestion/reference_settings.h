#pragma once

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "services/runtime/fetch/fetcher.h"
#include "services/runtime/process/flags.h"

namespace fazhi {

// What fazhi-ingestion is told of documents that are references.
struct ReferenceSettings {
  std::string hosts;
  std::string ca_file;
  int64_t mib = 32;
  int64_t fetches = 4;
  absl::Duration timeout = absl::Minutes(2);

  void Register(runtime::Flags& flags);
  FetcherOptions Options() const;
};

}  // namespace fazhi
