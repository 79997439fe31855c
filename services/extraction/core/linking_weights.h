#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/extraction/core/indicator_list.h"
#include "services/extraction/core/word_groups.h"
#include "services/text/term_trie.h"

namespace fazhi::extraction {

// What a word of a measure is to its indicator; bits.
enum LinkWord : uint32_t {
  kNeutralWord = 1,    // narrows nothing
  kNarrowingWord = 2,  // what holds one is seldom all of what an alias says
  kWholeWord = 4,      // of several values of an indicator that of all levels
  kTotalWord = 8,      // own words of a figure that say nothing of what is counted
  kCarryingWord = 16,  // a verb that only carries an act: what stands before it does not narrow
  kPartialWord = 32,   // a measure that begins with one is of some only, and no indicator of the whole
  kRestWord = 64,      // so is one that ends with one
};

// How candidates are scored, and the words that have a say in it (lexicon/link_weights.txt and link_words.txt
// say what each is for). Immutable; thread-safe.
struct LinkWeights {
  static const LinkWeights& Get();
  LinkWeights(absl::string_view weights, absl::string_view word_lines);

  float strong = 0;
  float weak = 0;
  float coverage = 0;
  float neutral = 0;
  float alias_length = 0;
  float topic_measure = 0;
  float topic_sentence = 0;
  float topic_heading = 0;
  float topic_section = 0;
  float topic_ahead = 0;
  float topic_document = 0;
  float aside = 0;
  float taken = 0;
  float family = 0;
  float apart_unit = 0;
  float narrowing = 0;
  float whole = 0;
  float threshold = 0;
  float other_kind = 0;
  float other_kind_of_field = 0;
  TermTrie words;               // values are sets of LinkWord
  WordGroups fields;            // 市场监管
  WordGroups field_bodies;      // 部门, 系统
  WordGroups field_objects;     // 食品药品
  WordGroups plain_cases;       // 查处, 各类, 违法
  WordGroups dispute_kinds;     // 林权 before 纠纷
  WordGroups events;            // 期间, 当天 behind what one event is called
  WordGroups not_events;        // 普法规划 before 期间
  WordGroups small_bodies;      // 司法所 behind a name
  WordGroups not_small_bodies;  // 公共, 基层 before one that is no name
  WordGroups single_objects;    // 项目, 问题 behind what one is called
  WordGroups single_places;     // 物流园 behind what one is called
  WordGroups plain_objects;     // 突出 before 问题: of many
  WordGroups returns;           // 全年, 累计
  WordGroups not_upper;         // 示范 behind 全国
  WordGroups held_against;      // 高于, 占 before 全市
  WordGroups not_townships;     // 各, 指导 before 街道
  WordGroups law;               // 学法
  WordGroups of_the_field;      // 行政执法 in a title
  WordGroups carried_out;       // 执行, 根据: before the title of what is followed
  WordGroups acts;              // 处罚, 许可: the sorts of what is done in enforcement
  WordGroups short_cases;       // 执行案
  WordGroups made;              // 新建
  WordGroups lacks;             // 没有
  WordGroups granted;           // 批准 of what was applied for
  WordGroups taken_on;          // 归口我, 认领 of what all were told
  WordGroups not_waiting;       // 接待: 待 there says not that a thing waits
  WordGroups compared;          // 县, 部门 behind 不到95%的
  WordGroups averages;          // 日均
  WordGroups share_of_all;      // 审结, 案件 behind 占
  // Indicators, or families of them: those that one field's figures are none of, those that count places,
  // those that one kind's are none of, and those that are the report's own beside the name of an upper
  // territory.
  IndicatorList of_all;
  IndicatorList of_field_bodies;  // those of of_all that bodies of several fields do by their nature
  IndicatorList of_enforcement;
  IndicatorList of_territory;
  IndicatorList of_kinds;
  IndicatorList of_bodies_deeds;  // what the heads of all bodies did
  IndicatorList of_groups;        // those that count who went, and not where to
  IndicatorList of_gap_kinds;     // those of which a kind stands between an alias's two words
  IndicatorList of_event_too;     // those that one event has its own figure of
  IndicatorList of_oneself;       // those that a head counts of himself
  IndicatorList of_courts_deeds;  // what courts and procuratorates do
  IndicatorList of_own_deeds;     // what an upper body does is none of these
  IndicatorList of_law;
  IndicatorList of_law_only;  // none of a whole of which a part alone is on law
  IndicatorList of_respondent;
  IndicatorList of_itself;
  IndicatorList service;                // what windows do
  IndicatorList of_title_on_more;       // those of which a title on windows and a hotline says nothing
  IndicatorList of_items;               // shares of items, and not of what was done with them
  IndicatorList of_service;             // those that are parts of what windows do, too
  IndicatorList of_lists;               // those of which one item of a list keeps no figure
  IndicatorList of_inspectors;          // those from which words of its own level keep no region's figure
  IndicatorList of_field;               // those from which its own field's words keep no department's figure
  std::vector<std::string> respondent;  // 为被申请人: parts of the catalog's words
  std::vector<std::string> decides;     // 司法, in the name of a body that decides reviews
  IndicatorList of_ours;
  // 信息公开 in a title, and the indicators that a report on it alone has no figure of.
  struct Matter {
    std::vector<std::string> words;
    IndicatorList not_of_it;
  };
  std::vector<Matter> matters;
  std::vector<std::string> of_all_matters;  // 法治 in a title
  WordGroups reviews;                       // 复议 in a title or heading
  WordGroups reviews_of_title;              // 行政争议 in a title
  WordGroups kinds_of_cases;                // 案件类型, 不服 before a list
  IndicatorList not_of_reviews;             // what a title or heading on reviews alone has no figure of
  IndicatorList of_reviews;                 // what reviews and suits have parts of
  IndicatorList not_of_courts;              // what a court's own report has no figure of
  IndicatorList not_of_procuratorates;      // and a procuratorate's
  // What departments have for their fields: a word of the department's name, and the field's words.
  std::vector<std::pair<std::u32string, std::vector<std::u32string>>> departments;
  // The same for parts of the field only; the first word is no part.
  std::vector<std::pair<std::u32string, std::vector<std::u32string>>> parts_of_fields;
};

}  // namespace fazhi::extraction
