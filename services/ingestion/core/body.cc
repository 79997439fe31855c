#include "services/ingestion/core/body.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "services/ingestion/core/html_tables.h"
#include "services/ingestion/core/identify_dates.h"
#include "services/ingestion/core/line_kinds.h"
#include "services/ingestion/core/page_lines.h"
#include "services/ingestion/core/page_rules.h"
#include "services/ingestion/core/unwrap.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr size_t kLongestTitleLines = 4;  // lines that a title is broken into
constexpr int kTitleScore = 3;
constexpr size_t kNumberBeforeTitle = 6;  // lines between the document number and the title
constexpr size_t kAddresseeWithin = 3;    // lines of running text
constexpr size_t kMostHeadLines = 500;    // before the first running text, metadata aside
constexpr size_t kMostSignatures = 12;
constexpr size_t kLongestValue = 60;     // of a label on a line of its own, where it looks like running text
constexpr size_t kLongestBelow = 60;     // code points of a page's line below the signature
constexpr size_t kStampWithin = 8;       // lines below the title
constexpr size_t kStampAbove = 3;        // lines from a stamp down to the title
constexpr size_t kLongestPointer = 160;  // code points of a page that only says where the report is
constexpr uint32_t kCopiedLine = 20;     // code points of the line that a second copy is known by
constexpr uint64_t kFewestCopied = 100;  // code points; a sentence may come again
constexpr uint64_t kCopiedPercent = 80;  // of the text comes again in a second copy
constexpr size_t kFewestLinks = 4;       // of a list of pages

class BodySelector {
 public:
  BodySelector(Page& page, std::u32string_view title_hint) : page_(page), end_(page.content_end) {
    titles_ = ToCodePoints(page.metadata.page_title) + U"\n" + ToCodePoints(page.metadata.article_title) +
              U"\n" + std::u32string(title_hint);
    FoldTraditional(titles_);
  }

  Body Select() {
    ReadHead();
    FindTitle();
    TakeStamp();
    if (page_.web) CutCopy();
    CutNextReport();
    FindEnd();
    PlanHead();
    PlanRest();
    const std::optional<std::u32string> said = ShortText();
    if (page_.web && said.has_value() && SaysMissing(title_ + *said)) return {{}, {}, true};
    if (IsList() || (said.has_value() && OnlyPoints(*said))) return {};
    MarkSignatures();
    return {std::move(plan_), std::move(next_)};
  }

 private:
  // A line before the first running text that may belong to the report.
  struct HeadLine {
    size_t line;
    size_t ordinal;  // of all lines seen, so that neighbours differ by one
    bool number;
    bool inside;
    std::u32string text;
  };

  // A line that says when the page came out.
  struct Stamp {
    size_t ordinal;
    PageMetadata said;
  };

  const Line& At(size_t i) const { return page_.lines[i]; }
  bool Continues(size_t i) const { return fazhi::Continues(page_, i); }

  std::u32string Text(size_t i) {
    std::u32string text = PrintedLine(page_, i);
    traditional_ |= FoldTraditional(text);
    return text;
  }

  bool IsLinks(size_t i) const { return At(i).heading == 0 && At(i).links * 2 > At(i).size(); }

  // Whether the line can be what a label on the line before announces.
  bool IsValue(size_t i, const std::u32string& text, const Label& label) const {
    if (At(i).heading != 0 || (text.size() > kLongestValue && IsRunningText(text))) return false;
    if (IsAddressee(text) || (IsDocumentNumber(text) && label.field != &PageMetadata::document_number))
      return false;
    return label.field == &PageMetadata::article_title || TitleScore(text, titles_) < kTitleScore + 3;
  }

  // Whether the line is part of the page and not of the report; takes what it says into the metadata.
  bool TakesMetadata(size_t i, const std::u32string& text) {
    if (!traditional_) return ReadsMetadata(i, text);
    const PageMetadata before = page_.metadata;
    const bool reads = ReadsMetadata(i, text);
    SayAsPrinted(i, text, before, page_.metadata);
    return reads;
  }

