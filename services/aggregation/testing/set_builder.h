#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "fazhi/v1/observation.pb.h"

namespace fazhi::aggregation {

// An ObservationSet written by hand, for tests. Figures stand in braces in the text:
//
//   办理案件{a:186件 @legal_aid.cases},按性质分,刑事{b:71件 <a}、民事{c:115件 <a}。
//
// `{id:figure attributes…}`; the id may be left out, and every attribute too:
//   <a      is a part of a               /n/d   is the rate of n over d
//   + -     is a change, up or down      ~      is a prior value          !   is a target        g  is grey
//   @x.y    is that indicator            =词    has that measure (else the words before it)
//   p2023   has that period (else the report's year; `p` alone: none)
//   s1      has that scope (v1::Scope; else not stated where there is an indicator)
//   about, at_least, at_most   is bounded by words outside the braces; 余 and 多 inside are seen
// Sentences end at 。 and at line ends. Spans are those of the text without the marks.
struct BuiltSet {
  v1::ObservationSet set;
  absl::flat_hash_map<std::string, int> by_id;
};
BuiltSet BuildSet(absl::string_view marked);

// The same as the government's report of a listed county, ready to be taken in: hashes and names set.
struct ReportSpec {
  std::string url = "https://example.gov.cn/1";
  std::string region = "622922";
  std::string unlisted_name;  // then `region` is its parent's code
  uint32_t year = 2024;
  std::string subject = "government";
  v1::ReportingBody body = v1::REPORTING_BODY_GOVERNMENT;
  std::string published;
  bool published_by_page = true;
  int64_t fetched_seconds = 0;  // 0: no fetch time
  uint32_t pipeline_version = 1;
  v1::ReportKind kind = v1::REPORT_KIND_ANNUAL_REPORT;
  std::string document_sha256;  // empty: from the text and the URL
};
v1::ObservationSet BuildReport(const ReportSpec& spec, absl::string_view marked);

}  // namespace fazhi::aggregation
