#pragma once

#include <string>
#include <vector>

#include "nlohmann/json.hpp"
#include "services/aggregation/store/store.h"
#include "tools/cli/record_writer.h"

namespace fazhi {

// Rows of the store as flat JSON records, and how each kind is laid out as a table or CSV. The keys are a
// public interface, as those of json_forms.h: fields may be added behind, none is renamed or taken out.

nlohmann::ordered_json ReportRecord(const aggregation::ReportRow& row);
nlohmann::ordered_json ValueRecord(const aggregation::ValueRow& row, const Catalog& catalog);
nlohmann::ordered_json FindingRecord(const aggregation::FindingRow& row);
nlohmann::ordered_json CoverageRecord(const aggregation::CoverageRow& row, uint32_t year);
// One record for each series that is there.
std::vector<nlohmann::ordered_json> AggregateRecords(const aggregation::AggregateRow& row,
                                                     const Catalog& catalog);
// One record for each match.
std::vector<nlohmann::ordered_json> SearchRecords(const aggregation::SearchHit& hit);
// An observation; `neighbour` gives the name of the observation of that index in the same report, for
// relations.
nlohmann::ordered_json ObservationRecord(const aggregation::ObservationRow& row,
                                         const std::function<std::string(uint32_t)>& neighbour);

// A finding's record in lines for people: whose, what it is, the sentence in both languages, the quotation.
std::string FindingText(const nlohmann::ordered_json& record);

const RecordWriter::Layout& ReportLayout();
const RecordWriter::Layout& ObservationLayout();
const RecordWriter::Layout& ValueLayout();
const RecordWriter::Layout& AggregateLayout();
const RecordWriter::Layout& FindingLayout();
const RecordWriter::Layout& CoverageLayout();
const RecordWriter::Layout& SearchLayout();

// Everything that a request finds, page by page, to a function; `request.page_token` is used up.
absl::Status ForEachReport(aggregation::Store& store, aggregation::ListReportsRequest request,
                           const std::function<absl::Status(const aggregation::ReportRow&)>& each);
// Observation records, relations said by name.
absl::Status ForEachObservation(aggregation::Store& store, aggregation::ListObservationsRequest request,
                                const std::function<absl::Status(const nlohmann::ordered_json&)>& each);
absl::Status ForEachFinding(aggregation::Store& store, aggregation::ListFindingsRequest request,
                            const std::function<absl::Status(const aggregation::FindingRow&)>& each);

}  // namespace fazhi
