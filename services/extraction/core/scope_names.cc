#include "services/extraction/core/scope_names.h"

#include <algorithm>
#include <string>

#include "absl/algorithm/container.h"
#include "services/extraction/core/scope_words.h"
#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

constexpr uint32_t kShortest = 2;

// What may stand before a name: a stop, a time, or a word that joins it to what is said of it.
bool MayStandBefore(char32_t c) {
  constexpr std::u32string_view kBefore = U",;。:\n!?、(年月日来后内起以由经对为将及和与的了";
  return Contains(kBefore, c);
}

class OwnNames {
 public:
  OwnNames(const v1::Report& report, char32_t level) : level_(level) {
    if (report.reporting_body() != v1::REPORTING_BODY_DEPARTMENT) return;
    stem_ = ToCodePoints(report.subject());
    constexpr std::u32string_view kCommission = U"委员会";
    if (stem_.size() > kCommission.size() && EndsWith(stem_, kCommission)) {
      stem_.resize(stem_.size() - kCommission.size() + 1);
    }
    if (stem_.size() <= kShortest) return;
    organ_ = stem_.back();
    stem_.pop_back();
    place_ = ToCodePoints(report.region().name()).substr(0, 2);
  }

  char32_t organ() const { return organ_; }

  // The name whose organ (局) stands at `at`; empty when there is none.
  Piece EndingAt(std::u32string_view text, uint32_t at) const {
    uint32_t begin = at;
    for (size_t rest = stem_.size(); begin > 0 && rest > 0; --begin) {
      rest = std::u32string_view(stem_).substr(0, rest).rfind(text[begin - 1]);
      if (rest == std::u32string_view::npos) break;
    }
    while (begin < at && text[begin] != stem_.front()) ++begin;
    if (at - begin < kShortest) return {};
    if (begin > 0 && IsLevel(text[begin - 1])) {
      --begin;
      if (text[begin] != level_) return {};
      if (StandsBefore(text, begin, place_)) begin -= static_cast<uint32_t>(place_.size());
    }
    if (begin > 0 && !MayStandBefore(text[begin - 1])) return {};
    return {begin, at + 1};
  }

 private:
  const char32_t level_;
  char32_t organ_ = 0;
  std::u32string stem_;   // the department's name without its organ
  std::u32string place_;  // how its place's name begins
};

void FindDepartment(const Context& context, char32_t level, std::vector<ScopeName>& names) {
  const OwnNames own(context.outline.report(), level);
  if (own.organ() == 0) return;
  const std::u32string_view text = context.text;
  for (size_t at = text.find(own.organ()); at != text.npos; at = text.find(own.organ(), at + 1)) {
    const Piece name = own.EndingAt(text, static_cast<uint32_t>(at));
    if (!name.empty()) names.push_back({name, v1::SCOPE_OWN_LEVEL});
  }
}

// Whether `behind` makes of the region before it the name of a body or of a place in it.
bool NamesBody(std::u32string_view behind) {
  constexpr size_t kReach = 14;
  behind = behind.substr(0, kReach);
  behind = behind.substr(0, behind.find_first_of(U",;。:0123456789"));
  return behind.find_first_of(U"局厅委府院办所队会镇乡街园区站") != behind.npos || Contains(behind, U"中心");
}

void FindRegion(const Context& context, std::vector<ScopeName>& names) {
  const v1::Report& report = context.outline.report();
  const std::u32string region = ToCodePoints(report.region().name());
  if (region.size() <= kShortest || (report.reporting_body() != v1::REPORTING_BODY_DEPARTMENT &&
                                     report.reporting_body() != v1::REPORTING_BODY_GOVERNMENT)) {
    return;
  }
  const std::u32string_view text = context.text;
  for (size_t at = text.find(region); at != text.npos; at = text.find(region, at + 1)) {
    const size_t end = at + region.size();
    const bool begins = at == 0 || IsClauseStop(text[at - 1]) || IsAnyOf(text[at - 1], U"年月来底前");
    if (!begins || NamesBody(text.substr(end))) continue;
    names.push_back({{static_cast<uint32_t>(at), static_cast<uint32_t>(end)}, v1::SCOPE_JURISDICTION});
  }
}

}  // namespace

std::vector<ScopeName> FindScopeNames(const Context& context, char32_t level) {
  std::vector<ScopeName> names;
  FindDepartment(context, level, names);
  FindRegion(context, names);
  absl::c_sort(names, [](const ScopeName& a, const ScopeName& b) { return a.piece.begin < b.piece.begin; });
  return names;
}

}  // namespace fazhi::extraction
