#include "services/extraction/core/quantities_span.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/extraction/core/code_point_filter.h"
#include "services/extraction/core/periods.h"
#include "services/extraction/core/quantities_scan.h"
#include "services/extraction/core/quantities_sections.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/han_numerals.h"
#include "services/text/month_titles.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

// Whether 半年进展 or 半年来 says that the text is on the year's first half; not 下半年, 近半年, 每半年.
bool SaysFirstHalf(std::u32string_view text) {
  const size_t half = text.find(U"半年");
  return half != text.npos && half > 0 && !IsAnyOf(text[half - 1], U"上下每一两个近");
}

// Words by which a text may say what time it is on.
enum Lead {
  kStatistics,
  kData,
  kFigures,
  kAnnounced,
  kCycle,
  kEvaluated,
  kSelfEvaluated,
  kTimeRange,
  kTimeSpan
};
constexpr std::u32string_view kLeads[] = {U"统计",   U"数据",   U"数字",     U"现将",    U"周期",
                                          U"评估期", U"自评期", U"时间范围", U"时间跨度"};

constexpr uint32_t kYearsOfPlan = 5;

// 2021 of 十四五 and of 八五普法, whose 五 is at `at`, behind the first; 0 where it is of no such plan.
uint32_t FirstYearOfPlan(std::u32string_view title, size_t at) {
  constexpr uint32_t kFirst = 2001;  // of the tenth national plan, and of 四五普法
  constexpr int kFirstOnLaw = 4;
  const int nth = HanDigit(title[at - 1]);
  if (nth < 1 || nth > 9) return 0;
  if (at > 1 && title[at - 2] == U'十') return kFirst + kYearsOfPlan * static_cast<uint32_t>(nth);
  if (nth < kFirstOnLaw || !Contains(title, U"普法")) return 0;
  return kFirst + kYearsOfPlan * static_cast<uint32_t>(nth - kFirstOnLaw);
}

class SpanReader {
 public:
  SpanReader(const Context& context, ScannedText& scratch)
      : context_(context),
        report_(context.outline.report()),
        year_(ThisYear(report_)),
        title_(ToCodePoints(report_.title())),
        scanned_(scratch) {}

  ReportSpan Run() {
    if (year_ == 0) return {};
    span_.period = absl::StrCat(year_);
    ReadTitle();
    ReadOpening();
    ReadHalfOfTitle();
    FindLeads();
    ReadStated();
    if (span_.first_year == 0 && report_.kind() != v1::REPORT_KIND_PLAN) {
      ReadPlanEvaluated();
      ReadYearsEvaluated();
    }
    return std::move(span_);
  }

 private:
  // 2024年上半年工作总结, 实施方案(2021—2025年): the part of the year, the years of a plan.
  void ReadTitle() {
    if (title_.empty()) return;
    Scan(title_, 0, static_cast<uint32_t>(title_.size()), scanned_, nullptr);
    int parts_of_year = 0;
    for (TimeExpression& time : scanned_.times) {
      if (time.of_day || time.since || time.last_years != 0) continue;
      if (time.WholeYear()) {
        const bool plan = report_.kind() == v1::REPORT_KIND_PLAN;
        if (plan && time.from_year != 0) span_.plan_from_year = static_cast<uint32_t>(time.from_year);
        const bool several = time.from_year != 0 && time.to_year > time.from_year;
        if (!plan && several) span_.first_year = static_cast<uint32_t>(time.from_year);
        title_names_year_ = title_names_year_ || time.from_year != 0;
        continue;
      }
      if (time.from_month == time.to_month && !IsOfMonth(title_, time)) continue;
      time.relative = false;
      time.from_year = time.to_year = static_cast<int16_t>(year_);
      // 上半年工作总结和下半年工作计划: it reports on the one and plans the other.
      std::string period = FormatPeriod(time, year_);
      if (parts_of_year++ == 0) {
        span_.period = std::move(period);
      } else {
        span_.planned = std::move(period);
      }
    }
  }

  // 法治政府建设半年进展情况报告, which comes out in the summer: of the year's first half.
  void ReadHalfOfTitle() {
    if (span_.period == absl::StrCat(year_) && SaysFirstHalf(title_)) TakeFirstHalf();
  }

  void TakeFirstHalf() { span_.period = absl::StrCat(year_, "-01/", year_, "-06"); }

