#include <algorithm>
#include <array>

#include "services/segmentation/core/char_class.h"
#include "services/segmentation/core/headings.h"
#include "services/segmentation/core/roles.h"

namespace fazhi::segmentation {
namespace {

constexpr uint32_t kMinHeading = 4;
constexpr uint32_t kMaxHeading = 30;        // on a line of its own, by its shape
constexpr uint32_t kMaxMarkedHeading = 70;  // on a line of its own, by the source's mark-up
constexpr uint32_t kMaxRunIn = 26;
constexpr uint32_t kMaxBoldPrefix = 60;
constexpr uint32_t kMinParagraph = 40;  // what stands below a heading
constexpr uint32_t kMinNamed = 4;       // the same, where the heading's words name a section of a report
constexpr uint32_t kMinRest = 20;       // what stands behind a run-in one
constexpr uint32_t kHintBold = 7;

class Finder {
 public:
  Finder(const Lines& lines, const v1::Report& report, const std::vector<Heading>& numbered)
      : in_(lines), text_(lines.text), report_(report), numbered_(numbered) {}

  std::vector<Heading> Find() {
    has_top_ = std::any_of(numbered_.begin(), numbered_.end(),
                           [](const Heading& heading) { return heading.kind <= NumberKind::kChinese; });
    size_t h = 0;
    for (uint32_t l = 0; l < in_.lines.size(); ++l) {
      const Line& line = in_.lines[l];
      const uint32_t previous_run = run_;
      run_ = 0;
      while (h < numbered_.size() && numbered_[h].begin < line.begin) ++h;
      if (line.begin == line.end || Kind(l) != v1::BLOCK_KIND_PARAGRAPH) continue;
      const uint32_t next = h < numbered_.size() ? numbered_[h].begin : line.end;
      if (next == line.begin) continue;
      below_ = h > 0;
      if (Consider(l, next)) continue;
      const uint32_t end = below_ ? RunInEnd(l) : 0;
      if (end == 0) continue;
      // The first of a run is only known to be one when the second is seen.
      run_ = previous_run + 1;
      if (run_ == 2) AddRunIn(l - 1, previous_end_);
      if (run_ >= 2) AddRunIn(l, end);
      previous_end_ = end;
    }
    std::sort(headings_.begin(), headings_.end(),
              [](const Heading& a, const Heading& b) { return a.begin < b.begin; });
    return std::move(headings_);
  }

 private:
  const v1::Block& Block(uint32_t l) const { return report_.blocks(static_cast<int>(in_.lines[l].block)); }
  v1::BlockKind Kind(uint32_t l) const { return Block(l).kind(); }

  // `next` is where the next numbered heading begins, if on this line.
  bool Consider(uint32_t l, uint32_t next) {
    const Line& line = in_.lines[l];
    const uint32_t hint = Block(l).heading_hint();
    const uint32_t length = line.end - line.begin;
    if (hint != 0 && hint < kHintBold && next >= line.end) {
      if (length > kMaxMarkedHeading || Mentions(line, Mark::Kind::kSemicolon) || !HasTextBelow(l, 1))
        return false;
      AddOwnLine(l, hint);
      return true;
    }
    const uint32_t bold = std::min(Block(l).bold_prefix(), line.end - Block(l).begin());
    if (bold != 0 && below_) {
      const uint32_t end = Block(l).begin() + bold;
      if (end > line.begin + kMinHeading && end - line.begin <= kMaxBoldPrefix &&
          end < std::min(line.end, next) && (IsStop(text_[end - 1]) || text_[end - 1] == U':')) {
        AddRunIn(l, end - 1);
        return true;
      }
    }
    if (next < line.end || !LooksLikeHeading(line)) return false;
    const bool named = NamesSection(line) && HeadsText(l);
    if (!named && (!below_ || !HasTextBelow(l, kMinParagraph) || !FollowsEnd(l))) return false;
    AddOwnLine(l, hint);
    return true;
  }

  bool LooksLikeHeading(const Line& line) const {
    const uint32_t length = line.end - line.begin;
    return length >= kMinHeading && length <= kMaxHeading && !Mentions(line, Mark::Kind::kSentence) &&
           !Mentions(line, Mark::Kind::kSemicolon) && !Mentions(line, Mark::Kind::kColon) && IsWordy(line);
  }

  // 主要做法, 【存在的问题】, where nothing numbered does it.
  bool NamesSection(const Line& line) const {
    if (has_top_) return false;
    const uint32_t bracket = IsBracketed(line) ? 1 : 0;
    const std::u32string_view words = text_.substr(line.begin + bracket, line.end - line.begin - 2 * bracket);
    return !RolesOfHeading(words, report_.year()).empty();
  }

