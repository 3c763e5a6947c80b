#ifndef KETNOI_CLIENTS_CLI_WORDS_H_
#define KETNOI_CLIENTS_CLI_WORDS_H_

#include <string>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::cli {

enum class Language { kVietnamese, kEnglish };

// Every text that the command line shows of its own. Reasons and records come
// from the service in both languages.
enum class Word {
  // Marks and states.
  kComposedMark,
  kComposedNote,
  kEligible,
  kConditional,
  kIneligible,
  kGate,
  // Headers of tables.
  kAliases,
  kAlone,
  kAttribute,
  kBestRow,
  kBestSuppliers,
  kCarrier,
  kCategories,
  kCategory,
  kCertificates,
  kClass,
  kCode,
  kCodes,
  kComposed,
  kConfirmed,
  kContribution,
  kConversion,
  kCountry,
  kCreated,
  kCriterion,
  kDifference,
  kDimension,
  kEdition,
  kEffectiveFrom,
  kEquivalents,
  kField,
  kFile,
  kFormerNames,
  kGrades,
  kGroup,
  kHash,
  kId,
  kInOrder,
  kIndustries,
  kKind,
  kLatitude,
  kLevel,
  kLevels,
  kLine,
  kLongitude,
  kMaxScore,
  kName,
  kOffered,
  kOwner,
  kParent,
  kPartNumber,
  kProvinces,
  kQuestion,
  kRadius,
  kRank,
  kReason,
  kRejected,
  kRelated,
  kRequired,
  kRequirement,
  kRow,
  kRule,
  kScoreInterval,
  kStanding,
  kState,
  kSupplier,
  kTarget,
  kTaxCode,
  kText,
  kTitle,
  kUnchanged,
  kUnit,
  kUnlocks,
  kUpdated,
  kValidTo,
  kValue,
  kVersion,
  kWaiting,
  kWeight,
  // Sentences; {} stands for a value.
  kBasis,
  kBomTotals,
  kBrokenOff,
  kCatalogueChanged,
  kChanges,
  kDeleted,
  kWouldBeDeleted,
  kDryRun,
  kExported,
  kFunnel,
  kLineTooLong,
  kMoreProblems,
  kMoreProblemsInFile,
  kNearMisses,
  kNoNearMisses,
  kNoResults,
  kNotReached,
  kNotWritten,
  kNothingInTheWay,
  kNothingLifts,
  kProgress,
  kQuestions,
  kQuestionTotals,
  kShownOf,
  kTotals,
  kWithChange,
  kUnrankable,
  // What is wrong with a cell or a row.
  kCellHasComma,
  kCellIsEmpty,
  kCellIsEmptyBeside,
  kCellIsNoChoice,
  kCellIsNoComposition,
  kCellIsNoCriterion,
  kCellIsNoDimensions,
  kCellIsNoFlag,
  kCellIsNoKind,
  kCellIsNoNumber,
  kCellIsNoPlace,
  kCellIsNoRange,
  kCellIsNoWholeNumber,
  kCellIsObject,
  kCellIsOfCodes,
  kCellIsOfOtherKind,
  kCellStandsBeside,
  kMeant,
  kNoCapability,
  kNoPart,
  kNoRecord,
  kOtherCellCount,
  // Help.
  kOverview,
  kUsage,
  kUsageLine,
  kCommands,
  kOptions,
  kGlobalOptions,
  kExamples,
  kMoreHelp,
  kCommandImport,
  kCommandExport,
  kCommandGet,
  kCommandList,
  kCommandRank,
  kCommandBom,
  kCommandExplain,
  kCommandWhyNot,
  kCommandCompare,
  kCommandRequirementsFor,
  kCommandQuestions,
  kCommandReference,
  kCommandDelete,
  kCommandVersion,
  kCommandHelp,
  kOptionAddress,
  kOptionTimeout,
  kOptionOutput,
  kOptionLang,
  kOptionNoColor,
  kOptionHelp,
  kOptionFormat,
  kOptionDryRun,
  kOptionMerge,
  kOptionErrors,
  kOptionBom,
  kOptionBomTitle,
  kOptionMap,
  kOptionPlant,
  kOptionComposed,
  kOptionContacts,
  kOptionExportFile,
  kOptionFilter,
  kOptionQuery,
  kOptionParent,
  kOptionPageSize,
  kOptionLimit,
  kOptionAll,
  kOptionRequirementFile,
  kOptionAsOf,
  kOptionWeights,
  kOptionCriteriaSet,
  kOptionStanding,
  kOptionDetails,
  kOptionNearMissLimit,
  kOptionMissed,
  kOptionLetIn,
  kOptionCategory,
  kOptionEtag,
  kOptionForce,
  kCount,  // Not a word: how many there are.
};

// The words of one language.
class Words {
 public:
  explicit Words(Language language) : language_(language) {}

  Language language() const { return language_; }
  // "vi" or "en".
  const char* code() const;
  const char* operator()(Word word) const;

  // A sentence with its values.
  template <typename... Values>
  std::string Format(Word word, Values&&... values) const {
    return fmt::format(fmt::runtime((*this)(word)),
                       std::forward<Values>(values)...);
  }

 private:
  Language language_;
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_WORDS_H_