  // (3月4日—3月10日), 2025年4月1日至4月30日,…: the days that the text says it is of, at its very beginning.
  void ReadOpening() {
    constexpr uint32_t kLongest = 40;
    // 2022年度督察情况的通报: of the year, whenever the days were that it begins with.
    if (title_names_year_ || report_.kind() != v1::REPORT_KIND_OTHER || span_.period != absl::StrCat(year_))
      return;
    int block = 0;
    while (block < report_.blocks_size() && report_.blocks(block).kind() != v1::BLOCK_KIND_PARAGRAPH) ++block;
    if (block == report_.blocks_size()) return;
    const uint32_t begin = std::min(report_.blocks(block).begin(), Size());
    const uint32_t end = std::min({report_.blocks(block).end(), begin + kLongest, Size()});
    Scan(context_.text, begin, end, scanned_, nullptr);
    if (scanned_.times.empty() || scanned_.times[0].begin > begin + 1) return;
    TimeExpression time = scanned_.times[0];
    bool days = time.of_day && ContainsAnyOf(context_.Slice(time.begin, time.end), U"至到-—–~");
    if (!days && time.of_day && scanned_.times.size() > 1) {
      const TimeExpression& until = scanned_.times[1];
      days = until.of_day && until.begin == time.end + 1 && IsAnyOf(context_.text[time.end], U"至到-—–~");
      time.to_month = until.to_month;
    }
    const uint32_t year = time.from_year == 0 ? year_ : static_cast<uint32_t>(time.from_year);
    if (!days || time.from_month == 0 || time.to_month < time.from_month || year != year_) return;
    time.from_year = time.to_year = static_cast<int16_t>(year);
    span_.period = FormatPeriod(time, year_);
  }

  void FindLeads() {
    static const auto* const beginnings = [] {
      auto* filter = new CodePointFilter<uint32_t>;
      for (size_t lead = 0; lead < std::size(kLeads); ++lead) filter->Add(kLeads[lead].front(), 1U << lead);
      return filter;
    }();
    const std::u32string_view text = context_.text;
    const auto next = [&](uint32_t at) { return beginnings->Next(text, at, Size(), ~0U); };
    for (uint32_t at = next(0); at < Size(); at = next(at + 1)) {
      const uint32_t kinds = beginnings->At(text[at]);
      for (size_t lead = 0; lead < std::size(kLeads); ++lead) {
        if ((kinds >> lead & 1) && StandsAt(text, at, kLeads[lead])) leads_[lead].push_back(at);
      }
    }
  }

  // 文中数据除注明外,统计时段为1—11月; 本报告所列数据均截至10月底: the part of the year that a sentence says
  // all figures are of.
  void ReadStated() {
    if (span_.period != absl::StrCat(year_)) return;
    const std::u32string_view text = context_.text;
    constexpr size_t kLead = 2;  // code points of 统计, 数据, 数字, 现将
    const auto find = [&](Lead lead, const auto& says) {
      return std::any_of(leads_[lead].begin(), leads_[lead].end(),
                         [&](size_t at) { return says(at) && TakeStated(at); });
    };
    const auto says_span = [&](size_t at) {
      return StartsWithOneOf(text.substr(at + kLead), {U"时", U"期", U"区间", U"周期", U"截"});
    };
    const auto says_all = [this](size_t at) { return SaysOfAllFigures(at); };
    // 现将2024年1—11月工作情况报告如下, 现将半年来工作情况报告如下
    const auto opens = [&](size_t at) { return Contains(RestOfSentence(at), U"如下"); };
    if (!leads_[kAnnounced].empty() && opens(leads_[kAnnounced].front()) &&
        SaysFirstHalf(RestOfSentence(leads_[kAnnounced].front())))
      return TakeFirstHalf();
    (void)(find(kStatistics, says_span) || find(kData, says_all) || find(kFigures, says_all) ||
           find(kAnnounced, opens));
  }

  // “十四五”规划中期评估报告, “八五”普法规划自查报告: on the years of the plan up to the report's own.
  void ReadPlanEvaluated() {
    if (!ContainsOneOf(title_, {U"评估", U"自评", U"自查", U"验收", U"中期"})) return;
    for (size_t at = title_.find(U'五', 1); at != title_.npos; at = title_.find(U'五', at + 1)) {
      const uint32_t first = FirstYearOfPlan(title_, at);
      if (first == 0 || first >= year_ || year_ > first + kYearsOfPlan) continue;
      span_.first_year = first;
      return;
    }
  }

