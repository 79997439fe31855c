#include "services/ingestion/core/html_text.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

// Each code point with the source that it was made of; where both are alike taken together or one by one.
std::vector<std::string> Align(const std::string& source, const std::string& decoded, bool together) {
  TextAligner aligner(source, decoded);
  std::vector<std::string> out;
  const auto add = [&](char32_t point, const std::string& from) {
    std::string one;
    AppendUtf8(point, one);
    out.push_back(one + "=" + from);
  };
  for (;;) {
    uint32_t begin = 0;
    const std::string same(together ? aligner.TakeSame(begin) : "");
    EXPECT_EQ(same, source.substr(begin, same.size()));
    for (const char32_t c : ToCodePoints(same)) add(c, ToUtf8(std::u32string(1, c)));
    SourceChar c;
    if (!aligner.Next(c)) return out;
    add(c.code_point, source.substr(c.begin, c.length));
  }
}
std::vector<std::string> Align(const std::string& source, const std::string& decoded) {
  const std::vector<std::string> out = Align(source, decoded, true);
  EXPECT_EQ(out, Align(source, decoded, false)) << source;
  return out;
}

TEST(TextAligner, EntitiesAndLineEnds) {
  EXPECT_THAT(Align("3.2&nbsp;万", "3.2\u00A0万"),
              testing::ElementsAre("3=3", ".=.", "2=2", "\u00A0=&nbsp;", "万=万"));
  EXPECT_THAT(Align("&#20214;&#x4EF6&lt", "件件<"),
              testing::ElementsAre("件=&#20214;", "件=&#x4EF6", "<=&lt"));
  EXPECT_THAT(Align("a\r\nb\rc", "a\nb\nc"), testing::ElementsAre("a=a", "\n=\r\n", "b=b", "\n=\r", "c=c"));
  EXPECT_THAT(Align("A&B&amp;C", "A&B&C"), testing::ElementsAre("A=A", "&=&", "B=B", "&=&amp;", "C=C"));
  EXPECT_THAT(Align("a&NotEqualTilde;b", "a\u2242\u0338b"),
              testing::ElementsAre("a=a", "\u2242=&NotEqualTilde;", "\u0338=&NotEqualTilde;", "b=b"));
  EXPECT_THAT(Align("a&nbspb", "a\u00A0b"), testing::ElementsAre("a=a", "\u00A0=&nbsp", "b=b"));
}

TEST(TextAligner, WhatTheParserIgnoredIsSkipped) {
  EXPECT_THAT(Align("一</x>二<!-- 三 -->四", "一二四"), testing::ElementsAre("一=一", "二=二", "四=四"));
}

TEST(TextAligner, TakesWhatIsAlikeInOnePiece) {
  const auto taken = [](absl::string_view source, absl::string_view decoded) {
    uint32_t begin = 0;
    return std::string(TextAligner(source, decoded).TakeSame(begin));
  };
  EXPECT_EQ(taken("法治 2024", "法治 2024"), "法治 2024");
  EXPECT_EQ(taken("法治&amp;", "法治&"), "法治");
  EXPECT_EQ(taken("件", "任"), "") << "no half of a character, though the first bytes are alike";
  EXPECT_EQ(taken("a\r\nb", "a\nb"), "a");
  EXPECT_EQ(taken("", "一"), "");
}

TEST(TextAligner, NeverLeavesTheSource) {
  for (const auto& c : Align("一", "二三四")) EXPECT_EQ(c.back(), '=') << c;
}

TEST(SourceIndex, CountsCodePoints) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "件a";
  SourceIndex index(text);
  for (const size_t byte : {size_t{0}, size_t{4}, size_t{16000}, size_t{8}, text.size(), size_t{4096 * 4}}) {
    EXPECT_EQ(index.CodePointAt(byte), CountCodePoints(absl::string_view(text).substr(0, byte))) << byte;
  }
}

}  // namespace
}  // namespace fazhi
