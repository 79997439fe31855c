#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fazhi/v1/observation.pb.h"
#include "fazhi/v1/report.pb.h"
#include "services/extraction/core/quantities.h"
#include "services/extraction/core/quantities_scan.h"
#include "services/extraction/core/times.h"

namespace fazhi::extraction {

// What is known of a stretch of text before it is read.
struct PassageContext {
  uint32_t report_year = 0;    // 0: not known
  uint32_t first_year = 0;     // of a report on several years (2020—2024年…总结); 0: it is on one
  TimeExpression report_span;  // the months that it says it is on, of one year or several; not ok: none
  v1::ReportKind kind = v1::REPORT_KIND_UNSPECIFIED;
  v1::Role role = v1::ROLE_UNSPECIFIED;
  bool plan = false;            // a plan: what is not there already is a target
  uint32_t plan_from_year = 0;  // that a plan of several years begins in; 0: none
  std::string report_period;    // prints `report_year`; empty when it is not known
  std::string default_period;   // of an actual figure; empty when nothing says
  std::string plan_period;      // when the plan is due; empty when nothing says
  // Of a table's cell, from its heads.
  bool cell = false;
  UnitMatch head_unit;  // its span is in the same text
  int64_t head_multiplier = 1;
  bool head_is_period = false;                      // `default_period` comes from a head
  bool head_is_prior = false;                       // the head names an earlier year
  v1::Status head_status = v1::STATUS_UNSPECIFIED;  // the head says 目标值 or 完成数
  v1::Direction head_change =
      v1::DIRECTION_UNSPECIFIED;  // the head says 同比: a change, up unless the cell says else
};

// What a passage leaves for the next ones of its paragraph or section.
struct PassageOutcome {
  // A whole year printed as the time of what follows (2025年是…, 2023年,…); not ok when there is none.
  TimeExpression leading_year;
  // A year up to one of its months, printed as the time of what follows (今年1—6月,…); empty when there is
  // none.
  std::string leading_span;
  // What a passage without figures of its own leaves: an earlier year that what follows has gone on since
  // (2021年以来,…), several years, or the first months of one; empty when there is none.
  std::string leading_since;
  // 明年全市败诉率降到10%以内, 自明年1月起…: it begins to tell of the next year.
  bool leads_to_next_year = false;
};

// Decides for every number of a scanned passage whether it is a quantity, and grounds it: bound, kind,
// direction, status, period. Appends to `out`; `sentence` and `clause` are left 0. Linear in the number of
// tokens.
PassageOutcome Ground(std::u32string_view text, ScannedText& scanned, const PassageContext& context,
                      QuantityReading& out, bool explain);

}  // namespace fazhi::extraction
