#pragma once

#include <algorithm>
#include <cstdint>

#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/relations_view.h"

namespace fazhi::extraction {

// Where a walk over the figures stands, and how far it looks back from there. Keeps a reference to the view.
class FigureWalk {
 public:
  explicit FigureWalk(const RelationView& view) : view_(view) {}

  // m is the first figure of its sentence.
  void BeginSentence(uint32_t m) {
    before_begin_ = sentence_begin_;
    sentence_begin_ = m;
  }
  uint32_t sentence_begin() const { return sentence_begin_; }

  // The first figure that m looks back to in its own sentence, and in the one with figures before.
  uint32_t Floor(uint32_t m) const { return std::max(sentence_begin_, m > kLookBack ? m - kLookBack : 0); }
  uint32_t FloorBefore() const {
    return std::max(before_begin_, sentence_begin_ > kLookBack ? sentence_begin_ - kLookBack : 0);
  }
  // The same for a look that begins at m, not at the sentence's first figure: no further than so many
  // figures.
  uint32_t FloorBefore(uint32_t m) const {
    return std::max(FloorBefore(), m > kLookFarBack ? m - kLookFarBack : 0);
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
           view_.View({from, begin}).find(U'\n') == std::u32string_view::npos;
  }

  // Whether the figure stands outside of brackets, or in the same one as m.
  bool Visible(uint32_t m, uint32_t figure) const {
    const uint32_t bracket = view_.FragmentOf(figure).bracket;
    return bracket == 0 || bracket == view_.FragmentOf(m).bracket;
  }

  // 平均每村9.9名: what each has is no whole.
  bool IsAverage(uint32_t figure) const {
    return (CueWords::Get().Beginning(view_.ShortLeft(figure)) & kCueEach) != 0;
  }

  // The nearest figure before m, back to `floor`, that is of its sort and visible to it and that `accept`
  // takes; kNoMeasure when there is none.
  template <typename Accept>
  uint32_t Nearest(uint32_t m, uint32_t floor, Accept&& accept) const {
    for (uint32_t w = m; w > floor; --w) {
      if (view_.SameSort(m, w - 1) && Visible(m, w - 1) && accept(w - 1)) return w - 1;
    }
    return kNoMeasure;
  }
  uint32_t Nearest(uint32_t m) const {
    return Nearest(m, Floor(m), [](uint32_t) { return true; });
  }

  // Whether 、 or 和 joins the figure to the one before.
  bool Joined(uint32_t m) const {
    const uint32_t q = view_.measures[m].quantity;
    const Fragment& fragment = view_.fragments[q];
    if (StartsWithJoin(fragment)) return true;
    return fragment.attached && view_.quantities[q - 1].grey && StartsWithJoin(view_.fragments[q - 1]);
  }

  // The same, or between the noun of the one before and the figure (175项举措和38项任务).
  bool JoinedByNoun(uint32_t m) const {
    const uint32_t begin = view_.Figure(m).begin;
    constexpr std::u32string_view kJoins = U"、和与及";
    return Joined(m) || (view_.FragmentOf(m).attached && begin > 0 &&
                         kJoins.find(view_.text[begin - 1]) != std::u32string_view::npos);
  }

 private:
  // Figures of a sentence that are looked at before a part or a rate.
  static constexpr uint32_t kLookBack = 12;
  // The same where words name again what they look for.
  static constexpr uint32_t kLookFarBack = 48;
  // Code points from one sentence's last figure to the next sentence's first that goes on with it.
  static constexpr uint32_t kLongestGap = 120;

  bool StartsWithJoin(const Fragment& fragment) const {
    return fragment.attached && !fragment.left.empty() &&
           WordTable::Get().Prefix(view_.View(fragment.left), kJoin);
  }

  const RelationView& view_;
  uint32_t sentence_begin_ = 0;
  uint32_t before_begin_ = 0;  // of the sentence with figures before
};

}  // namespace fazhi::extraction
