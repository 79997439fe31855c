#include "services/aggregation/core/list_kinds.h"

#include <algorithm>
#include <cstdint>

#include "services/aggregation/core/words.h"
#include "services/text/affixes.h"
#include "services/text/han_numerals.h"

namespace fazhi::aggregation {
namespace {

// The last words before the figure, and those behind it up to a stop, no further than `end`.
std::u32string WordsAround(const ReportView& view, int figure, uint32_t end) {
  std::u32string text(view.LeadOf(figure));
  if (text.size() > kPartWords) text.erase(0, text.size() - kPartWords);
  for (char32_t c : view.Text(view.at(figure).span().end(), end)) {
    if (IsSeparator(c) || c == U'。' || c == U'\n') break;
    text.push_back(c);
  }
  return text;
}

// Whether the kinds leave nothing over of such a whole.
bool CanDivide(const Partition& partition, std::u32string_view whole) {
  return partition.whole.empty() || std::any_of(partition.whole.begin(), partition.whole.end(),
                                                [&](const auto& word) { return Contains(whole, word); });
}

// 人民调解员1612名,其中专职412名,兼职网格员1286名: whether the noun that a part ends with, if any, is the
// whole's.
bool IsOfSameNoun(const ReportView& view, int whole, int part) {
  constexpr size_t kNoun = 2;
  const std::u32string_view lead = view.LeadOf(part);
  if (lead.size() < kNoun) return true;
  const std::u32string_view noun = lead.substr(lead.size() - kNoun);
  const auto& lines = FindingWords::Default().exclusive();
  const bool kind = std::any_of(lines.begin(), lines.end(), [&](const Partition& line) {
    const auto ends = [&](const std::u32string& word) { return EndsWith(lead, word); };
    return std::any_of(line.required.begin(), line.required.end(), ends) ||
           std::any_of(line.further.begin(), line.further.end(), ends);
  });
  std::u32string of = WholeWords(view, whole);
  of += NarrowCodePoints(view.at(whole).measure());
  return kind || Contains(of, noun);
}

// Whether each part is of another kind of one line, all required ones among them.
bool AreKindsOf(const std::vector<Partition>& partitions, const ReportView& view, int whole,
                const std::vector<int>& parts) {
  std::vector<std::u32string> texts;
  texts.reserve(parts.size());
  for (int part : parts) texts.push_back(PartWords(view, part));
  const std::u32string of = WholeWords(view, whole);
  for (const Partition& partition : partitions) {
    if (!CanDivide(partition, of)) continue;
    std::vector<const std::u32string*> kinds;
    for (const std::u32string& text : texts) {
      const std::u32string* longest = nullptr;
      for (const auto* group : {&partition.required, &partition.further}) {
        for (const std::u32string& word : *group) {
          const size_t at = text.find(word);
          if (at == text.npos || text.compare(at + word.size(), 1, U"后") == 0) continue;  // 通过后报送
          if (longest == nullptr || word.size() > longest->size()) longest = &word;
        }
      }
      if (longest != nullptr && std::find(kinds.begin(), kinds.end(), longest) == kinds.end())
        kinds.push_back(longest);
    }
    if (kinds.size() != texts.size()) continue;
    const bool all = std::all_of(partition.required.begin(), partition.required.end(), [&](const auto& word) {
      return std::find(kinds.begin(), kinds.end(), &word) != kinds.end();
    });
    if (all) return true;
  }
  return false;
}

}  // namespace

std::u32string PartWords(const ReportView& view, int part) {
  constexpr uint32_t kBehind = 6;
  const uint32_t end = view.at(part).span().end() + kBehind;
  const int next = view.Next(part);
  return WordsAround(view, part, next >= 0 ? std::min(view.at(next).span().begin(), end) : end);
}

std::u32string WholeWords(const ReportView& view, int whole) {
  return WordsAround(view, whole, view.at(whole).span().end() + kPartWords);
}

bool IsPartition(const ReportView& view, int whole, const std::vector<int>& parts) {
  return AreKindsOf(FindingWords::Default().partitions(), view, whole, parts);
}

bool AreExclusive(const ReportView& view, int whole, const std::vector<int>& parts) {
  return AreKindsOf(FindingWords::Default().exclusive(), view, whole, parts) &&
         std::all_of(parts.begin(), parts.end(), [&](int part) { return IsOfSameNoun(view, whole, part); });
}

bool NamesPartition(std::u32string_view lead, std::u32string_view whole, size_t parts) {
  for (const Partition& partition : FindingWords::Default().partitions()) {
    if (!CanDivide(partition, whole)) continue;
    size_t named = 0;
    bool all = true;
    for (const std::u32string& word : partition.required) {
      const bool there = Contains(lead, word);
      all = all && there;
      named += there ? 1 : 0;
    }
    for (const std::u32string& word : partition.further) named += Contains(lead, word) ? 1 : 0;
    if (all && named == parts) return true;
  }
  return false;
}

size_t KindsSaid(std::u32string_view lead) {
  constexpr size_t kReach = 10;  // between 分 and the number
  const size_t by = lead.find(U'分');
  if (by == lead.npos || StandsAt(lead, by, U"分别")) return 0;
  const std::u32string_view behind = lead.substr(by + 1, kReach);
  for (size_t at = 0; at + 1 < behind.size(); ++at) {
    if (!IsHanNumeral(behind[at])) continue;
    const std::u32string_view counted = behind.substr(at + 1);
    if (FindingWords::Default().BeginningWith("kinds", counted).empty()) return 0;
    const int64_t kinds = HanDigit(behind[at]);
    return kinds >= 2 ? static_cast<size_t>(kinds) : 0;
  }
  return 0;
}

}  // namespace fazhi::aggregation
