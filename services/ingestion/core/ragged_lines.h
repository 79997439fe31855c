#pragma once

#include <cstddef>
#include <vector>

#include "services/ingestion/core/ragged_rows.h"
#include "services/ingestion/core/text_rows.h"

namespace fazhi {

// Runs of lines parted by tabs that have not all as many cells, as a browser copies a table with merged
// cells, and in which columns they stand. Not thread-safe; calls in rising order take linear time together.
class RaggedLines {
 public:
  // `lines` has to outlive it.
  explicit RaggedLines(const TextLines& lines) : lines_(lines) {}

  // Sets `rows` and the `places` of their cells to the table that begins with the line `first`; returns the
  // line behind it. `first`, and both empty, where there is none.
  size_t Read(size_t first, std::vector<TextRow>& rows, std::vector<RaggedRow>& places);

 private:
  bool IsLoneLabel(size_t at) const;
  bool Place(const std::vector<TextRow>& rows, std::vector<RaggedRow>& places) const;

  const TextLines& lines_;
  size_t tried_ = 0;  // lines before it are in no such table, or were tried
};

}  // namespace fazhi
