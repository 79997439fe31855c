#include "services/extraction/core/measures.h"

#include <algorithm>

#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/measures_table.h"

namespace fazhi::extraction {
namespace {

// How far back a bare figure looks for the topic of its passage, in code points.
constexpr uint32_t kTopicReach = 160;
// Measures of the same sentence that a figure without words looks back over.
constexpr uint32_t kLookBack = 64;
// Measures that share one figure, or figures that share one list of measures: more are not told apart.
constexpr uint32_t kMaxItems = 6;
// A head that is carried over is cut to its last words beyond this length.
constexpr uint32_t kLongestHead = 16;

class Reader {
 public:
  Reader(const Context& context, const std::vector<GroundedQuantity>& quantities,
         const std::vector<Fragment>& fragments, const std::vector<TopicHit>& hits,
         std::vector<Measure>& measures)
      : context_(context),
        text_(context.text),
        quantities_(quantities),
        fragments_(fragments),
        hits_(hits),
        measures_(measures),
        stripper_(context.text),
        words_(WordTable::Get()),
        table_heads_(context, stripper_) {}

  void Run() {
    measures_.clear();
    measures_.reserve(quantities_.size() + quantities_.size() / 16);
    first_of_.assign(quantities_.size(), 0);
    for (uint32_t i = 0; i < quantities_.size(); ++i) {
      if (fragments_[i].first) {
        anchor_ = kNoMeasure;
        items_size_ = items_next_ = 0;
        sentence_begin_ = static_cast<uint32_t>(measures_.size());
      }
      first_of_[i] = static_cast<uint32_t>(measures_.size());
      if (ReadCell(i)) {
        continue;
      } else if (quantities_[i].kind == v1::KIND_CHANGE) {
        ReadChange(i);
      } else {
        ReadLevel(i);
      }
    }
  }

 private:
  std::u32string_view View(Piece piece) const { return text_.substr(piece.begin, piece.size()); }

  // Whether figure i stands in a list with the one before: nothing but a joining word between noun and
  // figure.
  struct Left {
    Piece words;  // this figure's own words on its left
    bool chain = false;  // it goes on with the list of the figure before (15个乡镇、152个行政村和4个社区)
  };

  Left LeftOf(uint32_t i) const {
    const Fragment& fragment = fragments_[i];
    Piece piece = fragment.left;
    if (!fragment.attached || piece.empty()) return {piece, false};
    if (words_.Prefix(View(piece), kJoin)) return {piece, false};
    if (EndsList(piece)) return {{piece.end, piece.end}, true};
    const uint32_t verb = stripper_.FindVerb(piece, 1);
    if (verb < piece.end) return {{verb, piece.end}, false};
    if (HasRightNoun(i)) return {{piece.end, piece.end}, true};
    return {piece, false};
  }

  bool EndsList(Piece piece) const {
    return words_.Suffix(View(piece), kJoin) || text_[piece.end - 1] == U'的';
  }

  bool EndsListAt(uint32_t i) const { return !fragments_[i].right.empty() && EndsList(fragments_[i].right); }

  bool HasRightNoun(uint32_t i) const {
    const Piece right = fragments_[i].right;
    return !right.empty() && !words_.Prefix(View(right), kJoin);
  }

  // The words right of figure i that belong to it and not to the next one.
  Piece RightOf(uint32_t i) const {
    Piece piece = fragments_[i].right;
    if (piece.empty()) return piece;
    if (words_.Prefix(View(piece), kJoin)) return {piece.begin, piece.begin};
    if (fragments_[i].attached_next) {
      if (quantities_[i + 1].kind == v1::KIND_CHANGE) piece.end = stripper_.FindChange(piece).begin;
      if (!EndsListAt(i)) piece = stripper_.Strip(piece);
      if (!piece.empty() && !EndsListAt(i)) {
        const uint32_t verb = stripper_.FindVerb(piece, 0);
        if (verb == piece.begin && !HasRightNoun(i + 1)) return {piece.begin, piece.begin};
        if (verb < piece.end && verb > piece.begin) piece.end = verb;
      }
    }
    piece = stripper_.Strip(piece);
    if (!piece.empty() && text_[piece.end - 1] == U'中') --piece.end;
    return stripper_.CutSecondClause(piece);
  }

