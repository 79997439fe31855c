#include <algorithm>

#include "services/ingestion/core/identify_who.h"
#include "services/text/affixes.h"

namespace fazhi {
namespace {

constexpr size_t kMaxSignature = 60;
// Closing lines looked at where none is marked as signature, and lines below the title that may be one.
constexpr size_t kClosingLines = 5;
constexpr size_t kOpeningLines = 8;

std::u32string WithoutBrackets(std::u32string_view line) {
  std::u32string text;
  int depth = 0;
  for (char32_t c : line) {
    if (c == U'(' || c == U'[' || c == U'【') ++depth;
    if (depth == 0) text += c;
    if ((c == U')' || c == U']' || c == U'】') && depth > 0) --depth;
  }
  return text;
}

void Trim(std::u32string& text) {
  auto is_edge = [](char32_t c) {
    return c == U' ' || c == U',' || c == U':' || c == U'。' || c == U';' || c == U'\t';
  };
  while (!text.empty() && is_edge(text.back())) text.pop_back();
  text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), is_edge));
}

bool StartsWith(std::u32string_view text, const WordList& words) {
  size_t pos = 0;
  while (pos < text.size() && (text[pos] == U'(' || text[pos] == U'【' || text[pos] == U' ')) ++pos;
  return words.MatchAt(text, pos) != nullptr;
}

// What a line says of who signed and when.
struct SignedLine {
  NamedText body;
  std::u32string printed_body;
  std::optional<DateMention> date;
  bool printed_by = false;  // 印发: the office that had it printed
};

SignedLine ReadLine(const ReportLines::Line& line, const NameReader& reader, const IdentifyWords& words) {
  const std::u32string_view folded = line.folded;
  SignedLine read;
  if (folded.size() > kMaxSignature || StartsWith(folded, words.not_signed)) return read;
  std::u32string rest(folded);
  read.date = FindDate(rest);
  if (read.date.has_value()) rest.erase(read.date->begin, read.date->end - read.date->begin);
  if (const size_t at = rest.rfind(U"印发"); at != std::u32string::npos && at + 2 >= rest.size() - 1) {
    read.printed_by = true;
    rest.erase(at);
  }
  rest = WithoutBrackets(rest);
  Trim(rest);
  if (rest.empty()) return read;
  BodyName body = reader.BodyAt(rest, 0, NameContext::kBody);
  // A sentence that ends in a date is no signature, nor is one with a figure (县公安局办理案件86件).
  const std::u32string_view behind = std::u32string_view(rest).substr(body.end);
  if (body.unit == UnitKind::kNone ||
      (!behind.empty() && (Contains(rest, U',') || ContainsAnyOf(behind, U"0123456789")))) {
    read.date.reset();
    return read;
  }
  // 沙泉县司法局局长某某
  if (words.office.MatchAt(rest, body.end) != nullptr) rest.erase(body.end);
  const size_t at = folded.find(rest);
  read.printed_body = at == std::u32string_view::npos ? rest : line.printed.substr(at, rest.size());
  read.body.text = std::move(rest);
  read.body.bodies.push_back(std::move(body));
  return read;
}

// 特此报告。沙泉县人民政府2024年1月26日: who signed and when, where the last paragraph goes on with it.
SignedLine ReadBehindText(const ReportLines& lines, const NameReader& reader, const IdentifyWords& words) {
  if (lines.tail.empty() || lines.tail.back().kind != v1::BLOCK_KIND_PARAGRAPH) return {};
  ReportLines::Line rest = lines.tail.back();
  const size_t stop = rest.folded.rfind(U'。');
  if (stop == std::u32string_view::npos) return {};
  rest.printed.remove_prefix(stop + 1);
  rest.folded.remove_prefix(stop + 1);
  SignedLine read = ReadLine(rest, reader, words);
  const bool whole = read.date.has_value() && read.date->end == rest.folded.size() && !read.body.empty() &&
                     read.body.bodies[0].end == read.body.text.size();
  return whole ? read : SignedLine();
}

