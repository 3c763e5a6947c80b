#ifndef KETNOI_TESTS_CLIENTS_AGENDA_INVENTED_FAIR_H_
#define KETNOI_TESTS_CLIENTS_AGENDA_INVENTED_FAIR_H_

#include <cstdint>
#include <string>
#include <vector>

#include "clients/agenda/book.h"
#include "clients/agenda/html_document.h"
#include "clients/cli/words.h"
#include "ketnoi/v1/fair.pb.h"
#include "ketnoi/v1/meeting.pb.h"
#include "ketnoi/v1/participant.pb.h"
#include "ketnoi/v1/schedule.pb.h"

namespace ketnoi::agenda {

// A fair with its records.
struct InventedFair {
  v1::Fair fair;
  std::vector<v1::Participant> participants;
  v1::Schedule schedule;
  std::vector<v1::ScheduledMeeting> scheduled;
  std::vector<v1::Meeting> published;
  std::vector<v1::LeftOutWish> left_out;

  // Its books in a language.
  FairBook Published(const cli::Words& words) const;
  FairBook Draft(const cli::Words& words) const;
};

// Two buyers, three suppliers (one of them walks), two days, in Hà Nội; names
// with tone marks, markup, emoji, right-to-left letters, and one of 200
// letters.
InventedFair SmallFair();

// `buyers` and as many suppliers at as many tables, whose meetings are random
// but never two of someone at a time. The names of participants are "B7." and
// "S12.", and nothing else in the book has these.
InventedFair RandomFair(uint32_t seed, int buyers, int slots);

// "fairs/NAME/participants/ID" and the like.
std::string NameIn(const InventedFair& fair, const char* collection,
                   const std::string& id);

// The words and the time of printing of all tests: 2026-11-20 08:15 in Hà Nội.
const cli::Words& EnglishWords();
const cli::Words& VietnameseWords();
Edition EditionIn(const cli::Words& words);

// How often `part` is in `text`.
int CountIn(const std::string& text, const std::string& part);

// The places of all persons of a book.
std::vector<int> Everybody(const FairBook& book);

}  // namespace ketnoi::agenda

#endif  // KETNOI_TESTS_CLIENTS_AGENDA_INVENTED_FAIR_H_