  bool IsBracketed(const Line& line) const {
    return text_[line.begin] == U'【' && text_[line.end - 1] == U'】';
  }

  // A sentence stands below, or another heading with a paragraph below it.
  bool HeadsText(uint32_t l) const {
    const uint32_t next = NextLine(l);
    if (next >= in_.lines.size() || Kind(next) != v1::BLOCK_KIND_PARAGRAPH) return false;
    const Line& line = in_.lines[next];
    if (Mentions(line, Mark::Kind::kSentence)) return line.end - line.begin >= kMinNamed;
    return LooksLikeHeading(line) && !NamesSection(line) && HasTextBelow(next, kMinParagraph);
  }

  uint32_t NextLine(uint32_t l) const {
    uint32_t next = l + 1;
    while (next < in_.lines.size() && in_.lines[next].begin == in_.lines[next].end) ++next;
    return next;
  }

  bool Mentions(const Line& line, Mark::Kind kind) const {
    for (uint32_t m = line.mark_begin; m < line.mark_end; ++m) {
      if (in_.marks[m].kind == kind) return true;
    }
    return false;
  }

  // Words and no figures: nearly all Chinese characters, quotes, and a comma at most; a year may stand in it.
  bool IsWordy(const Line& line) const {
    uint32_t han = 0, commas = 0, digits = 0;
    for (uint32_t i = line.begin; i < line.end; ++i) {
      const char32_t c = text_[i];
      if (IsHan(c)) ++han;
      if (c == U',') ++commas;
      if (c == U'\t' || c == U'=' || c == U'@' || c == U'/' || c == U'%') return false;
      if (IsDigit(c)) ++digits;
    }
    const char32_t first = text_[line.begin];
    const char32_t last = text_[line.end - 1];
    if (!IsHan(first) && first != U'“' && !IsDigit(first) && !IsBracketed(line)) return false;
    if (last == U',' || last == U'、' || last == U'日') return false;
    const uint32_t length = line.end - line.begin - (IsBracketed(line) ? 2 : 0);
    return commas <= 1 && (digits == 0 || digits == 4) && (han + digits) * 10 >= length * 7;
  }

  // The next line is a paragraph of at least `length`.
  bool HasTextBelow(uint32_t l, uint32_t length) const {
    const uint32_t next = NextLine(l);
    if (next >= in_.lines.size() || Kind(next) != v1::BLOCK_KIND_PARAGRAPH) return false;
    const Line& line = in_.lines[next];
    if (line.end - line.begin < length) return false;
    return length < kMinParagraph || Mentions(line, Mark::Kind::kSentence);
  }

  // The line before ends something: a line without a stop that is no heading is more likely one half of a
  // sentence.
  bool FollowsEnd(uint32_t l) const {
    while (l > 0 && in_.lines[l - 1].begin == in_.lines[l - 1].end) --l;
    if (l == 0) return true;
    const Line& line = in_.lines[l - 1];
    if (Kind(l - 1) != v1::BLOCK_KIND_PARAGRAPH) return true;
    const char32_t last = text_[line.end - 1];
    if (IsStop(last) || IsClose(last) || last == U':' || last == U';') return true;
    const auto owner =
        std::upper_bound(numbered_.begin(), numbered_.end(), line.begin,
                         [](uint32_t at, const Heading& heading) { return at < heading.begin; });
    return owner != numbered_.begin() && std::prev(owner)->begin == line.begin && !std::prev(owner)->run_in;
  }

  // One past a short first sentence that may head its paragraph, its stop left out; 0 when it does not look
  // like one.
  uint32_t RunInEnd(uint32_t l) const {
    const Line& line = in_.lines[l];
    uint32_t commas = 0;
    for (uint32_t m = line.mark_begin; m < line.mark_end; ++m) {
      const Mark& mark = in_.marks[m];
      if (mark.kind == Mark::Kind::kSpace || mark.kind == Mark::Kind::kParen) continue;
      if (mark.kind == Mark::Kind::kClause && ++commas <= 1) continue;
      if (mark.kind != Mark::Kind::kSentence || text_[mark.pos - 1] != U'。') return 0;
      const uint32_t length = mark.pos - 1 - line.begin;
      if (length < kMinHeading || length > kMaxRunIn || line.end < mark.pos + kMinRest) return 0;
      for (uint32_t i = line.begin; i < mark.pos; ++i) {
        if (IsDigit(text_[i])) return 0;
      }
      return IsHan(text_[line.begin]) || text_[line.begin] == U'“' ? mark.pos - 1 : 0;
    }
    return 0;
  }

