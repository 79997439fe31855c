#include "tools/cli/text_forms.h"

#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/text_format.h"
#include "tools/cli/table.h"

namespace fazhi {
namespace {

// `≥15000 户`
std::string FigureText(const v1::Quantity& q) {
  std::string number = DecimalForm(q.value_e4());
  if (q.has_high_e4()) absl::StrAppend(&number, "–", DecimalForm(q.high_e4()));
  const char* bound = q.bound() == v1::BOUND_AT_LEAST  ? "≥"
                      : q.bound() == v1::BOUND_AT_MOST ? "≤"
                      : q.bound() == v1::BOUND_ABOUT   ? "≈"
                                                       : "";
  return absl::StrCat(bound, number, " ", q.unit());
}

std::string WordOr(const nlohmann::ordered_json& word, absl::string_view otherwise) {
  return word.is_string() ? word.get<std::string>() : std::string(otherwise);
}

std::string KindText(const v1::Observation& o) {
  if (o.kind() == v1::KIND_CHANGE)
    return WordOr(Word(v1::Direction_Name(o.direction()), "DIRECTION_"), "change");
  if (o.kind() == v1::KIND_RANK) return "rank";
  return o.status() == v1::STATUS_ACTUAL ? "" : WordOr(Word(v1::Status_Name(o.status()), "STATUS_"), "");
}

std::string ScopeText(const v1::Observation& o) {
  return o.scope() == v1::SCOPE_NOT_STATED ? "unspecified"
                                           : WordOr(Word(v1::Scope_Name(o.scope()), "SCOPE_"), "");
}

}  // namespace

std::string ObservationTable(const Reading& reading, const DocumentContext& context) {
  std::vector<Table::Column> columns = {
      {"at", true},          {"figure", true, 20}, {"measure", false, 36},      {"kind", false, 8},
      {"period", false, 17}, {"scope", false, 12}, {"indicator", false, kWhole}};
  if (context.explain) columns.push_back({"because (docs/explain.md)", false, 80});
  Table table(columns);
  for (const v1::Observation& o : reading.set.observations()) {
    if (o.grey()) continue;
    table.AddRow({absl::StrCat(o.source_span().begin()), FigureText(o.quantity()), o.measure(), KindText(o),
                  o.period(), ScopeText(o), o.indicator(),
                  absl::StrCat(o.rule(), o.link_reason().empty() ? "" : "; ", o.link_reason())});
  }
  return absl::StrCat(context.file, "\n", table.ToString(), "\n");
}

std::string FindingText(const v1::Finding& finding) {
  std::string text = absl::StrCat(finding.note() ? "note " : "",
                                  WordOr(Word(v1::FindingType_Name(finding.type()), "FINDING_TYPE_"), ""),
                                  ": ", finding.text_zh(), "\n");
  if (!finding.text_en().empty()) absl::StrAppend(&text, "    ", finding.text_en(), "\n");
  if (!finding.quotation().empty()) absl::StrAppend(&text, "    > ", finding.quotation(), "\n");
  if (!finding.against().empty()) absl::StrAppend(&text, "    against ", finding.against(), "\n");
  return text;
}

std::string DocumentText(const Reading& reading, const DocumentContext& context) {
  const auto form = DocumentForm(reading, context);
  std::string text = absl::StrCat(context.file, "\n");
  for (const char* key :
       {"kind", "title", "document_number", "addressee", "issuer", "reporting_body", "region_code",
        "region_name", "parent_code", "year", "published", "published_kind", "content_kind", "charset",
        "body", "unread", "sentences", "tables", "observations"}) {
    const auto& value = form.at(key);
    if (value.is_null()) continue;
    absl::StrAppend(&text, "  ", key, std::string(17 - std::min<size_t>(16, std::string(key).size()), ' '),
                    value.is_string() ? value.get<std::string>() : value.dump(), "\n");
  }
  if (const auto& replaced = form.at("replaced_sequences"); replaced != 0) {
    const size_t first = context.decoded.find(U'\uFFFD');
    absl::StrAppend(&text, "  replaced         ", replaced.dump(),
                    " places that could not be decoded, shown as \uFFFD",
                    first == std::u32string::npos ? "" : absl::StrCat(", the first at ", first),
                    ": fetch the document again, or give it as UTF-8\n");
  }
  absl::StrAppend(&text, "  outline\n");
  for (const auto& section : form.at("sections")) {
    const size_t level = section.at("level").get<size_t>();
    const auto& role = section.at("role");
    absl::StrAppend(&text, "    ", std::string(2 * (level > 0 ? level - 1 : 0), ' '),
                    section.at("heading").get<std::string>(), "  [",
                    role.is_null() ? "-" : role.get<std::string>(), " at ", section.at("start").dump(),
                    "]\n");
  }
  if (!reading.findings.empty()) absl::StrAppend(&text, "  findings\n");
  for (const v1::Finding& finding : reading.findings) absl::StrAppend(&text, "  - ", FindingText(finding));
  if (form.contains("rejected") && !form.at("rejected").empty()) {
    Table table({{"at", true}, {"number", false, 20}, {"rule"}, {"around it", false, kWhole}});
    for (const auto& row : form.at("rejected")) {
      table.AddRow({row.at("start").dump(), row.at("text").get<std::string>(),
                    row.at("rule").get<std::string>(), row.at("around").get<std::string>()});
    }
    absl::StrAppend(&text, "  numbers that are no quantities (rules: docs/explain.md)\n", table.ToString(4));
  }
  return text + "\n";
}

std::string FindingBody(absl::string_view zh, absl::string_view en, absl::string_view quotation) {
  std::string text = absl::StrCat(Wrap(zh, kTextWidth, 4), Wrap(en, kTextWidth, 4));
  if (!quotation.empty()) text += Wrap(absl::StrCat("> ", quotation), kTextWidth, 6);
  return text;
}

std::string IndicatorText(const v1::Indicator& indicator, bool all) {
  constexpr size_t kWidth = 100;
  constexpr size_t kFewAliases = 8;
  std::string text =
      absl::StrCat(indicator.id(), "\n  ", indicator.zh_name(), "  ", indicator.en_name(), "\n");
  const auto say = [&](absl::string_view what, absl::string_view said) {
    if (!said.empty()) absl::StrAppend(&text, "  ", what, "\n", Wrap(said, kWidth, 4));
  };
  const auto list = [](const auto& words) { return absl::StrJoin(words, "、"); };
  say("kind and domain",
      absl::StrCat(WordOr(Word(v1::IndicatorKind_Name(indicator.kind()), "INDICATOR_KIND_"), "?"), ", ",
                   WordOr(Word(v1::Domain_Name(indicator.domain()), "DOMAIN_"), "?")));
  say("unit",
      absl::StrCat(indicator.unit(),
                   indicator.same_units().empty() ? "" : "; the same: ", list(indicator.same_units()),
                   indicator.apart_units().empty() ? "" : "; kept apart: ", list(indicator.apart_units())));
  say("regions together",
      absl::StrCat(WordOr(Word(v1::Aggregation_Name(indicator.aggregation()), "AGGREGATION_"), "?"),
                   indicator.numerator().empty()
                       ? ""
                       : absl::StrCat(": ", indicator.numerator(), " / ", indicator.denominator())));
  say("part of", indicator.part_of());
  say("comparability", indicator.comparability());
  if (!all) {
    std::vector<std::string> aliases;
    for (const v1::Alias& alias : indicator.aliases()) {
      if (alias.weak() || !alias.topic().empty() || aliases.size() == kFewAliases) continue;
      aliases.push_back(alias.text());
    }
    say("said as", absl::StrCat(list(aliases), "; --all shows all ", indicator.aliases_size(),
                                " ways, what must and must not stand beside them, and the notes of those who "
                                "keep the catalog"));
    return text;
  }
  // Aliases by what they need beside them.
  std::vector<std::string> sure;
  std::map<std::string, std::vector<std::string>> with_topic;
  for (const v1::Alias& alias : indicator.aliases()) {
    if (!alias.weak() && alias.topic().empty()) {
      sure.push_back(alias.text());
    } else {
      const auto& topics = !alias.topic().empty()       ? alias.topic()
                           : !indicator.topic().empty() ? indicator.topic()
                                                        : indicator.required_context();
      with_topic[list(topics)].push_back(alias.text());
    }
  }
  say("said as", list(sure));
  for (const auto& [topic, aliases] : with_topic)
    say(absl::StrCat("with ", topic, " near it, as"), list(aliases));
  say("only with one of", list(indicator.required_context()));
  say("never with", list(indicator.forbidden_context()));
  say("note", indicator.note());
  return text;
}

std::string TextProto(const google::protobuf::Message& message) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  printer.PrintToString(message, &text);
  return text;
}

}  // namespace fazhi
