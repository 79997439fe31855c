#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns from the enclosing function when `expr` (an absl::Status) is not OK.
#define FAZHI_RETURN_IF_ERROR(expr)                \
  do {                                             \
    absl::Status fazhi_status_ = (expr);           \
    if (!fazhi_status_.ok()) return fazhi_status_; \
  } while (false)

// Assigns the value of `expr` (an absl::StatusOr) to `lhs`, or returns its status from the enclosing
// function.
#define FAZHI_ASSIGN_OR_RETURN(lhs, expr) \
  FAZHI_ASSIGN_OR_RETURN_(FAZHI_CONCAT_(fazhi_statusor_, __LINE__), lhs, expr)
// `lhs` may be a declaration (auto x) and `statusor` is a name: parentheses would not compile.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define FAZHI_ASSIGN_OR_RETURN_(statusor, lhs, expr)       \
  auto statusor = (expr);                                  \
  if (!statusor.ok()) return std::move(statusor).status(); \
  lhs = *std::move(statusor)
// NOLINTEND(bugprone-macro-parentheses)
#define FAZHI_CONCAT_(a, b) FAZHI_CONCAT_INNER_(a, b)
#define FAZHI_CONCAT_INNER_(a, b) a##b
