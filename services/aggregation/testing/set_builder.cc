#include "services/aggregation/testing/set_builder.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/resource_names.h"
#include "services/base/sha256.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {
namespace {

// 1,207余件 and 7.8万人次: number, multiplier, modifier, unit.
v1::Quantity ReadFigure(const std::u32string& figure) {
  v1::Quantity quantity;
  quantity.set_bound(v1::BOUND_EXACT);
  int64_t value = 0, step = 10000;
  bool fraction = false;
  size_t i = 0;
  for (; i < figure.size(); ++i) {
    const char32_t c = figure[i];
    if (c == U',') continue;
    if (c == U'.') {
      fraction = true;
      continue;
    }
    if (c < U'0' || c > U'9') break;
    if (fraction) {
      step /= 10;
      value += static_cast<int64_t>(c - U'0') * step;
    } else {
      value = value * 10 + static_cast<int64_t>(c - U'0') * 10000;
    }
  }
  for (; i < figure.size(); ++i) {
    const char32_t c = figure[i];
    const int64_t factor = c == U'万' ? 10000 : c == U'亿' ? 100000000 : 1;
    if (factor > 1) {
      value *= factor;
      step *= factor;
    } else if (c == U'余' || c == U'多') {
      quantity.set_bound(v1::BOUND_AT_LEAST);
    } else {
      break;
    }
  }
  quantity.set_value_e4(value);
  quantity.set_resolution_e4(step);
  quantity.set_unit(ToUtf8(figure.data() + i, figure.size() - i));
  return quantity;
}

bool EndsWords(char32_t c) {
  return c == U',' || c == U'、' || c == U'。' || c == U';' || c == U'\n' || c == U'(' || c == U':' ||
         c == U')';
}

std::string WordsBefore(const std::u32string& text, size_t begin, size_t floor) {
  size_t from = begin;
  while (from > floor && from + 12 > begin && !EndsWords(text[from - 1])) --from;
  return ToUtf8(text.data() + from, begin - from);
}

}  // namespace

BuiltSet BuildSet(absl::string_view marked) {
  BuiltSet built;
  v1::ObservationSet& set = built.set;
  v1::Report& report = *set.mutable_outline()->mutable_report();
  report.set_year(2024);
  const std::u32string input = ToCodePoints(marked);
  std::u32string text;
  struct Pending {
    int observation;
    std::string part_of, numerator, denominator;
  };
  std::vector<Pending> pending;
  size_t last_end = 0;
  for (size_t i = 0; i < input.size(); ++i) {
    if (input[i] != U'{') {
      text.push_back(input[i]);
      continue;
    }
    const size_t close = input.find(U'}', i);
    const std::string inside = ToUtf8(input.data() + i + 1, close - i - 1);
    i = close;
    std::vector<std::string> words = absl::StrSplit(inside, ' ', absl::SkipEmpty());
    std::string id;
    const size_t colon = words[0].find(':');
    if (colon != std::string::npos) {
      id = words[0].substr(0, colon);
      words[0].erase(0, colon + 1);
    }
    const std::u32string figure = ToCodePoints(words[0]);
    const int index = set.observations_size();
    v1::Observation& o = *set.add_observations();
    if (!id.empty()) built.by_id[id] = index;
    o.mutable_span()->set_begin(static_cast<uint32_t>(text.size()));
    o.mutable_span()->set_end(static_cast<uint32_t>(text.size() + figure.size()));
    *o.mutable_source_span() = o.span();
    o.set_measure(WordsBefore(text, text.size(), last_end));
    text += figure;
    last_end = text.size();
    *o.mutable_quantity() = ReadFigure(figure);
    o.set_kind(v1::KIND_LEVEL);
    o.set_status(v1::STATUS_ACTUAL);
    o.set_period("2024");
    o.set_confidence(0.9f);
    o.set_rule("test");
    Pending links{index, "", "", ""};
    for (size_t w = 1; w < words.size(); ++w) {
      const std::string& word = words[w];
      const std::string rest = word.substr(1);
      if (word == "about") {
        o.mutable_quantity()->set_bound(v1::BOUND_ABOUT);
      } else if (word == "at_least") {
        o.mutable_quantity()->set_bound(v1::BOUND_AT_LEAST);
      } else if (word == "at_most") {
        o.mutable_quantity()->set_bound(v1::BOUND_AT_MOST);
      } else if (word[0] == '<') {
        links.part_of = rest;
      } else if (word[0] == '/') {
        const std::pair<std::string, std::string> ratio = absl::StrSplit(rest, '/');
        links.numerator = ratio.first;
        links.denominator = ratio.second;
      } else if (word[0] == '+' || word[0] == '-') {
        o.set_kind(v1::KIND_CHANGE);
        o.set_direction(word[0] == '+' ? v1::DIRECTION_UP : v1::DIRECTION_DOWN);
      } else if (word[0] == '~') {
        o.set_status(v1::STATUS_PRIOR);
      } else if (word[0] == '!') {
        o.set_status(v1::STATUS_TARGET);
      } else if (word[0] == 'g') {
        o.set_grey(true);
      } else if (word[0] == '@') {
        o.set_indicator(rest);
      } else if (word[0] == '=') {
        o.set_measure(rest);
      } else if (word[0] == 'p') {
        o.set_period(rest);
      } else if (word[0] == 's') {
        int scope = 0;
        if (absl::SimpleAtoi(rest, &scope)) o.set_scope(static_cast<v1::Scope>(scope));
      }
    }
    if (!o.indicator().empty() && o.scope() == v1::SCOPE_UNSPECIFIED) o.set_scope(v1::SCOPE_NOT_STATED);
    pending.push_back(std::move(links));
  }
  for (const Pending& links : pending) {
    v1::Observation& o = *set.mutable_observations(links.observation);
    if (!links.part_of.empty()) o.set_part_of(static_cast<uint32_t>(built.by_id.at(links.part_of)));
    if (!links.numerator.empty()) {
      o.mutable_rate_of()->set_numerator(static_cast<uint32_t>(built.by_id.at(links.numerator)));
      o.mutable_rate_of()->set_denominator(static_cast<uint32_t>(built.by_id.at(links.denominator)));
    }
  }
  if (text.empty() || text.back() != U'\n') text.push_back(U'\n');
  report.set_text(ToUtf8(text));
  set.mutable_outline()->add_sections()->mutable_span()->set_end(static_cast<uint32_t>(text.size()));
  uint32_t begin = 0;
  for (uint32_t i = 0; i < text.size(); ++i) {
    if (text[i] != U'。' && text[i] != U'\n') continue;
    if (i > begin) {
      v1::Sentence& sentence = *set.mutable_outline()->add_sentences();
      sentence.set_begin(begin);
      sentence.set_end(text[i] == U'\n' ? i : i + 1);
      sentence.add_clause_begin(begin);
    }
    begin = i + 1;
  }
  for (v1::Observation& o : *set.mutable_observations()) {
    for (int s = 0; s < set.outline().sentences_size(); ++s) {
      if (set.outline().sentences(s).begin() <= o.span().begin()) o.set_sentence(static_cast<uint32_t>(s));
    }
  }
  return built;
}