  // The predicate that figures of one list share, at the list's end (104所中小学及60个教学点全覆盖开展 …).
  Piece SharedPredicate(uint32_t i) const {
    uint32_t last = i;
    while (last + 1 < quantities_.size() && last - i < kMaxItems && fragments_[last].attached_next &&
           !fragments_[last].right.empty() && EndsList(fragments_[last].right)) {
      ++last;
    }
    if (last == i) return {};
    const Piece right = RightOf(last);
    const uint32_t verb = stripper_.FindVerb(right, 0);
    if (View({right.begin, verb}).find(U'的') != std::u32string_view::npos) return {};
    return {verb, right.end};
  }

  Measure& Add(uint32_t quantity) {
    measures_.emplace_back();
    measures_.back().quantity = quantity;
    return measures_.back();
  }

  // The nearest topic before `at`: of the sentence, else of the heading, else of the sentences before in the
  // section.
  Piece TopicBefore(uint32_t i, uint32_t at) {
    const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
    const auto& section = context_.outline.sections(static_cast<int>(sentence.section()));
    while (hit_cursor_ < hits_.size() && hits_[hit_cursor_].begin < at) ++hit_cursor_;
    while (hit_cursor_ > 0 && hits_[hit_cursor_ - 1].begin >= at) --hit_cursor_;
    const uint32_t floor = std::max(section.span().begin(), at > kTopicReach ? at - kTopicReach : 0);
    for (uint32_t h = hit_cursor_; h > 0 && hits_[h - 1].begin >= floor; --h) {
      const TopicHit& hit = hits_[h - 1];
      if (hit.end <= at && hit.end - hit.begin >= 2 && !stripper_.IsBare({hit.begin, hit.end})) {
        return {hit.begin, hit.end};
      }
    }
    return {};
  }

  Piece HeadOfLeft(Piece words) const {
    Piece head = stripper_.ObjectOf(words);
    if (head.size() <= kLongestHead) return head;
    const size_t etc = View(head).rfind(U'等');
    if (etc != std::u32string_view::npos && etc + 3 < head.size())
      head.begin += static_cast<uint32_t>(etc) + 1;
    if (head.size() > kLongestHead) head.begin = head.end - kLongestHead;
    return head;
  }

  // Gives a measure whose own words cannot stand alone the words that it lacks.
  void CarryOver(uint32_t i, Piece own, Measure& measure, bool lend_rate = false) {
    measure.bare = true;
    uint32_t base = anchor_;
    if (const uint32_t whole = fragments_[i].bracket) base = first_of_[whole - 1];
    Piece carried;
    if (base != kNoMeasure && base < measures_.size() - 1) {
      measure.base = base;
      carried = measures_[base].head;
    }
    if (carried.empty()) {
      carried = TopicBefore(i, own.empty() ? fragments_[i].left.end : own.begin);
      if (!carried.empty() && anchor_ == kNoMeasure) SetAnchor(i);
    }
    const bool rate =
        lend_rate || (!own.empty() && (text_[own.end - 1] == U'率' || text_[own.end - 1] == U'比'));
    Piece before = own;
    if (rate) {
      const Piece named = NamedBefore(own);
      if (!named.empty()) carried = named;
      before.end = before.begin;
    } else if (const Piece verb = stripper_.LeadingVerb(own);
               !verb.empty() && IsPlainObject({verb.end, own.end})) {
      before.end = verb.end;
    }
    measure.own_before = before.size();
    measure.phrase.Append(before);
    measure.phrase.Append(carried);
    measure.phrase.Append(Piece{before.end, own.end});
    measure.head = carried;
  }

  // Nouns that stand behind the thing that they are of: 受理法律援助案件, 收到行政复议申请.
  bool IsPlainObject(Piece piece) const {
    for (const std::u32string_view word : {U"申请", U"案件", U"事项", U"问题", U"纠纷"}) {
      if (View(piece) == word) return true;
    }
    return false;
  }

  // What a rate is of, when the figure right before says it in full: 行政机关 for 败诉率 behind
  // 行政机关败诉4件.
  Piece NamedBefore(Piece own) const {
    if (measures_.size() < 2 || own.size() < 3) return {};
    const Piece before = measures_[measures_.size() - 2].own;
    const uint32_t stem = own.size() - 1;
    if (before.size() <= stem || text_[own.end - 1] != U'率') return {};
    const Piece rest = {before.begin, before.end - stem};
    if (View({rest.end, before.end}) != View({own.begin, own.begin + stem}) || stripper_.IsBare(rest))
      return {};
    return rest;
  }

