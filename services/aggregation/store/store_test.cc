// What Store promises (store.h) of what comes in, through its interface, on either engine
// (testing/engines.h).
#include "services/aggregation/store/store.h"

#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregation/testing/canonical.h"
#include "services/aggregation/testing/engines.h"
#include "services/aggregation/testing/set_builder.h"
#include "services/aggregation/testing/store_fixture.h"
#include "services/base/errors.h"
#include "services/base/status_matchers.h"

namespace fazhi::aggregation {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(StoreTest, GivesBackWhatWasRead) {
  Add(County("622922", 2023), "全县受理案件{d:81件 @a.cases s1},其中刑事{53件 <d}。\n办结率{97.4%}。");
  const std::vector<ReportRow> reports = Reports();
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports[0].region, "622922");
  EXPECT_EQ(reports[0].observations, 3u);
  EXPECT_EQ(reports[0].indicators, 1u);
  EXPECT_THAT(reports[0].name, HasSubstr("reports/622922-2023-government/revisions/"));

  ASSERT_OK_AND_ASSIGN(const auto page, store_->ListObservations({}));
  ASSERT_THAT(page.rows, SizeIs(3));
  EXPECT_EQ(page.rows[0].observation.quantity().value_e4(), 810000);
  EXPECT_EQ(page.rows[0].observation.scope(), v1::SCOPE_JURISDICTION);
  EXPECT_EQ(page.rows[0].sentence, "全县受理案件81件,其中刑事53件。");
  EXPECT_EQ(page.rows[1].observation.part_of(), 0u);
  EXPECT_EQ(page.rows[0].observation.name(), reports[0].name + "/observations/6.0");

  GetReportRequest get;
  get.report = reports[0].text_sha256.substr(0, 8);
  get.with_observations = true;
  ASSERT_OK_AND_ASSIGN(const StoredReport stored, store_->GetReport(get));
  EXPECT_THAT(stored.outline.report().text(), HasSubstr("全县受理案件81件"));
  EXPECT_EQ(stored.outline.sentences_size(), 2);
  EXPECT_THAT(stored.observations, SizeIs(3));
}

TEST_F(StoreTest, RepeatingChangesNothing) {
  for (int i = 0; i < 3; ++i) Add(County("622922", 2023), "受理案件{81件 @a.cases}。");
  EXPECT_THAT(Reports(false), SizeIs(1));
  EXPECT_EQ(Aggregates("a.cases", "6229")[0].rolled_up->low(), "81");
}

TEST_F(StoreTest, FirstAndLastFetchOfADuplicateAreKept) {
  Add(County("622922", 2023, 300), "受理案件{81件 @a.cases}。");
  Add(County("622922", 2023, 100), "受理案件{81件 @a.cases}。");
  Add(County("622922", 2023, 200), "受理案件{81件 @a.cases}。");
  const auto reports = Reports();
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports[0].first_fetch, 100000000);
  EXPECT_EQ(reports[0].last_fetch, 300000000);
}

TEST_F(StoreTest, LaterPublishedTextIsCurrentTheOtherHistory) {
  ReportSpec early = County("622922", 2023, 500), late = County("622922", 2023, 400);
  early.published = "2024-01-20";
  late.url += "/corrected";
  late.published = "2024-02-20";
  Add(late, "受理案件{82件 @a.cases}。");
  Add(early, "受理案件{81件 @a.cases}。");
  EXPECT_EQ(Aggregates("a.cases", "6229")[0].rolled_up->low(), "82");
  const auto all = Reports(false);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].state, ReportState::kCurrent);
  EXPECT_EQ(all[1].state, ReportState::kHistory);
}

TEST_F(StoreTest, TheSameTextElsewhereIsADuplicate) {
  ReportSpec copy = County("622922", 2023);
  copy.url = "https://news.example.com/1";
  Add(County("622922", 2023), "受理案件{81件 @a.cases}。");
  Add(copy, "受理案件{81件 @a.cases}。");
  const auto all = Reports(false);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[1].state, ReportState::kDuplicate);
  EXPECT_EQ(Aggregates("a.cases", "6229")[0].rolled_up->n(), 1u);
}