v1::ObservationSet BuildReport(const ReportSpec& spec, absl::string_view marked) {
  v1::ObservationSet set = BuildSet(marked).set;
  v1::Report& report = *set.mutable_outline()->mutable_report();
  report.set_text_sha256(Sha256Hex(report.text()));
  v1::DocumentRef& document = *report.mutable_document();
  document.set_url(spec.url);
  document.set_sha256(spec.document_sha256.empty() ? Sha256Hex(absl::StrCat(spec.url, "\n", report.text()))
                                                   : spec.document_sha256);
  if (spec.fetched_seconds != 0) document.mutable_fetched_at()->set_seconds(spec.fetched_seconds);
  report.set_kind(spec.kind);
  report.set_year(spec.year);
  report.set_subject(spec.subject);
  report.set_reporting_body(spec.body);
  if (spec.unlisted_name.empty()) {
    report.mutable_region()->set_code(spec.region);
    report.mutable_region()->set_name(absl::StrCat("县", spec.region));
  } else {
    report.mutable_region()->set_parent_code(spec.region);
    report.mutable_region()->set_name(spec.unlisted_name);
  }
  report.set_title(absl::StrCat(spec.year, "年法治政府建设年度报告"));
  report.set_published(spec.published);
  if (!spec.published.empty()) {
    report.set_published_kind(spec.published_by_page ? v1::DATE_KIND_PUBLICATION : v1::DATE_KIND_SIGNATURE);
  }
  report.set_pipeline_version(spec.pipeline_version);
  const std::string name = ReportName(report);
  uint32_t k = 0;
  for (int i = 0; i < set.observations_size(); ++i) {
    v1::Observation& o = *set.mutable_observations(i);
    if (o.period() == "2024") o.set_period(absl::StrCat(spec.year));
    k = i > 0 && set.observations(i - 1).span().begin() == o.span().begin() ? k + 1 : 0;
    o.set_name(ObservationName(name, o.span().begin(), k));
  }
  return set;
}

}  // namespace fazhi::aggregation
