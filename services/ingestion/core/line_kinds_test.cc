#include "services/ingestion/core/line_kinds.h"

#include "gtest/gtest.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

TEST(LineKinds, DocumentNumbers) {
  for (const char32_t* line :
       {U"通政文〔2020〕22号", U"渝人社发[2024]19号", U"沙政发(2024)9号", U"第24号", U"云州市人民政府令第3号",
        U"白政发〔2024〕3号签发人:某某", U"X政发〔2024〕×号"}) {
    EXPECT_TRUE(IsDocumentNumber(line)) << ToUtf8(line);
  }
  for (const char32_t* line :
       {U"地址:阳关东路1号", U"2024年1月8日", U"宁ICP备00000001号", U"号",
        U"按照通政文〔2020〕22号文件要求,全县开展了清理工作,成效明显。", U"全县第3号检查站", U""}) {
    EXPECT_FALSE(IsDocumentNumber(line)) << ToUtf8(line);
  }
}

TEST(LineKinds, Dates) {
  for (const char32_t* line : {U"2024年1月26日", U"二〇二四年一月二十六日", U"二○二四年三月", U"2024-01-26",
                               U"2024.1.26", U"(2024年1月26日)", U"2024年1月26日印发"}) {
    EXPECT_TRUE(IsDate(line)) << ToUtf8(line);
  }
  for (const char32_t* line :
       {U"2024年", U"2024年1月26日上午", U"24年1月", U"2024-01", U"12345", U"2024年工作安排", U""})
    EXPECT_FALSE(IsDate(line)) << ToUtf8(line);
}

TEST(LineKinds, Addressees) {
  for (const char32_t* line :
       {U"酒泉市人民政府:", U"酒泉市人民政府、县人大常委会:", U"各乡镇人民政府,县政府各部门:", U"各位代表:",
        U"市委全面依法治市委员会办公室:"}) {
    EXPECT_TRUE(IsAddressee(line)) << ToUtf8(line);
  }
  for (const char32_t* line : {U"现将有关情况报告如下:", U"酒泉市人民政府", U"主要做法:",
                               U"一年来,全县办理案件33件。具体情况:", U":"})
    EXPECT_FALSE(IsAddressee(line)) << ToUtf8(line);
}

TEST(LineKinds, Signatures) {
  for (const char32_t* line :
       {U"疏北县人民政府", U"白石县司法局", U"2024年1月8日", U"抄送:县委办公室,县人大常委会办公室。",
        U"(联系人:县司法局)", U"(此件公开发布)", U"通许县人民政府办公室2020年3月31日印发",
        U"白石县人民政府2024年1月8日", U"附件:统计表"}) {
    EXPECT_TRUE(IsSignature(line)) << ToUtf8(line);
  }
  for (const char32_t* line : {U"特此报告。", U"二、存在问题", U"人员不足,装备落后", U"全年办理案件33件"})
    EXPECT_FALSE(IsSignature(line)) << ToUtf8(line);
}

TEST(LineKinds, Titles) {
  for (const char32_t* line :
       {U"沙泉县2024年法治政府建设年度报告", U"2019年度法治政府建设情况的报告",
        U"冠县关于2024年法治政府建设情况的报告", U"在全县法治工作会议上的讲话",
        U"白石县2023年法治政府建设情况报告(征求意见稿)", U"关于印发《白石县法治政府建设实施方案》的通知",
        U"白石县司法局2024年度行政执法数据公示", U"2023年全省行政复议案件统计数据",
        U"2024年公共法律服务统计表"}) {
    EXPECT_GE(TitleScore(line, U""), 3) << ToUtf8(line);
  }
  for (const char32_t* line :
       {U"沙泉县人民政府", U"首页", U"2024年1月8日", U"通政文〔2020〕22号",
        U"2024年,全县深入贯彻落实习近平法治思想。", U"现将有关情况报告如下:", U"印发《白石县法治政府建设",
        U"单位:件、人次", U"表1:2023年各市受理案件情况", U"表二2024年行政许可实施情况统计表"}) {
    EXPECT_LT(TitleScore(line, U""), 3) << ToUtf8(line);
  }
  EXPECT_GT(TitleScore(U"深入推进依法治县纪实", U"深入推进依法治县纪实-白石县人民政府"), 3)
      << "the page calls itself so";
}

}  // namespace
}  // namespace fazhi
