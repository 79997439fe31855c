#include "services/text/utf8.h"

#include <random>

#include "gtest/gtest.h"
#include "unicode/utf8.h"

namespace fazhi {
namespace {

TEST(Utf8, RoundTripsEveryLength) {
  const std::string text = "a§件𠮷";
  const std::u32string points = ToCodePoints(text);
  EXPECT_EQ(points, U"a§件𠮷");
  EXPECT_EQ(ToUtf8(points), text);
  EXPECT_EQ(CountCodePoints(text), 4u);
  EXPECT_EQ(FindInvalidUtf8(text), absl::string_view::npos);
}

TEST(Utf8, WritesWhatCannotBeAsReplacement) {
  EXPECT_EQ(ToUtf8(std::u32string{U'a', static_cast<char32_t>(0xD800), static_cast<char32_t>(0x110000)}),
            "a\uFFFD\uFFFD");
}

TEST(Utf8, OnlyTrailBytes) { EXPECT_EQ(ToCodePoints("\x80\x80\x80"), U"\uFFFD\uFFFD\uFFFD"); }

TEST(Utf8, IllFormedBytesCountOneEach) {
  EXPECT_EQ(ToCodePoints("件\xE4\xBB"), U"件\uFFFD\uFFFD");
  EXPECT_EQ(FindInvalidUtf8("件\xE4\xBB"), 3u);
  EXPECT_EQ(FindInvalidUtf8("\xED\xA0\x80"), 0u) << "a surrogate";
  EXPECT_EQ(FindInvalidUtf8("\xC0\x80"), 0u) << "overlong";
  EXPECT_EQ(FindInvalidUtf8("\xEF\xBF\xBD"), absl::string_view::npos) << "U+FFFD itself is well-formed";
}

// The same one code point at a time.
std::u32string OneByOne(const std::string& bytes, size_t& invalid) {
  std::u32string points;
  invalid = std::string::npos;
  for (size_t pos = 0; pos < bytes.size();) {
    auto at = static_cast<int64_t>(pos);
    UChar32 c;
    U8_NEXT(reinterpret_cast<const uint8_t*>(bytes.data()), at, static_cast<int64_t>(bytes.size()), c);
    if (c < 0 && invalid == std::string::npos) invalid = pos;
    pos = c < 0 ? pos + 1 : static_cast<size_t>(at);
    points.push_back(c < 0 ? 0xFFFD : static_cast<char32_t>(c));
  }
  return points;
}

TEST(Utf8, AgreesWithIcuWhateverTheBytes) {
  const std::string parts[] = {
      "件",         "法治",     "a",        "2024",         "，",           "§",
      "𠮷",         "\xE4",     "\xBB",     "\xE0\x80\x80", "\xED\xA0\x80", "\xEF\xBF\xBD",
      "\xF5",       "\xF0\x9F", "\xC0\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xFF",
      "<div class="};
  std::mt19937 random(1);
  for (int round = 0; round < 4000; ++round) {
    std::string bytes;
    const size_t well_formed = random() % 3 == 0 ? 7 : std::size(parts);
    for (size_t n = random() % 90; n > 0; --n) bytes += parts[random() % well_formed];
    size_t invalid;
    const std::u32string points = OneByOne(bytes, invalid);
    ASSERT_TRUE(ToCodePoints(bytes) == points);
    ASSERT_EQ(FindInvalidUtf8(bytes), invalid);
    ASSERT_EQ(CountCodePoints(bytes), points.size());
    if (invalid != std::string::npos) continue;
    ASSERT_EQ(ToUtf8(points), bytes);
    ASSERT_EQ(CountLeadBytes(bytes), points.size());
    std::u32string behind = U"前";
    AppendCodePoints(bytes, behind);
    ASSERT_TRUE(behind == U"前" + points);
  }
}

}  // namespace
}  // namespace fazhi
