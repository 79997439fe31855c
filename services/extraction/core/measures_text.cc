#include "services/extraction/core/measures_text.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "services/extraction/core/indicator_nouns.h"
#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/text/affixes.h"
#include "services/text/han_numerals.h"
#include "services/text/normalize.h"

namespace fazhi::extraction {
namespace {

// Measures up to this length may lack what their figures are of.
constexpr size_t kLacksTopic = 8;

// The nearest place before `at`, in reach, where a topic of the catalog stands; empty when there is none.
Piece TopicBefore(const std::vector<TopicHit>& hits, uint32_t topic, uint32_t at) {
  constexpr uint32_t kReach = 120;
  constexpr uint32_t kLongestTopic = 8;
  auto hit = FirstHitFrom(hits, at);
  while (hit != hits.begin() && (--hit)->begin + kReach > at) {
    if (hit->word != topic || hit->end > at) continue;
    Piece found = {hit->begin, hit->end};
    // 行政复议 where 复议 is the topic.
    while (hit != hits.begin() && (--hit)->begin + kLongestTopic > found.end) {
      if (hit->end == found.end) found.begin = hit->begin;
    }
    return found;
  }
  return {};
}

// A measure as the report prints it, cut by what its words say in simplified characters.
class PrintedWords {
 public:
  PrintedWords(bool traditional, std::u32string& printed) : words_(printed), printed_(printed) {
    if (traditional) FoldTraditional(words_);
  }

  const std::u32string& words() const { return words_; }
  void Erase(size_t begin, size_t size = std::u32string::npos) {
    words_.erase(begin, size);
    printed_.erase(begin, size);
  }
  void PutAt(size_t at, std::u32string_view words, std::u32string_view printed) {
    words_.insert(at, words);
    printed_.insert(at, printed);
  }
  void Append(char32_t c) {
    words_.push_back(c);
    printed_.push_back(c);
  }

 private:
  std::u32string words_;
  std::u32string& printed_;
};

// Without what stands before a bracket that closes and was never opened (履行)直接纠错率), or behind one that
// was never closed.
void CutOpenBracket(PrintedWords& wording) {
  const std::u32string& words = wording.words();
  size_t begin = 0;  // of what is kept
  size_t opened = std::u32string::npos;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == U'(') opened = i;
    if (words[i] != U')') continue;
    if (opened == std::u32string::npos || opened == begin) begin = i + 1;
    opened = std::u32string::npos;
  }
  if (opened != std::u32string::npos && opened >= begin + 2) wording.Erase(opened);
  if (begin + 2 <= words.size()) wording.Erase(0, begin);
}

// Without a mark of a quotation or title that has no other (培育“小巨人企业); with what it begins where that
// is a rest of a word (报备情况“双).
void DropLoneMarks(PrintedWords& wording) {
  constexpr std::u32string_view kOpen = U"“‘《", kClose = U"”’》";
  constexpr size_t kShortest = 3;  // code points behind a mark that opens
  std::vector<size_t> open;
  for (size_t i = 0; i < wording.words().size(); ++i) {
    const char32_t c = wording.words()[i];
    if (IsAnyOf(c, kOpen)) open.push_back(i);
    if (!IsAnyOf(c, kClose)) continue;
    if (!open.empty() && kOpen.find(wording.words()[open.back()]) == kClose.find(c)) {
      open.pop_back();
    } else {
      wording.Erase(i--, 1);
    }
  }
  for (; !open.empty(); open.pop_back()) {
    const size_t at = open.back();
    if (at + kShortest > wording.words().size() && at >= 2) {
      wording.Erase(at);
    } else {
      wording.Erase(at, 1);
    }
  }
}

// 重点商品品种、: what parts a list at either end.
void DropMarksAtEnds(PrintedWords& wording) {
  constexpr std::u32string_view kMarks = U"、,;:·。/¥";
  const std::u32string& words = wording.words();
  while (words.size() > 1 && IsAnyOf(words.back(), kMarks)) wording.Erase(words.size() - 1);
  while (words.size() > 1 && IsAnyOf(words.front(), kMarks)) wording.Erase(0, 1);
}

// 净增98万户、突破1900万户: how many there are at least is not what.
void DropBound(PrintedWords& wording, std::u32string_view text, uint32_t at) {
  for (const std::u32string_view bound : {U"突破", U"超过", U"达到", U"高达", U"接近"}) {
    if (wording.words().size() >= bound.size() + 2 && StartsWith(wording.words(), bound) &&
        StandsBefore(text, at, bound)) {
      wording.Erase(0, bound.size());
      return;
    }
  }
}

