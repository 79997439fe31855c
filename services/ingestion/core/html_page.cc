#include "services/ingestion/core/html_page.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/base/status_macros.h"
#include "services/ingestion/core/html_look.h"
#include "services/ingestion/core/html_tables.h"
#include "services/ingestion/core/html_text.h"
#include "services/ingestion/core/html_tree.h"
#include "services/ingestion/core/page_rules.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr size_t kRunningText = 20;       // code points that a line of running text has at least
constexpr uint64_t kContentPercent = 80;  // of the running text is in the element that is the content
constexpr size_t kMostReferences = 3;     // files or frames that are named
constexpr size_t kLongestReference = 300;
// Code points of running text: a page with less may hide its report until a script shows it, and then hides
// at least so much.
constexpr uint64_t kLittleText = 200;
constexpr uint64_t kHiddenReport = 200;

// The attribute in which the element refers to another document, or null.
const char* ReferenceOf(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
      return "href";
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_FRAME:
    case GUMBO_TAG_EMBED:
      return "src";
    case GUMBO_TAG_OBJECT:
      return "data";
    default:
      return nullptr;
  }
}

bool IsAsciiSpace(char32_t c) { return c == U' ' || (c >= 0x9 && c <= 0xD); }

class HtmlReader {
 public:
  // `hidden`: what is hidden is read as well.
  HtmlReader(absl::string_view utf8, bool hidden) : utf8_(utf8), index_(utf8), hidden_(hidden) {}

  Page Read(const GumboNode* document) {
    page_.web = true;
    data_tables_ = FindDataTables(document);
    Walk(document);
    EndLine();
    if (disordered_) Reorder();
    IgnoreUntrueChrome();
    ChooseContent();
    WidenLabels(page_);
    MarkHeadRows(page_);
    return std::move(page_);
  }

  // Of the last Read.
  bool met_hidden() const { return met_hidden_; }
  uint64_t running_text() const { return running_text_; }

 private:
  struct Frame {
    const GumboNode* node;
    unsigned next;
    Look look;
    int32_t container;
    bool block;
    bool table;  // a table of data
    bool cell;
  };
  struct Container {
    uint32_t first, last;  // lines
  };

