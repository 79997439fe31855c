#include "services/text/source_map.h"

#include <algorithm>
#include <utility>

namespace fazhi {

void SourceMapBuilder::Append(uint32_t clean_length, uint32_t source_begin, uint32_t source_length) {
  const bool one_to_one = clean_length == source_length;
  const int last = map_.clean_begin_size() - 1;
  if (one_to_one && open_ && map_.source_begin(last) + map_.source_length(last) == source_begin) {
    map_.set_source_length(last, map_.source_length(last) + source_length);
  } else {
    map_.add_clean_begin(clean_size_);
    map_.add_source_begin(source_begin);
    map_.add_source_length(source_length);
    open_ = one_to_one;
  }
  clean_size_ += clean_length;
}

v1::SourceMap SourceMapBuilder::Build() && { return std::move(map_); }

int SourceLocator::Run(uint32_t clean) {
  const int n = map_.clean_begin_size();
  const auto holds = [&](int run) {
    return run < n && map_.clean_begin(run) <= clean && (run + 1 == n || clean < map_.clean_begin(run + 1));
  };
  for (int step = 0; step < 3; ++step) {
    if (holds(last_ + step)) return last_ += step;
  }
  const auto* begin = map_.clean_begin().data();
  last_ = static_cast<int>(std::upper_bound(begin, begin + n, clean) - begin) - 1;
  return last_ = std::max(last_, 0);
}

v1::Span SourceLocator::ToSource(uint32_t begin, uint32_t end) {
  v1::Span span;
  if (map_.clean_begin_size() == 0) return span;
  const auto run_of = [&](uint32_t clean) {
    const int run = Run(clean);
    const uint32_t run_end = run + 1 < map_.clean_begin_size() ? map_.clean_begin(run + 1) : clean_size_;
    const uint32_t source_length = map_.source_length(run);
    const bool one_to_one = run_end - map_.clean_begin(run) == source_length;
    const uint32_t offset = clean - map_.clean_begin(run);
    const uint32_t from = map_.source_begin(run) + (one_to_one ? offset : 0);
    return std::pair<uint32_t, uint32_t>(from, from + (one_to_one ? 1 : source_length));
  };
  if (begin >= end) {
    const uint32_t at = begin < clean_size_ ? run_of(begin).first : run_of(clean_size_ - 1).second;
    span.set_begin(at);
    span.set_end(at);
    return span;
  }
  span.set_begin(run_of(begin).first);
  span.set_end(run_of(end - 1).second);
  return span;
}

}  // namespace fazhi
