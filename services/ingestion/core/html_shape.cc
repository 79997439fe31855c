#include <algorithm>
#include <array>
#include <vector>

#include "absl/hash/hash.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/ingestion/core/html_tree.h"

namespace fazhi {
namespace {

constexpr size_t kMostOpenTags = 4000;
constexpr size_t kMostAttributes = 1000;
constexpr uint64_t kFreeWork = 20'000'000;  // steps through open tags that every page may cost
constexpr uint64_t kWorkPerByte = 16;

enum class TagSort : uint8_t {
  kOther,       // ended by its own end tag, or by that of a special element around it
  kSpecial,     // ends only what it belongs to
  kParagraph,   // ended by the next one and by every special element
  kFormatting,  // reopened in every later paragraph while not ended
  kVoid,        // never open; also those that end one another (p, li, option)
  kTable,
  kCell,  // ends whatever is open in the cell before
  kRaw,   // holds no tags
};

TagSort SortOf(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_NOBR:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
      return TagSort::kFormatting;
    case GUMBO_TAG_AREA:
    case GUMBO_TAG_BASE:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_COL:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_META:
    case GUMBO_TAG_PARAM:
    case GUMBO_TAG_SOURCE:
    case GUMBO_TAG_TRACK:
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_COLGROUP:
      return TagSort::kVoid;
    case GUMBO_TAG_P:
      return TagSort::kParagraph;
    case GUMBO_TAG_TABLE:
      return TagSort::kTable;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
      return TagSort::kCell;
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
      return TagSort::kRaw;
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_UNKNOWN:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_Q:
      return TagSort::kOther;
    default:
      return TagSort::kSpecial;
  }
}

// Follows the stack of open elements roughly as the HTML5 algorithm does, erring towards more of them.
class Shape {
 public:
  explicit Shape(absl::string_view html) : html_(html), budget_(kFreeWork + kWorkPerByte * html.size()) {}

  absl::Status Check() {
    for (size_t at = html_.find('<'); at != absl::string_view::npos; at = html_.find('<', at)) {
      if (absl::StartsWith(html_.substr(at), "<!--")) {
        const size_t end = html_.find("-->", at + 4);
        if (end == absl::string_view::npos) break;
        at = end + 3;
        continue;
      }
      const bool closes = at + 1 < html_.size() && html_[at + 1] == '/';
      size_t name_end = at + 1 + (closes ? 1 : 0);
      const size_t name = name_end;
      if (name >= html_.size() || !absl::ascii_isalpha(html_[name])) {
        ++at;
        continue;
      }
      while (name_end < html_.size() && !absl::ascii_isspace(html_[name_end]) && html_[name_end] != '>' &&
             html_[name_end] != '/')
        ++name_end;
      size_t attributes = 0;
      const size_t end = SkipAttributes(name_end, attributes);
      if (attributes > kMostAttributes) return TooMuch("a tag with more than 1,000 attributes", at);
      const GumboTag tag =
          gumbo_tagn_enum(html_.data() + name, static_cast<unsigned>(std::min<size_t>(name_end - name, 64)));
      const TagSort sort = SortOf(tag);
      work_ += Depth() + 1;
      if (closes) {
        Close(tag, sort);
      } else if (sort == TagSort::kRaw) {
        at = SkipRaw(end, html_.substr(name, name_end - name));
        continue;
      } else {
        Open(tag, sort, html_.substr(at, end - at));
      }
      if (Depth() > kMostOpenTags) return TooMuch("tags nested deeper than 4,000", at);
      if (work_ > budget_) return TooMuch("far more open tags than a page has", at);
      at = end;
    }
    return absl::OkStatus();
  }

 private:
  static absl::Status TooMuch(absl::string_view what, size_t at) {
    return InvalidInput("TOO_DEEP", "content",
                        absl::StrCat("the page has ", what, " at byte ", at,
                                     ": it is broken or hostile; save its text and give that"));
  }

  // Of a tag or attribute. Nearly every character of a name sorts behind >.
  static bool EndsName(char c) {
    return c <= '>' && (c == '>' || c == '=' || c == '/' || absl::ascii_isspace(c));
  }

