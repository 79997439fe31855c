// Wholes that are split into kinds (受理投诉12件。咨询类5件,求助类7件).

#include <algorithm>

#include "absl/strings/strip.h"
#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

constexpr std::u32string_view kGathered = U"集中在";

bool CountsCasesOrItems(absl::string_view unit) {
  return CountsCases(unit) || unit == "个" || unit == "条" || unit == "项";
}

// 件次 and 件
bool CountedAlike(absl::string_view a, absl::string_view b) {
  constexpr absl::string_view kTimes = "次";
  return absl::StripSuffix(a, kTimes) == absl::StripSuffix(b, kTimes);
}

// 原因 of 败诉原因.
uint32_t CauseLength(std::u32string_view words) {
  constexpr size_t kShortest = 2;
  const uint32_t why = EndLength(words, {U"原因", U"缘由"});
  return why + kShortest <= words.size() ? why : 0;
}

// 按性质分,咨询112件; 按来源分为电话82件: by what the sentence that `opening` begins tells apart.
bool TellsApartBy(std::u32string_view opening) {
  constexpr size_t kLongestView = 12;
  if (opening.empty() || opening[0] != U'按') return false;
  const size_t split = opening.substr(0, kLongestView).find(U'分', 2);
  if (split == std::u32string_view::npos || ContainsAnyOf(opening.substr(0, split), U",;:0123456789"))
    return false;
  return StartsWithOneOf(opening.substr(split), WordSet::kToldApart);
}

}  // namespace

Piece MeasureReader::NamedInView(Piece view) const {
  constexpr uint32_t kShortest = 4;
  uint32_t end = view.end;
  for (; end >= view.begin + kShortest; --end) {
    if (EndsWithOneOf(View({view.begin, end}), WordSet::kThingsOfKinds)) break;
  }
  if (end < view.begin + kShortest) return {};
  const Piece noun = pieces_.HeadOfLeft(stripper_.Strip({view.begin, end}));
  return noun.size() < kShortest || noun.end != end || stripper_.IsBare(noun) ? Piece() : noun;
}

// 纠纷类型上,婚姻家庭112件: 纠纷.
Piece MeasureReader::NamedByKinds(std::u32string_view opening, uint32_t begin) {
  constexpr size_t kLongest = 10;
  const size_t on = opening.find(U"上,");
  if (on > kLongest || opening[0] == U'从') return {};
  auto named = opening.substr(0, on);
  named.remove_suffix(EndLength(named, {U"类型", U"类别", U"种类", U"案由", U"领域"}));
  const bool kinds = named.size() < on;
  return kinds && EndsWithOneOf(named, WordSet::kThingsOfKinds)
             ? Piece{begin, begin + static_cast<uint32_t>(named.size())}
             : Piece();
}

// (二)按管理领域分: a heading that tells apart what the title is on.
bool MeasureReader::SaysHowSplit(const v1::Span& heading) const {
  const auto said = context_.Slice(heading.begin(), heading.end());
  return Contains(said, U'按') && EndsWithOneOf(said, {U"分", U"划分", U"分类", U"区分"});
}

// 市民和企业诉求: 诉求.
Piece MeasureReader::PlainThing(Piece noun) const {
  const uint32_t thing = EndLength(View(noun), WordSet::kReported);
  if (thing != 0) return {noun.end - thing, noun.end};
  const uint32_t all = BeginningLength(View(noun), {U"各类", U"各种"});
  return {noun.begin + all, noun.end};
}

