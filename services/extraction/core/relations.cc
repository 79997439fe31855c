#include "services/extraction/core/relations.h"

#include <algorithm>
#include <string>

#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/relations_rates.h"
#include "services/extraction/core/relations_stages.h"
#include "services/extraction/core/relations_tables.h"
#include "services/extraction/core/relations_view.h"

namespace fazhi::extraction {
namespace {

// Figures of a sentence that are looked at before a part or a rate, and parts that one list may have.
constexpr uint32_t kLookBack = 12;
constexpr size_t kLongestList = 16;
// Figures of one bracket whose whole is looked for.
constexpr uint32_t kLongestBracket = 64;
// Code points between two figures that are searched for words of a part.
constexpr uint32_t kLongestBetween = 40;
// Code points from the end of a figure to the 中 that makes it the whole of what follows.
constexpr uint32_t kLongestNoun = 16;
// Code points from one sentence's last figure to the next sentence's first that goes on with it.
constexpr uint32_t kLongestGap = 120;
// Below this, two counts that happen to make up a third say nothing.
constexpr int64_t kTellingSumE4 = 20 * 10000;

class Reader {
 public:
  Reader(const RelationView& view, std::vector<Relation>& relations)
      : view_(view), text_(view.text), relations_(relations), stages_(Stages::Get()) {}

  void Run() {
    const auto size = static_cast<uint32_t>(view_.measures.size());
    relations_.assign(size, Relation());
    for (uint32_t m = 0; m < size; ++m) {
      const bool first = m == 0 || view_.measures[m - 1].quantity != view_.measures[m].quantity;
      if (view_.FragmentOf(m).first && first) BeginSentence(m);
      if (view_.SentenceOf(m).table() != 0 && m >= table_end_) ReadTable(m);
      if (view_.Figure(m).kind != v1::KIND_LEVEL || view_.Figure(m).status == v1::STATUS_PRIOR) continue;
      if (view_.IsRate(m)) {
        ReadRate(view_, m, Floor(m), relations_);
      } else if (relations_[m].part_of != kNoMeasure) {
        list_whole_ = relations_[m].part_of;
        list_sum_ += view_.ValueE4(m);
      } else {
        ReadPart(m);
        ReadSum(m);
      }
    }
  }

 private:
  uint32_t Floor(uint32_t m) const { return std::max(sentence_begin_, m > kLookBack ? m - kLookBack : 0); }

  void BeginSentence(uint32_t m) {
    before_begin_ = sentence_begin_;
    sentence_begin_ = m;
    list_whole_ = kNoMeasure;
    carried_ = kNoMeasure;
  }

  void ReadTable(uint32_t m) {
    const uint32_t table = view_.SentenceOf(m).table();
    table_end_ = m + 1;
    while (table_end_ < view_.measures.size() && view_.SentenceOf(table_end_).table() == table) ++table_end_;
    ReadTableRelations(view_, m, table_end_, relations_);
  }

  // Whether the figure stands outside of brackets, or in the same one as m.
  bool Visible(uint32_t m, uint32_t w) const {
    const uint32_t bracket = view_.FragmentOf(w).bracket;
    return bracket == 0 || bracket == view_.FragmentOf(m).bracket;
  }

  std::u32string_view RawLeft(uint32_t m) const { return view_.View(view_.FragmentOf(m).left); }

  // The text between the figure before in the sentence and this one.
  std::u32string_view Between(uint32_t q) const {
    if (view_.fragments[q].first) return {};
    const uint32_t begin = view_.quantities[q - 1].end;
    const uint32_t end = std::max(begin, view_.quantities[q].begin);
    return text_.substr(begin, std::min(end - begin, kLongestBetween));
  }

  bool Joined(uint32_t q) const {
    const Fragment& fragment = view_.fragments[q];
    if (StartsWithJoin(fragment)) return true;
    return fragment.attached && view_.quantities[q - 1].grey && StartsWithJoin(view_.fragments[q - 1]);
  }

  bool StartsWithJoin(const Fragment& fragment) const {
    return fragment.attached && !fragment.left.empty() &&
           WordTable::Get().Prefix(view_.View(fragment.left), kJoin);
  }

