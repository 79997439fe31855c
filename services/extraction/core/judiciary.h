#pragma once

#include "fazhi/v1/report.pb.h"

namespace fazhi::extraction {

enum class Judiciary { kNone, kCourt, kProcuratorate };

// Whether a report is a court's (某市中级人民法院行政审判白皮书) or a procuratorate's, by its title or, where
// that names none, by who issued it. One of a government on what it does about their suggestions is not.
// Pure.
Judiciary JudiciaryOf(const v1::Report& report);

}  // namespace fazhi::extraction