Piece MeasureReader::ViewedFrom(uint32_t i) {
  constexpr size_t kLongestView = 20;
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
  if (sentence.section() != viewed_.section) viewed_.before = {};
  viewed_.section = sentence.section();
  const uint32_t begin = sentence.begin();
  const auto opening = View({begin, std::max(begin, quantities_[i].begin)});
  viewed_.kinds = false;
  const size_t view = opening.find(U"看,");
  if (const Piece noun = NamedByKinds(opening, begin); !noun.empty()) {
    viewed_.causes = false;
    return viewed_.before = noun;
  }
  if (TellsApartBy(opening)) {
    Piece noun = CountedBefore(i, before_);
    if (noun.empty()) noun = viewed_.before;
    if (noun.empty() && CountsCases(UnitOf(i))) noun = TakenInBefore(i, {});
    // What the paragraph before counts is told apart as well.
    const auto section_of = [&](uint32_t m) {
      return context_.outline.sentences(static_cast<int>(quantities_[measures_[m].quantity].sentence))
          .section();
    };
    if (noun.empty() && anchor_ != kNoMeasure && section_of(anchor_) == sentence.section()) {
      noun = CountedBefore(i, anchor_);
      if (!words_.Suffix(View(noun), kMatter) && PlainThing(noun).begin == noun.begin) noun = {};
    }
    viewed_.causes = false;
    viewed_.kinds = !noun.empty();
    return viewed_.before = PlainThing(noun);
  }
  if (opening.empty() || opening[0] != U'从' || view == std::u32string_view::npos || view > kLongestView)
    return SaysHowSplit(topics_.SectionOf(i).heading()) ? topics_.ReviewOfTitle(i) : Piece();
  Piece named = {begin + 1, begin + static_cast<uint32_t>(view)};
  named.end -= EndLength(View(named), {U"来", U"上", U"方面"});
  viewed_.causes = false;
  if (const uint32_t why = CauseLength(View(named)); why > 0) {
    viewed_.causes = true;
    return stripper_.Strip({named.begin, named.end - why});
  }
  Piece noun = NamedInView(named);
  if (noun.empty()) noun = viewed_.thing;
  if (noun.empty()) noun = CountedBefore(i, before_);
  if (noun.empty()) noun = viewed_.before;
  if (noun.empty() && before_ == kNoMeasure && CountsCases(UnitOf(i))) noun = TakenInBefore(i, {});
  return viewed_.before = noun;
}

Piece MeasureReader::CountedBefore(uint32_t i, uint32_t last) const {
  // 受理来访116件次,其中初访97件、重访19件: of the whole, and not of its last part.
  uint32_t whole = kNoMeasure;
  const auto amount = [&](uint32_t m) { return quantities_[measures_[m].quantity].quantity.value_e4(); };
  for (uint32_t m = last == kNoMeasure ? 0 : last + 1; m > 0; --m) {
    const uint32_t quantity = measures_[m - 1].quantity;
    if (quantities_[quantity].sentence != quantities_[measures_[last].quantity].sentence) break;
    if (CountedAlike(UnitOf(quantity), UnitOf(i)) && quantities_[quantity].kind == v1::KIND_LEVEL &&
        measures_[m - 1].head.size() >= 4 && text_[measures_[m - 1].head.end - 1] != U'类' &&
        // 县政府部门130件: a kind by whose they are.
        !(CountsCases(UnitOf(i)) && words_.Suffix(View(measures_[m - 1].head), kOrgan)) &&
        (whole == kNoMeasure || amount(m - 1) > amount(whole)))
      whole = m - 1;
  }
  return whole == kNoMeasure ? Piece() : measures_[whole].head;
}

