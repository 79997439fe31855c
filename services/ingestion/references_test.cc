// Documents that are references, through the stage's loop in memory and a real HTTPS server.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "services/base/sha256.h"
#include "services/base/status_matchers.h"
#include "services/ingestion/core/ingest.h"
#include "services/ingestion/ingestion_stage.h"
#include "services/ingestion/referred_content.h"
#include "services/runtime/fake/memory_edges.h"
#include "services/runtime/fetch/testing.h"
#include "services/runtime/stage/publications.h"
#include "services/runtime/stage/rpc_status.h"
#include "services/runtime/stage/stage_loop.h"

namespace fazhi {
namespace {

using runtime::TopicPartition;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr char kText[] = "沙泉县2024年法治政府建设年度报告\n2024年,全县办理行政复议案件97件。\n";
const TopicPartition kReferences{"fazhi.documents", 0};
const TopicPartition kPages{"fazhi.documents", 1};

// Keeps what is settled: `offset REASON` of a dead letter, `offset SHA-256` of a report's document.
class KeepingSink : public runtime::Sink {
 public:
  explicit KeepingSink(runtime::MemoryLog& log) : log_(log) {}

  absl::Status Commit(const CommitArgs& args) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const runtime::Settled& settled : *args.settled) {
      std::string outcome;
      if (settled.dead_letter.has_value()) {
        letters_.emplace_back();
        letters_.back().ParseFromString(settled.dead_letter->value);
        outcome = ReasonOf(runtime::FromRpcStatus(letters_.back().status()));
      } else {
        v1::Report report;
        report.ParseFromString(
            static_cast<const runtime::Publications&>(*settled.output).records.at(0).value);
        outcome = report.document().sha256();
      }
      outcomes_[settled.record.from].push_back(absl::StrCat(settled.record.offset, " ", outcome));
    }
    return log_.Settle(args);
  }

  std::vector<std::string> outcomes(const TopicPartition& partition) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return outcomes_[partition];
  }
  std::vector<v1::DeadLetter> letters() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return letters_;
  }

 private:
  runtime::MemoryLog& log_;
  std::mutex mutex_;
  std::map<TopicPartition, std::vector<std::string>> outcomes_;
  std::vector<v1::DeadLetter> letters_;
};

class References : public testing::Test {
 protected:
  References() {
    server_.Put("report", kText);
    stage_.stage = "ingestion";
    stage_.workers = 1;
    stage_.linger = absl::Milliseconds(2);
    stage_.retry_first = absl::Milliseconds(5);
    stage_.retry_most = absl::Milliseconds(50);
    stage_.log = [](const std::string&) {};
    stage_.release = [this] { released_ = true; };
  }
  ~References() override {
    Stop();
    std::filesystem::remove_all(folder_);
  }
  static std::filesystem::path MakeFolder() {
    char folder[] = "/tmp/fazhi_references_XXXXXX";
    return ::mkdtemp(folder);
  }

  void Start() {
    auto fetcher = Fetcher::Create(fetching_);
    ASSERT_OK(fetcher);
    fetcher_ = *std::move(fetcher);
    stage_.waiting_workers = fetching_.max_at_once;
    IngestionEdges edges;
    edges.ingest = [](const v1::Document& document) { return Ingest(document); };
    edges.archive = [this](absl::string_view bytes) { return archive_.Put(bytes).status(); };
    referred_ = std::make_unique<ReferredContent>(fetcher_.get(), &archive_);
    edges.fetch = [this](v1::Document& document) {
      return referred_->Fill(document, [this] { return released_.load(); });
    };
    runtime::DeriveOptions derive;
    derive.stage = "ingestion";
    derive.topic = "fazhi.reports";
    loop_ =
        std::make_unique<runtime::StageLoop>(stage_, runtime::StageLoop::Edges{&source_, &tracker_, {&sink_}},
                                             IngestionStage(std::move(edges), std::move(derive)));
    thread_ = std::thread([this] { EXPECT_OK(loop_->Run()); });
    source_.Assign({kReferences, kPages});
  }
  void Stop() {
    if (!thread_.joinable()) return;
    loop_->Stop();
    thread_.join();
  }
  void Append(const v1::DocumentReference& reference) {
    v1::Document document;
    document.set_url("https://www.shaquan.example/1.html");
    *document.mutable_reference() = reference;
    Append(document);
  }
  void Append(const v1::Document& document) {
    log_.Append(kReferences, document.url(), document.SerializeAsString(),
                {{"content-type", "application/protobuf"}});
  }
  void AwaitSettled(const TopicPartition& partition, size_t n) {
    for (int i = 0; i < 20000 && sink_.outcomes(partition).size() < n; ++i)
      absl::SleepFor(absl::Milliseconds(1));
    ASSERT_THAT(sink_.outcomes(partition), SizeIs(n)) << loop_->Status().DebugString();
  }
  std::vector<std::string> archived() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(archive_.root())) {
      if (entry.is_regular_file()) names.push_back(entry.path().filename());
    }
    return names;
  }

  HttpsTestServer server_;
  FetcherOptions fetching_ = server_.Options();
  std::unique_ptr<Fetcher> fetcher_;
  std::unique_ptr<ReferredContent> referred_;
  std::atomic<bool> released_{false};
  const std::filesystem::path folder_ = MakeFolder();
  FileArchive archive_{folder_ / "archive"};
  runtime::MemoryLog log_;
  runtime::MemorySource source_{log_};
  runtime::MemoryTracker tracker_{log_};
  KeepingSink sink_{log_};
  runtime::StageOptions stage_;
  std::unique_ptr<runtime::StageLoop> loop_;
  std::thread thread_;
};

