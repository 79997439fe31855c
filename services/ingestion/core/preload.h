#pragma once

#include <string>
#include <vector>

namespace fazhi {

// For a process that reads documents after it has lost the right to open files.

// Loads what Ingest and its libraries load when they are first used, and keeps it until the process ends:
// tables, and the C library's converters. Not thread-safe.
void PreloadParsers();

// Folders with files that parsers open while they read a document: the encodings of poppler-data, without
// which a PDF in the usual Chinese encodings has no text.
std::vector<std::string> ParserDataFolders();

}  // namespace fazhi
