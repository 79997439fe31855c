// What a figure whose own words cannot stand alone takes over: the noun of a figure before, or the topic.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"

namespace fazhi::extraction {
namespace {

// How far back a bare figure looks for the topic of its passage, in code points.
constexpr uint32_t kTopicReach = 160;
// A head that is carried over is cut to its last words beyond this length.
constexpr uint32_t kLongestHead = 16;

}  // namespace

Piece MeasureReader::TopicBefore(uint32_t i, uint32_t at) {
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
  const auto& section = context_.outline.sections(static_cast<int>(sentence.section()));
  while (hit_cursor_ < hits_.size() && hits_[hit_cursor_].begin < at) ++hit_cursor_;
  while (hit_cursor_ > 0 && hits_[hit_cursor_ - 1].begin >= at) --hit_cursor_;
  const uint32_t floor = std::max(section.span().begin(), at > kTopicReach ? at - kTopicReach : 0);
  uint32_t paragraph = at;
  while (paragraph > floor && text_[paragraph - 1] != U'\n') --paragraph;
  for (uint32_t h = hit_cursor_; h > 0 && hits_[h - 1].begin >= floor; --h) {
    const TopicHit& hit = hits_[h - 1];
    if (hit.begin < paragraph && hit.begin >= section.heading().end()) continue;
    if (hit.end <= at && hit.end - hit.begin >= 2 && !stripper_.IsBare({hit.begin, hit.end})) {
      // 公共法律服务 rather than 法律服务 inside it.
      uint32_t longest = h - 1;
      for (uint32_t k = longest; k > 0 && hits_[k - 1].end >= hit.begin; --k) {
        if (hits_[k - 1].end >= hits_[longest].end && hits_[k - 1].end <= at) longest = k - 1;
      }
      return {hits_[longest].begin, hits_[longest].end};
    }
  }
  return {};
}

Piece MeasureReader::HeadOfLeft(Piece words) const {
  Piece head = stripper_.Strip(stripper_.ObjectOf(words));
  const size_t etc = View(head).rfind(U'等');
  const bool list =
      etc != std::u32string_view::npos && etc + 3 <= head.size() &&
      (head.size() > kLongestHead || View(head).substr(0, etc).find(U'、') != std::u32string_view::npos);
  if (list) head.begin += static_cast<uint32_t>(etc) + 1;
  if (head.size() > kLongestHead) head.begin = head.end - kLongestHead;
  return head;
}

void MeasureReader::CarryOver(uint32_t i, Piece own, Piece verb, Measure& measure, bool lend_rate) {
  measure.bare = true;
  uint32_t base = anchor_;
  if (const uint32_t whole = fragments_[i].bracket) {
    base = first_of_[whole - 1];
  } else if (!own.empty() && anchor_of_sort_[SortOf(UnitOf(i))] != kNoMeasure && UnitOf(i) != "%") {
    base = anchor_of_sort_[SortOf(UnitOf(i))];
  }
  Piece carried;
  if (base != kNoMeasure && base < measures_.size() - 1) {
    measure.base = base;
    carried = measures_[base].head;
  }
  // 罚没款1.37亿元,移送司法机关42件: what is counted is no money.
  const bool money = measure.base != kNoMeasure && !own.empty() &&
                     UnitOf(measures_[measure.base].quantity) == "元" && UnitOf(i) != "元" &&
                     UnitOf(i) != "%";
  if (money) {
    measure.base = kNoMeasure;
    carried = {};
  } else if (carried.empty()) {
    carried = TopicBefore(i, own.empty() ? fragments_[i].left.end : own.begin);
    const uint32_t sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
    if (before_ != kNoMeasure && carried.begin < sentence &&
        UnitOf(measures_[before_].quantity) == UnitOf(i) && !measures_[before_].head.empty()) {
      carried = measures_[before_].head;
    }
    if (!carried.empty() && anchor_ == kNoMeasure) SetAnchor(i);
  }
  const bool rate =
      lend_rate || (!own.empty() && (text_[own.end - 1] == U'率' || text_[own.end - 1] == U'比'));
  if (own.size() >= 4 && own.size() <= 6) {
    if (const Piece actor = ActorBefore(own); !actor.empty()) carried = actor;
  }
  Piece before = own;
  if (rate) {
    const Piece named = NamedBefore(own);
    if (!named.empty()) carried = named;
    before.end = before.begin;
  } else if (!verb.empty() && IsPlainObject({verb.end, own.end})) {
    before.end = verb.end;
  }
  measure.own_before = before.size();
  measure.phrase.Append(before);
  measure.phrase.Append(carried);
  measure.phrase.Append(Piece{before.end, own.end});
  measure.head = carried;
}

bool MeasureReader::IsPlainObject(Piece piece) const {
  for (const std::u32string_view word : {U"申请", U"案件", U"事项", U"问题", U"纠纷"}) {
    if (View(piece) == word) return true;
  }
  return false;
}

// 负责人应出庭22件,实际出庭20件,出庭应诉率: the same are meant.
Piece MeasureReader::ActorBefore(Piece own) const {
  for (uint32_t m = static_cast<uint32_t>(measures_.size()) - 1; m > MeasureFloor(); --m) {
    const Piece before = measures_[m - 1].own;
    if (before.size() < 4 || measures_[m - 1].bare ||
        before.end > quantities_[measures_[m - 1].quantity].begin || !stripper_.EndsInVerb(before) ||
        !stripper_.LeadingVerb(before).empty())
      continue;
    if (View(own).find(View({before.end - 2, before.end})) == std::u32string_view::npos) return {};
    Piece who = before;
    while (stripper_.EndsInVerb(who)) who.end -= words_.Suffix(View(who), kAct).length;
    return stripper_.IsBare(who) ? Piece() : who;
  }
  return {};
}

Piece MeasureReader::NamedBefore(Piece own) const {
  if (measures_.size() < 2 || own.size() < 3) return {};
  const Piece before = measures_[measures_.size() - 2].own;
  const uint32_t stem = own.size() - 1;
  if (before.size() <= stem || text_[own.end - 1] != U'率') return {};
  const Piece rest = {before.begin, before.end - stem};
  if (View({rest.end, before.end}) != View({own.begin, own.begin + stem})) return {};
  // 调解成功 names what succeeded, 成功化解 does not say what was resolved.
  const bool says_what = !stripper_.IsBare(rest) ||
                         (stripper_.Covered(rest, kAct) && !stripper_.Covered({rest.end, before.end}, kAct));
  return says_what ? rest : Piece();
}

bool MeasureReader::IsAside(uint32_t i) const {
  return quantities_[i].begin > 0 && text_[quantities_[i].begin - 1] == U'(' && !fragments_[i].first;
}

void MeasureReader::SetAnchor(uint32_t i) {
  const absl::string_view unit = UnitOf(i);
  if (unit == "%" || (unit == "元" && anchor_ != kNoMeasure) || IsAside(i)) return;
  const auto last = static_cast<uint32_t>(measures_.size() - 1);
  if (anchor_ != kNoMeasure && UnitOf(measures_[anchor_].quantity) == unit &&
      words_.Prefix(View(measures_[last].own), kOutcome)) {
    return;
  }
  anchor_ = anchor_of_sort_[SortOf(unit)] = last;
}

uint32_t MeasureReader::SortOf(absl::string_view unit) {
  for (const absl::string_view people : {"人", "名", "人次", "位"}) {
    if (unit == people) return 1;
  }
  for (const absl::string_view bodies : {"家", "户", "家次", "户次"}) {
    if (unit == bodies) return 2;
  }
  return 0;
}

bool MeasureReader::FollowsInParagraph(uint32_t i) const {
  if (i == 0) return false;
  const uint32_t sentence = quantities_[i].sentence;
  if (sentence == 0 || quantities_[i - 1].sentence + 1 != sentence) return false;
  const uint32_t begin = context_.outline.sentences(static_cast<int>(sentence)).begin();
  const uint32_t end = context_.outline.sentences(static_cast<int>(sentence) - 1).end();
  return View({std::min(begin, end > 0 ? end - 1 : 0), begin + 1}).find(U'\n') == std::u32string_view::npos;
}

}  // namespace fazhi::extraction
