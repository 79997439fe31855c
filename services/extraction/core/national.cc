#include "services/extraction/core/national.h"

#include <algorithm>
#include <string>

#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {

bool IsNational(const v1::Report& report) {
  if (report.reporting_body() != v1::REPORTING_BODY_DEPARTMENT || !report.region().name().empty())
    return false;
  const std::u32string title = ToCodePoints(report.title());
  const auto body = std::u32string_view(title).substr(
      0, std::min({title.find_first_of(U"0123456789年"), title.find(U"法治"), title.find(U"依法"),
                   title.find(U"关于")}));
  return EndsWithOneOf(body, {U"部", U"总局", U"署"}) || StartsWithOneOf(body, {U"国家", U"中国"});
}

}  // namespace fazhi::extraction
