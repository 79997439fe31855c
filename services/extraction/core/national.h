#pragma once

#include "fazhi/v1/report.pb.h"

namespace fazhi::extraction {

// Whether a report is a body's whose territory is the nation: 应急管理部, 国家税务总局, 海关总署,
// 中国人民银行.
bool IsNational(const v1::Report& report);

}  // namespace fazhi::extraction
