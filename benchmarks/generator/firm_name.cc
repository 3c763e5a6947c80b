#include "benchmarks/generator/firm_name.h"

#include <fmt/format.h>

#include <iterator>

namespace ketnoi::generator {
namespace {

// Syllables with and without Vietnamese accents. Z, W, J and F are no letters
// of Vietnamese, which keeps the words apart from real names.
struct Syllable {
  std::string_view plain;
  std::string_view accented;
};

constexpr Syllable kFirst[] = {
    {"Ze", "Zê"},   {"Wo", "Wô"},   {"Ja", "Ja"},   {"Fi", "Fi"},  {"Zo", "Zơ"},
    {"We", "Wẻ"},   {"Ju", "Jú"},   {"Fa", "Fà"},   {"Zu", "Zư"},  {"Wi", "Wị"},
    {"Jo", "Jộ"},   {"Fu", "Fủ"},   {"Za", "Zạ"},   {"Wa", "Wă"},  {"Je", "Jế"},
    {"Fo", "Fổ"},   {"Zi", "Zi"},   {"Wu", "Wừ"},   {"Ji", "Jĩ"},  {"Fe", "Fề"},
    {"Zan", "Zân"}, {"Wen", "Wén"}, {"Jun", "Jun"}, {"Fin", "Fìn"}};
constexpr Syllable kSecond[] = {
    {"la", "la"}, {"lo", "lô"}, {"li", "lí"}, {"lu", "lư"}, {"ra", "ra"},
    {"ri", "rì"}, {"ro", "rộ"}, {"ru", "ru"}, {"ma", "mả"}, {"me", "mê"},
    {"mi", "mĩ"}, {"mo", "mơ"}, {"na", "nạ"}, {"ne", "né"}, {"ni", "ni"},
    {"no", "nổ"}, {"va", "và"}, {"ve", "vẽ"}, {"vi", "vi"}, {"vo", "vố"},
    {"ta", "tà"}, {"te", "tể"}, {"ti", "ti"}, {"to", "tơ"}, {"da", "đa"},
    {"de", "đê"}, {"di", "đi"}, {"do", "đỗ"}, {"ka", "ka"}, {"ke", "kẻ"},
    {"ki", "kì"}, {"ko", "kô"}};
constexpr Syllable kThird[] = {
    {"bel", "bẹl"}, {"ban", "bản"}, {"bor", "bor"}, {"cal", "căl"},
    {"con", "côn"}, {"dal", "đal"}, {"den", "đền"}, {"gal", "gal"},
    {"gon", "gồn"}, {"hal", "hal"}, {"hen", "hện"}, {"kal", "kâl"},
    {"kon", "kôn"}, {"lan", "lân"}, {"len", "lên"}, {"lor", "lor"},
    {"man", "mẫn"}, {"mel", "mel"}, {"mor", "mor"}, {"nal", "nal"},
    {"nor", "nơr"}, {"pan", "pản"}, {"pel", "pel"}, {"ran", "rạn"},
    {"rel", "rel"}, {"sal", "sal"}, {"sen", "sén"}, {"sor", "sor"},
    {"tan", "tấn"}, {"tel", "têl"}, {"val", "val"}, {"vor", "vơr"}};
constexpr Syllable kLast[] = {
    {"via", "via"}, {"xo", "xô"},     {"mex", "mex"}, {"dix", "đix"},
    {"ra", "ra"},   {"ta", "tạ"},     {"nia", "nia"}, {"lux", "lux"},
    {"co", "cổ"},   {"tek", "têk"},   {"rix", "rix"}, {"zon", "zôn"},
    {"fa", "fa"},   {"wel", "wel"},   {"jin", "jin"}, {"zu", "zu"},
    {"max", "mảx"}, {"nex", "nex"},   {"dor", "đor"}, {"ka", "ka"},
    {"lis", "lis"}, {"mus", "mus"},   {"pro", "prô"}, {"qua", "quá"},
    {"sys", "sys"}, {"tron", "trôn"}, {"vex", "vex"}, {"wex", "wex"},
    {"zen", "zen"}, {"fex", "fex"},   {"jor", "jor"}, {"zia", "zia"},
    {"bix", "bix"}, {"dex", "đex"},   {"gus", "gus"}, {"hux", "hux"},
    {"kor", "kor"}, {"lex", "lex"},   {"nus", "nus"}, {"pex", "pex"},
    {"rus", "rus"}, {"sta", "sta"},   {"tis", "tis"}, {"vus", "vus"},
    {"wix", "wix"}, {"xia", "xia"},   {"zor", "zor"}, {"fus", "fus"}};

constexpr int64_t kWords = std::ssize(kFirst) * std::ssize(kSecond) *
                           std::ssize(kThird) * std::ssize(kLast);
// Shares no factor with kWords (2 and 3 only), so stepping by it visits every
// word once.
constexpr int64_t kStride = 611'953;
static_assert(kStride % 2 != 0 && kStride % 3 != 0);
static_assert(kWords == 24 * 32 * 32 * 48);

struct Trade {
  std::string_view of;  // family or sector
  std::string_view id;
  std::string_view vi;
  std::string_view en;
};

constexpr Trade kTrades[] = {
    {"moulds_dies", "mould", "Khuôn mẫu", "Mould"},
    {"cnc_machining", "precision", "Cơ khí chính xác", "Precision"},
    {"stamping", "stamping", "Dập kim loại", "Stamping"},
    {"die_casting", "casting", "Đúc", "Casting"},
    {"casting", "casting", "Đúc", "Casting"},
    {"surface_treatment", "coating", "Xử lý bề mặt", "Surface Treatment"},
    {"fasteners", "fastener", "Bu lông", "Fastener"},
    {"wire_harness", "harness", "Dây điện", "Wiring"},
    {"wire_cable", "cable", "Dây cáp điện", "Cable"},
    {"rubber_moulding", "rubber", "Cao su", "Rubber"},
    {"rubber_hose", "rubber", "Cao su", "Rubber"},
    {"tyres", "rubber", "Cao su", "Rubber"},
    {"packaging", "packaging", "Bao bì", "Packaging"},
    {"dyeing_finishing", "dyeing", "Nhuộm", "Dyeing"},
    {"textile_accessories", "accessories", "Phụ liệu may", "Accessories"},
    {"footwear_components", "footwear", "Linh kiện giày",
     "Footwear Components"},
    {"leather", "leather", "Da thuộc", "Leather"},
    {"automation_equipment", "automation", "Tự động hóa", "Automation"},
    {"metal", "mechanical", "Cơ khí", "Mechanical"},
    {"electronics", "electronics", "Điện tử", "Electronics"},
    {"plastic_rubber", "plastics", "Nhựa", "Plastics"},
    {"textile", "textile", "Dệt", "Textile"},
    {"hightech", "hi-tech", "Công nghệ cao", "Hi-Tech"}};

struct Form {
  std::string_view vi;
  std::string_view en;
};
constexpr Form kLimitedCompany = {"Công ty TNHH", "Co., Ltd"};
constexpr Form kJointStockCompany = {"Công ty Cổ phần", "JSC"};
constexpr Form kCooperative = {"Hợp tác xã", "Cooperative"};
// 70 % limited companies, 28 % joint-stock companies, 2 % cooperatives.
constexpr int kLimited = 700;
constexpr int kNotCooperative = 980;

const Trade& TradeOf(std::string_view family, std::string_view sector) {
  for (const Trade& trade : kTrades) {
    if (trade.of == family) return trade;
  }
  for (const Trade& trade : kTrades) {
    if (trade.of == sector) return trade;
  }
  return kTrades[std::ssize(kTrades) - 1];
}

std::string LowerCase(std::string_view ascii) {
  std::string lower(ascii);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace

int64_t FirmNameCount() { return kWords; }

bool IsCooperative(int form) { return form >= kNotCooperative; }

FirmName MakeFirmName(uint64_t seed, int64_t index, int form,
                      std::string_view family, std::string_view sector) {
  const int64_t start = static_cast<int64_t>(seed % uint64_t{kWords});
  int64_t word = (start + index * kStride) % kWords;
  const Syllable& first = kFirst[word % std::ssize(kFirst)];
  word /= std::ssize(kFirst);
  const Syllable& second = kSecond[word % std::ssize(kSecond)];
  word /= std::ssize(kSecond);
  const Syllable& third = kThird[word % std::ssize(kThird)];
  const Syllable& last = kLast[word / std::ssize(kThird)];

  const std::string plain = fmt::format("{}{}{}{}", first.plain, second.plain,
                                        third.plain, last.plain);
  const std::string accented =
      fmt::format("{}{}{}{}", first.accented, second.accented, third.accented,
                  last.accented);
  const Trade& trade = TradeOf(family, sector);
  const Form& legal = IsCooperative(form) ? kCooperative
                      : form < kLimited   ? kLimitedCompany
                                          : kJointStockCompany;
  return {fmt::format("{}-{}", LowerCase(plain), trade.id),
          fmt::format("{} {} {}", legal.vi, trade.vi, accented),
          fmt::format("{} {} {}", plain, trade.en, legal.en)};
}

}  // namespace ketnoi::generator
