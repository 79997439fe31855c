#include "services/extraction/core/measures.h"

#include <algorithm>
#include <string>

#include "services/extraction/core/measures_reader.h"

namespace fazhi::extraction {
namespace {

// Measures of the same sentence that a figure without words looks back over.
constexpr uint32_t kLookBack = 64;
// Words of this length before a group say where it is (全市13个县), longer ones what was ranked.
constexpr uint32_t kShortestRanked = 3;

}  // namespace

void MeasureReader::Run() {
  measures_.clear();
  measures_.reserve(quantities_.size() + quantities_.size() / 16);
  first_of_.assign(quantities_.size(), 0);
  for (uint32_t i = 0; i < quantities_.size(); ++i) {
    if (fragments_[i].first) {
      before_ = FollowsInParagraph(i) ? anchor_ : kNoMeasure;
      anchor_ = kNoMeasure;
      items_size_ = items_next_ = 0;
      sentence_begin_ = static_cast<uint32_t>(measures_.size());
    }
    if (fragments_[i].first || fragments_[i].parted) {
      std::fill(std::begin(anchor_of_sort_), std::end(anchor_of_sort_), kNoMeasure);
    }
    first_of_[i] = static_cast<uint32_t>(measures_.size());
    left_ = LeftOf(i);
    if (ReadCell(i)) continue;
    if (quantities_[i].kind == v1::KIND_CHANGE) {
      ReadChange(i);
    } else {
      ReadLevel(i);
    }
    if (measures_.back().phrase.empty()) measures_.back().phrase.Append(AnyWords(i));
  }
}

MeasureReader::Left MeasureReader::LeftOf(uint32_t i) const {
  const Fragment& fragment = fragments_[i];
  Piece piece = fragment.left;
  if (!fragment.attached || piece.empty()) return {piece, false};
  if (BeginsWithJoin(piece)) return {piece, false};
  if (EndsList(piece)) return {{piece.end, piece.end}, true};
  if (const Piece thing = ThingOfBodies(piece); !thing.empty()) return {thing, false};
  if (const Piece own = AfterList(piece); !own.empty()) return {own, false};
  uint32_t verb = stripper_.FindVerb(piece, 0);
  if (verb == piece.begin) verb = stripper_.FindVerb(piece, 1);
  if (verb < piece.end) return {{verb, piece.end}, false};
  if (HasRightNoun(i)) return {{piece.end, piece.end}, true};
  return {piece, false};
}

Piece MeasureReader::ThingOfBodies(Piece piece) const {
  const size_t of = View(piece).find(U'的');
  if (of == std::u32string_view::npos || of == 0) return FilesOfBodies(piece);
  const Piece bodies = {piece.begin, piece.begin + static_cast<uint32_t>(of)};
  const Piece thing = {bodies.end + 1, piece.end};
  return thing.size() >= 2 && words_.Suffix(View(bodies), kOrgan) ? thing : Piece();
}

Piece MeasureReader::FilesOfBodies(Piece piece) const {
  constexpr uint32_t kLongestBodies = 8;
  for (const std::u32string_view file : {U"案卷", U"卷宗"}) {
    const auto size = static_cast<uint32_t>(file.size());
    if (piece.size() < size + 2 || View({piece.end - size, piece.end}) != file) continue;
    const uint32_t last = piece.begin + std::min(piece.size() - size, kLongestBodies);
    for (uint32_t p = last; p >= piece.begin + 2; --p) {
      if (words_.Suffix(View({piece.begin, p}), kOrgan)) return {p, piece.end};
    }
  }
  return {};
}

Piece MeasureReader::AfterList(Piece piece) const {
  const size_t list = View(piece).rfind(U'、');
  if (list == std::u32string_view::npos) return {};
  const Piece after = {piece.begin + static_cast<uint32_t>(list) + 1, piece.end};
  return stripper_.LeadingVerb(after).empty() || !stripper_.IsBare(after) ? Piece() : after;
}

bool MeasureReader::EndsList(Piece piece) const {
  return words_.Suffix(View(piece), kJoin) || text_[piece.end - 1] == U'的';
}

Measure& MeasureReader::Add(uint32_t quantity) {
  measures_.emplace_back();
  measures_.back().quantity = quantity;
  return measures_.back();
}

void MeasureReader::AddLeftMeasure(uint32_t i, Piece words, bool part, Piece verb, bool lend_rate) {
  const Piece full = words;
  words = stripper_.DropActors(stripper_.Shorten(words));
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, quantities_[i].end};
  // 以禁毒、防诈为重点送法进校园: the aim forbids nothing.
  if (!left_.words.empty() && text_[left_.words.begin] == U'以' && full.begin > left_.words.begin + 1)
    measure.window.begin = full.begin;
  measure.own = words;
  measure.left = full;
  const Piece leading = stripper_.LeadingVerb(words);
  // 调解婚姻家庭、邻里、土地等各类纠纷: the list is left out, not the verb.
  if (verb.empty() && leading.empty() && words.begin > full.begin && text_[words.begin - 1] == U'等') {
    verb = VerbOfList(full);
    if (verb.empty()) verb = stripper_.LeadingVerb(full);
  }
  // 审核拟以县政府名义印发的规范性文件: what describes it is left out, not the verb.
  if (verb.empty() && leading.empty() && words.begin > full.begin && text_[words.begin - 1] == U'的') {
    const uint32_t act = stripper_.FindVerb(full, 0);
    const Word word = words_.Prefix(View({act, words.begin - 1}), kAct);
    if (word.length >= 2) verb = {act, act + word.length};
  }
  measure.verb = verb.empty() ? leading : verb;
  measure.part = part || fragments_[i].bracket != 0;
  const bool bare = stripper_.IsBare(words) || IsDeedOfPeople(i, words, leading) ||
                    IsOnlyWho(i, words, leading) || IsAttribute(i, words);
  if (bare && !verb.empty() && leading.empty() && fragments_[i].bracket == 0 &&
      !words_.Prefix(View(words), kOutcome)) {
    measure.phrase.Append(verb);
    measure.phrase.Append(words);
  } else if (fragments_[i].bracket != 0 || bare) {
    CarryOver(i, words, leading, measure, lend_rate);
  } else {
    if (verb.empty() && leading.empty()) verb = measure.verb = ReviewOf(i, words, measure.part);
    measure.phrase.Append(verb);
    AppendWithoutDate(stripper_.DropMatter(words), leading, measure.phrase);
    measure.head = HeadOfLeft(words);
    const bool only_who = leading.empty() && stripper_.EndsInVerb(words);
    const bool begins = fragments_[i].first || fragments_[i].parted || anchor_ == kNoMeasure;
    const Piece matter = only_who && begins ? MatterOf(words) : Piece();
    if (!matter.empty()) measure.head = matter;
    if (CountsPeople(UnitOf(i))) measure.head = WithoutTheirBody(measure.head);
    if (!part && (!only_who || !matter.empty()) && !GoesOnWithParts(i)) SetAnchor(i);
  }
  FinishUnit(i, measure);
}

