// Which way a figure gets its measure: at the figure's own level of its sentence, by what stands around it.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {

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
      (UnitOf(i) == "方面" || sides == U"方面" || sides == U"层面" || sides == U"环节" || sides == U"维度"))
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

// 整顿后全县现有调委会259个, 全县有调解员86人: since when and where they are is not what there is.
Piece MeasureReader::DropWhereHad(Piece words) const {
  constexpr uint32_t kLongestLead = 8;
  constexpr uint32_t kShortest = 3;
  const uint32_t end = std::min(words.end, words.begin + kLongestLead);
  for (uint32_t p = words.begin + 2; p + kShortest < end; ++p) {
    if (text_[p] != U'后' || IsAnyOf(text_[p - 1], U"以之最前先落随会事背善")) continue;
    if (StartsWithOneOf(View({p + 1, words.end}), {U"全", U"现有", U"共有", U"现共有", U"共"})) {
      words.begin = p + 1;
      break;
    }
  }
  for (uint32_t p = words.begin + 2; p < std::min(words.end, words.begin + kLongestLead); ++p) {
    if (text_[p] != U'有' || !IsLevel(text_[p - 1])) continue;
    const Piece rest = {p + 1, words.end};
    if (rest.size() < kShortest || text_[rest.begin] == U'的' ||
        words_.Prefix(View({p, words.end}), kKeep | kAct | kSolid).length > 1)
      break;
    return rest;
  }
  return words;
}

// 由律师、公证员组成的服务团12个: who is in them is not what they are.
Piece MeasureReader::DropMakers(Piece words, Piece& verb) const {
  constexpr std::u32string_view kMadeUp = U"组成";
  // 由各村组成的片区: the preposition is gone already.
  if (words.begin > 0 && text_[words.begin - 1] == U'由' && !words.empty()) --words.begin;
  const size_t by = View(words).find(U'由');
  const size_t made = by == std::u32string_view::npos ? by : View(words).find(kMadeUp, by + 2);
  const Piece given = by == 0 ? Piece{words.begin + 1, words.end} : words;
  if (made == std::u32string_view::npos || ContainsAnyOf(View(words).substr(by, made - by), U",;:"))
    return given;
  const Piece before = {words.begin, words.begin + static_cast<uint32_t>(by)};
  Piece rest = {words.begin + static_cast<uint32_t>(made + kMadeUp.size()), words.end};
  if (!rest.empty() && text_[rest.begin] == U'的') ++rest.begin;
  if (rest.empty()) return before;
  if (rest.size() < 2) return given;
  verb = stripper_.LeadingVerb(before);
  return rest;
}

Piece MeasureReader::OwnWords(uint32_t i, bool* part) const {
  Piece words = stripper_.Strip(left_.words, part);
  const Piece with_reason = DropList(i, words);
  words = stripper_.DropReason(with_reason);
  // 94件纠错案件中,因证据不足被纠错的39件: what happened is known, and why tells them apart.
  if (words.begin > with_reason.begin && words.size() <= 3 && words.end < text_.size() &&
      text_[words.end] == U'的' && measures_.size() > sentence_begin_) {
    auto act = View(words);
    if (StartsWith(act, U"被")) act.remove_prefix(1);
    if (act.size() >= 2 && Contains(View(measures_.back().own), act)) words = with_reason;
  }
  if (UnitOf(i) != "%") words = DropWhereHad(words);
  // 窗口由18个整合为9个: how it came to be as many.
  if (i > 0 && fragments_[i].attached && quantities_[i - 1].status == v1::STATUS_PRIOR &&
      UnitOf(i - 1) == UnitOf(i) && !HasRightNoun(i) &&
      IsOneOf(View(words), {U"整合", U"撤并", U"归并", U"合并"}))
    words.begin = words.end;
  // 连同上年结转的12件: with what it was dealt with is not what it is.
  constexpr std::u32string_view kWith = U"连同";
  if (StartsWith(View(words), kWith) && words.size() > kWith.size() + 2)
    words.begin += static_cast<uint32_t>(kWith.size());
  if (quantities_[i].status == v1::STATUS_PRIOR) words = pieces_.BeforeComparison(words);
  // 较少的是城南区(12件): what there are so many of.
  constexpr uint32_t kThoseThat = 4;  // 较少的是
  if (words.size() >= kThoseThat + 2 && IsAnyOf(text_[words.begin], U"较最") &&
      View({words.begin + 2, words.begin + kThoseThat}) == U"的是")
    words.begin += kThoseThat;
  // 追回基金上亿元: how many, and not what.
  if (words.size() > 2 && text_[words.end - 1] == U'上' && IsAnyOf(text_[words.end], U"十百千万亿"))
    --words.end;
  // 受理诉求82件,按期办结的占98.9%: of what was counted before, as 按期办结 alone would be.
  constexpr std::u32string_view kThoseAre = U"的占";
  if (UnitOf(i) == "%" && anchor_ != kNoMeasure && UnitOf(measures_[anchor_].quantity) != "%" &&
      words.size() > 2 + kThoseAre.size() && EndsWith(View(words), kThoseAre))
    words.end -= static_cast<uint32_t>(kThoseAre.size());
  // 涉税案件占95件
  if (CountsCases(UnitOf(i)) && words.size() > 3 && text_[words.end - 1] == U'占' &&
      text_[words.end - 2] != U'的' && text_[words.end - 2] != U'独')
    --words.end;
  return words;
}

