#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/aggregation/core/figure_sentence.h"
#include "services/aggregation/core/finding_text.h"
#include "services/base/status_macros.h"
#include "services/runtime/local/files.h"
#include "services/text/utf8.h"
#include "tools/cli/commands.h"
#include "tools/cli/database.h"
#include "tools/cli/draft.h"
#include "tools/cli/failures.h"
#include "tools/cli/inputs.h"
#include "tools/cli/json_forms.h"
#include "tools/cli/parsers.h"
#include "tools/cli/record_writer.h"
#include "tools/cli/table.h"
#include "tools/cli/text_forms.h"

namespace fazhi {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string database;
  uint64_t max_bytes = uint64_t{32} << 20;
  std::string format = "text";
  bool strict = false;
  ParserOptions parsers;
};

constexpr char kNothing[] = "  无 nothing\n";

std::string FindingList(const std::vector<v1::Finding>& findings) {
  std::string text;
  for (const v1::Finding& finding : findings) {
    const auto type = Word(v1::FindingType_Name(finding.type()), "FINDING_TYPE_");
    absl::StrAppend(&text, "  - ", finding.note() ? "note " : "",
                    type.is_string() ? type.get<std::string>() : "?", "\n",
                    FindingBody(finding.text_zh(), finding.text_en(), finding.quotation()));
    if (!finding.against().empty())
      text += Wrap(absl::StrCat("对照 against ", finding.against()), kTextWidth, 6);
  }
  return text.empty() ? kNothing : text;
}

// What is said of a draft, for people and, a JSON object each, the remarks alone for programs.
struct Checked {
  std::string text;
  std::vector<nlohmann::ordered_json> remarks;
};

// `at` is the place in the document as decoded; null for what has none.
nlohmann::ordered_json Remark(const LocalFile& file, const nlohmann::ordered_json& type, const v1::Span* at,
                              absl::string_view zh, absl::string_view en, absl::string_view sentence) {
  nlohmann::ordered_json remark;
  remark["file"] = EscapeInvalidUtf8(file.path);
  remark["remark"] = type;
  remark["start"] = at == nullptr ? nlohmann::ordered_json() : nlohmann::ordered_json(at->begin());
  remark["end"] = at == nullptr ? nlohmann::ordered_json() : nlohmann::ordered_json(at->end());
  remark["zh"] = std::string(zh);
  remark["en"] = std::string(en);
  remark["sentence"] = std::string(sentence);
  return remark;
}

void AddRemarks(const LocalFile& file, const std::vector<v1::Finding>& findings, Checked& checked) {
  for (const v1::Finding& finding : findings) {
    const v1::Span* at = finding.source_spans().empty() ? nullptr : &finding.source_spans(0);
    auto remark = Remark(file, Word(v1::FindingType_Name(finding.type()), "FINDING_TYPE_"), at,
                         finding.text_zh(), finding.text_en(), finding.quotation());
    remark["note"] = finding.note();
    if (!finding.against().empty()) remark["against"] = finding.against();
    checked.remarks.push_back(std::move(remark));
  }
}