Piece MeasureReader::WithoutTheirBody(Piece people) const {
  constexpr uint32_t kShortestPeople = 4;
  for (uint32_t p = people.end; p >= people.begin + kShortestPeople + 1; --p) {
    const Piece rest = {p, people.end};
    if (rest.size() >= kShortestPeople &&
        std::u32string_view(U"队局所办").find(text_[p - 1]) != std::u32string_view::npos &&
        words_.Suffix(View(rest), kPerson))
      return rest;
  }
  return people;
}

Piece MeasureReader::MatterOf(Piece piece) const {
  while (stripper_.EndsInVerb(piece)) piece.end -= words_.Suffix(View(piece), kAct).length;
  piece = stripper_.StripEnd(piece);
  const bool acts = words_.Suffix(View(piece), kOrgan | kPerson | kBody) || stripper_.IsBare(piece);
  return acts || piece.size() < 2 || stripper_.FindVerb(piece, 0) < piece.end ? Piece() : piece;
}

Piece MeasureReader::VerbOfList(Piece piece) const {
  const size_t list = View(piece).find(U'、');
  if (list == std::u32string_view::npos) return {};
  Piece verb;
  const Piece head = {piece.begin, piece.begin + static_cast<uint32_t>(list)};
  for (uint32_t p = stripper_.FindVerb(head, 0); p < head.end;) {
    const Word act = words_.Prefix(View({p, head.end}), kAct);
    if (act) verb = {p, p + act.length};
    p = stripper_.FindVerb({p + std::max<uint32_t>(act.length, 1), head.end}, 0);
  }
  return verb.end < head.end ? verb : Piece();
}

