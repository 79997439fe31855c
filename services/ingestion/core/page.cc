#include "services/ingestion/core/page.h"

#include <algorithm>
#include <limits>

#include "services/text/normalize.h"

namespace fazhi {
namespace {

constexpr uint32_t kLongestMeasured = 200;  // code points whose columns are counted

}  // namespace

void PageMap::Append(uint32_t length, uint32_t source, uint32_t source_length) {
  if (!runs_.empty() && length == source_length) {
    Run& last = runs_.back();
    if (last.length == last.source_length && last.source + last.source_length == source) {
      last.length += length;
      last.source_length += length;
      return;
    }
  }
  const uint32_t begin = runs_.empty() ? 0 : runs_.back().begin + runs_.back().length;
  runs_.push_back({begin, source, length, source_length});
}

const PageMap::Run& PageMap::Find(uint32_t at) const {
  const auto holds = [&](size_t run) {
    return run < runs_.size() && runs_[run].begin <= at && at - runs_[run].begin < runs_[run].length;
  };
  for (size_t step = 0; step < 3; ++step) {
    if (holds(last_ + step)) return runs_[last_ += step];
  }
  const auto above = std::upper_bound(runs_.begin(), runs_.end(), at,
                                      [](uint32_t a, const Run& run) { return a < run.begin; });
  last_ = static_cast<size_t>(std::max<std::ptrdiff_t>(above - runs_.begin() - 1, 0));
  return runs_[last_];
}

uint32_t PageMap::SourceBegin(uint32_t at) const {
  if (runs_.empty()) return at;
  const Run& run = Find(at);
  return run.length == run.source_length ? run.source + (at - run.begin) : run.source;
}

uint32_t PageMap::SourceEnd(uint32_t at) const {
  if (runs_.empty()) return at + 1;
  const Run& run = Find(at);
  return run.length == run.source_length ? run.source + (at - run.begin) + 1 : run.source + run.source_length;
}

void PageMap::AppendTo(SourceMapBuilder& out, uint32_t begin, uint32_t end, uint32_t clean_length) const {
  if (clean_length == 0) return;
  if (clean_length != end - begin || runs_.empty()) {
    const uint32_t source = SourceBegin(begin);
    out.Append(clean_length, source, SourceEnd(end - 1) - source);
    return;
  }
  while (begin < end) {
    const Run& run = Find(begin);
    const uint32_t offset = begin - run.begin;
    const uint32_t length = std::min(end - begin, run.length - offset);
    if (run.length == run.source_length) {
      out.Append(length, run.source + offset, length);
    } else {
      out.Append(length, run.source, run.source_length);
    }
    begin += length;
  }
}

bool MeasureLine(std::u32string_view text, uint32_t begin, uint32_t end, Line& line) {
  const CharTable& table = CharTable::Get();
  const auto blank = [&](char32_t c) {
    if (IsHan(c) || (c > 0x20 && c < 0x7F)) return false;
    const CharFate fate = table.Fate(c);
    return fate == CharFate::kSpace || fate == CharFate::kDropped;
  };
  uint32_t indent = 0;
  while (begin < end && blank(text[begin])) indent += ColumnsOf(text[begin++]);
  while (end > begin && blank(text[end - 1])) --end;
  if (begin == end) return false;
  uint32_t width = 0;
  for (const char32_t c : text.substr(begin, std::min<uint32_t>(end - begin, kLongestMeasured)))
    width += ColumnsOf(c);
  line.begin = begin;
  line.end = end;
  line.indent = static_cast<uint8_t>(std::min<uint32_t>(indent, std::numeric_limits<uint8_t>::max()));
  line.width =
      static_cast<uint16_t>(std::min<uint32_t>(indent + width, std::numeric_limits<uint16_t>::max()));
  return true;
}

}  // namespace fazhi
