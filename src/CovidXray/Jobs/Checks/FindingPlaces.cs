using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Files;

namespace CovidXray.Jobs.Checks;

/// <summary>Finds the lines of findings. Only findings pay for it: their documents are read again, and lines counted.</summary>
internal static class FindingPlaces
{
    /// <summary>The findings of an image with their places in its document, if it has one that is JSON.</summary>
    public static IReadOnlyList<Finding> Find(IReadOnlyList<Finding> findings, DatasetEntry entry, AnnotatedImage image)
    {
        if (!findings.Any(f => f.Annotation is { } index && image.Annotations[index].Offset > 0))
        {
            return findings;
        }

        IReadOnlyList<Finding>? placed = null;
        entry.LookAtDocument(document => placed = Find(findings, document, image));
        return placed ?? findings;
    }

    private static Finding[] Find(IReadOnlyList<Finding> findings, ReadOnlySpan<byte> document, AnnotatedImage image)
    {
        // In the document's order, so that it is gone through once, however many findings there are.
        var content = ByteOrderMark.Skip(document);
        var placed = findings.ToArray();
        var inOrder = findings.Index()
            .Where(f => f.Item.Annotation is { } index && image.Annotations[index].Offset > 0)
            .Select(f => (f.Index, Annotation: image.Annotations[f.Item.Annotation!.Value]))
            .OrderBy(f => f.Annotation.Offset);
        var (offset, line, column, utf16) = (0, 1L, 1L, 1L);
        foreach (var (index, annotation) in inOrder)
        {
            if (annotation.Offset > content.Length)
            {
                // It was changed in the meantime.
                break;
            }

            var passed = content[offset..annotation.Offset];
            if (passed.LastIndexOf((byte)'\n') is >= 0 and var end)
            {
                (line, column, utf16) = (line + passed.Count((byte)'\n'), 1, 1);
                passed = passed[(end + 1)..];
            }

            (offset, column, utf16) = (annotation.Offset, column + passed.Length, utf16 + Encoding.UTF8.GetCharCount(passed));
            placed[index] = findings[index] with
            {
                Line = line,
                Column = column,
                Utf16Column = utf16,
                Path = string.Create(CultureInfo.InvariantCulture, $"$.annotations[{annotation.Position}]"),
            };
        }

        return placed;
    }
}