void MeasureReader::AppendWithoutDate(Piece words, Piece verb, Phrase& phrase) const {
  const Piece object = {verb.end, words.end};
  if (!verb.empty() && !object.empty() && text_[object.begin] >= U'0' && text_[object.begin] <= U'9') {
    phrase.Append({words.begin, verb.end});
    words = stripper_.Strip(object);
  }
  phrase.Append(words);
}

Piece MeasureReader::ListVerb(uint32_t i, Piece words) const {
  const Fragment& fragment = fragments_[i];
  if (!fragment.attached || measures_.empty()) return {};
  const Measure& before = measures_.back();
  if (!ThingOfBodies(fragment.left).empty()) {
    const Piece verb = stripper_.LeadingVerb(before.left);
    if (!verb.empty() || i == 0) return verb;
    // 县司法局抽取公安、林业等12个部门的案卷78卷
    const Piece left = fragments_[i - 1].left;
    const uint32_t at = stripper_.FindVerb(left, 0);
    return {at, at + words_.Prefix(View({at, left.end}), kAct).length};
  }
  if (!words_.Prefix(View(fragment.left), kJoin)) return {};
  // 开展法治宣传46场次、受众3万人次: people are none of what was held.
  if (SortOf(UnitOf(i)) == kPeople && CountsEvents(UnitOf(i - 1))) return {};
  if (UnitOf(i) == "元" || before.part || before.bare || !stripper_.LeadingVerb(words).empty()) return {};
  if (!before.verb.empty() || before.own.size() < 3 || CountsEvents(UnitOf(i))) return before.verb;
  return stripper_.InnerVerb(before.own);
}

void MeasureReader::FinishUnit(uint32_t i, Measure& measure) {
  const absl::string_view unit = UnitOf(i);
  if (unit == "类" || unit == "种" || unit == "大类") measure.phrase.set_suffix(U"种类");
  if (quantities_[i].kind == v1::KIND_RANK) measure.phrase.set_suffix(U"排名");
}

void MeasureReader::CopyMeasure(uint32_t i, uint32_t from) {
  const Measure source = measures_[from];
  Measure& measure = Add(i);
  measure.phrase = source.phrase;
  measure.phrase.set_suffix({});
  measure.head = source.head;
  measure.verb = source.verb;
  measure.left = source.left;
  measure.base = from;
  measure.window = {left_.words.begin, quantities_[i].end};
  measure.copied = true;
  // 新培育“法律明白人”12名,总数达55名: how many there are.
  const std::u32string_view left = View(fragments_[i].left);
  const bool stock =
      left.find(U"累计") != left.npos || left.find(U"总数") != left.npos || left.find(U"总量") != left.npos;
  if (!source.head.empty() && stock) {
    measure.phrase = Phrase();
    measure.phrase.Append(source.head);
  }
  FinishUnit(i, measure);
}

uint32_t MeasureReader::SplitItems(Piece words, Piece (&items)[kMaxItems]) const {
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
    const Word join = words_.Prefix(text_.substr(p, words.end - p), kJoin | kLead | kAct | kBareWord | kKeep);
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

bool MeasureReader::ReadShared(uint32_t i, Piece words, bool part) {
  const std::u32string_view tail = View({words.end, quantities_[i].begin});
  const bool each = tail.find_first_of(U"均都各") != std::u32string_view::npos;
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
    const bool lend = lend_rate && !EndsWithRate(items[0]);
    AddLeftMeasure(i, items[0], part, {}, lend);
    measures_.back().window = items[0];
    if (lend) measures_.back().phrase.set_suffix(U"率");
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

bool MeasureReader::ReadCell(uint32_t i) {
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
  if (sentence.table() == 0) return false;
  const bool change = quantities_[i].kind == v1::KIND_CHANGE;
  const Piece left = fragments_[i].left;
  const Piece word = change ? stripper_.FindChange(left) : Piece{left.end, left.end};
  if (!stripper_.Strip({left.begin, word.begin}).empty()) return false;
  const Phrase heads = table_words_.Of(sentence.table() - 1, sentence.row(), quantities_[i].begin);
  if (heads.empty()) return false;
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, quantities_[i].end};
  measure.phrase = heads;
  if (change) AppendChange(left, word, measure.phrase);
  FinishUnit(i, measure);
  if (change && word.empty()) {
    std::u32string said;
    heads.AppendTo(text_, said);
    if (said.find_first_of(U"增减升降") == std::u32string::npos) {
      measure.phrase.set_suffix(quantities_[i].direction == v1::DIRECTION_DOWN ? U"下降" : U"增长");
    }
  }
  return true;
}

bool MeasureReader::ReadRankAmong(uint32_t i) {
  if (quantities_[i].kind != v1::KIND_RANK || !fragments_[i].attached) return false;
  const uint32_t group = i - 1;
  Piece words = stripper_.Strip(fragments_[group].left);
  if (!words.empty() && text_[words.end - 1] == U'中') words = stripper_.Strip({words.begin, words.end - 1});
  if (const Word at = words_.Prefix(View(words), kTrail)) words.begin += at.length;
  const uint32_t before = first_of_[group];
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, quantities_[i].end};
  if (words.size() <= kShortestRanked && before > sentence_begin_) {
    measure.phrase = measures_[before - 1].phrase;
    measure.head = measures_[before - 1].head;
    measure.base = before - 1;
  }
  measure.own = words;
  measure.left = words;
  measure.phrase.Append(words);
  FinishUnit(i, measure);
  return true;
}

