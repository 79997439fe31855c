#include "services/ingestion/core/html_page.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "services/base/status_macros.h"
#include "services/ingestion/core/html_tables.h"
#include "services/ingestion/core/html_text.h"
#include "services/ingestion/core/html_tree.h"
#include "services/ingestion/core/page_rules.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr size_t kLongestStyle = 2000;
constexpr size_t kRunningText = 20;       // code points that a line of running text has at least
constexpr uint64_t kContentPercent = 80;  // of the running text is in the element that is the content

// How an element's text is shown; children inherit it.
struct Look {
  bool bold = false;
  bool link = false;
  bool chrome = false;
  bool preformatted = false;
  bool indented = false;
  bool caption = false;
  uint8_t align = 0;  // Line::kCentered, Line::kRight or 0
  uint8_t heading = 0;
};

enum class Layout : uint8_t { kInline, kBlock, kBreak, kSkip };

Layout LayoutOf(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_DATALIST:
      return Layout::kSkip;
    case GUMBO_TAG_BR:
    case GUMBO_TAG_HR:
      return Layout::kBreak;
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_MARQUEE:
    case GUMBO_TAG_LEGEND:
      return Layout::kBlock;
    default:
      return Layout::kInline;
  }
}

// Whether the element can be what holds the content.
bool IsContainer(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_FIELDSET:
      return true;
    default:
      return false;
  }
}

std::string Compact(absl::string_view style) {
  std::string out;
  for (const char c : style.substr(0, kLongestStyle)) {
    if (!absl::ascii_isspace(c)) out.push_back(absl::ascii_tolower(c));
  }
  return out;
}

bool NamesChrome(absl::string_view names) {
  static constexpr absl::string_view kNames[] = {
      "nav",        "navbar",  "breadcrumb", "breadcrumbs",      "crumb",        "crumbs",
      "footer",     "foot",    "share",      "sidebar",          "qrcode",       "copyright",
      "tools",      "toolbar", "pagination", "bdsharebuttonbox", "social-share", "site-footer",
      "site-header"};
  for (const absl::string_view name : absl::StrSplit(names, ' ', absl::SkipEmpty())) {
    if (std::find(std::begin(kNames), std::end(kNames), absl::AsciiStrToLower(name)) != std::end(kNames))
      return true;
  }
  return false;
}

// Takes the element's attributes into the look. False when the element is hidden.
bool ReadAttributes(const GumboElement& element, Look& look) {
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const absl::string_view name = attribute->name;
    if (name == "style") {
      const std::string style = Compact(attribute->value);
      if (absl::StrContains(style, "display:none") || absl::StrContains(style, "visibility:hidden"))
        return false;
      if (absl::StrContains(style, "text-align:center")) look.align = Line::kCentered;
      if (absl::StrContains(style, "text-align:right")) look.align = Line::kRight;
      if (absl::StrContains(style, "text-align:left") || absl::StrContains(style, "text-align:justify"))
        look.align = 0;
      const size_t weight = style.find("font-weight:");
      if (weight != std::string::npos) {
        const char first = weight + 12 < style.size() ? style[weight + 12] : ' ';
        look.bold = first == 'b' || (first >= '6' && first <= '9');
      }
      const size_t indent = style.find("text-indent:");
      if (indent != std::string::npos) look.indented = std::atof(style.c_str() + indent + 12) > 0;
    } else if (name == "align") {
      const std::string align = absl::AsciiStrToLower(attribute->value);
      look.align = align == "center" ? Line::kCentered : align == "right" ? Line::kRight : 0;
    } else if (name == "hidden") {
      return false;
    } else if ((name == "class" || name == "id") && NamesChrome(attribute->value)) {
      look.chrome = true;
    }
  }
  return true;
}

uint32_t NumberAttribute(const GumboElement& element, const char* name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&element.attributes, name);
  return attribute == nullptr ? 1 : static_cast<uint32_t>(std::clamp(std::atoi(attribute->value), 1, 10000));
}

void ApplyTag(GumboTag tag, Look& look) {
  switch (tag) {
    case GUMBO_TAG_B:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_TH:
      look.bold = true;
      break;
    case GUMBO_TAG_A:
      look.link = true;
      break;
    case GUMBO_TAG_CENTER:
      look.align = Line::kCentered;
      break;
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_MARQUEE:
      look.chrome = true;
      break;
    case GUMBO_TAG_PRE:
      look.preformatted = true;
      break;
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      look.heading = static_cast<uint8_t>(tag - GUMBO_TAG_H1 + 1);
      break;
    default:
      break;
  }
}