  // The counts that follow each other from `first` on and may be parts of one whole, rates and changes
  // between them left out: in items_.
  void CollectItems(uint32_t first) {
    items_.clear();
    const auto size = static_cast<uint32_t>(view_.measures.size());
    const uint32_t bracket = view_.FragmentOf(first).bracket;
    for (uint32_t m = first; m < size && items_.size() < kLongestList && m < first + 3 * kLongestList; ++m) {
      const uint32_t q = view_.measures[m].quantity;
      if (m > first && view_.fragments[q].first) break;
      if (m > first && view_.measures[m - 1].quantity == q) continue;
      if (view_.Figure(m).grey) continue;
      const uint32_t at = view_.FragmentOf(m).bracket;
      if (at != bracket) {
        if (bracket != 0) break;
        continue;
      }
      if (view_.Figure(m).kind == v1::KIND_CHANGE || view_.IsRate(m)) continue;
      if (view_.Figure(m).kind != v1::KIND_LEVEL || view_.Figure(m).status == v1::STATUS_PRIOR) break;
      if (view_.QuantityOf(m).unit() != view_.QuantityOf(first).unit()) {
        if (m > first && view_.measures[m].copied) continue;
        break;
      }
      if (m > first && HasAny(Between(q), {U"其中", U"合计", U"共计", U"总计", U",共"})) break;
      items_.push_back(m);
    }
  }

  // How many of items_ make up `whole` exactly, at least two; 0 when they do not.
  size_t MakeUp(uint32_t whole) const {
    int64_t sum = 0;
    for (size_t i = 0; i < items_.size(); ++i) {
      if (items_[i] == whole) return 0;
      sum += view_.ValueE4(items_[i]);
      if (sum > view_.ValueE4(whole)) return 0;
      if (i > 0 && sum == view_.ValueE4(whole)) return i + 1;
    }
    return 0;
  }

  bool Says(uint32_t m, std::u32string_view word) {
    words_.clear();
    words_.append(view_.View(view_.measures[m].left));
    view_.measures[m].phrase.AppendTo(text_, words_);
    return words_.find(word) != std::u32string::npos;
  }

  // The last two characters of the part's own noun; empty when it has none.
  std::u32string_view NounOf(uint32_t m) const {
    const auto own = view_.Own(m);
    if (view_.measures[m].bare || own.size() < 3) return {};
    return own.substr(own.size() - 2);
  }

  // The whole of a figure that words say is a part: the one that it and the figures behind it make up; else
  // the nearest count of the same sort outside brackets that are closed, unless it is of another thing than a
  // farther one, or was only done to a part of that (立案4872件,移送42件,其中食品1530件).
  uint32_t WholeBefore(uint32_t m) {
    CollectItems(m);
    const auto noun = NounOf(m);
    uint32_t nearest = kNoMeasure;
    uint32_t better = kNoMeasure;
    for (uint32_t w = m; w > Floor(m); --w) {
      const uint32_t whole = w - 1;
      if (!view_.SameSort(m, whole) || !Visible(m, whole)) continue;
      if (const size_t n = MakeUp(whole)) {
        for (size_t i = 1; i < n; ++i) relations_[items_[i]].part_of = whole;
        return whole;
      }
      if (nearest == kNoMeasure) {
        nearest = whole;
      } else if (better == kNoMeasure && view_.Fits(m, whole)) {
        const bool other = !view_.Fits(m, nearest) && stages_.PartLine(view_.Own(nearest)) >= 0;
        const bool named = !noun.empty() && !Says(nearest, noun) && Says(whole, noun);
        if (other || named) better = whole;
      }
    }
    return better != kNoMeasure ? better : nearest;
  }

  // 9个乡镇中,有4个; 按案件性质分,刑事71件; 26件,分别为查封11件.
  bool SaysPart(uint32_t m) const {
    const uint32_t q = view_.measures[m].quantity;
    auto between = Between(q);
    if (HasAny(between, {U"中,", U"中有"})) return true;
    if (between.find(U"分,") != std::u32string_view::npos && between.find(U'按') != std::u32string_view::npos)
      return true;
    if (view_.measures[m].own.empty()) return false;
    while (!between.empty() && (between.front() == U',' || between.front() == U':')) between.remove_prefix(1);
    for (const std::u32string_view word : {U"分别为", U"分别是", U"分别有", U"包括", U"具体为", U"分为"}) {
      if (between.substr(0, word.size()) == word) return true;
    }
    return false;
  }