  void AddLeftMeasure(uint32_t i, Piece words, bool part, Piece verb = {}, bool lend_rate = false) {
    const Piece full = words;
    words = stripper_.Shorten(words);
    Measure& measure = Add(i);
    measure.window = {WindowBegin(i), quantities_[i].end};
    measure.own = words;
    measure.left = full;
    measure.verb = verb.empty() ? stripper_.LeadingVerb(words) : verb;
    measure.part = part || fragments_[i].bracket != 0;
    const bool bare = stripper_.IsBare(words);
    if (bare && !verb.empty() && stripper_.LeadingVerb(words).empty() && fragments_[i].bracket == 0) {
      measure.phrase.Append(verb);
      measure.phrase.Append(words);
    } else if (fragments_[i].bracket != 0 || bare) {
      CarryOver(i, words, measure, lend_rate);
    } else {
      measure.phrase.Append(verb);
      measure.phrase.Append(words);
      measure.head = HeadOfLeft(words);
      if (!part && !stripper_.EndsInVerb(words)) SetAnchor(i);
    }
    FinishUnit(i, measure);
  }

  // The verb of the list that figure i goes on with, when its own words have none (合同102份 behind
  // 审查文件154件、).
  Piece ListVerb(uint32_t i, Piece words) const {
    const Fragment& fragment = fragments_[i];
    if (!fragment.attached || measures_.empty() || !words_.Prefix(View(fragment.left), kJoin)) return {};
    const Measure& before = measures_.back();
    if (before.part || before.bare || !stripper_.LeadingVerb(words).empty()) return {};
    return before.verb;
  }

  uint32_t WindowBegin(uint32_t i) const {
    const Fragment& fragment = fragments_[i];
    return fragment.attached ? LeftOf(i).words.begin : fragment.left.begin;
  }

  void SetAnchor(uint32_t i) {
    if (quantities_[i].quantity.unit() != "%") anchor_ = static_cast<uint32_t>(measures_.size() - 1);
  }

  // 50类 of a thing counts its kinds.
  void FinishUnit(uint32_t i, Measure& measure) {
    const std::string& unit = quantities_[i].quantity.unit();
    if (unit == "类" || unit == "种") measure.phrase.set_suffix(U"种类");
    if (quantities_[i].kind == v1::KIND_RANK) measure.phrase.set_suffix(U"排名");
  }

  void CopyMeasure(uint32_t i, uint32_t from) {
    const Measure source = measures_[from];
    Measure& measure = Add(i);
    measure.phrase = source.phrase;
    measure.phrase.set_suffix({});
    measure.head = source.head;
    measure.verb = source.verb;
    measure.left = source.left;
    measure.base = from;
    measure.window = {WindowBegin(i), quantities_[i].end};
    measure.copied = true;
    const Piece left = fragments_[i].left;
    if (!source.head.empty() && View(left).find(U"累计") != std::u32string_view::npos) {
      measure.phrase = Phrase();
      measure.phrase.Append(source.head);
    }
    FinishUnit(i, measure);
  }

  uint32_t SplitItems(Piece words, Piece (&items)[kMaxItems]) const {
    uint32_t n = 0;
    uint32_t begin = words.begin;
    for (uint32_t p = words.begin; p < words.end && n + 1 < kMaxItems;) {
      const char32_t c = text_[p];
      if (c == U'“' || c == U'《' || c == U'(') {
        const char32_t closer = c == U'“' ? U'”' : c == U'《' ? U'》' : U')';
        const size_t end = text_.find(closer, p);
        if (end != std::u32string_view::npos && end < words.end) {
          p = static_cast<uint32_t>(end) + 1;
          continue;
        }
      }
      const Word join =
          words_.Prefix(text_.substr(p, words.end - p), kJoin | kLead | kAct | kBareWord | kKeep);
      if (join && !(join.classes & kJoin)) {
        p += join.length;
      } else if (join && p > begin) {
        items[n++] = {begin, p};
        p += join.length;
        begin = p;
      } else {
        ++p;
      }
    }
    if (begin < words.end) items[n++] = {begin, words.end};
    return n;
  }

  bool EndsWithRate(Piece piece) const { return !piece.empty() && text_[piece.end - 1] == U'率'; }

