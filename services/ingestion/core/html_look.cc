#include "services/ingestion/core/html_look.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "services/ingestion/core/page_rules.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr size_t kLongestStyle = 2000;

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

}  // namespace

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

bool EndsPart(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FORM:
      return true;
    default:
      return false;
  }
}

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
    } else if (element.tag == GUMBO_TAG_A && (name == "href" || name == "onclick")) {
      look.link = true;
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

}  // namespace fazhi