TEST_F(StoreTest, WithdrawalShowsAtEachUrlOfATextThatSpeaksOrNot) {
  const ReportSpec speaks = County("622922", 2023, 100);
  ReportSpec copy = speaks;
  copy.url = "https://news.example.com/1";
  Add(speaks, "受理案件{81件 @a.cases}。");
  Add(copy, "受理案件{81件 @a.cases}。");
  const auto state_of = [&](const std::string& url) {
    for (const ReportRow& row : Reports(false)) {
      if (row.url == url) return row.state;
    }
    return ReportState::kHistory;
  };
  Withdraw(copy.url, 200);
  EXPECT_EQ(state_of(speaks.url), ReportState::kCurrent);
  EXPECT_EQ(state_of(copy.url), ReportState::kWithdrawn);
  Withdraw(speaks.url, 200);
  EXPECT_EQ(state_of(speaks.url), ReportState::kWithdrawn);
  EXPECT_EQ(state_of(copy.url), ReportState::kWithdrawn);
  EXPECT_THAT(Reports(), IsEmpty());
  copy.fetched_seconds = 300;  // there again
  Add(copy, "受理案件{81件 @a.cases}。");
  EXPECT_EQ(state_of(speaks.url), ReportState::kWithdrawn);
  EXPECT_EQ(state_of(copy.url), ReportState::kCurrent);
}

TEST_F(StoreTest, NewTextAtAUrlReplacesOnlyWithinItsSlot) {
  ReportSpec first = County("622922", 2023, 100), second = first, next_year = County("622922", 2024, 300);
  second.fetched_seconds = 200;
  next_year.url = first.url;  // a page that is used again each year
  // A greater publication date would win its slot, but it was replaced at its URL.
  first.published = "2024-03-01";
  second.published = "2024-02-01";
  Add(next_year, "受理案件{90件 @a.cases}。");
  Add(second, "受理案件{82件 @a.cases}。");
  Add(first, "受理案件{81件 @a.cases}。");
  const auto all = Reports(false);
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_EQ(all[0].state, ReportState::kCurrent);
  EXPECT_EQ(all[0].published, "2024-02-01");
  EXPECT_EQ(all[1].state, ReportState::kReplaced);
  EXPECT_EQ(all[2].state, ReportState::kCurrent);
  EXPECT_EQ(all[2].year, 2024u);
}

TEST_F(StoreTest, WithdrawalTakesOutWhatWasFetchedBefore) {
  const ReportSpec before = County("622922", 2023, 100);
  ReportSpec after = before;
  after.fetched_seconds = 300;
  Withdraw(before.url, 200);
  Add(before, "受理案件{81件 @a.cases}。");
  EXPECT_THAT(Reports(), IsEmpty());
  EXPECT_THAT(Aggregates("a.cases", "6229"), IsEmpty());
  EXPECT_EQ(Reports(false)[0].state, ReportState::kWithdrawn);
  Add(after, "受理案件{82件 @a.cases}。");
  ASSERT_THAT(Reports(), SizeIs(1));
  EXPECT_EQ(Aggregates("a.cases", "6229")[0].rolled_up->low(), "82");
}

TEST_F(StoreTest, NewerPipelineReplacesItsOwnReading) {
  ReportSpec spec = County("622922", 2023);
  spec.document_sha256 = std::string(64, 'a');
  spec.pipeline_version = 2;
  Add(spec, "受理案件{82件 @a.cases}。");
  spec.pipeline_version = 1;
  Add(spec, "受理案件{81件 @a.cases}。");  // arrives late
  EXPECT_EQ(Aggregates("a.cases", "6229")[0].rolled_up->low(), "82");
  EXPECT_THAT(Reports(false), SizeIs(1));
  // Read for another year by a newer one: the old slot is empty again.
  spec.pipeline_version = 3;
  spec.year = 2022;
  Add(spec, "受理案件{83件 @a.cases}。");
  const auto all = Reports(false);
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].year, 2022u);

  FindKnownRequest known;
  known.documents = {{spec.url, spec.document_sha256}, {spec.url, "other"}};
  known.pipeline_version = 3;
  ASSERT_OK_AND_ASSIGN(std::vector<bool> answer, store_->FindKnown(known));
  EXPECT_THAT(answer, ElementsAre(true, false));
  known.pipeline_version = 4;
  ASSERT_OK_AND_ASSIGN(answer, store_->FindKnown(known));
  EXPECT_THAT(answer, ElementsAre(false, false));
  known.pipeline_version = 3;
  known.documents = {{spec.url, spec.document_sha256, 100'000'000},
                     {spec.url, spec.document_sha256, 100'000'001}};
  ASSERT_OK_AND_ASSIGN(answer, store_->FindKnown(known));
  EXPECT_THAT(answer, ElementsAre(true, false));
  ASSERT_OK_AND_ASSIGN(const auto archived, store_->ListArchived({4}));
  ASSERT_THAT(archived, SizeIs(1));
  EXPECT_EQ(archived[0].pipeline_version, 3u);
  EXPECT_EQ(archived[0].document.fetched_at().seconds(), 100);
}