  // Puts the characters that the line is printed in into the fields that were read out of its folded text.
  void SayAsPrinted(size_t i, const std::u32string& text, const PageMetadata& before,
                    PageMetadata& said) const {
    const std::u32string printed = PrintedLine(page_, i);
    for (const auto field :
         {&PageMetadata::article_title, &PageMetadata::site_name, &PageMetadata::column,
          &PageMetadata::issuer, &PageMetadata::source, &PageMetadata::sponsor,
          &PageMetadata::document_number, &PageMetadata::published, &PageMetadata::issued}) {
      if (said.*field == before.*field) continue;
      const std::u32string value = ToCodePoints(said.*field);
      const size_t at = text.find(value);
      if (at != std::u32string::npos) said.*field = ToUtf8(printed.data() + at, value.size());
    }
  }

  bool ReadsMetadata(size_t i, const std::u32string& text) {
    PageMetadata& metadata = page_.metadata;
    const Label label = FindLabel(text, 0, true);
    if (label.found && label.value >= text.size()) {
      // Where values stand behind their colons, a colon with nothing behind it says nothing.
      pending_ = label.colon && inline_values_ && At(i).cell < 0 ? Label() : label;
      return true;
    }
    const Label pending = std::exchange(pending_, Label());
    if (ReadLabelled(text, metadata)) {
      inline_values_ = true;
      return true;
    }
    if (pending.found && IsValue(i, text, pending)) {
      SetField(pending.field, text, metadata);
      return true;
    }
    if (ReadBreadcrumb(text, metadata) || IsButtons(text) || IsFooter(text)) return true;
    if (IsSiteName(text)) {
      SetField(&PageMetadata::site_name, text, metadata);
      return true;
    }
    return IsLinks(i);
  }

  void ReadHead() {
    stop_ = page_.content_end;
    size_t ordinal = 0;
    for (size_t i = 0; i < page_.content_end; ++i, ++ordinal) {
      if (Continues(i)) continue;
      const bool inside = i >= page_.content_begin;
      if (!inside && (At(i).size() > kLongestLine || heads_.size() >= kMostHeadLines)) continue;
      std::u32string text = Text(i);
      if (TakesMetadata(i, text)) {
        NoteUnlabelledDay(ordinal, text);
        continue;
      }
      if (At(i).cell < 0 && At(i).heading == 0) {
        PageMetadata said;
        if (ReadStamp(text, page_.metadata, said)) {
          if (traditional_) SayAsPrinted(i, text, PageMetadata(), said);
          if (stamps_.size() < kMostHeadLines) stamps_.push_back({ordinal, std::move(said)});
          continue;
        }
      }
      if (At(i).Has(Line::kChrome) && At(i).heading == 0) continue;
      if (inside && (StopsHead(i, text) || heads_.size() >= kMostHeadLines)) {
        stop_ = i;
        return;
      }
      heads_.push_back({i, ordinal, IsDocumentNumber(text), inside, std::move(text)});
    }
  }

  // 来源:县司法局编辑:张三2024-03-28: a day at the end, behind other labels' values.
  void NoteUnlabelledDay(size_t ordinal, const std::u32string& text) {
    const std::optional<DateMention> date = FindDate(text);
    if (!date.has_value() || date->end != text.size() || !IsDigit(text.back())) return;
    PageMetadata said;
    ReadLabelled(text, said);
    if (!said.published.empty() || !said.issued.empty()) return;
    said.published = date->Iso();
    if (stamps_.size() < kMostHeadLines) stamps_.push_back({ordinal, std::move(said)});
  }

  bool StopsHead(size_t i, const std::u32string& text) const {
    if (At(i).cell >= 0 || IsAddressee(text)) return true;
    if (Contains(titles_, text) && text.size() >= 8) return false;
    if (IsRunningText(text)) return true;
    return BeginsNumbered(text) && TitleScore(text, titles_) < kTitleScore + 3;
  }

  // 报告, that a title broken over two lines ends with.
  static bool IsTitleRest(std::u32string_view line) {
    constexpr size_t kMostRest = 4;
    return line.size() <= kMostRest &&
           EndsWithOneOf(line, {U"报告", U"总结", U"要点", U"计划", U"讲话", U"通知"});
  }

