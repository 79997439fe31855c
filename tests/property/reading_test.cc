// What must hold of every reading, whatever the document: the invariants that the protos promise.

#include "services/runtime/local/reading.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "services/base/status_matchers.h"
#include "services/catalog/catalog.h"
#include "services/ingestion/core/ingest.h"
#include "services/text/utf8.h"
#include "tests/property/inputs.h"

namespace fazhi {
namespace {

// Text as it is printed: NFKC, and neither blanks nor markup.
std::u32string Printed(std::u32string_view text) {
  std::u32string bare;
  bool in_tag = false;
  for (char32_t c : text) {
    if (c == U'<') in_tag = true;
    if (!in_tag) bare.push_back(c);
    if (c == U'>') in_tag = false;
  }
  std::u32string out;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
  const std::string plain =
      absl::StrReplaceAll(ToUtf8(bare), {{"&nbsp;", " "}, {"&ensp;", " "}, {"&emsp;", " "}});
  std::string normalized;
  nfkc->normalize(icu::UnicodeString::fromUTF8(plain), error).toUTF8String(normalized);
  for (char32_t c : ToCodePoints(normalized)) {
    const bool blank = c == U' ' || c == U'\n' || c == U'\r' || c == U'\t' || c == U'\f' || c == 0xA0 ||
                       c == 0x3000 || (c >= 0x200B && c <= 0x200D) || c == 0xFEFF || c == 0xAD;
    if (!blank) out.push_back(c);
  }
  return out;
}

std::u32string Cut(const std::u32string& text, const v1::Span& span) {
  return text.substr(span.begin(), span.end() - span.begin());
}

// The value of a figure that begins with Arabic digits, read by the simplest means: digits, thousands
// separators, one point, then multipliers with modifiers between. -1 when it is of another form.
int64_t SimpleValue(const std::u32string& text) {
  int64_t value = 0;
  int64_t scale = 0;  // of the next decimal
  size_t i = 0;
  int digits = 0;
  for (; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c >= U'0' && c <= U'9') {
      if (++digits > 13) return -1;
      if (scale == 0) {
        value = value * 10 + (c - U'0') * 10000;
      } else {
        value += (c - U'0') * scale;
        scale /= 10;
        if (scale == 0) return -1;
      }
    } else if (c == U'.' && scale == 0) {
      scale = 1000;
    } else if (!(c == U',' && i > 0 && i + 3 < text.size())) {
      break;
    }
  }
  if (digits == 0) return -1;
  if (i + 1 < text.size() && text[i] == U'/' && text[i + 1] >= U'0' && text[i + 1] <= U'9') return -1;  // 1/3
  if (text.find(U'半') != std::u32string::npos) return -1;  // 3天半
  for (; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c == U'余' || c == U'多') continue;
    if (c == U'万') {
      value *= 10000;
    } else if (c == U'亿') {
      value *= 100000000;
    } else if (c == U'百' && i + 1 < text.size() && text[i + 1] != U'分') {
      value *= 100;
    } else if (c == U'千' && i + 1 < text.size() && text[i + 1] == U'万') {
      value *= 1000;
    } else {
      break;
    }
  }
  return value;
}

void CheckReport(const v1::Report& report, const std::u32string& text, const std::u32string& decoded) {
  uint32_t at = 0;
  for (const v1::Block& block : report.blocks()) {
    EXPECT_EQ(block.begin(), at);
    ASSERT_LT(block.end(), text.size());
    EXPECT_EQ(text[block.end()], U'\n');
    EXPECT_EQ(text.substr(block.begin(), block.end() - block.begin()).find(U'\n'), std::u32string::npos);
    at = block.end() + 1;
  }
  EXPECT_EQ(at, text.size());
  const v1::SourceMap& map = report.source_map();
  ASSERT_EQ(map.clean_begin_size(), map.source_begin_size());
  ASSERT_EQ(map.clean_begin_size(), map.source_length_size());
  for (int i = 0; i < map.clean_begin_size(); ++i) {
    EXPECT_LE(map.source_begin(i) + map.source_length(i), decoded.size());
    if (i == 0) {
      EXPECT_EQ(map.clean_begin(0), 0U);
    } else {
      ASSERT_GT(map.clean_begin(i), map.clean_begin(i - 1));
      ASSERT_GE(map.source_begin(i), map.source_begin(i - 1));
    }
  }
  EXPECT_LE(report.body_source_span().end(), decoded.size());
  EXPECT_EQ(report.document().sha256().size(), 64U);
  EXPECT_EQ(report.text_sha256().size(), 64U);
}

void CheckOutline(const v1::Outline& outline, const std::u32string& text) {
  ASSERT_GE(outline.sections_size(), 1);
  EXPECT_EQ(outline.sections(0).level(), 0U);
  for (int i = 1; i < outline.sections_size(); ++i) {
    const v1::Section& s = outline.sections(i);
    ASSERT_LT(s.parent(), static_cast<uint32_t>(i));
    EXPECT_LT(outline.sections(static_cast<int>(s.parent())).level(), s.level());
    EXPECT_LE(s.span().end(), text.size());
    EXPECT_GE(s.span().begin(), outline.sections(i - 1).span().begin());
    EXPECT_EQ(ToUtf8(Cut(text, s.heading())), s.heading_text());
  }
  uint32_t before = 0;
  for (const v1::Sentence& s : outline.sentences()) {
    EXPECT_GE(s.begin(), before);
    ASSERT_LE(s.end(), text.size());
    ASSERT_LT(s.begin(), s.end());
    ASSERT_LT(s.section(), static_cast<uint32_t>(outline.sections_size()));
    ASSERT_GE(s.clause_begin_size(), 1);
    EXPECT_EQ(s.clause_begin(0), s.begin());
    EXPECT_TRUE(std::is_sorted(s.clause_begin().begin(), s.clause_begin().end()));
    EXPECT_LT(*s.clause_begin().rbegin(), s.end());
    before = s.end();
  }
}

