// Which way a figure gets its measure: at the figure's own level of its sentence, by what stands around it.

#include <algorithm>
#include <string>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {
namespace {

// Words of this length before a group say where it is (全市13个县), longer ones what was ranked.
constexpr uint32_t kShortestRanked = 3;

}  // namespace

bool MeasureReader::ReadRankAmong(uint32_t i) {
  if (quantities_[i].kind != v1::KIND_RANK || !fragments_[i].attached) return false;
  const uint32_t group = i - 1;
  if (items_next_ < items_size_ && quantities_[group].kind == v1::KIND_RANK) return false;
  Piece words = stripper_.Strip(fragments_[group].left);
  if (!words.empty() && text_[words.end - 1] == U'中') words = stripper_.Strip({words.begin, words.end - 1});
  if (const Word at = words_.Prefix(View(words), kTrail)) words.begin += at.length;
  // 在第三方评估中,我市位列100个城市第10名
  if (const Piece ranked = RankedIn(group); ranked.size() > 2) words = ranked;
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
  if (fragments_[i].attached) return {};
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

// 在公安、教育、住建3个部门: the list names all that are counted.
bool MeasureReader::NamesAll(uint32_t i, Piece words) const {
  if (!HasRightNoun(i) || words.empty() || !IsDigit(text_[quantities_[i].begin])) return false;
  const std::u32string_view view = View(words);
  if (ContainsAnyOf(view, U"“《(")) return false;
  const auto marks = std::count(view.begin(), view.end(), U'、');
  bool joined = false;
  const uint32_t last = words.begin + static_cast<uint32_t>(marks == 0 ? 0 : view.rfind(U'、') + 1);
  for (uint32_t p = last + 1; p + 1 < words.end && !joined; ++p) {
    // 参与, 和解, 普及 join nothing.
    joined = IsAnyOf(text_[p], U"和与及") && !words_.Prefix(View({p, words.end}), kAct | kKeep | kSolid) &&
             words_.Suffix(View({words.begin, p + 1}), kAct | kKeep | kSolid).length < 2;
  }
  // 无证经营、超范围经营2户企业, 打架、斗殴2起: kinds of what they did, and not what they are called.
  if (CountsCases(UnitOf(i)) || UnitOf(i) == "户") return false;
  // 公安和住建2个部门: what 和 alone joins is named where bodies and fields are counted.
  const Piece behind = {quantities_[i].end, fragments_[i].right.end};
  const bool bodies = words_.Prefix(View(behind), kOrgan | kPlace) ||
                      StartsWithOneOf(View(behind), {U"方面", U"领域", U"行业", U"环节", U"专题", U"区",
                                                     U"县", U"市", U"乡", U"镇"});
  if (marks == 0 && !bodies) return false;
  const int64_t counted = quantities_[i].quantity.value_e4() / 10000;
  return counted > 1 && counted == marks + 1 + (joined ? 1 : 0);
}

Piece MeasureReader::DropList(uint32_t i, Piece words) const {
  if (NamesAll(i, words)) {
    Piece verb = pieces_.VerbOfList(words);
    if (!verb.empty() && StartsWithOneOf(View({verb.end, words.end}), {U"到的", U"的"})) verb = {};
    return verb.empty() ? Piece{words.end, words.end} : verb;
  }
  Piece rest = stripper_.DropList(words);
  // 从优化职能、强化监督等6个方面: a list of deeds, and no verb of what is counted.
  const auto sides = View(fragments_[i].right).substr(0, 2);
  if (!words.empty() && text_[words.end - 1] == U'等' &&
      (sides == U"方面" || sides == U"层面" || sides == U"环节" || sides == U"维度"))
    return {words.end, words.end};
  // 县司法局抽取公安、林业等12个部门的案卷: who did it is no list.
  if (rest.empty() && !words.empty()) rest = stripper_.VerbOfTitles(words);
  if (rest.empty() && !words.empty()) rest = pieces_.VerbOfList(words);
  // 参与决策论证、合同审核等126次: the list is all that is said.
  return rest.size() < words.size() && RightOf(i).empty() ? Piece{words.begin, words.end - 1} : rest;
}

bool MeasureReader::ReadGoes(uint32_t i, Piece words) {
  const bool already = words.size() > 2 && View(words).substr(words.size() - 2) == U"已分";
  const Piece deed = stripper_.Strip(fragments_[i].right);
  const bool goes_on = fragments_[i].attached_next && stripper_.EndsOpen(deed);
  // 先后2批公布125项事项
  const bool batches = words.empty() && (UnitOf(i) == "批" || UnitOf(i) == "批次") && goes_on &&
                       words_.Prefix(View(deed), kAct).length == deed.size() && !RightOf(i + 1).empty();
  if (View(words) != U"分" && !already && !batches) return false;
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
  measure.of_one = UnitOf(i) == "批" || UnitOf(i) == "批次";
  // 分3批清理了59件规范性文件: how often is not how many; those were cleared too.
  if (goes_on && !stripper_.LeadingVerb(deed).empty() && View(deed) != U"对") {
    goes_ = deed;
    if (text_[goes_.end - 1] == U'了') --goes_.end;
  }
  measure.window = {left_.words.begin, goes_on ? quantities_[i].end : std::max(deed.end, quantities_[i].end)};
  measure.own = deed;
  if (!stripper_.Covered(deed, kPrep, kAct)) measure.phrase.Append(deed);
  measure.phrase.Append(rest);
  measure.head = pieces_.HeadOfLeft(goes_on ? rest : deed);
  if (!goes_on && !stripper_.IsBare(measure.head)) SetAnchor(i);
  return true;
}

// 出庭应诉率98.2%,高出全省平均1.4个百分点; 比全州平均高6.2个百分点: how far what stands before is from
// others.
bool MeasureReader::ReadLead(uint32_t i) {
  const Piece words = stripper_.Strip(left_.words);
  if (measures_.empty() || measures_.back().quantity + 1 != i || fragments_[i].first || words.size() < 3 ||
      UnitOf(i).find("百分点") == absl::string_view::npos)
    return false;
  const auto said = View({words.begin, left_.words.end});
  const bool ahead = StartsWithOneOf(said, {U"高于", U"高出", U"低于", U"快于", U"优于", U"好于", U"领先"});
  const bool held = said[0] == U'比' && EndsWithOneOf(said, {U"高", U"低", U"高出"});
  if (!ahead && !held) return false;
  // 败诉率33%,上升4个百分点,高于全省平均15个百分点: not what the change is of itself.
  const uint32_t level = quantities_[i - 1].kind == v1::KIND_CHANGE ? LevelBack(i, 1) : kNoMeasure;
  CopyMeasure(i, level != kNoMeasure ? level : static_cast<uint32_t>(measures_.size() - 1));
  measures_.back().phrase.Append(Piece{words.begin, left_.words.end});
  return true;
}

Piece MeasureReader::OwnWords(uint32_t i, bool* part) const {
  Piece words = stripper_.Strip(left_.words, part);
  words = stripper_.DropReason(DropList(i, words));
  if (quantities_[i].status == v1::STATUS_PRIOR) words = pieces_.BeforeComparison(words);
  // 追回基金上亿元: how many, and not what.
  if (words.size() > 2 && text_[words.end - 1] == U'上' && IsAnyOf(text_[words.end], U"十百千万亿"))
    --words.end;
  // 涉税案件占95件
  if (CountsCases(UnitOf(i)) && words.size() > 3 && text_[words.end - 1] == U'占' &&
      text_[words.end - 2] != U'的' && text_[words.end - 2] != U'独')
    --words.end;
  return words;
}

// 办理时限压缩至2.3天,比法定时限压缩81.2%: the verb says what the share is of. 压缩审批时限142项,
// 比法定时限减少860个工作日: and by how much.
bool MeasureReader::ReadCompared(uint32_t i) {
  if ((UnitOf(i) != "%" && !CountsTime(UnitOf(i))) || MeasureFloor() >= measures_.size()) return false;
  const Word verb = words_.Suffix(View(left_.words), kAct);
  if (!verb) return false;
  CopyMeasure(i, static_cast<uint32_t>(measures_.size() - 1));
  measures_.back().phrase.Append(Piece{left_.words.end - verb.length, left_.words.end});
  return true;
}

bool MeasureReader::ReadRanked(uint32_t i, Piece words) {
  if (quantities_[i].kind != v1::KIND_RANK || !(words.empty() || stripper_.IsBare(words))) return false;
  const Piece ranked = RankedIn(i);
  if (ranked.size() <= 2) return false;
  AddLeftMeasure(i, ranked, false);
  return true;
}

// 比规定的60日少21.5天: what it was held against, and by how much, are of what stands before.
bool MeasureReader::ReadDifference(uint32_t i, Piece& words) {
  if (!stripper_.Covered(words, kChangeWord)) return false;
  if (!left_.words.empty() && IsAnyOf(text_[left_.words.end - 1], U"至到为成")) {
    words.begin = words.end;
    return false;
  }
  if (words.empty() || !fragments_[i].attached || MeasureFloor() >= measures_.size()) return false;
  CopyMeasure(i, static_cast<uint32_t>(measures_.size() - 1));
  measures_.back().phrase.Append(words);
  return true;
}

// 为5188人追讨欠薪3244万元: they are counted by what was done for them.
bool MeasureReader::ReadServed(uint32_t i, bool part) {
  if (!CountsPeople(UnitOf(i)) || left_.words.empty() || i + 1 >= quantities_.size() ||
      text_[left_.words.end - 1] != U'为' || fragments_[i + 1].left.begin != quantities_[i].end)
    return false;
  const Piece deed = stripper_.Strip(fragments_[i + 1].left);
  if (stripper_.LeadingVerb(deed).empty() || stripper_.IsBare(deed)) return false;
  AddLeftMeasure(i, deed, part);
  return true;
}

// 石沟村被命名为民主法治示范村,全乡累计达到3个: of what the clause before names.
bool MeasureReader::ReadOfAll(uint32_t i, Piece words, bool part) {
  if (words.size() != 2 || text_[words.begin] != U'全' || !IsLevel(text_[words.begin + 1])) return false;
  const Piece noun = topics_.HeadOfClauseBefore(i);
  if (noun.size() <= 2) return false;
  AddLeftMeasure(i, noun, part, words);
  return true;
}

bool MeasureReader::ReadNextRate(uint32_t i) {
  if (rates_of_each_.empty() || UnitOf(i) != "%") return false;
  const uint32_t base = measures_.back().base + 1;
  AddRateOf(i, base);
  const bool goes_on = fragments_[i].attached_next && UnitOf(i + 1) == "%" && base + 1 < measures_.size() &&
                       UnitOf(measures_[base + 1].quantity) == UnitOf(measures_[base].quantity);
  if (!goes_on) rates_of_each_ = {};
  return true;
}

bool MeasureReader::ReadNextItem(uint32_t i) {
  if (items_next_ == items_size_) return false;
  const Piece item = items_[items_next_++];
  AddLeftMeasure(i, item, false);
  if (items_next_ < items_size_) AppendTail(item, items_tail_);
  measures_.back().of_one = items_of_one_;
  measures_.back().phrase.Append(share_of_each_);
  return true;
}

void MeasureReader::ReadByLeft(uint32_t i, Piece words, bool part) {
  if (ReadShareOfMost(i) || ReadByClauseBefore(i, words)) return;
  if (const Piece noun = NounOfClasses(i); !noun.empty()) {
    AddRightMeasure(i, words, noun, left_.chain, part);
  } else if (const Piece noun = words.empty() ? NounOfNext(i, words) : Piece(); !noun.empty()) {
    AddRightMeasure(i, words, noun, left_.chain, part);
  } else if (words.empty()) {
    ReadWordless(i);
  } else if (IsShare(i, words)) {
    if (!ReadSharesOfTwo(i, words)) AddShare(i, words);
  } else if (const Piece noun = NounOfNext(i, words); !noun.empty()) {
    AddRightMeasure(i, words, noun, left_.chain, part);
  } else if (!ReadShared(i, words, part)) {
    AddLeftMeasure(i, words, part, ListVerb(i, words));
  }
}

void MeasureReader::ReadByBoth(uint32_t i, Piece words, Piece right, bool part) {
  const bool habit = CountsPeople(UnitOf(i)) && words_.Suffix(View(words), kPerson) && pieces_.IsHabit(right);
  const bool open = !habit && (words.empty() || !stripper_.BeginsPredicate(right) ||
                               stripper_.Covered(words, kPrep | kLead | kJoin | kTrail | kAct | kBareWord) ||
                               stripper_.EndsOpen(words) || pieces_.LeavesOut(words) ||
                               (CountsEvents(UnitOf(i)) && stripper_.FindVerb(words, 0) == words.end));
  if (open || DidBehind(i, words)) {
    AddRightMeasure(i, words, right, left_.chain, part);
    return;
  }
  if (!ReadShared(i, words, part)) {
    AddLeftMeasure(i, words, part, ListVerb(i, words));
    // 政务服务事项1263项全部进驻大厅: what is said of the figure is its own too.
    if (!fragments_[i].attached_next) measures_.back().window.end = right.end;
  }
  AppendTreatment(i, words, right);
}

void MeasureReader::ReadLevel(uint32_t i) {
  if (ReadRankAmong(i) || ReadTerritory(i) || ReadThreshold(i)) return;
  const Fragment& fragment = fragments_[i];
  bool part = false;
  Piece words = OwnWords(i, &part);
  if (ReadGoes(i, words) || ReadLead(i)) return;
  const bool compared = stripper_.IsComparison(words);
  if (compared) words.begin = words.end;
  if (compared && ReadCompared(i)) return;
  if (words.empty()) words = stripper_.LastBareWord(left_.words);
  if (ReadRanked(i, words) || ReadDifference(i, words) || ReadTimesOf(i, words)) return;
  Piece right = RightOf(i);
  // 破案率保持99.9%的历史最高水平
  if (UnitOf(i) == "%" && !words.empty() && EndsWith(View(right), U"水平")) right.end = right.begin;
  if (right.empty() && fragment.attached_next) right = PlacesOfUnit(i);
  if (right.empty() && (ReadServed(i, part) || ReadOfAll(i, words, part))) return;
  // 由40%降低至38%: on the way to the next figure.
  const bool on_the_way = !right.empty() && stripper_.Covered(right, kChangeWord | kTrail);
  if (fragment.attached_next && (compared || on_the_way)) right.end = right.begin;
  const bool wordless = words.empty() && right.empty() && fragment.attached;
  if (wordless && ReadNextRate(i)) return;
  rates_of_each_ = {};
  if (wordless && ReadNextItem(i)) return;
  items_size_ = items_next_ = 0;
  share_of_each_ = {};
  if (right.empty()) {
    ReadByLeft(i, words, part);
  } else {
    ReadByBoth(i, words, right, part);
  }
}

bool MeasureReader::ReadThreshold(uint32_t i) {
  const Fragment& fragment = fragments_[i];
  const auto& quantity = quantities_[i];
  if (threshold_end_ == quantity.begin && fragment.attached && RightOf(i).empty()) {
    Piece words = stripper_.StripEnd(threshold_);
    threshold_ = {};
    threshold_end_ = 0;
    AddLeftMeasure(i, words, false);
    return true;
  }
  threshold_end_ = 0;
  const auto printed = View({quantity.begin, quantity.end});
  const auto before = View(left_.words);
  const bool bound = EndsWithOneOf(printed, {U"以上", U"以下", U"以内"}) ||
                     EndsWithOneOf(before, {U"超过", U"不足", U"达到", U"高于", U"低于", U"未满", U"不满"});
  if (!bound || !fragment.attached_next || quantity.kind != v1::KIND_LEVEL || fragment.right.size() < 3 ||
      text_[fragment.right.begin] != U'的' || HasRightNoun(i + 1))
    return false;
  const Piece words = stripper_.Strip(left_.words);
  if (words.size() < 2 || stripper_.IsBare(words)) return false;
  AddLeftMeasure(i, words, false);
  threshold_ = {words.begin, fragment.right.end};
  threshold_end_ = quantities_[i + 1].begin;
  return true;
}

bool MeasureReader::ReadTimesOf(uint32_t i, Piece words) {
  if (UnitOf(i) != "倍" || left_.words.empty() || text_[left_.words.end - 1] != U'的') return false;
  const uint32_t base = LevelBack(i, 1);
  if (base == kNoMeasure) return false;
  CopyMeasure(i, base);
  measures_.back().phrase.Append(words);
  return true;
}

bool MeasureReader::IsShare(uint32_t i, Piece words) const {
  constexpr uint32_t kLongestShare = 16;
  return !fragments_[i].first && UnitOf(i) == "%" && !measures_.empty() && words.size() <= kLongestShare &&
         (text_[words.begin] == U'占' || pieces_.IsOfPlan(words));
}

// 商品类13件,服务类9件,分别占总量的59%、41%
bool MeasureReader::ReadSharesOfTwo(uint32_t i, Piece words) {
  const auto n = static_cast<uint32_t>(measures_.size());
  const bool each =
      Contains(View(fragments_[i].left), U"分别") && fragments_[i].attached_next && UnitOf(i + 1) == "%";
  if (!each || n < sentence_begin_ + 2 || measures_[n - 1].quantity + 1 != i ||
      UnitOf(measures_[n - 1].quantity) != UnitOf(measures_[n - 2].quantity))
    return false;
  // 食品类104件、服装类66件、家电类44件,分别占18%、11%、7%: so many of them as there are shares.
  const uint32_t shares = 1 + Followers(i);
  if (shares <= 2 || n < sentence_begin_ + shares) return AddFirstRate(i, words, n - 2);
  for (uint32_t k = 1; k < shares; ++k) {
    const Measure& measure = measures_[n - 1 - k];
    if (measure.quantity + 1 + k != i || quantities_[measure.quantity].kind != v1::KIND_LEVEL ||
        UnitOf(measure.quantity) != UnitOf(measures_[n - 1].quantity))
      return AddFirstRate(i, words, n - 2);
  }
  return AddFirstRate(i, words, n - shares);
}

Piece MeasureReader::UncountedBefore(uint32_t i, Piece words) const {
  const Piece gap = {quantities_[i - 1].end, words.begin};
  if (words.begin < gap.begin) return {};
  const size_t from = View(gap).find_last_of(U";:");
  if (from == std::u32string_view::npos) return {};
  Piece clause = {gap.begin + static_cast<uint32_t>(from) + 1, gap.end};
  while (!clause.empty() && text_[clause.end - 1] == U',') --clause.end;
  const uint32_t end = clause.end;
  while (!clause.empty() && (IsDigit(text_[clause.end - 1]) || text_[clause.end - 1] == U'.')) --clause.end;
  return clause.end < end ? stripper_.Strip(clause) : Piece();
}

void MeasureReader::AddShare(uint32_t i, Piece words) {
  auto before = static_cast<uint32_t>(measures_.size() - 1);
  // 行政处罚2100,占总数的33.9%: of what has a number without a unit.
  if (const Piece noun = UncountedBefore(i, words); !noun.empty()) {
    Measure& measure = Add(i);
    measure.own = words;
    measure.window = {left_.words.begin, quantities_[i].end};
    measure.phrase.Append(noun);
    measure.phrase.Append(words);
    return;
  }
  // 其他处理177件(其中主动撤销134件),占13.7%: of what stands before the bracket.
  while (fragments_[i].bracket == 0 && before > MeasureFloor() &&
         fragments_[measures_[before].quantity].bracket != 0)
    --before;
  // 投诉971件,同比上升30.5%,占比28%: of what there were, not of how they grew.
  uint32_t level = before;
  while (level > MeasureFloor() && quantities_[measures_[level].quantity].kind == v1::KIND_CHANGE) --level;
  if (quantities_[measures_[level].quantity].kind == v1::KIND_LEVEL) before = level;
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
  if (fragments_[i].first || fragments_[i].attached || fragments_[i].bracket != 0 ||
      !stripper_.Covered(words, kLead)) {
    return false;
  }
  if (UnitOf(i) == "%") return ReadExtreme(i);
  const uint32_t floor = fragments_[i - 1].right.end;
  const uint32_t end = fragments_[i].left.begin;
  if (end == 0 || text_[end - 1] != U',') return false;
  const Piece clause = pieces_.ClauseEndingAt(end - 1, floor);
  if (clause.begin <= floor || clause.size() > kLongestClause) return false;
  bool part = false;
  const Piece said = stripper_.Strip(clause, &part);
  const auto topic = FirstHitFrom(hits_, said.begin);
  const bool act = part || words_.Prefix(View(said), kAct) || stripper_.FindVerb(said, 0) < said.end ||
                   (topic != hits_.end() && topic->end <= said.end);
  if (said.size() < 2 || !act || stripper_.IsComparison(said) || !stripper_.FindChange(said).empty()) {
    return false;
  }
  // 受理法律援助案件120件,做到应援尽援,累计640件: the sum of what was counted.
  if (UnitOf(i) == UnitOf(i - 1) && Contains(View(fragments_[i].left), U"累计")) {
    return false;
  }
  Piece noun = said;
  Piece verb;
  if (IsAnyOf(text_[clause.begin], U"对将把")) {
    // 对历年文件全面体检,79件: what was done to them.
    while (stripper_.EndsInVerb(noun)) noun.end -= words_.Suffix(View(noun), kAct).length;
    verb = {noun.end, said.end};
    noun.end -= words_.Suffix(View(noun), kLight).length;
    noun = stripper_.Strip({std::max(noun.begin, clause.begin + 1), noun.end});
    if (noun.empty()) return false;
  }
  AddLeftMeasure(i, noun, part, verb);
  measures_.back().window.begin = clause.begin;
  return true;
}

bool MeasureReader::ReadExtreme(uint32_t i) {
  const uint32_t end = fragments_[i].left.begin;
  if (end == 0 || text_[end - 1] != U',') return false;
  Piece said = stripper_.Strip(pieces_.ClauseEndingAt(end - 1, quantities_[i - 1].end));
  const uint32_t most = EndLength(View(said), {U"最低", U"最高"});
  if (most == 0 || said.size() < most + 3) return false;
  said.end -= most;
  // 被申请人为县政府部门的140件,占受理案件数比例最高,达92.71%
  if (text_[said.begin] == U'占' && !measures_.empty()) {
    AddShare(i, said);
    return true;
  }
  if (!pieces_.EndsWithRate(said)) return false;
  AddLeftMeasure(i, said, false);
  return true;
}

// 以行政处罚类案件为主,占67%; 其中行政处罚类居多,占61%: the share of what is named.
bool MeasureReader::ReadShareOfMost(uint32_t i) {
  const Piece left = fragments_[i].left;
  constexpr uint32_t kLongest = 4;  // 约占到
  if (UnitOf(i) != "%" || fragments_[i].attached || left.size() > kLongest || left.begin == 0 ||
      text_[left.begin - 1] != U',' || !Contains(View(left), U'占'))
    return false;
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
  Piece kind = pieces_.ClauseEndingAt(
      left.begin - 1,
      i == 0 ? sentence.begin() : std::max<uint32_t>(sentence.begin(), quantities_[i - 1].end));
  const bool part = StartsWith(View(kind), U"其中");
  if (part) kind.begin += 2;
  const std::u32string_view mostly = View(kind).substr(kind.size() < 2 ? 0 : kind.size() - 2);
  // 因征地申请复议的案件增幅较大,占10.6%
  const bool much = IsOneOf(mostly, {U"居多", U"最多", U"较多", U"较大", U"最大", U"为主"});
  if (kind.size() < 5 || !much) return false;
  kind.end -= 2;
  if (mostly == U"为主") {
    const size_t by = View(kind).find(U'以');
    if (by == std::u32string_view::npos) return false;
    kind.begin += static_cast<uint32_t>(by) + 1;
  }
  if (kind.size() > 5 && EndsWithOneOf(View(kind), {U"增幅", U"比例", U"占比", U"数量"})) kind.end -= 2;
  kind = stripper_.Strip(kind);
  if (kind.size() < 3 || stripper_.IsBare(kind)) return false;
  AddLeftMeasure(i, kind, part);
  const uint32_t share = left.begin + static_cast<uint32_t>(View(left).find(U'占'));
  measures_.back().phrase.Append(Piece{share, share + 1});
  return true;
}

void MeasureReader::ReadWordless(uint32_t i) {
  const uint32_t n = static_cast<uint32_t>(measures_.size());
  uint32_t from = n;
  while (from > MeasureFloor() && quantities_[measures_[from - 1].quantity].kind == v1::KIND_CHANGE) --from;
  // 新登记市场主体3218户,注册资本21.7亿元,累计2.46万户: of what was counted in the same unit.
  if (n > MeasureFloor() && UnitOf(i) != UnitOf(measures_[n - 1].quantity) &&
      Contains(View(fragments_[i].left), U"累计")) {
    for (uint32_t b = n; b > MeasureFloor(); --b) {
      if (UnitOf(measures_[b - 1].quantity) != UnitOf(i) || measures_[b - 1].head.empty()) continue;
      CopyMeasure(i, b - 1);
      return;
    }
  }
  // 败诉案件35件,败诉率下降3.4个百分点至8%: what changed, and no cases.
  const bool of_changed = from < n && UnitOf(i) == "%" && UnitOf(measures_[n - 1].quantity) == "个百分点" &&
                          measures_[n - 1].quantity + 1 == i && !changed_.empty() && changed_of_ == n - 1 &&
                          from > MeasureFloor() && UnitOf(measures_[from - 1].quantity) != "%";
  if (from > MeasureFloor() && !of_changed) {
    CopyMeasure(i, from - 1);
    // 取消34项,由上年的3108项调整为3087项: how many there are, not how many were cancelled.
    const Piece left = fragments_[i].left;
    Measure& measure = measures_.back();
    if (!fragments_[i].attached && measures_[from - 1].bare && !measure.head.empty() &&
        ContainsAnyOf(View(left), U"由从")) {
      measure.phrase = Phrase();
      measure.phrase.Append(measure.head);
    }
    return;
  }
  // 办案量同比增长12%,达到652件: the words of the growth are those of the level.
  if (from < n && !measures_[n - 1].own.empty() && !of_changed) {
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

}  // namespace fazhi::extraction