TEST_F(References, BecomeReportsOrDeadLettersWithTheirReason) {
  const std::string other_text = absl::StrCat(kText, "第二。\n");
  server_.Put("other", other_text);
  Append(server_.Reference("/report", kText));
  Append(server_.Reference("/nothing", "nothing"));
  Append(server_.Reference("/report", std::string(kText) + "x"));
  v1::DocumentReference other = server_.Reference("/report", kText);
  other.set_sha256(Sha256Hex("other"));
  Append(other);
  other = server_.Reference("/other", other_text);
  other.set_https_url(absl::StrCat("http://localhost:", server_.port(), "/report"));
  Append(other);
  // A listed host that resolves to a private address.
  fetching_.allowed_hosts.push_back("inside.example.test");
  fetching_.resolve_for_tests = {"inside.example.test:443:10.0.0.1"};
  other.set_https_url("https://inside.example.test/report");
  Append(other);
  Append(server_.Reference("/redirect", other_text));
  other.clear_size_bytes();
  Append(other);
  v1::Document both;
  both.set_url("https://www.shaquan.example/1.html");
  both.set_content(kText);
  *both.mutable_reference() = server_.Reference("/report", kText);
  Append(both);
  // Two answers of 503 first.
  Append(server_.Reference("/flaky/other", other_text));
  Start();
  AwaitSettled(kReferences, 10);
  const std::string hash = Sha256Hex(kText);
  EXPECT_THAT(
      sink_.outcomes(kReferences),
      ElementsAre("0 " + hash, "1 REFERENCE_NOT_FOUND", "2 REFERENCE_MISMATCH", "3 REFERENCE_MISMATCH",
                  "4 REFERENCE_NOT_ALLOWED", "5 REFERENCE_NOT_ALLOWED", "6 REFERENCE_NOT_ALLOWED",
                  "7 BAD_REFERENCE", "8 BAD_REFERENCE", "9 " + Sha256Hex(other_text)));
  EXPECT_THAT(archived(), UnorderedElementsAre(hash, Sha256Hex(other_text)));
  for (const v1::DeadLetter& letter : sink_.letters())
    EXPECT_EQ(letter.attempts(), 1) << letter.DebugString();
}

TEST_F(References, WhatWasFetchedOnceIsReadAgainWithoutItsHost) {
  ASSERT_OK(archive_.Put(kText));
  Append(server_.Reference("/nothing", kText));
  v1::DocumentReference other = server_.Reference("/report", kText);
  other.set_size_bytes(1);
  Append(other);
  Append(server_.Reference("/report", std::string(kText) + "x"));
  Start();
  AwaitSettled(kReferences, 3);
  EXPECT_THAT(sink_.outcomes(kReferences), ElementsAre(absl::StrCat("0 ", Sha256Hex(kText)),
                                                       "1 REFERENCE_MISMATCH", "2 REFERENCE_MISMATCH"));
}

TEST_F(References, WhatIsNoReportIsKeptToo) {
  const std::string garbage(1000, '\x01');
  server_.Put("garbage", garbage);
  Append(server_.Reference("/garbage", garbage));
  Start();
  AwaitSettled(kReferences, 1);
  EXPECT_THAT(sink_.letters(), SizeIs(1));
  EXPECT_THAT(archived(), ElementsAre(Sha256Hex(garbage)));
}

TEST_F(References, NothingIsFetchedThatCannotBeKept) {
  archive_ = FileArchive(folder_ / "file");
  std::ofstream(folder_ / "file") << "no folder";
  Append(server_.Reference("/once/report", kText));
  Start();
  for (int i = 0; i < 20000 && loop_->Status().last_error().code() == 0; ++i)
    absl::SleepFor(absl::Milliseconds(1));
  EXPECT_EQ(ReasonOf(runtime::FromRpcStatus(loop_->Status().last_error())), "ARCHIVE_UNAVAILABLE");
  std::filesystem::remove(folder_ / "file");
  AwaitSettled(kReferences, 1);
  EXPECT_THAT(sink_.outcomes(kReferences), ElementsAre(absl::StrCat("0 ", Sha256Hex(kText))));
}

TEST_F(References, AServerThatIsAwayIsGivenUpAfterAWhile) {
  stage_.give_up_after = absl::Milliseconds(500);
  Append(server_.Reference("/busy", "another text"));
  Append(server_.Reference("/report", kText));
  Start();
  AwaitSettled(kReferences, 2);
  EXPECT_THAT(sink_.outcomes(kReferences),
              ElementsAre("0 REFERENCE_UNAVAILABLE", absl::StrCat("1 ", Sha256Hex(kText))));
  EXPECT_GE(sink_.letters().at(0).attempts(), 3U);
}

TEST_F(References, ASlowServerHoldsUpNeitherPagesNorTheEnd) {
  constexpr size_t kPagesBehind = 200;
  fetching_.max_at_once = 2;
  fetching_.total_timeout = absl::Minutes(5);
  stage_.stop_within = absl::Milliseconds(500);
  for (int i = 0; i < 10; ++i) Append(server_.Reference("/slow", "another text"));
  for (size_t i = 0; i < kPagesBehind; ++i) log_.Append(kPages, "https://www.shaquan.example/2.html", kText);
  Start();
  AwaitSettled(kPages, kPagesBehind);
  const absl::Time start = absl::Now();
  Stop();
  EXPECT_LT(absl::Now() - start, absl::Seconds(10));
  // They are left for whoever comes next.
  EXPECT_THAT(sink_.outcomes(kReferences), IsEmpty());
  EXPECT_EQ(log_.Position(kReferences), absl::nullopt);
}

}  // namespace
}  // namespace fazhi