void CheckObservations(const v1::ObservationSet& set, const std::u32string& text,
                       const std::u32string& decoded) {
  const auto count = static_cast<uint32_t>(set.observations_size());
  uint32_t before = 0;
  for (uint32_t i = 0; i < count; ++i) {
    const v1::Observation& o = set.observations(static_cast<int>(i));
    SCOPED_TRACE(absl::StrCat("observation ", i, " at ", o.span().begin(), " ", o.measure()));
    ASSERT_LT(o.span().begin(), o.span().end());
    ASSERT_LE(o.span().end(), text.size());
    ASSERT_LE(o.source_span().end(), decoded.size());
    EXPECT_GE(o.span().begin(), before);
    before = o.span().begin();

    ASSERT_LT(o.sentence(), static_cast<uint32_t>(set.outline().sentences_size()));
    const v1::Sentence& sentence = set.outline().sentences(static_cast<int>(o.sentence()));
    const std::u32string clean = Printed(Cut(text, o.span()));
    const std::u32string source = Printed(Cut(decoded, o.source_span()));
    EXPECT_EQ(ToUtf8(source), ToUtf8(clean)) << "the source at source_span is not the printed quantity";
    const v1::Quantity& q = o.quantity();
    const bool in_table = sentence.table() > 0;  // the head may say 万
    if (q.bound() != v1::BOUND_RANGE && !in_table) {
      if (const int64_t simple = SimpleValue(clean); simple >= 0) {
        EXPECT_EQ(q.value_e4(), simple) << ToUtf8(clean);
      }
    }
    EXPECT_EQ(q.has_high_e4(), q.bound() == v1::BOUND_RANGE);
    EXPECT_TRUE(!q.has_high_e4() || q.high_e4() >= q.value_e4());
    EXPECT_NE(q.bound(), v1::BOUND_UNSPECIFIED);
    EXPECT_NE(o.kind(), v1::KIND_UNSPECIFIED);
    EXPECT_NE(o.status(), v1::STATUS_UNSPECIFIED);
    EXPECT_EQ(o.direction() != v1::DIRECTION_UNSPECIFIED, o.kind() == v1::KIND_CHANGE);
    EXPECT_EQ(o.scope() == v1::SCOPE_UNSPECIFIED,
              o.grey() || (o.kind() == v1::KIND_RANK && o.indicator().empty()));
    if (!o.indicator().empty()) {
      EXPECT_NE(Catalog::Default().Find(o.indicator()), nullptr) << o.indicator();
      EXPECT_NE(o.kind(), v1::KIND_CHANGE);
    }
    if (o.has_part_of()) {
      EXPECT_LT(o.part_of(), count);
      EXPECT_NE(o.part_of(), i);
    }
    if (o.has_rate_of()) {
      EXPECT_LT(o.rate_of().numerator(), count);
      EXPECT_LT(o.rate_of().denominator(), count);
    }
    EXPECT_GE(o.confidence(), 0.0F);
    EXPECT_LE(o.confidence(), 1.0F);
    EXPECT_FALSE(o.name().empty());
    EXPECT_FALSE(o.rule().empty());
    EXPECT_LE(sentence.begin(), o.span().begin());
    EXPECT_GE(sentence.end(), o.span().end());
  }
}

TEST(EveryReading, HoldsWhatTheProtosPromise) {
  for (const v1::Document& document : AllInputs()) {
    SCOPED_TRACE(document.url());
    auto reading = Read(document);
    if (!reading.ok()) {
      EXPECT_TRUE(absl::IsInvalidArgument(reading.status())) << reading.status();
      EXPECT_FALSE(ReasonOf(reading.status()).empty()) << reading.status();
      continue;
    }
    ASSERT_OK_AND_ASSIGN(const DecodedDocument decoded_document, Decode(document));
    const std::u32string decoded = ToCodePoints(decoded_document.text);
    const v1::Outline& outline = reading->set.outline();
    const std::u32string text = ToCodePoints(outline.report().text());
    CheckReport(outline.report(), text, decoded);
    CheckOutline(outline, text);
    CheckObservations(reading->set, text, decoded);
    for (const v1::Finding& finding : reading->findings) {
      EXPECT_EQ(finding.observations_size(), finding.spans_size());
      EXPECT_EQ(finding.observations_size(), finding.source_spans_size());
      EXPECT_FALSE(finding.text_zh().empty());
      EXPECT_FALSE(finding.text_en().empty());
    }
  }
}

TEST(EveryReading, GivesTheSameBytesEachTime) {
  for (const v1::Document& document : AllInputs()) {
    auto first = Read(document);
    auto second = Read(document);
    ASSERT_EQ(first.ok(), second.ok()) << document.url();
    if (!first.ok()) continue;
    EXPECT_EQ(first->set.SerializeAsString(), second->set.SerializeAsString()) << document.url();
    ASSERT_EQ(first->findings.size(), second->findings.size());
    for (size_t i = 0; i < first->findings.size(); ++i) {
      EXPECT_EQ(first->findings[i].SerializeAsString(), second->findings[i].SerializeAsString());
    }
  }
}

TEST(EveryReading, RealReportsAreThere) {
  if (!HasShared())
    GTEST_SKIP() << "no ../shared here (FAZHI_SHARED): the properties were held to the samples alone";
}

}  // namespace
}  // namespace fazhi
