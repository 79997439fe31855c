#include "services/ingestion/core/next_report.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "services/ingestion/core/identify_dates.h"
#include "services/ingestion/core/line_kinds.h"
#include "services/ingestion/core/page_lines.h"
#include "services/ingestion/core/page_rules.h"
#include "services/ingestion/core/unwrap.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi {
namespace {

constexpr size_t kLongestTitle = 90;
constexpr size_t kMostTitleLines = 4;
constexpr size_t kLongestBody = 30;         // code points of a body's name
constexpr size_t kSurroundings = 4;         // lines above and below a title
constexpr size_t kFirstHeadingWithin = 40;  // lines below a title
constexpr uint64_t kFewestText = 300;       // code points of a report without numbered headings
constexpr uint64_t kSamePercent = 80;       // of the text comes again

// What sort of text a title announces at its end.
enum class Sort { kNone, kReport, kPlan, kSpeech };

Sort SortOf(std::u32string_view title) {
  if (!title.empty() && title.back() == U')') title = title.substr(0, title.rfind(U'('));
  if (EndsWithOneOf(title, {U"报告", U"总结", U"汇报", U"年报", U"情况"})) return Sort::kReport;
  if (EndsWithOneOf(title, {U"要点", U"计划", U"方案", U"安排"})) return Sort::kPlan;
  if (EndsWithOneOf(title, {U"讲话", U"发言"})) return Sort::kSpeech;
  return Sort::kNone;
}

// The body or division that a title begins with, without 人民政府; empty when it names none.
std::u32string_view BodyOf(std::u32string_view title) {
  size_t end = 0;
  while (end < title.size() && end < kLongestBody && !IsDigit(title[end]) &&
         !YearAt(title, end).has_value() && !BeginsTitleWord(title, end))
    ++end;
  std::u32string_view body = title.substr(0, end);
  body.remove_suffix(EndLength(body, {U"人民政府", U"政府"}));
  const bool named = body.size() >= 2 && (EndsAsBody(body) || IsAnyOf(body.back(), U"省市区县州盟旗乡"));
  return named ? body : std::u32string_view();
}

bool IsAttachmentMark(std::u32string_view line) {
  constexpr size_t kLongest = 6;  // 附件12:
  return line.size() <= kLongest && StartsWith(line, U"附");
}

class Finder {
 public:
  Finder(const Page& page, size_t begin, size_t end, std::u32string_view title)
      : page_(page),
        begin_(begin),
        end_(end),
        title_(title),
        sort_(SortOf(title)),
        body_(BodyOf(title)),
        year_(FindYear(title)),
        last_sentence_(end) {
    while (last_sentence_ > begin_ && !IsSentence(page_.lines[last_sentence_ - 1])) --last_sentence_;
    if (last_sentence_ > 0) --last_sentence_;
  }

  std::optional<NextReport> Find() {
    // A notice, or a letter that goes with a report: what follows is what it is about.
    if (sort_ == Sort::kNone || ContainsOneOf(title_, {U"印发", U"转发", U"报送", U"上报", U"呈报"}))
      return std::nullopt;
    uint64_t text = 0;  // code points of running text so far
    bool counted = false;
    for (size_t i = begin_; i < end_; ++i) {
      const Line& line = page_.lines[i];
      if ((text >= kFewestText || counted) && MayEndTitle(i)) {
        if (std::optional<NextReport> next = ReportAt(i, counted)) return next;
      }
      text += line.size();
      counted |= StartsWith(page_.View(line), U"一、");
    }
    return std::nullopt;
  }

 private:
  bool IsSentence(const Line& line) const { return line.cell < 0 && Contains(page_.View(line), U'。'); }

  bool IsPlainLine(size_t i) const {
    const Line& line = page_.lines[i];
    return line.cell < 0 && !line.Has(Line::kRunning) && !line.Has(Line::kJoins) &&
           line.size() <= kLongestTitle;
  }

  // A look at the last character keeps nearly all lines from being read.
  bool MayEndTitle(size_t i) const {
    if (!IsPlainLine(i)) return false;
    size_t last = i;
    while (last + 1 < end_ && Continues(page_, last + 1)) ++last;
    const Line& line = page_.lines[last];
    return line.size() > 0 && IsAnyOf(page_.text[line.end - 1], U"告结結报報况況点點划劃案排话話言)）");
  }

  // The nearest line above that is not the printed page's; begin_ when there is none.
  size_t Above(size_t i) const {
    while (i > begin_) {
      --i;
      if (!Continues(page_, i)) return i;
    }
    return begin_;
  }

  std::optional<NextReport> ReportAt(size_t last, bool counted) {
    NextReport next;
    next.line = last;
    next.title = FoldedLine(page_, last);
    next.printed_title = PrintedLine(page_, last);
    if (SortOf(next.title) != sort_ || BeginsNumbered(next.title)) return std::nullopt;
    JoinTitle(next);
    if (TitleScore(next.title, U"") == 0 || !IsOnTheSame(next.title)) return std::nullopt;
    const size_t title_begin = next.line;
    TakeNumber(next.line);
    if (IsAttachmentMark(FoldedLine(page_, Above(next.line)))) return std::nullopt;
    if (last >= last_sentence_) return std::nullopt;
    if (next.title == title_) {
      next.same = ComesAgain(next.line);
      return next.same ? std::make_optional(next) : std::nullopt;
    }
    const bool again = counted && CountsFromOne(last + 1);
    if (!IsOther(next.title, again)) return std::nullopt;
    const bool surrounded = next.line != title_begin || SignedAbove(next.line) || AddressedBelow(last + 1);
    return again || surrounded ? std::make_optional(next) : std::nullopt;
  }

