#pragma once

namespace fazhi::sandbox {

// How a program is told that it is a parser: PROGRAM kParserArgument PARENT'S-PID MEMORY-BYTES, with the
// socket at kParserSocket and kParserVariable in its environment.
inline constexpr char kParserArgument[] = "--fazhi-parser-child";
inline constexpr int kArgumentCount = 4;
// A process that has it makes no parsers of its own: a main that does not know of parsers would start itself
// over and over.
inline constexpr char kParserVariable[] = "FAZHI_PARSER_CHILD";

}  // namespace fazhi::sandbox