bool IsAsciiSpace(char32_t c) { return c == U' ' || (c >= 0x9 && c <= 0xD); }

// Reads <title> and <meta> below <head>.
void ReadHead(const GumboNode* head, PageMetadata& metadata) {
  static const std::pair<absl::string_view, std::string PageMetadata::*> kMeta[] = {
      {"articletitle", &PageMetadata::article_title},
      {"og:title", &PageMetadata::article_title},
      {"sitename", &PageMetadata::site_name},
      {"columnname", &PageMetadata::column},
      {"pubdate", &PageMetadata::published},
      {"publishdate", &PageMetadata::published},
      {"article:published_time", &PageMetadata::published},
      {"contentsource", &PageMetadata::source},
      {"siteidcode", &PageMetadata::site_code},
  };
  const GumboVector& children = head->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(children.data[i]);
    if (child->type != GUMBO_NODE_ELEMENT) continue;
    const GumboElement& element = child->v.element;
    if (element.tag == GUMBO_TAG_TITLE && element.children.length > 0) {
      const auto* text = static_cast<const GumboNode*>(element.children.data[0]);
      if (text->type == GUMBO_NODE_TEXT)
        SetField(&PageMetadata::page_title, NormalizeLine(ToCodePoints(text->v.text.text)), metadata);
    } else if (element.tag == GUMBO_TAG_META) {
      const GumboAttribute* name = gumbo_get_attribute(&element.attributes, "name");
      if (name == nullptr) name = gumbo_get_attribute(&element.attributes, "property");
      const GumboAttribute* content = gumbo_get_attribute(&element.attributes, "content");
      if (name == nullptr || content == nullptr) continue;
      const std::string key = absl::AsciiStrToLower(name->value);
      for (const auto& meta : kMeta) {
        if (key == meta.first) SetField(meta.second, NormalizeLine(ToCodePoints(content->value)), metadata);
      }
    }
  }
}

class HtmlReader {
 public:
  explicit HtmlReader(absl::string_view utf8) : utf8_(utf8), index_(utf8) {}

  Page Read(const GumboNode* document) {
    data_tables_ = FindDataTables(document);
    Walk(document);
    EndLine();
    if (disordered_) Reorder();
    IgnoreUntrueChrome();
    ChooseContent();
    MarkHeadRows(page_);
    return std::move(page_);
  }

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
    const Layout layout = LayoutOf(element.tag);
    if (layout == Layout::kSkip) {
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
    const bool shown = ReadAttributes(element, look);
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

  void Leave(const Frame& frame) {
    if (!frame.block) return;
    EndLine();
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
    SourceChar c;
    uint32_t point = index_.CodePointAt(base);
    size_t byte = base;
    const auto point_at = [&](size_t at) {
      for (; byte < at && byte < utf8_.size(); ++byte)
        point += (static_cast<uint8_t>(utf8_[byte]) & 0xC0) != 0x80;
      return point;
    };
    while (aligner.Next(c)) {
      const bool space = IsAsciiSpace(c.code_point);
      if (space && look.preformatted && c.code_point == U'\n') {
        EndLine();
        continue;
      }
      const size_t size = page_.text.size();
      if (space && (!open_ || IsAsciiSpace(page_.text.back()))) continue;
      if (!open_) BeginLine(look);
      const uint32_t begin = point_at(base + c.begin);
      const uint32_t length = point_at(base + c.begin + c.length) - begin;
      page_.text.push_back(c.code_point);
      page_.map.Append(1, begin, length);
      if (space) continue;
      if (look.link) ++line_.links;
      if (look.bold && bold_so_far_) {
        bold_end_ = static_cast<uint32_t>(size) + 1;
      } else if (CharTable::Get().Fate(c.code_point) != CharFate::kSpace) {
        bold_so_far_ = bold_so_far_ && look.bold;
      }
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
    return line.size() >= 60 || view.find_first_of(U"，。；、,;") != std::u32string_view::npos ? own : 0;
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
  bool content_since_break_ = true;
  size_t source_end_ = 0;
  bool disordered_ = false;
};

}  // namespace

absl::StatusOr<Page> ReadHtml(absl::string_view utf8) {
  FAZHI_ASSIGN_OR_RETURN(const HtmlTree tree, HtmlTree::Parse(utf8));
  return HtmlReader(utf8).Read(tree.document());
}

}  // namespace fazhi