  // Whether the title is on what the first one is on: the rule of law, else what both end with
  // (政府工作报告).
  bool IsOnTheSame(std::u32string_view title) const {
    constexpr size_t kEnd = 4;
    if (NamesTopic(title_) || NamesTopic(title)) return NamesTopic(title_) && NamesTopic(title);
    return title_.size() >= kEnd && EndsWith(title, title_.substr(title_.size() - kEnd));
  }

  // Puts the lines that a title is broken into together, the first of which may be the body's name.
  void JoinTitle(NextReport& next) const {
    for (size_t lines = 1; lines < kMostTitleLines && next.line > begin_; ++lines) {
      const size_t above = Above(next.line);
      if (!IsPlainLine(above)) return;
      const std::u32string text = FoldedLine(page_, above);
      if (text.empty() || IsRunningText(text) || IsDate(text) || IsDocumentNumber(text) || IsAddressee(text))
        return;
      const bool begins = StartsWith(next.title, U"关于") && EndsAsBody(text);
      const bool broken = !NamesTopic(next.title) && NamesTopic(title_) && !IsSignature(text);
      if (!begins && !broken && !IsBodysPart(text, next.title)) return;
      next.line = above;
      next.title = text + next.title;
      next.printed_title = PrintedLine(page_, above) + next.printed_title;
    }
  }

  // Moves over the document number and what a page says above a title.
  void TakeNumber(size_t& first) const {
    for (size_t lines = 0; lines < kSurroundings && first > begin_; ++lines) {
      const size_t above = Above(first);
      if (!IsPlainLine(above)) return;
      const std::u32string text = FoldedLine(page_, above);
      const bool red_head = EndsWith(text, U"文件") && text.size() <= kLongestBody && !IsRunningText(text);
      if (!IsDocumentNumber(text) && !red_head && !FindLabel(text, 0, true).found) return;
      first = above;
    }
  }

  bool SignedAbove(size_t first) const {
    for (size_t lines = 0; lines < kSurroundings && first > begin_; ++lines) {
      first = Above(first);
      if (!IsPlainLine(first)) return false;
      const std::u32string text = FoldedLine(page_, first);
      if (IsSignature(text)) return true;
    }
    return false;
  }

  bool AddressedBelow(size_t i) const {
    for (size_t lines = 0; i < end_ && lines < kSurroundings; ++i) {
      if (Continues(page_, i)) continue;
      ++lines;
      if (IsPlainLine(i) && IsAddressee(FoldedLine(page_, i))) return true;
    }
    return false;
  }

  bool CountsFromOne(size_t i) const {
    for (size_t lines = 0; i < end_ && lines < kFirstHeadingWithin; ++i, ++lines) {
      const std::u32string_view text = page_.View(page_.lines[i]);
      if (StartsWith(text, U"一、")) return true;
      if (BeginsNumbered(text) && StartsWithOneOf(text, {U"二", U"三", U"四", U"五", U"六"})) return false;
    }
    return false;
  }

  // Whether the title is of another body or another year. Of a report whose title names no body the signature
  // may be anybody's: what `counts` its headings from one again behind a body's name is another.
  bool IsOther(std::u32string_view title, bool counts) const {
    const std::u32string_view body = BodyOf(title);
    if (!body.empty() && !body_.empty() && !EndsWith(body, body_) && !EndsWith(body_, body)) return true;
    if (!body.empty() && body_.empty() && counts) return true;
    const std::optional<YearMention> year = FindYear(title);
    return year.has_value() && year_.has_value() && year->year != year_->year;
  }

  // Whether most of the text from `first` on stands in the lines before it.
  bool ComesAgain(size_t first) {
    if (compared_) return false;  // once, so that a title on every line costs no more
    compared_ = true;
    absl::flat_hash_set<std::u32string_view> before;
    for (size_t i = 0; i < first; ++i) before.insert(page_.View(page_.lines[i]));
    uint64_t all = 0;
    uint64_t same = 0;
    for (size_t i = first; i < end_; ++i) {
      const std::u32string_view text = page_.View(page_.lines[i]);
      all += text.size();
      same += before.contains(text) ? text.size() : 0;
    }
    return same * 100 >= all * kSamePercent;
  }

  const Page& page_;
  size_t begin_;
  size_t end_;
  std::u32string_view title_;
  Sort sort_;
  std::u32string_view body_;
  std::optional<YearMention> year_;
  size_t last_sentence_;  // the last line that holds one
  bool compared_ = false;
};

}  // namespace

std::optional<NextReport> FindNextReport(const Page& page, size_t begin, size_t end,
                                         std::u32string_view title) {
  return Finder(page, begin, end, title).Find();
}

}  // namespace fazhi