  // 112个所中,不足5人的所有23个; 9个旗区中仅4个: the whole that 中 stands behind.
  uint32_t WholeWithin(uint32_t m) const {
    for (uint32_t w = m; w > Floor(m) && w + 4 > m; --w) {
      const uint32_t whole = w - 1;
      if (!view_.SameSort(m, whole)) continue;
      const uint32_t begin = view_.Figure(whole).end;
      const uint32_t end = std::min(begin + kLongestNoun, view_.Figure(m).begin);
      for (uint32_t p = begin; p < end; ++p) {
        const char32_t c = text_[p];
        if (c == U',' || c == U';' || c == U'。' || c == U'、') break;
        if (c != U'中') continue;
        const char32_t next = p + 1 < text_.size() ? text_[p + 1] : U' ';
        const bool within = std::u32string_view(U",有仅只已尚共约近").find(next) != std::u32string_view::npos;
        return within && view_.Fits(m, whole) ? whole : kNoMeasure;
      }
      break;
    }
    return kNoMeasure;
  }

  // Whether m is its sentence's first figure and the sentence goes on right behind the one with figures
  // before.
  bool FollowsOn(uint32_t m) const {
    if (!view_.FragmentOf(m).first || sentence_begin_ == 0 || sentence_begin_ == before_begin_) return false;
    const uint32_t last = sentence_begin_ - 1;
    const uint32_t from = view_.Figure(last).end;
    const uint32_t begin = view_.SentenceOf(m).begin();
    const uint32_t at = view_.Figure(m).begin;
    return view_.Figure(last).sentence + 1 == view_.Figure(m).sentence && from <= begin && begin <= at &&
           at - from <= kLongestGap && view_.SentenceOf(last).section() == view_.SentenceOf(m).section() &&
           text_.substr(from, begin - from).find(U'\n') == std::u32string_view::npos;
  }

  uint32_t FloorBefore() const {
    return std::max(before_begin_, sentence_begin_ > kLookBack ? sentence_begin_ - kLookBack : 0);
  }

  // 审结案件中,维持1743件 and 其中,刑事40件 at the beginning of a sentence: the whole in the sentence before.
  uint32_t WholeAcross(uint32_t m) {
    if (!FollowsOn(m)) return kNoMeasure;
    const uint32_t begin = view_.SentenceOf(m).begin();
    const uint32_t at = view_.Figure(m).begin;
    auto lead = text_.substr(begin, std::min(at - begin, kLongestBetween));
    const size_t stop = lead.find(U"中,");
    if (stop == std::u32string_view::npos || lead.substr(0, stop).find(U',') != std::u32string_view::npos ||
        stop > 10) {
      return kNoMeasure;
    }
    lead = lead.substr(0, stop);
    bool any = lead == U"其";
    for (const std::u32string_view word : {U"在", U"上述", U"以上", U"这些", U"所有", U"全部", U"已"}) {
      if (lead.substr(0, word.size()) == word) lead.remove_prefix(word.size());
    }
    if (!any && lead.size() < 2) return kNoMeasure;
    const auto stem = lead.substr(0, 2);
    CollectItems(m);
    const auto noun = NounOf(m);
    uint32_t nearest = kNoMeasure;
    const uint32_t floor = FloorBefore();
    for (uint32_t w = sentence_begin_; w > floor; --w) {
      const uint32_t whole = w - 1;
      if (!view_.SameSort(m, whole) || view_.FragmentOf(whole).bracket != 0) continue;
      if (const size_t n = MakeUp(whole)) {
        for (size_t i = 1; i < n; ++i) relations_[items_[i]].part_of = whole;
        return whole;
      }
      if (nearest != kNoMeasure || !view_.Fits(m, whole)) continue;
      if (any ? relations_[whole].part_of == kNoMeasure && (noun.empty() || Says(whole, noun))
              : Says(whole, stem)) {
        nearest = whole;
      }
    }
    return nearest;
  }