TEST_F(StoreTest, RestatedIsFoundWhicheverYearComesFirst) {
  for (const bool newer_first : {true, false}) {
    store_ = OpenEmptyStore();
    const auto add_2023 = [&] { Add(County("622922", 2023), "受理案件{46件 @a.cases}。"); };
    const auto add_2024 = [&] {
      Add(County("622922", 2024), "受理案件{58件 @a.cases},较上年的{41件 ~ @a.cases p2023}上升。");
    };
    if (newer_first) add_2024();
    add_2023();
    if (!newer_first) add_2024();
    const auto findings = Findings();
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].finding.type(), v1::FINDING_TYPE_RESTATED);
    EXPECT_EQ(findings[0].year, 2024u);
    EXPECT_EQ(findings[0].finding.expected(), "46");
    EXPECT_EQ(findings[0].finding.printed(), "41");
    EXPECT_THAT(findings[0].finding.against(), HasSubstr("622922-2023-government"));
    EXPECT_EQ(findings[0].finding.quotation(), "受理案件58件,较上年的41件上升。");
    EXPECT_EQ(Reports()[1].findings, 1u);
    // It goes when the other year's report goes.
    Withdraw(County("622922", 2023).url, 1000);
    EXPECT_THAT(Findings(), IsEmpty());
  }
}

