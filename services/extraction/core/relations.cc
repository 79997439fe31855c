#include "services/extraction/core/relations.h"

#include <algorithm>
#include <cstdlib>

#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/relations_stages.h"

namespace fazhi::extraction {
namespace {

// Figures of a sentence that are looked at before a part or a rate.
constexpr uint32_t kLookBack = 12;
// Figures of one bracket whose whole is looked for.
constexpr uint32_t kLongestBracket = 64;
// Code points between two figures that are searched for words of a part.
constexpr uint32_t kLongestBetween = 40;
// A rate whose printed counts make something further off than this (in %) was made from others.
constexpr int64_t kRateSlackE4 = 15 * 10000;

class Reader {
 public:
  Reader(const Context& context, const std::vector<GroundedQuantity>& quantities,
         const std::vector<Fragment>& fragments, const std::vector<Measure>& measures,
         std::vector<Relation>& relations)
      : text_(context.text),
        quantities_(quantities),
        fragments_(fragments),
        measures_(measures),
        relations_(relations),
        stripper_(context.text),
        stages_(Stages::Get()) {}

  void Run() {
    relations_.assign(measures_.size(), Relation());
    for (uint32_t m = 0; m < measures_.size(); ++m) {
      const uint32_t q = measures_[m].quantity;
      if (fragments_[q].first && (m == 0 || measures_[m - 1].quantity != q)) {
        sentence_begin_ = m;
        list_whole_ = kNoMeasure;
      }
      if (quantities_[q].kind != v1::KIND_LEVEL || quantities_[q].status == v1::STATUS_PRIOR) continue;
      if (IsRate(m)) {
        ReadRate(m);
      } else {
        ReadPart(m);
      }
    }
  }

 private:
  const v1::Quantity& QuantityOf(uint32_t m) const { return quantities_[measures_[m].quantity].quantity; }
  bool IsRate(uint32_t m) const { return QuantityOf(m).unit() == "%"; }
  std::u32string_view Own(uint32_t m) const {
    const Piece own = measures_[m].own;
    return text_.substr(own.begin, own.size());
  }
  uint32_t Floor(uint32_t m) const { return std::max(sentence_begin_, m > kLookBack ? m - kLookBack : 0); }

  bool SameSort(uint32_t part, uint32_t whole) const {
    const auto& a = quantities_[measures_[part].quantity];
    const auto& b = quantities_[measures_[whole].quantity];
    return b.kind == v1::KIND_LEVEL && b.status != v1::STATUS_PRIOR &&
           a.quantity.unit() == b.quantity.unit() && measures_[part].quantity != measures_[whole].quantity;
  }
  bool Fits(uint32_t part, uint32_t whole) const {
    return QuantityOf(part).value_e4() <= QuantityOf(whole).value_e4();
  }

  // The nearest count of the same sort before, outside brackets that are closed.
  uint32_t WholeBefore(uint32_t m) const {
    const uint32_t bracket = fragments_[measures_[m].quantity].bracket;
    for (uint32_t w = m; w > Floor(m); --w) {
      const uint32_t whole_bracket = fragments_[measures_[w - 1].quantity].bracket;
      if (SameSort(m, w - 1) && (whole_bracket == 0 || whole_bracket == bracket)) return w - 1;
    }
    return kNoMeasure;
  }

  // The text between the figure before in the sentence and this one.
  std::u32string_view Between(uint32_t q) const {
    if (fragments_[q].first) return {};
    const uint32_t begin = quantities_[q - 1].end;
    const uint32_t end = std::max(begin, quantities_[q].begin);
    return text_.substr(begin, std::min(end - begin, kLongestBetween));
  }

  // 9个乡镇中,有4个; 按案件性质分,刑事71件.
  bool SaysPart(uint32_t q) const {
    const auto between = Between(q);
    const auto has = [&](std::u32string_view word) {
      return between.find(word) != std::u32string_view::npos;
    };
    return has(U"中,") || has(U"中有") || (has(U"分,") && has(U"按"));
  }

  // 其余5卷, 另有2件: what is left of the same whole.
  bool ReadRest(uint32_t m) {
    const auto between = Between(measures_[m].quantity);
    if (between.find(U"其余") == std::u32string_view::npos &&
        between.find(U"另有") == std::u32string_view::npos)
      return false;
    for (uint32_t w = m; w > Floor(m); --w) {
      const uint32_t whole = relations_[w - 1].part_of;
      if (whole != kNoMeasure && SameSort(m, whole) && Fits(m, whole)) {
        relations_[m].part_of = whole;
        return true;
      }
    }
    return false;
  }

