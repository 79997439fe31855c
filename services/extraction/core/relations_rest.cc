#include "services/extraction/core/relations_rest.h"

#include "services/text/affixes.h"

namespace fazhi::extraction {

// 年末实有经营主体1.42万户,当年新设2105户: some of the businesses that are new are gone again by then.
bool RestReader::AreBusinesses(uint32_t m, uint32_t stock) const {
  return view_.UnitOf(m) == "户" && (ContainsOneOf(view_.Own(m), {U"主体", U"企业", U"商户"}) ||
                                     ContainsOneOf(view_.Own(stock), {U"主体", U"企业", U"商户"}));
}

// 其余5卷, 另有2件: what is left of the same whole. 结转下年1件 is, where the numbers say so.
bool RestReader::ReadRest(uint32_t m) {
  if (carried_.IsLeftToNext(m)) return ReadRestOf(m);
  if (!(CuesOf(m).between & kCueRest)) return false;
  // 持证1164人,其中乡镇142人;另有辅助人员213人: others than those, unless they make up the whole.
  const bool others = view_.FragmentOf(m).parted && Contains(view_.LeftBehindStops(m), U'另');
  for (uint32_t w = m; w > walk_.Floor(m); --w) {
    const uint32_t whole = relations_[w - 1].part_of;
    // 在编138名,持证131名;另有协管员96名: not what is left of 138.
    if (whole == kNoMeasure || !view_.SameSort(m, whole)) continue;
    const absl::int128 both = view_.ValueE4(w - 1) + view_.ValueE4(m);
    if (others ? both == view_.ValueE4(whole) : both <= view_.ValueE4(whole)) {
      relations_[m].part_of = whole;
      return true;
    }
  }
  return ReadRestOf(m);
}

// 立案31宗,处罚26宗,其余5宗: the rest and what stands before it make up the whole.
bool RestReader::ReadRestOf(uint32_t m) {
  uint32_t part = kNoMeasure;
  for (uint32_t w = m; w > walk_.Floor(m); --w) {
    const uint32_t whole = w - 1;
    if (!view_.SameSort(m, whole) || !walk_.Visible(m, whole)) continue;
    if (part == kNoMeasure) {
      part = whole;
    } else if (view_.ValueE4(part) + view_.ValueE4(m) == view_.ValueE4(whole) &&
               relations_[whole].part_of != part) {
      relations_[m].part_of = relations_[part].part_of = whole;
      return true;
    } else {
      return false;
    }
  }
  return false;
}

// 受理36件,审结33件,3件尚在审理 and 未审结3件: what is not done yet is a part of what the done is a part
// of.
bool RestReader::ReadOpen(uint32_t m) {
  const CueWords& words = CueWords::Get();
  const bool open = (words.Beginning(view_.View(view_.FragmentOf(m).right)) & kCueOpen) ||
                    ((words.Beginning(view_.Said(m)) | words.Beginning(view_.ShortLeft(m))) & kCueOpen);
  if (!open) return false;
  for (uint32_t w = m; w > walk_.Floor(m); --w) {
    const uint32_t whole = relations_[w - 1].part_of;
    if (!walk_.Visible(m, w - 1) || !words.In(view_.Said(w - 1), kCueDone)) continue;
    // 审结23件,尚有2件正在办理: nor is it a part of the done.
    if (whole == kNoMeasure && view_.SameSort(m, w - 1)) return true;
    if (whole == kNoMeasure || !view_.SameUnit(m, whole)) continue;  // 整改资金12万元,正在整改10项
    if (!view_.SameSort(m, whole) || !view_.Fits(m, whole)) return false;
    relations_[m].part_of = whole;
    return true;
  }
  return false;
}

// 新接收205人、解除221人: what comes and goes is no part of what there is.
bool RestReader::Flows(uint32_t m) const {
  const uint32_t next = m + 1;
  return next < view_.measures.size() && !view_.FragmentOf(next).first &&
         view_.UnitOf(next) == view_.UnitOf(m) && (CueWords::Get().Beginning(view_.Said(next)) & kCueLeft);
}

// 有村居法律顾问186名,当年新聘12名: the new ones are a part of what there is.
bool RestReader::ReadFresh(uint32_t m) {
  if (!(CuesOf(m).left & kCueFresh) || !(CueWords::Get().Beginning(view_.RawLeft(m)) & kCueFresh) || Flows(m))
    return false;
  uint32_t whole = walk_.Nearest(m);
  if (whole == kNoMeasure) return false;
  if (relations_[whole].part_of != kNoMeasure) whole = relations_[whole].part_of;
  if (!view_.Fits(m, whole) || AreBusinesses(m, whole)) return false;
  relations_[m].part_of = whole;
  return true;
}

// 总投资1036亿元、环保投资58亿元: the whole is called total of what the part's words end in.
bool RestReader::ReadTotalOf(uint32_t m) {
  if (m == walk_.sentence_begin()) return false;
  const auto noun = view_.NounOf(m);
  const auto own = view_.Own(m - 1);
  if (noun.empty() || own.size() < 3 || own[own.size() - 3] != U'总' || own.substr(own.size() - 2) != noun ||
      !view_.SameSort(m, m - 1) || !view_.Fits(m, m - 1))
    return false;
  relations_[m].part_of = m - 1;
  return true;
}

// 新增37项、累计142项: the new ones are a part of what there is, where that is counted and not only passed
// (总量突破1.5万户).
bool RestReader::ReadStock(uint32_t m) {
  if (m == walk_.sentence_begin() || !(CuesOf(m).left & kCueStock) || !view_.SameSort(m, m - 1) ||
      AreBusinesses(m - 1, m) || Contains(view_.Own(m), U"新增") || !view_.Fits(m - 1, m) ||
      view_.QuantityOf(m).bound() == v1::BOUND_AT_LEAST ||
      !(Contains(view_.Own(m - 1), U'新') || CueWords::Get().In(view_.RawLeft(m - 1), kCueFresh)))
    return false;
  if (relations_[m - 1].part_of == kNoMeasure) relations_[m - 1].part_of = m;
  return true;
}

}  // namespace fazhi::extraction
