// This program is its own parser: it parses as the services do, and does harm when a document asks for it.
#include "services/runtime/sandbox/parser_pool.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "services/base/status_matchers.h"
#include "services/ingestion/core/docx_testing.h"
#include "services/runtime/sandbox/child_arguments.h"
#include "services/runtime/sandbox/parser_child.h"
#include "tests/property/inputs.h"

namespace fazhi {
namespace {

using absl::StatusCode;
using testing::HasSubstr;

constexpr absl::string_view kHarm = "<!--harm ";
constexpr char kGood[] =
    "<html><body><h1>白石县2023年法治政府建设情况报告</h1><p>2023年，全县办理案件33件，结案30件。</p></"
    "body></html>";

v1::Document MakeDocument(std::string content) {
  v1::Document document;
  document.set_url("file:test");
  document.set_content(std::move(content));
  return document;
}

// A document that makes the parser do one of the things below, with an argument.
v1::Document Harm(absl::string_view what, absl::string_view argument = "") {
  return MakeDocument(absl::StrCat(kHarm, what, " ", argument, "-->", kGood));
}

std::string ResultOf(long result) {
  return result >= 0 ? "done" : absl::StrCat("refused: ", std::strerror(errno));
}

int Recurse(int depth) {
  volatile char frame[4096];
  frame[0] = static_cast<char>(depth);
  return depth == 0 ? 0 : Recurse(depth + 1) + frame[0];
}

// Does harm inside a parser. What it comes back with becomes the report's text.
std::string DoHarm(absl::string_view what, const std::string& argument) {
  volatile int* null = nullptr;
  std::vector<char*> hoard;
  if (what == "segv") *null = 1;
  if (what == "abort") std::abort();
  if (what == "throw") throw std::runtime_error("out of a parser");
  if (what == "exit") ::_exit(7);
  if (what == "recurse") return absl::StrCat(Recurse(1));
  if (what == "spin") {
    for (volatile uint64_t i = 0;; i = i + 1) {
    }
  }
  if (what == "sleep") {
    for (;;) ::sleep(1);
  }
  if (what == "slow") ::usleep(300'000);
  if (what == "slow-segv") {
    ::usleep(50'000);
    *null = 1;
  }
  if (what == "new") {
    for (;;) {
      hoard.push_back(new char[1 << 20]);
      std::memset(hoard.back(), 1, 1 << 20);
    }
  }
  if (what == "malloc") {  // as C libraries do that look at nothing
    for (;;) {
      hoard.push_back(static_cast<char*>(std::malloc(1 << 20)));
      hoard.back()[0] = 1;
    }
  }
  if (what == "malloc-huge") static_cast<volatile char*>(std::malloc(size_t{1} << 40))[0] = 1;
  if (what == "socket") return ResultOf(::socket(AF_INET, SOCK_STREAM, 0));
  if (what == "fork") return ResultOf(::fork());
  if (what == "exec") return ResultOf(::execl("/bin/true", "true", nullptr));
  if (what == "kill-parent") return ResultOf(::kill(::getppid(), SIGTERM));
  if (what == "write") return ResultOf(::open(argument.c_str(), O_WRONLY | O_CREAT, 0600));
  if (what == "write-data") return ResultOf(::open("/usr/share/poppler/cMap", O_RDWR));
  if (what == "read") return ResultOf(::open(argument.c_str(), O_RDONLY));
  if (what == "unlink") return ResultOf(::unlink(argument.c_str()));
  if (what == "code")
    return ResultOf(
        ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1
                                                                                                       : 0);
  if (what == "environment") return std::getenv("FAZHI_TEST_SECRET") == nullptr ? "none" : "seen";
  if (what == "descriptors") {
    std::string open;
    for (int fd = 0; fd < 1024; ++fd) {
      const int flags = ::fcntl(fd, F_GETFL);
      // What can be written to.
      if (flags >= 0 && (flags & O_ACCMODE) != O_RDONLY) absl::StrAppend(&open, fd, " ");
    }
    return open;
  }
  return "no such harm";
}

ParserFunctions HarmfulFunctions() {
  static const ParserFunctions stage = StageParserFunctions();
  return {[](const v1::Document& document) -> absl::StatusOr<v1::Report> {
            absl::string_view content = document.content();
            if (!absl::ConsumePrefix(&content, kHarm)) return stage.ingest(document);
            const std::vector<std::string> words =
                absl::StrSplit(content.substr(0, content.find("-->")), absl::MaxSplits(' ', 1));
            v1::Report report;
            report.set_text(DoHarm(words[0], words[1]));
            return report;
          },
          stage.decode};
}

ParserPoolOptions SmallOptions() {
  ParserPoolOptions options;
  options.children = 1;
  options.memory_bytes = uint64_t{128} << 20;
  options.time_limit = absl::Milliseconds(400);
  return options;
}

void ExpectAlive(ParserPool& pool) {
  const auto report = pool.Ingest(MakeDocument(kGood));
  ASSERT_OK(report);
  EXPECT_EQ(report->year(), 2023U);
}

std::vector<pid_t> Children() {
  std::vector<pid_t> children;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream file(entry.path() / "children");
    for (pid_t pid = 0; file >> pid;) children.push_back(pid);
  }
  return children;
}

size_t OpenDescriptors() {
  const auto listing = std::filesystem::directory_iterator("/proc/self/fd");
  return static_cast<size_t>(std::distance(begin(listing), end(listing)));
}

// Whether a process is there and no zombie.
bool IsRunning(pid_t pid) {
  std::ifstream file(absl::StrCat("/proc/", pid, "/stat"));
  std::string stat;
  std::getline(file, stat);
  const size_t name_end = stat.rfind(')');
  return name_end != std::string::npos && stat[name_end + 2] != 'Z' && stat[name_end + 2] != 'X';
}

template <typename Condition>
bool Within(std::chrono::milliseconds limit, const Condition& condition) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

// A PDF as Chinese office programs write it: a font that is not in it, in one of Adobe's encodings, which
// poppler reads from its files of data while it reads the document.
std::string GbkPdf() {
  // 白石县2023年法治政府建设情况报告 and 全年办理案件33件，结案30件。 in GBK.
  const std::string stream =
      "BT /F 16 Tf 72 700 Td <b0d7caafcfd832303233c4eab7a8d6ced5feb8aebda8c9e8c7e9bff6b1a8b8e6> Tj ET\n"
      "BT /F 16 Tf 72 640 Td <c8abc4eab0ecc0edb0b8bcfe3333bcfea3acbde1b0b83330bcfea1a3> Tj ET\n";
  const std::string cid_system = "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>";
  const std::string objects[] = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      absl::StrCat("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 595 842]",
                   " /Resources << /Font << /F 5 0 R >> >> >>"),
      absl::StrCat("<< /Length ", stream.size(), " >> stream\n", stream, "endstream"),
      "<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /GBK-EUC-H /DescendantFonts [6 0 R] >>",
      absl::StrCat("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /S /CIDSystemInfo ", cid_system,
                   " /DW 1000 /FontDescriptor 7 0 R >>"),
      "<< /Type /FontDescriptor /FontName /S /Flags 4 /FontBBox [0 -200 1000 900] /Ascent 860 >>"};
  std::string pdf = "%PDF-1.4\n";
  int number = 0;
  for (const std::string& object : objects) absl::StrAppend(&pdf, ++number, " 0 obj\n", object, "\nendobj\n");
  absl::StrAppend(&pdf, "trailer << /Size ", number + 1, " /Root 1 0 R >>\n%%EOF\n");
  return pdf;
}

std::string ReadTestFile(const std::string& name) {
  const char* const root = std::getenv("FAZHI_SOURCE_DIR");
  std::ifstream file(std::string(root == nullptr ? "." : root) + "/services/ingestion/core/testdata/" + name,
                     std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::vector<v1::Document> EveryKind() {
  std::vector<v1::Document> documents = AllInputs();
  const std::string docx = MakeDocx(
      "<w:p><w:r><w:t>白石县2023年法治政府建设情况报告</w:t></w:r></w:p><w:p><w:r><w:t>全年办理案件33件。</"
      "w:t></w:r></w:p>",
      {{"word/图片.xml", "<x/>"}});
  for (std::string content :
       {std::string(kGood), GbkPdf(), ReadTestFile("text_layer.pdf"), ReadTestFile("scanned.pdf"),
        ReadTestFile("encrypted.pdf"), docx, docx.substr(0, docx.size() / 2), std::string("%PDF-1.4 nothing"),
        MakeZip({{"word/document.xml", std::string(size_t{40} << 20, ' ')}}), std::string(),
        std::string("\x89PNG"), std::string("县人民政府报告 1 < 2，受理案件12件。"),
        std::string("<html><head><meta charset=gb2312></head><body><p>\xB0\xD7\xCA\xAF\xCF\xD8 "
                    "2023</p></body></html>")}) {
    documents.push_back(MakeDocument(std::move(content)));
  }
  return documents;
}

TEST(ParserPoolTest, AnswersAsIngestAndDecodeDo) {
  ParserPool pool;
  for (const v1::Document& document : EveryKind()) {
    SCOPED_TRACE(absl::StrCat(document.url(), " ", document.content().substr(0, 20)));
    const auto here = Ingest(document);
    const auto there = pool.Ingest(document);
    ASSERT_EQ(here.status(), there.status());
    if (here.ok()) {
      EXPECT_EQ(here->SerializeAsString(), there->SerializeAsString());
    }
    const auto decoded_here = Decode(document);
    const auto decoded_there = pool.Decode(document);
    ASSERT_EQ(decoded_here.status(), decoded_there.status());
    if (!decoded_here.ok()) continue;
    EXPECT_EQ(decoded_here->text, decoded_there->text);
    EXPECT_EQ(decoded_here->kind, decoded_there->kind);
    EXPECT_EQ(decoded_here->charset, decoded_there->charset);
    EXPECT_EQ(decoded_here->replaced_sequences, decoded_there->replaced_sequences);
  }
  EXPECT_EQ(pool.stats().retried, 0U);
}

TEST(ParserPoolTest, WhatIsReadHereNeedsNoParser) {
  size_t here = 0;
  for (const v1::Document& document : EveryKind()) {
    if (NeedsParser(document)) continue;
    const auto decoded = Decode(document);
    if (!decoded.ok()) continue;
    ++here;
    EXPECT_EQ(decoded->kind, v1::CONTENT_KIND_TEXT) << document.url();
  }
  EXPECT_GT(here, 0U);
}

TEST(ParserPoolTest, EncodingsOfPdfsAreThere) {
  ParserPool pool(SmallOptions());
  // Every time anew, also after the one file has been read to its end.
  for (int i = 0; i < 3; ++i) {
    const auto report = pool.Ingest(MakeDocument(GbkPdf()));
    ASSERT_OK(report);
    EXPECT_THAT(report->text(), HasSubstr("白石县2023年法治政府建设情况报告"));
    EXPECT_THAT(report->text(), HasSubstr("全年办理案件33件"));
  }
}

TEST(ParserPoolTest, TooLargeIsRefusedBeforeAParserSeesIt) {
  ParserPool pool(SmallOptions());
  IngestOptions options;
  options.max_bytes = 10;
  EXPECT_THAT(pool.Ingest(MakeDocument(kGood), options),
              FailsWith(StatusCode::kInvalidArgument, "TOO_LARGE"));
  EXPECT_EQ(pool.stats().started, 0U);
}

struct Case {
  const char* harm;
  const char* reason;
  const char* message;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.harm; }

class HarmTest : public testing::TestWithParam<Case> {};

TEST_P(HarmTest, BecomesOneFailedDocument) {
  ParserPool pool(SmallOptions());
  const auto report = pool.Ingest(Harm(GetParam().harm));
  ASSERT_THAT(report, FailsWith(StatusCode::kInvalidArgument, GetParam().reason));
  EXPECT_EQ(FieldOf(report.status()), "content");
  EXPECT_THAT(std::string(report.status().message()), HasSubstr(GetParam().message));
  EXPECT_THAT(std::string(report.status().message()), HasSubstr("file:test"));
  EXPECT_THAT(std::string(report.status().message()), HasSubstr("save it anew"));
  EXPECT_EQ(pool.stats().started, 1U);
  ExpectAlive(pool);
  EXPECT_EQ(pool.stats().started, 2U);
}

INSTANTIATE_TEST_SUITE_P(
    All, HarmTest,
    testing::Values(Case{"segv", "PARSER_CRASHED", "SIGSEGV"}, Case{"abort", "PARSER_CRASHED", "SIGABRT"},
                    Case{"throw", "PARSER_CRASHED", "SIGABRT"}, Case{"exit", "PARSER_CRASHED", "exit code 7"},
                    Case{"recurse", "PARSER_CRASHED", "SIGSEGV"}, Case{"socket", "PARSER_CRASHED", "SIGSYS"},
                    Case{"fork", "PARSER_CRASHED", "SIGSYS"}, Case{"exec", "PARSER_CRASHED", "SIGSYS"},
                    Case{"kill-parent", "PARSER_CRASHED", "SIGSYS"}, Case{"spin", "PARSER_TIMEOUT", "400ms"},
                    Case{"sleep", "PARSER_TIMEOUT", "400ms"}, Case{"new", "PARSER_MEMORY", "128 MiB"},
                    Case{"malloc", "PARSER_MEMORY", "128 MiB"},
                    Case{"malloc-huge", "PARSER_MEMORY", "128 MiB"}),
    [](const testing::TestParamInfo<Case>& info) {
      std::string name = info.param.harm;
      name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
      return name;
    });

TEST(ParserPoolTest, AParserReachesNoFile) {
  ParserPool pool(SmallOptions());
  const std::string folder = testing::TempDir();
  const std::string secret = folder + "/fazhi_parser_secret";
  const std::string output = folder + "/fazhi_parser_output";
  std::ofstream(secret) << "secret";
  std::filesystem::remove(output);
  const auto text = [&](absl::string_view what, absl::string_view argument = "") {
    const auto report = pool.Ingest(Harm(what, argument));
    EXPECT_OK(report);
    return report.ok() ? report->text() : "";
  };
  EXPECT_THAT(text("write", output), HasSubstr("refused"));
  EXPECT_FALSE(std::filesystem::exists(output));
  EXPECT_THAT(text("read", secret), HasSubstr("refused"));
  EXPECT_THAT(text("read", "/etc/passwd"), HasSubstr("refused"));
  EXPECT_THAT(text("read", "/usr/share/poppler/../../../etc/passwd"), HasSubstr("refused"));
  EXPECT_THAT(text("write-data"), HasSubstr("refused"));
  EXPECT_EQ(text("read", "/usr/share/poppler/cMap"), "done");
  EXPECT_THAT(text("unlink", secret), HasSubstr("refused"));
  EXPECT_TRUE(std::filesystem::exists(secret));
  EXPECT_THAT(text("code"), HasSubstr("refused"));
  EXPECT_EQ(pool.stats().started, 1U);
  std::filesystem::remove(secret);
}

TEST(ParserPoolTest, AParserInheritsNothing) {
  ::setenv("FAZHI_TEST_SECRET", "secret", 1);
  std::array<int, 2> pipe = {};
  ASSERT_EQ(::pipe(pipe.data()), 0);  // stays open over exec
  ParserPool pool(SmallOptions());
  EXPECT_EQ(pool.Ingest(Harm("environment"))->text(), "none");
  EXPECT_EQ(pool.Ingest(Harm("descriptors"))->text(), "0 1 2 3 ");
  ::close(pipe[0]);
  ::close(pipe[1]);
  ::unsetenv("FAZHI_TEST_SECRET");
}

TEST(ParserPoolTest, KilledFromOutsideInTheMiddleIsTriedAgain) {
  ParserPool pool(SmallOptions());
  ASSERT_OK(pool.Start());
  ASSERT_EQ(Children().size(), 1U);
  std::thread killer([victim = Children()[0]] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    ::kill(victim, SIGKILL);
  });
  EXPECT_OK(pool.Ingest(Harm("slow")));
  killer.join();
  EXPECT_EQ(pool.stats().retried, 1U);
  EXPECT_EQ(pool.stats().started, 2U);
}

TEST(ParserPoolTest, KilledEachTimeIsGivenUp) {
  ParserPool pool(SmallOptions());
  std::atomic<bool> done{false};
  std::thread killer([&done] {
    while (!done) {
      for (const pid_t child : Children()) ::kill(child, SIGKILL);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  const auto report = pool.Ingest(Harm("slow"));
  done = true;
  killer.join();
  // Or it never came to the document.
  if (absl::IsInternal(report.status())) {
    EXPECT_EQ(ReasonOf(report.status()), "PARSER_NOT_STARTED");
  } else {
    EXPECT_THAT(report, FailsWith(StatusCode::kInvalidArgument, "PARSER_CRASHED"));
  }
  ExpectAlive(pool);
}

TEST(ParserPoolTest, KilledWhileIdleIsReplaced) {
  ParserPool pool(SmallOptions());
  ExpectAlive(pool);
  ::kill(Children()[0], SIGKILL);
  ExpectAlive(pool);
  EXPECT_EQ(pool.stats().crashed, 0U);
}

TEST(ParserPoolTest, WhatParsersBeforeItLeftIsNotADocumentsFault) {
  ParserPool pool(SmallOptions());
  ExpectAlive(pool);
  EXPECT_THAT(pool.Ingest(Harm("segv")), FailsWith(StatusCode::kInvalidArgument, "PARSER_CRASHED"));
  EXPECT_EQ(pool.stats().retried, 1U);  // it crashes a fresh one too
  EXPECT_EQ(pool.stats().crashed, 1U);
}

TEST(ParserPoolTest, ManyAtOnce) {
  ParserPoolOptions options = SmallOptions();
  options.children = 3;
  options.time_limit = absl::Seconds(20);
  const size_t descriptors = OpenDescriptors();
  {
    ParserPool pool(options);
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    threads.reserve(6);
    for (int t = 0; t < 6; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 12; ++i) {
          const bool harm = (t + i) % 4 == 0;
          const auto report = pool.Ingest(harm ? Harm("slow-segv") : MakeDocument(kGood));
          wrong += harm ? ReasonOf(report.status()) != "PARSER_CRASHED" : !report.ok();
        }
      });
    }
    size_t most = 0;
    for (int i = 0; i < 20; ++i) {
      most = std::max(most, Children().size());
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_LE(most, 3U);
    EXPECT_EQ(pool.stats().crashed, 18U);
  }
  EXPECT_EQ(Children().size(), 0U);
  EXPECT_EQ(OpenDescriptors(), descriptors);
}

TEST(ParserPoolTest, ParsersEndWithTheThreadsOfAProcessThatIsKilled) {
  std::array<int, 2> pipe = {};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const std::string descriptor = absl::StrCat(pipe[1]);
  const pid_t victim = ::fork();
  if (victim == 0) {
    ::execl("/proc/self/exe", "victim", "--hang-in-a-parser", descriptor.c_str(), nullptr);
    ::_exit(1);
  }
  pid_t parser = 0;
  ASSERT_EQ(::read(pipe[0], &parser, sizeof parser), static_cast<ssize_t>(sizeof parser));
  ASSERT_TRUE(IsRunning(parser));
  ::kill(victim, SIGKILL);
  ::waitpid(victim, nullptr, 0);
  EXPECT_TRUE(Within(std::chrono::seconds(5), [parser] { return !IsRunning(parser); }));
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST(ParserPoolTest, AMainThatKnowsNothingOfParsersIsToldSo) {
  ::setenv(sandbox::kParserVariable, "1", 1);
  ParserPool pool(SmallOptions());
  EXPECT_THAT(pool.Start(), FailsWith(StatusCode::kInternal, "PARSER_NOT_STARTED"));
  ::unsetenv(sandbox::kParserVariable);
}

// The victim of the test above: says its parser's pid once that hangs.
int HangInAParser(int pipe) {
  ParserPoolOptions options = SmallOptions();
  options.time_limit = absl::Minutes(5);
  ParserPool pool(options);
  if (!pool.Start().ok()) return 1;
  const pid_t parser = Children().at(0);
  std::thread asking([&pool] { pool.Ingest(Harm("spin")).IgnoreError(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  if (::write(pipe, &parser, sizeof parser) < 0) return 1;
  asking.join();
  return 0;
}

}  // namespace
}  // namespace fazhi

int main(int argc, char** argv) {
  if (fazhi::IsParserChild(argc, argv)) return fazhi::RunParserChild(argc, argv, fazhi::HarmfulFunctions());
  if (argc == 3 && argv[1] == absl::string_view("--hang-in-a-parser"))
    return fazhi::HangInAParser(std::atoi(argv[2]));
  testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
