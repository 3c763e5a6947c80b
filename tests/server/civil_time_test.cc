// Civil times, around changes of the clocks.

#include "server/civil_time.h"

#include <string>

#include "gtest/gtest.h"
#include "server/fair_frame.h"

namespace ketnoi::server {
namespace {

absl::TimeZone ZoneNamed(const std::string& name) {
  const auto zone = TimeZoneFromName(name);
  EXPECT_TRUE(zone) << name;
  return zone.value_or(absl::UTCTimeZone());
}

TEST(CivilTimeTest, IsReadInOneFormOnly) {
  const auto time = CivilTimeFromText("2026-11-27T09:30");
  ASSERT_TRUE(time);
  EXPECT_EQ(*time, absl::CivilMinute(2026, 11, 27, 9, 30));
  EXPECT_EQ(CivilTimeText(*time), "2026-11-27T09:30");
  for (const char* text :
       {"", "2026-11-27", "2026-11-27 09:30", "2026-11-27T9:30",
        "2026-11-27T09:30:00", "2026-11-27T24:00", "2026-11-27T09:60",
        "2026-02-29T09:30", "2026-11-27T-9:30", "2026-11-27T09:3x"}) {
    EXPECT_FALSE(CivilTimeFromText(text)) << text;
  }
}

TEST(CivilTimeTest, ZonesAreThoseOfTheDatabase) {
  EXPECT_TRUE(TimeZoneFromName("Asia/Ho_Chi_Minh"));
  EXPECT_TRUE(TimeZoneFromName("UTC"));
  for (const char* name :
       {"", "Asia/Atlantis", "../../etc/passwd", "/etc/localtime", "localtime",
        "Asia", "Asia/../Asia/Tokyo"}) {
    EXPECT_FALSE(TimeZoneFromName(name)) << name;
  }
}

TEST(CivilTimeTest, ATimeThatClocksSkipOrRepeatIsNone) {
  const absl::TimeZone berlin = ZoneNamed("Europe/Berlin");
  EXPECT_EQ(CivilTimeProblem(berlin, "2026-03-29T01:59"), "");
  EXPECT_EQ(CivilTimeProblem(berlin, "2026-03-29T02:30"),
            "'2026-03-29T02:30' is skipped as clocks are changed in "
            "Europe/Berlin");
  EXPECT_EQ(CivilTimeProblem(berlin, "2026-03-29T03:00"), "");
  EXPECT_EQ(CivilTimeProblem(berlin, "2026-10-25T02:30"),
            "'2026-10-25T02:30' comes twice as clocks are changed in "
            "Europe/Berlin");
  EXPECT_EQ(CivilTimeProblem(ZoneNamed("Asia/Ho_Chi_Minh"), "2026-03-29T02:30"),
            "");
  EXPECT_EQ(InstantOf(berlin, "2026-03-29T03:00") -
                InstantOf(berlin, "2026-03-29T01:00"),
            absl::Hours(1));
}

TEST(FairFrameTest, SlotsLastTheirMinutesAsClocksAreChanged) {
  v1::Fair fair;
  fair.set_time_zone("Europe/Berlin");
  v1::Session& session = *fair.add_sessions();
  session.set_id("night");
  v1::Slot& slot = *session.add_slots();
  slot.set_id("s1");
  slot.set_start_time("2026-03-29T01:30");
  slot.set_duration_minutes(60);
  fair.add_tables()->set_id("t1");
  const FairFrame frame = FrameOf(fair);
  ASSERT_EQ(frame.slots.size(), 1U);
  EXPECT_EQ(frame.slots[0].session, "night");
  EXPECT_EQ(CivilTimeText(absl::ToCivilMinute(frame.slots[0].end, frame.zone)),
            "2026-03-29T03:30");
  EXPECT_TRUE(frame.tables.contains("t1"));
}

}  // namespace
}  // namespace ketnoi::server