  void AddOwnLine(uint32_t l, uint32_t hint) {
    const Line& line = in_.lines[l];
    uint32_t end = line.end;
    while (end > line.begin + 1 && (text_[end - 1] == U'。' || text_[end - 1] == U':')) --end;
    headings_.push_back({line.begin, end, line.end, l, 0, NumberKind::kNone, 0, false, hint, 0});
  }

  void AddRunIn(uint32_t l, uint32_t end) {
    headings_.push_back({in_.lines[l].begin, end, end + 1, l, 0, NumberKind::kNone, 0, true, 0, 0});
  }

  const Lines& in_;
  const std::u32string_view text_;
  const v1::Report& report_;
  const std::vector<Heading>& numbered_;
  std::vector<Heading> headings_;
  bool has_top_ = false;  // there are headings of level 1 with a number
  bool below_ = false;    // some numbered heading stands above the line
  uint32_t run_ = 0;      // paragraphs in a row that begin with a short sentence
  uint32_t previous_end_ = 0;
};

}  // namespace

std::vector<Heading> FindUnnumberedHeadings(const Lines& lines, const v1::Report& report,
                                            const std::vector<Heading>& numbered) {
  return Finder(lines, report, numbered).Find();
}

void SetLevels(std::u32string_view text, uint32_t year, std::vector<Heading>& headings) {
  bool has_top = false, has_second = false, has_arabic = false;
  uint32_t top_hint = kHintBold, named_arabic = 0;
  std::array<bool, 8> hints{};
  for (const Heading& heading : headings) {
    has_top |= heading.kind <= NumberKind::kChinese;
    has_second |= heading.kind == NumberKind::kChineseParen;
    has_arabic |= heading.kind == NumberKind::kArabic;
    if (heading.kind == NumberKind::kNone && heading.hint != 0) {
      top_hint = std::min(top_hint, heading.hint);
      hints[heading.hint] = true;
    }
  }
  const auto names_role = [&](const Heading& heading) {
    const uint32_t begin = heading.begin + heading.number_length;
    return !RolesOfHeading(text.substr(begin, heading.end - begin), year).empty();
  };
  if (!has_top && !has_second) {
    for (const Heading& heading : headings) {
      if (heading.kind == NumberKind::kArabic && !heading.run_in && names_role(heading)) ++named_arabic;
    }
  }
  // A text that numbers its main parts 1. 2. has no deeper kind to keep level 1 for.
  const uint32_t shift = named_arabic >= 2 ? 2 : 0;

  uint32_t chapter = 0;  // levels that chapters take
  bool under_arabic = false;
  for (Heading& heading : headings) {
    switch (heading.kind) {
      case NumberKind::kChapter:
        chapter = heading.level = 1;
        break;
      case NumberKind::kChapterPart:
        heading.level = chapter == 0 ? 1 : 2;
        chapter = heading.level;
        break;
      case NumberKind::kChinese:
      case NumberKind::kChineseParen:
      case NumberKind::kArabic:
      case NumberKind::kArabicParen:
      case NumberKind::kCircled: {
        const auto depth =
            static_cast<uint32_t>(heading.kind) - static_cast<uint32_t>(NumberKind::kChinese) + 1;
        heading.level = chapter + depth - (heading.kind >= NumberKind::kArabic ? shift : 0);
        if (heading.above != 0) heading.level += (heading.above > 99 ? 1 : 0) - (has_arabic ? 0 : 2);
        break;
      }
      default:
        heading.level = chapter + (under_arabic ? 4 : 3);
        if (heading.kind == NumberKind::kNone && !has_top && !heading.run_in) {
          if (heading.hint != 0 && heading.hint < kHintBold) {
            uint32_t rank = 1;
            for (uint32_t hint = top_hint; hint < heading.hint; ++hint) rank += hints[hint] ? 1 : 0;
            heading.level = std::min<uint32_t>(rank, 3);
          } else if (names_role(heading)) {
            heading.level = 1;
          }
        }
        break;
    }
    if (heading.kind != NumberKind::kNone || heading.level < 3) {
      if (heading.kind <= NumberKind::kChineseParen || heading.level < 3) under_arabic = false;
      if (heading.kind == NumberKind::kArabic && shift == 0) under_arabic = true;
    }
  }
}

}  // namespace fazhi::segmentation
