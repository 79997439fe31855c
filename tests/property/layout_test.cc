// A report reads the same however its page is laid out: lines broken at a width, as a PDF's are, blanks
// beside numbers, page numbers, running headers.

#include <algorithm>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "services/base/status_matchers.h"
#include "services/runtime/local/reading.h"
#include "services/text/affixes.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"
#include "tests/property/inputs.h"

namespace fazhi {
namespace {

struct Layout {
  const char* name;
  size_t width;       // columns of a full line
  size_t ragged;      // columns that a line may fall short at random
  bool indents;       // paragraphs begin with two characters' room
  bool word_spacing;  // a blank between numbers and Chinese characters, as Word sets them
  bool browser;       // printed by a browser: time and title above, address and page below
  bool half;          // the paragraphs of the second half stay whole
};

void PrintTo(const Layout& layout, std::ostream* out) { *out << layout.name; }

constexpr Layout kLayouts[] = {
    {"Pdf", 88, 3, true, false, false, false},        {"Ragged", 76, 7, true, false, false, false},
    {"Word", 84, 3, true, true, false, false},        {"Browser", 92, 5, true, false, true, false},
    {"NoIndents", 80, 3, false, false, false, false}, {"Half", 56, 1, true, false, false, true},
};

size_t Columns(char32_t c) { return c < 0x2000 ? 1 : 2; }
bool IsAscii(char32_t c) { return c > U' ' && c < 0x7F; }
bool MayNotBegin(char32_t c) { return IsAnyOf(c, U"，。、；：？！）》”’」』】,;:)%％.·"); }

class Typesetter {
 public:
  explicit Typesetter(const Layout& layout) : layout_(layout) {}

  // What was set, one paragraph a line, with a paragraph of its own behind each line that ends a sentence.
  const std::string& split() const { return split_; }

  std::string Set(const std::vector<std::u32string>& paragraphs) {
    title_ = ToUtf8(paragraphs[0]);
    split_ = absl::StrCat(title_, "\n");
    BeginPage();
    Put(std::u32string(8, U' ') + paragraphs[0]);
    for (size_t i = 1; i < paragraphs.size(); ++i) {
      if (layout_.half && i * 2 > paragraphs.size()) {
        Put(std::u32string(4, U' ') + paragraphs[i]);
        split_ += ToUtf8(paragraphs[i]);
      } else {
        SetParagraph(paragraphs[i]);
      }
      split_ += '\n';
    }
    EndPage();
    return out_;
  }

 private:
  static constexpr size_t kLinesOfAPage = 38;

  void BeginPage() {
    if (layout_.browser) absl::StrAppend(&out_, "2025/3/8 10:32                ", title_, "\n");
  }

  void EndPage() {
    ++page_;
    if (layout_.browser) {
      absl::StrAppend(&out_, "https://www.example.gov.cn/art/2025/3/8/1.html           ", page_, "/9\n");
    } else {
      absl::StrAppend(&out_, "                              - ", page_, " -\n");
    }
    out_ += '\f';
    lines_ = 0;
  }

  void Put(std::u32string_view line) {
    if (lines_++ == kLinesOfAPage) {
      EndPage();
      BeginPage();
      lines_ = 1;
    }
    absl::StrAppend(&out_, ToUtf8(std::u32string(line)), "\n");
  }

  std::u32string Spaced(std::u32string_view paragraph) const {
    std::u32string spaced;
    for (size_t i = 0; i < paragraph.size(); ++i) {
      const bool seam = i > 0 && ((IsAscii(paragraph[i]) && IsHan(paragraph[i - 1])) ||
                                  (IsHan(paragraph[i]) && IsAscii(paragraph[i - 1])));
      if (seam && layout_.word_spacing) spaced.push_back(U' ');
      spaced.push_back(paragraph[i]);
    }
    return spaced;
  }

  size_t Limit() { return layout_.width - random_() % (layout_.ragged + 1); }

