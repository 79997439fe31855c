#include "services/aggregation/core/report_view.h"

#include <algorithm>

#include "services/aggregation/core/words.h"

namespace fazhi::aggregation {
namespace {

bool Opens(char32_t c) { return c == U'(' || c == U'['; }
bool Closes(char32_t c) { return c == U')' || c == U']'; }

}  // namespace

ReportView::ReportView(const v1::ObservationSet& set, const Catalog& catalog)
    : set_(set), catalog_(catalog), text_(NarrowCodePoints(set.outline().report().text())) {
  const int n = size();
  const auto& sentences = set.outline().sentences();
  figures_.reserve(n);
  previous_.assign(n, -1);
  next_.assign(n, -1);
  sentence_.assign(n, -1);
  depth_.assign(n, 0);
  paragraph_.assign(n, 0);
  parts_.resize(n);
  int sentence = -1;
  uint32_t line = 0, position = 0;
  int depth = 0;
  const auto read_to = [&](uint32_t end) {
    for (; position < end; ++position) {
      if (text_[position] == U'\n') line = position + 1;
      if (Opens(text_[position])) ++depth;
      if (Closes(text_[position]) && depth > 0) --depth;
    }
  };
  for (int i = 0; i < n; ++i) {
    const v1::Observation& observation = at(i);
    figures_.push_back(FigureOf(observation.quantity()));
    const uint32_t begin = std::min<uint32_t>(observation.span().begin(), text_.size());
    while (sentence + 1 < sentences.size() && sentences[sentence + 1].begin() <= begin) {
      read_to(std::min(sentences[++sentence].begin(), begin));
      depth = 0;
    }
    read_to(begin);
    sentence_[i] = sentence;
    paragraph_[i] = line;
    depth_[i] = depth;
    if (observation.has_part_of() && static_cast<int>(observation.part_of()) < n &&
        static_cast<int>(observation.part_of()) != i) {
      parts_[observation.part_of()].push_back(i);
    }
  }
  const auto near = [&](int i, int j) {
    return sentence_[i] == sentence_[j] && paragraph_[i] == paragraph_[j];
  };
  for (int i = 1; i < n; ++i) {
    const bool same_span = at(i).span().begin() == at(i - 1).span().begin();
    const int before = same_span ? previous_[i - 1] : i - 1;
    if (before >= 0 && near(before, i)) previous_[i] = before;
  }
  for (int i = n - 2; i >= 0; --i) {
    const bool same_span = at(i).span().begin() == at(i + 1).span().begin();
    const int behind = same_span ? next_[i + 1] : i + 1;
    if (behind >= 0 && near(behind, i)) next_[i] = behind;
  }
}

int ReportView::AtDepth(const std::vector<int>& step, int i, int depth) const {
  constexpr int kMostSkipped = 64;
  for (int skipped = 0; i >= 0 && depth_[i] > depth; ++skipped) i = skipped < kMostSkipped ? step[i] : -1;
  return i;
}

std::u32string_view ReportView::Text(uint32_t begin, uint32_t end) const {
  end = std::min<uint32_t>(end, text_.size());
  if (begin >= end) return {};
  return std::u32string_view(text_).substr(begin, end - begin);
}

std::u32string_view ReportView::LeadOf(int i) const {
  const uint32_t begin = at(i).span().begin();
  if (previous_[i] >= 0) return Text(at(previous_[i]).span().end(), begin);
  uint32_t start = paragraph_[i];
  if (sentence_[i] >= 0) start = std::max(start, set_.outline().sentences(sentence_[i]).begin());
  return Text(start, begin);
}

int ReportView::SectionOf(int i) const {
  return sentence_[i] < 0 ? 0 : static_cast<int>(set_.outline().sentences(sentence_[i]).section());
}

v1::Span ReportView::SentenceSpan(int i) const {
  v1::Span span;
  if (sentence_[i] >= 0) {
    const v1::Sentence& sentence = set_.outline().sentences(sentence_[i]);
    if (sentence.end() >= at(i).span().end()) {
      span.set_begin(sentence.begin());
      span.set_end(sentence.end());
      return span;
    }
  }
  const size_t end = text_.find(U'\n', at(i).span().begin());
  span.set_begin(paragraph_[i]);
  span.set_end(static_cast<uint32_t>(end == text_.npos ? text_.size() : end));
  return span;
}

bool ReportView::IsActualLevel(int i) const {
  const v1::Observation& observation = at(i);
  return observation.kind() == v1::KIND_LEVEL && observation.status() == v1::STATUS_ACTUAL &&
         !observation.grey();
}

bool ReportView::IsRate(int i) const { return IsActualLevel(i) && at(i).quantity().unit() == "%"; }

bool ReportView::IsCount(int i) const {
  const std::string& unit = at(i).quantity().unit();
  return IsActualLevel(i) && unit != "%" && unit != "个百分点" && at(i).quantity().value_e4() >= 0;
}

bool ReportView::SameUnit(int i, int j) const {
  const std::string& a = at(i).quantity().unit();
  const std::string& b = at(j).quantity().unit();
  if (a == b) return true;
  for (const std::string* id : {&at(i).indicator(), &at(j).indicator()}) {
    if (id->empty()) continue;
    const v1::Indicator* indicator = catalog_.Find(*id);
    if (indicator != nullptr && Catalog::SameUnit(*indicator, a, b)) return true;
  }
  return false;
}

}  // namespace fazhi::aggregation
