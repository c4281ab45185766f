using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats.Sources;
using CovidXray.Formats.Tables;
using CovidXray.Masks;
using CovidXray.Texts;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CovidXray.Formats.Trainers;

/// <summary>README.md of a Hugging Face export: the card that its readers look into first.</summary>
/// <remarks>
/// Readers guess the types of columns from the first 10 MB of a file, so a column that is null there has none. Here they have. The
/// features stand twice: <c>datasets</c> reads those of the configuration, and the Hub shows those of <c>dataset_info</c>.
/// </remarks>
internal static class HuggingFaceCard
{
    public const string FileName = "README.md";

    private const string Configuration = "default";

    public static byte[] Write(IReadOnlyList<TableColumn> columns, LabelMap labels, IReadOnlyList<DatasetPart> parts)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.Write("---\n");
        text.Write(ForeignText.Yaml(Head(columns, parts)));
        text.Write("---\n\n# Films of chests with masks\n\n");
        text.Write("Exported by covidxr; `covidxr.export.json` says how. Load it with `datasets.load_dataset(\"PATH\")`, where PATH is this folder.\n");
        text.Write("`image` is the film, `mask` its mask: one label a pixel, an 8-bit grey PNG.\n\n");
        text.Write("| label | category |\n| --- | --- |\n");
        text.Write($"| 0 | {LabelFile.Background} |\n");
        foreach (var category in labels.Categories)
        {
            text.Write(string.Create(CultureInfo.InvariantCulture, $"| {labels[category]} | {ForeignText.Markdown(category)} |\n"));
        }

        text.Write(parts.Count > 0
            ? $"\nSplit by covidxr into {string.Join(", ", parts.Select(HuggingFaceFormat.SplitName))}; `covidxr.export.json` names the split.\n\n"
            : "\nOne patient may have several films: keep those of one `patient` on one side when you split.\n\n");
        text.Write("## Licence\n\nV7's annotations: CC BY 4.0. Each film has a licence of its own, see `ATTRIBUTION.md`. Not for clinical use.\n\n");
        text.Write("## Citation\n\n```bibtex\n");
        text.Write("@misc{v7covid, title = {COVID-19 Chest X-Ray Dataset}, author = {{V7 Labs}}, year = {2020}, url = {https://github.com/v7labs/covid-19-xray-dataset}}\n");
        text.Write("@article{cohen2020covid, title = {COVID-19 image data collection}, author = {Cohen, Joseph Paul and Morrison, Paul and Dao, Lan}, journal = {arXiv:2003.11597}, year = {2020}}\n");
        text.Write("```\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Head(IReadOnlyList<TableColumn> columns, IReadOnlyList<DatasetPart> parts)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var yaml = new Emitter(text);
        yaml.Emit(new StreamStart());
        yaml.Emit(new DocumentStart());
        yaml.Emit(new MappingStart());
        Member("license", "other");
        Member("license_name", "see-attribution");
        Member("license_link", "ATTRIBUTION.md");
        Key("task_categories");
        List(() => Text("image-segmentation"));
        Key("configs");
        List(() => Mapping(() =>
        {
            Member("config_name", Configuration);
            Key("data_files");
            List(() =>
            {
                foreach (var (split, folder) in parts.Count == 0 ? [("train", "")] : parts.Select(HuggingFaceFormat.SplitName).Select(s => (s, s + "/")))
                {
                    Mapping(() =>
                    {
                        Member("split", split);
                        Key("path");
                        List(() =>
                        {
                            Text(folder + "metadata.jsonl");
                            Text(folder + "images/**");
                            Text(folder + "masks/**");
                        });
                    });
                }
            });
            Features();
        }));
        Key("dataset_info");
        Mapping(() =>
        {
            Member("config_name", Configuration);
            Features();
        });
        yaml.Emit(new MappingEnd());
        yaml.Emit(new DocumentEnd(isImplicit: true));
        yaml.Emit(new StreamEnd());
        return text.ToString();

        void Features()
        {
            Key("features");
            List(() =>
            {
                Feature("image", "dtype", "image");
                Feature("mask", "dtype", "image");
                foreach (var column in columns)
                {
                    // Releases before 4.0 know no other word for a list.
                    Feature(column.Name, column.Type == TableType.Texts ? "sequence" : "dtype", TypeName(column.Type));
                }
            });
        }

        void Feature(string name, string key, string type) => Mapping(() =>
        {
            Member("name", name);
            Member(key, type);
        });

        void Mapping(Action members)
        {
            yaml.Emit(new MappingStart());
            members();
            yaml.Emit(new MappingEnd());
        }

        void List(Action items)
        {
            yaml.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
            items();
            yaml.Emit(new SequenceEnd());
        }

        void Member(string key, string value)
        {
            Key(key);
            Text(value);
        }

        void Key(string key) => yaml.Emit(new Scalar(AnchorName.Empty, TagName.Empty, key, ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: true));

        void Text(string value) => yaml.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, ScalarStyle.Any, isPlainImplicit: true, isQuotedImplicit: true));
    }

    private static string TypeName(TableType type) => type switch
    {
        TableType.Whole => "int64",
        TableType.Number => "float64",
        TableType.YesNo => "bool",
        _ => "string",
    };
}
