#include <atomic>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/base/status_macros.h"
#include "services/ingestion/submission.h"
#include "services/runtime/kafka/admin.h"
#include "services/runtime/kafka/publisher.h"
#include "services/runtime/local/files.h"
#include "services/runtime/stage/topics.h"
#include "tools/cli/commands.h"
#include "tools/cli/failures.h"
#include "tools/cli/inputs.h"
#include "tools/cli/kafka.h"

namespace fazhi {
namespace {

constexpr uint64_t kMaxBytes = uint64_t{4} << 20;  // as fazhi.documents takes it inline

struct Options {
  KafkaOptions kafka;
  std::vector<std::string> paths;
  std::string manifest;
};

class PublishRun {
 public:
  explicit PublishRun(runtime::Publisher& publisher) : publisher_(publisher) {}

  void PublishFile(const LocalFile& file) {
    const absl::StatusOr<runtime::OutgoingRecord> record = RecordOf(file);
    if (!record.ok()) {
      Fail(file.path, record.status());
      return;
    }
    std::atomic<bool> full{true};
    while (full) {
      full = false;
      publisher_.Publish(*record,
                         [&, path = file.path](const absl::StatusOr<runtime::Publisher::Published>& at) {
                           if (at.ok()) {
                             ++published_;
                           } else if (absl::IsResourceExhausted(at.status())) {
                             full = true;  // told at once, within Publish
                           } else {
                             Fail(path, at.status());
                           }
                         });
      if (full) absl::SleepFor(absl::Milliseconds(20));
    }
  }

  void Fail(const std::string& path, const absl::Status& status) {
    ++failed_;
    PrintFailure(path, status);
  }

  size_t published() const { return published_; }
  size_t failed() const { return failed_; }

 private:
  static absl::StatusOr<runtime::OutgoingRecord> RecordOf(const LocalFile& file) {
    FAZHI_ASSIGN_OR_RETURN(
        v1::Document document,
        ReadDocument(file, kMaxBytes, "publish a reference to where it lies (docs/operations.md)"));
    SubmissionOptions options;
    options.source = "fazhi-publish";
    options.max_content_bytes = kMaxBytes;
    FAZHI_ASSIGN_OR_RETURN(Submission submission,
                           SubmitDocument(std::move(document), {"", "", absl::Now()}, options));
    return std::move(submission.record);
  }

  runtime::Publisher& publisher_;
  std::atomic<size_t> published_{0};
  std::atomic<size_t> failed_{0};
};

absl::StatusOr<int> Publish(const Options& options) {
  FAZHI_ASSIGN_OR_RETURN(const FileList list, FilesToRead(options.paths, options.manifest));
  FAZHI_ASSIGN_OR_RETURN(const runtime::KafkaConfig config, options.kafka.Config());
  FAZHI_RETURN_IF_ERROR(runtime::CheckTopics(config, {runtime::kDocumentsTopic}));
  FAZHI_ASSIGN_OR_RETURN(std::unique_ptr<runtime::KafkaPublisher> publisher,
                         runtime::KafkaPublisher::Make(config, "fazhi-publish"));
  PublishRun run(*publisher);
  for (const FailedFile& file : list.failed) run.Fail(file.path, file.status);
  for (const LocalFile& file : list.files) run.PublishFile(file);
  publisher->Flush();
  std::printf("%zu documents published on %s, %zu failed\n", run.published(), runtime::kDocumentsTopic,
              run.failed());
  return run.failed() == 0 ? kExitOk : kExitSomeFailed;
}

}  // namespace

void AddPublish(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("publish", "Publish documents on fazhi.documents, as a crawler does");
  AddKafkaOptions(*command, options->kafka);
  command->add_option("PATH", options->paths, "Files and folders")->required();
  command->add_option("--manifest", options->manifest, kManifestHelp);
  command->footer(
      "A document's URL is `file:` and its path below the folder given, unless the manifest says another; "
      "its time\n"
      "of fetch is now, unless the manifest says another. Acknowledged means that every in-sync replica has "
      "it.\n"
      "Example:\n"
      "  fazhi publish tests/samples/ --brokers 127.0.0.1:9092\n");
  command->callback([options, &exit_code] {
    const absl::StatusOr<int> code = Publish(*options);
    exit_code = code.ok() ? *code : ExitCode(code.status(), kExitSomeFailed);
  });
}

}  // namespace fazhi
