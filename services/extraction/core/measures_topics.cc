// Where a noun is found for a figure whose own words have none: topics, clauses before, headings.

#include <algorithm>

#include "services/extraction/core/measures_reader.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {
namespace {

// How far back a bare figure looks for its topic, in code points.
constexpr uint32_t kTopicReach = 160;
// A head that is carried over is cut to its last words beyond this length.
constexpr uint32_t kLongestHead = 16;

}  // namespace

Piece MeasureReader::TopicBefore(uint32_t i, uint32_t at) {
  return TopicBetween(context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin(), at);
}

Piece MeasureReader::TopicOfPart(uint32_t i, uint32_t at) {
  if (!fragments_[i].parted) return {};
  const size_t part = text_.rfind(U';', at);
  if (part == std::u32string_view::npos) return {};
  const Piece topic = TopicBetween(static_cast<uint32_t>(part) + 1, at);
  // 开展涉及行政复议、计划生育等内容的专项清理: one of a list.
  const bool listed = !topic.empty() && (text_[topic.end] == U'、' || text_[topic.begin - 1] == U'、');
  return listed ? Piece() : topic;
}

Piece MeasureReader::TopicBetween(uint32_t floor, uint32_t at) {
  while (hit_cursor_ < hits_.size() && hits_[hit_cursor_].begin < at) ++hit_cursor_;
  while (hit_cursor_ > 0 && hits_[hit_cursor_ - 1].begin >= at) --hit_cursor_;
  floor = std::max(floor, at > kTopicReach ? at - kTopicReach : 0);
  for (uint32_t h = hit_cursor_; h > 0 && hits_[h - 1].begin >= floor; --h) {
    const TopicHit& hit = hits_[h - 1];
    const Piece topic = {hit.begin, hit.end};
    if (hit.end <= at && topic.size() >= 2 && !stripper_.IsBare(topic) && !stripper_.IsTheme(topic) &&
        !words_.Suffix(View(topic), kOrgan) && !NamesBody(hit.end)) {
      return Widened(topic, h - 1);
    }
  }
  return {};
}

// 市场监管部门完成抽检160批次: the topic is the name of who did it.
bool MeasureReader::NamesBody(uint32_t end) const {
  return StartsWithOneOf(text_.substr(end), {U"部门", U"系统", U"机关", U"局", U"大队", U"中队", U"支队"});
}