absl::StatusOr<Checked> CheckOne(const LocalFile& file, const Options& options, ParserPool* parsers,
                                 aggregation::Store* database) {
  FAZHI_ASSIGN_OR_RETURN(const v1::Document document, ReadDocument(file, options.max_bytes));
  ReadOptions read;
  read.max_bytes = options.max_bytes;
  read.parsers = parsers;
  FAZHI_ASSIGN_OR_RETURN(const Reading reading, Read(document, read));
  const v1::Report& report = reading.set.outline().report();
  const std::u32string text = ToCodePoints(report.text());

  Checked checked;
  std::string& out = checked.text;
  out =
      absl::StrCat(file.path, "\n  ", report.title().empty() ? "(无标题 no title)" : report.title(), "; ",
                   report.region().name().empty() ? "未写明地区 region not said" : report.region().name(),
                   ", ", report.year() == 0 ? "未写明年度 year not said" : absl::StrCat(report.year()), "\n");
  if (report.kind() != v1::REPORT_KIND_ANNUAL_REPORT)
    out +=
        "  看来不是年度报告,不核对规定内容。\n"
        "  It does not look like a yearly report, of which contents are prescribed.\n";

  if (const uint32_t replaced = report.document().replaced_sequences(); replaced > 0) {
    const std::string zh = absl::StrCat(
        "原文有", replaced, "处无法解码(显示为\uFFFD),该处的数字可能有误:请将文稿存为UTF-8后再核对。");
    const std::string en = absl::StrCat(replaced,
                                        " places could not be decoded (shown as \uFFFD), figures there may "
                                        "be wrong: save the draft as UTF-8 and check it again.");
    absl::StrAppend(&out, "  ", zh, "\n  ", en, "\n");
    checked.remarks.push_back(Remark(file, "undecoded", nullptr, zh, en, ""));
  }

  out += "\n互不相符的数字 Figures that do not fit each other\n" + FindingList(reading.findings);
  AddRemarks(file, reading.findings, checked);

  const std::vector<UnclearFigure> unclear = UnclearFigures(reading.set);
  out += "\n读者难以明白的数字 Figures that a reader will not understand\n";
  for (const UnclearFigure& figure : unclear) {
    const std::string sentence =
        aggregation::FigureSentence(reading.set.outline(), text, *figure.observation);
    absl::StrAppend(&out, "  - ", aggregation::PrintedFigure(figure.observation->quantity()), "\n",
                    FindingBody(figure.why_zh, figure.why_en, sentence));
    checked.remarks.push_back(Remark(file, "unclear_figure", &figure.observation->source_span(),
                                     figure.why_zh, figure.why_en, sentence));
  }
  if (unclear.empty()) out += kNothing;

  if (report.kind() == v1::REPORT_KIND_ANNUAL_REPORT) {
    out += "\n规定内容 Prescribed contents (法治政府建设与责任落实督察工作规定)\n";
    for (const PrescribedContent& content : PrescribedContents(reading.set.outline())) {
      absl::StrAppend(&out,
                      content.found      ? "  有 there    "
                      : content.when_any ? "  无 none     "
                                         : "  缺 MISSING  ",
                      content.zh, " (", content.en, content.when_any ? ", if there are any)" : ")", "\n");
      if (!content.within.empty()) out += Wrap(absl::StrCat("> ", content.within), kTextWidth, 14);
      if (!content.found && !content.when_any) {
        checked.remarks.push_back(Remark(file, "missing_content", nullptr, absl::StrCat("缺", content.zh),
                                         absl::StrCat("missing: ", content.en), ""));
      }
    }
  }

  if (database != nullptr) {
    FAZHI_ASSIGN_OR_RETURN(const auto against, FindAgainst(*database, reading.set));
    out += "\n与数据库中往年报告不符之处 What disagrees with the reports of earlier years in the database\n" +
           FindingList(against);
    AddRemarks(file, against, checked);
  }
  out += "\n";
  return checked;
}

absl::Status Check(const Options& options, int& exit_code) {
  std::unique_ptr<aggregation::Store> database;
  if (!options.database.empty()) {
    FAZHI_ASSIGN_OR_RETURN(database, OpenForQueries(options.database));
  }
  FAZHI_ASSIGN_OR_RETURN(const FileList list, FilesToRead(options.paths));
  exit_code = list.failed.empty() ? kExitOk : kExitSomeFailed;
  for (const FailedFile& file : list.failed) PrintFailure(file.path, file.status);
  const std::unique_ptr<ParserPool> parsers = MakeParsers(options.parsers, 1);
  size_t remarks = 0;
  for (const LocalFile& file : list.files) {
    const absl::StatusOr<Checked> checked = CheckOne(file, options, parsers.get(), database.get());
    if (checked.ok()) {
      remarks += checked->remarks.size();
      std::string lines;
      for (const auto& remark : checked->remarks) absl::StrAppend(&lines, remark.dump(), "\n");
      FAZHI_RETURN_IF_ERROR(WriteToStdout(options.format == "text" ? checked->text : lines));
    } else {
      PrintFailure(file.path, checked.status());
      exit_code = kExitSomeFailed;
    }
  }
  if (options.strict && remarks > 0) exit_code = kExitSomeFailed;
  return absl::OkStatus();
}

}  // namespace

void AddCheck(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("check", "Check a draft before it is published; keeps nothing");
  command->add_option("DRAFT", options->paths, "Files and folders (text, HTML, DOCX, PDF)")->required();
  command->add_option("--database", options->database,
                      "Also compare with the earlier years' reports in this database");
  command->add_option("--max-bytes", options->max_bytes, "Refuse larger files")
      ->check(CLI::Range(uint64_t{1}, uint64_t{1} << 40))
      ->capture_default_str();
  command
      ->add_option("--format", options->format,
                   "text, or jsonl: an object for each thing to look at, with its place in the document")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->capture_default_str();
  command->add_flag("--strict", options->strict, "Exit with 1 when there is anything to look at");
  AddParserOptions(*command, options->parsers);
  command->footer(
      "Says which figures do not fit each other, which ones a reader will not understand, and which "
      "prescribed contents are\n"
      "missing. A figure that does not fit may have another basis: it is for you to say.\n"
      "Examples:\n"
      "  fazhi check draft.docx\n"
      "  fazhi check draft.docx --database fazhi-out/fazhi.db\n"
      "  fazhi check drafts/ --format=jsonl --strict          for a program: exit code 1 when there is "
      "any\n");
  command->callback([options, &exit_code] {
    const absl::Status status = Check(*options, exit_code);
    exit_code = ExitCode(status, exit_code);
  });
}

}  // namespace fazhi
