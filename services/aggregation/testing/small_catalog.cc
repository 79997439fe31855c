#include "services/aggregation/testing/small_catalog.h"

#include <cstdio>
#include <cstdlib>

#include "google/protobuf/text_format.h"

namespace fazhi::aggregation {

const Catalog& SmallCatalog() {
  static const Catalog* const catalog = [] {
    v1::Catalog proto;
    const bool parsed =
        google::protobuf::TextFormat::ParseFromString(R"pb(
                                                        version: "test"
                                                        indicators {
                                                          id: "a.cases"
                                                          zh_name: "受理案件"
                                                          en_name: "cases"
                                                          domain: DOMAIN_SOCIETY
                                                          kind: INDICATOR_KIND_COUNT
                                                          unit: "件"
                                                          same_units: "宗"
                                                          apart_units: "批"
                                                          aggregation: AGGREGATION_SUM
                                                          tier: 1
                                                          aliases { text: "受理案件" }
                                                        }
                                                        indicators {
                                                          id: "a.closed"
                                                          zh_name: "办结案件"
                                                          en_name: "closed"
                                                          domain: DOMAIN_SOCIETY
                                                          kind: INDICATOR_KIND_COUNT
                                                          unit: "件"
                                                          aggregation: AGGREGATION_SUM
                                                          tier: 1
                                                          aliases { text: "办结案件" }
                                                        }
                                                        indicators {
                                                          id: "a.close_rate"
                                                          zh_name: "办结率"
                                                          en_name: "close rate"
                                                          domain: DOMAIN_SOCIETY
                                                          kind: INDICATOR_KIND_RATE
                                                          unit: "%"
                                                          aggregation: AGGREGATION_WEIGHTED_RATE
                                                          numerator: "a.closed"
                                                          denominator: "a.cases"
                                                          tier: 1
                                                          aliases { text: "办结率" }
                                                        }
                                                        indicators {
                                                          id: "a.lawyers"
                                                          zh_name: "公职律师"
                                                          en_name: "lawyers"
                                                          domain: DOMAIN_SOCIETY
                                                          kind: INDICATOR_KIND_STOCK
                                                          unit: "人"
                                                          same_units: "名"
                                                          aggregation: AGGREGATION_LATEST
                                                          tier: 1
                                                          aliases { text: "公职律师" }
                                                        }
                                                        indicators {
                                                          id: "a.items"
                                                          zh_name: "政务服务事项"
                                                          en_name: "items"
                                                          domain: DOMAIN_SOCIETY
                                                          kind: INDICATOR_KIND_STOCK
                                                          unit: "项"
                                                          aggregation: AGGREGATION_MEAN
                                                          tier: 1
                                                          aliases { text: "政务服务事项" }
                                                        }
                                                        indicators {
                                                          id: "a.types"
                                                          zh_name: "物资种类"
                                                          en_name: "types"
                                                          domain: DOMAIN_SOCIETY
                                                          kind: INDICATOR_KIND_STOCK
                                                          unit: "类"
                                                          aggregation: AGGREGATION_MAX
                                                          tier: 1
                                                          aliases { text: "物资种类" }
                                                        }
                                                        indicators {
                                                          id: "a.place"
                                                          zh_name: "考核名次"
                                                          en_name: "place"
                                                          domain: DOMAIN_SOCIETY
                                                          kind: INDICATOR_KIND_SCORE
                                                          unit: "分"
                                                          aggregation: AGGREGATION_NONE
                                                          tier: 1
                                                          aliases { text: "考核得分" }
                                                        }
                                                      )pb",
                                                      &proto);
    absl::StatusOr<Catalog> created = Catalog::Create(std::move(proto));
    if (!parsed || !created.ok()) {
      std::fprintf(stderr, "small catalog: %s\n", created.status().ToString().c_str());
      std::abort();
    }
    return new Catalog(*std::move(created));
  }();
  return *catalog;
}

}  // namespace fazhi::aggregation