// 终止258件,终止案件中经调解撤回的231件: some of those that a figure shortly before counts, called by what it
// says of them.
bool MeasureReader::DropThoseCounted(uint32_t i, Piece& words) const {
  constexpr size_t kLongest = 12;
  constexpr size_t kShortest = 2;
  constexpr uint32_t kReach = 8;
  const size_t at = View(words).find(U'中');
  if (at == std::u32string_view::npos || at > kLongest || at + 1 + kShortest > words.size() ||
      fragments_[i].attached || IsAnyOf(text_[words.begin + at + 1], U"心央队"))
    return false;
  auto stem = View(words).substr(0, at);
  const uint32_t noun =
      EndLength(stem, {U"案件", U"申请", U"纠纷", U"文件", U"案卷", U"人员", U"投诉", U"事项"});
  stem.remove_suffix(noun);
  if (EndsWith(stem, U"的")) stem.remove_suffix(1);
  // 一审案件中开庭11件: a kind of them is their name.
  if (noun == 0 || stem.size() < kShortest || !words_.Suffix(stem, kAct | kOutcome)) return false;
  const auto size = static_cast<uint32_t>(measures_.size());
  const uint32_t floor = std::max(sentence_begin_, size > kReach ? size - kReach : 0);
  for (uint32_t m = size; m > floor; --m) {
    const Measure& before = measures_[m - 1];
    if (UnitOf(before.quantity) != UnitOf(i) || !Contains(View(before.own), stem)) continue;
    words.begin += static_cast<uint32_t>(at) + 1;
    return true;
  }
  return false;
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

bool MeasureReader::ReadThen(uint32_t i) {
  constexpr std::u32string_view kThen = U"同期";
  const size_t at = View(left_.words).rfind(kThen);
  const auto last = static_cast<uint32_t>(measures_.size() - 1);
  if (quantities_[i].status != v1::STATUS_PRIOR || at == std::u32string_view::npos || fragments_[i].first ||
      measures_.empty() || UnitOf(measures_[last].quantity) != UnitOf(i))
    return false;
  const size_t against = View(left_.words).substr(0, at).find_last_of(U"与较比同和");
  if (against == std::u32string_view::npos) return false;
  const Piece before = {left_.words.begin, left_.words.begin + static_cast<uint32_t>(against)};
  const Piece said = {left_.words.begin + static_cast<uint32_t>(at + kThen.size()), left_.words.end};
  if (!stripper_.Covered(before, kLead) || !stripper_.Covered(said, kAct | kBareWord | kSolid | kTrail))
    return false;
  CopyMeasure(i, last);
  return true;
}

// 与2021年的2107件相比,处罚案件下降12.8%: what changed against it stands behind.
bool MeasureReader::ReadHeldAgainst(uint32_t i) {
  if (quantities_[i].status != v1::STATUS_PRIOR || i + 1 >= quantities_.size() ||
      quantities_[i + 1].kind != v1::KIND_CHANGE || quantities_[i + 1].sentence != quantities_[i].sentence)
    return false;
  Piece left = fragments_[i].left;
  if (!left.empty() && IsAnyOf(text_[left.begin], U",;:。")) ++left.begin;
  const uint32_t against =
      BeginningLength(View(left), {U"与", U"同", U"和", U"较", U"比", U"对比", U"相比", U"相较"});
  if (against == 0 || !stripper_.Strip({left.begin + against, left.end}).empty()) return false;
  Piece behind = {quantities_[i].end, quantities_[i + 1].begin};
  behind.begin += BeginningLength(View(behind), {U"相比较", U"相比"});
  if (behind.empty() || text_[behind.begin] != U',') return false;
  ++behind.begin;
  behind.end = stripper_.FindChange(behind).begin;
  const Piece changed = stripper_.Strip(behind);
  if (changed.size() < 3 || ContainsAnyOf(View(changed), U",;:。、")) return false;
  AddLeftMeasure(i, changed, false);
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
  SayActOf(item, items_next_ < items_size_ ? items_tail_ : Piece());
  return true;
}

void MeasureReader::ReadByLeft(uint32_t i, Piece words, bool part) {
  if (ReadShareOfMost(i) || ReadSharesOfClause(i, words) || ReadByClauseBefore(i, words)) return;
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

bool MeasureReader::ReadDueAndDone(uint32_t i, Piece words, bool part) {
  const Piece right = fragments_[i].right;
  const uint32_t cases = BeginningLength(View(right), {U"案件", U"案"});
  const uint32_t all = pieces_.AllLength({right.begin + cases, right.end});
  if (all == 0 || fragments_[i].attached_next || words.size() < 4) return false;
  uint32_t due = words.begin;
  while (due < words.end &&
         (text_[due] != U'应' || (due + 1 < words.end && IsAnyOf(text_[due + 1], U"急诉对用知"))))
    ++due;
  if (due == words.end) return false;
  Piece deed = {right.begin + cases + all, right.end};
  deed.begin += BeginningLength(View(deed), {U"已按时", U"已", U"按时", U"依法", U"按要求"});
  const uint32_t by = View(deed).substr(0, 1) == U"由" ? static_cast<uint32_t>(View(deed).find(U"出庭")) : 0;
  if (by < deed.size()) deed.begin += by;
  constexpr uint32_t kVerb = 2;
  const uint32_t from = due + BeginningLength(View({due, words.end}), {U"应当由", U"应由", U"应当", U"应"});
  const size_t at = deed.size() < kVerb
                        ? std::u32string_view::npos
                        : View({from, words.end}).find(View({deed.begin, deed.begin + kVerb}));
  if (at == std::u32string_view::npos) return false;
  const Piece between = stripper_.Strip({from, from + static_cast<uint32_t>(at)});
  const Piece who = between.size() >= 2 ? between : stripper_.Strip({words.begin, due});
  if (who.size() < 2) return false;
  AddLeftMeasure(i, words, part);
  Measure& done = Add(i);
  done.window = {left_.words.begin, right.end};
  done.own = deed;
  done.part = part;
  done.phrase.Append(who);
  done.phrase.Append(deed);
  return true;
}

void MeasureReader::ReadByBoth(uint32_t i, Piece words, Piece right, bool part) {
  if (ReadDueAndDone(i, words, part)) return;
  const bool habit = CountsPeople(UnitOf(i)) && words_.Suffix(View(words), kPerson) && pieces_.IsHabit(right);
  // 发现问题28个全部整改到位: that it was all of them is said of what stands before.
  const Piece act = stripper_.LeadingVerb(words);
  const bool said = !act.empty() && act.size() < words.size() && pieces_.AllLength(fragments_[i].right) > 0 &&
                    !stripper_.EndsOpen(words);
  // 发了13份整改通知书, 办13件监督案件: what a short verb was done to stands behind.
  const bool short_verb = StandsBefore(text_, quantities_[i].begin, U"了") ||
                          (words.size() == 1 && IsAnyOf(text_[words.begin], U"发写出办提开搞做下签批审查"));
  const bool open = !habit && !said &&
                    (words.empty() || short_verb || !stripper_.BeginsPredicate(right) ||
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
  if (ReadRateOfSome(i) || ReadRankAmong(i) || ReadTerritory(i) || ReadThreshold(i) || ReadThen(i) ||
      ReadHeldAgainst(i))
    return;
  const Fragment& fragment = fragments_[i];
  bool part = false;
  Piece made;
  Piece words = DropMakers(OwnWords(i, &part), made);
  part |= DropThoseCounted(i, words) ||
          (!words.empty() && StartsWith(View(fragment.right), U"在内") && !Contains(View(words), U"结转"));
  if (!made.empty()) {
    AddLeftMeasure(i, words, part, made);
    return;
  }
  if (ReadOutlay(i, words) || ReadGoes(i, words) || ReadLead(i) || ReadItemsOfBodies(i)) return;
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
  if (ReadValueAfter(i, words, right)) return;
  if (!words.empty() && right.empty() && ReadValuesOf(i, words)) return;
  const bool wordless = words.empty() && right.empty() && fragment.attached;
  if (wordless && ReadNextRate(i)) return;
  rates_of_each_ = {};
  if (wordless && ReadNextItem(i)) return;
  items_size_ = items_next_ = 0;
  share_of_each_ = act_of_each_ = {};
  if (right.empty()) {
    ReadByLeft(i, words, part);
  } else {
    ReadByBoth(i, words, right, part);
  }
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
  const Piece said = stripper_.DropTrend(stripper_.Strip(clause, &part));
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

bool MeasureReader::ReadItemsOfBodies(uint32_t i) {
  if (quantities_[i].status != v1::STATUS_PRIOR || !fragments_[i].attached || UnitOf(i) == UnitOf(i - 1) ||
      quantities_[i - 1].status != v1::STATUS_PRIOR || !IsOrganBetween(i))
    return false;
  const Piece words = stripper_.Strip(fragments_[i - 1].left);
  if (words.size() < 2 || stripper_.IsBare(words)) return false;
  AddLeftMeasure(i, words, false);
  return true;
}

bool MeasureReader::IsOrganBetween(uint32_t i) const {
  Piece gap = {quantities_[i - 1].end, quantities_[i].begin};
  if (!gap.empty() && text_[gap.end - 1] == U'、') --gap.end;
  return !gap.empty() && words_.Suffix(View(gap), kOrgan).length == gap.size();
}

bool MeasureReader::ReadValueAfter(uint32_t i, Piece words, Piece right) {
  const Fragment& fragment = fragments_[i];
  if (quantities_[i].status == v1::STATUS_PRIOR || measures_.empty()) return false;
  const auto is_prior = [&](uint32_t m) {
    return quantities_[measures_[m].quantity].status == v1::STATUS_PRIOR;
  };
  const Measure& last = measures_.back();
  // ,调整为31个部门, and then 2980项
  const bool first = words.empty() && !right.empty() && !fragment.left.empty();
  const bool second = right.empty() && fragment.attached && last.copied && last.base != kNoMeasure &&
                      is_prior(last.base) && IsOrganBetween(i);
  if (!first && !second) return false;
  const uint32_t floor = std::max(part_begin_, MeasureFloor());
  for (uint32_t m = static_cast<uint32_t>(measures_.size()); m > floor; --m) {
    const uint32_t before = m - 1;
    const GroundedQuantity& quantity = quantities_[measures_[before].quantity];
    if (!is_prior(before) || quantity.quantity.unit() != UnitOf(i)) continue;
    if (first && !StandsAt(text_, quantity.end, View(right))) return false;
    CopyMeasure(i, before);
    measures_.back().phrase = measures_[before].phrase;
    return true;
  }
  return false;
}

uint32_t MeasureReader::LevelToldOf(uint32_t i) {
  const Piece lead = {fragments_[i].left.begin, quantities_[i].begin};
  const bool goes_on = values_back_ != 0 && fragments_[i].attached && left_.words.size() <= 2 &&
                       measures_.back().quantity + 1 == i && measures_.back().told_of != kNoMeasure;
  if (!goes_on) {
    const uint32_t followers = Followers(i);
    values_back_ = followers > 0 && SaysRespectively(View(lead)) ? followers + 1 : 0;
    for (uint32_t k = 0; k < values_back_; ++k) {
      const uint32_t level = LevelBack(i, values_back_ - k);
      if (level == kNoMeasure || UnitOf(measures_[level].quantity) != UnitOf(i + k)) values_back_ = 0;
    }
    values_of_ = {};
  }
  return values_back_ == 0 ? kNoMeasure : LevelBack(i, values_back_);
}

bool MeasureReader::ReadValuesBefore(uint32_t i) {
  const uint32_t level = LevelToldOf(i);
  if (level == kNoMeasure) return false;
  CopyToldOf(i, level);
  return true;
}

// 处罚1563件、罚没210万元,其中县本级分别为84件、36万元
bool MeasureReader::ReadValuesOf(uint32_t i, Piece words) {
  constexpr uint32_t kLongest = 8;
  if (words.size() > kLongest || Contains(View(words), U'、') ||
      EndsWithOneOf(View(words), {U"率", U"数", U"量", U"额"}))
    return false;
  const uint32_t level = LevelToldOf(i);
  if (level == kNoMeasure || UnitOf(i) == "%") return false;
  values_of_ = words;
  CopyToldOf(i, level);
  return true;
}

void MeasureReader::CopyToldOf(uint32_t i, uint32_t level) {
  CopyMeasure(i, level);
  Measure& measure = measures_.back();
  measure.told_of = level;
  if (values_of_.empty()) return;
  measure.copied = false;
  measure.phrase = Phrase();
  measure.phrase.Append(values_of_);
  // 市本级 and not 市本级全市
  constexpr uint32_t kWhole = 2;
  const Piece own = measures_[level].own;
  const bool of_all = own.size() > kWhole && text_[own.begin] == U'全';
  const Phrase& phrase = measures_[level].phrase;
  measure.phrase.Append(of_all ? phrase.Without({own.begin, own.begin + kWhole}) : phrase);
}

void MeasureReader::ReadWordless(uint32_t i) {
  if (ReadValuesBefore(i) || ReadViewedKind(i)) return;
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
