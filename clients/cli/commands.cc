#include "clients/cli/commands.h"

namespace ketnoi::cli {
namespace {

constexpr size_t kAnyNumber = 10'000;

std::vector<Option> MatchOptions(std::vector<Option> more) {
  std::vector<Option> options = {
      {"file", "FILE", Word::kOptionRequirementFile},
      {"as-of", "DATE", Word::kOptionAsOf},
      {"weights", "KEY=W,...", Word::kOptionWeights},
      {"criteria-set", "NAME", Word::kOptionCriteriaSet},
  };
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

std::vector<Command> MakeCommands() {
  return {
      {"import",
       "suppliers|requirements|buyers|boms FILE... | bom FILE --bom BUYER/BOM",
       Word::kCommandImport,
       2,
       kAnyNumber,
       {{"format", "jsonl|csv", Word::kOptionFormat},
        {"dry-run", "", Word::kOptionDryRun},
        {"merge", "", Word::kOptionMerge},
        {"errors", "FILE", Word::kOptionErrors},
        {"bom", "BUYER/BOM", Word::kOptionBom},
        {"title", "TEXT", Word::kOptionBomTitle},
        {"map", "HEADER=COLUMN", Word::kOptionMap, true},
        {"plant", "PLANT_ID", Word::kOptionPlant},
        {"composed", "", Word::kOptionComposed}},
       {"ketnoi import suppliers suppliers.jsonl",
        "ketnoi import suppliers catalogue/ --dry-run",
        "ketnoi import requirements requirements.csv criteria.csv",
        "ketnoi import buyers buyers.jsonl --errors rejected.csv",
        "ketnoi import bom parts.csv --bom acme/bicycle --title \"City "
        "bicycle\" "
        "--map \"Item no.=part_number\" --map \"Notes=\" --plant hanoi"},
       RunImport},
      {"export",
       "suppliers|buyers|requirements|boms",
       Word::kCommandExport,
       1,
       1,
       {{"file", "FILE", Word::kOptionExportFile},
        {"contacts", "", Word::kOptionContacts}},
       {"ketnoi export suppliers --contacts --file suppliers.jsonl",
        "ketnoi export requirements | gzip >requirements.jsonl.gz"},
       RunExport},
      {"get",
       "NAME",
       Word::kCommandGet,
       1,
       1,
       {{"contacts", "", Word::kOptionContacts}},
       {"ketnoi get suppliers/hanoi-precision",
        "ketnoi get buyers/acme/requirements/bracket-01",
        "ketnoi get acme/bracket-01 --output json",
        "ketnoi get buyers/acme/boms/bicycle",
        "ketnoi get criteriaSets/ketnoi-2026.1"},
       RunGet},
      {"list",
       "suppliers|buyers|requirements|boms",
       Word::kCommandList,
       1,
       1,
       {{"filter", "CONDITIONS", Word::kOptionFilter},
        {"query", "WORDS", Word::kOptionQuery},
        {"parent", "buyers/ID", Word::kOptionParent},
        {"page-size", "N", Word::kOptionPageSize},
        {"limit", "N", Word::kOptionLimit},
        {"all", "", Word::kOptionAll}},
       {"ketnoi list suppliers --query \"co khi\" --limit 10",
        "ketnoi list suppliers --filter 'category = \"metal\" AND province = "
        "\"01\"' --all",
        "ketnoi list requirements --filter 'state = \"open\" AND category = "
        "\"stamping\"'",
        "ketnoi list buyers --filter 'country_code = \"JP\"'",
        "ketnoi list boms --query bicycle",
        "ketnoi list requirements --parent buyers/acme --output csv"},
       RunList},
      {"rank",
       "REQUIREMENT_NAME | --file requirement.json",
       Word::kCommandRank,
       0,
       1,
       MatchOptions({{"standing", "eligible,conditional,ineligible",
                      Word::kOptionStanding},
                     {"limit", "N", Word::kOptionLimit},
                     {"details", "", Word::kOptionDetails}}),
       {"ketnoi rank buyers/acme/requirements/bracket-01",
        "ketnoi rank --file requirement.json --limit 5 --details --lang vi",
        "ketnoi rank acme/bracket-01 --weights "
        "place=0,certificate.iso9001=50 --as-of 2026-12-31",
        "ketnoi rank acme/bracket-01 --standing ineligible "
        "--output csv"},
       RunRank},
      {"bom",
       "rank BOM_NAME",
       Word::kCommandBom,
       2,
       2,
       {{"as-of", "DATE", Word::kOptionAsOf},
        {"criteria-set", "NAME", Word::kOptionCriteriaSet},
        {"standing", "eligible,conditional,ineligible", Word::kOptionStanding},
        {"limit", "N", Word::kOptionLimit}},
       {"ketnoi bom rank acme/bicycle",
        "ketnoi bom rank buyers/acme/boms/bicycle --limit 3 --lang vi",
        "ketnoi bom rank acme/bicycle --standing eligible --output csv"},
       RunBom},
      {"explain",
       "SUPPLIER_NAME REQUIREMENT_NAME | SUPPLIER_NAME --file "
       "requirement.json",
       Word::kCommandExplain,
       1,
       2,
       MatchOptions({}),
       {"ketnoi explain suppliers/hanoi-precision "
        "acme/bracket-01 --lang vi",
        "ketnoi explain hanoi-precision --file requirement.json"},
       RunExplain},
      {"why-not",
       "REQUIREMENT_NAME [SUPPLIER_NAME] | --file requirement.json "
       "[SUPPLIER_NAME]",
       Word::kCommandWhyNot,
       0,
       2,
       MatchOptions({{"limit", "N", Word::kOptionNearMissLimit},
                     {"missed", "N", Word::kOptionMissed},
                     {"let-in", "N", Word::kOptionLetIn}}),
       {"ketnoi why-not acme/bracket-01 --lang vi",
        "ketnoi why-not acme/bracket-01 --missed 3 --limit 20 --let-in 10",
        "ketnoi why-not acme/bracket-01 hanoi-precision",
        "ketnoi why-not --file requirement.json --output csv"},
       RunWhyNot},
      {"compare",
       "REQUIREMENT_NAME SUPPLIER_NAME SUPPLIER_NAME | --file "
       "requirement.json SUPPLIER_NAME SUPPLIER_NAME",
       Word::kCommandCompare,
       2,
       3,
       MatchOptions({}),
       {"ketnoi compare acme/bracket-01 hanoi-precision dong-anh-mould",
        "ketnoi compare --file requirement.json hanoi-precision "
        "dong-anh-mould --lang vi"},
       RunCompare},
      {"reference",
       "categories|attributes|units|processes|materials|certificates|"
       "assessments|industries|provinces|criteria|reasons",
       Word::kCommandReference,
       1,
       1,
       {{"category", "ID", Word::kOptionCategory}},
       {"ketnoi reference categories",
        "ketnoi reference attributes --category stamping",
        "ketnoi reference provinces --output csv"},
       RunReference},
      {"delete",
       "NAME",
       Word::kCommandDelete,
       1,
       1,
       {{"etag", "ETAG", Word::kOptionEtag},
        {"dry-run", "", Word::kOptionDryRun},
        {"force", "", Word::kOptionForce}},
       {"ketnoi delete suppliers/hanoi-precision",
        "ketnoi delete acme/bracket-01 --dry-run",
        "ketnoi delete buyers/acme/boms/bicycle --force"},
       RunDelete},
      {"version",
       "",
       Word::kCommandVersion,
       0,
       0,
       {},
       {"ketnoi version"},
       RunVersion},
      {"help",
       "[COMMAND]",
       Word::kCommandHelp,
       0,
       1,
       {},
       {"ketnoi help rank"},
       RunHelp},
  };
}

}  // namespace

const std::vector<Command>& Commands() {
  static const auto& commands = *new std::vector<Command>(MakeCommands());
  return commands;
}

const std::vector<Option>& GlobalOptions() {
  static const auto& options = *new std::vector<Option>{
      {"address", "HOST:PORT", Word::kOptionAddress},
      {"timeout", "TIME", Word::kOptionTimeout},
      {"output", "table|json|csv", Word::kOptionOutput},
      {"lang", "vi|en", Word::kOptionLang},
      {"no-color", "", Word::kOptionNoColor},
      {"help", "", Word::kOptionHelp},
  };
  return options;
}

}  // namespace ketnoi::cli
