#include "services/runtime/process/process_metrics.h"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "services/base/pipeline_version.h"

namespace fazhi::runtime {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

MetricFamily Family(const std::string& name, const std::string& help, MetricType type) {
  MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = type;
  return family;
}

void Add(MetricFamily& family, std::vector<ClientMetric::Label> labels, double value) {
  ClientMetric metric;
  metric.label = std::move(labels);
  if (family.type == MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  family.metric.push_back(std::move(metric));
}

MetricFamily One(const std::string& name, const std::string& help, MetricType type, double value) {
  MetricFamily family = Family(name, help, type);
  Add(family, {}, value);
  return family;
}

double ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  double size = 0;
  double resident = 0;
  statm >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double OpenFiles() {
  DIR* folder = opendir("/proc/self/fd");
  if (folder == nullptr) return 0;
  int entries = 0;
  while (readdir(folder) != nullptr) ++entries;
  closedir(folder);
  return entries - 3;  // `.`, `..`, and the folder itself
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void AddPipeline(const v1::GetStatusResponse& status, std::vector<MetricFamily>& families) {
  MetricFamily state = Family("fazhi_stage_state", "1 for the state that the stage is in, 0 for the others",
                              MetricType::Gauge);
  for (int i = v1::PipelineState_MIN; i <= v1::PipelineState_MAX; ++i) {
    if (i == v1::PIPELINE_STATE_UNSPECIFIED || !v1::PipelineState_IsValid(i)) continue;
    const auto one = static_cast<v1::PipelineState>(i);
    // PIPELINE_STATE_RUNNING is `running`.
    const std::string name =
        absl::AsciiStrToLower(absl::StripPrefix(v1::PipelineState_Name(one), "PIPELINE_STATE_"));
    Add(state, {{"state", name}}, status.state() == one ? 1 : 0);
  }
  families.push_back(std::move(state));
  const auto counter = [&](const std::string& name, const std::string& help, uint64_t value) {
    families.push_back(One(name, help, MetricType::Counter, static_cast<double>(value)));
  };
  counter("fazhi_stage_records_total", "Records settled, dead letters included", status.records_settled());
  MetricFamily letters =
      Family("fazhi_stage_dead_letters_total", "Records given up as dead letters", MetricType::Counter);
  const std::map<std::string, uint64_t> by_reason(status.dead_letters_by_reason().begin(),
                                                  status.dead_letters_by_reason().end());
  for (const auto& [reason, n] : by_reason) Add(letters, {{"reason", reason}}, static_cast<double>(n));
  families.push_back(std::move(letters));
  families.push_back(One("fazhi_stage_broker_up", "1 while a broker answers, 0 while none does",
                         MetricType::Gauge, status.has_unreachable_since() ? 0 : 1));
  counter("fazhi_stage_batches_total", "Batches committed", status.batches());
  counter("fazhi_stage_rewinds_total", "Batches rolled back and read again", status.rewinds());
  families.push_back(One("fazhi_stage_bytes_in_work", "Bytes of records taken in and not settled",
                         MetricType::Gauge, static_cast<double>(status.bytes_in_work())));
  MetricFamily position = Family("fazhi_stage_position",
                                 "Next offset to be settled of a partition that is held", MetricType::Gauge);
  MetricFamily lag = Family("fazhi_stage_lag", "Records of a partition that is held and are not settled yet",
                            MetricType::Gauge);
  MetricFamily paused = Family("fazhi_stage_paused",
                               "1 while nothing is fetched from a partition that is held", MetricType::Gauge);
  for (const v1::PartitionStatus& partition : status.partitions()) {
    const std::vector<ClientMetric::Label> labels = {{"partition", absl::StrCat(partition.partition())},
                                                     {"topic", partition.topic()}};
    Add(position, labels, static_cast<double>(partition.position()));
    Add(lag, labels, static_cast<double>(partition.lag()));
    Add(paused, labels, partition.pause_reason() == v1::PAUSE_REASON_UNSPECIFIED ? 0 : 1);
  }
  families.push_back(std::move(position));
  families.push_back(std::move(lag));
  families.push_back(std::move(paused));
}

}  // namespace

ProcessMetrics::ProcessMetrics(const StatusSource* source) : source_(source), started_(absl::Now()) {}

std::vector<MetricFamily> ProcessMetrics::Collect() const {
  std::vector<MetricFamily> families;
  families.push_back(
      One("process_resident_memory_bytes", "Resident memory", MetricType::Gauge, ResidentBytes()));
  families.push_back(One("process_open_fds", "Open file descriptors", MetricType::Gauge, OpenFiles()));
  families.push_back(One("process_cpu_seconds_total", "Time on processors, user and system",
                         MetricType::Counter, CpuSeconds()));
  families.push_back(One("process_start_time_seconds", "When the process started, Unix time",
                         MetricType::Gauge, absl::ToDoubleSeconds(started_ - absl::UnixEpoch())));
  families.push_back(One("fazhi_pipeline_version", "Version of code and catalog together", MetricType::Gauge,
                         kPipelineVersion));
  if (source_ != nullptr) AddPipeline(source_->Status(), families);
  return families;
}

}  // namespace fazhi::runtime
