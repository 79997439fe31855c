#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "services/extraction/core/quantities_passage.h"
#include "services/text/code_points.h"
#include "services/text/han_numerals.h"

namespace fazhi::extraction {

// Reads along a text what dates are made of: every Take* moves on only when it succeeds. Not thread-safe.
class TimeCursor {
 public:
  TimeCursor(std::u32string_view text, uint32_t pos, uint32_t limit) : passage_{text, 0, limit}, pos_(pos) {}

  uint32_t pos() const { return pos_; }
  void Reset(uint32_t pos) { pos_ = pos; }
  char32_t Peek(uint32_t ahead = 0) const { return passage_.At(pos_ + ahead); }

  template <size_t kSize>
  bool Take(const char32_t (&word)[kSize]) {
    if (!passage_.Starts(pos_, word)) return false;
    pos_ += kSize - 1;
    return true;
  }
  void Spaces() {
    if (Peek() == U' ') ++pos_;
  }

  // One to four digits that no digit follows; -1 when there are none.
  int TakeInteger(int* digits) {
    int value = 0;
    uint32_t n = 0;
    while (n < 5 && IsDigit(Peek(n))) value = value * 10 + static_cast<int>(Peek(n++) - U'0');
    if (n == 0 || n == 5) return -1;
    pos_ += n;
    *digits = static_cast<int>(n);
    return value;
  }

  // 2024, 二〇二四; -1 when there is no year.
  int TakeYear() {
    const uint32_t start = pos_;
    int digits = 0;
    int value = TakeInteger(&digits);
    if (value < 0) {
      const HanNumber han = ReadHanNumber(passage_.From(pos_).substr(0, 5));
      if (han.length != 4 || !han.digits_only) return -1;
      pos_ += 4;
      value = static_cast<int>(han.value);
      digits = 4;
    }
    if (digits == 4 && value >= kFirstYear && value <= kLastYear) return value;
    pos_ = start;
    return -1;
  }

  // 1 to `most`, in either numerals; -1 otherwise.
  int TakeSmall(int most) {
    const uint32_t start = pos_;
    int digits = 0;
    int value = TakeInteger(&digits);
    if (value < 0) {
      const HanNumber han = ReadHanNumber(passage_.From(pos_).substr(0, 4));
      if (han.length == 0 || han.length == 4) return -1;
      pos_ += han.length;
      value = static_cast<int>(han.value);
    } else if (digits > 2) {
      value = -1;
    }
    if (value >= 1 && value <= most) return value;
    pos_ = start;
    return -1;
  }

  bool TakeDash() {
    bool any = false;
    while (Peek() == U'-' || Peek() == U'—' || Peek() == U'–' || Peek() == U'~' || Peek() == U'～' ||
           Peek() == U'―') {
      ++pos_;
      any = true;
      if (Peek(0) == U' ') break;
    }
    return any;
  }
  bool TakeTo() {
    Spaces();
    return TakeDash() || Take(U"至") || Take(U"到");
  }

 private:
  static constexpr int kFirstYear = 1900;
  static constexpr int kLastYear = 2100;

  const PassageView passage_;
  uint32_t pos_;
};

}  // namespace fazhi::extraction
