#include <utility>

#include "clients/cli/bom_source.h"
#include "clients/cli/import_command.h"
#include "clients/cli/resource_name.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

absl::StatusOr<BomImport> ReadOptions(const Arguments& arguments) {
  BomImport import;
  if (!arguments.Has("bom")) {
    return absl::InvalidArgumentError(
        "--bom BUYER/BOM says which bill of materials the lines are of");
  }
  auto name = ParseBomName(arguments.Get("bom"));
  if (!name.ok()) return name.status();
  import.bom = std::move(*name);
  if (IdOf(import.bom).size() > BomSource::kMaxIdBytes) {
    return absl::InvalidArgumentError(fmt::format(
        "--bom: \"{}\" is longer than {} characters, which leave room for the "
        "numbers of lines",
        IdOf(import.bom), BomSource::kMaxIdBytes));
  }
  for (const std::string& mapping : arguments.GetAll("map")) {
    const absl::Status status = AddBomMapping(mapping, import);
    if (!status.ok()) return status;
  }
  import.plant_id = arguments.Get("plant");
  import.composed = arguments.Has("composed");
  return import;
}

// The bill as the options describe it; with a title in any case if it is new.
v1::Bom BomOf(const std::string& name, bool is_new, const Context& context) {
  v1::Bom bom;
  bom.set_name(name);
  bom.set_composed(context.arguments.Has("composed"));
  const std::string title =
      context.arguments.Get("title", is_new ? IdOf(name) : "");
  if (title.empty()) return bom;
  if (context.words.language() == Language::kVietnamese) {
    bom.mutable_title()->set_vi(title);
  } else {
    bom.mutable_title()->set_en(title);
  }
  return bom;
}

// Makes the bill, or changes it as the options say. Returns whether it is there
// now: without --dry-run, always.
absl::StatusOr<bool> PutBom(const std::string& name, Context& context) {
  v1::GetBomRequest get;
  get.set_name(name);
  const auto current = context.client.GetBom(get);
  const bool is_new = absl::IsNotFound(current.status());
  if (!is_new && !current.ok()) return current.status();
  v1::UpdateBomRequest update;
  *update.mutable_bom() = BomOf(name, is_new, context);
  update.set_allow_missing(true);
  update.set_validate_only(context.arguments.Has("dry-run"));
  if (!is_new) {
    // The title in the other language stays.
    v1::LocalizedText title = current->title();
    title.MergeFrom(update.bom().title());
    *update.mutable_bom()->mutable_title() = std::move(title);
  }
  const auto updated = context.client.UpdateBom(update);
  if (!updated.ok()) return updated.status();
  return !is_new || !update.validate_only();
}

}  // namespace

int ImportBom(const std::vector<std::string>& paths, FileFormat format,
              Context& context) {
  if (paths.size() > 1) {
    return FailUsage(
        context, absl::InvalidArgumentError("a bill of materials is one file"));
  }
  auto import = ReadOptions(context.arguments);
  if (!import.ok()) return FailUsage(context, import.status());
  // What is wrong with the file is said before anything is written.
  absl::Status status =
      BomSource::Open(paths.front(), format, *import, context.words).status();
  if (!status.ok()) return FailUsage(context, status);
  const auto there = PutBom(import->bom, context);
  if (!there.ok()) return FailCall(context, there.status());
  import->names_bom = *there;
  const auto source =
      BomSource::Open(paths.front(), format, *import, context.words);
  if (!source.ok()) return FailUsage(context, source.status());
  return ImportRows(OpenRequirements, **source, context);
}

}  // namespace ketnoi::cli
