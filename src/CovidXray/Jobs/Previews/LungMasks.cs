using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Masks;

namespace CovidXray.Jobs.Previews;

/// <summary>A folder of PNGs as networks write them, without a table that says what values mean: 0 is background, and 1 or 255 lung.</summary>
internal static class LungMasks
{
    private static readonly RgbColor White = new(255, 255, 255);

    /// <summary>Whether a path is such a folder, and no dataset.</summary>
    public static bool Matches(string path) =>
        Directory.Exists(path) && !AnnotationFormats.All.Any(f => f.CanRead && f.Matches(path)) && Directory.EnumerateFiles(path).Any(p => IsMask(Path.GetFileName(p)));

    /// <summary>Opens such a folder.</summary>
    public static Dataset Open(string path)
    {
        var files = AnnotationFiles.InFolder(path, IsMask);
        return new Dataset(path, MasksFormat.FormatName, [.. files.Files.Select(f => new LungMaskEntry(f))], files.Problems);
    }

    private static bool IsMask(ReadOnlySpan<char> name) => name[0] != '.' && name.EndsWith(".png", StringComparison.OrdinalIgnoreCase);

    private sealed class LungMaskEntry(AnnotationFile file) : DatasetEntry
    {
        public override string Id => file.Id;

        public override string Source => file.Source;

        protected override AnnotatedImage ReadImage(ReadDetail detail)
        {
            using var content = file.Read();
            var mask = MaskPngReader.DecodeColors(content.Span, file.Source);
            var lung = mask.FindLabels().Where(l => l.Label != 0).ToArray() switch
            {
                [] => null,
                [var only] when IsLung(mask, only.Label) => MaskPngReader.Whole(mask.Mask, only.Label, Category.Lung),
                var labels => throw Unclear(labels.FirstOrDefault(l => !IsLung(mask, l.Label), labels[^1])),
            };
            return new AnnotatedImage(file.Id, mask.Mask.Width, mask.Mask.Height, lung is null ? [] : [lung]) { Source = file.Source };
        }

        /// <summary>Greys and indices count by their number, colours by what they are.</summary>
        private static bool IsLung(ColorMask mask, byte label) => mask.IsIndexed ? label is 1 or byte.MaxValue : mask.ColorOf(label) == White;

        private DatasetException Unclear((byte Label, int X, int Y) found) =>
            new(file.Source, $"pixel ({found.X}, {found.Y}) is neither 0 nor what the lungs are; expected 0 and 1, or 0 and 255 ({MaskLayout.MappingFile} beside the masks says what other values mean)");
    }
}
