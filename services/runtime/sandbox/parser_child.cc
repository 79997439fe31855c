#include "services/runtime/sandbox/parser_child.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <limits>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "services/base/status_macros.h"
#include "services/ingestion/core/preload.h"
#include "services/runtime/sandbox/child_arguments.h"
#include "services/runtime/sandbox/confine.h"
#include "services/runtime/sandbox/frames.h"
#include "services/runtime/sandbox/readable_files.h"

namespace fazhi {
namespace {

using sandbox::FrameHeader;
using sandbox::FrameKind;

// A parser whose memory has once been larger ends after its answer and is started anew when it is needed: the
// allocator gives little back.
constexpr long kLargeKiB = 256 << 10;

IngestOptions AnySize() {
  IngestOptions options;
  options.max_bytes = std::numeric_limits<size_t>::max();
  return options;
}

bool ReadAll(void* to, size_t size) {
  auto* at = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t got = ::recv(sandbox::kParserSocket, at, size, MSG_WAITALL);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    size -= static_cast<size_t>(got);
  }
  return true;
}

bool WriteAll(const void* from, size_t size) {
  const auto* at = static_cast<const char*>(from);
  while (size > 0) {
    const ssize_t put = ::send(sandbox::kParserSocket, at, size, MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    at += put;
    size -= static_cast<size_t>(put);
  }
  return true;
}

bool Send(FrameKind kind, bool last, const std::string& body) {
  const FrameHeader header = {kind, last ? 1U : 0U, body.size()};
  return WriteAll(&header, sizeof header) && WriteAll(body.data(), body.size());
}

bool IsLarge() {
  struct rusage usage = {};
  return ::getrusage(RUSAGE_SELF, &usage) == 0 && usage.ru_maxrss > kLargeKiB;
}

absl::StatusOr<v1::Report> Answer(FrameKind question, const std::string& body,
                                  const ParserFunctions& functions) {
  v1::Document document;
  if (!document.ParseFromString(body)) return absl::InternalError("a parser was sent what is no document");
  if (question == FrameKind::kIngest) return functions.ingest(document);
  if (question != FrameKind::kDecode) return absl::InternalError("a parser was asked what it does not know");
  FAZHI_ASSIGN_OR_RETURN(DecodedDocument decoded, functions.decode(document));
  return sandbox::PutDecoded(std::move(decoded));
}

// Answers one question. False when there are to be no more.
bool AnswerNext(const ParserFunctions& functions) {
  FrameHeader header;
  if (!ReadAll(&header, sizeof header)) return false;
  std::string body(header.size, '\0');
  if (!ReadAll(&body[0], body.size())) return false;
  absl::StatusOr<v1::Report> report = Answer(header.kind, body, functions);
  if (report.ok() && !report->SerializeToString(&body))
    report = absl::InternalError("the report is larger than a message can be");
  const bool last = IsLarge();
  return (report.ok() ? Send(FrameKind::kReport, last, body)
                      : Send(FrameKind::kError, last, sandbox::PutStatus(report.status()))) &&
         !last;
}

// Ends with the thread that started it, whatever it is doing then.
bool EndWithParent(pid_t parent) {
  return ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && ::getppid() == parent;
}

}  // namespace

ParserFunctions StageParserFunctions() {
  return {[](const v1::Document& document) { return Ingest(document, RegionTable::Default(), AnySize()); },
          [](const v1::Document& document) { return Decode(document, AnySize()); }};
}

bool IsParserChild(int argc, char** argv) {
  return argc == sandbox::kArgumentCount && argv[1] == absl::string_view(sandbox::kParserArgument);
}

int RunParserChild(int argc, char** argv, const ParserFunctions& functions) {
  pid_t parent = 0;
  uint64_t memory_bytes = 0;
  if (!IsParserChild(argc, argv) || !absl::SimpleAtoi(argv[2], &parent) ||
      !absl::SimpleAtoi(argv[3], &memory_bytes) || !EndWithParent(parent)) {
    return 1;
  }
  // What is meant for the process that started it is not meant for it: that one ends it when it ends.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::signal(signal, SIG_IGN);
  PreloadParsers();
  // Never destroyed: signal handlers look at it until the end.
  auto* const files = new sandbox::ReadableFiles;
  absl::Status confined = files->OpenAll(ParserDataFolders());
  if (confined.ok()) confined = sandbox::Confine(*files, memory_bytes);
  if (!confined.ok()) {
    Send(FrameKind::kError, /*last=*/true, sandbox::PutStatus(confined));
    return 1;
  }
  if (!Send(FrameKind::kReady, /*last=*/false, "")) return 1;
  while (AnswerNext(functions)) {
  }
  return 0;
}

}  // namespace fazhi
