#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

#include "absl/container/flat_hash_map.h"
#include "services/segmentation/core/char_class.h"
#include "services/segmentation/core/headings.h"

namespace fazhi::segmentation {
namespace {

constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();
constexpr uint32_t kMaxGap = 2;  // numbers that may be missing inside a line
constexpr int kSuccessorSteps = 4;
constexpr uint32_t kMaxFirstClause = 25;

enum class Place : uint8_t {
  kLineStart,
  kAfterStop,
  kAfterColon,
  kAfterSemicolon,
  kAfterSpace,
  kBehindWord,
  kAfterHeading
};

struct Candidate {
  uint32_t pos = 0;
  Numbering number;
  Place place = Place::kLineStart;
  uint32_t line = 0;
  uint32_t mark = 0;  // first mark at or behind `pos`
  // Index of the next candidate of the same kind, and of the next that begins a line before an outer kind
  // does; or kNone.
  uint32_t next_same = kNone;
  uint32_t next_line_start = kNone;
};

size_t KindIndex(NumberKind kind) { return static_cast<size_t>(kind); }

Place PlaceBehind(Mark::Kind kind) {
  switch (kind) {
    case Mark::Kind::kSentence:
      return Place::kAfterStop;
    case Mark::Kind::kColon:
      return Place::kAfterColon;
    case Mark::Kind::kSemicolon:
      return Place::kAfterSemicolon;
    case Mark::Kind::kSpace:
      return Place::kAfterSpace;
    default:
      return Place::kBehindWord;
  }
}

class Finder {
 public:
  explicit Finder(const Lines& lines) : in_(lines), text_(lines.text) {}

  std::vector<Heading> Find() {
    Collect();
    Link();
    ChooseStyles();
    for (uint32_t i = 0; i < candidates_.size(); ++i) {
      const Candidate& candidate = candidates_[i];
      if (candidate.pos < cursor_) continue;
      Consider(candidate);
    }
    AddCountingWords();
    return std::move(headings_);
  }

 private:
  void Collect() {
    std::vector<size_t> decimals;
    for (uint32_t l = 0; l < in_.lines.size(); ++l) {
      const Line& line = in_.lines[l];
      if (line.begin == line.end || !line.may_head) continue;
      uint32_t tried = kNone;
      const auto attempt = [&](uint32_t pos, Place place, uint32_t mark) {
        while (pos < line.end && IsSpace(text_[pos])) ++pos;
        if (pos >= line.end || pos == tried) return;
        const std::u32string_view words = text_.substr(pos, std::min<uint32_t>(16, line.end - pos));
        Numbering number = ParseNumbering(words);
        if (!number.found() && place == Place::kLineStart && IsDigit(words.front())) {
          number = ParseDecimalNumbering(words);
          if (number.found()) decimals.push_back(candidates_.size());
        }
        if (!number.found()) return;
        tried = pos;
        candidates_.push_back({pos, number, place, l, mark, kNone, kNone});
      };
      attempt(line.begin, Place::kLineStart, line.mark_begin);
      for (uint32_t m = line.mark_begin; m < line.mark_end; ++m) {
        const Mark& mark = in_.marks[m];
        if (mark.kind != Mark::Kind::kClause) attempt(mark.pos, PlaceBehind(mark.kind), m);
      }
    }
    DropLoneDecimals(decimals);
  }

  // 1.1加强学习 is a numbering where a line behind it begins with 1.2, or it goes on a list so
  // begun; 1.5万人次 is none.
  void DropLoneDecimals(const std::vector<size_t>& decimals) {
    absl::flat_hash_map<uint32_t, uint32_t> latest;  // by what stands above: the last number seen
    std::vector<bool> has_next(decimals.size());
    for (size_t i = decimals.size(); i-- > 0;) {
      const Numbering& number = candidates_[decimals[i]].number;
      uint32_t& next = latest[number.above];
      has_next[i] = next == number.ordinal + 1;
      next = number.ordinal;
    }
    latest.clear();
    for (size_t i = 0; i < decimals.size(); ++i) {
      Numbering& number = candidates_[decimals[i]].number;
      uint32_t& last = latest[number.above];
      if (number.ordinal == last + 1 && (last != 0 || has_next[i])) {
        last = number.ordinal;
      } else {
        number = {};
      }
    }
    const auto lone = [](const Candidate& candidate) { return !candidate.number.found(); };
    candidates_.erase(std::remove_if(candidates_.begin(), candidates_.end(), lone), candidates_.end());
  }

