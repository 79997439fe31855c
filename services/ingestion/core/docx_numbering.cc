#include "services/ingestion/core/docx_numbering.h"

#include <algorithm>
#include <pugixml.hpp>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr int64_t kLargest = 9999;
constexpr size_t kLongest =
    64;  // characters of a printed number, of a level's pattern and of a format's name

bool IsLonger(absl::string_view text) {
  return text.size() > kLongest * 4 || CountCodePoints(text) > kLongest;
}

std::string ChineseCounting(int64_t value) {
  static constexpr const char* kDigits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  static constexpr const char* kPlaces[] = {"", "十", "百", "千"};
  if (value == 0) return "〇";
  std::string out;
  bool zero = false;
  int64_t divisor = 1000;
  for (int place = 3; place >= 0; --place, divisor /= 10) {
    const int64_t digit = value / divisor % 10;
    if (digit == 0) {
      zero = !out.empty();
      continue;
    }
    if (zero) out += "零";
    zero = false;
    if (!(place == 1 && digit == 1 && out.empty())) out += kDigits[digit];
    out += kPlaces[place];
  }
  return out;
}

std::string DigitByDigit(int64_t value) {
  static constexpr const char* kDigits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  std::string out;
  for (const char c : absl::StrCat(value)) out += kDigits[c - '0'];
  return out;
}

std::string Roman(int64_t value) {
  static constexpr std::pair<int, const char*> kSteps[] = {
      {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
      {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  std::string out;
  for (const auto& step : kSteps) {
    for (; value >= step.first; value -= step.first) out += step.second;
  }
  return out;
}

std::string Upper(std::string text) {
  for (char& c : text) c = static_cast<char>(c - 'a' + 'A');
  return text;
}

std::string Letters(int64_t value) {
  return std::string(static_cast<size_t>((value - 1) / 26 + 1), static_cast<char>('a' + (value - 1) % 26));
}

std::string OneOf(int64_t value, char32_t first, int64_t count) {
  std::string out;
  if (value < 1 || value > count) return absl::StrCat(value);
  AppendUtf8(first + static_cast<char32_t>(value - 1), out);
  return out;
}

}  // namespace

std::string FormatNumber(int64_t value, absl::string_view format) {
  value = std::clamp<int64_t>(value, 0, kLargest);
  if (format == "none" || format == "bullet") return "";
  if (format == "ideographDigital" || format == "taiwaneseDigital" || format == "japaneseDigitalTenThousand")
    return DigitByDigit(value);
  if (absl::StartsWith(format, "chineseCounting") || absl::StartsWith(format, "taiwaneseCounting") ||
      absl::StartsWith(format, "japaneseCounting") || format == "chineseLegalSimplified" ||
      format == "koreanCounting") {
    return ChineseCounting(value);
  }
  if (value >= 1 && absl::StartsWith(format, "decimalEnclosedCircle")) return OneOf(value, 0x2460, 20);
  if (value >= 1 && format == "decimalEnclosedParen") return OneOf(value, 0x2474, 20);
  if (value >= 1 && format == "decimalEnclosedFullstop") return OneOf(value, 0x2488, 20);
  if (value >= 1 && format == "lowerLetter") return Letters(value);
  if (value >= 1 && format == "upperLetter") return Upper(Letters(value));
  if (value >= 1 && format == "lowerRoman") return Roman(value);
  if (value >= 1 && format == "upperRoman") return Upper(Roman(value));
  if (format == "decimalZero" && value < 10) return absl::StrCat("0", value);
  return absl::StrCat(value);
}

DocxNumbering::DocxNumbering(absl::string_view xml) {
  pugi::xml_document document;
  if (xml.empty() || !document.load_buffer(xml.data(), xml.size())) return;
  const pugi::xml_node root = document.child("w:numbering");
  const auto read_level = [](const pugi::xml_node& node, Level& level) {
    if (const auto start = node.child("w:start").attribute("w:val")) level.start = start.as_int(1);
    if (const auto format = node.child("w:numFmt").attribute("w:val"))
      level.format = IsLonger(format.value()) ? "none" : format.value();
    if (const auto text = node.child("w:lvlText").attribute("w:val"))
      level.text = IsLonger(text.value()) ? "" : text.value();
  };
  for (const pugi::xml_node node : root.children("w:abstractNum")) {
    List& list = lists_[absl::StrCat("a", node.attribute("w:abstractNumId").value())];
    for (const pugi::xml_node level : node.children("w:lvl")) {
      const auto at = static_cast<uint32_t>(level.attribute("w:ilvl").as_int(-1));
      if (at < kLevels) read_level(level, list.levels[at]);
    }
  }
  for (const pugi::xml_node node : root.children("w:num")) {
    const std::string id = node.attribute("w:numId").value();
    const std::string abstract = absl::StrCat("a", node.child("w:abstractNumId").attribute("w:val").value());
    const auto base = lists_.find(abstract);
    if (base == lists_.end()) continue;
    list_of_[id] = abstract;
    if (!node.child("w:lvlOverride")) continue;
    List own = base->second;
    for (const pugi::xml_node over : node.children("w:lvlOverride")) {
      const auto at = static_cast<uint32_t>(over.attribute("w:ilvl").as_int(-1));
      if (at >= kLevels) continue;
      if (const pugi::xml_node level = over.child("w:lvl")) read_level(level, own.levels[at]);
      if (const auto start = over.child("w:startOverride").attribute("w:val"))
        own.levels[at].start = start.as_int(1);
    }
    const std::string key = absl::StrCat("n", id);
    lists_[key] = std::move(own);
    list_of_[id] = key;
  }
}

std::string DocxNumbering::Next(const std::string& number_id, uint32_t level) {
  const auto key = list_of_.find(number_id);
  if (key == list_of_.end() || level >= kLevels) return "";
  List& list = lists_[key->second];
  for (uint32_t above = 0; above < level; ++above) {
    if (list.begun[above]) continue;
    list.begun[above] = true;
    list.counts[above] = list.levels[above].start;
  }
  list.counts[level] = list.begun[level] ? list.counts[level] + 1 : list.levels[level].start;
  list.begun[level] = true;
  for (uint32_t below = level + 1; below < kLevels; ++below) list.begun[below] = false;
  if (list.levels[level].format == "bullet") return "";
  std::string out;
  const std::string& pattern = list.levels[level].text;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const bool place =
        pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
    if (!place) {
      out.push_back(pattern[i]);
      continue;
    }
    const auto of = static_cast<size_t>(pattern[++i] - '1');
    out += FormatNumber(list.counts[of], list.levels[of].format);
  }
  if (IsLonger(out)) return "";
  return out;
}

}  // namespace fazhi
