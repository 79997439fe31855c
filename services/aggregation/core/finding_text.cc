#include "services/aggregation/core/finding_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "services/aggregation/core/cells.h"
#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/words.h"
#include "services/text/excerpt.h"

namespace fazhi::aggregation {
namespace {

constexpr int64_t kOneE4 = 10000;
constexpr absl::string_view kCautionZh = "与所列数字不符,可能口径不同。";
constexpr absl::string_view kCautionEn =
    " The figures do not fit each other; they may be on different bases.";

std::string Measure(const v1::Observation& observation) {
  return observation.measure().empty() ? std::string() : absl::StrCat("“", observation.measure(), "”");
}

// 569.8万: a number whose last printed digit is no one was printed with a multiplier.
std::string PrintedNumber(int64_t value_e4, int64_t resolution_e4) {
  constexpr int64_t kWan = 10000;
  constexpr int64_t kYi = kWan * kWan;
  if (resolution_e4 > kOneE4) {
    if (resolution_e4 >= kWan * kOneE4 && value_e4 >= kYi * kOneE4 && value_e4 % kYi == 0)
      return absl::StrCat(DecimalE4(value_e4 / kYi), "亿");
    if (value_e4 >= kWan * kOneE4 && value_e4 % kWan == 0)
      return absl::StrCat(DecimalE4(value_e4 / kWan), "万");
  }
  return DecimalE4(value_e4);
}

std::string Named(const v1::Observation& observation) {
  return absl::StrCat(Measure(observation), PrintedFigure(observation.quantity()));
}

// The figure by its name; figures of one name by their time too: 2024年“案件”50件, 上年“案件”38件.
std::string NamedAmong(const ReportView& view, const std::vector<int>& figures, int i) {
  const v1::Observation& own = view.at(i);
  const bool told_apart = std::all_of(figures.begin(), figures.end(), [&](int other) {
    return view.at(other).measure() != own.measure() || view.at(other).period() == own.period();
  });
  if (told_apart) return Named(own);
  const uint32_t year = WholeYear(own.period());
  if (year != 0) return absl::StrCat(year, "年", Named(own));
  return absl::StrCat(own.status() == v1::STATUS_PRIOR ? "上年" : "", Named(own));
}

// “案件增长”12%; the word of the change where the measure does not end with one: “案件”增长12%.
std::string NamedChange(const v1::Observation& observation) {
  if (!FindingWords::Default().EndingIn("change", NarrowCodePoints(observation.measure())).empty())
    return Named(observation);
  return absl::StrCat(Measure(observation), observation.direction() == v1::DIRECTION_UP ? "增长" : "下降",
                      PrintedFigure(observation.quantity()));
}

std::string Quotation(const ReportView& view, int i) {
  const v1::Span sentence = view.SentenceSpan(i);
  const v1::Span& figure = view.at(i).span();
  const std::string text =
      Excerpt(view.Text(), sentence.begin(), sentence.end(), figure.begin(), figure.end());
  return std::string(absl::StripSuffix(absl::StripLeadingAsciiWhitespace(text), "\n"));
}

}  // namespace

absl::string_view FindingTypeName(v1::FindingType type) {
  switch (type) {
    case v1::FINDING_TYPE_RATE_MISMATCH:
      return "rate_mismatch";
    case v1::FINDING_TYPE_RATE_UNREACHABLE:
      return "rate_unreachable";
    case v1::FINDING_TYPE_SUM_MISMATCH:
      return "sum_mismatch";
    case v1::FINDING_TYPE_PART_EXCEEDS_WHOLE:
      return "part_exceeds_whole";
    case v1::FINDING_TYPE_CHANGE_MISMATCH:
      return "change_mismatch";
    case v1::FINDING_TYPE_PUBLISHED_LATE:
      return "published_late";
    case v1::FINDING_TYPE_RESTATED:
      return "restated";
    case v1::FINDING_TYPE_OTHER_BASE:
      return "other_base";
    case v1::FINDING_TYPE_OUTLIER:
      return "outlier";
    case v1::FINDING_TYPE_TOLD_TWICE:
      return "told_twice";
    case v1::FINDING_TYPE_NOT_READ:
      return "not_read";
    default:
      return "";
  }
}

std::string PrintedFigure(const v1::Quantity& quantity) {
  const std::string number = PrintedNumber(quantity.value_e4(), quantity.resolution_e4());
  switch (quantity.bound()) {
    case v1::BOUND_AT_LEAST:
      return absl::StrCat(number, "余", quantity.unit());
    case v1::BOUND_AT_MOST:
      return absl::StrCat(number, quantity.unit(), "以内");
    case v1::BOUND_ABOUT:
      return absl::StrCat("约", number, quantity.unit());
    case v1::BOUND_RANGE:
      return absl::StrCat(number, "—", PrintedNumber(quantity.high_e4(), quantity.resolution_e4()),
                          quantity.unit());
    default:
      return absl::StrCat(number, quantity.unit());
  }
}

v1::Finding SayFinding(const ReportView& view, const RawFinding& raw) {
  v1::Finding finding;
  finding.set_type(raw.type);
  finding.set_note(raw.note);
  finding.set_expected(raw.expected);
  finding.set_printed(raw.printed);
  std::vector<std::string> figures;
  for (int i : raw.at) {
    finding.add_observations(view.at(i).name());
    *finding.add_spans() = view.at(i).span();
    *finding.add_source_spans() = view.at(i).source_span();
    figures.push_back(NamedAmong(view, raw.at, i));
  }
  if (raw.at.empty()) return finding;
  finding.set_quotation(Quotation(view, raw.at[0]));
  const auto unit = [&](size_t at) { return view.at(raw.at[at]).quantity().unit(); };
  const std::string others = absl::StrJoin(figures.begin() + 1, figures.end(), "、");
  const std::string others_en = absl::StrJoin(figures.begin() + 1, figures.end(), ", ");
  switch (raw.type) {
    case v1::FINDING_TYPE_RATE_MISMATCH:
      finding.set_text_zh(absl::StrCat(figures[0], ":按", figures[1], "与", figures[2], "计算为",
                                       raw.expected, "%,", kCautionZh));
      finding.set_text_en(absl::StrCat(figures[0], " is printed; ", figures[1], " of ", figures[2], " is ",
                                       raw.expected, "%.", kCautionEn));
      break;
    case v1::FINDING_TYPE_RATE_UNREACHABLE:
      finding.set_text_zh(
          absl::StrCat(figures[0], ":以", figures[1], "为基数,没有任何整数件数能得出该比率,", kCautionZh));
      finding.set_text_en(absl::StrCat(figures[0], " is printed; no whole number out of ", figures[1],
                                       " makes that rate.", kCautionEn));
      break;
    case v1::FINDING_TYPE_SUM_MISMATCH:
      finding.set_text_zh(
          absl::StrCat(figures[0], ":所列各项(", others, ")合计为", raw.expected, unit(0), ",", kCautionZh));
      finding.set_text_en(absl::StrCat(figures[0], " is printed; the parts listed (", others_en,
                                       ") add up to ", raw.expected, unit(0), ".", kCautionEn));
      break;
    case v1::FINDING_TYPE_PART_EXCEEDS_WHOLE:
      finding.set_text_zh(absl::StrCat(figures[0], "大于其所属的", figures[1], ",", kCautionZh));
      finding.set_text_en(absl::StrCat(figures[0], " is greater than ", figures[1],
                                       ", of which it is said to be a part.", kCautionEn));
      break;
    case v1::FINDING_TYPE_CHANGE_MISMATCH: {
      const bool up = view.at(raw.at[0]).direction() == v1::DIRECTION_UP;
      finding.set_text_zh(absl::StrCat(NamedChange(view.at(raw.at[0])), ":按", others, "计算为", raw.expected,
                                       unit(0), ",", kCautionZh));
      finding.set_text_en(absl::StrCat(up ? "A rise of " : "A fall of ", figures[0], " is printed; ",
                                       others_en, " make it ", raw.expected, unit(0), ".", kCautionEn));
      break;
    }
    case v1::FINDING_TYPE_OTHER_BASE: {
      const v1::Indicator* rate = view.catalog().Find(view.at(raw.at[0]).indicator());
      const v1::Indicator* base = rate == nullptr ? nullptr : view.catalog().Find(rate->denominator());
      const std::string base_zh = base == nullptr ? "另一项" : absl::StrCat("“", base->zh_name(), "”");
      const std::string base_en = base == nullptr ? "another" : absl::StrCat("“", base->en_name(), "”");
      finding.set_text_zh(absl::StrCat(figures[0], ":所用基数为", figures.back(), ",指标目录以", base_zh,
                                       "为基数,口径不同。"));
      finding.set_text_en(absl::StrCat(figures[0], " is on the base of ", figures.back(),
                                       "; the catalog's is ", base_en, "."));
      break;
    }
    case v1::FINDING_TYPE_TOLD_TWICE:
      finding.set_text_zh(absl::StrCat(figures[0], ":前文为", figures[1], ",", kCautionZh));
      finding.set_text_en(
          absl::StrCat(figures[0], " is printed; before it the report has ", figures[1], ".", kCautionEn));
      break;
    default:
      break;
  }
  return finding;
}

v1::Finding SayAcross(const AcrossFinding& found, const v1::Observation& disputed,
                      const v1::Observation& other, uint32_t other_year, absl::string_view sentence) {
  v1::Finding finding;
  finding.set_type(found.type);
  finding.add_observations(disputed.name());
  *finding.add_spans() = disputed.span();
  *finding.add_source_spans() = disputed.source_span();
  finding.set_quotation(std::string(sentence));
  finding.set_printed(DecimalE4(disputed.quantity().value_e4()));
  const std::string said = Named(disputed), there = Named(other);
  if (found.type == v1::FINDING_TYPE_OUTLIER) {
    finding.set_note(true);
    finding.set_text_zh(absl::StrCat(said, ":与本地区其他年度相差20倍以上,请核对单位和口径。"));
    finding.set_text_en(
        absl::StrCat(said, " differs from the region's other years by a factor of 20 or more."));
    return finding;
  }
  finding.set_against(other.name());
  finding.set_expected(DecimalE4(other.quantity().value_e4()));
  if (found.type == v1::FINDING_TYPE_RESTATED) {
    finding.set_text_zh(
        absl::StrCat("本报告称", other_year, "年", said, ",该年度报告为", there, ",", kCautionZh));
    finding.set_text_en(absl::StrCat("This report gives ", said, " for ", other_year,
                                     "; that year's own report gives ", there, ".", kCautionEn));
  } else {
    // What the year before must have had by the change, within its rounding.
    const std::string& unit = other.quantity().unit();
    const std::string low = DecimalE4(DivideE4(found.low_e4, kOneE4, 1));
    const std::string high = DecimalE4(DivideE4(found.high_e4, kOneE4, 1));
    const bool up = disputed.direction() == v1::DIRECTION_UP;
    finding.set_text_zh(absl::StrCat("本报告称", NamedChange(disputed), ",由此推算", other_year, "年为", low,
                                     low == high ? "" : absl::StrCat("至", high), unit, ",而", other_year,
                                     "年度报告为", there, ",", kCautionZh));
    finding.set_text_en(absl::StrCat(up ? "A rise of " : "A fall of ", said, " is printed, which makes ", low,
                                     low == high ? "" : absl::StrCat(" to ", high), unit, " of ", other_year,
                                     "; that year's own report gives ", there, ".", kCautionEn));
  }
  return finding;
}

}  // namespace fazhi::aggregation