  void Link() {
    std::array<uint32_t, 16> same, line_start;
    same.fill(kNone);
    line_start.fill(kNone);
    for (auto i = static_cast<uint32_t>(candidates_.size()); i-- > 0;) {
      Candidate& candidate = candidates_[i];
      const size_t kind = KindIndex(candidate.number.kind);
      candidate.next_same = same[kind];
      candidate.next_line_start = line_start[kind];
      same[kind] = i;
      if (candidate.place == Place::kLineStart) {
        line_start[kind] = i;
        for (size_t k = kind + 1; k < line_start.size(); ++k) line_start[k] = kNone;
      }
    }
  }

  // Whether the numbers of a kind mostly stand before long sentences: then their headings have lost their
  // line breaks.
  void ChooseStyles() {
    std::array<int, 16> long_ones{}, all{};
    for (const Candidate& candidate : candidates_) {
      const Line& line = in_.lines[candidate.line];
      uint32_t m = candidate.mark;
      while (m < line.mark_end && m < candidate.mark + 8 &&
             (in_.marks[m].kind != Mark::Kind::kSentence || in_.marks[m].pos <= candidate.pos)) {
        ++m;
      }
      const bool found = m < line.mark_end && in_.marks[m].kind == Mark::Kind::kSentence;
      const uint32_t end = found ? in_.marks[m].pos : line.end;
      const size_t kind = KindIndex(candidate.number.kind);
      ++all[kind];
      begins_lines_[kind] |= candidate.place == Place::kLineStart;
      if (end - candidate.pos > 45) ++long_ones[kind];
    }
    for (size_t k = 0; k < prefer_glued_.size(); ++k)
      prefer_glued_[k] = all[k] > 0 && 2 * long_ones[k] >= all[k];
  }

  Extent Measure(const Candidate& candidate) const {
    const Line& line = in_.lines[candidate.line];
    ExtentQuery query;
    query.body = candidate.pos + candidate.number.length;
    query.kind = candidate.number.kind;
    query.mark = candidate.mark;
    query.at_line_start = candidate.place == Place::kLineStart;
    query.prefer_glued = prefer_glued_[KindIndex(candidate.number.kind)];
    return MeasureHeading(text_, line, in_.marks, query);
  }

  void Consider(const Candidate& candidate) {
    if (IsCountingWord(candidate.number.kind)) {
      words_.push_back(candidate);
      return;
    }
    const size_t kind = KindIndex(candidate.number.kind);
    const uint32_t n = candidate.number.ordinal;
    if (candidate.place == Place::kAfterSemicolon || !FitsSequence(candidate)) {
      refused_[kind] = n;
      return;
    }
    Extent extent = Measure(candidate);
    if (!extent.is_heading() && IsLostInText(candidate, extent)) extent = FirstClause(candidate);
    if (!extent.is_heading() || IsListEntry(candidate, extent)) {
      refused_[kind] = n;
      return;
    }
    Accept(candidate, extent);
    if (extent.child != 0) {
      Candidate child = candidate;
      child.pos = extent.child;
      child.number = ParseNumbering(text_.substr(child.pos, 16));
      child.place = Place::kAfterHeading;
      child.next_same = child.next_line_start = kNone;
      cursor_ = child.pos + 1;
      Consider(child);  // kinds only go deeper, so this ends after a few steps
    }
  }

