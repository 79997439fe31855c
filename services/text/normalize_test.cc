#include "services/text/normalize.h"

#include <memory>

#include "gtest/gtest.h"
#include "unicode/normalizer2.h"
#include "unicode/translit.h"
#include "unicode/unistr.h"

namespace fazhi {
namespace {

TEST(Normalize, Lines) {
  const struct {
    std::u32string_view line, normal;
  } cases[] = {
      {U"　　２０２４年，共１２件；", U"2024年,共12件;"},
      {U"3.2\u00A0万份", U"3.2万份"},
      {U"2024 年 1 月", U"2024年1月"},
      {U"law  based\u3000government", U"law based government"},
      {U"2025-03-27 16:27", U"2025-03-27 16:27"},
      {U"共\u200B81\uFEFF件", U"共81件"},
      {U"⽤⽇ ㎡ ％", U"用日m2%"},
      {U"①ﬁ", U"①fi"},
      {U"①３件，㉑５件", U"①3件,㉑5件"},
      {U"cafe\u0301", U"caf\u00E9"},
      {U"ｶﾞ", U"ガ"},
      {U" \t\r\n", U""},
      {U"", U""},
      {U"𠮷\U0002F800", U"𠮷丽"},
      {U"〔2020〕22号", U"〔2020〕22号"},
  };
  for (const auto& c : cases) EXPECT_TRUE(NormalizeLine(c.line) == c.normal) << c.line.size();
}

TEST(Normalize, TableAgreesWithIcuOnEveryCharacterItAnswers) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  const CharTable& table = CharTable::Get();
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const CharFate fate = table.Fate(c);
    if (fate != CharFate::kSame && fate != CharFate::kMapped) continue;
    const bool circled =
        (c >= 0x2460 && c <= 0x2473) || c == 0x24EA || (c >= 0x3251 && c <= 0x32BF && table.Become(c) == c);
    if (circled) continue;  // stay, so that no digit touches the number behind
    const icu::UnicodeString form = nfkc->normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
    ASSERT_EQ(form.countChar32(), 1) << static_cast<uint32_t>(c);
    ASSERT_EQ(static_cast<char32_t>(form.char32At(0)), table.Become(c)) << static_cast<uint32_t>(c);
  }
}

TEST(Normalize, PlainCharactersStayAsTheyAre) {
  EXPECT_EQ(PlainEnd(U"共12件，", 0), 4u);
  EXPECT_EQ(PlainEnd(U"，共", 0), 0u);
  EXPECT_EQ(PlainEnd(U"，共", 1), 2u);
  EXPECT_EQ(PlainEnd(U"cafe\u0301", 0), 3u) << "the accent joins the letter before it";
  EXPECT_EQ(PlainEnd(U"件\u0301", 0), 1u) << "and no Chinese character";
  EXPECT_EQ(PlainEnd(U"全縣", 0), 1u) << "a traditional character is told";
  EXPECT_EQ(PlainEnd(U"", 0), 0u);
}

TEST(Normalize, FoldsTraditionalInPlace) {
  std::u32string text = U"關於2023年度法治政府建設情況的報告";
  FoldTraditional(text);
  EXPECT_TRUE(text == U"关于2023年度法治政府建设情况的报告");
  std::u32string simplified = U"著名的乾县，凭藉𠮷";
  FoldTraditional(simplified);
  EXPECT_TRUE(simplified == U"著名的乾县，凭藉𠮷");
}

TEST(Normalize, FoldsAsIcuDoes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> icu(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  ASSERT_TRUE(U_SUCCESS(status));
  const CharTable& table = CharTable::Get();
  int folded = 0;
  for (char32_t c = 0x3400; c < 0xA000; ++c) {
    if (!table.IsTraditional(c)) continue;
    ++folded;
    icu::UnicodeString text(static_cast<UChar32>(c));
    icu->transliterate(text);
    std::u32string ours(1, c);
    FoldTraditional(ours);
    EXPECT_EQ(static_cast<char32_t>(text.char32At(0)), ours[0]);
  }
  EXPECT_GT(folded, 2500);
}

}  // namespace
}  // namespace fazhi
