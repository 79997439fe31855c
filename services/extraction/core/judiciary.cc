#include "services/extraction/core/judiciary.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

size_t FirstOf(std::u32string_view text, Words words) {
  size_t first = text.npos;
  for (const std::u32string_view word : words) first = std::min(first, text.find(word));
  return first;
}

}  // namespace

Judiciary JudiciaryOf(const v1::Report& report) {
  if (report.reporting_body() == v1::REPORTING_BODY_DEPARTMENT ||
      report.reporting_body() == v1::REPORTING_BODY_TOWNSHIP)
    return Judiciary::kNone;
  const std::u32string title = ToCodePoints(report.title());
  const size_t court = FirstOf(title, {U"法院", U"行政审判"});
  const size_t procuratorate = FirstOf(title, {U"检察院", U"检察机关", U"行政检察", U"公益诉讼检察"});
  const size_t first = std::min(court, procuratorate);
  // 县政府关于办理检察机关建议的报告, 关于支持法院执行工作的报告: what others do with or for them.
  const std::u32string_view before = std::u32string_view(title).substr(0, first);
  if (ContainsOneOf(before, WordSet::kAroundCourts)) return Judiciary::kNone;
  if (first != title.npos) return court < procuratorate ? Judiciary::kCourt : Judiciary::kProcuratorate;
  const std::u32string issuer = ToCodePoints(report.issuer());
  if (EndsWith(issuer, U"法院")) return Judiciary::kCourt;
  return EndsWith(issuer, U"检察院") ? Judiciary::kProcuratorate : Judiciary::kNone;
}

}  // namespace fazhi::extraction
