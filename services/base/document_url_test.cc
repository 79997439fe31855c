#include "services/base/document_url.h"

#include <string>

#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/base/status_matchers.h"

namespace fazhi {
namespace {

TEST(CheckDocumentUrl, TakesWhatCrawlersHave) {
  for (const char* url :
       {"https://www.x.gov.cn/a.html", "http://x/", "HTTPS://x.gov.cn", "file:a.txt", "file:报告/a b.txt",
        "https://www.x.gov.cn/报告 (1).pdf?id=1#a", "ftp://x.gov.cn/a"}) {
    EXPECT_OK(CheckDocumentUrl(url, "url")) << url;
  }
}

TEST(CheckDocumentUrl, NamesWhatIsNone) {
  for (const char* url : {"", "not a url", "u", "www.x.gov.cn/a", "://x", "https://", "https:///a", "https:x",
                          "file:", "1http://x", "https://x/\n"}) {
    const absl::Status status = CheckDocumentUrl(url, "ce_subject");
    EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_URL")) << url;
    EXPECT_EQ(FieldOf(status), "ce_subject");
  }
}

TEST(CheckDocumentUrl, CutsALongOneBetweenCharacters) {
  std::string url;
  for (int i = 0; i < 100; ++i) url += "报告";
  const std::string message(CheckDocumentUrl(url, "url").message());
  EXPECT_NE(message.find("报告报告…` is no URL"), std::string::npos) << message;
}

}  // namespace
}  // namespace fazhi