  // 其余5卷, 另有2件: what is left of the same whole.
  bool ReadRest(uint32_t m) {
    if (!HasAny(Between(view_.measures[m].quantity), {U"其余", U"另有"})) return false;
    for (uint32_t w = m; w > Floor(m); --w) {
      const uint32_t whole = relations_[w - 1].part_of;
      if (whole != kNoMeasure && view_.SameSort(m, whole) && view_.Fits(m, whole)) {
        relations_[m].part_of = whole;
        return true;
      }
    }
    return false;
  }

  std::u32string_view Around(uint32_t m) const {
    const Fragment& fragment = view_.FragmentOf(m);
    return text_.substr(fragment.left.begin, fragment.right.end - fragment.left.begin);
  }

  void SetPart(uint32_t m, uint32_t whole) {
    relations_[m].part_of = whole;
    // What was carried over into the year is closed in it and yet was not received in it.
    if (Around(m).find(U"结转") != std::u32string_view::npos) relations_[whole].part_of = kNoMeasure;
  }

  void ReadBracket(uint32_t m) {
    const Fragment& fragment = view_.FragmentOf(m);
    const uint32_t floor = std::max(sentence_begin_, m > kLongestBracket ? m - kLongestBracket : 0);
    for (uint32_t w = m; w > floor; --w) {
      const uint32_t whole = w - 1;
      if (view_.measures[whole].quantity < fragment.bracket - 1) return;
      if (view_.measures[whole].quantity != fragment.bracket - 1) continue;
      if (view_.SameSort(m, whole) && view_.Fits(m, whole) && !Gloss(m, whole)) SetPart(m, whole);
      return;
    }
  }

  // 受案1862件,首次超过诉讼案件数(1397件): the bracket says the number of what stands before it.
  // 受理13件(上年 结转2件): what was carried over was not received.
  bool Gloss(uint32_t m, uint32_t whole) const {
    const Fragment& fragment = view_.FragmentOf(m);
    const uint32_t begin = view_.Figure(whole).end;
    const auto gap =
        text_.substr(begin, std::min(std::max(begin, fragment.left.begin) - begin, kLongestBetween));
    const size_t open = gap.rfind(U'(');
    if (view_.measures[m].own.empty() && open != std::u32string_view::npos &&
        gap.substr(0, open).find(U',') != std::u32string_view::npos) {
      return true;
    }
    const auto left = RawLeft(m);
    return left.find(U"结转") != std::u32string_view::npos && !HasAny(left, {U"含", U"其中", U"包括"}) &&
           HasAny(view_.Own(whole), {U"收", U"受理", U"新"});
  }

  void ReadPart(uint32_t m) {
    const uint32_t q = view_.measures[m].quantity;
    const Fragment& fragment = view_.fragments[q];
    if (RawLeft(m).find(U"结转") != std::u32string_view::npos) carried_ = m;
    if (fragment.bracket != 0) {
      ReadBracket(m);
      return;
    }
    if (ReadRest(m) || ReadTotal(m)) return;
    if (const uint32_t whole = WholeAcross(m); whole != kNoMeasure) {
      BeginList(m, whole);
      return;
    }
    if (const uint32_t whole = WholeWithin(m); whole != kNoMeasure) {
      BeginList(m, whole);
      return;
    }
    if (view_.measures[m].part || RawLeft(m).substr(0, 2) == U"其中" || SaysPart(m)) {
      uint32_t whole = WholeBefore(m);
      if (whole != kNoMeasure && m > 0 && view_.measures[m - 1].quantity == q) whole = WholeBefore(m - 1);
      list_whole_ = kNoMeasure;
      if (whole != kNoMeasure) BeginList(m, whole);
      return;
    }
    if (AfterColon(fragment) && view_.measures[m].bare && !fragment.first && view_.SameSort(m, m - 1) &&
        view_.Fits(m, m - 1)) {
      BeginList(m, m - 1);
      return;
    }
    if (list_whole_ != kNoMeasure && GoesOn(m)) {
      AddToList(m);
      return;
    }
    if (ReadNew(m) || ReadTotalOf(m)) return;
    if (!Joined(q)) list_whole_ = kNoMeasure;
    if (ReadCumulative(m)) return;
    ReadStage(m);
  }

  void BeginList(uint32_t m, uint32_t whole) {
    list_whole_ = whole;
    list_sum_ = 0;
    list_complete_ = !view_.measures[m].part;
    AddToList(m);
  }

