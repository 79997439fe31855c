#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "services/base/errors.h"

namespace fazhi {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& value) {
  return value.status();
}

// Matches an absl::Status or absl::StatusOr that is OK.
MATCHER(IsOk, "is OK") {
  *result_listener << StatusOf(arg);
  return StatusOf(arg).ok();
}

// Matches an error by its code and reason (services/base/errors.h).
MATCHER_P2(FailsWith, code, reason, "") {
  *result_listener << StatusOf(arg) << " reason " << ReasonOf(StatusOf(arg));
  return StatusOf(arg).code() == code && ReasonOf(StatusOf(arg)) == reason;
}

#define ASSERT_OK(expr) ASSERT_THAT((expr), ::fazhi::IsOk())
#define EXPECT_OK(expr) EXPECT_THAT((expr), ::fazhi::IsOk())
// Assigns the value of a StatusOr to `lhs`, or fails the test.
#define ASSERT_OK_AND_ASSIGN(lhs, expr) \
  ASSERT_OK_AND_ASSIGN_(FAZHI_TEST_CONCAT_(statusor_, __LINE__), lhs, expr)
#define ASSERT_OK_AND_ASSIGN_(statusor, lhs, expr) \
  auto statusor = (expr);                          \
  ASSERT_OK(statusor);                             \
  lhs = *std::move(statusor)
#define FAZHI_TEST_CONCAT_(a, b) FAZHI_TEST_CONCAT_INNER_(a, b)
#define FAZHI_TEST_CONCAT_INNER_(a, b) a##b

}  // namespace fazhi
