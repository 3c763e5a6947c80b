#include "clients/cli/gap_csv.h"

#include <vector>

#include "clients/cli/csv.h"
#include "clients/cli/match_text.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

std::string PlainNumber(int64_t number) { return fmt::format("{}", number); }

std::vector<std::string> GainCsv(const v1::GapGain& gain) {
  return {PlainNumber(gain.pairs()),
          PlainNumber(gain.requirements().requirements()),
          PlainNumber(gain.requirements().weight()),
          PlainNumber(gain.first_sources().requirements()),
          PlainNumber(gain.first_sources().weight())};
}

}  // namespace

std::string NamesOfLevers(
    const Words& words,
    const google::protobuf::RepeatedPtrField<v1::LocalizedText>& names) {
  std::string text;
  for (const v1::LocalizedText& name : names) {
    if (!text.empty()) text += " + ";
    text += TextIn(words, name);
  }
  return text;
}

std::string IdsOfLevers(
    const google::protobuf::RepeatedPtrField<std::string>& levers) {
  std::string text;
  for (const std::string& lever : levers) {
    if (!text.empty()) text += '+';
    text += IdOf(lever);
  }
  return text;
}

std::string GateKeys(const v1::GapPair& pair, const char* between) {
  std::string text;
  for (const std::string& gate : pair.gates()) {
    if (!text.empty()) text += between;
    text += gate;
  }
  return text;
}

void PrintGapMapCsv(const v1::GapMap& map, Context& context) {
  const Words& words = context.words;
  context.out << CsvLine({"by", "id", "name", "depth", "requirements", "none",
                          "conditional", "no_candidate", "one", "two", "more",
                          "weight", "weight_none", "weight_one", "weight_two",
                          "weight_more", "suppliers", "gates"});
  const auto buckets = [](const v1::GapBuckets& of,
                          std::vector<std::string>& cells) {
    for (const auto* count :
         {&of.all(), &of.none(), &of.conditional(), &of.no_candidate(),
          &of.one(), &of.two(), &of.more()}) {
      cells.push_back(PlainNumber(count->requirements()));
    }
    for (const auto* count :
         {&of.all(), &of.none(), &of.one(), &of.two(), &of.more()}) {
      cells.push_back(PlainNumber(count->weight()));
    }
  };
  for (const v1::GapCategory& category : map.categories()) {
    std::vector<std::string> cells = {"category", category.category(),
                                      TextIn(words, category.display_name()),
                                      PlainNumber(category.depth())};
    buckets(category.buckets(), cells);
    std::string gates;
    for (const v1::GapGate& gate : category.gates()) {
      if (!gates.empty()) gates += ';';
      gates += fmt::format("{}={}", gate.key(), gate.requirements());
    }
    cells.insert(cells.end(), {"", gates});
    context.out << CsvLine(cells);
  }
  for (const v1::GapProvince& province : map.provinces()) {
    std::vector<std::string> cells = {"plant_province", province.province(),
                                      TextIn(words, province.display_name()),
                                      ""};
    buckets(province.buckets(), cells);
    cells.insert(cells.end(), {"", ""});
    context.out << CsvLine(cells);
  }
  for (const v1::GapSupplierProvince& province : map.supplier_provinces()) {
    std::vector<std::string> cells = {
        "supplier_province", province.province(),
        TextIn(words, province.display_name()), "",
        PlainNumber(province.requirements().requirements())};
    cells.insert(cells.end(), 6, "");
    cells.push_back(PlainNumber(province.requirements().weight()));
    cells.insert(cells.end(), 4, "");
    cells.insert(cells.end(), {PlainNumber(province.suppliers()), ""});
    context.out << CsvLine(cells);
  }
}

void PrintGapLeversCsv(const GapAnalysis& analysis, Context& context) {
  context.out << CsvLine({"levers", "name", "cost", "suppliers", "supplier",
                          "supplier_name", "composed", "pairs", "requirements",
                          "weight", "first_sources", "first_source_weight"});
  for (const v1::GapLever& lever : analysis.levers) {
    std::vector<std::string> cells = {
        IdsOfLevers(lever.levers()),
        NamesOfLevers(context.words, lever.display_names()),
        PlainNumber(lever.cost()),
        PlainNumber(lever.suppliers()),
        "",
        "",
        ""};
    const std::vector<std::string> gain = GainCsv(lever.gain());
    cells.insert(cells.end(), gain.begin(), gain.end());
    context.out << CsvLine(cells);
    for (const v1::GapSupplierGain& one : lever.supplier_gains()) {
      cells.resize(4);
      cells.insert(cells.end(),
                   {one.supplier(), TextIn(context.words, one.supplier_name()),
                    one.composed() ? "true" : "false"});
      const std::vector<std::string> of_one = GainCsv(one.gain());
      cells.insert(cells.end(), of_one.begin(), of_one.end());
      context.out << CsvLine(cells);
    }
  }
}

void PrintGapPortfolioCsv(const GapAnalysis& analysis, Context& context) {
  const Words& words = context.words;
  context.out << CsvLine({"step", "supplier", "supplier_name", "composed",
                          "levers", "cost", "total_cost", "requirement",
                          "title", "requirement_composed"});
  for (const v1::GapStep& step : analysis.steps) {
    for (const v1::GapRequirement& requirement : step.requirements()) {
      context.out << CsvLine(
          {PlainNumber(step.step()), step.supplier(),
           TextIn(words, step.supplier_name()),
           step.composed() ? "true" : "false", IdsOfLevers(step.levers()),
           PlainNumber(step.cost()), PlainNumber(step.total_cost()),
           requirement.requirement(), TextIn(words, requirement.title()),
           requirement.composed() ? "true" : "false"});
    }
  }
}

void PrintGapSurplusCsv(const v1::GapSurplus& surplus, Context& context) {
  const Words& words = context.words;
  context.out << CsvLine({"category", "name", "suppliers", "capabilities"});
  for (const v1::GapSurplusCategory& one : surplus.categories()) {
    context.out << CsvLine({one.category(), TextIn(words, one.display_name()),
                            PlainNumber(one.suppliers()),
                            PlainNumber(one.capabilities())});
  }
}

void PrintGapPairsCsv(const v1::ListGapPairsResponse& pairs, Context& context) {
  const Words& words = context.words;
  context.out << CsvLine({"requirement", "title", "requirement_composed",
                          "supplier", "supplier_name", "composed", "standing",
                          "unmet", "unknown", "gates"});
  for (const v1::GapPair& pair : pairs.pairs()) {
    context.out << CsvLine(
        {pair.requirement().requirement(),
         TextIn(words, pair.requirement().title()),
         pair.requirement().composed() ? "true" : "false", pair.supplier(),
         TextIn(words, pair.supplier_name()),
         pair.supplier_composed() ? "true" : "false",
         StandingCode(pair.standing()), PlainNumber(pair.unmet()),
         PlainNumber(pair.unknown()), GateKeys(pair, ";")});
  }
}

}  // namespace ketnoi::cli