// 市十五届人大五次会议代表建议: which of the sessions it was.
void DropSession(PrintedWords& wording) {
  constexpr std::u32string_view kSession = U"次会议";
  const std::u32string& words = wording.words();
  const size_t term = words.find(U'届');
  const size_t session = words.find(kSession);
  if (term == words.npos || session == words.npos || session < term) return;
  const auto begin_of = [&](size_t end) {
    while (end > 0 && IsHanOrdinal(words[end - 1])) --end;
    return end > 0 && words[end - 1] == U'第' ? end - 1 : end;
  };
  const size_t begin = begin_of(term);
  const size_t middle = begin_of(session);
  constexpr size_t kLongestBody = 6;  // 人大, 人民代表大会
  if (begin == term || middle == session || middle < term + 1 || middle > term + 1 + kLongestBody ||
      session + kSession.size() + 2 > words.size())
    return;
  wording.Erase(middle, session + kSession.size() - middle);
  wording.Erase(begin, term + 1 - begin);
}

// 举办各类活动84场, 各级各部门举办活动: of all sorts and by all is how many there are, and not what.
void DropAllSorts(PrintedWords& wording) {
  constexpr size_t kShortest = 8;  // 调解各类纠纷 says little enough
  for (const std::u32string_view all : {U"各级各部门", U"各级", U"各类"}) {
    const size_t at = wording.words().find(all);
    if (at != std::u32string::npos && wording.words().size() >= all.size() + kShortest)
      wording.Erase(at, all.size());
  }
}

// 共收到申请84件: that it is all is not what.
void DropTotal(PrintedWords& wording) {
  const std::u32string& words = wording.words();
  if (words.size() < 4 || words[0] != U'共') return;
  const std::u32string_view act = std::u32string_view(words).substr(1);
  const bool keeps = (WordTable::Get().Prefix(words, kKeep | kSolid).classes & (kKeep | kSolid)) != 0;
  if (!keeps && WordTable::Get().Prefix(act, kAct).length >= 2) wording.Erase(0, 1);
}

// 占办件总数120件的68.3%: what the share is of.
void DropShare(PrintedWords& wording) {
  const std::u32string_view words = wording.words();
  if (words.size() > 3 && words[0] == U'占' && EndsWithOneOf(words, {U"总数", U"总量", U"总数量"}))
    wording.Erase(0, 1);
}

// 投诉约占总量, 持证人员仅占在编人员: how exact, or how much it is, is not what.
void DropAbout(PrintedWords& wording) {
  const std::u32string& words = wording.words();
  for (size_t share = words.find(U'占'); share != words.npos && share > 0;
       share = words.find(U'占', share + 1)) {
    const bool about =
        words[share - 1] == U'约' && (share == 1 || !IsAnyOf(words[share - 2], U"违制节集预合条公签大"));
    if (about || IsAnyOf(words[share - 1], U"仅只")) return wording.Erase(share - 1, 1);
  }
}

// 行政处罚案件占: a share.
void NameShare(PrintedWords& wording) {
  if (!wording.words().empty() && wording.words().back() == U'占') wording.Append(U'比');
}

// Where the body ends that begins the words (县司法局发放资料), or the verb of what members of a congress
// have put forward (办理建议); 0 when neither does.
size_t EndOfLead(std::u32string_view words) {
  constexpr size_t kVerb = 2;
  if (StartsWithOneOf(words, {U"办理", U"承办", U"办结", U"答复", U"办复"}) &&
      StartsWithOneOf(words.substr(kVerb), {U"建议", U"提案", U"议案"}))
    return kVerb;
  constexpr size_t kShortest = 3;
  constexpr size_t kLongest = 8;
  for (size_t end = kShortest; end + 1 < words.size() && end <= kLongest; ++end) {
    if (IsAnyOf(words[end - 1], U"局院") && WordTable::Get().Suffix(words.substr(0, end), kBody) &&
        WordTable::Get().Prefix(words.substr(end), kAct))
      return end;
  }
  return 0;
}

// 十进 of “法律十进”: a name's part, and no topic.
bool IsPartOfName(std::u32string_view topic) {
  return topic.size() == 2 && topic[1] == U'进' && IsHanOrdinal(topic[0]);
}

// Whether it is a day, week or month of publicity (宪法日): when something was done, not what.
bool IsOccasion(std::u32string_view topic) { return IsAnyOf(topic.back(), U"日周月"); }

}  // namespace

void MeasureText::Read(const Measure& measure, const Link& link, std::u32string& phrase) const {
  const GroundedQuantity& quantity = quantities_[measure.quantity];
  phrase.clear();
  (measure.shown.empty() ? measure.phrase : measure.shown).AppendTo(context_.Printed(), phrase);
  PrintedWords wording(!context_.printed.empty(), phrase);
  // 满意率 of the hotline that the sentence is on.
  if (link.topic != UINT32_MAX && phrase.size() <= kLacksTopic) {
    const Piece topic = TopicFor(wording.words(), link.topic, TopicsEnd(quantity));
    wording.PutAt(EndOfLead(wording.words()), context_.Slice(topic.begin, topic.end),
                  context_.Printed().substr(topic.begin, topic.size()));
  }
  if (link.indicator >= 0) {
    const Piece noun = NounFor(wording.words(), link.indicator, quantity.begin);
    wording.PutAt(0, context_.Slice(noun.begin, noun.end),
                  context_.Printed().substr(noun.begin, noun.size()));
  }
  CutOpenBracket(wording);
  DropLoneMarks(wording);
  DropMarksAtEnds(wording);
  DropBound(wording, context_.text, quantity.begin);
  DropSession(wording);
  DropTotal(wording);
  DropAllSorts(wording);
  if (quantity.quantity.unit() != "%") return DropShare(wording);
  DropAbout(wording);
  NameShare(wording);
}

