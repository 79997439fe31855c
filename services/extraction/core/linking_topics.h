#pragma once

#include <cstdint>
#include <vector>

#include "services/catalog/alias_index.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/linking_hits.h"
#include "services/extraction/core/linking_weights.h"

namespace fazhi::extraction {

// Of a list of topics the one nearest to a measure.
struct NearestTopic {
  float score = -1;  // negative when none stands near
  uint32_t topic = UINT32_MAX;
};

// Which topics of the catalog stand near the measure at hand: in it, in its sentence, in the headings of its
// section, or not far before it. Moves through a text from its beginning to its end, one figure after the
// other: Enter for each, BeginMeasure and SeeInMeasure for those that are to be linked. Keeps views of what
// it is made from. Linear in the text.
class TopicsSeen {
 public:
  // `hits` are the topics of the text.
  TopicsSeen(const Context& context, const AliasIndex& index, const std::vector<TopicHit>& hits)
      : context_(context),
        index_(index),
        hits_(hits),
        weights_(LinkWeights::Get()),
        seen_(index.topic_count()),
        nearest_(index.topic_list_count()),
        titled_(index.topic_count()) {
    SeeTitle();
  }

  // Goes on to a figure that begins at `at` in the sentence of that number, and whose own words end at `end`.
  void Enter(uint32_t sentence, uint32_t at, uint32_t end);

  // Begins the measure of the figure entered, which holds no topic yet.
  void BeginMeasure() { ++serial_; }
  void SeeInMeasure(uint32_t topic) { seen_[topic].measure = serial_; }

  // How near a topic stands, as its share of the score; negative when it does not stand near at all.
  float Score(uint32_t topic) const;

  // Whether a topic stands nowhere near but behind the figure in its sentence.
  bool IsAhead(uint32_t topic) const {
    const Seen& seen = seen_[topic];
    return seen.measure != serial_ && seen.end <= sentence_begin_ && seen.sentence == sentence_stamp_;
  }

  // The best of the topics of an alias.
  const NearestTopic& Nearest(const AliasIndex::Use& use) {
    NearestSeen& nearest = nearest_[use.topics];
    if (nearest.serial != serial_) nearest = {FindNearest(use), serial_};
    return nearest.topic;
  }

  // Whether a topic of the alias stands in the measure or before it in the sentence.
  bool InSentence(const AliasIndex::Use& use) const;

  // Whether the topic stands in the measure, and whether there or before it in the sentence.
  bool InMeasure(uint32_t topic) const { return seen_[topic].measure == serial_; }
  bool InSentence(uint32_t topic) const { return InMeasure(topic) || seen_[topic].end > sentence_begin_; }

  // Whether the topic stands in a heading of the figure's section.
  bool InHeading(uint32_t topic) const { return seen_[topic].heading == section_stamp_; }

  // Whether the topic stands before in the sentence, no semicolon between, and not in the title of what is
  // followed (执行《重大行政决策程序条例》).
  bool InStatement(uint32_t topic) const;
  // The same of what stands behind `begin`, semicolons or not.
  bool InList(uint32_t topic, uint32_t begin) const {
    return seen_[topic].end > begin && !EndsInTitleFollowed(seen_[topic].end);
  }

 private:
  static constexpr uint32_t kNever = 0;

  // Where a topic was seen: one look at it tells all.
  struct Seen {
    uint32_t end = kNever;       // of its last occurrence so far
    uint32_t sentence = kNever;  // stamp of the last sentence with it
    uint32_t table = kNever;     // stamp of the last table with it in its title
    uint32_t heading = kNever;   // stamp of the last section with it in a heading
    uint32_t measure = kNever;   // serial of the last measure that holds it
  };
  struct NearestSeen {
    NearestTopic topic;
    uint32_t serial = 0;  // of the measure
  };

  bool EndsInTitleFollowed(uint32_t end) const;
  void SeeTitle();
  void EnterSection(uint32_t section);
  void EnterTable(uint32_t table);
  NearestTopic FindNearest(const AliasIndex::Use& use) const;

  const Context& context_;
  const AliasIndex& index_;
  const std::vector<TopicHit>& hits_;
  const LinkWeights& weights_;

  uint32_t cursor_ = 0;           // of hits_: those before it have been taken in
  uint32_t at_ = 0;               // where the figure at hand begins
  uint32_t statement_begin_ = 0;  // behind the last semicolon before it
  uint32_t serial_ = 0;           // of the measure at hand
  uint32_t table_ = 0;            // of the sentence at hand, as Sentence.table has it
  uint32_t table_stamp_ = 0;
  uint32_t section_stamp_ = 0;  // index of the section at hand + 1
  uint32_t section_begin_ = 0;
  uint32_t sentence_stamp_ = 0;  // index of the sentence at hand + 1
  uint32_t sentence_begin_ = 0;
  std::vector<Seen> seen_;            // by topic
  std::vector<NearestSeen> nearest_;  // by list of topics
  // By topic: it stands in the report's title. That of a yearly report is on everything in it, so that a
  // heading says nothing by it; that of another (行政复议和应诉案件分析报告) tells what its figures are of.
  std::vector<bool> titled_;
  const bool yearly_ = context_.outline.report().kind() == v1::REPORT_KIND_ANNUAL_REPORT;
};

}  // namespace fazhi::extraction
