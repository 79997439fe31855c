#include "services/text/utf8.h"

#include "gtest/gtest.h"

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

}  // namespace
}  // namespace fazhi