  int Score(size_t first, size_t count, std::u32string& joined) const {
    joined.clear();
    int bonus = 0;
    for (size_t k = first; k < first + count; ++k) {
      const Line& line = At(heads_[k].line);
      if (k > first) {
        const std::u32string_view next = heads_[k].text;
        const bool seam =
            StartsWithOneOf(next, {U"关于", U"印发", U"的", U"——", U"及", U"暨", U"和", U"以及"}) ||
            EndsWith(joined, U"关于") || IsTitleRest(next) ||
            (k == first + 1 && !Contains(next, joined) && IsBodysPart(joined, next));
        bonus += seam ? 1 : -1;
      } else {
        bonus += line.heading == 1 ? 3 : line.heading > 1 && line.heading < 4 ? 1 : 0;
        bonus += line.Has(Line::kCentered) || line.bold == line.size() ? 1 : 0;
      }
      joined += heads_[k].text;
    }
    const int score = TitleScore(joined, titles_);
    if (score == 0) return 0;
    if (joined.size() >= 6 && article_title_ == joined) bonus += 4;
    return score + bonus;
  }

  // Sets title_first_ and title_count_, indices into heads_.
  void FindTitle() {
    int best = kTitleScore - 1;
    std::u32string joined;
    article_title_ = ToCodePoints(page_.metadata.article_title);
    FoldTraditional(article_title_);
    for (size_t first = 0; first < heads_.size(); ++first) {
      for (size_t count = 1; count <= kLongestTitleLines && first + count <= heads_.size(); ++count) {
        const HeadLine& last = heads_[first + count - 1];
        if (last.number) break;
        if (count > 1 && last.ordinal != heads_[first + count - 2].ordinal + 1) break;
        if (count > 1 && At(last.line).apart) break;
        const int score = Score(first, count, joined);
        const bool later = score == best && !heads_[first].inside && title_count_ > 0;
        if (score <= best && !later) continue;
        best = score;
        title_first_ = first;
        title_count_ = count;
      }
    }
    if (title_count_ == 0) TakeLastHead();
    for (size_t k = title_first_; k < title_first_ + title_count_; ++k) {
      title_ += heads_[k].text;
      page_.metadata.heading += ToUtf8(traditional_ ? PrintedLine(page_, heads_[k].line) : heads_[k].text);
    }
  }

  // The last line above the text stands for a title where none looks like one.
  void TakeLastHead() {
    if (heads_.empty()) return;
    const HeadLine& last = heads_.back();
    if (!last.inside || last.number || last.text.size() < 5 || last.text.size() > 60 || IsDate(last.text))
      return;
    if (last.text[0] == U'(' || stop_ >= page_.content_end) return;
    title_first_ = heads_.size() - 1;
    title_count_ = 1;
  }

  // Lists beside the report have dates too: only what stands right below the title is said of it.
  void TakeStamp() {
    if (title_count_ == 0) return;
    // Pages put the line between their own title and the report's.
    size_t title = heads_[title_first_ + title_count_ - 1].ordinal;
    for (const HeadLine& head : heads_) {
      if (head.text == heads_[title_first_].text) title = std::min(title, head.ordinal);
    }
    const auto below = std::find_if(stamps_.begin(), stamps_.end(),
                                    [&](const Stamp& stamp) { return stamp.ordinal >= title; });
    const bool stands = below != stamps_.end() && below->ordinal <= title + kStampWithin;
    // A text that begins with its day: nothing but what the page says of it stands above the title.
    const bool leads = !stands && std::distance(stamps_.begin(), below) == 1 &&
                       heads_.front().ordinal >= title && stamps_.front().ordinal + kStampAbove >= title;
    if (!stands && !leads) return;
    const PageMetadata& said = stands ? below->said : stamps_.front().said;
    for (const auto field : {&PageMetadata::published, &PageMetadata::source, &PageMetadata::issuer})
      SetField(field, ToCodePoints(said.*field), page_.metadata);
  }

  // Ends the report before a second copy of it, which pages hold for narrow screens or printers.
  void CutCopy() {
    size_t first = stop_;
    while (first < end_ && (At(first).size() < kCopiedLine || At(first).cell >= 0)) ++first;
    size_t again = first + 1;
    while (again < end_ &&
           (At(again).size() != At(first).size() || page_.View(At(again)) != page_.View(At(first))))
      ++again;
    if (again >= end_) return;
    // Title, number, addressee: they come again with the copy.
    absl::flat_hash_set<std::u32string_view> above;
    for (size_t i = 0; i < first; ++i) above.insert(page_.View(At(i)));
    absl::flat_hash_set<std::u32string_view> copy = above;
    for (size_t i = again; i < end_; ++i) copy.insert(page_.View(At(i)));
    uint64_t copied = 0;
    uint64_t all = 0;
    uint64_t behind = 0;
    for (size_t i = again; i < end_; ++i) behind += At(i).size();
    for (size_t i = first; i < again; ++i) {
      all += At(i).size();
      copied += copy.contains(page_.View(At(i))) ? At(i).size() : 0;
    }
    if (all < kFewestCopied || behind > 2 * all || copied * 100 < all * kCopiedPercent) return;
    end_ = again;
    while (end_ > first + 1 && above.contains(page_.View(At(end_ - 1)))) --end_;
  }