// 综合执法 | 罚没款 above 合计 | 罚没款: what stands in the rows above a total is none of it; what stands
// above the table and in its first heads is.
uint32_t MeasureText::TopicsEnd(const GroundedQuantity& quantity) const {
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantity.sentence));
  if (sentence.table() == 0 || !StartsWithOneOf(context_.Slice(sentence.begin(), sentence.end()),
                                                {U"合计", U"总计", U"共计", U"小计"}))
    return quantity.begin;
  const v1::Table& table = context_.outline.report().tables(static_cast<int>(sentence.table() - 1));
  const auto& heads = table.rows(0).cells();
  return heads.empty() ? quantity.begin : std::min(quantity.begin, heads[heads.size() - 1].span().end());
}

Piece MeasureText::NounFor(std::u32string_view words, int indicator, uint32_t at) const {
  constexpr size_t kLongest = 10;
  constexpr uint32_t kReach = 160;
  constexpr size_t kLast = 2;
  if (words.size() > kLongest) return {};
  const uint32_t begin = at - std::min(at, kReach);
  const std::u32string_view before = context_.Slice(begin, at);
  for (const std::u32string& noun : IndicatorNouns::Get().Of(catalog_.proto().indicators(indicator).id())) {
    if (Contains(words, std::u32string_view(noun).substr(noun.size() - kLast))) return {};
    const size_t found = before.rfind(noun);
    if (found == before.npos) continue;
    const uint32_t noun_begin = begin + static_cast<uint32_t>(found);
    return {noun_begin, noun_begin + static_cast<uint32_t>(noun.size())};
  }
  return {};
}

Piece MeasureText::TopicFor(std::u32string_view words, uint32_t topic, uint32_t at) const {
  const Piece found = TopicBefore(topics_, topic, at);
  if (found.empty()) return {};
  Piece said = found;
  // 执法培训12期,培训民警860人次: both say 培训.
  const std::u32string_view begin = words.substr(0, 2);
  const bool begins = begin.size() == 2;
  if (begins && said.size() > 2 && StandsBefore(context_.text, said.end, begin)) said.end -= 2;
  const std::u32string_view word = context_.Slice(said.begin, said.end);
  // 行政处罚21件,行政强制7件: one beside the other is none of it.
  const auto is_solid = [](std::u32string_view act) {
    return WordTable::Get().Prefix(act, kSolid).length == act.size();
  };
  // 行政处罚3件,税务行政强制2件; 办理行政处罚126件、行政强制86件: nor where its field or its verb is said.
  constexpr std::u32string_view kActs = U"行政";
  const Word verb = WordTable::Get().Prefix(words, kAct);
  const std::u32string_view act = words.substr(verb.length);
  const size_t acts = act.find(kActs);
  const bool other = StartsWith(word, kActs) && acts != act.npos && (acts > 0 ? !verb : is_solid(act));
  // 实施处罚98宗、许可206宗: whole words for such acts.
  const WordGroups& sorts = LinkWeights::Get().acts;
  const auto is_sort = [&](std::u32string_view act) { return sorts.Longest(act).length == act.size(); };
  const bool beside = other || (begins && StartsWith(word, begin) && is_solid(words)) ||
                      (!words.empty() && is_sort(words) && is_sort(word));
  // 复议受理 under a title on 行政复议: its field alone is missing.
  // 行政调解调处 beside 司法调解: one sort is none of the other.
  constexpr std::u32string_view kMediation = U"调解";
  // 办理复议 is no topic of 审结复议案件, nor 排查 of 调解成功纠纷: what was done besides is said.
  const std::u32string_view object = word.substr(verb ? WordTable::Get().Prefix(word, kAct).length : 0);
  const bool besides = Contains(words, word) || (object.empty() && IsOneOf(word, {U"排查", U"摸排"})) ||
                       (object.size() >= 2 && Contains(words, object));
  const bool named =
      besides ||
      (word.size() == 2 * kMediation.size() && EndsWith(word, kMediation) && Contains(words, kMediation)) ||
      (word.size() > 2 && StartsWith(words, word.substr(word.size() - 2)));
  const bool lost = word == U"应诉" && EndsWithOneOf(words, {U"败诉率", U"胜诉率"});
  const bool lent =
      !beside && !named && !stripper_.IsTheme(found) && !IsOccasion(word) && !IsPartOfName(word) && !lost;
  return lent ? said : Piece();
}

}  // namespace fazhi::extraction
