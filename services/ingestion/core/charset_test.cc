#include "services/ingestion/core/charset.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/status_matchers.h"
#include "services/ingestion/core/ingest_testing.h"
#include "services/text/utf8.h"
#include "unicode/ucnv.h"

namespace fazhi {
namespace {

constexpr char kText[] =
    "白石县2023年法治政府建设情况报告\n2023年，在市委、市政府的坚强领导下，全县深入贯彻落实习近平法治思想，推"
    "动法治政府建设各项工作取得新成效，"
    "共办理行政复议案件33件。现将有关情况报告如下：\n";
constexpr char kTraditional[] =
    "白石縣2023年法治政府建設情況報告\n在市政府的堅強領導下，全縣推動法治政府建設各項工作取得新成效，共辦理案"
    "件33件。現將有關情況報告如下：\n";

std::string Encode(const std::string& utf8, const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  std::vector<char> out(utf8.size() * 4 + 16);
  const int32_t size = ucnv_convert(charset, "UTF-8", out.data(), static_cast<int32_t>(out.size()),
                                    utf8.data(), static_cast<int32_t>(utf8.size()), &status);
  EXPECT_TRUE(U_SUCCESS(status)) << charset;
  return std::string(out.data(), static_cast<size_t>(size));
}

struct Case {
  const char* name;
  std::string bytes;
  const char* content_type;
  const char* charset;
  const char* text;
};

TEST(Charset, FoundOut) {
  const std::string gb_meta = "<meta charset=\"gb2312\">";
  const Case cases[] = {
      {"utf-8 undeclared", kText, "", "UTF-8", kText},
      {"utf-8 declared gbk", kText, "text/html; charset=gbk", "UTF-8", kText},
      {"utf-8 with mark", std::string("\xEF\xBB\xBF") + kText, "text/plain; charset=gb2312", "UTF-8", kText},
      {"gbk undeclared", Encode(kText, "GBK"), "", "GB18030", kText},
      {"gb2312 declared", Encode(kText, "GBK"), "text/html; charset=\"gb2312\"", "GB18030", kText},
      {"gbk declared utf-8", Encode(kText, "GBK"), "text/plain; charset=utf-8", "GB18030", kText},
      {"gbk declared big5", Encode(kText, "GBK"), "text/plain; charset=big5", "GB18030", kText},
      {"gbk declared latin", Encode(kText, "GBK"), "text/plain; charset=iso-8859-1", "GB18030", kText},
      {"gb18030 with rare characters", Encode(std::string(kText) + "𠮷㐀", "GB18030"),
       "text/plain; charset=GB18030", "GB18030", nullptr},
      {"big5 undeclared", Encode(kTraditional, "Big5"), "", "Big5", kTraditional},
      {"big5 declared gbk", Encode(kTraditional, "Big5"), "text/plain; charset=gbk", "Big5", kTraditional},
      {"utf-16le with mark", "\xFF\xFE" + Encode(kText, "UTF-16LE"), "", "UTF-16LE", kText},
      {"utf-16be with mark", "\xFE\xFF" + Encode(kText, "UTF-16BE"), "", "UTF-16BE", kText},
      {"utf-16le undeclared", Encode(kText, "UTF-16LE"), "", "UTF-16LE", kText},
      {"utf-16be declared utf-8", Encode(kText, "UTF-16BE"), "text/plain; charset=utf-8", "UTF-16BE", kText},
      {"ascii", "plain words only\n", "text/plain; charset=gbk", "UTF-8", "plain words only\n"},
  };
  for (const Case& c : cases) {
    const absl::StatusOr<DecodedText> decoded = DecodeText(c.bytes, c.content_type);
    ASSERT_OK(decoded) << c.name;
    EXPECT_EQ(decoded->charset, c.charset) << c.name;
    EXPECT_EQ(decoded->replaced, 0u) << c.name;
    if (c.text != nullptr) {
      EXPECT_EQ(decoded->utf8, c.text) << c.name;
    }
  }
  EXPECT_EQ(DecodeText(gb_meta + Encode("统计", "GBK"), "")->charset, "GB18030")
      << "a short text has only its declaration";
}

TEST(Charset, LongAsciiHeadDoesNotHideTheText) {
  const std::string page = "<html>" + std::string(100001, ' ') + Encode(kText, "GBK");
  EXPECT_EQ(DecodeText(page, "")->charset, "GB18030");
}

// Two UTF-16 units of one character may fall into two calls of the converter.
TEST(Charset, CharactersAboveTheBasicPlaneSurviveEverywhere) {
  for (size_t before = 8180; before < 8200; ++before) {
    std::string text = kText;
    for (size_t i = CountCodePoints(text); i < before; ++i) text += "件";
    text += "𠮷";
    text += kText;
    for (const char* charset : {"GB18030", "UTF-16LE"}) {
      const absl::StatusOr<DecodedText> decoded =
          DecodeText(Encode(text, charset), absl::StrCat("text/plain; charset=", charset));
      ASSERT_OK(decoded);
      EXPECT_EQ(decoded->utf8, text) << charset << " behind " << before << " units";
    }
  }
}

TEST(Charset, FewBadBytesAreReplacedAndCounted) {
  std::string bytes;
  for (int i = 0; i < 30; ++i) bytes += kText;
  bytes.insert(bytes.size() / 2 + 1, "\xFE");
  const absl::StatusOr<DecodedText> decoded = DecodeText(bytes, "");
  ASSERT_OK(decoded);
  EXPECT_EQ(decoded->charset, "UTF-8");
  EXPECT_GE(decoded->replaced, 1u);
  EXPECT_LE(decoded->replaced, 3u);

  std::string gbk;
  for (int i = 0; i < 30; ++i) gbk += Encode(kText, "GBK");
  gbk += "\xB0";
  ASSERT_OK(DecodeText(gbk, "text/plain; charset=gbk"));
  EXPECT_EQ(DecodeText(gbk, "text/plain; charset=gbk")->replaced, 1u);
}

TEST(Charset, Names) {
  for (const char* name : {"gb2312", "GBK", "x-gbk", "cp936", "GB18030"})
    EXPECT_EQ(CanonicalCharset(name), "GB18030");
  EXPECT_EQ(CanonicalCharset("Utf-8"), "UTF-8");
  EXPECT_EQ(CanonicalCharset("koi8-r"), "");
}

}  // namespace
}  // namespace fazhi
