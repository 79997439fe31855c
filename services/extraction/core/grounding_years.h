#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "services/extraction/core/quantities_tokens.h"

namespace fazhi::extraction {

// Several years, quarters or months told apart: 2023年、2024年分别办理35件、42件,
// 上半年、下半年分别评查45卷和 52卷, 近两年分别为12件和15件, and 2020年以来败诉率分别为12%、9%、7%、6%, as
// many as there are years. The figures of a list behind them are of one each, in order. Of one sentence;
// cheap to clear.
class YearsOfList {
 public:
  // Whether a list of times goes on behind the time token `i`.
  static bool Goes(std::u32string_view text, const ScannedText& scanned, size_t i);

  // Takes in the time token `i`. `report_year` 0: not known.
  void See(std::u32string_view text, const ScannedText& scanned, size_t i, uint32_t report_year);

  // The time of the figure at number token `i`, which continues a list or may begin one (2024, 2024-09,
  // 2024-01/2024-06); empty when it has none of its own.
  std::string Next(std::u32string_view text, const ScannedText& scanned, size_t i, bool listed);

  // Whether the list names years and ends with the report's, and whether the time last told is before that
  // and before those that the report is on, the first of which is `first_year` (0: it is on one).
  bool UpToReport() const { return up_to_report_; }
  bool IsEarlier(uint32_t first_year) const {
    const uint32_t year = years_[index_].year;
    return year < years_[count_ - 1].year && (first_year == 0 || year < first_year);
  }

  void Clear() { count_ = 0; }

 private:
  // Whether 分别 stands behind the times, which end at `end`.
  void SeeRespectively(std::u32string_view text, uint32_t end);

  static constexpr uint32_t kMost = 6;  // a text that tells more of them apart uses a table

  struct YearOrMonths {
    uint32_t year = 0;
    int8_t from_month = 0;  // 0: the whole year
    int8_t to_month = 0;
  };

  std::array<YearOrMonths, kMost> years_ = {};
  uint32_t count_ = 0;
  bool since_ = false;  // up to the report's own year
  bool far_ = false;    // 分别 stands further off, so that only as many figures as years are of one each
  bool up_to_report_ = false;
  uint32_t end_ = 0;    // where the years end in the text
  uint32_t index_ = 0;  // of the last figure's year
  bool respectively_ = false;
  bool spelled_ = false;  // each of the years is printed
};

}  // namespace fazhi::extraction
