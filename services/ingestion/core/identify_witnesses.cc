#include <algorithm>
#include <utility>

#include "services/ingestion/core/identify_who.h"
#include "services/text/affixes.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

// Paragraphs, and code points of each, in which the subject of a report is looked for.
constexpr size_t kOpeningParagraphs = 3;
constexpr size_t kOpeningSize = 500;
// Code points of an unlisted division's name that is believed when it stands only once.
constexpr size_t kMaxRareName = 4;

bool IsClauseEnd(char32_t c) {
  return c == U',' || c == U'。' || c == U';' || c == U':' || c == U'?' || c == U'!' || c == U'、' ||
         c == U'\n';
}

// Moves over words and years that stand before a name: 现将2019年通许县….
size_t SkipToName(std::u32string_view text, size_t pos, const WordList& anchors) {
  for (size_t before = text.size(); before != pos;) {
    before = pos;
    while (pos < text.size() && text[pos] == U' ') ++pos;
    if (const WordList::Word* word = anchors.MatchAt(text, pos)) pos += word->text.size();
    if (auto year = YearAt(text, pos)) pos = year->end;
  }
  return pos;
}

NamedText ReadTitle(std::u32string_view title, const NameReader& reader, const IdentifyWords& words) {
  NamedText named;
  named.text = std::u32string(title);
  size_t free_from = 0;
  for (size_t pos = 0; pos < title.size(); ++pos) {
    bool anchored = pos == 0;
    size_t at = pos;
    if (const WordList::Word* word = words.anchor.MatchAt(title, pos)) {
      anchored = true;
      at = pos + word->text.size();
    } else if (auto year = YearAt(title, pos)) {
      anchored = true;
      at = year->end;
    }
    if (!anchored || at < free_from) continue;
    // 关于印发《2023年 …: one after another.
    at = SkipToName(title, at, words.anchor);
    BodyName body = reader.BodyAt(title, at, NameContext::kTitle);
    if (!body.found()) continue;
    free_from = body.end;
    pos = std::max(pos, body.end - 1);
    named.bodies.push_back(std::move(body));
  }
  return named;
}

// A body's name, or several with 、 between them.
NamedText ReadBodies(absl::string_view utf8, const NameReader& reader) {
  NamedText named;
  named.text = ToCodePoints(utf8);
  FoldTraditional(named.text);
  for (size_t pos = 0; pos < named.text.size();) {
    BodyName body = reader.BodyAt(named.text, pos, NameContext::kBody);
    if (body.found()) named.bodies.push_back(std::move(body));
    while (pos < named.text.size() && named.text[pos] != U'、' && named.text[pos] != U',' &&
           named.text[pos] != U' ' && named.text[pos] != U'-' && named.text[pos] != U'_' &&
           named.text[pos] != U'|') {
      ++pos;
    }
    ++pos;
  }
  return named;
}

void ReadOpening(const ReportLines& lines, const NameReader& reader, const IdentifyWords& words,
                 Witnesses& witnesses) {
  std::u32string& text = witnesses.opening.text;
  size_t paragraphs = 0;
  for (const ReportLines::Line& line : lines.head) {
    if (line.kind != v1::BLOCK_KIND_PARAGRAPH && line.kind != v1::BLOCK_KIND_UNSPECIFIED) continue;
    if (paragraphs++ == kOpeningParagraphs) break;
    text += line.folded.substr(0, kOpeningSize);
    text += U'\n';
  }
  int depth = 0;
  bool starts = true;
  for (size_t pos = 0; pos < text.size(); ++pos) {
    if (text[pos] == U'《' || text[pos] == U'“') ++depth;
    if ((text[pos] == U'》' || text[pos] == U'”') && depth > 0) --depth;
    if (text[pos] == U'\n') depth = 0;
    if (depth > 0) continue;
    if (!starts) {
      starts = IsClauseEnd(text[pos]);
      continue;
    }
    starts = IsClauseEnd(text[pos]);
    if (starts) continue;
    BodyName body = reader.BodyAt(text, pos, NameContext::kSentence);
    if (body.places.empty() || body.places[0].regions.empty()) {
      const size_t name = SkipToName(text, pos, words.text_anchor);
      if (name != pos) body = reader.BodyAt(text, name, NameContext::kSentence);
    }
    if (!body.found()) continue;
    // A long name that nothing lists has to come again.
    if (!body.places.empty() && body.places.back().regions.empty() && !body.places.back().anonymous) {
      const PlaceName& place = body.places.back();
      const std::u32string name = text.substr(place.begin, place.end - place.begin);
      if (name.size() > kMaxRareName && text.find(name, place.end) == std::u32string::npos) continue;
    }
    const size_t clause_end =
        std::find_if(text.begin() + body.end, text.end(),
                     [](char32_t c) { return c == U',' || c == U'。' || c == U';' || c == U'\n'; }) -
        text.begin();
    const auto behind = std::u32string_view(text).substr(body.end, clause_end - body.end);
    const bool superior = body.unit == UnitKind::kParty || words.superior.Find(behind) != nullptr;
    pos = body.end - 1;
    if (!superior) witnesses.opening.bodies.push_back(std::move(body));
  }
}