Piece MeasureReader::ThingOfKinds(uint32_t i) const {
  uint32_t begin = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  // 化解率98%;化解的纠纷按类型分,山林土地88起
  if (fragments_[i].parted && i > 0) {
    begin = quantities_[i - 1].end;
    begin += static_cast<uint32_t>(View({begin, std::max(begin, quantities_[i].begin)}).rfind(U';') + 1);
  }
  const auto opening = View({begin, std::max(begin, quantities_[i].begin)});
  // 普通程序案件按领域分:渣土运输173件: what is told apart.
  constexpr size_t kLongestThing = 12;
  const size_t by = opening.find(U'按');
  if (by != std::u32string_view::npos && by >= 3 && by <= kLongestThing) {
    const size_t split = opening.find(U'分', by);
    const auto rest = opening.substr(std::min(split, opening.size()));
    const uint32_t told = BeginningLength(rest, WordSet::kToldApart);
    if (told != 0 && !ContainsAnyOf(opening.substr(0, split), U",;:0123456789"))
      return stripper_.Strip({begin, begin + static_cast<uint32_t>(by)});
  }
  // 其中治安类18件: a part takes over what its whole is of.
  if (!EndsWithOneOf(opening, {U"类", U"类共", U"类有"}) || StartsWith(opening, U"其中")) return {};
  const auto thing = [&](uint32_t first, std::u32string_view label) {
    label = label.substr(0, label.size() - EndLength(label, {U"分类情况", U"分类", U"类别", U"类型"}));
    const uint32_t length = EndLength(label, WordSet::kThingsOfKinds);
    const uint32_t end = first + static_cast<uint32_t>(label.size());
    return Piece{end - length, end};
  };
  if (const size_t colon = opening.rfind(U':'); colon != std::u32string_view::npos)
    return thing(begin, opening.substr(0, colon));
  const auto& heading = topics_.SectionOf(i).heading();
  const Piece named = thing(heading.begin(), context_.Slice(heading.begin(), heading.end()));
  // 受理诉求712件。咨询类335件,求助类215件
  if (!named.empty() || before_ == kNoMeasure || UnitOf(measures_[before_].quantity) != UnitOf(i))
    return named;
  return thing(measures_[before_].head.begin, View(measures_[before_].head));
}

// 公安、市场监管 of 案件主要集中在公安、市场监管两个领域,分别为54件: what `in_front` ends with before its
// last comma; empty when that gathers nothing.
Piece MeasureReader::GatheredIn(Piece in_front) const {
  const size_t stop = View(in_front).rfind(U',');
  const size_t gathered = View(in_front).rfind(kGathered);
  if (stop == std::u32string_view::npos || gathered == std::u32string_view::npos || gathered > stop)
    return {};
  Piece list = {in_front.begin + static_cast<uint32_t>(gathered + kGathered.size()),
                in_front.begin + static_cast<uint32_t>(stop)};
  if (ContainsAnyOf(View(list), U",;:")) return {};
  list.end -= EndLength(View(list), {U"领域", U"方面", U"行业", U"环节", U"类型"});
  list.end -= EndLength(View(list), {U"大", U"个", U"类"});
  if (!list.empty() && IsAnyOf(text_[list.end - 1], U"两二三四五六")) --list.end;
  list.end -= EndLength(View(list), {U"等", U"这"});
  return list;
}

Piece MeasureReader::CasesOfKinds(Piece in_front) const {
  in_front.end -= EndLength(View(in_front), {U"为", U"有", U"是"});
  in_front.end -= EndLength(View(in_front), {U"分别", U"依次"});
  return {in_front.end - words_.Suffix(View(in_front), kMatter).length, in_front.end};
}

Piece MeasureReader::ListOfKinds(Piece in_front) const {
  Piece list = pieces_.ClauseEndingAt(in_front.end, in_front.begin);
  const uint32_t kinds = EndLength(View(list), {U"大类", U"类", U"种"});
  list.end -= kinds;
  if (kinds == 0 || list.empty() || !IsAnyOf(text_[list.end - 1], U"两二三四五六七八九23456789")) return {};
  --list.end;
  list.end -= EndLength(View(list), {U"等", U"这"});
  return list;
}

// 案件 of 案件主要集中在…, in the clause that ends at `end`; else what the sentence, or the one before it,
// counts.
Piece MeasureReader::NounOfGathered(uint32_t i, uint32_t end, uint32_t floor) const {
  constexpr uint32_t kShortest = 2;
  Piece noun = pieces_.ClauseEndingAt(end, floor);
  noun.end -= EndLength(View(noun), {U"主要", U"大多", U"多"});
  noun = stripper_.Strip(noun);
  if (noun.size() > kShortest) return noun;
  const bool here = anchor_ != kNoMeasure && CountedAlike(UnitOf(measures_[anchor_].quantity), UnitOf(i));
  const Piece counted = here ? measures_[anchor_].head : CountedBefore(i, before_);
  return counted.empty() ? noun : counted;
}