  // Behind the tag whose name ends at `at`.
  size_t SkipAttributes(size_t at, size_t& attributes) const {
    while (at < html_.size() && html_[at] != '>') {
      if (html_[at] == '=') {
        ++at;
        while (at < html_.size() && absl::ascii_isspace(html_[at])) ++at;
        if (at < html_.size() && (html_[at] == '"' || html_[at] == '\'')) {
          const size_t quote = html_.find(html_[at], at + 1);
          at = quote == absl::string_view::npos ? html_.size() : quote + 1;
        } else {
          while (at < html_.size() && !absl::ascii_isspace(html_[at]) && html_[at] != '>') ++at;
        }
      } else if (EndsName(html_[at])) {
        ++at;
      } else {
        ++attributes;
        while (at < html_.size() && !EndsName(html_[at])) ++at;
      }
    }
    return std::min(at + 1, html_.size());
  }

  // Behind the end tag of an element that holds no tags.
  size_t SkipRaw(size_t at, absl::string_view name) const {
    for (size_t end = html_.find("</", at); end != absl::string_view::npos; end = html_.find("</", end + 2)) {
      if (absl::EqualsIgnoreCase(html_.substr(end + 2, name.size()), name)) return end + 2 + name.size();
    }
    return html_.size();
  }

  size_t Depth() const { return open_.size() + active_.size(); }

  void Open(GumboTag tag, TagSort sort, absl::string_view spelled) {
    if (sort == TagSort::kVoid) return;
    if (sort == TagSort::kCell) {
      if (tables_.empty()) return;
      while (open_.back() != GUMBO_TAG_TABLE) Pop();
      active_.resize(std::min(active_.size(), tables_.back()));
      return;
    }
    if (sort == TagSort::kParagraph || sort == TagSort::kSpecial || sort == TagSort::kTable)
      Close(GUMBO_TAG_P, TagSort::kParagraph);
    if (sort == TagSort::kFormatting) Activate(tag, spelled);
    if (sort == TagSort::kTable) tables_.push_back(active_.size());
    open_.push_back(tag);
    ++count_[tag];
  }

  // Of formatting elements that are spelled alike three stay active (the "Noah's Ark clause").
  void Activate(GumboTag tag, absl::string_view spelled) {
    const size_t hash = absl::Hash<absl::string_view>()(spelled);
    const size_t base = tables_.empty() ? 0 : std::min(active_.size(), tables_.back());
    size_t alike = 0;
    for (size_t i = base; i < active_.size(); ++i) alike += active_[i].hash == hash;
    work_ += active_.size() - base;
    if (alike < 3) active_.push_back({tag, hash});
  }

  void Pop() {
    if (open_.back() == GUMBO_TAG_TABLE) {
      active_.resize(std::min(active_.size(), tables_.back()));
      tables_.pop_back();
    }
    --count_[open_.back()];
    open_.pop_back();
  }

  void Close(GumboTag tag, TagSort sort) {
    if (sort == TagSort::kFormatting) Deactivate(tag);
    if (count_[tag] == 0 || sort == TagSort::kVoid || sort == TagSort::kCell) return;
    for (size_t i = open_.size(); i-- > 0;) {
      ++work_;
      if (open_[i] == tag) {
        while (open_.size() > i) Pop();
        return;
      }
      const TagSort between = SortOf(open_[i]);
      if (between == TagSort::kTable ||
          (between == TagSort::kSpecial && sort != TagSort::kSpecial && sort != TagSort::kTable))
        return;
    }
  }

  void Deactivate(GumboTag tag) {
    const size_t base = tables_.empty() ? 0 : std::min(active_.size(), tables_.back());
    for (size_t i = active_.size(); i-- > base;) {
      if (active_[i].tag != tag) continue;
      active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }

  struct Formatting {
    GumboTag tag;
    size_t hash;
  };

  absl::string_view html_;
  std::vector<GumboTag> open_;
  std::array<uint32_t, GUMBO_TAG_LAST + 1> count_{};
  std::vector<Formatting> active_;  // formatting elements that are reopened until ended
  std::vector<size_t> tables_;      // for every open table, what was active when it began
  uint64_t work_ = 0;
  uint64_t budget_;
};

}  // namespace

absl::Status CheckHtmlShape(absl::string_view utf8) { return Shape(utf8).Check(); }

}  // namespace fazhi
