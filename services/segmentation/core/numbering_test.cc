#include "services/segmentation/core/numbering.h"

#include "gmock/gmock.h"

namespace fazhi::segmentation {
namespace {

struct Case {
  const char32_t* text;
  NumberKind kind;
  uint32_t ordinal;
  uint32_t length;
};

TEST(NumberingTest, ReadsEveryKind) {
  const Case cases[] = {
      {U"一、总则", NumberKind::kChinese, 1, 2},
      {U"十、总则", NumberKind::kChinese, 10, 2},
      {U"十二、总则", NumberKind::kChinese, 12, 3},
      {U"二十、总则", NumberKind::kChinese, 20, 3},
      {U"二十一、总则", NumberKind::kChinese, 21, 4},
      {U"(一)总则", NumberKind::kChineseParen, 1, 3},
      {U"(十一)总则", NumberKind::kChineseParen, 11, 4},
      {U"1.总则", NumberKind::kArabic, 1, 2},
      {U"12、总则", NumberKind::kArabic, 12, 3},
      {U"1.2024年", NumberKind::kArabic, 1, 2},
      {U"(3)总则", NumberKind::kArabicParen, 3, 3},
      {U"1.2 总则", NumberKind::kArabicParen, 2, 3},
      {U"③总则", NumberKind::kCircled, 3, 1},
      {U"一是总则", NumberKind::kCountIs, 1, 2},
      {U"四要总则", NumberKind::kCountMust, 4, 2},
      {U"第一,总则", NumberKind::kCountOrdinal, 1, 3},
      {U"首先,总则", NumberKind::kCountSequence, 1, 3},
      {U"第一章 总则", NumberKind::kChapter, 1, 3},
      {U"第2章 总则", NumberKind::kChapter, 2, 3},
      {U"第三部分 总则", NumberKind::kChapter, 3, 4},
      {U"I、总则", NumberKind::kChapter, 1, 2},
      {U"IV. 总则", NumberKind::kChapter, 4, 3},
      {U"第一节 总则", NumberKind::kChapterPart, 1, 3},
  };
  for (const Case& c : cases) {
    const Numbering number = ParseNumbering(c.text);
    EXPECT_EQ(number.kind, c.kind) << c.length;
    EXPECT_EQ(number.ordinal, c.ordinal);
    EXPECT_EQ(number.length, c.length);
  }
}

TEST(NumberingTest, SeesWhatOnlyLooksLikeOne) {
  for (const char32_t* text : {U"1.28亿元",     U"2.5万人次", U"12.4宪法日", U"2024年", U"100.总则",
                               U"1764户",       U"一二三",    U"一一、",     U"十十、", U"一、二审案件",
                               U"一、二、三级", U"一是一",    U"第一书记",   U"第三方", U"第一责任人",
                               U"第一、二产业", U"(一",       U"()",         U"(2024)", U"一手抓",
                               U"首先",         U"、",        U"",           U"零、",   U"1,764户",
                               U"I、II级响应",  U"V.I.P",     U"IIII、总则", U"I类",    U"VI系统",
                               U"X县",          U"3D打印",    U"24小时",     U"0.5万"}) {
    EXPECT_FALSE(ParseNumbering(text).found()) << std::u32string_view(text).size();
  }
}

}  // namespace
}  // namespace fazhi::segmentation