  void AddToList(uint32_t m) {
    list_sum_ += view_.ValueE4(m);
    SetPart(m, list_whole_);
  }

  // Whether a figure goes on with the list of parts: joined by 、, or bare behind a comma, or behind a part's
  // share, while the parts still fit the whole.
  bool GoesOn(uint32_t m) const {
    if (!view_.SameSort(m, list_whole_) || !view_.Fits(m, list_whole_)) return false;
    const bool joined = Joined(view_.measures[m].quantity);
    if (joined && list_complete_) return true;
    if (list_sum_ + view_.ValueE4(m) > view_.ValueE4(list_whole_)) return false;
    if (joined) return true;
    if (view_.measures[m].bare && !view_.measures[m].copied) return true;
    return m > 1 && view_.IsRate(m - 1) && relations_[m - 2].part_of == list_whole_ &&
           relations_[m - 1].numerator == m - 2;
  }

  bool AfterColon(const Fragment& fragment) const {
    return fragment.left.begin > 0 && text_[fragment.left.begin - 1] == U':';
  }

  // 在册67.3万户,…,当年新设9.8万户: the new ones are a part of what there is.
  bool ReadNew(uint32_t m) {
    const auto left = RawLeft(m);
    bool found = false;
    for (const std::u32string_view word :
         {U"当年新", U"年内新", U"今年新", U"本年新", U"年度内新", U"本年度新"}) {
      found = found || left.substr(0, word.size()) == word;
    }
    if (!found) return false;
    for (uint32_t w = m; w > Floor(m); --w) {
      uint32_t whole = w - 1;
      if (!view_.SameSort(m, whole) || !Visible(m, whole)) continue;
      if (relations_[whole].part_of != kNoMeasure) whole = relations_[whole].part_of;
      if (!view_.Fits(m, whole)) return false;
      relations_[m].part_of = whole;
      return true;
    }
    return false;
  }

  // 总投资1036亿元、环保投资58亿元: the whole is called total of what the part's words end in.
  bool ReadTotalOf(uint32_t m) {
    const auto noun = NounOf(m);
    if (noun.empty() || m == sentence_begin_ || !view_.SameSort(m, m - 1) || !view_.Fits(m, m - 1))
      return false;
    const auto own = view_.Own(m - 1);
    if (own.size() < 3 || own.substr(own.size() - 2) != noun || own[own.size() - 3] != U'总') return false;
    relations_[m].part_of = m - 1;
    return true;
  }

  // 新增37项、累计142项: the new ones are a part of what there is.
  bool ReadCumulative(uint32_t m) {
    if (m == sentence_begin_ || !view_.SameSort(m, m - 1) || !view_.Fits(m - 1, m)) return false;
    if (!HasAny(RawLeft(m), {U"累计", U"总量", U"总数"}) ||
        view_.Own(m - 1).find(U'新') == std::u32string_view::npos)
      return false;
    if (relations_[m - 1].part_of == kNoMeasure) relations_[m - 1].part_of = m;
    return true;
  }

  // 保留204件、修改13件、废止56件,共273件: the whole behind its parts, where they make it up.
  bool ReadTotal(uint32_t m) {
    const auto left = RawLeft(m);
    if (left.size() > 8 || !HasAny(left, {U"共", U"合计", U"总计"})) return false;
    int64_t sum = 0;
    uint32_t parts = 0;
    for (uint32_t w = m; w > Floor(m); --w) {
      const uint32_t part = w - 1;
      if (view_.IsRate(part) || view_.Figure(part).kind == v1::KIND_CHANGE) continue;
      if (view_.FragmentOf(part).bracket != 0 || view_.measures[part].quantity == view_.measures[w].quantity)
        continue;
      if (!view_.SameSort(m, part)) return false;
      sum += view_.ValueE4(part);
      ++parts;
      if (sum > view_.ValueE4(m)) return false;
      if (sum != view_.ValueE4(m) || parts < 2) continue;
      for (uint32_t p = part; p < m; ++p) {
        if (view_.SameSort(m, p) && view_.FragmentOf(p).bracket == 0) relations_[p].part_of = m;
      }
      list_whole_ = kNoMeasure;
      return true;
    }
    return false;
  }

