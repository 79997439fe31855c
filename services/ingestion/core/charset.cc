#include "services/ingestion/core/charset.h"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"
#include "unicode/ucnv.h"
#include "unicode/ucnv_err.h"
#include "unicode/ucsdet.h"

namespace fazhi {
namespace {

constexpr size_t kSample = size_t{64} << 10;  // bytes that charsets are told apart by
constexpr size_t kMetaWithin = 4096;          // bytes in which a <meta charset> is looked for
constexpr size_t kReplaceableShare = 1000;    // one bad sequence in so many bytes is replaced

struct CharsetName {
  absl::string_view alias, canonical;
};
constexpr CharsetName kNames[] = {
    {"utf-8", "UTF-8"},       {"utf8", "UTF-8"},      {"gb18030", "GB18030"},    {"gbk", "GB18030"},
    {"gb2312", "GB18030"},    {"gb_2312", "GB18030"}, {"gb_2312-80", "GB18030"}, {"x-gbk", "GB18030"},
    {"cp936", "GB18030"},     {"ms936", "GB18030"},   {"euc-cn", "GB18030"},     {"windows-936", "GB18030"},
    {"hz-gb-2312", ""},       {"utf-16", "UTF-16LE"}, {"utf-16le", "UTF-16LE"},  {"unicode", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"}, {"big5", "Big5"},       {"big-5", "Big5"},         {"big5-hkscs", "Big5"},
    {"x-x-big5", "Big5"},     {"cp950", "Big5"},
};

// The value behind `charset=` at or after `at`, or empty.
std::string CharsetParameter(absl::string_view text) {
  const std::string lower = absl::AsciiStrToLower(text);
  const size_t at = lower.find("charset");
  if (at == std::string::npos) return "";
  size_t begin = at + 7;
  while (begin < lower.size() && absl::StrContains(" \t=\"'", lower.substr(begin, 1))) ++begin;
  size_t end = begin;
  while (end < lower.size() &&
         (absl::ascii_isalnum(lower[end]) || absl::StrContains("-_:.", lower.substr(end, 1))))
    ++end;
  return lower.substr(begin, end - begin);
}

// The charset that a <meta> or an XML declaration near the beginning declares.
std::string MetaCharset(absl::string_view bytes) {
  const absl::string_view head = bytes.substr(0, kMetaWithin);
  for (size_t at = head.find('<'); at != absl::string_view::npos; at = head.find('<', at + 1)) {
    const size_t end = std::min(head.find('>', at), head.size());
    const absl::string_view tag = head.substr(at, end - at);
    if (absl::StartsWithIgnoreCase(tag, "<meta")) {
      std::string charset = CharsetParameter(tag);
      if (!charset.empty()) return charset;
    } else if (absl::StartsWithIgnoreCase(tag, "<?xml")) {
      const size_t encoding = tag.find("encoding=");
      if (encoding != absl::string_view::npos)
        return CharsetParameter(absl::StrCat("charset=", tag.substr(encoding + 9)));
    }
  }
  return "";
}

struct Attempt {
  std::string charset;
  std::string utf8;
  uint32_t bad = 0;
  size_t first_bad = 0;
};

void AppendUtf16(const UChar* begin, const UChar* end, std::string& out) {
  while (begin < end) {
    char32_t c = *begin++;
    if (U16_IS_LEAD(c) && begin < end && U16_IS_TRAIL(*begin))
      c = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(c, *begin++));
    AppendUtf8(c, out);
  }
}

Attempt DecodeUtf8Loosely(absl::string_view bytes) {
  Attempt attempt{"UTF-8", "", 0, 0};
  attempt.utf8.reserve(bytes.size());
  for (size_t rest = 0; rest < bytes.size();) {
    const size_t bad = FindInvalidUtf8(bytes.substr(rest));
    if (bad == absl::string_view::npos) {
      attempt.utf8.append(bytes.data() + rest, bytes.size() - rest);
      break;
    }
    attempt.utf8.append(bytes.data() + rest, bad);
    AppendUtf8(0xFFFD, attempt.utf8);
    if (attempt.bad++ == 0) attempt.first_bad = rest + bad;
    rest += bad + 1;
    while (rest < bytes.size() && (static_cast<uint8_t>(bytes[rest]) & 0xC0) == 0x80) ++rest;
  }
  return attempt;
}

// Decodes by an ICU converter, bad sequences replaced and counted.
Attempt DecodeByIcu(absl::string_view bytes, const std::string& charset) {
  Attempt attempt{charset, "", 0, 0};
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset.c_str(), &status),
                                                                     &ucnv_close);
  if (U_FAILURE(status)) {
    attempt.bad = 1;
    return attempt;
  }
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::array<UChar, 8192> buffer;
  size_t kept = 0;  // 1 when the first half of a pair, the last call's end, stands at the buffer's begin
  const char* from = bytes.data();
  const char* const end = bytes.data() + bytes.size();
  attempt.utf8.reserve(bytes.size() * 3 / 2 + 16);
  for (;;) {
    UChar* to = buffer.data() + kept;
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, buffer.data() + buffer.size() - 2, &from, end, nullptr, true,
                   &status);
    const UChar last = to == buffer.data() ? UChar{0} : to[-1];
    kept = status == U_BUFFER_OVERFLOW_ERROR && U16_IS_LEAD(last) ? 1 : 0;
    AppendUtf16(buffer.data(), to - kept, attempt.utf8);
    buffer[0] = kept == 1 ? last : buffer[0];
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_SUCCESS(status)) break;
    std::array<char, 8> invalid;
    auto length = static_cast<int8_t>(invalid.size());
    UErrorCode ignored = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter.get(), invalid.data(), &length, &ignored);
    if (attempt.bad++ == 0)
      attempt.first_bad =
          static_cast<size_t>(from - bytes.data()) - static_cast<size_t>(std::max<int>(length, 0));
    AppendUtf8(0xFFFD, attempt.utf8);
    if (from >= end) break;
  }
  return attempt;
}