  // 报备率和报备及时率均为100%; 添加监管单位、注册用户数均达16075个; 按时办结率、满意率分别为99.9%和99.6%.
  bool ReadShared(uint32_t i, Piece words, bool part) {
    const std::u32string_view tail = View({words.end, quantities_[i].begin});
    const bool each =
        tail.find(U'均') != std::u32string_view::npos || tail.find(U'都') != std::u32string_view::npos;
    const bool respectively = tail.find(U"分别") != std::u32string_view::npos;
    if (!each && !respectively && !EndsWithRate(words)) return false;
    Piece items[kMaxItems];
    const uint32_t n = SplitItems(words, items);
    if (n < 2) return false;
    if (!each && !respectively) {
      for (uint32_t k = 0; k < n; ++k) {
        if (!EndsWithRate(items[k])) return false;
      }
    }
    const bool lend_rate = EndsWithRate(items[n - 1]);
    if (respectively) {
      for (uint32_t k = 0; k < n; ++k) items_[k] = items[k];
      items_size_ = n;
      items_next_ = 1;
      AddLeftMeasure(i, items[0], part);
      return true;
    }
    const uint32_t first = static_cast<uint32_t>(measures_.size());
    for (uint32_t k = 0; k < n; ++k) {
      const bool lend = lend_rate && !EndsWithRate(items[k]);
      AddLeftMeasure(i, items[k], part, {}, lend);
      Measure& measure = measures_.back();
      measure.window = items[k];
      if (lend) measure.phrase.set_suffix(U"率");
      if (k > 0 && measure.base == first) measure.base = kNoMeasure;
    }
    return true;
  }

  // A figure in a table's cell without words of its own counts what the heads say.
  bool ReadCell(uint32_t i) {
    const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
    if (sentence.table() == 0) return false;
    const bool change = quantities_[i].kind == v1::KIND_CHANGE;
    const Piece left = fragments_[i].left;
    const Piece word = change ? stripper_.FindChange(left) : Piece{left.end, left.end};
    if (!stripper_.Strip({left.begin, word.begin}).empty()) return false;
    const Phrase heads = table_heads_.Of(sentence.table() - 1, sentence.row(), quantities_[i].begin);
    if (heads.empty()) return false;
    Measure& measure = Add(i);
    measure.window = {WindowBegin(i), quantities_[i].end};
    measure.phrase = heads;
    if (change) AppendChange(left, word, measure.phrase);
    FinishUnit(i, measure);
    return true;
  }

  void ReadLevel(uint32_t i) {
    const Fragment& fragment = fragments_[i];
    const Left left = LeftOf(i);
    bool part = false;
    Piece words = stripper_.Strip(left.words, &part);
    words = stripper_.DropList(words);
    if (stripper_.IsComparison(words)) words.begin = words.end;
    const Piece right = RightOf(i);
    if (items_next_ < items_size_ && words.empty() && right.empty() && fragment.attached) {
      AddLeftMeasure(i, items_[items_next_++], false);
      return;
    }
    items_size_ = items_next_ = 0;
    if (right.empty()) {
      if (words.empty()) {
        ReadWordless(i);
      } else if (IsShare(i, words)) {
        AddShare(i, words);
      } else if (!ReadShared(i, words, part)) {
        AddLeftMeasure(i, words, part, ListVerb(i, words));
      }
      return;
    }
    const bool open = words.empty() || !stripper_.BeginsPredicate(right) ||
                      stripper_.Covered(words, kPrep | kLead | kJoin | kTrail | kAct | kBareWord) ||
                      stripper_.EndsOpen(words);
    if (!open) {
      if (!ReadShared(i, words, part)) AddLeftMeasure(i, words, part, ListVerb(i, words));
      return;
    }
    AddRightMeasure(i, words, right, left.chain, part);
  }

  // Leaves out the quotations that 等 ends: 开展“开学第一课”“法治教育课”等法治进校园活动.
  void AppendWithoutList(Piece piece, Phrase& phrase) const {
    const auto view = View(piece);
    const size_t etc = view.rfind(U'等');
    const size_t list = view.find_first_of(U"“《");
    if (etc == std::u32string_view::npos || list == std::u32string_view::npos || list > etc ||
        etc + 2 >= view.size()) {
      phrase.Append(piece);
      return;
    }
    phrase.Append(Piece{piece.begin, piece.begin + static_cast<uint32_t>(list)});
    phrase.Append(Piece{piece.begin + static_cast<uint32_t>(etc) + 1, piece.end});
  }

  // 占92.7%, 占比36.0%: the share that the figure before is of what it is a part of.
  bool IsShare(uint32_t i, Piece words) const {
    return !fragments_[i].first && quantities_[i].quantity.unit() == "%" && !measures_.empty() &&
           text_[words.begin] == U'占' && words.size() <= 10;
  }