Piece MeasureReader::RankedIn(uint32_t i) const {
  constexpr uint32_t kReach = 40;
  if (quantities_[i].kind != v1::KIND_RANK || fragments_[i].attached) return {};
  uint32_t end = fragments_[i].left.begin;
  if (end < 2 || text_[end - 1] != U',' || text_[end - 2] != U'中') return {};
  end -= 2;
  const uint32_t sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  uint32_t begin = end;
  while (begin > sentence && end - begin < kReach && text_[begin - 1] != U',' && text_[begin - 1] != U';' &&
         text_[begin - 1] != U'\n') {
    --begin;
  }
  const size_t in = View({begin, end}).rfind(U'在');
  if (in == std::u32string_view::npos) return {};
  return stripper_.Strip({begin + static_cast<uint32_t>(in) + 1, end});
}

Piece MeasureReader::DropList(uint32_t i, Piece words) const {
  Piece rest = stripper_.DropList(words);
  // 县司法局抽取公安、林业等12个部门的案卷: who did it is no list.
  if (rest.empty() && !words.empty()) rest = VerbOfList(words);
  // 参与决策论证、合同审核等126次: the list is all that is said.
  return rest.size() < words.size() && RightOf(i).empty() ? Piece{words.begin, words.end - 1} : rest;
}

bool MeasureReader::ReadGoes(uint32_t i, Piece words) {
  if (View(words) != U"分") return false;
  const Piece deed = stripper_.Strip(fragments_[i].right);
  const bool goes_on = fragments_[i].attached_next && stripper_.EndsOpen(deed);
  Piece rest = goes_on ? RightOf(i + 1) : Piece();
  if (View(deed) == U"对") {
    // 分两轮对9个镇、16个部门开展督察: what was done to all of the list stands behind it.
    uint32_t last = i + 1;
    while (last + 1 < quantities_.size() && last - i < kMaxItems && fragments_[last].attached_next) ++last;
    const Piece right = stripper_.Strip(fragments_[last].right);
    const uint32_t verb = stripper_.FindVerb(right, 0);
    if (last > i + 1 && verb < right.end) rest = {verb, right.end};
  }
  if (deed.empty() && rest.empty()) return false;
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, goes_on ? quantities_[i].end : std::max(deed.end, quantities_[i].end)};
  measure.own = deed;
  if (!stripper_.Covered(deed, kPrep, kAct)) measure.phrase.Append(deed);
  measure.phrase.Append(rest);
  measure.head = HeadOfLeft(goes_on ? rest : deed);
  if (!goes_on && !stripper_.IsBare(measure.head)) SetAnchor(i);
  return true;
}

