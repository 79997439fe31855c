#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message_lite.h"

namespace fazhi::runtime {

// Page tokens of listings that are computed whole and ordered by a unique key of strings: the token is the
// key of the last row, bound to the request that it was made for (`page_size` and `page_token` of it do not
// count). Opaque to clients, and not secret. Pure and thread-safe.
std::string MakePageToken(absl::string_view query, const std::vector<std::string>& last_key);

// The key; empty for an empty token. INVALID_ARGUMENT/BAD_PAGE_TOKEN for a token of another query, or none.
absl::StatusOr<std::vector<std::string>> ReadPageToken(absl::string_view query, absl::string_view token);

// What a token is bound to: the request without its `page_size` and `page_token`, as deterministic bytes.
template <typename Request>
std::string PageQuery(Request request) {
  request.clear_page_size();
  request.clear_page_token();
  return request.GetTypeName() + request.SerializeAsString();
}

// The rows of a page: `asked`, or `standard` when it is 0. INVALID_ARGUMENT/BAD_PAGE_SIZE above `most`.
absl::StatusOr<size_t> PageSize(uint32_t asked, uint32_t standard, uint32_t most);

}  // namespace fazhi::runtime
