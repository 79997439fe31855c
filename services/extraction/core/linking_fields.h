#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fazhi/v1/report.pb.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/linking_weights.h"

namespace fazhi::extraction {

// Whether the report is of a body that decides reviews (司法局), by its name. Thread-safe.
bool DecidesReviews(const v1::Report& report);

// The words that a department has for its field (税务 of 税务局, 医疗 of 卫生健康委员会): they narrow nothing
// in its own report. Empty for any other report. Immutable; thread-safe.
class OwnField {
 public:
  explicit OwnField(const v1::Report& report);

  // Where they stand in a phrase, a bit for each code point.
  uint64_t MaskIn(std::u32string_view phrase) const;

  // The phrase without them.
  std::u32string Without(std::u32string_view phrase) const;

  // Whether a word of the catalog is one of them, alone, before 窗口, or before what `indicator` is called
  // (环境信访 and 信访总量).
  bool Names(std::u32string_view word, std::u32string_view indicator) const;

  // Whether a department's measure names one part of its field (检查特种设备使用单位 of 市场监督管理局).
  bool NamesPart(std::u32string_view phrase) const;

 private:
  std::vector<std::u32string> words_;
  std::vector<std::u32string> parts_;
};

// Of what else than the region's whole year the figures of a clause are; bits.
enum NotOfWhole : uint32_t {
  kOfField = 1,  // one field's, in a government's report (全市市场监管系统立案3416件)
  kOfUpper = 2,  // those of a territory that the region is a part of (全国共查处)
  kOfEvent = 4,  // one occasion's or operation's, with all that goes on from it (国家宪法日当天发放资料)
  kOfFields = 8,     // several fields', in a government's report (公安、人社等部门)
  kOfCourt = 16,     // what a court or procuratorate did (县法院送法下乡32场)
  kOfPlace = 32,     // one township's of several (龙塘镇作出行政处罚决定12件)
  kByUpper = 64,     // what a body above the report's territory did there (省司法厅来县评查案卷)
  kOfBody = 128,     // one small body's (大塘司法所调解纠纷)
  kByOneself = 256,  // what the speaker did himself (我带队暗访)
};

// Who acts, or on what occasion, in the clauses of a text where their figures are none of the whole that the
// report is on. Words and the indicators that are concerned stand in lexicon/link_words.txt. Moves through a
// text from its beginning to its end; linear in it.
class OtherActors {
 public:
  // Keeps a view of `context`.
  explicit OtherActors(const Context& context);

  // NotOfWhole for what stands at `at`, by the words of [sentence_begin, at). To be asked in the order of the
  // text.
  uint32_t Act(uint32_t sentence_begin, uint32_t at);

  // Whether a government's measure names one field (查处食品药品违法案件).
  bool IsOfOneField(std::u32string_view phrase) const;

 private:
  uint32_t ReadActor(uint32_t at, uint32_t end) const;
  uint32_t CountFields(std::u32string_view clause) const;
  bool HoldsFieldObject(std::u32string_view text) const;
  uint32_t ReadUpper(std::u32string_view clause) const;
  bool IsOfOwnTownship(std::u32string_view clause) const;
  bool IsOfSpeaker(std::u32string_view clause) const;
  uint32_t ReadOthersBody(std::u32string_view clause) const;
  bool IsUpperBody(std::u32string_view clause) const;
  bool IsOneTownship(std::u32string_view clause) const;
  bool IsHeldAgainstUpper(uint32_t sentence_begin, uint32_t at) const;
  bool ReadAll(uint32_t at, uint32_t end) const;

  const Context& context_;
  const LinkWeights& weights_;
  const bool government_;
  const bool department_;
  const bool speech_;
  const bool of_all_fields_;        // a government, or its department of justice
  const std::u32string territory_;  // the report's, as it is called
  const uint32_t rank_;             // of the report's territory, 0 when it has none
  uint32_t act_ = 0;                // in the words read so far of the sentence
  uint32_t read_ = UINT32_MAX;      // they end here
};

}  // namespace fazhi::extraction
