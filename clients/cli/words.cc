#include "clients/cli/words.h"

#include <cstddef>
#include <iterator>

namespace ketnoi::cli {
namespace {

struct Entry {
  Word word;
  const char* english;
  const char* vietnamese;
};

// In the order of Word.
constexpr Entry kEntries[] = {
    {Word::kComposedMark, "composed", "minh họa"},
    {Word::kComposedNote,
     "This record is composed: made up for demonstrations.",
     "Hồ sơ minh họa: được tạo ra để trình diễn, không có thật."},
    {Word::kEligible, "eligible", "đạt"},
    {Word::kConditional, "conditional", "có điều kiện"},
    {Word::kIneligible, "ineligible", "không đạt"},
    {Word::kGate, "gate", "bắt buộc"},
    {Word::kAliases, "also called", "tên khác"},
    {Word::kAlone, "alone", "xét riêng"},
    {Word::kAttribute, "attribute", "thuộc tính"},
    {Word::kBestRow, "best row", "năng lực phù hợp nhất"},
    {Word::kBestSuppliers, "best suppliers, score %",
     "nhà cung cấp phù hợp nhất, điểm %"},
    {Word::kCapacityUse, "monthly capacity taken", "công suất tháng đã dùng"},
    {Word::kCarrier, "stated as", "nêu ở"},
    {Word::kCategories, "categories", "nhóm sản phẩm"},
    {Word::kCategory, "category", "nhóm sản phẩm"},
    {Word::kCertificates, "certificates", "chứng nhận"},
    {Word::kClass, "class", "loại"},
    {Word::kCode, "code", "mã"},
    {Word::kCodes, "codes", "các mã"},
    {Word::kComposed, "composed", "minh họa"},
    {Word::kConfirmed, "confirmed", "xác nhận"},
    {Word::kContribution, "adds", "điểm góp"},
    {Word::kConversion, "conversion", "cách quy đổi"},
    {Word::kCountry, "country", "nước"},
    {Word::kCreated, "created", "tạo mới"},
    {Word::kCriterion, "criterion", "tiêu chí"},
    {Word::kDifference, "difference", "chênh lệch"},
    {Word::kDimension, "dimension", "đại lượng"},
    {Word::kEdition, "edition", "phiên bản"},
    {Word::kEffectiveFrom, "in force from", "hiệu lực từ"},
    {Word::kEquivalents, "equivalents", "tương đương"},
    {Word::kField, "field", "trường"},
    {Word::kFile, "file", "tệp"},
    {Word::kFormerNames, "former provinces", "tỉnh cũ"},
    {Word::kGrades, "grades", "mác"},
    {Word::kGroup, "group", "nhóm"},
    {Word::kHash, "hash", "mã băm"},
    {Word::kId, "id", "mã"},
    {Word::kInOrder, "in order", "theo thứ tự"},
    {Word::kIndustries, "industries", "ngành"},
    {Word::kKind, "kind", "kiểu"},
    {Word::kLatitude, "latitude", "vĩ độ"},
    {Word::kLevel, "level", "cấp"},
    {Word::kLevels, "levels", "các mức"},
    {Word::kLine, "line", "dòng"},
    {Word::kLineCount, "lines", "số dòng"},
    {Word::kLongitude, "longitude", "kinh độ"},
    {Word::kMaxScore, "max score", "điểm tối đa"},
    {Word::kName, "name", "tên"},
    {Word::kOffered, "offered", "đáp ứng"},
    {Word::kOwner, "owner", "đơn vị quản lý"},
    {Word::kParent, "parent", "thuộc"},
    {Word::kPartNumber, "part number", "mã chi tiết"},
    {Word::kProvinces, "provinces", "tỉnh, thành"},
    {Word::kQuestion, "question", "câu hỏi"},
    {Word::kRadius, "radius km", "bán kính km"},
    {Word::kRank, "#", "#"},
    {Word::kReason, "reason", "lý do"},
    {Word::kSources, "sources, score %", "nguồn cung cấp, điểm %"},
    {Word::kRejected, "rejected", "bị từ chối"},
    {Word::kRelated, "related to", "liên quan"},
    {Word::kRequired, "required", "yêu cầu"},
    {Word::kRequirement, "requirement", "yêu cầu"},
    {Word::kRow, "row", "dòng"},
    {Word::kRule, "rule", "quy tắc"},
    {Word::kScoreInterval, "score %", "điểm %"},
    {Word::kStanding, "standing", "kết luận"},
    {Word::kState, "state", "trạng thái"},
    {Word::kSupplier, "supplier", "nhà cung cấp"},
    {Word::kTarget, "carried by", "mang bởi"},
    {Word::kTaxCode, "tax code", "mã số thuế"},
    {Word::kText, "text", "lời"},
    {Word::kTitle, "title", "tên gọi"},
    {Word::kUnchanged, "unchanged", "không đổi"},
    {Word::kUnit, "unit", "đơn vị"},
    {Word::kUnlocks, "unlocks", "mở được"},
    {Word::kUpdated, "updated", "cập nhật"},
    {Word::kValidTo, "valid to", "hạn đến"},
    {Word::kValue, "value", "giá trị"},
    {Word::kVersion, "version", "phiên bản"},
    {Word::kWaiting, "waiting", "đang chờ"},
    {Word::kWeight, "weight %", "trọng số %"},
    {Word::kRequirements, "requirements", "yêu cầu"},
    {Word::kInTheWay, "in the way", "điều còn thiếu"},
    {Word::kLever, "measure of support", "biện pháp hỗ trợ"},
    {Word::kCost, "cost", "chi phí"},
    {Word::kSuppliers, "suppliers", "nhà cung cấp"},
    {Word::kPairs, "pairs", "cặp"},
    {Word::kFirstSources, "first sources", "nguồn đầu tiên"},
    {Word::kGainsMost, "gain most", "được nhiều nhất"},
    {Word::kStep, "step", "bước"},
    {Word::kAdds, "adds", "thêm"},
    {Word::kInAll, "in all", "cộng dồn"},
    {Word::kUnlocked, "unlocked", "mở được cho"},
    {Word::kCapabilities, "capabilities", "năng lực"},
    {Word::kPlantProvince, "province of the plant", "tỉnh của nhà máy"},
    {Word::kSupplierProvince, "province of the suppliers",
     "tỉnh của nhà cung cấp"},
    {Word::kAttendance, "attendance", "có mặt"},
    {Word::kBuyer, "buyer", "bên mua"},
    {Word::kBuyerTier, "buyer says", "bên mua nói"},
    {Word::kFixedSlot, "slot", "khung giờ"},
    {Word::kLanguages, "languages", "ngôn ngữ"},
    {Word::kParticipantType, "type", "loại"},
    {Word::kSide, "side", "bên"},
    {Word::kSupplierTier, "supplier says", "nhà cung cấp nói"},
    {Word::kTable, "table", "bàn"},
    {Word::kTimeZone, "time zone", "múi giờ"},
    {Word::kVenue, "venue", "địa điểm"},
    {Word::kWishSource, "source", "nguồn"},
    {Word::kAttempts, "attempts", "số lần gửi"},
    {Word::kDeadLetters, "dead letters", "thư hỏng"},
    {Word::kDisabled, "disabled", "đã tắt"},
    {Word::kFailures, "failures", "lần lỗi"},
    {Word::kGivenUp, "given up", "bỏ lúc"},
    {Word::kLastError, "last error", "lỗi gần nhất"},
    {Word::kPending, "pending", "đang chờ"},
    {Word::kUrl, "URL", "URL"},
    {Word::kBasis, "As of {} · criteria set {} (hash {}) · revision {}:{}",
     "Ngày xét {} · bộ tiêu chí {} (mã băm {}) · phiên bản dữ liệu {}:{}"},
    {Word::kBomTotals,
     "{} lines: {} with an eligible supplier · {} with conditional ones at "
     "best · {} with none · {} not ranked",
     "{} dòng: {} có nhà cung cấp đạt · {} chỉ có nhà cung cấp có điều kiện · "
     "{} không có nhà cung cấp nào · {} không xếp hạng được"},
    {Word::kPlanTotals,
     "{} lines: {} with all their sources · {} with some of them · {} without "
     "any · {} not ranked",
     "{} dòng: {} đủ nguồn cung cấp · {} mới có một phần · {} chưa có nguồn "
     "nào · {} không xếp hạng được"},
    {Word::kPlanSuppliers, "Suppliers used: {}; sources: {}.",
     "Số nhà cung cấp: {}; số nguồn: {}."},
    {Word::kPlanConditional,
     "Conditional sources (?): {}. Ask these suppliers before you rely on "
     "them.",
     "Nguồn có điều kiện (?): {}. Hãy hỏi lại các nhà cung cấp này trước khi "
     "dựa vào."},
    {Word::kPlanOptimal, "Proven: no plan is better.",
     "Đã chứng minh: không có phương án nào tốt hơn."},
    {Word::kPlanBounds,
     "No plan has more than {} complete lines; none like this one in all "
     "before has more than {} other sources, fewer than {} suppliers, or a "
     "higher sum of scores than {} (this one: {}).",
     "Không phương án nào đủ nguồn cho hơn {} dòng; không phương án nào bằng "
     "phương án này ở các mức trước mà có hơn {} nguồn khác, ít hơn {} nhà "
     "cung cấp, hay tổng điểm cao hơn {} (phương án này: {})."},
    {Word::kFewCandidates,
     "too few candidates: {} of {} suppliers in the category get past all "
     "gates{}",
     "quá ít ứng viên: {} trong {} nhà cung cấp cùng nhóm qua được mọi điều "
     "kiện{}"},
    {Word::kNoCandidates,
     "no candidate: {} of {} suppliers in the category get past all gates{}",
     "không có ứng viên: {} trong {} nhà cung cấp cùng nhóm qua được mọi điều "
     "kiện{}"},
    {Word::kNoneEligible,
     "nobody is eligible: {} of {} suppliers in the category are conditional{}",
     "không ai đạt: {} trong {} nhà cung cấp cùng nhóm là có điều kiện{}"},
    {Word::kCapacityTaken,
     "other lines have taken the capacity of its candidates",
     "các dòng khác đã dùng hết công suất của ứng viên"},
    {Word::kSupplierLimit, "a candidate already makes as many lines as it may",
     "ứng viên đã nhận đủ số dòng tối đa"},
    {Word::kCapacityTooSmall,
     "not even this line alone fits into the free capacity",
     "chỉ riêng dòng này cũng vượt công suất còn trống"},
    {Word::kBrokenOff,
     "Broken off: {} records were acknowledged. Running the import again is "
     "safe: records that are there already are \"unchanged\".",
     "Bị ngắt giữa chừng: {} hồ sơ đã được xác nhận. Chạy lại lệnh import là "
     "an toàn: hồ sơ đã có sẽ là \"không đổi\"."},
    {Word::kCatalogueChanged,
     "The catalogue changed while the pages were read.",
     "Danh mục đã thay đổi trong khi đọc các trang."},
    {Word::kChanges, "What would lift it:", "Cần thay đổi:"},
    {Word::kDeleted, "Deleted {}.", "Đã xóa {}."},
    {Word::kWouldBeDeleted, "{} would be deleted; nothing was written.",
     "{} sẽ bị xóa; chưa ghi gì."},
    {Word::kDryRun, "Dry run: nothing was written.", "Chạy thử: chưa ghi gì."},
    {Word::kExported, "{} records in {}.", "{} hồ sơ trong {}."},
    {Word::kFunnel,
     "{} suppliers have something in the category; {} of them miss no gate. "
     "Suppliers that each gate keeps out:",
     "{} nhà cung cấp có năng lực trong nhóm; {} không vướng điều kiện bắt "
     "buộc "
     "nào. Số nhà cung cấp bị từng điều kiện bắt buộc loại:"},
    {Word::kLineTooLong,
     "{}: the line is longer than the {} bytes that import takes.",
     "{}: dòng dài quá {} byte, lệnh import không nhận."},
    {Word::kMoreProblems, "… and {} more; --errors FILE keeps all of them",
     "… và {} lỗi nữa; --errors FILE ghi lại tất cả"},
    {Word::kMoreProblemsInFile, "… and {} more, all in {}",
     "… và {} lỗi nữa, tất cả trong {}"},
    {Word::kNearMisses, "Near misses:", "Gần đạt:"},
    {Word::kNoNearMisses, "No supplier misses so few gates.",
     "Không có nhà cung cấp nào chỉ vướng chừng ấy điều kiện bắt buộc."},
    {Word::kNoResults, "No supplier with the standings asked for.",
     "Không có nhà cung cấp nào thuộc các kết luận đã chọn."},
    {Word::kNoGaps, "Nothing in this scope.", "Không có gì trong phạm vi này."},
    {Word::kNotReached,
     "Is ketnoi-server running at {}? --address says where it is.",
     "ketnoi-server có đang chạy tại {} không? Dùng --address để chỉ nơi."},
    {Word::kNotWritten, "the output could not be written to the end",
     "không ghi được hết kết quả"},
    {Word::kNothingInTheWay, "Nothing is in the way: every gate is met.",
     "Không vướng gì: mọi điều kiện bắt buộc đều đạt."},
    {Word::kNothingLifts,
     "No change that is known lifts the supplier; in the way: {}",
     "Chưa có thay đổi nào giúp cải thiện kết luận; còn vướng: {}"},
    {Word::kProgress, "{} rows, {}/s", "{} dòng, {}/giây"},
    {Word::kQuestions,
     "Questions to ask the supplier:", "Câu hỏi cần hỏi nhà cung cấp:"},
    {Word::kQuestionTotals,
     "{} of {} questions; {} requirements wait for an answer. \"unlocks\": for "
     "so many this answer alone is missing.",
     "{} trên {} câu hỏi; {} yêu cầu chờ câu trả lời. \"mở được\": số yêu cầu "
     "chỉ còn thiếu câu trả lời này."},
    {Word::kShownOf, "{} of {}", "{} trên tổng số {}"},
    {Word::kTotals,
     "eligible {} · conditional {} · ineligible {} · outside the category {}",
     "đạt {} · có điều kiện {} · không đạt {} · ngoài nhóm sản phẩm {}"},
    {Word::kWithChange, "with all of that: {}", "khi đủ các điểm trên: {}"},
    {Word::kUnrankable,
     "{} open requirements cannot be ranked for anybody: their weights sum to "
     "zero, or their plant has no place.",
     "Có {} yêu cầu đang mở không thể xếp hạng cho ai: tổng trọng số bằng "
     "không, hoặc nhà máy của yêu cầu không có vị trí."},
    {Word::kGapScope, "As of {} · {} requirements · {} suppliers · revision {}",
     "Ngày {} · {} yêu cầu · {} nhà cung cấp · phiên bản {}"},
    {Word::kGapWeightless,
     "{} requirements state no volume in this unit: they are counted and weigh "
     "0",
     "{} yêu cầu không nêu sản lượng theo đơn vị này: được đếm và có trọng số "
     "0"},
    {Word::kGapPairTotals, "{} of {} pairs, which are of {} requirements",
     "{} trong {} cặp, thuộc {} yêu cầu"},
    {Word::kNoPlant, "no plant named", "không nêu nhà máy"},
    {Word::kNobody, "nobody", "chưa có ai"},
    {Word::kPortfolioTotals,
     "{} supports at a cost of {} unlock {} requirements (weight {}). All "
     "supports together would unlock a weight of {}.",
     "{} lượt hỗ trợ với chi phí {} mở được {} yêu cầu (trọng số {}). Mọi lượt "
     "hỗ trợ cộng lại mở được trọng số {}."},
    {Word::kPortfolioProven, "No portfolio within this budget unlocks more.",
     "Không danh mục nào trong ngân sách này mở được nhiều hơn."},
    {Word::kPortfolioGap,
     "No portfolio within this budget unlocks more than {}: a gap of {}.",
     "Không danh mục nào trong ngân sách này mở được quá {}: chênh lệch {}."},
    {Word::kCostNote,
     "Costs are assumed units that compare measures; they are not money.",
     "Chi phí là đơn vị giả định để so sánh biện pháp, không phải tiền."},
    {Word::kLeverFlips, "With it the supplier becomes eligible.",
     "Có biện pháp này, nhà cung cấp đạt."},
    {Word::kLeverFlipsNot, "With it the supplier does not become eligible.",
     "Có biện pháp này, nhà cung cấp không chuyển sang đạt."},
    {Word::kBefore, "As it is:", "Hiện nay:"},
    {Word::kAfter, "With the measure:", "Sau khi hỗ trợ:"},
    {Word::kCellHasComma,
     "has a decimal comma or a thousands separator: write digits with '.' as "
     "the point",
     "có dấu phẩy thập phân hoặc dấu phân cách hàng nghìn: hãy viết chữ số, "
     "phần thập phân sau dấu '.'"},
    {Word::kIdTooLong, "\"{}\" is too long for an id; give one",
     "\"{}\" quá dài để làm mã; hãy cho một mã"},
    {Word::kOfAnotherFair, "\"{}\" is not of {}", "\"{}\" không thuộc {}"},
    {Word::kCellIsEmpty, "is empty", "để trống"},
    {Word::kCellIsEmptyBeside, "is empty, but {} is not",
     "để trống, trong khi {} có giá trị"},
    {Word::kCellIsNoChoice, "is none of {}", "không thuộc các giá trị {}"},
    {Word::kCellIsNoComposition,
     "is not a composition: write cotton 60%; polyester 40%",
     "không phải thành phần: hãy viết cotton 60%; polyester 40%"},
    {Word::kCellIsNoCriterion, "is not a kind of criterion",
     "không phải kiểu tiêu chí"},
    {Word::kCellIsNoDimensions, "is not a list of sizes: write a x b x c",
     "không phải các kích thước: hãy viết a x b x c"},
    {Word::kCellIsNoFlag, "is neither true nor false",
     "không phải true hay false"},
    {Word::kCellIsNoKind,
     "is not a kind: use number, range, dimensions, flag, codes, composition "
     "or text",
     "không phải kiểu: hãy dùng number, range, dimensions, flag, codes, "
     "composition hoặc text"},
    {Word::kCellIsNoNumber,
     "is not a number: write digits with '.' as the point",
     "không phải số: hãy viết chữ số, phần thập phân sau dấu '.'"},
    {Word::kCellIsNoPlace, "is not a whole number from 1 on",
     "không phải số nguyên từ 1 trở lên"},
    {Word::kCellIsNoRange, "is not a range: write min..max, min.. or ..max",
     "không phải khoảng: hãy viết min..max, min.. hoặc ..max"},
    {Word::kCellIsNoWholeNumber, "is not a whole number",
     "không phải số nguyên"},
    {Word::kCellIsObject,
     "is an object; a cell is a text, a number, true, false or a list of these",
     "là đối tượng; một ô là chuỗi, số, true, false hoặc danh sách các giá trị "
     "đó"},
    {Word::kCellIsOfCodes, "only codes can have it", "chỉ mã mới có ô này"},
    {Word::kCellIsOfOtherKind, "a criterion of kind {} has no {}",
     "tiêu chí kiểu {} không có {}"},
    {Word::kCellStandsBeside, "cannot stand beside {}", "không thể đi cùng {}"},
    {Word::kMeant, "; did you mean \"{}\"?", "; có phải ý là \"{}\"?"},
    {Word::kNoCapability,
     "no row of capabilities.csv has this id for this supplier",
     "capabilities.csv không có dòng nào mang mã này của nhà cung cấp này"},
    {Word::kNoPart, "neither a part number nor a title is stated",
     "không nêu mã chi tiết, cũng không nêu tên"},
    {Word::kNoRecord, "no record has this id",
     "không có hồ sơ nào mang mã này"},
    {Word::kOtherCellCount, "the row has {} cells, the header {}",
     "dòng có {} ô, dòng tiêu đề có {}"},
    {Word::kWatchAllNeeded,
     "--requirements or --supplier is needed; --requirements buyers/- watches "
     "all",
     "cần --requirements hoặc --supplier; --requirements buyers/- là theo dõi "
     "tất cả"},
    {Word::kWatchFrom, "Watching from revision {}, {}.",
     "Theo dõi từ phiên bản {}, ngày {}."},
    {Word::kWatchNoPair, "not there", "không có"},
    {Word::kWatchPlace, "place {}", "hạng {}"},
    {Word::kWatchSupplier, "the supplier's record changed (revision {})",
     "hồ sơ nhà cung cấp thay đổi (phiên bản {})"},
    {Word::kWatchRequirement, "the requirement changed (revision {})",
     "yêu cầu thay đổi (phiên bản {})"},
    {Word::kWatchBuyer, "the buyer's plant changed (revision {})",
     "nhà máy của người mua thay đổi (phiên bản {})"},
    {Word::kWatchCriteriaSet, "now {} is in force", "nay áp dụng {}"},
    {Word::kWatchDate, "the day: {}", "đến ngày {}"},
    {Word::kWatchOther, "because of {} (revision {})", "do {} (phiên bản {})"},
    {Word::kWatchResume, "To go on from here: --resume {}",
     "Để tiếp tục từ đây: --resume {}"},
    {Word::kAgenda, "Meeting agenda", "Lịch gặp gỡ"},
    {Word::kTablePlan, "Table plan", "Lịch theo bàn"},
    {Word::kMeetingGrid, "All meetings", "Toàn bộ lịch gặp"},
    {Word::kTableSigns, "Table signs", "Biển tên bàn"},
    {Word::kAttendanceSheet, "Attendance", "Danh sách điểm danh"},
    {Word::kChangeList, "Changes of the agendas", "Thay đổi lịch gặp"},
    {Word::kFairReport, "Report of the schedule", "Báo cáo lịch gặp"},
    {Word::kArea, "area", "khu"},
    {Word::kPartner, "partner", "đối tác"},
    {Word::kInterpreter, "interpreter", "phiên dịch"},
    {Word::kMeetingStatus, "status", "tình trạng"},
    {Word::kOrganization, "organisation", "đơn vị"},
    {Word::kParticipant, "participant", "bên tham gia"},
    {Word::kTimeOfDay, "time", "giờ"},
    {Word::kMeetingCount, "meetings", "số cuộc gặp"},
    {Word::kFirstMeeting, "first meeting", "cuộc gặp đầu"},
    {Word::kPresent, "present", "có mặt"},
    {Word::kSignature, "signature", "chữ ký"},
    {Word::kStateDraft, "draft", "bản nháp"},
    {Word::kStateReviewed, "reviewed", "đã xem xét"},
    {Word::kStatePublished, "published", "đã công bố"},
    {Word::kAttendanceExpected, "expected", "sẽ đến"},
    {Word::kAttendanceArrived, "arrived", "đã đến"},
    {Word::kMeetingPlanned, "planned", "dự kiến"},
    {Word::kMeetingHeld, "held", "đã gặp"},
    {Word::kMeetingNoShow, "no-show", "vắng mặt"},
    {Word::kMeetingCancelled, "cancelled", "đã hủy"},
    {Word::kOutcomeNone, "none", "không"},
    {Word::kOutcomeSample, "sample", "hàng mẫu"},
    {Word::kOutcomeAudit, "audit", "đánh giá"},
    {Word::kOutcomeOrder, "order", "đơn hàng"},
    {Word::kWishMustMeet, "must meet", "phải gặp"},
    {Word::kWishMeet, "meet", "muốn gặp"},
    {Word::kWishNoThanks, "no thanks", "từ chối"},
    {Word::kWishAsked, "asked for", "được đề nghị"},
    {Word::kWishRanking, "ranking", "xếp hạng"},
    {Word::kWishBom, "BOM", "BOM"},
    {Word::kChangeNew, "new", "mới"},
    {Word::kChangeMoved, "moved", "đổi"},
    {Word::kChangeDropped, "cancelled", "hủy"},
    {Word::kChangeFrom, "before", "trước đây"},
    {Word::kChangeTo, "now", "bây giờ"},
    {Word::kMonday, "Monday", "Thứ Hai"},
    {Word::kTuesday, "Tuesday", "Thứ Ba"},
    {Word::kWednesday, "Wednesday", "Thứ Tư"},
    {Word::kThursday, "Thursday", "Thứ Năm"},
    {Word::kFriday, "Friday", "Thứ Sáu"},
    {Word::kSaturday, "Saturday", "Thứ Bảy"},
    {Word::kSunday, "Sunday", "Chủ Nhật"},
    {Word::kNoMeetings, "No meetings.", "Không có cuộc gặp nào."},
    {Word::kNobodyToTell, "Nobody has to be told anything.",
     "Không cần báo cho ai."},
    {Word::kToTell, "To be told: {}. Meetings: {} new, {} moved, {} cancelled.",
     "Cần báo: {}. Cuộc gặp: {} mới, {} đổi, {} hủy."},
    {Word::kPrintedAt, "Printed {} ({})", "In lúc {} ({})"},
    {Word::kScheduleNumber, "schedule {}", "lịch phiên bản {}"},
    {Word::kScheduleDraft, "draft, may still change",
     "bản nháp, còn có thể thay đổi"},
    {Word::kFairGoal, "goal", "mục tiêu"},
    {Word::kAchieved, "achieved", "đạt được"},
    {Word::kBound, "bound", "cận"},
    {Word::kGapToBound, "gap %", "khoảng cách %"},
    {Word::kProven, "proven", "đã chứng minh"},
    {Word::kGoalMustHaves, "must-have meetings", "cuộc gặp bắt buộc"},
    {Word::kGoalValue, "total value", "tổng giá trị"},
    {Word::kGoalFloors, "meetings short of floors",
     "số cuộc gặp thiếu so với mức sàn"},
    {Word::kGoalBreaks, "breaks", "khoảng nghỉ giữa chừng"},
    {Word::kGoalAreaMoves, "moves between areas", "lần chuyển khu"},
    {Word::kGoalTableMoves, "moves between tables", "lần chuyển bàn"},
    {Word::kParticipants, "participants", "số bên tham gia"},
    {Word::kFewest, "fewest", "ít nhất"},
    {Word::kMiddle, "median", "trung vị"},
    {Word::kMost, "most", "nhiều nhất"},
    {Word::kWithoutMeeting, "without any", "không có cuộc nào"},
    {Word::kBreaks, "breaks", "khoảng nghỉ"},
    {Word::kIdleSlots, "idle slots", "lượt chờ"},
    {Word::kTableUse, "Tables in use", "Bàn được dùng"},
    {Word::kFairSlot, "slot", "lượt"},
    {Word::kTaken, "taken", "đã dùng"},
    {Word::kFree, "free", "còn trống"},
    {Word::kPerCent, "%", "%"},
    {Word::kLeftOutWishes, "Wishes left out", "Nguyện vọng không được xếp"},
    {Word::kLeftOutReasons, "Why wishes are left out",
     "Vì sao nguyện vọng không được xếp"},
    {Word::kHowMany, "number", "số lượng"},
    {Word::kWish, "wish", "nguyện vọng"},
    {Word::kFloor, "floor", "mức sàn"},
    {Word::kFloorsFailed, "Floors that are not met", "Mức sàn không đạt"},
    {Word::kLeftOutForbidden, "a side said no", "một bên từ chối"},
    {Word::kLeftOutTypes, "types that do not meet",
     "hai loại không được gặp nhau"},
    {Word::kLeftOutNotAttending, "a side does not come", "một bên không đến"},
    {Word::kLeftOutCircle, "wishes after each other in a circle",
     "thứ tự nguyện vọng quay vòng"},
    {Word::kLeftOutNoCommonSlot, "no common slot", "không có lượt chung"},
    {Word::kLeftOutNoTable, "no suitable table", "không có bàn phù hợp"},
    {Word::kLeftOutNoInterpreter, "no suitable interpreter",
     "không có phiên dịch phù hợp"},
    {Word::kLeftOutFixedTaken, "fixed slot or table taken",
     "lượt hoặc bàn cố định đã có người"},
    {Word::kLeftOutBuyerFull, "buyer full", "bên mua đã đủ cuộc gặp"},
    {Word::kLeftOutSupplierFull, "supplier full",
     "nhà cung cấp đã đủ cuộc gặp"},
    {Word::kLeftOutNoFreeSlot, "no slot in which both are free",
     "không còn lượt cả hai cùng rảnh"},
    {Word::kLeftOutNoFreeTable, "no free table", "không còn bàn trống"},
    {Word::kLeftOutNoFreeInterpreter, "no free interpreter",
     "không còn phiên dịch rảnh"},
    {Word::kLeftOutOrder, "no place in its order",
     "không có chỗ theo đúng thứ tự"},
    {Word::kLeftOutRest, "lunch or too many in a row",
     "vướng giờ ăn trưa hoặc quá nhiều cuộc liền nhau"},
    {Word::kLeftOutOutweighed, "costs more than it brings", "được ít hơn mất"},
    {Word::kLeftOutCancelled, "its meeting was cancelled",
     "cuộc gặp đã bị hủy"},
    {Word::kLeftOutFixedCollides, "other fixed meetings come first",
     "nhường cuộc gặp cố định khác"},
    {Word::kFloorFewWishes, "too few wishes", "quá ít nguyện vọng"},
    {Word::kFloorFewSlots, "there for too few slots", "có mặt quá ít lượt"},
    {Word::kFloorPartnersFull, "partners full", "đối tác đã đủ cuộc gặp"},
    {Word::kFloorVenueFull, "too few tables or interpreters",
     "thiếu bàn hoặc phiên dịch"},
    {Word::kFloorGoalBefore, "a goal that comes before",
     "vướng mục tiêu đứng trước"},
    {Word::kMoreRows, "{} more: --output csv or json has all.",
     "Còn {} dòng: --output csv hoặc json có đủ."},
    {Word::kFormsWritten, "{} files in {}.", "{} tệp trong {}."},
    {Word::kSuggestion, "Suggestion", "Đề xuất"},
    {Word::kNewWish, "new", "mới"},
    {Word::kChangedWish, "changes a wish", "sửa nguyện vọng đã có"},
    {Word::kSameWish, "is there already", "đã có"},
    {Word::kByFloor, "for the floor", "nhờ mức sàn"},
    {Word::kValueBound, "Value at most", "Giá trị tối đa"},
    {Word::kFloorCost, "Cost in value", "Giá trị mất đi"},
    {Word::kFloorMissing, "Meetings missing", "Số cuộc gặp còn thiếu"},
    {Word::kSuggestionTotals,
     "{} buyers who seek something, {} suppliers: {} pairs match.",
     "{} bên mua có nhu cầu, {} nhà cung cấp: {} cặp phù hợp."},
    {Word::kSuggestionLeftOut,
     "Suggested: {}, of them {} for the exposure floor. Left out: {} for their "
     "score, {} as the buyer has enough, {} as the supplier has.",
     "Đề xuất: {}, trong đó {} nhờ mức sàn. Bỏ qua: {} vì điểm thấp, {} vì bên "
     "mua đã đủ, {} vì nhà cung cấp đã đủ."},
    {Word::kSuppliersWithoutMatch,
     "{} suppliers match nothing that is sought here: {}",
     "{} nhà cung cấp không hợp nhu cầu nào tại đây: {}"},
    {Word::kScheduleProgress,
     "value {} of at most {} (gap {} %), {} meetings, {} breaks, {} s",
     "giá trị {} trên tối đa {} (cách {} %), {} cuộc gặp, {} khoảng nghỉ, {} "
     "giây"},
    {Word::kScheduleWaiting, "others are being made; waiting",
     "đang chờ các lịch khác được lập"},
    {Word::kScheduleTotals, "{} ({}): {} meetings, {} wishes left out",
     "{} ({}): {} cuộc gặp, {} nguyện vọng không được xếp"},
    {Word::kSchedulePublished,
     "{} is published. Meetings: {} new, {} moved, {} cancelled.",
     "{} đã công bố. Cuộc gặp: {} mới, {} đổi, {} hủy."},
    {Word::kCompareTotals,
     "{} changes, of {} participants; printed agendas that differ: {}",
     "{} thay đổi, của {} bên tham gia; lịch đã in bị thay đổi: {}"},
    {Word::kSaidNoShow, "{} is noted as a no-show.", "Đã ghi {} là vắng mặt."},
    {Word::kSaidLate, "{} is noted to come at {}.", "Đã ghi {} đến lúc {}."},
    {Word::kSaidTableOut, "Table {} is out of use in {} slots to come.",
     "Bàn {} ngừng dùng trong {} lượt sắp tới."},
    {Word::kChange, "change", "thay đổi"},
    {Word::kReplanTotals,
     "Schedule {} from {} as of {}: {} meetings, of which {} have begun or "
     "were held; value {} (printed {}, at most {}).",
     "Lịch {} lập từ {}, lúc {}: {} cuộc gặp, trong đó {} đã bắt đầu hoặc đã "
     "diễn ra; giá trị {} (bản đã in {}, tối đa {})."},
    {Word::kReplanNobody, "Nobody needs to be told anything.",
     "Không cần báo cho ai."},
    {Word::kReplanTold, "To be told that what was printed changes: {}",
     "Phải báo vì lịch đã in thay đổi: {}"},
    {Word::kReplanOnlyMore, "To be told of further meetings only: {}",
     "Chỉ báo thêm cuộc gặp mới: {}"},
    {Word::kReplanOtherInterpreter,
     "To be told of another interpreter only: {}",
     "Chỉ báo đổi phiên dịch: {}"},
    {Word::kReplanInterpreters, "Interpreters to be told: {}",
     "Phiên dịch phải báo: {}"},
    {Word::kReplanDraft,
     "It is a draft: what is published stays until version {} is published.",
     "Đây là bản nháp: lịch đã công bố giữ nguyên cho đến khi công bố phiên "
     "bản {}."},
    {Word::kReplanPublished, "Schedule {} is published.",
     "Đã công bố lịch {}."},
    {Word::kOverview,
     "ketnoi: matches suppliers with what buyers require, and says why.",
     "ketnoi: kết nối nhà cung cấp với yêu cầu của người mua, kèm lý do."},
    {Word::kUsage, "Usage", "Cách dùng"},
    {Word::kUsageLine, "COMMAND [OPERANDS] [OPTIONS]",
     "LỆNH [ĐỐI SỐ] [TÙY CHỌN]"},
    {Word::kCommands, "Commands", "Các lệnh"},
    {Word::kOptions, "Options", "Tùy chọn"},
    {Word::kGlobalOptions, "Options of every command", "Tùy chọn chung"},
    {Word::kExamples, "Examples", "Ví dụ"},
    {Word::kMoreHelp, "ketnoi help COMMAND tells more, with examples.",
     "ketnoi help LỆNH cho biết thêm, kèm ví dụ."},
    {Word::kCommandImport,
     "Imports records from JSON Lines or CSV files and reports every row that "
     "was rejected. A row replaces the record with its id, all of it, unless "
     "--merge.",
     "Nhập hồ sơ từ tệp JSON Lines hoặc CSV và báo từng dòng bị từ chối. Mỗi "
     "dòng thay toàn bộ hồ sơ cùng mã, trừ khi dùng --merge."},
    {Word::kCommandExport,
     "Writes every record of a kind as JSON Lines, one per line, as import "
     "takes them.",
     "Ghi mọi hồ sơ của một loại ra JSON Lines, mỗi dòng một hồ sơ, đúng dạng "
     "mà import nhận."},
    {Word::kCommandGet,
     "Shows one supplier, buyer, requirement, bill of materials or criteria "
     "set.",
     "Xem một nhà cung cấp, người mua, yêu cầu, bảng vật tư hoặc bộ tiêu chí."},
    {Word::kCommandList,
     "Lists suppliers, buyers, requirements or bills of materials.",
     "Liệt kê nhà cung cấp, người mua, yêu cầu hoặc bảng vật tư."},
    {Word::kCommandRank,
     "Ranks the suppliers against a requirement: standing, score and the "
     "interval in which the score lies once every open question is answered.",
     "Xếp hạng nhà cung cấp theo một yêu cầu: kết luận, điểm và khoảng điểm "
     "khi mọi câu hỏi còn bỏ ngỏ được trả lời."},
    {Word::kCommandBom,
     "Ranks the suppliers for every line of a bill of materials (rank), or "
     "plans who makes which line with few suppliers (plan); all as of one "
     "revision.",
     "Xếp hạng nhà cung cấp cho mọi dòng của một bảng vật tư (BOM) (rank), "
     "hoặc "
     "lập phương án ai làm dòng nào với ít nhà cung cấp (plan); tất cả theo "
     "cùng một phiên bản dữ liệu."},
    {Word::kCommandExplain,
     "Judges one supplier for one requirement, criterion by criterion, and "
     "lists what to ask.",
     "Xét một nhà cung cấp theo một yêu cầu, từng tiêu chí, và liệt kê điều "
     "cần hỏi."},
    {Word::kCommandWhyNot,
     "Says why suppliers are not in a ranking: how many each gate keeps out, "
     "who misses few gates and what would lift them, and which gates to give "
     "up "
     "so that more get in. With a supplier, what would lift that one.",
     "Cho biết vì sao nhà cung cấp không có trong bảng xếp hạng: mỗi điều kiện "
     "bắt buộc loại bao nhiêu, ai gần đạt và cần thay đổi gì, bỏ điều kiện nào "
     "thì có thêm nhà cung cấp. Kèm một nhà cung cấp: cần gì để nơi đó đạt."},
    {Word::kCommandCompare,
     "Says, criterion by criterion, why one of two suppliers ranks above the "
     "other.",
     "Cho biết, theo từng tiêu chí, vì sao một trong hai nhà cung cấp xếp "
     "trên."},
    {Word::kCommandRequirementsFor,
     "Ranks the open requirements for a supplier: which it could serve, how "
     "well, and what is still to ask.",
     "Xếp hạng các yêu cầu đang mở cho một nhà cung cấp: có thể đáp ứng yêu "
     "cầu nào, ở mức nào và còn cần hỏi gì."},
    {Word::kCommandQuestions,
     "What to ask: of a supplier, what its record leaves open and how many "
     "open "
     "requirements wait for it; of a requirement, what to ask each conditional "
     "supplier.",
     "Cần hỏi gì: với nhà cung cấp, những điều hồ sơ còn bỏ ngỏ và bao nhiêu "
     "yêu cầu đang mở chờ câu trả lời; với yêu cầu, cần hỏi gì ở từng nhà cung "
     "cấp có điều kiện."},
    {Word::kCommandWatch,
     "Tells, as it happens, when a supplier becomes or ceases to be one that "
     "could serve a requirement, and why. Ctrl-C ends it; it then says how to "
     "go on from there.",
     "Báo ngay khi một nhà cung cấp bắt đầu hoặc thôi đáp ứng được một yêu "
     "cầu, kèm lý do. Ctrl-C để kết thúc; khi đó có cách tiếp tục từ chỗ đang "
     "dừng."},
    {Word::kCommandGaps,
     "Shows what nobody can make, which support would help most, and "
     "portfolios "
     "of it.",
     "Xem chỗ nào chưa có ai làm được, hỗ trợ gì có ích nhất và danh mục hỗ "
     "trợ."},
    {Word::kCommandFair,
     "Fairs: their times, tables and rules, who comes, and who wishes to meet "
     "whom; schedules of their meetings, and what came of them. NAME is FAIR, "
     "FAIR/participants/ID, FAIR/wishes/ID, FAIR/schedules/NUMBER or "
     "FAIR/meetings/ID.",
     "Hội chợ: thời gian, bàn và quy tắc, ai tham gia và ai muốn gặp ai; lịch "
     "gặp và kết quả các cuộc gặp. NAME là FAIR, FAIR/participants/ID, "
     "FAIR/wishes/ID, FAIR/schedules/NUMBER hoặc FAIR/meetings/ID."},
    {Word::kCommandWebhook,
     "Webhooks: where the server sends what happens to watched pairs. create "
     "prints the secret that signs the messages, this once; dead-letters lists "
     "messages that were given up, retry sends one again, drop deletes one, "
     "ping sends a test.",
     "Webhook: nơi máy chủ gửi những gì xảy ra với các cặp được theo dõi. "
     "create in khóa bí mật ký thông điệp, chỉ một lần này; dead-letters liệt "
     "kê thông điệp đã bỏ, retry gửi lại một thông điệp, drop xóa một thông "
     "điệp, ping gửi thử."},
    {Word::kCommandReference,
     "Lists reference data: the ids that records and requirements use.",
     "Liệt kê dữ liệu tham chiếu: các mã mà hồ sơ và yêu cầu sử dụng."},
    {Word::kCommandDelete,
     "Deletes one supplier, buyer, requirement or bill of materials.",
     "Xóa một nhà cung cấp, người mua, yêu cầu hoặc bảng vật tư."},
    {Word::kCommandVersion, "Shows the version of this program.",
     "Cho biết phiên bản chương trình."},
    {Word::kCommandHelp, "Explains the commands.", "Giải thích các lệnh."},
    {Word::kOptionAddress,
     "Where ketnoi-server listens. Default: KETNOI_ADDRESS, else "
     "127.0.0.1:7077.",
     "Nơi ketnoi-server lắng nghe. Mặc định: KETNOI_ADDRESS, nếu không có thì "
     "127.0.0.1:7077."},
    {Word::kOptionTimeout,
     "Limit of each call, such as 10s or 500ms; for imports the longest wait "
     "for an answer. Default: 10s.",
     "Giới hạn mỗi lần gọi, như 10s hoặc 500ms; khi nhập là thời gian chờ trả "
     "lời lâu nhất. Mặc định: 10s."},
    {Word::kOptionOutput, "Form of the output. Default: table.",
     "Dạng kết quả. Mặc định: table."},
    {Word::kOptionLang,
     "Language of words and reasons. Default: that of LANG, else en.",
     "Ngôn ngữ của lời và lý do. Mặc định: theo LANG, nếu không có thì en."},
    {Word::kOptionNoColor, "No colours, even on a terminal.",
     "Không dùng màu, kể cả trên màn hình lệnh."},
    {Word::kOptionHelp, "Shows this help.", "Hiện phần trợ giúp này."},
    {Word::kOptionFormat, "Format of the files. Default: what their names say.",
     "Định dạng tệp. Mặc định: theo tên tệp."},
    {Word::kOptionDryRun, "Checks everything, writes nothing.",
     "Kiểm tra mọi thứ, không ghi gì."},
    {Word::kOptionMerge,
     "Replaces only what a record states: single values one by one, a list as "
     "a whole.",
     "Chỉ thay những gì hồ sơ có nêu: từng giá trị đơn lẻ một, còn danh sách "
     "thì thay cả danh sách."},
    {Word::kOptionErrors,
     "Writes every problem to this file: JSON Lines if it ends with .json or "
     ".jsonl, else CSV.",
     "Ghi mọi lỗi vào tệp này: JSON Lines nếu tên kết thúc bằng .json hoặc "
     ".jsonl, nếu không thì CSV."},
    {Word::kOptionBom,
     "import bom: the bill of materials that the lines are of; it is made if "
     "there is none.",
     "import bom: bảng vật tư chứa các dòng; nếu chưa có thì được tạo mới."},
    {Word::kOptionBomTitle,
     "import bom: its title, in the language of --lang. Default of a new one: "
     "its id.",
     "import bom: tên bảng, theo ngôn ngữ của --lang. Mặc định khi tạo mới: mã "
     "của bảng."},
    {Word::kOptionMap,
     "import bom: the column of the import format that a column of the file "
     "is; HEADER= leaves one out. May be given several times.",
     "import bom: cột của tệp ứng với cột nào của định dạng nhập; HEADER= thì "
     "bỏ qua cột đó. Có thể dùng nhiều lần."},
    {Word::kOptionPlant,
     "import bom: the plant that lines are delivered to, unless they name one.",
     "import bom: nhà máy nhận hàng của các dòng không nêu nhà máy."},
    {Word::kOptionComposed,
     "import bom: marks the bill and its lines as made up for demonstrations.",
     "import bom: đánh dấu bảng và các dòng là minh họa, không có thật."},
    {Word::kOptionContacts, "Contacts too: personal data.",
     "Cả người liên hệ: dữ liệu cá nhân."},
    {Word::kOptionExportFile,
     "Writes to this file, which is there only when all of it is.",
     "Ghi vào tệp này; tệp chỉ xuất hiện khi đã ghi xong."},
    {Word::kOptionFilter,
     "Conditions joined by AND: category = \"stamping\" AND province != "
     "\"01\". Fields of suppliers: category, province, certificate, process, "
     "material, ownership, composed, tax_code; of requirements: category, "
     "state, composed, part_number, bom; of buyers: country_code, province, "
     "industry, composed, tax_code; of boms: composed.",
     "Các điều kiện nối bằng AND: category = \"stamping\" AND province != "
     "\"01\". Trường của suppliers: category, province, certificate, process, "
     "material, ownership, composed, tax_code; của requirements: category, "
     "state, composed, part_number, bom; của buyers: country_code, province, "
     "industry, composed, tax_code; của boms: composed."},
    {Word::kOptionQuery,
     "Words in names, titles or tax codes, with or without accents.",
     "Từ trong tên, tiêu đề hoặc mã số thuế, có dấu hay không dấu đều được."},
    {Word::kOptionParent,
     "Only the requirements or bills of materials of this buyer.",
     "Chỉ các yêu cầu hoặc bảng vật tư của người mua này."},
    {Word::kOptionPageSize, "Records per call, 1 to 1000. Default: 1000.",
     "Số hồ sơ mỗi lần gọi, 1 đến 1000. Mặc định: 1000."},
    {Word::kOptionLimit,
     "Most records or results. Default: 50; of rankings: 20; bom rank, of each "
     "line: 5.",
     "Số hồ sơ hoặc kết quả nhiều nhất. Mặc định: 50; xếp hạng: 20; bom rank, "
     "mỗi dòng: 5."},
    {Word::kOptionSources,
     "Of bom plan: how many suppliers each line is to have, 1 to 16. Default: "
     "1.",
     "Của bom plan: mỗi dòng cần bao nhiêu nhà cung cấp, 1 đến 16. Mặc định: "
     "1."},
    {Word::kOptionLineSources,
     "The same for one line, by its requirement's name or id; may be repeated.",
     "Như trên cho một dòng, theo tên hoặc mã của yêu cầu; có thể lặp lại."},
    {Word::kOptionShare,
     "Of bom plan: no supplier makes more than so many per cent of the "
     "sources.",
     "Của bom plan: không nhà cung cấp nào nhận quá số phần trăm này của các "
     "nguồn."},
    {Word::kOptionMostLines,
     "Of bom plan: no supplier makes more lines than this.",
     "Của bom plan: không nhà cung cấp nào nhận nhiều dòng hơn số này."},
    {Word::kOptionCandidates,
     "Of bom plan: how many of the best suppliers of a line it may choose "
     "from, at most 100. Default: 50.",
     "Của bom plan: chọn trong bao nhiêu nhà cung cấp tốt nhất của mỗi dòng, "
     "nhiều nhất 100. Mặc định: 50."},
    {Word::kOptionEligibleOnly,
     "Of bom plan: only eligible suppliers; otherwise conditional ones fill "
     "what is missing.",
     "Của bom plan: chỉ nhà cung cấp đạt; nếu không, nhà cung cấp có điều kiện "
     "bù phần còn thiếu."},
    {Word::kOptionAll, "All records.", "Tất cả hồ sơ."},
    {Word::kOptionRequirementFile,
     "The requirement, in JSON, instead of a stored one's name.",
     "Yêu cầu ở dạng JSON, thay cho tên một yêu cầu đã lưu."},
    {Word::kOptionAsOf,
     "The day on which certificates are judged, as 2026-12-31. Default: today "
     "in Vietnam.",
     "Ngày xét chứng nhận, như 2026-12-31. Mặc định: hôm nay theo giờ Việt "
     "Nam."},
    {Word::kOptionWeights,
     "Weights by criterion key, 0 to 1000000, in place of the requirement's.",
     "Trọng số theo khóa tiêu chí, 0 đến 1000000, thay cho của yêu cầu."},
    {Word::kOptionCriteriaSet, "The criteria set. Default: the server's.",
     "Bộ tiêu chí. Mặc định: của máy chủ."},
    {Word::kOptionStanding, "Standings to show. Default: eligible,conditional.",
     "Các kết luận cần xem. Mặc định: eligible,conditional."},
    {Word::kOptionDetails, "Shows every criterion of every result.",
     "Hiện mọi tiêu chí của từng kết quả."},
    {Word::kOptionNearMissLimit, "Most near misses, 0 to 100. Default: 10.",
     "Số nhà cung cấp gần đạt nhiều nhất, 0 đến 100. Mặc định: 10."},
    {Word::kOptionMissed,
     "How many gates a near miss may miss, 1 to 7. Default: 2.",
     "Số điều kiện bắt buộc được phép vướng, 1 đến 7. Mặc định: 2."},
    {Word::kOptionLetIn,
     "How many suppliers giving up gates is to let in, 0 to 1000. Default: 5.",
     "Số nhà cung cấp muốn có thêm khi bỏ điều kiện bắt buộc, 0 đến 1000. Mặc "
     "định: 5."},
    {Word::kOptionCategory, "Only the attributes that hold for this category.",
     "Chỉ các thuộc tính của nhóm sản phẩm này."},
    {Word::kOptionBuyer, "Only requirements of this buyer.",
     "Chỉ yêu cầu của người mua này."},
    {Word::kOptionGapCategory, "Only this category and what is below it.",
     "Chỉ nhóm sản phẩm này và các nhóm con."},
    {Word::kOptionProvince,
     "Only requirements for a plant in this province (code).",
     "Chỉ yêu cầu cho nhà máy ở tỉnh này (mã)."},
    {Word::kOptionWeightUnit,
     "Weigh requirements by their monthly volume in this unit (1 each).",
     "Tính trọng số theo sản lượng tháng ở đơn vị này (mỗi yêu cầu là 1)."},
    {Word::kOptionBudget, "Most supports of the portfolio.",
     "Số lượt hỗ trợ nhiều nhất."},
    {Word::kOptionCost, "Most cost of the portfolio, in units.",
     "Tổng chi phí nhiều nhất, theo đơn vị."},
    {Word::kOptionAnySource,
     "Unlock any requirement, not only those without an eligible supplier.",
     "Tính mọi yêu cầu, không chỉ yêu cầu chưa có nhà cung cấp đạt."},
    {Word::kOptionLever,
     "Only this measure of support; may be given several times.",
     "Chỉ biện pháp hỗ trợ này; có thể nêu nhiều lần."},
    {Word::kOptionPairs,
     "Open a figure. map: none, one, two, more, conditional, no-candidate; "
     "levers: ID or ID+ID.",
     "Mở một con số. map: none, one, two, more, conditional, no-candidate; "
     "levers: ID hoặc ID+ID."},
    {Word::kOptionGate, "map --pairs none: only where this is in the way.",
     "map --pairs none: chỉ nơi còn thiếu điều này."},
    {Word::kOptionPairSupplier, "levers --pairs: only this supplier.",
     "levers --pairs: chỉ nhà cung cấp này."},
    {Word::kOptionFirstSources,
     "levers --pairs: only requirements without an eligible supplier.",
     "levers --pairs: chỉ yêu cầu chưa có nhà cung cấp đạt."},
    {Word::kOptionEtag, "Deletes only if this is still the record's etag.",
     "Chỉ xóa nếu đây vẫn là etag của hồ sơ."},
    {Word::kOptionForce, "Deletes the lines of a bill of materials with it.",
     "Xóa bảng vật tư cùng các dòng của nó."},
    {Word::kOptionWatchRequirements,
     "Whose requirements: one by its name or BUYER/REQUIREMENT, those of "
     "buyers/ID, or buyers/- for all.",
     "Yêu cầu nào: một yêu cầu theo tên hoặc BUYER/REQUIREMENT, của buyers/ID, "
     "hoặc buyers/- là tất cả."},
    {Word::kOptionWatchSupplier, "Only this supplier.",
     "Chỉ nhà cung cấp này."},
    {Word::kOptionFirst,
     "Also who comes among the first N or leaves them, up to 100: suppliers of "
     "each requirement; with --supplier, its requirements. Default: 0.",
     "Báo cả khi vào hoặc ra khỏi N hạng đầu, đến 100: nhà cung cấp của mỗi "
     "yêu cầu; với --supplier là các yêu cầu của nơi đó. Mặc định: 0."},
    {Word::kOptionResume,
     "Goes on where another watch of the same ended, with nothing missed.",
     "Tiếp tục từ chỗ lần theo dõi trước kết thúc, không sót gì."},
    {Word::kOptionFor, "Ends after so many seconds.",
     "Kết thúc sau từng ấy giây."},
    {Word::kOptionEvents,
     "Ends after the step in which so many events are reached: steps are "
     "printed whole, so there may be more.",
     "Kết thúc sau bước đạt từng ấy sự kiện: mỗi bước được in trọn vẹn nên có "
     "thể nhiều hơn."},
    {Word::kOptionFairFile,
     "create, update: the fair in JSON, all of it: what the file does not "
     "state is cleared.",
     "create, update: toàn bộ hội chợ ở dạng JSON; điều tệp không nêu sẽ bị "
     "xóa."},
    {Word::kOptionAttendance,
     "update of a participant: expected, arrived, no-show or cancelled.",
     "update một bên tham gia: expected (sẽ đến), arrived (đã đến), no-show "
     "(không đến) hoặc cancelled (đã hủy)."},
    {Word::kOptionFairMap,
     "import of CSV: our column that a column of the file is; HEADER= leaves "
     "one out. May be given several times.",
     "import từ CSV: cột của tệp ứng với cột nào của ta; HEADER= thì bỏ qua "
     "cột đó. Có thể dùng nhiều lần."},
    {Word::kOptionFairFilter,
     "list: conditions joined by AND. Fields of participants: side, type, "
     "supplier, buyer, attendance, table, seated, late_registration, composed; "
     "of wishes: buyer, supplier, buyer_tier, supplier_tier, source, "
     "fixed_slot, fixed_table, composed; of fairs: composed.",
     "list: các điều kiện nối bằng AND. Trường của bên tham gia: side, type, "
     "supplier, buyer, attendance, table, seated, late_registration, composed; "
     "của nguyện vọng: buyer, supplier, buyer_tier, supplier_tier, source, "
     "fixed_slot, fixed_table, composed; của hội chợ: composed."},
    {Word::kOptionFairForce,
     "delete: with everything below a fair, or with the wishes of a "
     "participant.",
     "delete: xóa cùng mọi thứ thuộc hội chợ, hoặc cùng các nguyện vọng của "
     "bên "
     "tham gia."},
    {Word::kOptionSeed,
     "schedule, replan: another number may find another schedule; the same "
     "one, "
     "the same.",
     "schedule, replan: số khác có thể cho lịch khác; cùng một số cho cùng một "
     "lịch."},
    {Word::kOptionEffort,
     "schedule, replan: how much is searched at most, in units of work; a "
     "second "
     "of a core is some 100,000,000.",
     "schedule, replan: khối lượng tìm kiếm tối đa, tính bằng đơn vị công; một "
     "giây "
     "của một nhân khoảng 100.000.000."},
    {Word::kOptionTimeLimit,
     "schedule: after so many seconds the best so far is taken.",
     "schedule: sau số giây này thì lấy lịch tốt nhất đã tìm được."},
    {Word::kOptionRequireFloors,
     "schedule: nothing is stored if a floor is not met.",
     "schedule: không lưu gì nếu có mức sàn không đạt."},
    {Word::kOptionAllMeetings,
     "schedule: every wish is to be held, with the fewest breaks.",
     "schedule: mọi nguyện vọng đều được gặp, với ít khoảng nghỉ nhất."},
    {Word::kOptionBreakDifference,
     "schedule --all-meetings: by how much the breaks of any two participants "
     "may differ.",
     "schedule --all-meetings: số khoảng nghỉ của hai bên bất kỳ được chênh "
     "lệch tối đa bao nhiêu."},
    {Word::kOptionScheduleNote,
     "schedule, replan, review, restore: what is to be said of the schedule; "
     "outcome: of the meeting.",
     "schedule, replan, review, restore: ghi chú về lịch; outcome: về cuộc "
     "gặp."},
    {Word::kOptionAllowOutdated,
     "publish: even if the fair was changed so that the schedule breaks its "
     "rules.",
     "publish: kể cả khi hội chợ đã thay đổi khiến lịch trái quy tắc."},
    {Word::kOptionMeetingStatus,
     "outcome: planned, held, no-show or cancelled.",
     "outcome: planned (dự kiến), held (đã gặp), no-show (vắng mặt) hoặc "
     "cancelled (đã hủy)."},
    {Word::kOptionOutcome, "outcome: none, sample, audit or order.",
     "outcome: none (không), sample (gửi mẫu), audit (đánh giá nhà máy) hoặc "
     "order (đơn hàng)."},
    {Word::kOptionOrderValue,
     "outcome --outcome order: what it is worth, such as \"9000000 VND\".",
     "outcome --outcome order: trị giá đơn hàng, ví dụ \"9000000 VND\"."},
    {Word::kOptionMinScore,
     "candidates: the lowest score, basis points (5000).",
     "candidates: điểm thấp nhất, phần vạn (5000)."},
    {Word::kOptionConditional,
     "candidates: suppliers who would have to prove something, too.",
     "candidates: kể cả nhà cung cấp còn phải chứng minh thêm."},
    {Word::kOptionPerBuyer, "candidates: so many for one buyer at most.",
     "candidates: tối đa chừng này cho một bên mua."},
    {Word::kOptionPerSupplier, "candidates: so many for one supplier at most.",
     "candidates: tối đa chừng này cho một nhà cung cấp."},
    {Word::kOptionExposureFloor,
     "candidates: so many for a supplier whatever the score, if it is eligible "
     "for them (the fair's exposure floor).",
     "candidates: mỗi nhà cung cấp được ít nhất chừng này, bất kể điểm, nếu đủ "
     "điều kiện (mức sàn của hội chợ)."},
    {Word::kOptionUrl, "Where messages are sent: https://HOST[:PORT]/PATH.",
     "Nơi nhận thông điệp: https://HOST[:PORT]/PATH."},
    {Word::kOptionDisabled, "true: nothing is sent until it is false again.",
     "true: không gửi gì cho đến khi là false."},
    {Word::kOptionSecretFile,
     "A file with the secret: whsec_ and base64. Default of create: the server "
     "makes one.",
     "Tệp chứa khóa bí mật: whsec_ và base64. Mặc định của create: máy chủ tự "
     "tạo."},
    {Word::kOptionFairFormat,
     "import: jsonl or csv; export: html, pdf, ics, csv or json. Default: what "
     "the file's name says.",
     "import: jsonl hoặc csv; export: html, pdf, ics, csv hoặc json. Mặc định: "
     "theo tên tệp."},
    {Word::kOptionFairWhat,
     "export: agendas, tables, grid, signs, attendance, changes or report. "
     "Default: agendas.",
     "export: agendas (lịch gặp), tables (lịch theo bàn), grid (toàn bộ), "
     "signs (biển bàn), attendance (điểm danh), changes (thay đổi) hoặc report "
     "(báo cáo). Mặc định: agendas."},
    {Word::kOptionFairTo,
     "export: the file to write, or a folder that is there: a file for each "
     "participant. Default: the standard output, but for PDF.",
     "export: tệp cần ghi, hoặc thư mục đã có: mỗi bên tham gia một tệp. Mặc "
     "định: đầu ra chuẩn, trừ PDF."},
    {Word::kOptionFairParticipant,
     "export, list meetings, compare: of this participant alone.",
     "export, list meetings, compare: chỉ của bên tham gia này."},
    {Word::kOptionFairSchedule,
     "export, report: the schedule of this number. Default: what is published.",
     "export, report: lịch phiên bản này. Mặc định: lịch đã công bố."},
    {Word::kOptionFairSince,
     "export changes: the number of the schedule that people know.",
     "export changes: phiên bản lịch mọi người đang có."},
    {Word::kOptionReplanAt,
     "replan: what time it is at the fair, YYYY-MM-DDTHH:MM by its clocks; "
     "what "
     "begins then, or before, stays.",
     "replan: giờ tại hội chợ, YYYY-MM-DDTHH:MM theo giờ địa phương; cuộc gặp "
     "bắt đầu từ lúc đó trở về trước giữ nguyên."},
    {Word::kOptionReplanBase,
     "replan: the number of the schedule that people know. Default: the "
     "published one.",
     "replan: phiên bản lịch mọi người đang có. Mặc định: lịch đã công bố."},
    {Word::kOptionReplanNoShow,
     "replan: this participant did not come; it is noted first. May be given "
     "several times.",
     "replan: bên tham gia này vắng mặt; ghi nhận trước khi lập lại. Có thể "
     "dùng nhiều lần."},
    {Word::kOptionReplanLate,
     "replan: this participant comes at that time; it is noted first. May be "
     "given several times.",
     "replan: bên tham gia này đến lúc đó; ghi nhận trước khi lập lại. Có thể "
     "dùng nhiều lần."},
    {Word::kOptionReplanTableOut,
     "replan: the table of this id is out of use in all slots to come; it is "
     "noted first. May be given several times.",
     "replan: bàn này ngừng dùng trong mọi lượt sắp tới; ghi nhận trước khi "
     "lập lại. Có thể dùng nhiều lần."},
    {Word::kOptionReplanChangeCost,
     "replan: how much value is given up at most to keep one agenda as it was "
     "printed. Default: that of a mean meeting.",
     "replan: tối đa bỏ bao nhiêu giá trị để giữ nguyên lịch đã in của một "
     "bên. Mặc định: bằng một cuộc gặp trung bình."},
    {Word::kOptionReplanPublish, "replan: publish the schedule at once.",
     "replan: công bố lịch ngay."},
};

constexpr bool IsInOrder() {
  for (size_t i = 0; i < std::size(kEntries); ++i) {
    if (kEntries[i].word != static_cast<Word>(i)) return false;
  }
  return std::size(kEntries) == static_cast<size_t>(Word::kCount);
}
static_assert(IsInOrder());

}  // namespace

const char* Words::code() const {
  return language_ == Language::kVietnamese ? "vi" : "en";
}

const char* Words::operator()(Word word) const {
  const Entry& entry = kEntries[static_cast<size_t>(word)];
  return language_ == Language::kVietnamese ? entry.vietnamese : entry.english;
}

std::string TextIn(const Words& words, const v1::LocalizedText& text) {
  const bool vietnamese = words.language() == Language::kVietnamese;
  const std::string& wanted = vietnamese ? text.vi() : text.en();
  if (!wanted.empty()) return wanted;
  return vietnamese ? text.en() : text.vi();
}

}  // namespace ketnoi::cli
