#include "services/extraction/core/measures.h"

#include <algorithm>
#include <string>

#include "services/extraction/core/measures_reader.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Measures of the same sentence that a figure without words looks back over.
constexpr uint32_t kLookBack = 64;

}  // namespace

void MeasureReader::Run() {
  measures_.clear();
  measures_.reserve(quantities_.size() + quantities_.size() / 16);
  first_of_.assign(quantities_.size(), 0);
  for (uint32_t i = 0; i < quantities_.size(); ++i) {
    if (fragments_[i].first) {
      before_ = FollowsInParagraph(i) ? anchor_ : kNoMeasure;
      viewed_.thing = ViewedFrom(i);
      if (viewed_.thing.empty()) viewed_.thing = ThingOfKinds(i);
      among_ = {};
      anchor_ = kNoMeasure;
      items_.size = items_.next = 0;
      share_of_each_ = act_of_each_ = rates_of_each_ = {};
      change_.step = 0;
      change_.year = {};
      sentence_begin_ = static_cast<uint32_t>(measures_.size());
    }
    if (fragments_[i].parted && !fragments_[i].first) {
      if (const Piece told = ThingOfKinds(i); !told.empty()) viewed_.thing = told;
    }
    if (fragments_[i].first || fragments_[i].parted) {
      std::fill(std::begin(anchor_of_sort_), std::end(anchor_of_sort_), kNoMeasure);
      part_begin_ = static_cast<uint32_t>(measures_.size());
      if (topics_.ItemOf(i) != 0) anchor_ = kNoMeasure;
    }
    first_of_[i] = static_cast<uint32_t>(measures_.size());
    left_ = LeftOf(i);
    if (ReadCell(i)) continue;
    if (quantities_[i].kind == v1::KIND_CHANGE) {
      ReadChange(i);
    } else {
      ReadLevel(i);
      AppendTreatmentOfList(i);
    }
    if (measures_.back().phrase.empty()) measures_.back().phrase.Append(topics_.AnyWords(i));
  }
}

Measure& MeasureReader::Add(uint32_t quantity) {
  measures_.emplace_back();
  measures_.back().quantity = quantity;
  return measures_.back();
}

void MeasureReader::FinishUnit(uint32_t i, Measure& measure) {
  const absl::string_view unit = UnitOf(i);
  if (CountsClasses(unit)) measure.phrase.set_suffix(U"种类");
  if (quantities_[i].kind == v1::KIND_RANK) measure.phrase.set_suffix(U"排名");
  // 县法制办实有3人: the noun that such words leave out.
  if (CountsPeople(unit) && EndsWithOneOf(View(measure.own), WordSet::kPosts)) {
    std::u32string said;
    measure.phrase.AppendTo(text_, said);
    if (EndsWith(said, View({measure.own.end - 2, measure.own.end}))) measure.phrase.set_suffix(U"人员");
  }
  // 达到执法人员总数的5%: a share of them.
  const std::u32string_view own = View(measure.own);
  if (unit == "%" && own.size() > 4 && !ContainsAnyOf(own, U"占达") && EndsWithOneOf(own, {U"总数", U"总量"}))
    measure.phrase.set_suffix(U"占比");
}

// 每村培养“法律明白人”3至5名,总数达96名: all of them are of no one village.
Piece MeasureReader::WithoutEach(Piece head) const {
  if (head.empty() || text_[head.begin] != U'每') return head;
  const uint32_t place = words_.Prefix(View({head.begin + 1, head.end}), kPlace | kOrgan).length;
  return place == 0 || head.begin + 1 + place >= head.end ? head : Piece{head.begin + 1 + place, head.end};
}

// 示范村新增2个,累计17个: nor are they all new.
Piece MeasureReader::WithoutNew(Piece head) const {
  const uint32_t length = EndLength(View(head), {U"当年新增", U"新增", U"新建", U"新创建", U"新命名"});
  return length < head.size() ? Piece{head.begin, head.end - length} : head;
}

// 新培育“法律明白人”12名,总数达55名; 累计分别达到22部、31部: how many there are.
bool MeasureReader::IsStock(uint32_t i) const {
  // 新增18项、减少9项,年底为2047项: so it is.
  if (UnitOf(i) != "%" && ContainsOneOf(View(fragments_[i].left), {U"年底", U"年末", U"期末"})) return true;
  // The list says it before its first.
  for (uint32_t n = 0; n < kMaxItems && i > 0 && fragments_[i].attached && fragments_[i].left.size() < 2; ++n)
    --i;
  return ContainsOneOf(View(fragments_[i].left), {U"累计", U"总数", U"总量"});
}

void MeasureReader::CopyMeasure(uint32_t i, uint32_t from) {
  // 满意度96%,高于全市2个百分点,列第3位: the rank is of the first.
  if (quantities_[i].kind == v1::KIND_RANK && measures_[from].copied) from = measures_[from].base;
  const Measure source = measures_[from];
  Measure& measure = Add(i);
  measure.phrase = source.phrase;
  measure.phrase.set_suffix({});
  measure.head = source.head;
  measure.verb = source.verb;
  measure.left = source.left;
  measure.base = from;
  measure.window = {left_.words.begin, quantities_[i].end};
  measure.copied = true;
  if (!source.head.empty() && IsStock(i)) {
    measure.phrase = Phrase();
    measure.phrase.Append(WithoutNew(WithoutEach(source.head)));
  }
  FinishUnit(i, measure);
}

bool MeasureReader::ReadCell(uint32_t i) {
  const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[i].sentence));
  if (sentence.table() == 0) return false;
  const bool change = quantities_[i].kind == v1::KIND_CHANGE;
  const Piece left = fragments_[i].left;
  const Piece word = change ? stripper_.FindChange(left) : Piece{left.end, left.end};
  if (!stripper_.Strip({left.begin, word.begin}).empty()) return false;
  const Phrase heads = table_words_.Of(sentence, quantities_[i].begin);
  if (heads.empty()) return false;
  Measure& measure = Add(i);
  measure.window = {left_.words.begin, quantities_[i].end};
  measure.phrase = heads;
  if (change) AppendChange(left, word, measure.phrase);
  FinishUnit(i, measure);
  if (change && word.empty()) {
    std::u32string said;
    heads.AppendTo(text_, said);
    if (!ContainsAnyOf(said, U"增减升降")) {
      measure.phrase.set_suffix(quantities_[i].direction == v1::DIRECTION_DOWN ? U"下降" : U"增长");
    }
  }
  return true;
}

uint32_t MeasureReader::MeasureFloor() const {
  const auto size = static_cast<uint32_t>(measures_.size());
  return std::max(sentence_begin_, size > kLookBack ? size - kLookBack : 0);
}

void ReadMeasures(const Context& context, const std::vector<GroundedQuantity>& quantities,
                  const std::vector<Fragment>& fragments, const std::vector<TopicHit>& hits,
                  std::vector<Measure>& measures) {
  MeasureReader(context, quantities, fragments, hits, measures).Run();
}

}  // namespace fazhi::extraction