// 案件主要集中在公安、市场监管两个领域,分别为54件和38件; 公安、市场监管两类案件依次为54件和38件: the kinds,
// and what they are kinds of.
bool MeasureReader::ReadGathered(uint32_t i) {
  constexpr uint32_t kShortestNoun = 2;
  constexpr uint32_t kReach = 60;
  const uint32_t at = quantities_[i].begin;
  const Piece left = fragments_[i].left;
  if (left.empty() || !CountsCasesOrItems(UnitOf(i)) || !SaysRespectively(View({left.begin, at})))
    return false;
  const uint32_t sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  const uint32_t floor = std::max(sentence, at > kReach ? at - kReach : 0);
  Piece list = GatheredIn({floor, at});
  const Piece cases = list.empty() ? CasesOfKinds({floor, at}) : Piece();
  if (!cases.empty()) list = ListOfKinds({floor, cases.begin});
  Piece each[kMaxItems];
  const uint32_t n = pieces_.SplitItems(list, each);
  if (n < 2 || n != Followers(i) + 1) return false;
  const Piece noun =
      !cases.empty() ? cases : NounOfGathered(i, list.begin - static_cast<uint32_t>(kGathered.size()), floor);
  if (noun.size() < kShortestNoun) return false;
  BeginItems(each, n);
  items_.of_one = true;
  items_.tail = noun;
  share_of_each_ = act_of_each_ = {};
  AddLeftMeasure(i, each[0], false);
  measures_.back().window = each[0];
  measures_.back().of_one = true;
  measures_.back().phrase = Phrase();
  measures_.back().phrase.Append(each[0]);
  measures_.back().phrase.Append(noun);
  return true;
}

// 从领域看,涉及公安54件,主要是市场监管38件: the kind alone.
Piece MeasureReader::KindInView(Piece words) const {
  constexpr uint32_t kShortest = 2;
  const uint32_t says = BeginningLength(View(words), WordSet::kChiefly);
  const Piece kind = {words.begin + says, words.end};
  return says != 0 && kind.size() >= kShortest && stripper_.FindVerb(kind, 0) == kind.end ? kind : words;
}

Piece MeasureReader::SplitAmong(uint32_t i, Piece words) {
  const Fragment& fragment = fragments_[i];
  if (!viewed_.thing.empty() && CountsCasesOrItems(UnitOf(i)) && fragment.bracket == 0) {
    among_ = viewed_.thing;
    of_causes_ = viewed_.causes;
    return KindInView(words);
  }
  // 收到的申请中,处罚类8件,确认类12件: commas part the list too.
  const bool goes_on = measures_.size() > sentence_begin_ && measures_.back().of_one &&
                       measures_.back().quantity + 1 == i && UnitOf(i - 1) == UnitOf(i);
  if (fragment.first || fragment.parted || (!fragment.attached && !goes_on)) {
    among_ = {};
    of_causes_ = false;
  }
  if (fragment.bracket != 0 || !CountsCasesOrItems(UnitOf(i))) return words;
  if (const Piece kind = KindOfList(i, words); !kind.empty()) return kind;
  // 败诉原因主要是证据不足12件、程序违法9件
  constexpr std::u32string_view kCause = U"原因";
  if (const size_t cause = View(words).find(kCause); cause != std::u32string_view::npos && cause >= 2) {
    const Piece rest = {words.begin + static_cast<uint32_t>(cause + kCause.size()), words.end};
    const uint32_t is =
        BeginningLength(View(rest), {U"主要是", U"主要为", U"主要有", U"主要包括", U"集中在"});
    if (is != 0 && is + 2 <= rest.size()) {
      among_ = stripper_.Strip({words.begin, words.begin + static_cast<uint32_t>(cause)});
      of_causes_ = true;
      return {rest.begin + is, rest.end};
    }
  }
  // 法律援助案件分别为刑事71件、民事109件
  for (const std::u32string_view each : {U"分别为", U"分别是"}) {
    const size_t kind = View(words).find(each);
    if (kind == std::u32string_view::npos || kind < 2 || kind + each.size() + 2 > words.size() ||
        !fragment.attached_next)
      continue;
    const Piece noun = stripper_.Strip({words.begin, words.begin + static_cast<uint32_t>(kind)});
    if (noun.size() < 2 || !stripper_.LeadingVerb(noun).empty()) continue;
    among_ = noun;
    return {words.begin + static_cast<uint32_t>(kind + each.size()), words.end};
  }
  Piece whole;
  const size_t at = View(words).rfind(U'中');
  if (at != std::u32string_view::npos) {
    whole = {words.begin, words.begin + static_cast<uint32_t>(at)};
    if (whole.end + 3 > words.end || stripper_.FindVerb({whole.end + 1, words.end}, 0) < words.end)
      return words;
  } else if (const uint32_t end = fragment.left.begin;
             !fragment.attached && end >= 2 && text_[end - 1] == U',' && text_[end - 2] == U'中') {
    // 审结的351件案件中,处罚类147件: what stands behind the figure that they are of.
    const uint32_t sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
    const uint32_t floor = i == 0 ? sentence : std::max(sentence, std::min(quantities_[i - 1].end, end - 2));
    whole = {pieces_.ClauseEndingAt(end - 2, floor).begin, end - 2};
  }
  // 败诉原因中,证据不足17件: what came of each cause.
  if (const uint32_t why = CauseLength(View(whole)); why > 0) {
    among_ = stripper_.Strip({whole.begin, whole.end - why});
    of_causes_ = true;
    return whole.begin == words.begin ? Piece{whole.end + 1, words.end} : words;
  }
  if (at == std::u32string_view::npos) whole = stripper_.Strip(whole);
  const uint32_t thing = EndLength(View(whole), WordSet::kThingsOfKinds);
  if (thing == 0) return words;
  among_ = pieces_.HeadOfLeft(whole);
  if (among_.size() > 4 && text_[among_.begin] == U'各') among_.begin += 2;  // 各类投诉
  if (stripper_.IsBare(among_)) among_ = {whole.end - thing, whole.end};
  return whole.begin == words.begin ? Piece{whole.end + 1, words.end} : words;
}

