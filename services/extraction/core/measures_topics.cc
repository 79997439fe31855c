// Where a noun is found for a figure whose own words have none: topics, clauses before, headings.

#include "services/extraction/core/measures_topics.h"

#include <algorithm>

#include "services/extraction/core/unit_sorts.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/han_numerals.h"

namespace fazhi::extraction {
namespace {

// How far back a bare figure looks for its topic, in code points.
constexpr uint32_t kTopicReach = 160;

}  // namespace

Piece TopicFinder::TopicBefore(uint32_t i, uint32_t at) {
  if (const Piece said = TopicOfSentence(i); !said.empty()) return said;
  const uint32_t begin = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  return TopicBetween(std::max(begin, ItemOf(i)), at);
}

uint32_t TopicFinder::ItemOf(uint32_t i) const {
  const Fragment& fragment = fragments_[i];
  if (!fragment.parted || i == 0) return 0;
  const size_t stop = View({quantities_[i - 1].end, fragment.left.end}).rfind(U';');
  if (stop == std::u32string_view::npos) return 0;
  const uint32_t item = quantities_[i - 1].end + static_cast<uint32_t>(stop) + 1;
  const bool numbered = item + 1 < text_.size() && HanDigit(text_[item]) > 0;
  return numbered && IsAnyOf(text_[item + 1], U"是要抓") ? item : 0;
}

Piece TopicFinder::TopicOfPart(uint32_t i, uint32_t at) {
  if (!fragments_[i].parted) return {};
  const size_t part = text_.rfind(U';', at);
  if (part == std::u32string_view::npos) return {};
  const Piece topic = TopicBetween(static_cast<uint32_t>(part) + 1, at);
  // 开展涉及行政复议、计划生育等内容的专项清理: one of a list.
  const bool listed = !topic.empty() && (text_[topic.end] == U'、' || text_[topic.begin - 1] == U'、');
  return listed ? Piece() : topic;
}

Piece TopicFinder::TopicOfHeading(const v1::Section& section) {
  return TopicBetween(section.heading().begin(), section.heading().end(), /*heading=*/true);
}

Piece TopicFinder::TopicBetween(uint32_t floor, uint32_t at, bool heading) {
  floor = std::max(floor, at > kTopicReach ? at - kTopicReach : 0);
  const auto end = static_cast<uint32_t>(FirstHitFrom(hits_, at) - hits_.begin());
  for (uint32_t h = end; h > 0 && hits_[h - 1].begin >= floor; --h) {
    const TopicHit& hit = hits_[h - 1];
    const Piece topic = {hit.begin, hit.end};
    // (三)行政强制: a theme in a sentence heads what was done.
    const bool theme =
        stripper_.IsTheme(topic) && !(heading && words_.Prefix(View(topic), kSolid).length == topic.size());
    if (hit.end <= at && topic.size() >= 2 && !stripper_.IsBare(topic) && !theme &&
        !words_.Suffix(View(topic), kOrgan) && !IsSincePlan(topic) && !EndsService(topic) &&
        !pieces_.NamesBody(hit.end) && !EndsAct(topic) && !StartsWith(View(topic), U"依法治")) {
      return Widened(topic, h - 1);
    }
  }
  return {};
}

// 公共法律服务工作: 务工 is the end of one word and the beginning of the next.
bool TopicFinder::EndsService(Piece topic) const {
  return StartsWith(View(topic), U"务工") && StandsBefore(text_, topic.begin, U"服");
}

// “八五”普法规划实施以来: since when, and not what.
bool TopicFinder::IsSincePlan(Piece topic) const {
  constexpr size_t kReach = 10;
  const auto behind = View({topic.end, static_cast<uint32_t>(text_.size())}).substr(0, kReach);
  return EndsWithOneOf(text_.substr(0, topic.begin), {U"五”", U"五\""}) &&
         behind.find(U"以来") < behind.find(U',');
}

// 确认违法: the topic is no more than the end of the word for what was done.
bool TopicFinder::EndsAct(Piece topic) const {
  constexpr uint32_t kLongestAct = 6;
  const Piece before = {topic.end - std::min(topic.end, kLongestAct), topic.end};
  return words_.Suffix(View(before), kOutcome).length > topic.size();
}

// 重大行政决策 for 决策: the longest topic that holds the one found.
Piece TopicFinder::Widened(Piece topic, uint32_t h) const {
  for (; h > 0 && hits_[h - 1].begin + kLongestHead >= topic.begin; --h) {
    const Piece wide = {hits_[h - 1].begin, hits_[h - 1].end};
    if (wide.begin < topic.begin && wide.end >= topic.end) topic = wide;
  }
  // 12345热线, “12345”热线
  uint32_t number = topic.begin;
  if (number > 0 && text_[number - 1] == U'”') --number;
  const uint32_t digits_end = number;
  while (number > 0 && IsDigit(text_[number - 1])) --number;
  if (digits_end - number >= 4) topic.begin = number;
  return topic;
}

Piece TopicFinder::HeadOfClauseBefore(uint32_t i) const {
  uint32_t floor = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  if (const Piece said = TopicOfSentence(i); !said.empty()) return said;
  if (i > 0 && quantities_[i - 1].end > floor) {
    // 选编题目1000题,编写普法读本,印制3000册: a clause of its own between two figures.
    const uint32_t behind = quantities_[i - 1].end;
    const size_t stop = text_.substr(0, fragments_[i].left.begin).find_first_of(U",;", behind);
    if (stop == std::u32string_view::npos || stop + 1 >= fragments_[i].left.begin) return {};
    floor = static_cast<uint32_t>(stop) + 1;
  }
  const uint32_t begin = pieces_.ClauseEndingAt(fragments_[i].left.begin, floor).begin;
  if (begin <= floor) return {};
  Piece clause = pieces_.ClauseEndingAt(begin - 1, floor);
  // 举办提升班2期,邀请专家授课,参训356人: who taught is not what was attended.
  const std::u32string_view aside = View(clause);
  if (StartsWithOneOf(aside, {U"邀请", U"特邀", U"由"}) && EndsWithOneOf(aside, WordSet::kBySpeaker)) {
    if (clause.begin <= floor) return {};
    clause = pieces_.ClauseEndingAt(clause.begin - 1, floor);
  }
  if (clause.size() > kLongestClause) clause.begin = clause.end - kLongestClause;
  if (CountsCases(quantities_[i].quantity.unit()) && IsRemark(clause)) return {};
  const Piece object = stripper_.Strip(stripper_.ObjectOf(stripper_.DropTrend(stripper_.Strip(clause))));
  const Piece head = pieces_.HeadOfLeft(stripper_.DropAmong(object));
  return stripper_.IsBare(head) ? Piece() : head;
}

// 惠民效果明显, 办案质效稳步提升: how well things went, of which there are no so many.
bool TopicFinder::IsRemark(Piece clause) const {
  const Piece said = stripper_.DropTrend(clause);
  const uint32_t trend = EndLength(View(said), WordSet::kWentWell);
  return EndsWithOneOf(View({said.begin, said.end - trend}), WordSet::kQualities);
}

// 行政诉讼方面,府院互动常态化,全年应诉27件: what the sentence says that it is on.
Piece TopicFinder::TopicOfSentence(uint32_t i) const {
  constexpr size_t kLongest = 10;
  const uint32_t begin = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  if (i > 0 && quantities_[i - 1].end > begin) return {};
  const auto opening = View({begin, std::max(begin, fragments_[i].left.begin)}).substr(0, kLongest + 3);
  const size_t end = std::min(opening.find(U"方面,"), opening.find(U"方面:"));
  if (end == std::u32string_view::npos || ContainsAnyOf(opening.substr(0, end), U",、:;")) return {};
  const uint32_t on = StartsWith(opening, U"在") ? 1 : 0;
  const Piece topic = {begin + on, begin + static_cast<uint32_t>(end)};
  constexpr uint32_t kStandsAlone = 4;  // 行政诉讼, though either half could not
  const bool half = topic.size() < kStandsAlone && (stripper_.IsBare(topic) || stripper_.IsTheme(topic));
  const bool none = topic.size() < 2 || half || words_.Suffix(View(topic), kOrgan);
  return none ? Piece() : topic;
}

Piece TopicFinder::ObjectAround(uint32_t i, Piece topic) const {
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
  const uint32_t begin = sentence.begin();
  uint32_t end = fragments_[i].left.begin;
  if (topic.begin < begin || topic.end > end) return topic;
  while (end > topic.end && (text_[end - 1] == U',' || text_[end - 1] == U':')) --end;
  const uint32_t clause = pieces_.ClauseEndingAt(topic.begin, begin).begin;
  if (ContainsAnyOf(View({topic.end, end}), U",;:")) return topic;
  const Piece object = pieces_.HeadOfLeft(stripper_.Shorten(stripper_.Strip({clause, end})));
  const auto digit = [](char32_t c) { return IsDigit(c); };
  const std::u32string_view words = View(object);
  const bool whole = object.begin <= topic.begin && object.end >= topic.end;
  return whole && std::none_of(words.begin(), words.end(), digit) ? object : topic;
}

Piece TopicFinder::AnyWords(uint32_t i) {
  if (const Piece clause = HeadOfClauseBefore(i); !clause.empty()) return clause;
  const v1::Section& section = SectionOf(i);
  const Piece topic = TopicBetween(section.span().begin(), quantities_[i].begin);
  return topic.empty() ? stripper_.Strip({section.heading().begin(), section.heading().end()}) : topic;
}

const v1::Section& TopicFinder::SectionOf(uint32_t i) const {
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
  return context_.outline.sections(static_cast<int>(sentence.section()));
}

Piece TopicFinder::ReviewOfTitle(uint32_t i) const {
  constexpr std::u32string_view kReview = U"行政复议";
  constexpr size_t kLongest = 40;
  const size_t end = text_.substr(0, kLongest + 1).find(U'\n');
  if (end > kLongest || end >= context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin())
    return {};
  const std::u32string_view title = text_.substr(0, end);
  const size_t at = title.find(kReview);
  if (at == std::u32string_view::npos || title.find(kReview, at + 1) != std::u32string_view::npos) return {};
  if (ContainsOneOf(title, {U"应诉", U"诉讼", U"法治", U"执法", U"司法"})) return {};
  const auto begin = static_cast<uint32_t>(at);
  return {begin, begin + static_cast<uint32_t>(kReview.size())};
}

}  // namespace fazhi::extraction
