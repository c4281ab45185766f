using System.Collections.Concurrent;
using CovidXray.Annotations;
using CovidXray.Formats.Tables;
using CovidXray.Masks;

namespace CovidXray.Formats.Masks;

/// <summary>Writes mask PNGs, the table of their values, and for single annotations the table of these.</summary>
internal sealed class MasksWriter(IExportTarget target, MaskLayout plan, string folder) : DatasetWriter
{
    private readonly ConcurrentBag<MaskPngEncoder> _encoders = [];
    private readonly List<string[]> _instances = [];

    /// <summary>
    /// The style for all categories of an export. Unless other ones are asked for, Lung and Ignore have the values that <c>covidxr masks</c>
    /// gives them, whether they occur or not.
    /// </summary>
    /// <exception cref="DatasetException">The style has no value for every category.</exception>
    public static MaskLayout PlanOf(MaskStyle style, DatasetContents contents)
    {
        var categories = contents.RequestedClasses ?? (contents.SourceClasses.Count > 0 ? contents.Classes : [Category.Lung, .. contents.Classes.Where(n => n is not (Category.Lung or Category.Ignore)), Category.Ignore]);
        var problem = categories.Count > MaskLayout.MaxCategories
            ? $"there are {categories.Count} categories; masks have values for {MaskLayout.MaxCategories} (--classes names fewer)"
            : style.ProblemWith(categories);
        return problem is null ? style.For(categories, contents.RequestedClasses is null ? contents.SourceClasses : []) : throw new DatasetException("the export", problem);
    }

    public override Action? Prepare(ExportedImage image)
    {
        var encoder = _encoders.TryTake(out var used) ? used : new MaskPngEncoder();
        var labels = plan.LabelsOf(image.Image, image.Painter.FindRightLungs);
        if (!plan.HasInstances)
        {
            Write(image.Stem + ".png", image.Painter.Paint(image.Image, labels));
            _encoders.Add(encoder);
            return null;
        }

        var rows = new List<string[]>();
        var single = new byte[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != 0 && image.Image.Annotations[i].IsPainted)
            {
                image.Painter.Meter.For(image.Image, i);
                image.Painter.Meter.Spend(MaskInstance.StepsPerFile);
                single[i] = labels[i];
                var mask = image.Painter.Paint(image.Image, single);
                single[i] = 0;
                var name = MaskInstance.FileName(image.Stem, rows.Count);
                Write(name, mask);
                rows.Add(MaskInstance.Row(name, image.Image, i, mask, labels[i]));
            }
        }

        _encoders.Add(encoder);
        return () => _instances.AddRange(rows);

        void Write(string name, Mask mask) => target.Write($"{folder}/{name}", encoder.Encode(mask, plan.Format));
    }

    public override void Finish()
    {
        target.Write(MaskLayout.MappingFile, CsvFile.Write(plan.Mapping));
        if (plan.HasInstances)
        {
            target.Write(MaskInstance.TableFile, MaskInstance.WriteTable(_instances));
        }
    }
}
