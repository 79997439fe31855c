#include "services/ingestion/core/html_text.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/base/cut_utf8.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr size_t kBlock = 4096;
constexpr size_t kLongestEntity = 40;

// The named references that HTML reads without a semicolon (HTML Living Standard, section 13.5).
constexpr absl::string_view kBareNames[] = {
    "AElig",  "AMP",    "Aacute", "Acirc",  "Agrave", "Aring",  "Atilde", "Auml",  "COPY",   "Ccedil",
    "ETH",    "Eacute", "Ecirc",  "Egrave", "Euml",   "GT",     "Iacute", "Icirc", "Igrave", "Iuml",
    "LT",     "Ntilde", "Oacute", "Ocirc",  "Ograve", "Oslash", "Otilde", "Ouml",  "QUOT",   "REG",
    "THORN",  "Uacute", "Ucirc",  "Ugrave", "Uuml",   "Yacute", "aacute", "acirc", "acute",  "aelig",
    "agrave", "amp",    "aring",  "atilde", "auml",   "brvbar", "ccedil", "cedil", "cent",   "copy",
    "curren", "deg",    "divide", "eacute", "ecirc",  "egrave", "eth",    "euml",  "frac12", "frac14",
    "frac34", "gt",     "iacute", "icirc",  "iexcl",  "igrave", "iquest", "iuml",  "laquo",  "lt",
    "macr",   "micro",  "middot", "nbsp",   "not",    "ntilde", "oacute", "ocirc", "ograve", "ordf",
    "ordm",   "oslash", "otilde", "ouml",   "para",   "plusmn", "pound",  "quot",  "raquo",  "reg",
    "sect",   "shy",    "sup1",   "sup2",   "sup3",   "szlig",  "thorn",  "times", "uacute", "ucirc",
    "ugrave", "uml",    "uuml",   "yacute", "yen",    "yuml"};

}  // namespace

SourceIndex::SourceIndex(absl::string_view utf8) : utf8_(utf8) {
  blocks_.reserve(utf8.size() / kBlock + 1);
  uint32_t points = 0;
  for (size_t at = 0; at < utf8.size(); at += kBlock) {
    blocks_.push_back(points);
    points += static_cast<uint32_t>(CountLeadBytes(utf8.substr(at, kBlock)));
  }
}

uint32_t SourceIndex::CodePointAt(size_t byte) {
  if (byte < byte_ || byte - byte_ > kBlock) {
    const size_t block = std::min(byte / kBlock, blocks_.empty() ? 0 : blocks_.size() - 1);
    byte_ = block * kBlock;
    point_ = blocks_.empty() ? 0 : blocks_[block];
  }
  point_ += static_cast<uint32_t>(CountLeadBytes(utf8_.substr(byte_, byte - byte_)));
  byte_ = byte;
  return point_;
}

size_t TextAligner::EntityLength(size_t at) const {
  const absl::string_view rest = source_.substr(at, kLongestEntity);
  size_t end = 1;
  if (end < rest.size() && rest[end] == '#') {
    ++end;
    const bool hexadecimal = end < rest.size() && (rest[end] == 'x' || rest[end] == 'X');
    end += hexadecimal;
    const size_t digits = end;
    const absl::string_view whole = source_.substr(at);
    while (end < whole.size() &&
           (hexadecimal ? absl::ascii_isxdigit(whole[end]) : absl::ascii_isdigit(whole[end])))
      ++end;
    if (end == digits) return 0;
    return end < whole.size() && whole[end] == ';' ? end + 1 : end;
  }
  while (end < rest.size() && absl::ascii_isalnum(rest[end])) ++end;
  if (end == 1) return 0;
  if (end < rest.size() && rest[end] == ';') return end + 1;
  size_t longest = 0;
  for (const absl::string_view name : kBareNames) {
    if (name.size() > longest && absl::StartsWith(rest.substr(1), name)) longest = name.size();
  }
  return longest == 0 ? 0 : longest + 1;
}

absl::string_view TextAligner::TakeSame(uint32_t& begin) {
  begin = static_cast<uint32_t>(at_);
  if (ampersand_ <= at_) ampersand_ = std::min(source_.find('&', at_), source_.size());
  const absl::string_view rest = decoded_.substr(decoded_at_);
  const absl::string_view source = source_.substr(at_, std::min(ampersand_ - at_, rest.size()));
  size_t size = source.size();
  if (rest.substr(0, size) != source) {
    size =
        static_cast<size_t>(std::mismatch(source.begin(), source.end(), rest.begin()).first - source.begin());
    size = CutUtf8(rest, size).size();
  }
  at_ += size;
  decoded_at_ += size;
  return rest.substr(0, size);
}

bool TextAligner::Next(SourceChar& out) {
  if (decoded_at_ >= decoded_.size()) return false;
  const size_t decoded_begin = decoded_at_;
  out.code_point = DecodeUtf8(decoded_, decoded_at_);
  const absl::string_view bytes = decoded_.substr(decoded_begin, decoded_at_ - decoded_begin);
  while (at_ < source_.size()) {
    const char c = source_[at_];
    if (c == '&') {
      const size_t length = EntityLength(at_);
      const bool ampersand = bytes == "&";
      const bool spelled = absl::StartsWithIgnoreCase(source_.substr(at_ + 1), "amp") ||
                           absl::StartsWith(source_.substr(at_ + 1), "#");
      if (length > 0 && (!ampersand || spelled)) {
        entity_begin_ = at_;
        entity_length_ = length;
        out.begin = static_cast<uint32_t>(at_);
        out.length = static_cast<uint32_t>(length);
        at_ += length;
        return true;
      }
    }
    if (absl::StartsWith(source_.substr(at_), bytes)) {
      out.begin = static_cast<uint32_t>(at_);
      out.length = static_cast<uint32_t>(bytes.size());
      at_ += bytes.size();
      return true;
    }
    if (c == '\r' && bytes == "\n") {
      const bool pair = at_ + 1 < source_.size() && source_[at_ + 1] == '\n';
      out.begin = static_cast<uint32_t>(at_);
      out.length = pair ? 2 : 1;
      at_ += out.length;
      return true;
    }
    if (entity_length_ > 0 && at_ == entity_begin_ + entity_length_) break;  // a reference to two characters
    if (c == '<') {
      const bool comment = absl::StartsWith(source_.substr(at_), "<!--");
      const size_t end = comment ? source_.find("-->", at_) : source_.find('>', at_);
      at_ = end == absl::string_view::npos ? source_.size() : end + (comment ? 3 : 1);
    } else {
      ++at_;
    }
  }
  out.begin = static_cast<uint32_t>(entity_length_ > 0 ? entity_begin_ : std::min(at_, source_.size()));
  out.length = static_cast<uint32_t>(entity_length_);
  return true;
}

}  // namespace fazhi