// 重大行政决策 for 决策: the longest topic that holds the one found.
Piece MeasureReader::Widened(Piece topic, uint32_t h) const {
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

Piece MeasureReader::HeadOfLeft(Piece words) const {
  // 直接纠错(包括撤销、变更)163件: a remark on it is no head.
  if (!words.empty() && text_[words.end - 1] == U')') {
    const size_t open = View(words).rfind(U'(');
    words.end = open == std::u32string_view::npos ? words.end - 1 : words.begin + static_cast<uint32_t>(open);
  }
  // 向各成员单位转派: to whom is not what was sent.
  if (!words.empty() && text_[words.begin] == U'向' && stripper_.EndsInVerb(words))
    return {words.end, words.end};
  constexpr uint32_t kShortest = 5;
  Piece head = stripper_.Strip(stripper_.ObjectOf(words));
  // 收集办理企业诉求: of both.
  constexpr uint32_t kVerb = 2;
  const Piece object = {std::min(head.begin + kVerb, head.end), head.end};
  if (head.begin > words.begin && object.size() > kVerb &&
      StartsWithOneOf(View(head), {U"办理", U"处理", U"处置", U"发布", U"查处", U"化解", U"落实"}) &&
      !stripper_.IsBare(object) && !words_.Prefix(View(object), kTail) &&
      stripper_.LeadingVerb({words.begin, head.begin}).end == head.begin)
    head = object;
  // 执法办现有在编人员: who has them is not what there is.
  const bool may_have = Contains(View(head), U'有');
  for (const std::u32string_view has : {U"现有", U"共有", U"实有", U"设有", U"建有", U"配有"}) {
    if (!may_have) break;
    const size_t at = View(head).rfind(has);
    if (at != std::u32string_view::npos && at + has.size() + 2 <= head.size())
      head.begin += static_cast<uint32_t>(at + has.size());
  }
  const size_t etc = View(head).rfind(U'等');
  const bool list = etc != std::u32string_view::npos && etc + 3 <= head.size() &&
                    stripper_.IsEtc(head.begin + static_cast<uint32_t>(etc)) &&
                    (head.size() > kLongestHead || Contains(View(head).substr(0, etc), U'、'));
  if (list) head.begin += static_cast<uint32_t>(etc) + 1;
  // 以调解、和解等方式结案: how it was done is no noun.
  if (list && StartsWith(View(head), U"方式")) head = stripper_.Strip({head.begin + 2, head.end});
  head = stripper_.DropAttribute(head);
  // 涉及证明事项数量205项: that there are so many is not what the parts are of.
  if (head.size() > kShortest && StartsWith(View(head), U"涉及")) head.begin += 2;
  constexpr std::u32string_view kMany = U"数量";
  if (head.size() > 2 * kMany.size() && View(head).substr(head.size() - kMany.size()) == kMany)
    head.end -= static_cast<uint32_t>(kMany.size());
  // 抽取各县区和市直部门案卷: the files of whoever they are.
  if (const Piece files = stripper_.Strip(FilesOfBodies(head)); !files.empty()) head = files;
  // 抽查行政处罚、行政许可案卷: nor of what kinds they are.
  constexpr std::u32string_view kFiles = U"案卷";
  if (const Piece files = {head.size() > 2 ? head.end - 2 : head.end, head.end};
      View(files) == kFiles && Contains(View(head), U'、'))
    head = files;
  if (head.size() > kLongestHead) {
    // 在线矛盾纠纷化解平台受理调解申请: the last words, though they could not stand alone.
    constexpr uint32_t kShortestObject = 4;
    for (uint32_t p = stripper_.FindVerb(head, 2); p < head.end;
         p = stripper_.FindVerb({p + 1, head.end}, 0)) {
      const Word verb = words_.Prefix(View({p, head.end}), kAct);
      if (!verb || p + verb.length + kShortestObject > head.end) continue;
      head.begin = p + verb.length;
      break;
    }
  }
  if (head.size() > kLongestHead) {
    head.begin = head.end - kLongestHead;
    const size_t mark = View(head).find_first_of(U"、和");
    if (mark != std::u32string_view::npos) head.begin += static_cast<uint32_t>(mark) + 1;
  }
  return head;
}

Piece MeasureReader::ClauseEndingAt(uint32_t stop, uint32_t floor) const {
  uint32_t begin = stop;
  while (begin > floor && !IsAnyOf(text_[begin - 1], U",;:")) {
    --begin;
  }
  return {begin, stop};
}

Piece MeasureReader::HeadOfClauseBefore(uint32_t i) const {
  uint32_t floor = context_.outline.sentences(static_cast<int>(quantities_[i].sentence)).begin();
  if (i > 0 && quantities_[i - 1].end > floor) {
    // 选编题目1000题,编写普法读本,印制3000册: a clause of its own between two figures.
    const uint32_t behind = quantities_[i - 1].end;
    const size_t stop = text_.substr(0, fragments_[i].left.begin).find_first_of(U",;", behind);
    if (stop == std::u32string_view::npos || stop + 1 >= fragments_[i].left.begin) return {};
    floor = static_cast<uint32_t>(stop) + 1;
  }
  const uint32_t begin = ClauseEndingAt(fragments_[i].left.begin, floor).begin;
  if (begin <= floor) return {};
  Piece clause = ClauseEndingAt(begin - 1, floor);
  if (clause.size() > kLongestClause) clause.begin = clause.end - kLongestClause;
  const Piece object = stripper_.Strip(stripper_.ObjectOf(stripper_.Strip(clause)));
  const Piece head = HeadOfLeft(stripper_.DropAmong(object));
  return stripper_.IsBare(head) ? Piece() : head;
}

Piece MeasureReader::WithoutLevel(Piece piece) const {
  const uint32_t level = BeginningLength(View(piece), {U"国家级", U"部级", U"省级", U"市级", U"州级", U"县级",
                                                       U"区级", U"全国", U"全省", U"全市", U"全县"});
  return level + 2 <= piece.size() ? Piece{piece.begin + level, piece.end} : piece;
}

Piece MeasureReader::ObjectAround(uint32_t i, Piece topic) const {
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
  const uint32_t begin = sentence.begin();
  uint32_t end = fragments_[i].left.begin;
  if (topic.begin < begin || topic.end > end) return topic;
  while (end > topic.end && (text_[end - 1] == U',' || text_[end - 1] == U':')) --end;
  const uint32_t clause = ClauseEndingAt(topic.begin, begin).begin;
  if (ContainsAnyOf(View({topic.end, end}), U",;:")) return topic;
  const Piece object = HeadOfLeft(stripper_.Shorten(stripper_.Strip({clause, end})));
  const auto digit = [](char32_t c) { return IsDigit(c); };
  const std::u32string_view words = View(object);
  const bool whole = object.begin <= topic.begin && object.end >= topic.end;
  return whole && std::none_of(words.begin(), words.end(), digit) ? object : topic;
}

Piece MeasureReader::AnyWords(uint32_t i) {
  if (const Piece clause = HeadOfClauseBefore(i); !clause.empty()) return clause;
  const v1::Section& section = SectionOf(i);
  const Piece topic = TopicBetween(section.span().begin(), quantities_[i].begin);
  return topic.empty() ? stripper_.Strip({section.heading().begin(), section.heading().end()}) : topic;
}

const v1::Section& MeasureReader::SectionOf(uint32_t i) const {
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
  return context_.outline.sections(static_cast<int>(sentence.section()));
}

}  // namespace fazhi::extraction