void Take(const SignedLine& line, Signature& signature, Signature& printed) {
  Signature& target = line.printed_by ? printed : signature;
  // Of the party's committee and the government, who sign together, the government.
  const bool replaces = !target.body.empty() && !line.body.empty() &&
                        target.body.bodies[0].unit == UnitKind::kParty &&
                        line.body.bodies[0].unit == UnitKind::kGovernment;
  if ((target.body.empty() && !line.body.empty()) || replaces) {
    target.body = line.body;
    target.printed_body = line.printed_body;
  }
  if (!target.date.has_value()) target.date = line.date;
}

}  // namespace

Signature FindSignature(const ReportLines& lines, const NameReader& reader, const IdentifyWords& words) {
  Signature signature, printed;
  const bool marked = std::any_of(lines.tail.begin(), lines.tail.end(), [](const ReportLines::Line& line) {
    return line.kind == v1::BLOCK_KIND_SIGNATURE;
  });
  const size_t first = lines.tail.size() > kClosingLines ? lines.tail.size() - kClosingLines : 0;
  for (size_t i = marked ? 0 : first; i < lines.tail.size(); ++i) {
    const ReportLines::Line& line = lines.tail[i];
    if (marked ? line.kind != v1::BLOCK_KIND_SIGNATURE : line.kind != v1::BLOCK_KIND_PARAGRAPH) continue;
    Take(ReadLine(line, reader, words), signature, printed);
  }
  if (signature.body.empty() && !signature.date.has_value())
    Take(ReadBehindText(lines, reader, words), signature, printed);
  // Below the title: 大庆市统计局, (2013年3月20日).
  Signature above, unused;
  for (size_t i = 0; i < std::min(lines.head.size(), kOpeningLines); ++i) {
    const ReportLines::Line& line = lines.head[i];
    if (line.printed.size() > kMaxSignature) break;
    if (line.kind == v1::BLOCK_KIND_DOCUMENT_NUMBER || line.kind == v1::BLOCK_KIND_ADDRESSEE) continue;
    std::u32string_view text = line.folded;
    while (!text.empty() && (text.front() == U'(' || text.front() == U'—' || text.front() == U'-'))
      text.remove_prefix(1);
    while (!text.empty() && text.back() == U')') text.remove_suffix(1);
    const auto date = FindDate(text);
    const bool spoken = date.has_value() && text.size() < line.printed.size() && date->end < text.size() &&
                        // ——2021年4月20日在…会议上, (2024年4月11日,根据录音整理)
                        (text[date->end] == U'在' || text[date->end] == U',');
    if (date.has_value() && date->begin == 0 && (spoken || text.size() - date->end <= 1)) {
      if (!above.date.has_value()) above.date = date;
    } else if (line.kind == v1::BLOCK_KIND_SIGNATURE) {
      Take(ReadLine(line, reader, words), above, unused);
    }
  }
  // In the middle, where a notice ends and what it issues begins: a body's line and a date's below each
  // other.
  for (size_t i = 1; i < lines.head.size() && signature.body.empty() && above.body.empty(); ++i) {
    const ReportLines::Line& line = lines.head[i];
    const auto date = line.printed.size() <= kMaxSignature ? FindDate(line.folded) : std::nullopt;
    if (!date.has_value() || date->begin != 0 || date->end != line.printed.size()) continue;
    Take(ReadLine(lines.head[i - 1], reader, words), above, unused);
    if (!above.body.empty()) above.date = date;
  }
  for (Signature* next : {&printed, &above}) {
    if (signature.body.empty()) {
      signature.body = std::move(next->body);
      signature.printed_body = std::move(next->printed_body);
    }
    if (!signature.date.has_value()) signature.date = next->date;
  }
  return signature;
}

}  // namespace fazhi
