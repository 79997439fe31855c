#pragma once

#include <cstddef>
#include <string_view>

namespace fazhi {

// What a single line of a Chinese official document can be told to be by its own characters. Every line here
// is one that NormalizeLine made. Pure and thread-safe.

// 通政文〔2020〕22号, 第24号; something may follow it on the line (签发人:…).
bool IsDocumentNumber(std::u32string_view line);

// A date and nothing else, in Arabic or Chinese numerals, 印发 behind it allowed.
bool IsDate(std::u32string_view line);

// 开封市人民政府:  各乡镇人民政府,县政府各部门:  各位代表:
bool IsAddressee(std::u32string_view line);

// Who signed, a date, 抄送, 联系人, (此件公开发布), 附件, and the like below a report.
bool IsSignature(std::u32string_view line);

// Whether a line that names a body is the first of a title that goes on with the next (沙泉县司法局 /
// 2023年度法治政府建设工作报告).
bool IsBodysPart(std::u32string_view line, std::u32string_view next);

// Whether the line ends as the name of a body does (…局, …人民政府, …委员会).
bool EndsAsBody(std::u32string_view line);

// Whether the line names what a yearly report on the rule of law is on: 法治政府, 依法行政, 法治建设.
bool NamesTopic(std::u32string_view line);

// Whether at `at` stands a word that a title goes on with behind the name of its body (沙泉县|法治政府建设…).
bool BeginsTitleWord(std::u32string_view text, size_t at);

// Whether the line begins as a report's text does (2021年,… 近年来,… 一、…) and not as a title goes on.
bool BeginsText(std::u32string_view line);

// A piece of running text rather than a title or a label: it has a comma or a stop, or is long.
bool IsRunningText(std::u32string_view line);

// How well the line (or lines, put together) would do as the title of a report or another official text; 3 is
// enough. `page_title` is what the page calls itself in its own data, in the same form; may be empty.
int TitleScore(std::u32string_view line, std::u32string_view page_title);

}  // namespace fazhi