TEST_F(StoreTest, BadArrivalsAreRefusedWhole) {
  IngestRequest request;
  request.arrivals.push_back(PrepareArrival(BuildReport(County("622922", 2023), "受理案件{81件}。")));
  request.arrivals.push_back(request.arrivals[0]);
  request.arrivals[1].set.mutable_outline()->mutable_report()->mutable_document()->clear_url();
  EXPECT_THAT(store_->Ingest(request), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_ARRIVAL"));
  request.arrivals[1] = request.arrivals[0];
  request.arrivals[1].set.mutable_outline()->mutable_report()->set_title(std::string("a\0b", 3));
  EXPECT_THAT(store_->Ingest(request), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_ARRIVAL"));
  EXPECT_THAT(Reports(false), IsEmpty());
  EXPECT_THAT(store_->GetReport({"0123456789"}), FailsWith(absl::StatusCode::kNotFound, "NO_SUCH_REPORT"));
}

TEST_F(StoreTest, PositionsMoveWithWhatTheyStandFor) {
  ASSERT_OK_AND_ASSIGN(auto at, store_->ReadPositions({"t", {0, 1}}));
  EXPECT_THAT(at, ElementsAre(0, 0));
  IngestRequest request;
  request.arrivals.push_back(PrepareArrival(BuildReport(County("622922", 2023), "受理案件{81件}。")));
  request.positions = {{"t", 1, 0, 7}, {"t", 0, 0, 3}};
  ASSERT_OK(store_->Ingest(request));
  ASSERT_OK_AND_ASSIGN(at, store_->ReadPositions({"t", {1, 2, 0}}));
  EXPECT_THAT(at, ElementsAre(7, 0, 3));
  // A stale consumer changes nothing, its other partitions neither.
  request.arrivals = {PrepareArrival(BuildReport(County("622921", 2023), "受理案件{81件}。"))};
  request.positions = {{"t", 0, 3, 4}, {"t", 1, 6, 9}};
  const auto stale = store_->Ingest(request);
  EXPECT_THAT(stale, FailsWith(absl::StatusCode::kAborted, "POSITION_MOVED"));
  EXPECT_EQ(FieldOf(stale.status()), "t[1]");
  EXPECT_THAT(Reports(), SizeIs(1));
  ASSERT_OK_AND_ASSIGN(at, store_->ReadPositions({"t", {0, 1}}));
  EXPECT_THAT(at, ElementsAre(3, 7));
  for (const auto& positions : std::vector<std::vector<PartitionPosition>>{
           {{"t", 0, 3, 2}}, {{"t", 0, 3, 4}, {"t", 0, 3, 5}}, {{"", 0, 0, 1}}, {{"t", -1, 0, 1}}}) {
    request.positions = positions;
    EXPECT_THAT(store_->Ingest(request), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_POSITION"));
  }
  // A refused batch moves nothing.
  request.arrivals[0].set.mutable_outline()->mutable_report()->clear_text_sha256();
  request.positions = {{"t", 0, 3, 4}};
  EXPECT_THAT(store_->Ingest(request), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_ARRIVAL"));
  ASSERT_OK_AND_ASSIGN(at, store_->ReadPositions({"t", {0}}));
  EXPECT_THAT(at, ElementsAre(3));
}

TEST_F(StoreTest, TellsWhatBecameOfADocument) {
  ReportSpec first = County("622922", 2023, 100);
  first.document_sha256 = std::string(64, 'a');
  Add(first, "受理案件{81件 @a.cases}。");
  ReportSpec second = first;
  second.document_sha256 = std::string(64, 'b');
  second.fetched_seconds = 200;
  Add(second, "受理案件{82件 @a.cases}。");
  ReportSpec copy = second;
  copy.url = "https://zz.example.com/copy";
  Add(copy, "受理案件{82件 @a.cases}。");

  ASSERT_OK_AND_ASSIGN(FoundDocument found, store_->FindDocument({first.url, ""}));
  ASSERT_THAT(found.reports, SizeIs(2));
  EXPECT_EQ(found.reports[0].state, ReportState::kCurrent);
  EXPECT_EQ(found.reports[0].document_sha256, second.document_sha256);
  EXPECT_EQ(found.reports[1].state, ReportState::kReplaced);
  EXPECT_EQ(found.reports[1].document_sha256, first.document_sha256);
  EXPECT_EQ(found.reports[1].last_fetch, 100000000);
  EXPECT_THAT(found.dead_letters, IsEmpty());

  ASSERT_OK_AND_ASSIGN(found, store_->FindDocument({"", second.document_sha256}));
  ASSERT_THAT(found.reports, SizeIs(2));
  EXPECT_EQ(found.reports[0].url, second.url);
  EXPECT_EQ(found.reports[1].url, copy.url);
  EXPECT_EQ(found.reports[1].state, ReportState::kDuplicate);
  ASSERT_OK_AND_ASSIGN(found, store_->FindDocument({first.url, first.document_sha256}));
  EXPECT_THAT(found.reports, SizeIs(1));
  Withdraw(copy.url, 1000);
  ASSERT_OK_AND_ASSIGN(found, store_->FindDocument({copy.url, ""}));
  ASSERT_THAT(found.reports, SizeIs(1));
  EXPECT_THAT(store_->FindDocument({}), FailsWith(absl::StatusCode::kInvalidArgument, "NO_DOCUMENT"));
  ASSERT_OK_AND_ASSIGN(found, store_->FindDocument({"https://never.seen/", ""}));
  EXPECT_THAT(found.reports, IsEmpty());
  EXPECT_THAT(found.dead_letters, IsEmpty());
}

TEST_F(StoreTest, DeadLettersAreKeptOnce) {
  DeadLetterRow letter;
  letter.topic = "fazhi.documents";
  letter.partition = 3;
  letter.offset = 14;
  letter.url = "https://622922.gov.cn/2023";
  letter.document_sha256 = std::string(64, 'c');
  letter.stage = "ingestion";
  letter.code = absl::StatusCode::kInvalidArgument;
  letter.reason = "NO_TEXT_LAYER";
  letter.message = std::string("bytes \xFF and \0 in it", 19);
  letter.failed_at = 5000000;
  const std::string before = Canonical(*store_);
  IngestRequest request;
  request.dead_letters = {letter};
  ASSERT_OK(store_->Ingest(request));
  request.dead_letters[0].failed_at = 6000000;
  ASSERT_OK(store_->Ingest(request));
  request.dead_letters[0].offset = 15;
  ASSERT_OK(store_->Ingest(request));
  for (const FindDocumentRequest& ask :
       {FindDocumentRequest{letter.url, ""}, FindDocumentRequest{"", letter.document_sha256}}) {
    ASSERT_OK_AND_ASSIGN(const FoundDocument found, store_->FindDocument(ask));
    EXPECT_THAT(found.reports, IsEmpty());
    ASSERT_THAT(found.dead_letters, SizeIs(2));
    EXPECT_EQ(found.dead_letters[0].offset, 15);
    EXPECT_EQ(found.dead_letters[1].offset, 14);
    EXPECT_EQ(found.dead_letters[1].failed_at, 5000000);
    EXPECT_EQ(found.dead_letters[1].code, absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(found.dead_letters[1].reason, "NO_TEXT_LAYER");
    EXPECT_EQ(found.dead_letters[1].message, "bytes \uFFFD and \uFFFD in it");
  }
  EXPECT_EQ(Canonical(*store_), before);
  // A dead letter is never refused for what it is about.
  std::mt19937 dice(1);
  std::string noise = "https://";
  while (noise.size() < 10000) noise.push_back(static_cast<char>(dice()));
  request.dead_letters[0].url = request.dead_letters[0].document_sha256 = noise;
  request.dead_letters[0].offset = 16;
  ASSERT_OK(store_->Ingest(request));
  ASSERT_OK_AND_ASSIGN(const FoundDocument found, store_->FindDocument({noise.substr(0, 5000), ""}));
  EXPECT_THAT(found.dead_letters, SizeIs(1));
  request.dead_letters[0].topic.clear();
  EXPECT_THAT(store_->Ingest(request), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_DEAD_LETTER"));
}

}  // namespace
}  // namespace fazhi::aggregation
