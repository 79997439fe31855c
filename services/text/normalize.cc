#include "services/text/normalize.h"

#include <algorithm>
#include <unordered_map>

#include "fazhi_text_data.h"
#include "services/text/utf8.h"
#include "unicode/normalizer2.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"

namespace fazhi {
namespace {

const icu::Normalizer2& Normalizer() {
  static const icu::Normalizer2* const normalizer = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCInstance(status);
  }();
  return *normalizer;
}

using FoldTable = std::unordered_map<char32_t, char32_t>;

const FoldTable& Folds() {
  static const auto* const folds = [] {
    auto* table = new FoldTable;
    const std::u32string data = ToCodePoints(text_data::Data("traditional.txt"));
    bool comment = false;
    for (size_t i = 0, line = 0; i < data.size(); ++i) {
      if (i == line) comment = data[i] == U'#';
      if (data[i] != U'\n') continue;
      if (!comment && i - line == 2) table->emplace(data[line], data[line + 1]);
      line = i + 1;
    }
    return table;
  }();
  return *folds;
}

bool IsSpace(char32_t c) {
  return (c >= 0x9 && c <= 0xD) || c == 0x85 || c == 0x2028 || c == 0x2029 ||
         u_charType(static_cast<UChar32>(c)) == U_SPACE_SEPARATOR;
}

bool HasNoWidth(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  if (c == 0xFFFC || (c >= 0xFE00 && c <= 0xFE0F)) return true;
  const int8_t type = u_charType(point);
  return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR || type == U_SURROGATE;
}

// ①, ㉑, ㊱: NFKC would make digits of them that touch the number behind (①3件).
bool IsCircledNumber(char32_t c) {
  return (c >= U'①' && c <= U'⑳') || c == U'⓪' || (c >= 0x3251 && c <= 0x325F) ||
         (c >= 0x32B1 && c <= 0x32BF);
}

uint32_t Entry(char32_t c) {
  const auto made = [](CharFate fate, char32_t to) {
    return static_cast<uint32_t>(fate) << 24 | static_cast<uint32_t>(to);
  };
  if (IsHan(c) || (c > 0x20 && c < 0x7F)) return made(CharFate::kSame, c);
  if (IsSpace(c)) return made(CharFate::kSpace, U' ');
  if (HasNoWidth(c)) return made(CharFate::kDropped, c);
  if (IsCircledNumber(c)) return made(CharFate::kSame, c);
  const auto point = static_cast<UChar32>(c);
  const icu::Normalizer2& nfkc = Normalizer();
  if (!nfkc.hasBoundaryBefore(point)) return made(CharFate::kCombining, c);
  icu::UnicodeString decomposition;
  if (!nfkc.getDecomposition(point, decomposition)) return made(CharFate::kSame, c);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString form = nfkc.normalize(icu::UnicodeString(point), status);
  if (form.countChar32() != 1) return made(CharFate::kExpands, c);
  const auto to = static_cast<char32_t>(form.char32At(0));
  return made(to == c ? CharFate::kSame : IsSpace(to) ? CharFate::kSpace : CharFate::kMapped, to);
}

}  // namespace

CharTable::CharTable() : traditional(), plain() {
  for (const auto& fold : Folds()) traditional[fold.first >> 6] |= uint64_t{1} << (fold.first & 63);
  for (char32_t c = 0; c < 0x10000; ++c) {
    entries[c] = Entry(c);
    const bool is_plain = Fate(c) == CharFate::kSame && !IsTraditional(c);
    plain[c >> 6] |= uint64_t{is_plain} << (c & 63);
  }
}

const CharTable& CharTable::Get() {
  static const auto* const table = new CharTable;
  return *table;
}

bool CharTable::CombinesBeyond(char32_t c) {
  return !Normalizer().hasBoundaryBefore(static_cast<UChar32>(c));
}

size_t CombiningEnd(std::u32string_view text, size_t begin) {
  const CharTable& table = CharTable::Get();
  size_t end = begin + 1;
  while (end < text.size() && table.Combines(text[end])) ++end;
  return end;
}

size_t PlainEnd(std::u32string_view text, size_t begin) {
  const CharTable& table = CharTable::Get();
  const auto at = std::find_if_not(text.begin() + static_cast<ptrdiff_t>(begin), text.end(),
                                   [&](char32_t c) { return table.IsPlain(c); });
  const auto end = static_cast<size_t>(at - text.begin());
  const bool joined = end > begin && end < text.size() && !IsHan(text[end - 1]) && table.Combines(text[end]);
  return joined ? end - 1 : end;
}

std::u32string Nfkc(std::u32string_view run) {
  std::u32string points;
  for (size_t begin = 0; begin < run.size();) {
    if (IsCircledNumber(run[begin])) {
      points.push_back(run[begin++]);
      continue;
    }
    icu::UnicodeString in;
    for (; begin < run.size() && !IsCircledNumber(run[begin]); ++begin)
      in.append(static_cast<UChar32>(run[begin]));
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString out = Normalizer().normalize(in, status);
    for (int32_t i = 0; i < out.length(); i = out.moveIndex32(i, 1)) {
      const auto c = static_cast<char32_t>(out.char32At(i));
      if (!HasNoWidth(c)) points.push_back(c);
    }
  }
  return points;
}

std::u32string NormalizeLine(std::u32string_view line) {
  const CharTable& table = CharTable::Get();
  std::u32string out;
  out.reserve(line.size());
  bool space = false;
  bool wide_before = true;
  for (size_t i = 0; i < line.size();) {
    const size_t plain = PlainEnd(line, i);
    if (plain > i) {
      if (space && !IsWide(line[i]) && !wide_before && !out.empty()) out.push_back(U' ');
      space = false;
      wide_before = IsWide(line[plain - 1]);
      out += line.substr(i, plain - i);
      i = plain;
      continue;
    }
    const CharFate fate = table.Fate(line[i]);
    if (fate == CharFate::kSpace || fate == CharFate::kDropped) {
      space |= fate == CharFate::kSpace;
      ++i;
      continue;
    }
    const bool wide = IsWide(line[i]);
    if (space && !wide && !wide_before && !out.empty()) out.push_back(U' ');
    space = false;
    wide_before = wide;
    const size_t end = IsHan(line[i]) ? i + 1 : CombiningEnd(line, i);
    if (end == i + 1 && fate != CharFate::kExpands && fate != CharFate::kCombining) {
      out.push_back(table.Become(line[i]));
    } else {
      out += Nfkc(line.substr(i, end - i));
    }
    i = end;
  }
  return out;
}

bool FoldTraditional(std::u32string& text) {
  const CharTable& table = CharTable::Get();
  bool any = false;
  for (char32_t& c : text) {
    if (!table.IsTraditional(c)) continue;
    c = Folds().at(c);
    any = true;
  }
  return any;
}

}  // namespace fazhi