  void Walk(const GumboNode* document) {
    std::vector<Frame> stack;
    stack.push_back({document, 0, Look(), -1, true, false, false});
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const GumboVector& children = frame.node->type == GUMBO_NODE_DOCUMENT ? frame.node->v.document.children
                                                                            : frame.node->v.element.children;
      if (frame.next == children.length) {
        Leave(frame);
        stack.pop_back();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children.data[frame.next++]);
      if (child->type == GUMBO_NODE_ELEMENT) {
        Enter(child, frame.look, stack);
      } else if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE ||
                 child->type == GUMBO_NODE_CDATA) {
        AddText(child->v.text, frame.look);
      }
    }
  }

  // `look` is the parent's; `stack` may be grown.
  void Enter(const GumboNode* node, Look look, std::vector<Frame>& stack) {
    const GumboElement& element = node->v.element;
    if (element.tag == GUMBO_TAG_HEAD) ReadHead(node, page_.metadata);
    NoteReference(element);
    const bool hides = element.tag == GUMBO_TAG_NOSCRIPT;
    const Layout layout = hides && hidden_ ? Layout::kBlock : LayoutOf(element.tag);
    if (layout == Layout::kSkip) {
      met_hidden_ = met_hidden_ || hides;
      SkipTables(node);
      return;
    }
    if (element.tag == GUMBO_TAG_SUP && IsNoteMark(node)) {
      SkipTables(node);
      return;
    }
    if (layout == Layout::kBreak) {
      EndLine();
      blank_ = blank_ || !content_since_break_;
      content_since_break_ = false;
      return;
    }
    const bool block = layout == Layout::kBlock;
    if (block) {
      EndLine();
      if (element.tag == GUMBO_TAG_P || element.tag == GUMBO_TAG_DIV || element.tag == GUMBO_TAG_TD)
        look.indented = false;
    }
    ApplyTag(element.tag, look);
    bool shown = ReadAttributes(element, look);
    met_hidden_ = met_hidden_ || !shown;
    shown = shown || hidden_;
    bool table = false;
    bool cell = false;
    if (element.tag == GUMBO_TAG_TABLE) {
      table = tables_ < data_tables_.size() && data_tables_[tables_] && shown;
      ++tables_;
      if (table) {
        in_table_ = true;
        grid_ = TableGrid();
        table_ = page_.tables++;
      }
    } else if (in_table_ && element.tag == GUMBO_TAG_TR) {
      grid_.BeginRow();
    } else if (in_table_ && element.tag == GUMBO_TAG_CAPTION) {
      look.caption = true;
    } else if (in_table_ && (element.tag == GUMBO_TAG_TD || element.tag == GUMBO_TAG_TH)) {
      Cell made;
      made.table = table_;
      made.head = element.tag == GUMBO_TAG_TH;
      grid_.Place(NumberAttribute(element, "colspan"), NumberAttribute(element, "rowspan"), made);
      cell_ = static_cast<int32_t>(page_.cells.size());
      page_.cells.push_back(made);
      cell = true;
    }
    if (!shown) {
      SkipTables(node);
      if (cell) cell_ = -1;
      return;
    }
    int32_t container = -1;
    if (IsContainer(element.tag) && !in_table_) {
      container = static_cast<int32_t>(containers_.size());
      containers_.push_back({static_cast<uint32_t>(page_.lines.size()), 0});
    }
    stack.push_back({node, 0, look, container, block, table, cell});
  }

  // 33<sup>1</sup>件, 33<sup>[1]</sup>件: the number of a note, and no digit of what stands before it.
  // m<sup>2</sup>, 米<sup>2</sup> and ×10<sup>4</sup> are none.
  bool IsNoteMark(const GumboNode* node) const {
    constexpr size_t kLongest = 6;
    std::string mark;
    std::vector<const GumboNode*> stack{node};
    while (!stack.empty()) {
      const GumboNode* const top = stack.back();
      stack.pop_back();
      if (top->type == GUMBO_NODE_TEXT) absl::StrAppend(&mark, absl::StripAsciiWhitespace(top->v.text.text));
      if (top->type != GUMBO_NODE_ELEMENT) continue;
      const GumboVector& children = top->v.element.children;
      if (mark.size() > kLongest || children.length > kLongest) return false;
      for (unsigned i = children.length; i > 0; --i)
        stack.push_back(static_cast<const GumboNode*>(children.data[i - 1]));
    }
    if (mark.empty() || mark.find_first_not_of("[]()*0123456789") != std::string::npos) return false;
    if (mark.find_first_of("0123456789") != 0) return true;
    if (!open_) return true;
    const std::u32string& text = page_.text;
    size_t digits = text.size();
    while (digits > line_begin_ && IsDigit(text[digits - 1])) --digits;
    if (digits == text.size()) return !IsLatin(text.back()) && text.back() != U'米';
    return digits == line_begin_ || !IsAnyOf(text[digits - 1], U"×*xX·");
  }

  void NoteReference(const GumboElement& element) {
    const char* const name = ReferenceOf(element.tag);
    if (name == nullptr) return;
    std::vector<std::string>& noted = element.tag == GUMBO_TAG_A ? page_.files : page_.frames;
    if (noted.size() == kMostReferences) return;
    const GumboAttribute* const attribute = gumbo_get_attribute(&element.attributes, name);
    if (attribute == nullptr) return;
    const absl::string_view address = absl::StripAsciiWhitespace(attribute->value);
    // It is told to whoever published the page: on one line.
    if (address.empty() || address.size() > kLongestReference || absl::c_any_of(address, absl::ascii_iscntrl))
      return;
    if (element.tag == GUMBO_TAG_A && !IsFileAddress(address)) return;
    if (std::find(noted.begin(), noted.end(), address) == noted.end()) noted.emplace_back(address);
  }

  void Leave(const Frame& frame) {
    if (!frame.block) return;
    EndLine();
    if (frame.node->type == GUMBO_NODE_ELEMENT) apart_ = apart_ || EndsPart(frame.node->v.element.tag);
    if (frame.node->type == GUMBO_NODE_ELEMENT && frame.node->v.element.tag == GUMBO_TAG_P) {
      blank_ = blank_ || !content_since_break_;
      content_since_break_ = false;
    }
    if (frame.container >= 0)
      containers_[static_cast<size_t>(frame.container)].last = static_cast<uint32_t>(page_.lines.size());
    if (frame.cell) cell_ = -1;
    if (frame.table) in_table_ = false;
  }

  // Counts the tables below a node that is not walked, so that data_tables_ stays in step.
  void SkipTables(const GumboNode* node) {
    std::vector<const GumboNode*> stack{node};
    while (!stack.empty()) {
      const GumboNode* const top = stack.back();
      stack.pop_back();
      if (top->type != GUMBO_NODE_ELEMENT) continue;
      if (top != node && top->v.element.tag == GUMBO_TAG_TABLE) ++tables_;
      const GumboVector& children = top->v.element.children;
      for (unsigned i = 0; i < children.length; ++i)
        stack.push_back(static_cast<const GumboNode*>(children.data[i]));
    }
  }

  void AddText(const GumboText& text, const Look& look) {
    const absl::string_view source(text.original_text.data, text.original_text.length);
    const auto base = static_cast<size_t>(source.data() - utf8_.data());
    if (source.empty() || base > utf8_.size()) return;
    if (base < source_end_) {
      EndLine();
      disordered_ = true;
    }
    source_end_ = base + source.size();
    TextAligner aligner(source, text.text);
    byte_ = base;
    for (;;) {
      uint32_t begin = 0;
      const absl::string_view same = aligner.TakeSame(begin);
      if (!same.empty()) {
        points_.clear();
        AppendCodePoints(same, points_);
        const auto count = static_cast<uint32_t>(points_.size());
        const uint32_t point = PointAt(base + begin);
        AddPoints(points_, point, count, look);
        byte_ += same.size();
        index_.Note(byte_, point + count);
      }
      SourceChar c;
      if (!aligner.Next(c)) return;
      const uint32_t point = PointAt(base + c.begin);
      AddPoints({&c.code_point, 1}, point, PointAt(base + c.begin + c.length) - point, look);
    }
  }

  // The code point of the source that byte `at` belongs to; where it lies behind what was asked before, that
  // again.
  uint32_t PointAt(size_t at) {
    byte_ = std::max(byte_, at);
    return index_.CodePointAt(byte_);
  }

  // Adds text that was made of the source's code points [source, source + length), one of one or, a single
  // code point, of all.
  void AddPoints(std::u32string_view points, uint32_t source, uint32_t length, const Look& look) {
    for (size_t i = 0; i < points.size();) {
      size_t end = i;
      while (end < points.size() && !IsAsciiSpace(points[end])) ++end;
      const bool space = end == i;
      if (space) {
        ++end;
        if (look.preformatted && points[i] == U'\n') EndLine();
        if (!open_ || IsAsciiSpace(page_.text.back())) {
          i = end;
          continue;
        }
      }
      if (!open_) BeginLine(look);
      page_.text += points.substr(i, end - i);
      const auto size = static_cast<uint32_t>(end - i);
      if (points.size() == 1) {
        page_.map.Append(1, source, length);
      } else {
        page_.map.Append(size, source + static_cast<uint32_t>(i), size);
      }
      if (!space) NoteLook(points.substr(i, size), look);
      i = end;
    }
  }

  // Takes note of how the line's last text looks.
  void NoteLook(std::u32string_view text, const Look& look) {
    if (look.link) line_.links += static_cast<uint32_t>(text.size());
    if (!bold_so_far_) return;
    if (look.bold) {
      bold_end_ = static_cast<uint32_t>(page_.text.size());
    } else {
      const CharTable& table = CharTable::Get();
      bold_so_far_ = std::all_of(text.begin(), text.end(),
                                 [&](char32_t c) { return table.Fate(c) == CharFate::kSpace; });
    }
  }

  void BeginLine(const Look& look) {
    open_ = true;
    line_ = Line();
    line_begin_ = static_cast<uint32_t>(page_.text.size());
    line_.heading = look.heading;
    line_.flags = look.align;
    if (look.chrome) line_.flags |= Line::kChrome;
    if (look.caption && in_table_) line_.flags |= Line::kCaption;
    line_.cell = in_table_ ? cell_ : -1;
    indented_ = look.indented;
    bold_so_far_ = true;
    bold_end_ = line_begin_;
  }

  void EndLine() {
    if (!open_) return;
    open_ = false;
    Line line = line_;
    if (!MeasureLine(page_.text, line_begin_, static_cast<uint32_t>(page_.text.size()), line)) return;
    line.bold = bold_end_ > line.begin ? std::min(bold_end_, line.end) - line.begin : 0;
    if (indented_) line.indent = std::max<uint8_t>(line.indent, 4);
    if (blank_) line.flags |= Line::kBlankBefore;
    blank_ = false;
    line.apart = std::exchange(apart_, false);
    content_since_break_ = true;
    page_.lines.push_back(line);
  }

  // Lines whose text the parser moved (misplaced content of tables) go back to where the source has them.
  void Reorder() {
    std::stable_sort(page_.lines.begin(), page_.lines.end(), [&](const Line& a, const Line& b) {
      return page_.map.SourceBegin(a.begin) < page_.map.SourceBegin(b.begin);
    });
    std::vector<Line> kept;
    kept.reserve(page_.lines.size());
    for (const Line& line : page_.lines) {
      if (!kept.empty() && page_.map.SourceBegin(line.begin) < page_.map.SourceEnd(kept.back().end - 1)) {
        if (line.size() > kept.back().size()) kept.back() = line;
        continue;
      }
      kept.push_back(line);
    }
    page_.lines = std::move(kept);
    containers_.clear();
  }

  uint64_t RunningText(const Line& line) const {
    if (line.size() < kRunningText || line.cell >= 0) return 0;
    const std::u32string_view view = page_.View(line);
    const uint32_t own = line.size() - std::min(line.links, line.size());
    return line.size() >= 60 || ContainsAnyOf(view, U"，。；、,;") ? own : 0;
  }

  // Pages name their content `print` or `share` as well: what holds most of the text is no decoration.
  void IgnoreUntrueChrome() {
    uint64_t inside = 0;
    uint64_t outside = 0;
    for (const Line& line : page_.lines) (line.Has(Line::kChrome) ? inside : outside) += RunningText(line);
    if (inside <= outside) return;
    for (Line& line : page_.lines) line.flags &= static_cast<uint8_t>(~Line::kChrome);
  }

  void ChooseContent() {
    page_.content_begin = 0;
    page_.content_end = page_.lines.size();
    std::vector<uint64_t> mass(page_.lines.size() + 1);
    for (size_t i = 0; i < page_.lines.size(); ++i) {
      mass[i + 1] = mass[i] + (page_.lines[i].Has(Line::kChrome) ? 0 : RunningText(page_.lines[i]));
    }
    running_text_ = mass.back();
    if (mass.back() == 0) return;
    for (const Container& container : containers_) {
      if (container.last < container.first) continue;
      const uint64_t own = mass[container.last] - mass[container.first];
      if (own * 100 < mass.back() * kContentPercent) continue;
      page_.content_begin = container.first;
      page_.content_end = container.last;
    }
  }

  absl::string_view utf8_;
  SourceIndex index_;
  bool hidden_;
  bool met_hidden_ = false;
  uint64_t running_text_ = 0;
  size_t byte_ = 0;        // how far the source of the text that is being added was looked at
  std::u32string points_;  // of the text that is being added
  Page page_;
  std::vector<bool> data_tables_;
  std::vector<Container> containers_;
  size_t tables_ = 0;
  bool in_table_ = false;
  uint32_t table_ = 0;
  TableGrid grid_;
  int32_t cell_ = -1;
  bool open_ = false;
  Line line_;
  uint32_t line_begin_ = 0;
  uint32_t bold_end_ = 0;
  bool bold_so_far_ = true;
  bool indented_ = false;
  bool blank_ = false;
  bool apart_ = false;
  bool content_since_break_ = true;
  size_t source_end_ = 0;
  bool disordered_ = false;
};

}  // namespace

absl::StatusOr<Page> ReadHtml(absl::string_view utf8) {
  FAZHI_ASSIGN_OR_RETURN(const HtmlTree tree, HtmlTree::Parse(utf8));
  HtmlReader reader(utf8, false);
  Page page = reader.Read(tree.document());
  if (reader.met_hidden() && reader.running_text() < kLittleText) {
    HtmlReader all(utf8, true);
    Page with_hidden = all.Read(tree.document());
    if (all.running_text() >= reader.running_text() + kHiddenReport) return with_hidden;
  }
  return page;
}

}  // namespace fazhi
