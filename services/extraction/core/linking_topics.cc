#include "services/extraction/core/linking_topics.h"

#include <algorithm>
#include <string>

#include "services/extraction/core/table_layout.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {

// Takes in the topics up to the end of the figure's own words, and those of its section's headings.
void TopicsSeen::Enter(uint32_t sentence_number, uint32_t at, uint32_t end) {
  const auto& sentence = context_.outline.sentences(static_cast<int>(sentence_number));
  const size_t semicolon = context_.Slice(std::min(at_, at), at).find_last_of(U";；");
  if (semicolon != std::u32string_view::npos) statement_begin_ = at_ + static_cast<uint32_t>(semicolon) + 1;
  at_ = at;
  if (sentence_number + 1 != sentence_stamp_) {
    sentence_stamp_ = sentence_number + 1;
    sentence_begin_ = sentence.begin();
    // 召开会议36次,其中研究法治4次: what a part is on tells nothing of the whole.
    const auto text = std::u32string_view(context_.text).substr(0, sentence.end());
    const size_t part = std::min(text.find(U"其中", at), text.size());
    // 立案36件(其中简易程序12件),罚款6万元: what stands in brackets ends there.
    const bool aside = part > 0 && part < text.size() && text[part - 1] == U'(';
    const size_t behind = aside ? std::min(text.find(U')', part), text.size()) : text.size();
    const size_t next_part = std::min(text.find(U"其中", behind), text.size());
    for (uint32_t h = cursor_; h < hits_.size() && hits_[h].begin < next_part; ++h) {
      if (hits_[h].begin >= sentence.begin() && (hits_[h].begin < part || hits_[h].begin > behind))
        seen_[hits_[h].word].sentence = sentence_stamp_;
    }
  }
  for (; cursor_ < hits_.size() && hits_[cursor_].begin < end; ++cursor_) {
    uint32_t& seen = seen_[hits_[cursor_].word].end;
    seen = std::max(seen, hits_[cursor_].end);
  }
  if (sentence.section() + 1 != section_stamp_) EnterSection(sentence.section());
  if (sentence.table() != table_) EnterTable(sentence.table());
}

void TopicsSeen::SeeTitle() {
  const std::u32string title = ToCodePoints(context_.outline.report().title());
  index_.context_words().All(title, [&](uint32_t, uint32_t, uint32_t number) {
    const uint32_t topic = index_.word(number).topic;
    if (topic != TermTrie::kNone) titled_[topic] = true;
  });
}

void TopicsSeen::EnterSection(uint32_t section) {
  section_stamp_ = section + 1;
  section_begin_ = context_.outline.sections(static_cast<int>(section)).span().begin();
  uint32_t s = section;
  for (int depth = 0; depth < 8; ++depth) {
    const auto& heading = context_.outline.sections(static_cast<int>(s)).heading();
    auto hit = FirstHitFrom(hits_, heading.begin());
    for (; hit != hits_.end() && hit->end <= heading.end(); ++hit) seen_[hit->word].heading = section_stamp_;
    if (s == 0) break;
    s = context_.outline.sections(static_cast<int>(s)).parent();
  }
}

// 表3 政府信息公开申请办理情况: what the title is on heads all of the table's cells.
void TopicsSeen::EnterTable(uint32_t table) {
  table_ = table;
  if (table == 0) return;
  ++table_stamp_;
  const TableTitle title =
      ReadTableTitle(context_.outline.report().tables(static_cast<int>(table - 1)), context_.text);
  auto hit = FirstHitFrom(hits_, title.begin);
  for (; hit != hits_.end() && hit->end <= title.end; ++hit) seen_[hit->word].table = table_stamp_;
}

float TopicsSeen::Score(uint32_t topic) const {
  const Seen& seen = seen_[topic];
  if (seen.measure == serial_) return weights_.topic_measure;
  if (seen.end > sentence_begin_) {
    const uint32_t gap = at_ > seen.end ? at_ - seen.end : 0;
    return weights_.topic_sentence - std::min(gap, 200u) * 0.0003f;
  }
  if (seen.sentence == sentence_stamp_) return weights_.topic_ahead;
  if (table_ != 0 && seen.table == table_stamp_) return weights_.topic_sentence;
  const bool titled = titled_[topic];
  if (seen.heading == section_stamp_ && !(titled && yearly_)) return weights_.topic_heading;
  if (seen.end > section_begin_) {
    const uint32_t gap = at_ - std::min(seen.end, at_);
    if (gap <= 150) return weights_.topic_section - gap * 0.0003f;
  }
  if (titled && !yearly_) return weights_.topic_document;
  return -1;
}

NearestTopic TopicsSeen::FindNearest(const AliasIndex::Use& use) const {
  NearestTopic nearest;
  for (const uint32_t topic : index_.topics(use)) {
    const float score = Score(topic);
    if (score > nearest.score) nearest = {score, topic};
  }
  return nearest;
}

bool TopicsSeen::InSentence(const AliasIndex::Use& use) const {
  const auto topics = index_.topics(use);
  return std::any_of(topics.begin(), topics.end(), [&](uint32_t topic) { return InSentence(topic); });
}

// Whether what ends at `end` stands in the title of a law or rule that is followed.
bool TopicsSeen::EndsInTitleFollowed(uint32_t end) const {
  constexpr uint32_t kLongestTitle = 40;
  constexpr size_t kLongestWord = 4;
  const uint32_t from = end - std::min(end, kLongestTitle);
  const auto before = context_.Slice(from, end);
  const size_t mark = before.find_last_of(U"《》");
  return mark != std::u32string_view::npos && before[mark] == U'《' &&
         weights_.carried_out.Ends(before.substr(0, mark), kLongestWord);
}

bool TopicsSeen::InStatement(uint32_t topic) const {
  const uint32_t seen = seen_[topic].end;
  if (seen <= sentence_begin_ || EndsInTitleFollowed(seen)) return false;
  if (seen >= statement_begin_) return true;
  // 申请复议的行政行为依次为:行政处罚86件;行政强制21件: what leads in a list holds for all of its parts.
  constexpr uint32_t kLongestLead = 64;
  const auto behind = std::u32string_view(context_.text).substr(seen, kLongestLead);
  const size_t stop = behind.find_first_of(U":：,，;；");
  return stop != behind.npos && (behind[stop] == U':' || behind[stop] == U'：');
}

}  // namespace fazhi::extraction