void MeasureReader::ReadLevel(uint32_t i) {
  if (ReadRankAmong(i) || ReadTerritory(i)) return;
  const Fragment& fragment = fragments_[i];
  bool part = false;
  Piece words = stripper_.Strip(left_.words, &part);
  words = stripper_.DropReason(DropList(i, words));
  if (ReadGoes(i, words)) return;
  const bool compared = stripper_.IsComparison(words);
  if (compared) words.begin = words.end;
  // 办理时限压缩至2.3天,比法定时限压缩81.2%: the verb says what the share is of.
  if (compared && UnitOf(i) == "%" && MeasureFloor() < measures_.size()) {
    if (const Word verb = words_.Suffix(View(left_.words), kAct)) {
      CopyMeasure(i, static_cast<uint32_t>(measures_.size() - 1));
      measures_.back().phrase.Append(Piece{left_.words.end - verb.length, left_.words.end});
      return;
    }
  }
  if (words.empty()) words = stripper_.LastBareWord(left_.words);
  if (words.empty() || stripper_.IsBare(words)) {
    if (const Piece ranked = RankedIn(i); ranked.size() > 2) {
      AddLeftMeasure(i, ranked, false);
      return;
    }
  }
  // 比规定的60日少21.5天: what it was held against, and by how much, are of what stands before.
  const bool arrives =
      !left_.words.empty() &&
      std::u32string_view(U"至到为成").find(text_[left_.words.end - 1]) != std::u32string_view::npos;
  const bool difference =
      !words.empty() && fragment.attached && stripper_.Covered(words, kChangeWord) && !arrives;
  if (arrives && stripper_.Covered(words, kChangeWord)) words.begin = words.end;
  if (difference && MeasureFloor() < measures_.size()) {
    CopyMeasure(i, static_cast<uint32_t>(measures_.size() - 1));
    measures_.back().phrase.Append(words);
    return;
  }
  if (ReadTimesOf(i, words)) return;
  Piece right = RightOf(i);
  // 由40%降低至38%: on the way to the next figure.
  const bool on_the_way = !right.empty() && stripper_.Covered(right, kChangeWord | kTrail);
  if (fragment.attached_next && (compared || on_the_way)) right.end = right.begin;
  if (items_next_ < items_size_ && words.empty() && right.empty() && fragment.attached) {
    AddLeftMeasure(i, items_[items_next_++], false);
    return;
  }
  items_size_ = items_next_ = 0;
  if (right.empty()) {
    if (ReadByClauseBefore(i, words)) return;
    if (words.empty()) {
      ReadWordless(i);
    } else if (IsShare(i, words)) {
      AddShare(i, words);
    } else if (const Piece noun = NounOfNext(i, words); !noun.empty()) {
      AddRightMeasure(i, words, noun, left_.chain, part);
    } else if (!ReadShared(i, words, part)) {
      AddLeftMeasure(i, words, part, ListVerb(i, words));
    }
    return;
  }
  const bool habit = CountsPeople(UnitOf(i)) && words_.Suffix(View(words), kPerson) && IsHabit(right);
  const bool open = !habit && (words.empty() || !stripper_.BeginsPredicate(right) ||
                               stripper_.Covered(words, kPrep | kLead | kJoin | kTrail | kAct | kBareWord) ||
                               stripper_.EndsOpen(words) ||
                               (CountsEvents(UnitOf(i)) && stripper_.FindVerb(words, 0) == words.end));
  if (!open && !DidBehind(i, words)) {
    if (!ReadShared(i, words, part)) {
      AddLeftMeasure(i, words, part, ListVerb(i, words));
      // 政务服务事项1263项全部进驻大厅: what is said of the figure is its own too.
      if (!fragment.attached_next) measures_.back().window.end = right.end;
    }
    AppendTreatment(i, words, right);
    return;
  }
  AddRightMeasure(i, words, right, left_.chain, part);
}

bool MeasureReader::ReadTimesOf(uint32_t i, Piece words) {
  if (UnitOf(i) != "倍" || left_.words.empty() || text_[left_.words.end - 1] != U'的') return false;
  const uint32_t base = LevelBack(1);
  if (base == kNoMeasure) return false;
  CopyMeasure(i, base);
  measures_.back().phrase.Append(words);
  return true;
}

bool MeasureReader::IsShare(uint32_t i, Piece words) const {
  return !fragments_[i].first && UnitOf(i) == "%" && !measures_.empty() && text_[words.begin] == U'占' &&
         words.size() <= 10;
}

void MeasureReader::AddShare(uint32_t i, Piece words) {
  const uint32_t before = static_cast<uint32_t>(measures_.size() - 1);
  const Measure source = measures_[before];
  Measure& measure = Add(i);
  measure.own = words;
  measure.window = {left_.words.begin, quantities_[i].end};
  measure.phrase = source.phrase;
  measure.phrase.Append(words);
  measure.head = source.head;
  measure.base = before;
  measure.bare = true;
}