  // The expected number of an outer kind that no line of this text begins with: a heading whose end cannot be
  // told.
  bool IsLostInText(const Candidate& candidate, const Extent& extent) const {
    if (candidate.place != Place::kAfterStop || candidate.number.kind > NumberKind::kChineseParen ||
        begins_lines_[KindIndex(candidate.number.kind)]) {
      return false;
    }
    return extent.type == Extent::Type::kText || !ParseNumbering(text_.substr(extent.resume, 16)).found();
  }

  // Its first clause, when that is no longer than headings are.
  Extent FirstClause(const Candidate& candidate) const {
    Extent extent;
    const uint32_t body = candidate.pos + candidate.number.length;
    for (uint32_t m = candidate.mark; m < in_.lines[candidate.line].mark_end; ++m) {
      const Mark& mark = in_.marks[m];
      if (mark.pos <= body || mark.kind == Mark::Kind::kSpace || mark.kind == Mark::Kind::kParen) continue;
      if (mark.kind != Mark::Kind::kClause || mark.pos - body > kMaxFirstClause) break;
      extent.type = Extent::Type::kGlued;
      extent.end = mark.pos - 1;
      extent.resume = mark.pos;
      extent.length = extent.end - body;
      break;
    }
    return extent;
  }

  bool FitsSequence(const Candidate& candidate) const {
    if (candidate.place == Place::kLineStart || candidate.place == Place::kAfterHeading) return true;
    const size_t kind = KindIndex(candidate.number.kind);
    const uint32_t n = candidate.number.ordinal;
    if (candidate.place == Place::kBehindWord)
      return false;  // 第(一)项, or text: only a heading may stand before it
    if (candidate.next_line_start != kNone && candidates_[candidate.next_line_start].number.ordinal <= n)
      return false;
    if (refused_[kind] != 0 && n == refused_[kind] + 1 && last_[kind] + 1 != n) return false;
    if (last_[kind] == 0) return n <= 1 + kMaxGap && HasSuccessor(candidate);
    if (n == last_[kind] + 1) return refused_[kind] + 1 != n || candidate.place == Place::kAfterStop;
    return candidate.place == Place::kAfterStop && n > last_[kind] && n <= last_[kind] + 1 + kMaxGap;
  }

  bool HasSuccessor(const Candidate& candidate) const {
    uint32_t next = candidate.next_same;
    for (int step = 0; step < kSuccessorSteps && next != kNone; ++step) {
      const uint32_t ordinal = candidates_[next].number.ordinal;
      if (ordinal <= candidate.number.ordinal) return false;
      if (ordinal <= candidate.number.ordinal + 1 + kMaxGap) return true;
      next = candidates_[next].next_same;
    }
    return false;
  }

  // A numbered sentence that is all there is under its number: an entry of a list, not the heading of
  // anything.
  bool IsListEntry(const Candidate& candidate, const Extent& extent) const {
    if (extent.child != 0 || extent.resume < in_.lines[candidate.line].end) return false;
    const size_t kind = KindIndex(candidate.number.kind);
    const bool last_of_list = refused_[kind] != 0 && candidate.number.ordinal == refused_[kind] + 1;
    if (!extent.stopped) {
      const char32_t last = text_[in_.lines[candidate.line].end - 1];
      if (last != U'。')
        return last_of_list && candidate.number.kind > NumberKind::kChinese && !HasOwnLines(candidate);
    } else if (text_[in_.lines[candidate.line].end - 1] == U':') {
      return false;
    }
    return !HasOwnLines(candidate);
  }

  // Whether the line below belongs to this heading: there is one, and it does not begin with a number of this
  // kind or outer.
  bool HasOwnLines(const Candidate& candidate) const {
    uint32_t next = candidate.line + 1;
    while (next < in_.lines.size() && in_.lines[next].begin == in_.lines[next].end) ++next;
    if (next >= in_.lines.size()) return false;
    const Line& line = in_.lines[next];
    if (line.end - line.begin < 15) return false;
    const auto at = std::lower_bound(candidates_.begin(), candidates_.end(), line.begin,
                                     [](const Candidate& one, uint32_t pos) { return one.pos < pos; });
    return at == candidates_.end() || at->line != next || at->place != Place::kLineStart ||
           at->number.kind > candidate.number.kind;
  }

