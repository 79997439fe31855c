#pragma once

#include <string_view>

namespace fazhi::extraction {

// Signs that the figures of a clause, and those that go on from it, are of one part of what the report is on.
// Words stand in lexicon/link_words.txt. A clause is given from its beginning. Thread-safe; linear in it.

// Whether it names one event or operation (宪法宣传周期间发放, 专项整治行动中, 在采石场关停系列案中; not
// 抓住宪法日、民法典宣传月等节点, nor “八五”普法期间).
bool IsOfEvent(std::u32string_view clause);

// Whether it ends by naming one, so that what follows is of it, all of the territory's too (专项行动中; not
// 行动开展以来).
bool EndsWithEvent(std::u32string_view text);

// Whether what stands before 领域 says of no one field (重点领域, 各领域, 行政执法领域; not 生产安全领域).
bool IsPlainField(std::u32string_view before);

// Whether it is on one field or matter of several (校外培训领域清理文件, 会同人社部门开展根治欠薪专项监督;
// not 重点领域).
bool IsOfOneMatter(std::u32string_view clause);

// Whether a measure is of one case or lesson (旁听一起工伤认定案庭审, 旁听某征收案庭审; not
// 和街道一起化解案件).
bool IsOfOneCase(std::u32string_view phrase);

// Whether one small body acts, by its name (大塘司法所调解, “老马调解室”调处; not 各司法所, 镇司法所).
bool IsOneBody(std::u32string_view clause);

// Whether it begins by saying that all of the year or the territory is meant (全年共, 全县累计).
bool ReturnsToAll(std::u32string_view clause);

}  // namespace fazhi::extraction