// The line that names who speaks: his bodies are those that he speaks for.
void ReadSpeaker(const ReportLines& lines, const NameReader& reader, const IdentifyWords& words,
                 Witnesses& witnesses) {
  constexpr size_t kLines = 5;
  constexpr size_t kLongest = 40;
  size_t read = 0;
  for (const ReportLines::Line& line : lines.head) {
    if (read++ == kLines) return;
    if (line.folded.size() > kLongest || ContainsAnyOf(line.folded, U"。,;:《") ||
        words.post.Find(line.folded) == nullptr)
      continue;
    witnesses.speaker = ReadBodies(ToUtf8(line.folded.data(), line.folded.size()), reader);
    if (!witnesses.speaker.bodies.empty()) return;
  }
}

void CountOwn(const std::vector<ReportLines::Line>& lines, const IdentifyWords& words, v1::ReportKind kind,
              Witnesses& witnesses) {
  for (const ReportLines::Line& line : lines) {
    const std::u32string_view text = line.folded;
    size_t pos = 0;
    while (const WordList::Word* word = words.own.FindFrom(text, pos)) {
      switch (static_cast<OwnKind>(word->kind)) {
        case OwnKind::kDepartment:
          ++witnesses.own_department;
          break;
        case OwnKind::kOther:
          ++witnesses.own_other;
          break;
        case OwnKind::kTownship:
          ++witnesses.own_township;
          break;
        case OwnKind::kTownshipBody:
          // 村民不服镇政府的决定, in news: one that is told of.
          if (kind != v1::REPORT_KIND_OTHER) ++witnesses.own_township;
          break;
        case OwnKind::kRegion:
          ++witnesses.own_region;
          break;
      }
      pos += word->text.size();
    }
  }
}

}  // namespace

Witnesses CallWitnesses(const ReportLines& lines, std::u32string_view title, const Signature& signature,
                        std::u32string_view addressee, const PageMetadata& page, const NameReader& reader,
                        const IdentifyWords& words, v1::ReportKind kind) {
  Witnesses witnesses;
  std::u32string folded(title);
  FoldTraditional(folded);
  witnesses.title = ReadTitle(folded, reader, words);
  witnesses.signature = signature.body;
  witnesses.addressee = ReadBodies(ToUtf8(std::u32string(addressee)), reader);
  ReadOpening(lines, reader, words, witnesses);
  ReadSpeaker(lines, reader, words, witnesses);
  witnesses.issuer = ReadBodies(page.issuer, reader);
  witnesses.source = ReadBodies(page.source, reader);
  witnesses.sponsor = ReadBodies(page.sponsor, reader);
  witnesses.site_name = ReadBodies(page.site_name, reader);
  witnesses.page_title = ReadBodies(page.page_title, reader);
  witnesses.column = ReadBodies(page.column, reader);
  witnesses.host = page.host;
  CountOwn(lines.head, words, kind, witnesses);
  CountOwn(lines.tail, words, kind, witnesses);
  return witnesses;
}

}  // namespace fazhi