  void SetPart(uint32_t m, uint32_t whole) {
    relations_[m].part_of = whole;
    // What was carried over into the year is closed in it and yet was not received in it.
    const Piece around = {fragments_[measures_[m].quantity].left.begin,
                          fragments_[measures_[m].quantity].right.end};
    if (text_.substr(around.begin, around.size()).find(U"结转") != std::u32string_view::npos) {
      relations_[whole].part_of = kNoMeasure;
    }
  }

  void ReadPart(uint32_t m) {
    const uint32_t q = measures_[m].quantity;
    const Fragment& fragment = fragments_[q];
    if (fragment.bracket != 0) {
      for (uint32_t w = m; w > std::max(sentence_begin_, m > kLongestBracket ? m - kLongestBracket : 0);
           --w) {
        if (measures_[w - 1].quantity == fragment.bracket - 1) {
          if (SameSort(m, w - 1) && Fits(m, w - 1)) SetPart(m, w - 1);
          return;
        }
        if (measures_[w - 1].quantity < fragment.bracket - 1) return;
      }
      return;
    }
    if (ReadRest(m)) return;
    if (measures_[m].part || SaysPart(q)) {
      list_whole_ = WholeBefore(m);
      if (list_whole_ != kNoMeasure && m > 0 && measures_[m - 1].quantity == q)
        list_whole_ = WholeBefore(m - 1);
      list_sum_ = 0;
      if (list_whole_ != kNoMeasure) AddToList(m);
      return;
    }
    if (AfterColon(fragment) && measures_[m].bare && !fragment.first && SameSort(m, m - 1) &&
        Fits(m, m - 1)) {
      list_whole_ = m - 1;
      list_sum_ = 0;
      AddToList(m);
      return;
    }
    if (list_whole_ != kNoMeasure && GoesOn(m)) {
      AddToList(m);
      return;
    }
    if (!StartsWithJoin(fragment)) list_whole_ = kNoMeasure;
    if (ReadCumulative(m)) return;
    ReadStage(m);
  }

  void AddToList(uint32_t m) {
    list_sum_ += QuantityOf(m).value_e4();
    SetPart(m, list_whole_);
  }

  // Whether a figure goes on with the list of parts: joined by 、, or bare behind a comma while the parts
  // still fit the whole.
  bool GoesOn(uint32_t m) const {
    if (!SameSort(m, list_whole_) ||
        list_sum_ + QuantityOf(m).value_e4() > QuantityOf(list_whole_).value_e4())
      return false;
    return StartsWithJoin(fragments_[measures_[m].quantity]) || (measures_[m].bare && !measures_[m].copied);
  }

  bool StartsWithJoin(const Fragment& fragment) const {
    return fragment.attached && !fragment.left.empty() &&
           WordTable::Get().Prefix(text_.substr(fragment.left.begin, fragment.left.size()), kJoin);
  }

  bool AfterColon(const Fragment& fragment) const {
    return fragment.left.begin > 0 && text_[fragment.left.begin - 1] == U':';
  }

  // 新增37项、累计142项: the new ones are a part of what there is.
  bool ReadCumulative(uint32_t m) {
    if (m == sentence_begin_ || !SameSort(m, m - 1) || !Fits(m - 1, m)) return false;
    const Piece left = fragments_[measures_[m].quantity].left;
    const auto own = text_.substr(left.begin, left.size());
    const auto before = Own(m - 1);
    if (own.find(U"累计") == std::u32string_view::npos || before.find(U'新') == std::u32string_view::npos)
      return false;
    if (relations_[m - 1].part_of == kNoMeasure) relations_[m - 1].part_of = m;
    return true;
  }

  void ReadStage(uint32_t m) {
    const auto own = Own(m);
    if (own.empty() || own.size() > 24) return;
    const int line = stages_.PartLine(own);
    if (line < 0) return;
    uint32_t best = kNoMeasure;
    int best_rank = INT32_MAX;
    for (uint32_t w = m; w > Floor(m); --w) {
      const uint32_t whole = w - 1;
      if (!SameSort(m, whole) || !Fits(m, whole) || IsRate(whole)) continue;
      const uint32_t base = measures_[m].base;
      if (measures_[m].bare && base != kNoMeasure && whole < base && measures_[whole].base != base) continue;
      words_.clear();
      words_.append(text_.substr(measures_[whole].left.begin, measures_[whole].left.size()));
      if (!measures_[whole].bare || stages_.PartLine(Own(whole)) < 0)
        measures_[whole].phrase.AppendTo(text_, words_);
      const int rank = stages_.WholeRank(line, words_);
      if (rank >= 0 && rank < best_rank) {
        best = whole;
        best_rank = rank;
      }
    }
    if (best != kNoMeasure) SetPart(m, best);
  }