Attempt DecodeAs(absl::string_view bytes, const std::string& charset) {
  return charset == "UTF-8" ? DecodeUtf8Loosely(bytes) : DecodeByIcu(bytes, charset);
}

// How much of what is not ASCII is among the characters that Chinese official texts are mostly made of, per
// 1,000.
int Chineseness(absl::string_view utf8) {
  static constexpr std::u32string_view kCommon =
      U"的一是在不了有和人这中大为上个国以要时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而"
      U"方后多定行学法所民"
      U"得经政府部建设治制规市县区报告全工作法依推进强法管理实施办公务开展情况行政执各级关案件监督案权责任、"
      U"，。；：（）"
      U"“”《》〔〕　　—０１２３４５６７８９關於報開個為國來時們發動業產過對會經學長權設議區縣機責實際總黨務員"
      U"問題辦";
  static const auto* const common = new std::u32string([] {
    std::u32string sorted(kCommon);
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }());
  int64_t seen = 0;
  int64_t known = 0;
  for (size_t at = 0; at < utf8.size();) {
    const char32_t c = DecodeUtf8(utf8, at);
    if (c < 0x80) continue;
    ++seen;
    known += std::binary_search(common->begin(), common->end(), c);
  }
  return seen == 0 ? 0 : static_cast<int>(known * 1000 / seen);
}

void Propose(const std::string& charset, std::vector<std::string>& candidates) {
  if (charset.empty() || std::find(candidates.begin(), candidates.end(), charset) != candidates.end()) return;
  candidates.push_back(charset);
}

void ProposeDetected(absl::string_view sample, std::vector<std::string>& candidates) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            &ucsdet_close);
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
  int32_t found = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &found, &status);
  for (int32_t i = 0; U_SUCCESS(status) && i < found; ++i) {
    Propose(CanonicalCharset(ucsdet_getName(matches[i], &status)), candidates);
  }
}

// `mark`: bytes of a byte order mark before those that were decoded.
absl::StatusOr<DecodedText> Accept(Attempt attempt, size_t size, size_t mark = 0) {
  if (attempt.bad > 0 && uint64_t{attempt.bad} * kReplaceableShare > size) {
    return InvalidInput(
        "UNDECODABLE", "content",
        absl::StrCat(
            "the bytes from offset ", mark + attempt.first_bad, " on are not ", attempt.charset,
            ", nor is the text any other character set that is read (UTF-8, UTF-16, GB18030, Big5): save "
            "it as UTF-8"));
  }
  return DecodedText{std::move(attempt.utf8), std::move(attempt.charset), attempt.bad};
}

}  // namespace

std::string CanonicalCharset(absl::string_view name) {
  const std::string lower = absl::AsciiStrToLower(name);
  for (const CharsetName& known : kNames) {
    if (known.alias == lower) return std::string(known.canonical);
  }
  return "";
}

absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes, absl::string_view content_type) {
  if (absl::ConsumePrefix(&bytes, "\xEF\xBB\xBF")) return Accept(DecodeUtf8Loosely(bytes), bytes.size(), 3);
  if (absl::ConsumePrefix(&bytes, "\xFF\xFE")) return Accept(DecodeByIcu(bytes, "UTF-16LE"), bytes.size(), 2);
  if (absl::ConsumePrefix(&bytes, "\xFE\xFF")) return Accept(DecodeByIcu(bytes, "UTF-16BE"), bytes.size(), 2);
  if (absl::ConsumePrefix(&bytes, "\x84\x31\x95\x33"))
    return Accept(DecodeByIcu(bytes, "GB18030"), bytes.size(), 4);
  const bool nul = bytes.substr(0, kSample).find('\0') != absl::string_view::npos;
  if (!nul && FindInvalidUtf8(bytes) == absl::string_view::npos)
    return DecodedText{std::string(bytes), "UTF-8", 0};

  std::vector<std::string> candidates;
  Propose(CanonicalCharset(CharsetParameter(content_type)), candidates);
  Propose(CanonicalCharset(MetaCharset(bytes)), candidates);
  const auto beyond =
      static_cast<size_t>(std::find_if(bytes.begin(), bytes.end(),
                                       [](char c) { return static_cast<uint8_t>(c) >= 0x80 || c == 0; }) -
                          bytes.begin());
  const size_t from = std::min(beyond, bytes.size() - std::min(bytes.size(), kSample)) & ~size_t{1};
  const absl::string_view sample = bytes.substr(from, kSample);
  ProposeDetected(sample, candidates);
  for (const char* usual : {"UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"}) Propose(usual, candidates);

  std::string best;
  int best_score = -1;
  for (const std::string& charset : candidates) {
    const Attempt attempt = DecodeAs(sample, charset);
    const int bad = static_cast<int>(uint64_t{attempt.bad} * 4000 / std::max<size_t>(sample.size(), 1));
    const int score = std::max(0, Chineseness(attempt.utf8) - bad) + (best.empty() ? 1 : 0);
    if (score <= best_score) continue;
    best_score = score;
    best = charset;
  }
  return Accept(DecodeAs(bytes, best), bytes.size());
}

}  // namespace fazhi