  // Ends the report before another one.
  void CutNextReport() {
    if (title_count_ == 0) return;
    next_ = FindNextReport(page_, stop_, end_, title_);
    if (next_.has_value()) end_ = next_->line;
  }

  void FindEnd() {
    uint64_t total = 0;
    for (size_t i = stop_; i < end_; ++i) total += At(i).size();
    const uint64_t tail = std::max<uint64_t>(total * 15 / 100, 300);
    uint64_t after = 0;
    for (size_t i = end_; i-- > stop_;) {
      after += At(i).size();
      if (after > tail && i + 1 < page_.content_end) break;
      if (At(i).size() > kLongestLine || At(i).cell >= 0 || Continues(i)) continue;
      const std::u32string text = Text(i);
      const bool trailing = i + 1 == end_ && At(i).Has(Line::kChrome) && At(i).heading == 0;
      if (trailing || IsFooter(text)) end_ = i;
    }
    while (end_ > stop_) {
      const size_t i = end_ - 1;
      if (At(i).cell >= 0) break;
      if (!Continues(i) && !TakesMetadataBelow(i)) break;
      if (At(i).Has(Line::kJoins)) break;
      end_ = i;
    }
    if (page_.web) CutBelowSignature();
    if (end_ == page_.content_end) {
      while (end_ < page_.lines.size() && !At(end_).Has(Line::kChrome) && !IsLinks(end_) &&
             At(end_).cell < 0) {
        const std::u32string text = Text(end_);
        if (!IsSignature(text) || IsAttachmentHead(text) || IsFooter(text) || FindLabel(text, 0, true).found)
          break;
        ++end_;
      }
    }
    pending_ = Label();
    // What another report says of itself is not said of this one.
    for (size_t i = next_.has_value() ? page_.content_end : end_; i < page_.lines.size(); ++i) {
      if (At(i).size() > kLongestLine || Continues(i)) continue;
      TakesMetadata(i, Text(i));
    }
  }

  // Short lines below who signed and when are the page's, but for notes (附件:…, 抄送…, 联系人…).
  void CutBelowSignature() {
    size_t date = end_;
    for (size_t i = end_; i-- > stop_ + 1;) {
      if (At(i).cell >= 0 || Continues(i) || At(i).size() > kLongestBelow) return;
      const std::u32string text = Text(i);
      if (EndsWith(text, U"。")) return;
      if (!IsDate(text)) continue;
      date = i;
      break;
    }
    if (date == end_ || !IsSignature(Text(date - 1))) return;
    size_t end = date + 1;
    for (size_t i = end; i < end_; ++i) {
      const std::u32string text = Text(i);
      // 受理案件33件 is the report's; 已有123人浏览 is the page's.
      const bool visits = ContainsOneOf(text, {U"浏览", U"阅读", U"点击", U"访问", U"下载"});
      const bool figure = !text.empty() && IsHan(text.back()) && HoldsQuantity(text) && !visits;
      if (StartsWith(text, U"附") || figure) return;
      if (IsSignature(text) && end == i) end = i + 1;
    }
    end_ = end;
  }

  bool TakesMetadataBelow(size_t i) {
    if (At(i).size() > kLongestLine) return false;
    const std::u32string text = Text(i);
    return FindLabel(text, 0, true).found || IsButtons(text) || IsLinks(i) || IsSiteName(text) ||
           IsAttachmentHead(text);
  }

  void Add(size_t i, v1::BlockKind kind) {
    plan_.push_back({static_cast<uint32_t>(i), kind, false});
    for (size_t next = i + 1; next < end_ && Continues(next); ++next) {
      if (At(next).Has(Line::kJoins)) plan_.push_back({static_cast<uint32_t>(next), kind, true});
    }
  }

