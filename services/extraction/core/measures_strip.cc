#include "services/extraction/core/measures_strip.h"

#include "services/text/code_points.h"

namespace fazhi::extraction {
namespace {

// 2023年度, 2023年底, 2023年末, 2023年初, 9月份.
bool FollowsDate(char32_t c) { return c == U'度' || c == U'底' || c == U'末' || c == U'初' || c == U'份'; }

bool MayBeginDate(char32_t c) { return IsDigit(c) || c == U'-' || c == U'—' || c == U'至'; }

bool MayEndDate(char32_t c) { return c == U'年' || c == U'月' || c == U'日' || c == U'的' || FollowsDate(c); }

bool IsLoose(char32_t c) {
  if (c > U'》') return false;
  return c == U' ' || c == U',' || c == U'、' || c == U';' || c == U':' || c == U')' || c == U'+' ||
         c == U'\n' || c == U'\t' || c == U'/' || c == U'-' || c == U'—' || c == U'·' || c == U'.' ||
         c == U'”' || c == U'》';
}

bool IsLooseEnd(char32_t c) {
  if (c > U'、') return false;
  return c == U' ' || c == U',' || c == U'、' || c == U':' || c == U'/' || c == U'(';
}

}  // namespace

// 2024年, 1至11月, 2023年12月31日, 2019-2023年.
uint32_t Stripper::DateLength(Piece piece) const {
  uint32_t p = piece.begin;
  bool dated = false;
  uint32_t end = p;
  while (p < piece.end) {
    const char32_t c = text_[p];
    if (MayBeginDate(c)) {
      ++p;
    } else if (p > piece.begin && IsDigit(text_[p - 1]) && (c == U'年' || c == U'月' || c == U'日')) {
      end = ++p;
      dated = true;
    } else {
      break;
    }
  }
  if (!dated) return 0;
  if (end + 1 < piece.end && text_[end] == U'年' && FollowsDate(text_[end + 1])) ++end;
  while (end < piece.end && (FollowsDate(text_[end]) || text_[end] == U'的' || text_[end] == U'前')) {
    ++end;
  }
  return end - piece.begin;
}

// 2023年底的, 2022年 at the end.
uint32_t Stripper::TrailingDateLength(Piece piece) const {
  uint32_t p = piece.end;
  const auto last = [&] { return p > piece.begin ? text_[p - 1] : U'\0'; };
  if (last() == U'的') --p;
  if (FollowsDate(last())) --p;
  if (last() != U'年' && last() != U'月' && last() != U'日') return 0;
  --p;
  if (!IsDigit(last())) return 0;
  while (IsDigit(last()) || last() == U'年' || last() == U'月') --p;
  return piece.end - p;
}

// 3. (二) 9、 before the words of a list's entry, or a remark in brackets before them.
uint32_t Stripper::NumberingLength(Piece piece) const {
  uint32_t p = piece.begin;
  if (text_[p] == U'(') {
    while (p < piece.end && text_[p] != U')') ++p;
    return p + 2 < piece.end ? p + 1 - piece.begin : 0;
  }
  while (p < piece.end && IsDigit(text_[p])) ++p;
  if (p == piece.begin || p + 2 > piece.end || p > piece.begin + 2) return 0;
  return text_[p] == U'.' || text_[p] == U'、' || text_[p] == U')' ? p + 1 - piece.begin : 0;
}

Piece Stripper::Strip(Piece piece, bool* part) const {
  if (!piece.empty()) piece.begin += NumberingLength(piece);
  while (!piece.empty()) {
    const char32_t first = text_[piece.begin];
    if (const uint32_t date = MayBeginDate(first) ? DateLength(piece) : 0) {
      piece.begin += date;
      continue;
    }
    if (IsLoose(first)) {
      ++piece.begin;
      continue;
    }
    const Word word = words_.Prefix(View(piece), kLead | kJoin | kWhole | kAct | kSolid | kKeep | kBareWord);
    if (!word || !(word.classes & (kLead | kJoin | kWhole)) || (word.classes & (kAct | kSolid | kKeep)))
      break;
    if (part != nullptr && (word.classes & kWhole)) *part = true;
    piece.begin += word.length;
  }
  while (!piece.empty()) {
    const char32_t last = text_[piece.end - 1];
    if (IsLooseEnd(last)) {
      --piece.end;
      continue;
    }
    if (const uint32_t date = MayEndDate(last) ? TrailingDateLength(piece) : 0) {
      piece.end -= date;
      continue;
    }
    const Word word = words_.Suffix(View(piece), kTrail | kJoin | kKeep | kAct | kSolid);
    if (!word || !(word.classes & (kTrail | kJoin)) || (word.classes & kKeep)) break;
    piece.end -= word.length;
  }
  return piece;
}

Piece Stripper::StripVerb(Piece piece) const {
  Piece rest = piece;
  bool verb = false;
  while (!rest.empty()) {
    const Word word = words_.Prefix(View(rest), kAct | kLead | kJoin | kPrep | kSolid | kTail | kKeep);
    if (!word || (word.classes & (kSolid | kKeep))) break;
    if (word.classes & kAct) {
      if (verb) break;
      verb = true;
    } else if (!(word.classes & (kLead | kJoin | kPrep))) {
      break;
    }
    rest.begin += word.length;
  }
  return rest.size() < 2 ? piece : rest;
}

Piece Stripper::Shorten(Piece piece) const {
  constexpr uint32_t kLongest = 16;
  constexpr uint32_t kShortest = 4;
  if (piece.size() <= kLongest) return piece;
  for (uint32_t p = piece.end - kShortest; p > piece.begin; --p) {
    if (text_[p - 1] == U'等' && text_[p] != U'次') {
      piece.begin = p;
      break;
    }
  }
  if (piece.size() <= kLongest) return piece;
  uint32_t verb = piece.end;
  for (uint32_t p = FindVerb(piece, 0); p + kShortest <= piece.end; p = FindVerb({p + 1, piece.end}, 0)) {
    if (words_.Prefix(View({p, piece.end}), kAct) && !IsBare({p, piece.end})) verb = p;
  }
  if (verb < piece.end) piece.begin = verb;
  return piece;
}

Piece Stripper::ObjectOf(Piece piece) const {
  const Piece object = StripVerb(piece);
  if (object.begin != piece.begin && !LeadingVerb(piece).empty()) return object;
  for (uint32_t p = FindVerb(piece, 0); p < piece.end; p = FindVerb({p + 1, piece.end}, 0)) {
    const Word verb = words_.Prefix(View({p, piece.end}), kAct);
    if (!verb) continue;
    Piece rest = {p + verb.length, piece.end};
    while (!rest.empty() && (text_[rest.begin] == U'了' || text_[rest.begin] == U'的')) ++rest.begin;
    return rest.size() < 2 || IsBare(rest) ? object : rest;
  }
  return object;
}

Piece Stripper::CutSecondClause(Piece piece) const {
  constexpr uint32_t kLong = 16;
  if (piece.size() <= kLong) return piece;
  for (uint32_t p = piece.begin + 4; p < piece.end; ++p) {
    if (text_[p] == U'并' || text_[p] == U'且') return {piece.begin, p};
  }
  return piece;
}

Piece Stripper::LeadingVerb(Piece piece) const {
  while (!piece.empty()) {
    const Word word = words_.Prefix(View(piece), kAct | kLead | kJoin | kPrep | kSolid);
    if (!word || (word.classes & kSolid)) break;
    if (word.classes & kAct) return {piece.begin, piece.begin + word.length};
    piece.begin += word.length;
  }
  return {};
}

bool Stripper::BeginsPredicate(Piece piece) const {
  const Word word = words_.Prefix(View(piece), kOpen | kAct | kLead | kPrep | kSolid | kTail);
  if (!word || !(word.classes & (kOpen | kAct | kLead | kPrep)) || (word.classes & kSolid)) return false;
  const Piece rest = {piece.begin + word.length, piece.end};
  return rest.empty() || !words_.Prefix(View(rest), kTail);
}

bool Stripper::EndsInVerb(Piece piece) const {
  const Word word = words_.Suffix(View(piece), kAct | kSolid);
  return word && !(word.classes & (kSolid | kTail)) && word.length < piece.size();
}

Piece Stripper::DropList(Piece piece) const {
  if (piece.empty() || text_[piece.end - 1] != U'等') return piece;
  const Word verb = words_.Prefix(View(piece), kAct);
  return {piece.begin, piece.begin + verb.length};
}

Piece Stripper::FirstOfList(Piece piece) const {
  if (piece.empty() || text_[piece.end - 1] != U'等') return piece;
  --piece.end;
  const size_t item = View(piece).find(U'、');
  if (item != std::u32string_view::npos) piece.end = piece.begin + static_cast<uint32_t>(item);
  return piece;
}

Piece Stripper::LastBareWord(Piece piece) const {
  while (!piece.empty() && IsLooseEnd(text_[piece.end - 1])) --piece.end;
  const Word word = words_.Suffix(View(piece), kBareWord);
  if (word.length < 2 || !(word.classes & kLead)) return {piece.end, piece.end};
  return {piece.end - word.length, piece.end};
}

Piece Stripper::DropOf(Piece piece) const {
  if (!piece.empty() && text_[piece.end - 1] == U'的') --piece.end;
  return piece;
}

bool Stripper::Covered(Piece piece, uint32_t wanted, uint32_t refused) const {
  while (!piece.empty()) {
    const Word word = words_.Prefix(View(piece), wanted | refused);
    if (word.classes & refused) return false;
    if (word) {
      piece.begin += word.length;
    } else if (IsLoose(text_[piece.begin])) {
      ++piece.begin;
    } else {
      return false;
    }
  }
  return true;
}

bool Stripper::IsBare(Piece piece) const {
  return Covered(piece, kAct | kBareWord | kLead | kTrail | kJoin | kPrep, kSolid);
}

bool Stripper::EndsOpen(Piece piece) const {
  return !piece.empty() && (text_[piece.end - 1] == U'的' || words_.Suffix(View(piece), kAct | kPrep));
}

bool Stripper::IsComparison(Piece piece) const {
  if (piece.empty()) return false;
  const char32_t c = text_[piece.begin];
  return c == U'比' || c == U'较' || c == U'与';
}

uint32_t Stripper::FindVerb(Piece piece, uint32_t offset) const {
  constexpr uint32_t kWanted = kAct | kOpen | kSolid;
  for (uint32_t p = piece.begin + offset; (p = words_.NextPrefix(text_, p, piece.end, kWanted)) < piece.end;
       ++p) {
    const Word word = words_.Prefix(View({p, piece.end}), kWanted);
    if (!word) continue;
    if (word.classes & kSolid) {
      p += word.length - 1;
      continue;
    }
    const uint32_t after = p + word.length;
    if (after < piece.end && (words_.Prefix(View({after, piece.end}), kTail | kBody).classes & kTail)) {
      p = after - 1;
      continue;
    }
    return p;
  }
  return piece.end;
}

Piece Stripper::FindChange(Piece piece) const {
  Piece found = {piece.end, piece.end};
  for (uint32_t p = piece.begin; (p = words_.NextPrefix(text_, p, piece.end, kChangeWord)) < piece.end;) {
    const Word word = words_.Prefix(View({p, piece.end}), kChangeWord);
    if (word) found = {p, p + word.length};
    p += word ? word.length : 1;
  }
  return found;
}

}  // namespace fazhi::extraction
