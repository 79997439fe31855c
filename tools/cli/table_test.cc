#include "tools/cli/table.h"

#include "gmock/gmock.h"

namespace fazhi {
namespace {

TEST(DisplayWidth, EastAsianWide) {
  EXPECT_EQ(DisplayWidth("abc"), 3U);
  EXPECT_EQ(DisplayWidth("沙泉县"), 6U);
  EXPECT_EQ(DisplayWidth("％"), 2U);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1U);
  EXPECT_EQ(DisplayWidth("\xff"), 1U) << "ill-formed bytes take one column each";
}

TEST(Ellipsize, NeverWiderThanAsked) {
  EXPECT_EQ(Ellipsize("沙泉县", 6), "沙泉县");
  EXPECT_EQ(Ellipsize("沙泉县", 5), "沙泉…");
  EXPECT_EQ(Ellipsize("沙泉县", 4), "沙…");
  EXPECT_EQ(Ellipsize("沙泉县", 1), "…");
  EXPECT_EQ(Ellipsize("沙泉县", 0), "");
}

TEST(Table, AlignsByDisplayWidth) {
  Table table({{"region"}, {"n", true}});
  table.AddRow({"沙泉县", "5"});
  table.AddRow({"X", "12"});
  EXPECT_EQ(table.ToString(1),
            " region   n\n"
            " ------  --\n"
            " 沙泉县   5\n"
            " X       12\n");
}

TEST(Table, MissingCellsAndLineBreaks) {
  Table table({{"a", false, 4}, {"b"}});
  table.AddRow({"x\ny"});
  table.AddRow({"longer", "1", "dropped"});
  EXPECT_EQ(table.ToString(), "a     b\n----  -\nx y\nlon…  1\n");
}

TEST(OneLine, HasNoLineBreaksAndMovesNoCursor) {
  EXPECT_EQ(OneLine("a\r\nb\tc\x1b[2J\x7f"), "a  b c [2J ");
  EXPECT_EQ(OneLine("沙泉县"), "沙泉县");
  EXPECT_EQ(OneLine("a\u009B2J\u0085b"), "a  2J  b");
}

TEST(Wrap, BreaksByWidthAndKeepsClosingPunctuation) {
  EXPECT_EQ(Wrap("一二三四五六七八。九", 18, 2), "  一二三四五六七八。\n  九\n");
  EXPECT_EQ(Wrap("一二三四五六七八…", 18, 2), "  一二三四五六七八…\n");
  EXPECT_EQ(Wrap("", 20, 2), "");
  EXPECT_EQ(Wrap("short", 20, 2), "  short\n");
}

TEST(Wrap, KeepsLatinWordsWhole) {
  EXPECT_EQ(Wrap("printed 186 against parts", 20, 0), "printed 186 against\nparts\n");
}

TEST(Wrap, KeepsNumbersWhole) {
  EXPECT_EQ(Wrap("占审结案件的34.9%和8.2%", 20, 2), "  占审结案件的34.9%\n  和8.2%\n");
}

TEST(Wrap, BreaksAWordThatFillsTheLine) { EXPECT_EQ(Wrap("abcdefghijkl", 10, 0), "abcdefghij\nkl\n"); }

TEST(Wrap, LineFeedsBreak) { EXPECT_EQ(Wrap("a\nb", 20, 1), " a\n b\n"); }

}  // namespace
}  // namespace fazhi