bool MeasureReader::ReadByClauseBefore(uint32_t i, Piece words) {
  constexpr uint32_t kLongestClause = 40;
  if (fragments_[i].first || fragments_[i].attached || fragments_[i].bracket != 0 || UnitOf(i) == "%" ||
      !stripper_.Covered(words, kLead)) {
    return false;
  }
  const uint32_t floor = fragments_[i - 1].right.end;
  uint32_t begin = fragments_[i].left.begin;
  if (begin == 0 || text_[begin - 1] != U',') return false;
  const uint32_t end = --begin;
  while (begin > floor && std::u32string_view(U",;:").find(text_[begin - 1]) == std::u32string_view::npos) {
    --begin;
  }
  if (begin <= floor || end - begin > kLongestClause) return false;
  bool part = false;
  const Piece said = stripper_.Strip({begin, end}, &part);
  const auto topic = std::lower_bound(hits_.begin(), hits_.end(), said.begin,
                                      [](const TopicHit& hit, uint32_t at) { return hit.begin < at; });
  const bool act = part || words_.Prefix(View(said), kAct) || stripper_.FindVerb(said, 0) < said.end ||
                   (topic != hits_.end() && topic->end <= said.end);
  if (said.size() < 2 || !act || stripper_.IsComparison(said) || !stripper_.FindChange(said).empty()) {
    return false;
  }
  // 受理法律援助案件120件,做到应援尽援,累计640件: the sum of what was counted.
  if (UnitOf(i) == UnitOf(i - 1) && View(fragments_[i].left).find(U"累计") != std::u32string_view::npos) {
    return false;
  }
  Piece noun = said;
  Piece verb;
  if (std::u32string_view(U"对将把").find(text_[begin]) != std::u32string_view::npos) {
    // 对历年文件全面体检,79件: what was done to them.
    while (stripper_.EndsInVerb(noun)) noun.end -= words_.Suffix(View(noun), kAct).length;
    verb = {noun.end, said.end};
    noun.end -= words_.Suffix(View(noun), kLight).length;
    noun = stripper_.Strip({std::max(noun.begin, begin + 1), noun.end});
    if (noun.empty()) return false;
  }
  AddLeftMeasure(i, noun, part, verb);
  measures_.back().window.begin = begin;
  return true;
}

void MeasureReader::ReadWordless(uint32_t i) {
  const uint32_t n = static_cast<uint32_t>(measures_.size());
  uint32_t from = n;
  while (from > MeasureFloor() && quantities_[measures_[from - 1].quantity].kind == v1::KIND_CHANGE) --from;
  // 新登记市场主体3218户,注册资本21.7亿元,累计2.46万户: of what was counted in the same unit.
  if (n > MeasureFloor() && UnitOf(i) != UnitOf(measures_[n - 1].quantity) &&
      View(fragments_[i].left).find(U"累计") != std::u32string_view::npos) {
    for (uint32_t b = n; b > MeasureFloor(); --b) {
      if (UnitOf(measures_[b - 1].quantity) != UnitOf(i) || measures_[b - 1].head.empty()) continue;
      CopyMeasure(i, b - 1);
      return;
    }
  }
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
  // 办案量同比增长12%,达到652件: the words of the growth are those of the level.
  if (from < n && !measures_[n - 1].own.empty()) {
    AddLeftMeasure(i, measures_[n - 1].own, false);
    return;
  }
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, quantities_[i].end};
  // 败诉率同比下降3.4个百分点,为8.2%: what changed.
  if (n > MeasureFloor() && !changed_.empty() && changed_of_ == n - 1) {
    measure.phrase = changed_;
    return;
  }
  CarryOver(i, {}, {}, measure);
}

uint32_t MeasureReader::MeasureFloor() const {
  const auto size = static_cast<uint32_t>(measures_.size());
  return std::max(sentence_begin_, size > kLookBack ? size - kLookBack : 0);
}

void ReadMeasures(const Context& context, const std::vector<GroundedQuantity>& quantities,
                  const std::vector<Fragment>& fragments, const std::vector<TopicHit>& hits,
                  std::vector<Measure>& measures) {
  MeasureReader(context, quantities, fragments, hits, measures).Run();
}

}  // namespace fazhi::extraction