  // 以2021年至2023年为自评周期, 评估期为2021年1月至2023年6月: the years that an evaluation says it is on, up
  // to the report's own.
  void ReadYearsEvaluated() {
    constexpr size_t kReach = 30;
    const std::u32string_view text = context_.text;
    const std::u32string_view marks = U"。\n;";
    for (const Lead lead : {kCycle, kEvaluated, kSelfEvaluated, kTimeRange, kTimeSpan}) {
      for (const size_t at : leads_[lead]) {
        size_t begin = at;
        while (begin > 0 && at - begin < kReach && !IsAnyOf(text[begin - 1], marks)) --begin;
        size_t end = at + kLeads[lead].size();
        while (end < text.size() && end - at < kReach && !IsAnyOf(text[end], marks)) ++end;
        if (!ContainsOneOf(text.substr(begin, end - begin), {U"评", U"创建", U"考核", U"验收", U"督察"}))
          continue;
        if (TakeYears(begin, end)) return;
      }
    }
    // 《…实施方案(2021—2025年)》 at the beginning of its evaluation: a title's words are scanned alone.
    constexpr size_t kOpening = 400;
    if (!ContainsOneOf(title_, {U"评估", U"自评", U"中期"})) return;
    const auto opening = text.substr(0, std::min<size_t>(text.size(), kOpening));
    for (size_t at = opening.find(U'《'); at != opening.npos; at = opening.find(U'《', at + 1)) {
      const size_t close = opening.find(U'》', at);
      if (close == opening.npos || TakeYears(at + 1, close)) return;
    }
  }

  bool TakeYears(size_t begin, size_t end) {
    Scan(context_.text, static_cast<uint32_t>(begin), static_cast<uint32_t>(end), scanned_, nullptr);
    const auto year = static_cast<int>(year_);
    for (const TimeExpression& time : scanned_.times) {
      if (time.from_year == 0 || time.from_year >= year || time.to_year < year) continue;
      span_.first_year = static_cast<uint32_t>(time.from_year);
      if (time.from_month == 1 && time.to_month > 0 && time.to_month < 12 && time.to_year == year)
        span_.months = time;
      return true;
    }
    return false;
  }

  // From `at` to the end of the sentence, as far as what is said of all figures reaches.
  std::u32string_view RestOfSentence(size_t at) const {
    constexpr size_t kReach = 32;
    const auto rest = std::u32string_view(context_.text).substr(at, kReach);
    return rest.substr(0, rest.find_first_of(U"。\n;"));
  }

  // 文中数据, 所列数据均为, 以上各项数据, (数据截至11月底)
  bool SaysOfAllFigures(size_t data) const {
    constexpr size_t kBefore = 8;
    constexpr size_t kBehind = 8;
    const size_t from = data - std::min(data, kBefore);
    auto before = context_.Slice(static_cast<uint32_t>(from), static_cast<uint32_t>(data));
    if (const size_t stop = before.find_last_of(U"。\n;,(:"); stop != before.npos)
      before.remove_prefix(stop + 1);
    const bool all = ContainsOneOf(before, WordSet::kOfAllFigures);
    const bool alone = before.empty() || IsOneOf(before, {U"有关", U"相关", U"注"});
    const auto behind = std::u32string_view(context_.text).substr(data + 2, kBehind);
    return (all && ContainsOneOf(behind, {U"为", U"截", U"除", U"是", U"系"})) ||
           (alone && StartsWithOneOf(behind, {U"均", U"截", U"统计"}));
  }

  // Takes the months of the year that stand shortly behind `at` in its sentence.
  bool TakeStated(size_t at) {
    const auto begin = static_cast<uint32_t>(at);
    const auto end = begin + static_cast<uint32_t>(RestOfSentence(at).size());
    Scan(context_.text, begin, end, scanned_, nullptr);
    const auto year = static_cast<int>(year_);
    for (TimeExpression& time : scanned_.times) {
      if (time.from_month == 0 || (time.from_year != 0 && time.from_year != year) || time.to_year > year)
        continue;
      // 截至11月底: from the beginning of the year.
      if (time.from_month == time.to_month) {
        if (!ContainsOneOf(context_.Slice(begin, time.begin), {U"截至", U"截止"})) return false;
        time.from_month = 1;
      }
      time.from_year = time.to_year = static_cast<int16_t>(year);
      span_.period = FormatPeriod(time, year_);
      return true;
    }
    return false;
  }

  // 2024年7月份执法情况通报; not a month that something else was in.
  static bool IsOfMonth(std::u32string_view title, const TimeExpression& time) {
    if (time.from_year == 0) return false;
    return title[time.end - 1] == U'份' || TellsOfMonth(title.substr(time.end));
  }

  uint32_t Size() const { return static_cast<uint32_t>(context_.text.size()); }

  const Context& context_;
  const v1::Report& report_;
  const uint32_t year_;  // that 今年 means
  const std::u32string title_;
  std::vector<size_t> leads_[std::size(kLeads)];  // where each stands in the text, in order
  ScannedText& scanned_;
  ReportSpan span_;
  bool title_names_year_ = false;  // the whole of it
};

}  // namespace

ReportSpan ReadReportSpan(const Context& context, ScannedText& scratch) {
  return SpanReader(context, scratch).Run();
}

}  // namespace fazhi::extraction