Piece MeasureReader::KindOfList(uint32_t i, Piece words) {
  constexpr uint32_t kLongest = 6;
  if (words.size() < 5 || text_[words.end - 1] != U'类' || Contains(View(words), U'中') ||
      !fragments_[i].attached_next || HasRightNoun(i))
    return {};
  const Piece next = fragments_[i + 1].left;
  if (next.empty() || text_[next.end - 1] != U'类' || UnitOf(i + 1) != UnitOf(i)) return {};
  for (const std::u32string_view thing : {U"案件", U"纠纷", U"投诉", U"举报", U"信访", U"问题", U"诉求",
                                          U"线索", U"工单", U"申请", U"事项", U"文件", U"合同"}) {
    const size_t at = View(words).rfind(thing);
    const uint32_t end = words.begin + static_cast<uint32_t>(at + thing.size());
    if (at == std::u32string_view::npos || end + 2 > words.end || words.end - end > kLongest) continue;
    const Piece verb = stripper_.LeadingVerb({words.begin, end});
    among_ = pieces_.HeadOfLeft({verb.empty() ? words.begin : verb.end, end});
    return {end, words.end};
  }
  return {};
}

bool MeasureReader::IsOneAmong(uint32_t i, Piece words) const {
  constexpr uint32_t kLongest = 8;
  constexpr uint32_t kLongestViewed = 14;  // 教育、民政等其他领域
  // 违建拆除类: a kind, whatever verb names it.
  const bool kind = of_causes_ || (viewed_.kinds && !words_.Prefix(View(words), kOutcome | kBareWord)) ||
                    (!words.empty() && text_[words.end - 1] == U'类');
  // 从被申请人看,乡镇政府36件: cases are of the bodies too.
  const bool viewed = !viewed_.thing.empty() && View(among_) == View(viewed_.thing) && CountsCases(UnitOf(i));
  if (among_.empty() || words.size() > (viewed ? kLongestViewed : kLongest) ||
      !CountsCasesOrItems(UnitOf(i)) || (!kind && stripper_.FindVerb(words, 0) < words.end) ||
      (!viewed && words_.Suffix(View(words), kOrgan | kPerson | kBody)))
    return false;
  return !Contains(View(among_), View({words.end - 2, words.end}));
}

}  // namespace fazhi::extraction
