#include "services/runtime/kafka/replay.h"

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/kafka/admin.h"
#include "services/runtime/stage/rpc_status.h"
#include "tools/cli/commands.h"
#include "tools/cli/failures.h"
#include "tools/cli/kafka.h"
#include "tools/cli/table.h"

namespace fazhi {
namespace {

struct Options {
  KafkaOptions kafka;
  runtime::ReplayOptions replay;
  std::string from;
  std::string until;
};

absl::StatusOr<absl::Time> TimeOf(const std::string& text, const char* flag, absl::Time otherwise) {
  if (text.empty()) return otherwise;
  absl::Time time;
  std::string error;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, &error)) return time;
  return InvalidInput(
      "BAD_OPTION", flag,
      absl::StrCat("--", flag, ": `", Shown(text), "` is no time of RFC 3339, such as 2024-03-28T10:00:00Z"));
}

// A line each: letters may be too many for a table that is held until all are known.
void PrintHead() { std::printf("record  refused at  stage  reason  document  message\n"); }

void PrintLetter(const v1::DeadLetter& letter) {
  const v1::RecordId& source = letter.source();
  // URL and message may hold what a publisher sent.
  const std::string line = OneLine(
      absl::StrCat(source.topic(), "/", source.partition(), "/", source.offset(), "  ",
                   absl::FormatTime(absl::RFC3339_sec, absl::FromUnixSeconds(letter.failed_at().seconds()),
                                    absl::UTCTimeZone()),
                   "  ", letter.stage(), "  ", ReasonOf(runtime::FromRpcStatus(letter.status())), "  ",
                   letter.url().empty() ? "-" : letter.url(), "  ", letter.status().message()));
  std::printf("%s\n", line.c_str());
}

absl::StatusOr<int> Replay(Options& options) {
  FAZHI_ASSIGN_OR_RETURN(options.replay.from, TimeOf(options.from, "from", absl::InfinitePast()));
  FAZHI_ASSIGN_OR_RETURN(options.replay.until, TimeOf(options.until, "until", absl::InfiniteFuture()));
  options.replay.on_letter = [head = false](const v1::DeadLetter& letter) mutable {
    if (!std::exchange(head, true)) PrintHead();
    PrintLetter(letter);
  };
  FAZHI_ASSIGN_OR_RETURN(const runtime::KafkaConfig config, options.kafka.Config());
  FAZHI_RETURN_IF_ERROR(runtime::CheckTopics(config, {options.replay.topic}));
  FAZHI_ASSIGN_OR_RETURN(const runtime::ReplayResult result,
                         runtime::ReplayDeadLetters(config, options.replay));
  std::printf(
      "%llu dead letters, %llu chosen: %llu %s, %llu replayed before, %llu too large to have been kept%s\n",
      static_cast<unsigned long long>(result.letters), static_cast<unsigned long long>(result.chosen),
      static_cast<unsigned long long>(result.sent),
      options.replay.dry_run ? "would be published again" : "published again",
      static_cast<unsigned long long>(result.before), static_cast<unsigned long long>(result.not_kept),
      result.not_kept == 0 ? "" : " (to be published anew by whoever has them)");
  if (result.letters > 0 && result.chosen == 0)
    std::fprintf(stderr,
                 "fazhi: none of them is meant by these options: `fazhi replay --dry-run` alone lists all\n");
  return kExitOk;
}

}  // namespace

void AddReplay(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "replay", "Publish the records of dead letters again where they came from, each once");
  AddKafkaOptions(*command, options->kafka);
  command->add_option("--stage", options->replay.stage, "Only what this stage refused")
      ->check(CLI::IsMember({"ingestion", "segmentation", "extraction", "aggregation"}));
  command->add_option("--reason", options->replay.reason,
                      "Only what was refused for this reason, such as PARSER_CRASHED");
  command->add_option("--from", options->from, "Only what was refused at this time or later (RFC 3339)");
  command->add_option("--until", options->until, "Only what was refused before this time (RFC 3339)");
  command->add_flag("--again", options->replay.again, "Also what was replayed before");
  command->add_flag("--dry-run", options->replay.dry_run, "Show what would be published");
  command->footer(
      "To be run when the reason is mended: what is refused once more becomes a new dead letter. A record "
      "that "
      "was too\n"
      "large to be kept in its letter is counted and left out. Exit code 1: the broker could not be reached "
      "or "
      "refused.\n"
      "Example:\n"
      "  fazhi replay --stage=ingestion --reason=PARSER_CRASHED --brokers 127.0.0.1:9092 --dry-run\n");
  command->callback([options, &exit_code] {
    const absl::StatusOr<int> code = Replay(*options);
    exit_code = code.ok() ? *code : ExitCode(code.status(), kExitSomeFailed);
  });
}

}  // namespace fazhi
