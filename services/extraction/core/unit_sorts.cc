#include "services/extraction/core/unit_sorts.h"

#include <initializer_list>

#include "absl/algorithm/container.h"

namespace fazhi::extraction {
namespace {

bool IsOneOf(absl::string_view unit, std::initializer_list<absl::string_view> units) {
  return absl::c_linear_search(units, unit);
}

}  // namespace

UnitSort SortOf(absl::string_view unit) {
  if (CountsPeople(unit) || CountsAttendance(unit)) return kPeople;
  return IsOneOf(unit, {"家", "户"}) || CountsVisits(unit) ? kBodies : kThings;
}

bool CountsPeople(absl::string_view unit) { return IsOneOf(unit, {"人", "名", "位"}); }

bool CountsBodies(absl::string_view unit) { return unit == "个" || unit == "家"; }

bool CountsAttendance(absl::string_view unit) { return unit == "人次" || unit == "人(次)"; }

bool CountsCases(absl::string_view unit) { return IsOneOf(unit, {"件", "起", "宗", "例"}); }

bool CountsMatters(absl::string_view unit) {
  return CountsCases(unit) || unit == "份" || unit == "项" || unit == "个" || unit == "部";
}

bool CountsLetters(absl::string_view unit) {
  return CountsCases(unit) ||
         IsOneOf(unit, {"批", "批次", "件次", "起次", "批(件)", "件(批)", "件(批)次", "批(件)次"});
}

bool CountsMachines(absl::string_view unit) {
  return IsOneOf(unit, {"台", "部", "套", "辆", "台套", "台(套)", "套(台)", "台件", "台(件)"});
}

bool CountsThings(absl::string_view unit) {
  return IsOneOf(unit, {"件", "宗", "起", "卷", "份", "项", "条", "个", "次", "笔", "处", "场次", "件次"});
}

bool CountsEvents(absl::string_view unit) {
  return IsOneOf(unit, {"次", "场", "期", "轮", "场次", "场(次)", "届", "遍", "回"});
}

bool CountsVisits(absl::string_view unit) {
  return IsOneOf(unit,
                 {"家次", "户次", "家(次)", "户(次)", "个次", "个(次)", "处次", "点次", "所次", "单位次"});
}

bool CountsExtent(absl::string_view unit) {
  return IsOneOf(unit, {"公里", "平方公里", "米", "平方米", "立方米", "亩", "公顷", "吨", "公斤", "千克",
                        "海里", "台次", "辆次", "艘次", "车次", "台", "辆", "艘"});
}

bool CountsGoods(absl::string_view unit) {
  return IsOneOf(unit, {"平方米", "立方米", "亩", "公顷", "吨", "公斤", "千克", "克", "支", "株"});
}

bool CountsClasses(absl::string_view unit) { return IsOneOf(unit, {"类", "大类", "种"}); }

bool CountsPapers(absl::string_view unit) { return IsOneOf(unit, {"册", "本", "份", "张"}); }

bool CountsTime(absl::string_view unit) {
  return IsOneOf(unit, {"天", "日", "个工作日", "工作日", "小时", "个小时", "分钟", "个月", "年", "周"});
}

}  // namespace fazhi::extraction
