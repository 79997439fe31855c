#include "services/base/resource_names.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace fazhi {
namespace {

constexpr size_t kHashDigits = 12;

std::string Part(absl::string_view text) { return absl::StrReplaceAll(text, {{"/", "∕"}}); }

}  // namespace

std::string RegionKey(const v1::Region& region) {
  if (!region.code().empty()) return region.code();
  if (region.parent_code().empty() || region.name().empty()) return "";
  return absl::StrCat(region.parent_code(), "~", Part(region.name()));
}

std::string SlotOf(const v1::Report& report) {
  if (report.kind() != v1::REPORT_KIND_ANNUAL_REPORT || report.year() == 0 || report.subject().empty() ||
      report.reporting_body() == v1::REPORTING_BODY_UNSPECIFIED) {
    return "";
  }
  const std::string region = RegionKey(report.region());
  return region.empty() ? "" : absl::StrCat(region, "-", report.year(), "-", Part(report.subject()));
}

std::string ReportName(absl::string_view slot, absl::string_view text_sha256) {
  const absl::string_view hash = text_sha256.substr(0, kHashDigits);
  return slot.empty() ? absl::StrCat("documents/", hash)
                      : absl::StrCat("reports/", slot, "/revisions/", hash);
}

std::string ReportName(const v1::Report& report) { return ReportName(SlotOf(report), report.text_sha256()); }

std::string ObservationName(absl::string_view report_name, uint32_t begin, uint32_t k) {
  return absl::StrCat(report_name, "/observations/", begin, ".", k);
}

}  // namespace fazhi
