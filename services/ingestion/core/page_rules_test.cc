#include "services/ingestion/core/page_rules.h"

#include "gtest/gtest.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

TEST(PageRules, LabelsAndValuesOfOneLine) {
  PageMetadata page;
  EXPECT_TRUE(ReadLabelled(U"发布时间:2025-05-16 09:20来源:月岭县人民政府浏览量:57", page));
  EXPECT_EQ(page.published, "2025-05-16 09:20");
  EXPECT_EQ(page.source, "月岭县人民政府");
  EXPECT_TRUE(ReadLabelled(U"信息来源:县司法局", page)) << "what is set stays";
  EXPECT_EQ(page.source, "月岭县人民政府");
  EXPECT_TRUE(ReadLabelled(U"主办:白石县人民政府办公室承办:白石县信息中心网站标识码:6403000001", page));
  EXPECT_EQ(page.sponsor, "白石县人民政府办公室");
  EXPECT_EQ(page.site_code, "6403000001");
  EXPECT_FALSE(ReadLabelled(U"全县来源:多样", page));
  EXPECT_FALSE(ReadLabelled(U"来源多样", page));
}

TEST(PageRules, LabelsAlone) {
  EXPECT_TRUE(FindLabel(U"索引号", 0, true).found);
  EXPECT_TRUE(FindLabel(U"文 号:", 0, true).found) << "spaces inside";
  EXPECT_FALSE(FindLabel(U"索引号", 0, false).found);
  EXPECT_FALSE(FindLabel(U"索引号码", 0, true).found);
}

TEST(PageRules, LabelsThatNeedAColonAndLabelsBeforeDates) {
  EXPECT_FALSE(FindLabel(U"打印", 0, true).found) << "a button";
  EXPECT_TRUE(FindLabel(U"分享到:微信", 0, false).found);
  EXPECT_TRUE(FindLabel(U"成文日期2024-01-08", 0, false).found);
  EXPECT_FALSE(FindLabel(U"成文日期不明", 0, false).found);
  EXPECT_FALSE(FindLabel(U"时间2024-01-08", 0, false).found);
}

TEST(PageRules, Stamps) {
  PageMetadata page;
  const auto read = [&](const char32_t* line) {
    PageMetadata said;
    return ReadStamp(line, page, said) ? said.published + "|" + said.source : "";
  };
  EXPECT_EQ(read(U"2024-03-28 06:59来源:县司法局"), "2024-03-28 06:59|县司法局");
  EXPECT_EQ(read(U"县司法局2024/3/28 10:12:01"), "2024/3/28 10:12:01|县司法局");
  EXPECT_EQ(read(U"2024年3月28日 10:12白石县司法局阅读:128"), "2024年3月28日 10:12|白石县司法局");
  EXPECT_EQ(read(U"某网www.example.gov.cn发布时间:2024-03-28来源:县司法局"), "2024-03-28|县司法局");
  EXPECT_EQ(read(U"(2024-03-28)"), "2024-03-28|");
  for (const char32_t* line :
       {U"(2024年3月28日)", U"2024年3月28日上午召开会议", U"2024-03-28关于开展检查的通知",
        U"2024.3.28全县召开会议3次", U"白石县人民政府2024年3月28日"})
    EXPECT_EQ(read(line), "") << ToUtf8(line);
  page.published = "2024-03-28 10:00:00";
  EXPECT_EQ(read(U"(2024年3月28日)"), "2024年3月28日|");
  EXPECT_EQ(read(U"(2024年3月1日)"), "");
}

TEST(PageRules, FilesThatAddressesName) {
  for (const char* address : {"/P0.pdf", "http://a.cn/报告.docx?v=1", "x.OFD#p1"})
    EXPECT_TRUE(IsFileAddress(address));
  for (const char* address : {"", "a.html", "/pdf", "javascript:void(0)"})
    EXPECT_FALSE(IsFileAddress(address));
}

TEST(PageRules, Breadcrumbs) {
  PageMetadata page;
  EXPECT_TRUE(ReadBreadcrumb(U"您当前的位置:首页>政务公开>法治政府建设", page));
  EXPECT_EQ(page.column, "首页>政务公开>法治政府建设");
  EXPECT_FALSE(ReadBreadcrumb(U"当前位置偏远的村庄已全部通上公交。", page));
}

TEST(PageRules, Buttons) {
  for (const char32_t* line : {U"【打印本页】【关闭窗口】", U"[大中小]", U"打印|关闭", U"分享到:微信微博",
                               U"网友评论我要纠错分享到"})
    EXPECT_TRUE(IsButtons(line)) << ToUtf8(line);
  for (const char32_t* line : {U"大力推进依法行政", U"中小企业", U""})
    EXPECT_FALSE(IsButtons(line)) << ToUtf8(line);
}

TEST(PageRules, Footers) {
  for (const char32_t* line :
       {U"扫一扫在手机打开当前页面", U"上一篇:某报告",
        U"主办单位:月岭县人民政府办公室网站标识码:6209990003陇ICP备00000021号",
        U"版权所有,未经许可不得转载。", U"Copyright 2024", U"附件:1.行政处罚案件统计表.xlsx",
        U"2024年度报告.PDF【下载】", U"网友评论我要纠错"}) {
    EXPECT_TRUE(IsFooter(line)) << ToUtf8(line);
  }
  for (const char32_t* line : {U"扫码入企检查3276次。", U"主办行政应诉案件5件。", U"相关部门协同配合。",
                               U"特此报告。", U"附件:行政处罚统计表", U"办结率98.5%"})
    EXPECT_FALSE(IsFooter(line)) << ToUtf8(line);
}

TEST(PageRules, SiteNames) {
  EXPECT_TRUE(IsSiteName(U"酒泉市月岭县人民政府门户网站2025年5月16日星期五"));
  EXPECT_FALSE(IsSiteName(U"政府门户网站发布信息12条。"));
}

}  // namespace
}  // namespace fazhi