  int64_t PercentE4(uint32_t n, uint32_t d) const {
    const double numerator = static_cast<double>(QuantityOf(n).value_e4());
    const double denominator = static_cast<double>(QuantityOf(d).value_e4());
    return denominator <= 0 ? INT64_MAX / 2 : static_cast<int64_t>(numerator / denominator * 1000000.0 + 0.5);
  }

  bool Matches(uint32_t rate, uint32_t n, uint32_t d, int64_t slack) const {
    return std::llabs(PercentE4(n, d) - QuantityOf(rate).value_e4()) <= slack;
  }

  // The word of a rate that names its numerator: 化解 of 矛盾纠纷化解率.
  std::u32string_view Stem(uint32_t m) const {
    Piece own = measures_[m].own;
    if (own.empty() && measures_[m].base != kNoMeasure) own = measures_[measures_[m].base].own;
    if (own.empty() || text_[own.end - 1] != U'率') return {};
    --own.end;
    const Word word = WordTable::Get().Suffix(text_.substr(own.begin, own.size()), kAct | kBareWord);
    const uint32_t length = word ? std::max<uint32_t>(word.length, 2) : 2;
    if (own.size() < length) return {};
    return text_.substr(own.end - length, length);
  }

  static bool Names(std::u32string_view own, std::u32string_view stem) {
    for (size_t at = own.find(stem); at != std::u32string_view::npos; at = own.find(stem, at + 1)) {
      if (at == 0 || (own[at - 1] != U'不' && own[at - 1] != U'未')) return true;
    }
    return false;
  }

  // 按期办结率 is not made from 办结.
  static bool Qualified(std::u32string_view own) {
    for (const std::u32string_view word : {U"按期", U"按时", U"及时", U"法定", U"期限"}) {
      if (own.find(word) != std::u32string_view::npos) return true;
    }
    return false;
  }

  uint32_t DenominatorOf(uint32_t rate, uint32_t numerator) const {
    if (relations_[numerator].part_of != kNoMeasure) return relations_[numerator].part_of;
    for (uint32_t w = rate; w > Floor(rate); --w) {
      const uint32_t d = w - 1;
      if (d != numerator && !IsRate(d) && SameSort(numerator, d) && Fits(numerator, d) &&
          Matches(rate, numerator, d, QuantityOf(rate).resolution_e4())) {
        return d;
      }
    }
    return kNoMeasure;
  }

  void ReadRate(uint32_t m) {
    const auto own = Own(m);
    const std::u32string_view stem = Stem(m);
    const bool share = !own.empty() && (own.front() == U'占' || own.back() == U'占' ||
                                        own.find(U"占比") != std::u32string_view::npos);
    if (stem.empty() && !share) return;
    const int64_t rounding = std::max<int64_t>(QuantityOf(m).resolution_e4(), 1);
    uint32_t best = kNoMeasure;
    for (uint32_t w = m; w > Floor(m); --w) {
      const uint32_t n = w - 1;
      if (IsRate(n) || quantities_[measures_[n].quantity].kind != v1::KIND_LEVEL) continue;
      if (share) {
        if (relations_[n].part_of != kNoMeasure) best = n;
        break;
      }
      const auto words = Own(n);
      if (own.size() > stem.size() + 1 && Qualified(own) && !Qualified(words)) continue;
      if (!Names(words, stem) && (stem.size() <= 2 || !Names(words, stem.substr(0, 2)))) continue;
      const uint32_t d = DenominatorOf(m, n);
      if (d == kNoMeasure) continue;
      if (Matches(m, n, d, rounding)) {
        best = n;
        break;
      }
      if (best == kNoMeasure) best = n;
    }
    if (best == kNoMeasure) return;
    const uint32_t denominator = DenominatorOf(m, best);
    if (denominator == kNoMeasure || !Matches(m, best, denominator, kRateSlackE4)) return;
    relations_[m].numerator = best;
    relations_[m].denominator = denominator;
  }

  const std::u32string_view text_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Fragment>& fragments_;
  const std::vector<Measure>& measures_;
  std::vector<Relation>& relations_;
  const Stripper stripper_;
  const Stages& stages_;

  std::u32string words_;  // reused
  uint32_t sentence_begin_ = 0;
  uint32_t list_whole_ = kNoMeasure;  // whole of the list of parts that is being read
  int64_t list_sum_ = 0;
};

}  // namespace

void ReadRelations(const Context& context, const std::vector<GroundedQuantity>& quantities,
                   const std::vector<Fragment>& fragments, const std::vector<Measure>& measures,
                   std::vector<Relation>& relations) {
  Reader(context, quantities, fragments, measures, relations).Run();
}

}  // namespace fazhi::extraction