  void PlanHead() {
    const size_t title_end = title_first_ + title_count_;
    for (size_t k = 0; k < heads_.size(); ++k) {
      const HeadLine& head = heads_[k];
      const bool before = title_count_ > 0 && k < title_first_;
      if (title_count_ > 0 && k >= title_first_ && k < title_end) {
        Add(head.line, v1::BLOCK_KIND_TITLE);
      } else if (!head.inside) {
        continue;
      } else if (head.number) {
        if (before && heads_[title_first_].ordinal - head.ordinal > kNumberBeforeTitle) continue;
        Add(head.line, v1::BLOCK_KIND_DOCUMENT_NUMBER);
      } else if (!before && head.text != title_) {
        Add(head.line, v1::BLOCK_KIND_PARAGRAPH);
      }
    }
  }

  void PlanRest() {
    plan_.reserve(plan_.size() + (end_ > stop_ ? end_ - stop_ : 0));
    bool seek_addressee = true;
    for (size_t i = stop_; i < end_; ++i) {
      if (i >= stop_ + kAddresseeWithin) seek_addressee = false;
      const Line& line = At(i);
      if (Continues(i) || (line.Has(Line::kChrome) && line.heading == 0)) continue;
      v1::BlockKind kind = v1::BLOCK_KIND_PARAGRAPH;
      if (line.cell >= 0) {
        kind = v1::BLOCK_KIND_TABLE_ROW;
      } else if (line.Has(Line::kCaption)) {
        kind = v1::BLOCK_KIND_CAPTION;
      } else if (seek_addressee && line.size() < 200 && IsAddressee(Text(i))) {
        kind = v1::BLOCK_KIND_ADDRESSEE;
        seek_addressee = false;
      } else if (line.Has(Line::kRight) && line.size() < 60 && IsSignature(Text(i))) {
        kind = v1::BLOCK_KIND_SIGNATURE;
      }
      Add(i, kind);
    }
  }

  // Whether what is left are links to reports, each with how it begins perhaps.
  bool IsList() const {
    size_t links = 0;
    for (const BodyLine& line : plan_) links += At(line.line).cell < 0 && IsLinks(line.line);
    if (links < kFewestLinks || links * 3 < plan_.size()) return false;
    // Headings that are linked, and a report below them; how a report begins is cut off.
    return std::none_of(plan_.begin(), plan_.end(), [&](const BodyLine& line) {
      const std::u32string_view text = page_.View(At(line.line));
      return line.kind != v1::BLOCK_KIND_TITLE && !IsLinks(line.line) && HoldsQuantity(text) &&
             !EndsWithOneOf(text, {U"...", U"…"});
    });
  }

  // All that the page says but its title and who signed, unless that is a report's length.
  std::optional<std::u32string> ShortText() const {
    std::u32string said;
    for (const BodyLine& line : plan_) {
      if (line.kind == v1::BLOCK_KIND_TITLE) continue;
      std::u32string text = NormalizeLine(page_.View(At(line.line)).substr(0, kLongestLine));
      FoldTraditional(text);
      if (!IsSignature(text)) said += text;
      if (said.size() > kLongestPointer) return std::nullopt;
    }
    return said;
  }

  void MarkSignatures() {
    size_t marked = 0;
    for (size_t k = plan_.size(); k-- > 0 && marked < kMostSignatures;) {
      BodyLine& line = plan_[k];
      if (line.joins) continue;
      if (line.kind != v1::BLOCK_KIND_PARAGRAPH && line.kind != v1::BLOCK_KIND_SIGNATURE) return;
      if (At(line.line).size() > kLongestLine || !IsSignature(Text(line.line))) return;
      for (size_t part = k; part == k || (part < plan_.size() && plan_[part].joins); ++part) {
        plan_[part].kind = v1::BLOCK_KIND_SIGNATURE;
      }
      ++marked;
    }
  }

  Page& page_;
  std::u32string titles_;
  std::vector<HeadLine> heads_;
  std::vector<Stamp> stamps_;
  Label pending_;               // a label that waits for its value
  bool inline_values_ = false;  // labels of this page have their values behind them
  size_t stop_ = 0;             // the first line of running text, a heading or an addressee
  size_t end_;                  // one past the last line of the report
  size_t title_first_ = 0;
  size_t title_count_ = 0;
  std::u32string title_;  // the lines of the title put together
  std::u32string article_title_;
  bool traditional_ = false;  // a line that was looked at holds traditional characters
  std::vector<BodyLine> plan_;
  std::optional<NextReport> next_;
};

}  // namespace

Body SelectBody(Page& page, std::u32string_view title_hint) {
  return BodySelector(page, title_hint).Select();
}

}  // namespace fazhi
