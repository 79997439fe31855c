#pragma once

#include <cstdint>

#include "fazhi/v1/report.pb.h"

namespace fazhi {

// Builds a v1::SourceMap by appending what the clean text takes from the source, front to back.
class SourceMapBuilder {
 public:
  // The next `clean_length` code points of the clean text come from source [source_begin, source_begin +
  // source_length). Equal lengths map one to one and join the run before them where both sides continue it.
  // `clean_length` is at least 1.
  void Append(uint32_t clean_length, uint32_t source_begin, uint32_t source_length);

  // Clean code points appended so far.
  uint32_t clean_size() const { return clean_size_; }

  v1::SourceMap Build() &&;

 private:
  v1::SourceMap map_;
  uint32_t clean_size_ = 0;
  bool open_ = false;  // the last run maps one to one
};

// Looks spans up in a SourceMap. Cheap to make; keeps a pointer to the map, which must outlive it. Look-ups
// in rising order take constant time each on average, others logarithmic. Not thread-safe (make one a
// thread).
class SourceLocator {
 public:
  // `clean_size` is the number of code points of the clean text.
  SourceLocator(const v1::SourceMap& map, uint32_t clean_size) : map_(map), clean_size_(clean_size) {}

  // The smallest source span that holds everything clean [begin, end) was read from, markup between included.
  // An empty clean span gives an empty source span at its place. `begin` <= `end` <= clean size.
  v1::Span ToSource(uint32_t begin, uint32_t end);

 private:
  int Run(uint32_t clean);
  const v1::SourceMap& map_;
  uint32_t clean_size_;
  int last_ = 0;
};

}  // namespace fazhi