  void AddShare(uint32_t i, Piece words) {
    const uint32_t before = static_cast<uint32_t>(measures_.size() - 1);
    const Measure source = measures_[before];
    Measure& measure = Add(i);
    measure.own = words;
    measure.window = {WindowBegin(i), quantities_[i].end};
    measure.phrase = source.phrase;
    measure.phrase.Append(words);
    measure.head = source.head;
    measure.base = before;
    measure.bare = true;
  }

  static bool CountsEvents(const std::string& unit) {
    for (const char* event : {"次", "场", "期", "轮", "场次", "场(次)", "届", "遍", "回"}) {
      if (unit == event) return true;
    }
    return false;
  }

  // 29个部门制定了权责清单, 整合32项证照事项, 三次开展案卷评查, 其中986项可全程网办.
  void AddRightMeasure(uint32_t i, Piece words, Piece right, bool chain, bool part) {
    words = stripper_.Shorten(words);
    const uint32_t before = static_cast<uint32_t>(measures_.size());
    Measure& measure = Add(i);
    measure.part = part || fragments_[i].bracket != 0;
    measure.left = words;
    if (chain && words.empty() && before > sentence_begin_) measure.left = measures_[before - 1].left;
    if (!stripper_.Covered(measure.left, kPrep | kLead | kJoin | kTrail))
      measure.phrase.Append(stripper_.DropOf(measure.left));
    measure.verb = stripper_.LeadingVerb(measure.left);
    measure.own = right;
    measure.window = {WindowBegin(i), right.end};
    AppendWithoutList(right, measure.phrase);
    const Piece shared = SharedPredicate(i);
    AppendWithoutList(shared, measure.phrase);
    const uint32_t predicate = stripper_.FindVerb(right, 0);
    const Piece noun = {right.begin, predicate};
    const Piece object = HeadOfLeft({predicate, right.end});
    const bool has_object = predicate < right.end && object.begin > predicate && !stripper_.IsBare(object);
    measure.head = has_object ? object : noun;
    if (noun.empty() && words.empty() && !(chain && has_object) &&
        !(CountsEvents(quantities_[i].quantity.unit()) && has_object)) {
      measure.bare = true;
      measure.own_before = right.size();
      Piece head;
      if (anchor_ != kNoMeasure) {
        measure.base = anchor_;
        head = measures_[anchor_].head;
      } else {
        head = TopicBefore(i, fragments_[i].left.begin);
      }
      measure.phrase.Append(head);
      measure.head = head;
    } else if (!part && !measure.head.empty()) {
      SetAnchor(i);
    }
  }

  // No words of its own on either side.
  void ReadWordless(uint32_t i) {
    const uint32_t n = static_cast<uint32_t>(measures_.size());
    uint32_t from = n;
    while (from > MeasureFloor() && quantities_[measures_[from - 1].quantity].kind == v1::KIND_CHANGE) --from;
    if (from > MeasureFloor()) {
      CopyMeasure(i, from - 1);
      // 取消34项,由上年的3108项调整为3087项: how many there are, not how many were cancelled.
      const Piece left = fragments_[i].left;
      Measure& measure = measures_.back();
      if (!fragments_[i].attached && measures_[from - 1].bare && !measure.head.empty() &&
          View(left).find_first_of(U"由从") != std::u32string_view::npos) {
        measure.phrase = Phrase();
        measure.phrase.Append(measure.head);
      }
      return;
    }
    Measure& measure = Add(i);
    measure.window = {WindowBegin(i), quantities_[i].end};
    CarryOver(i, {}, measure);
  }

