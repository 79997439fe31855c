#include "services/extraction/core/relations_table_rates.h"

#include <algorithm>

#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Rows above a rate whose counts it may be made from, and how many of them.
constexpr uint32_t kReach = 12;
constexpr size_t kMostNear = 24;
// A share that the counts make further off than this (in %) is of something else.
constexpr int64_t kShareSlackE4 = 15 * 10000;
// Fewer agree by chance.
constexpr size_t kFewestShares = 3;

// 占受理总数比例, 占比, 比重.
bool SaysShare(std::u32string_view words) {
  return Contains(words, U'占') || EndsWithOneOf(words, {U"比例", U"比重", U"构成比", U"百分比"});
}

}  // namespace

TableRates::TableRates(const RelationView& view, const std::vector<TableFigure>& counts,
                       const std::vector<TableFigure>& rates, std::vector<Relation>& relations)
    : view_(view), counts_(counts), rates_(rates), relations_(relations) {
  for (const TableFigure& rate : rates_) {
    Say(rate.measure);
    if (!SaysShare(words_)) continue;
    const auto behind =
        std::lower_bound(counts_.begin(), counts_.end(), rate.measure,
                         [](const TableFigure& count, uint32_t measure) { return count.measure < measure; });
    uint32_t part = kNoMeasure;
    for (auto count = behind; part == kNoMeasure && count != counts_.begin();) {
      --count;
      if (count->row + 1 < rate.row) break;
      if (count->row == rate.row || count->column == rate.column) part = count->measure;
    }
    if (part != kNoMeasure) shares_.push_back({rate.measure, part});
  }
  std::stable_sort(shares_.begin(), shares_.end(), OfEarlierPart);
}

bool TableRates::AreOf(const std::vector<uint32_t>& parts, uint32_t whole) const {
  size_t shares = 0;
  size_t agree = 0;
  for (const uint32_t part : parts) {
    const auto [begin, end] =
        std::equal_range(shares_.begin(), shares_.end(), Share{kNoMeasure, part}, OfEarlierPart);
    for (auto share = begin; share != end; ++share, ++shares) {
      if (view_.Matches(share->rate, part, whole, RoundingOf(share->rate))) ++agree;
    }
  }
  return agree >= kFewestShares && agree * 5 >= shares * 4;
}

int64_t TableRates::RoundingOf(uint32_t rate) const {
  return (std::max<int64_t>(view_.QuantityOf(rate).resolution_e4(), 1) + 1) / 2;
}

void TableRates::Read() {
  ReadRates();
  for (const Share& share : shares_) ReadShare(share);
}

void TableRates::ReadShare(const Share& share) {
  const uint32_t whole = relations_[share.part].part_of;
  if (whole == kNoMeasure || relations_[share.rate].numerator != kNoMeasure ||
      view_.Figure(share.rate).period != view_.Figure(share.part).period ||
      !view_.Matches(share.rate, share.part, whole, kShareSlackE4))
    return;
  relations_[share.rate].numerator = share.part;
  relations_[share.rate].denominator = whole;
}

// 审结 | 纠错 | 纠错率: a rate that is called as a count of its row or column is made from that, of the
// whole that the numbers show.
void TableRates::ReadRates() {
  size_t row = 0;  // first cell that a rate's row or the rows right above hold
  for (const TableFigure& rate : rates_) {
    while (row < counts_.size() && counts_[row].row + kReach < rate.row) ++row;
    Say(rate.measure);
    if (words_.size() < 3 || words_.back() != U'率') continue;
    const std::u32string stem = words_.substr(words_.size() - 3, 2);
    near_.clear();
    for (size_t i = row; i < counts_.size() && counts_[i].row <= rate.row; ++i) {
      if (counts_[i].row == rate.row || counts_[i].column == rate.column) near_.push_back(counts_[i].measure);
      if (near_.size() == kMostNear) break;
    }
    ReadRate(rate.measure, stem);
  }
}

void TableRates::ReadRate(uint32_t rate, std::u32string_view stem) {
  const bool tells = view_.ValueE4(rate) != 100 * 10000 && view_.ValueE4(rate) != 0;
  const int64_t slack = RoundingOf(rate);
  for (const uint32_t n : near_) {
    Say(n);
    const size_t at = words_.find(stem);
    if (at == std::u32string::npos || (at > 0 && (words_[at - 1] == U'不' || words_[at - 1] == U'未')))
      continue;
    for (const uint32_t d : near_) {
      const bool whole = relations_[n].part_of == d;
      if (d == n || !(tells || whole) || !view_.SameUnitAndTime(n, d) ||
          view_.Figure(d).period != view_.Figure(rate).period ||
          !view_.Matches(rate, n, d, whole ? kShareSlackE4 : slack)) {
        continue;
      }
      relations_[rate].numerator = n;
      relations_[rate].denominator = d;
      if (whole) return;
    }
  }
  if (relations_[rate].numerator == kNoMeasure && tells) ReadRateOfPart(rate, slack);
}

// 撤销、变更 | 纠错率: the rate is called otherwise than the part that makes it exactly.
void TableRates::ReadRateOfPart(uint32_t rate, int64_t slack) {
  if (2 * slack >= kWholePercentE4) return;
  for (size_t i = near_.size(); i > 0; --i) {
    const uint32_t n = near_[i - 1];
    const uint32_t d = relations_[n].part_of;
    if (d == kNoMeasure || view_.ValueE4(d) < kTellingBaseE4 ||
        view_.Figure(d).period != view_.Figure(rate).period || !view_.Matches(rate, n, d, slack)) {
      continue;
    }
    relations_[rate].numerator = n;
    relations_[rate].denominator = d;
    return;
  }
}

// What the cell's heads say, into words_.
void TableRates::Say(uint32_t m) {
  words_.clear();
  view_.measures[m].phrase.AppendTo(view_.text, words_);
}

}  // namespace fazhi::extraction
