// What is written field by field is what the generated classes write.

#include "server/wire_writer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

#include "ketnoi/v1/match_service.pb.h"

namespace ketnoi::server {
namespace {

using v1::CriterionResult;
using v1::MatchResult;

TEST(WireWriterTest, WritesNumbersOfEveryLength) {
  for (const int32_t number :
       {0, 1, 127, 128, 16383, 16384, std::numeric_limits<int32_t>::max(), -1,
        std::numeric_limits<int32_t>::min()}) {
    CriterionResult message;
    message.set_contribution(number);
    WireWriter writer;
    writer.Number(CriterionResult::kContributionFieldNumber, number);
    EXPECT_EQ(writer.Take(), message.SerializeAsString()) << number;
  }
  for (const int64_t number : {std::numeric_limits<int64_t>::max(),
                               std::numeric_limits<int64_t>::min()}) {
    v1::Revision message;
    message.set_number(number);
    WireWriter writer;
    writer.Number(v1::Revision::kNumberFieldNumber, number);
    EXPECT_EQ(writer.Take(), message.SerializeAsString()) << number;
  }
}

TEST(WireWriterTest, WritesTagsOfSeveralBytes) {
  WireWriter writer;
  writer.Number(2047, 1);
  writer.Number(2048, 1);
  EXPECT_EQ(writer.Take(), "\xF8\x7F\x01\x80\x80\x01\x01");
}

// A length of one byte is written before it is known; others move the fields.
TEST(WireWriterTest, WritesTextsAndMessagesOfEveryLength) {
  for (const int size : {0, 1, 100, 123, 124, 125, 126, 127, 128, 129, 16000,
                         16376, 16383, 16384, 16385, 3000000}) {
    const std::string text(static_cast<size_t>(size), 'x');
    v1::RankSuppliersResponse message;
    MatchResult& result = *message.add_results();
    result.set_supplier("s");
    CriterionResult& criterion = *result.add_criteria();
    criterion.set_offered(text);
    criterion.mutable_message()->set_vi(text);
    criterion.set_gate(true);
    result.add_criteria();
    message.mutable_totals()->set_eligible(7);

    WireWriter writer;
    const size_t in_message =
        writer.Begin(v1::RankSuppliersResponse::kResultsFieldNumber);
    writer.Text(MatchResult::kSupplierFieldNumber, "s");
    const size_t in_result = writer.Begin(MatchResult::kCriteriaFieldNumber);
    writer.Text(CriterionResult::kOfferedFieldNumber, text);
    writer.Message(CriterionResult::kMessageFieldNumber, criterion.message());
    writer.Number(CriterionResult::kGateFieldNumber, true);
    writer.End(in_result);
    writer.End(writer.Begin(MatchResult::kCriteriaFieldNumber));
    writer.End(in_message);
    WireWriter totals;
    totals.Message(v1::RankSuppliersResponse::kTotalsFieldNumber,
                   message.totals());
    writer.Fields(totals.Take());
    EXPECT_EQ(writer.Take(), message.SerializeAsString()) << size;
  }
}

TEST(WireWriterTest, TakesBackWhatWasWrittenLast) {
  WireWriter writer(1000);
  EXPECT_EQ(writer.size(), 0);
  writer.Text(1, "first");
  const size_t size = writer.size();
  const size_t begin = writer.Begin(1);
  writer.Text(1, std::string(500, 'x'));
  writer.End(begin);
  writer.Truncate(size);
  writer.Text(1, "second");
  EXPECT_EQ(writer.Take(),
            "\x0A\x05"
            "first"
            "\x0A\x06"
            "second");
  EXPECT_EQ(writer.Take(), "");
}

}  // namespace
}  // namespace ketnoi::server
