#include "tests/clients/agenda/invented_fair.h"

#include <numeric>
#include <random>
#include <set>
#include <utility>

#include "absl/time/civil_time.h"
#include "fmt/format.h"

namespace ketnoi::agenda {
namespace {

void AddSlot(v1::Session& session, const std::string& id,
             const std::string& time, int minutes) {
  v1::Slot& slot = *session.add_slots();
  slot.set_id(id);
  slot.set_start_time(time);
  slot.set_duration_minutes(minutes);
}

void AddParticipant(InventedFair& fair, const std::string& id,
                    v1::ParticipantSide side, const std::string& vietnamese,
                    const std::string& organization = "") {
  v1::Participant& one = fair.participants.emplace_back();
  one.set_name(NameIn(fair, "participants", id));
  one.set_side(side);
  one.mutable_display_name()->set_vi(vietnamese);
  one.set_organization(organization);
}

void AddScheduled(InventedFair& fair, const std::string& wish,
                  const std::string& buyer, const std::string& supplier,
                  const std::string& slot, const std::string& table,
                  const std::string& interpreter = "") {
  v1::ScheduledMeeting& meeting = fair.scheduled.emplace_back();
  meeting.set_wish(NameIn(fair, "wishes", wish));
  meeting.set_buyer(NameIn(fair, "participants", buyer));
  meeting.set_supplier(NameIn(fair, "participants", supplier));
  meeting.set_slot(slot);
  meeting.set_table(table);
  meeting.set_interpreter(interpreter);
}

// Publishes what is scheduled.
void Publish(InventedFair& fair) {
  const FairBook book = fair.Draft(EnglishWords());
  for (const v1::ScheduledMeeting& scheduled : fair.scheduled) {
    v1::Meeting& meeting = fair.published.emplace_back();
    const std::string id =
        scheduled.wish().substr(scheduled.wish().rfind('/') + 1);
    meeting.set_name(NameIn(fair, "meetings", id));
    meeting.set_wish(scheduled.wish());
    meeting.set_buyer(scheduled.buyer());
    meeting.set_supplier(scheduled.supplier());
    meeting.set_slot(scheduled.slot());
    meeting.set_table(scheduled.table());
    meeting.set_interpreter(scheduled.interpreter());
    meeting.set_status(v1::MEETING_STATUS_PLANNED);
    for (const BookSlot& slot : book.slots) {
      if (slot.id != scheduled.slot()) continue;
      meeting.mutable_start_time()->set_seconds(
          absl::ToUnixSeconds(slot.begin));
      meeting.mutable_end_time()->set_seconds(absl::ToUnixSeconds(slot.end));
    }
  }
}

v1::Fair& StartFair(InventedFair& fair, const std::string& id) {
  fair.fair.set_name("fairs/" + id);
  fair.fair.mutable_display_name()->set_vi(
      "Hội chợ Công nghiệp hỗ trợ <2026> & \"bạn bè\"");
  fair.fair.mutable_display_name()->set_en("Fair of parts <2026>");
  fair.fair.mutable_venue()->set_vi("Cung Văn hóa; 91 Trần Hưng Đạo, Hà Nội");
  fair.fair.set_time_zone("Asia/Ho_Chi_Minh");
  fair.schedule.set_name("fairs/" + id + "/schedules/000003");
  fair.schedule.set_number(3);
  return fair.fair;
}

}  // namespace

FairBook InventedFair::Published(const cli::Words& words) const {
  return *BookOfMeetings(fair, participants, published, words);
}

FairBook InventedFair::Draft(const cli::Words& words) const {
  return *BookOfSchedule(fair, participants, schedule, scheduled, words);
}

std::string NameIn(const InventedFair& fair, const char* collection,
                   const std::string& id) {
  return fmt::format("{}/{}/{}", fair.fair.name(), collection, id);
}

InventedFair SmallFair() {
  InventedFair fair;
  v1::Fair& record = StartFair(fair, "ha-noi");
  v1::Session& morning = *record.add_sessions();
  morning.set_id("sat");
  morning.mutable_display_name()->set_vi("Sáng thứ Bảy");
  for (int i = 0; i < 4; ++i) {
    AddSlot(morning, fmt::format("sat-{}", i),
            fmt::format("2026-11-28T{:02}:{:02}", 9 + i / 2, i % 2 * 30), 25);
  }
  v1::Session& sunday = *record.add_sessions();
  sunday.set_id("sun");
  AddSlot(sunday, "sun-0", "2026-11-29T09:00", 30);
  v1::Area& hall = *record.add_areas();
  hall.set_id("hall");
  hall.mutable_display_name()->set_vi("Khu Đông");
  for (const char* id : {"t1", "t2"}) {
    v1::Table& table = *record.add_tables();
    table.set_id(id);
    table.set_area("hall");
  }
  record.mutable_tables(0)->mutable_display_name()->set_vi("A1");
  record.mutable_tables(1)->add_unavailable_slots("sun-0");
  v1::Interpreter& interpreter = *record.add_interpreters();
  interpreter.set_id("lan");
  interpreter.set_full_name("Nguyễn Thị Lan");
  AddParticipant(fair, "b1", v1::PARTICIPANT_SIDE_BUYER,
                 "Đặng <script>alert('1')</script> & Con",
                 "Tập đoàn \"Ánh Dương\"; 🏭");
  AddParticipant(fair, "b2", v1::PARTICIPANT_SIDE_BUYER, "شركة الأجزاء الدقيقة",
                 "東京精密ネジ カタカナ 한국정밀부품 深圳");
  std::string longest = "Công ty ";
  for (int i = 0; i < 192; ++i) longest += "ằ";
  AddParticipant(fair, "s1", v1::PARTICIPANT_SIDE_SUPPLIER, longest);
  AddParticipant(fair, "s2", v1::PARTICIPANT_SIDE_SUPPLIER,
                 "Cơ khí Ưu Việt, ỗ ộ ở ỡ ợ ữ ự ỷ ỹ ỵ");
  AddParticipant(fair, "s3", v1::PARTICIPANT_SIDE_SUPPLIER, "Dập Nguội");
  fair.participants[3].set_composed(true);
  fair.participants[3].set_seated(true);
  AddScheduled(fair, "w1", "b1", "s1", "sat-0", "t1", "lan");
  AddScheduled(fair, "w2", "b1", "s2", "sat-3", "t2");
  AddScheduled(fair, "w3", "b2", "s1", "sat-1", "t1");
  AddScheduled(fair, "w4", "b2", "s2", "sun-0", "t1");
  Publish(fair);
  fair.published[2].set_status(v1::MEETING_STATUS_CANCELLED);
  fair.published[2].set_sequence(2);
  fair.published[1].set_sequence(1);
  return fair;
}

InventedFair RandomFair(uint32_t seed, int buyers, int slots) {
  InventedFair fair;
  std::mt19937 random(seed);
  v1::Fair& record = StartFair(fair, fmt::format("random-{}", seed));
  v1::Session& session = *record.add_sessions();
  session.set_id("all");
  const absl::CivilMinute begin(2026, 11, 28, 8, 0);
  for (int i = 0; i < slots; ++i) {
    // Twelve slots a day.
    const absl::CivilMinute time = begin + i / 12 * 24 * 60 + i % 12 * 40;
    AddSlot(session, fmt::format("x{}", i), absl::FormatCivilTime(time), 30);
  }
  for (int i = 0; i < buyers; ++i) {
    record.add_tables()->set_id(fmt::format("t{}", i));
    AddParticipant(fair, fmt::format("b{}", i), v1::PARTICIPANT_SIDE_BUYER,
                   fmt::format("B{}.", i));
    AddParticipant(fair, fmt::format("s{}", i), v1::PARTICIPANT_SIDE_SUPPLIER,
                   fmt::format("S{}.", i));
  }
  std::vector<int> suppliers(static_cast<size_t>(buyers));
  std::iota(suppliers.begin(), suppliers.end(), 0);
  int wishes = 0;
  for (int slot = 0; slot < slots; ++slot) {
    std::shuffle(suppliers.begin(), suppliers.end(), random);
    for (int i = 0; i < buyers; ++i) {
      if (random() % 3 == 0) continue;
      AddScheduled(fair, fmt::format("w{}", wishes++), fmt::format("b{}", i),
                   fmt::format("s{}", suppliers[static_cast<size_t>(i)]),
                   fmt::format("x{}", slot), fmt::format("t{}", i));
    }
  }
  Publish(fair);
  for (v1::Meeting& meeting : fair.published) {
    if (random() % 5 == 0) meeting.set_status(v1::MEETING_STATUS_CANCELLED);
  }
  return fair;
}

const cli::Words& EnglishWords() {
  static const cli::Words words(cli::Language::kEnglish);
  return words;
}

const cli::Words& VietnameseWords() {
  static const cli::Words words(cli::Language::kVietnamese);
  return words;
}

Edition EditionIn(const cli::Words& words) {
  return {words, absl::FromUnixSeconds(1'795'137'300)};
}

int CountIn(const std::string& text, const std::string& part) {
  int count = 0;
  for (size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

std::vector<int> Everybody(const FairBook& book) {
  std::vector<int> places(book.persons.size());
  std::iota(places.begin(), places.end(), 0);
  return places;
}

}  // namespace ketnoi::agenda