  // 案件7件,一审5件、二审2件: counts without a noun of their own that make up the one before them.
  void ReadSum(uint32_t whole) {
    const uint32_t next = whole + 1;
    if (next >= view_.measures.size() || view_.FragmentOf(next).first ||
        view_.FragmentOf(whole).bracket != 0 || !view_.SameSort(next, whole) || !view_.measures[next].bare ||
        view_.measures[next].part || view_.FragmentOf(next).bracket != 0 || view_.measures[next].copied ||
        Joined(view_.measures[next].quantity)) {
      return;
    }
    CollectItems(next);
    const size_t n = MakeUp(whole);
    if (n == 0) return;
    if (n == 2 && view_.ValueE4(whole) < kTellingSumE4 && !Joined(view_.measures[items_[1]].quantity)) return;
    for (size_t i = 0; i < n; ++i) {
      if (!view_.measures[items_[i]].bare && !Joined(view_.measures[items_[i]].quantity)) return;
      if (relations_[items_[i]].part_of != kNoMeasure) return;
      // 受理60件,审结40件: the one is a part of the other.
      const int line = stages_.PartLine(view_.Own(items_[i]));
      for (size_t k = 0; line >= 0 && k < i; ++k) {
        if (stages_.WholeRank(line, view_.Own(items_[k])) >= 0) return;
      }
    }
    for (size_t i = 0; i < n; ++i) relations_[items_[i]].part_of = whole;
    list_sum_ = 0;
  }

  void ReadStage(uint32_t m) {
    const auto own = view_.Own(m);
    if (own.empty() || own.size() > 24 || own.front() == U'未') return;
    const int line = stages_.PartLine(own);
    if (line < 0) return;
    // What was carried over into the year is among what was closed in it.
    if (carried_ != kNoMeasure && carried_ != m && carried_ >= sentence_begin_ &&
        view_.SameSort(m, carried_) && HasAny(own, {U"审结", U"办结", U"结案"})) {
      return;
    }
    uint32_t best = kNoMeasure;
    int best_rank = INT32_MAX;
    // 排查纠纷2000件。化解1980件: an act alone at the beginning of a sentence goes on with the one before.
    const bool across =
        view_.measures[m].bare && view_.measures[m].own.begin == view_.SentenceOf(m).begin() && FollowsOn(m);
    const uint32_t floor = across ? FloorBefore() : Floor(m);
    for (uint32_t w = m; w > floor; --w) {
      const uint32_t whole = w - 1;
      if (!view_.SameSort(m, whole) || !view_.Fits(m, whole)) continue;
      const Measure& candidate = view_.measures[whole];
      const uint32_t base = view_.measures[m].base;
      if (view_.measures[m].bare && base != kNoMeasure && whole < base && candidate.base != base &&
          relations_[base].part_of != whole) {
        continue;
      }
      const int its_line = stages_.PartLine(view_.Own(whole));
      if (its_line == line) continue;  // another part of the same
      words_.clear();
      words_.append(view_.View(candidate.left));
      if (!candidate.bare || its_line < 0) candidate.phrase.AppendTo(text_, words_);
      const int rank = stages_.WholeRank(line, words_);
      if (rank >= 0 && rank < best_rank) {
        best = whole;
        best_rank = rank;
      }
    }
    if (best != kNoMeasure) SetPart(m, best);
  }

  const RelationView& view_;
  const std::u32string_view text_;
  std::vector<Relation>& relations_;
  const Stages& stages_;

  std::u32string words_;         // reused
  std::vector<uint32_t> items_;  // reused
  uint32_t sentence_begin_ = 0;
  uint32_t before_begin_ = 0;  // of the sentence with figures before
  uint32_t table_end_ = 0;
  uint32_t carried_ = kNoMeasure;     // the sentence's last figure of what was carried over
  uint32_t list_whole_ = kNoMeasure;  // whole of the list of parts that is being read
  absl::int128 list_sum_ = 0;
  bool list_complete_ = false;  // words say that the list names all parts, so that each stands in it
};

}  // namespace

void ReadRelations(const Context& context, const std::vector<GroundedQuantity>& quantities,
                   const std::vector<Fragment>& fragments, const std::vector<Measure>& measures,
                   std::vector<Relation>& relations) {
  const RelationView view(context, quantities, fragments, measures);
  Reader(view, relations).Run();
}

}  // namespace fazhi::extraction