  // Numbers and words of a Latin script stay whole; no line begins with what closes.
  void SetParagraph(std::u32string_view paragraph) {
    const std::u32string text = Spaced(paragraph);
    std::u32string line(layout_.indents ? 4 : 0, U' ');
    size_t columns = line.size();
    size_t limit = Limit();
    for (size_t i = 0; i < text.size();) {
      size_t end = i + 1;
      while (end < text.size() && ((IsAscii(text[end - 1]) && IsAscii(text[end])) || MayNotBegin(text[end])))
        ++end;
      size_t width = 0;
      for (size_t k = i; k < end; ++k) width += Columns(text[k]);
      if (columns + width > limit && columns > 8) {
        Put(line);
        absl::StrAppend(&split_, ToUtf8(line), line.back() == U'。' ? "\n" : "");
        line.clear();
        columns = 0;
        limit = Limit();
        if (text[i] == U' ') ++i;
        continue;
      }
      line.append(text, i, end - i);
      columns += width;
      i = end;
    }
    Put(line);
    split_ += ToUtf8(line);
  }

  const Layout& layout_;
  std::minstd_rand random_{7};
  std::string title_;
  std::string out_;
  std::string split_;
  size_t page_ = 0;
  size_t lines_ = 0;
};

// The lines of a text that is one paragraph a line, with no table and nothing of a page; empty for any other.
std::vector<std::u32string> ParagraphsOf(const v1::Document& document) {
  if (absl::EndsWith(document.url(), ".html") ||
      FindInvalidUtf8(document.content()) != absl::string_view::npos)
    return {};
  std::vector<std::u32string> paragraphs;
  size_t longest = 0;
  size_t all = 0;
  for (absl::string_view line : absl::StrSplit(document.content(), '\n')) {
    std::u32string text = NormalizeLine(ToCodePoints(line));
    if (absl::StrContains(line, "当前位置")) return {};  // a page, and no text for print
    // Columns are kept apart by signs or by wide blanks, which an indent begins with too.
    if (absl::StrContains(line, "\t") || absl::StrContains(line, "|") || absl::StrContains(line, "│") ||
        absl::StrContains(line, "｜") || absl::StrContains(absl::StripPrefix(line, "　　"), "　　"))
      return {};
    longest = std::max(longest, text.size());
    all += text.size();
    if (!text.empty()) paragraphs.push_back(std::move(text));
  }
  constexpr size_t kParagraph = 100;  // a text without any such is broken into lines already
  constexpr size_t kPage = 1000;      // half of a shorter text has too few lines to show a width
  return longest < kParagraph || all < kPage ? std::vector<std::u32string>() : paragraphs;
}

// Of lines without indents nobody can tell whether one that is full and ends a sentence ends its paragraph
// too, and so what the paragraph says of the scope.
std::vector<std::string> FiguresOf(const std::string& content, bool with_scope) {
  v1::Document document;
  document.set_url("file:layout.txt");
  document.set_content(content);
  auto set = ReadSet(document);
  EXPECT_OK(set);
  std::vector<std::string> figures;
  if (!set.ok()) return figures;
  for (const v1::Observation& o : set->observations()) {
    figures.push_back(absl::StrCat(o.measure(), " ", static_cast<double>(o.quantity().value_e4()) / 10000,
                                   " ", o.quantity().unit(), " ", o.period(), " ", o.indicator(), " ",
                                   with_scope ? v1::Scope_Name(o.scope()) : "", " ",
                                   v1::Status_Name(o.status())));
  }
  return figures;
}

class LayoutTest : public ::testing::TestWithParam<Layout> {};

TEST_P(LayoutTest, ReadsAsTheTextDoes) {
  size_t texts = 0;
  std::vector<v1::Document> documents = SampleInputs();
  for (v1::Document& document : WrittenInputs()) documents.push_back(std::move(document));
  for (const v1::Document& document : documents) {
    const std::vector<std::u32string> paragraphs = ParagraphsOf(document);
    if (paragraphs.empty()) continue;
    ++texts;
    std::string plain;
    for (const std::u32string& paragraph : paragraphs) absl::StrAppend(&plain, ToUtf8(paragraph), "\n");
    Typesetter typesetter(GetParam());
    const std::string laid_out = typesetter.Set(paragraphs);
    const std::vector<std::string> expected = FiguresOf(plain, GetParam().indents);
    const std::vector<std::string> read = FiguresOf(laid_out, GetParam().indents);
    ASSERT_EQ(read.size(), expected.size()) << document.url();
    const bool open = !GetParam().indents && read != expected;
    if (open && read == FiguresOf(typesetter.split(), /*with_scope=*/false)) continue;
    for (size_t i = 0; i < read.size(); ++i) EXPECT_EQ(read[i], expected[i]) << document.url();
  }
  EXPECT_GT(texts, 20U);
}

INSTANTIATE_TEST_SUITE_P(All, LayoutTest, ::testing::ValuesIn(kLayouts),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace fazhi