  // 同比增长41%: what changed, and the word for it.
  void ReadChange(uint32_t i) {
    const Fragment& fragment = fragments_[i];
    const GroundedQuantity& quantity = quantities_[i];
    const Piece around = {fragment.left.begin, quantity.begin};
    Piece change = stripper_.FindChange(around);
    Piece words =
        stripper_.Strip({fragment.left.begin,
                         std::min(fragment.left.end, change.empty() ? fragment.left.end : change.begin)});
    if (stripper_.IsComparison(words) || stripper_.Covered(words, kChangeWord | kLead | kTrail | kJoin))
      words.end = words.begin;
    const bool respectively = View(around).find(U"分别") != std::u32string_view::npos;
    const bool listed = change_step_ > 0 && fragment.attached && words.empty() && change.empty();
    if (!listed) change_step_ = 0;
    if (items_next_ < items_size_ && listed) {
      Measure& measure = Add(i);
      measure.phrase.Append(items_[items_next_++]);
      measure.phrase.Append(change_word_);
      ++change_step_;
      return;
    }
    if (!words.empty()) {
      Piece items[kMaxItems];
      const uint32_t n = SplitItems(words, items);
      uint32_t followers = Followers(i);
      if (n > 1 && followers + 1 == n) {
        for (uint32_t k = 0; k < n; ++k) items_[k] = items[k];
        items_size_ = n;
        items_next_ = 1;
        change_step_ = 1;
        words = items[0];
      }
      Measure& measure = Add(i);
      measure.own = words;
      if (stripper_.IsBare(words)) {
        CarryOver(i, words, measure);
      } else {
        measure.phrase.Append(words);
        measure.head = HeadOfLeft(words);
      }
      measure.phrase.Append(change);
      change_word_ = change;
      return;
    }
    uint32_t back = 1;
    if (respectively) {
      back = 1 + Followers(i);
      change_step_ = 1;
      change_back_ = back;
    } else if (listed) {
      back = change_back_ > change_step_ ? change_back_ - change_step_ : 1;
      ++change_step_;
      change = change_word_;
    }
    if (!change.empty()) change_word_ = change;
    const uint32_t base = LevelBack(back);
    Measure& measure = Add(i);
    if (base != kNoMeasure) {
      measure.base = base;
      measure.phrase = measures_[base].phrase;
      measure.head = measures_[base].head;
    } else {
      measure.phrase.Append(TopicBefore(i, fragment.left.begin));
    }
    AppendChange(around, change, measure.phrase);
  }

  void AppendChange(Piece around, Piece change, Phrase& phrase) const {
    const size_t year_on_year = View(around).find(U"同比");
    if (year_on_year != std::u32string_view::npos) {
      const uint32_t begin = around.begin + static_cast<uint32_t>(year_on_year);
      if (begin + 2 <= change.begin) phrase.Append(Piece{begin, begin + 2});
    }
    phrase.Append(change);
  }

  // Changes that go on with the list of change i (分别下降5.2%、7.9%).
  uint32_t Followers(uint32_t i) const {
    uint32_t n = 0;
    for (uint32_t j = i + 1; j < quantities_.size() && n + 1 < kMaxItems; ++j, ++n) {
      if (!fragments_[j].attached || fragments_[j].left.size() > 2) break;
    }
    return n;
  }

  // The first measure that a figure looks back to.
  uint32_t MeasureFloor() const {
    const auto size = static_cast<uint32_t>(measures_.size());
    return std::max(sentence_begin_, size > kLookBack ? size - kLookBack : 0);
  }

  // The n-th level before, counted back in the sentence.
  uint32_t LevelBack(uint32_t n) const {
    uint32_t last_quantity = UINT32_MAX;
    for (uint32_t m = static_cast<uint32_t>(measures_.size()); m > MeasureFloor(); --m) {
      const Measure& measure = measures_[m - 1];
      const GroundedQuantity& quantity = quantities_[measure.quantity];
      if (quantity.kind == v1::KIND_CHANGE || measure.quantity == last_quantity) continue;
      last_quantity = measure.quantity;
      if (--n == 0) return m - 1;
    }
    return kNoMeasure;
  }

  const Context& context_;
  const std::u32string_view text_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Fragment>& fragments_;
  const std::vector<TopicHit>& hits_;
  std::vector<Measure>& measures_;
  const Stripper stripper_;
  const WordTable& words_;
  TableHeads table_heads_;

  std::vector<uint32_t> first_of_;  // by quantity: its first measure
  uint32_t anchor_ = kNoMeasure;    // last measure of the sentence that stands alone
  uint32_t sentence_begin_ = 0;     // first measure of the sentence
  uint32_t hit_cursor_ = 0;
  Piece items_[kMaxItems];  // measures named together that figures to come will take, one each
  uint32_t items_size_ = 0;
  uint32_t items_next_ = 0;
  uint32_t change_step_ = 0;  // changes read of a list of them
  uint32_t change_back_ = 1;
  Piece change_word_;
};

}  // namespace

void ReadMeasures(const Context& context, const std::vector<GroundedQuantity>& quantities,
                  const std::vector<Fragment>& fragments, const std::vector<TopicHit>& hits,
                  std::vector<Measure>& measures) {
  Reader(context, quantities, fragments, hits, measures).Run();
}

}  // namespace fazhi::extraction