  void Accept(const Candidate& candidate, const Extent& extent) {
    const size_t kind = KindIndex(candidate.number.kind);
    last_[kind] = candidate.number.ordinal;
    refused_[kind] = 0;
    for (size_t k = kind + 1; k < last_.size(); ++k) last_[k] = refused_[k] = 0;
    Add(candidate, extent);
    cursor_ = std::max(cursor_, extent.end);
  }

  void Add(const Candidate& candidate, const Extent& extent) {
    Heading heading;
    heading.begin = candidate.pos;
    heading.end = extent.end;
    heading.resume = extent.resume;
    heading.line = candidate.line;
    heading.number_length = candidate.number.length;
    heading.kind = candidate.number.kind;
    heading.ordinal = candidate.number.ordinal;
    heading.above = candidate.number.above;
    heading.run_in = extent.type != Extent::Type::kOwnLine || candidate.place != Place::kLineStart;
    headings_.push_back(heading);
  }

  // Groups of 一是 二是 … between two numbered headings.
  void AddCountingWords() {
    const size_t numbered = headings_.size();
    size_t h = 0;
    for (size_t i = 0; i < words_.size();) {
      while (h < numbered && headings_[h].begin <= words_[i].pos) ++h;
      const uint32_t scope_end = h < numbered ? headings_[h].begin : static_cast<uint32_t>(text_.size());
      size_t j = i;
      while (j < words_.size() && words_[j].pos < scope_end) ++j;
      AddGroups(i, j, scope_end);
      i = j;
    }
    std::inplace_merge(headings_.begin(), headings_.begin() + static_cast<std::ptrdiff_t>(numbered),
                       headings_.end(), [](const Heading& a, const Heading& b) { return a.begin < b.begin; });
  }

  void AddGroups(size_t from, size_t to, uint32_t scope_end) {
    for (size_t i = from; i < to;) {
      size_t j = i + 1;
      while (j < to && words_[j].number.kind == words_[i].number.kind &&
             words_[j].number.ordinal > words_[j - 1].number.ordinal) {
        ++j;
      }
      if (j - i >= 2) {
        for (size_t k = i; k < j; ++k) {
          AddWordHeading(words_[k], k + 1 < to ? words_[k + 1].pos : scope_end);
        }
      }
      i = j;
    }
  }

  void AddWordHeading(const Candidate& candidate, uint32_t region_end) {
    if (candidate.place == Place::kAfterSemicolon || candidate.place == Place::kBehindWord) return;
    const Extent extent = Measure(candidate);
    if (!extent.is_heading() || extent.child != 0) return;
    const Line& line = in_.lines[candidate.line];
    if (extent.resume < line.end) {
      if (extent.resume >= region_end) return;
    } else if (candidate.place == Place::kLineStart) {
      // On a line of its own: the lines below have to be its text.
      if (candidate.line + 1 >= in_.lines.size() || in_.lines[candidate.line + 1].begin >= region_end) return;
      if (!HasOwnLines(candidate)) return;
    } else {
      return;
    }
    Add(candidate, extent);
  }

  const Lines& in_;
  const std::u32string_view text_;
  std::vector<Candidate> candidates_;
  std::vector<Candidate> words_;
  std::vector<Heading> headings_;
  std::array<bool, 16> prefer_glued_{};
  std::array<bool, 16> begins_lines_{};  // some line begins with a number of the kind
  std::array<uint32_t, 16> last_{};      // the open list of each kind: its last number, 0 when none is open
  std::array<uint32_t, 16>
      refused_{};  // the last number of each kind that was no heading, since an outer one began
  uint32_t cursor_ = 0;
};

}  // namespace

std::vector<Heading> FindNumberedHeadings(const Lines& lines) { return Finder(lines).Find(); }

}  // namespace fazhi::segmentation
