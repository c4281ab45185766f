using System.Buffers.Binary;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Images;
using CovidXray.Work;

namespace CovidXray.Jobs.Masks;

/// <summary>Compares masks that lie in a folder with those that a run would write: of the same form, with the same pixels.</summary>
/// <param name="folder">The folder.</param>
/// <param name="files">The names of the masks; letter case does not count.</param>
/// <param name="manifest">How they would be made.</param>
/// <param name="newMaker">Makes what makes a thread's masks.</param>
internal sealed class MaskComparison(string folder, IReadOnlySet<string> files, MasksManifest manifest, Func<MaskMaker> newMaker)
{
    // Of a PNG file's first chunk: size, then bits a sample and colour type.
    private const int WidthAt = 16;
    private const int HeightAt = 20;
    private const int FormAt = 24;
    private const int FormLength = 2;

    /// <summary>Compares.</summary>
    /// <param name="stems">The stems of the images' files; null where an image is not done here.</param>
    /// <param name="failures">Takes what is wrong with images: without its document it cannot be said what a mask should be.</param>
    /// <exception cref="JobException">A mask differs.</exception>
    public void Run(IReadOnlyList<DatasetEntry> entries, IReadOnlyList<string?> stems, DatasetException?[] failures, int jobs, CancellationToken cancellation)
    {
        var there = files.Select(manifest.StemOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        int[] wanted = [.. Enumerable.Range(0, stems.Count).Where(i => stems[i] is { } stem && there.Contains(stem))];
        var work = new OrderedWork<MaskMaker, DatasetException?>(wanted.Length, jobs, newMaker, (maker, n) => Compare(maker, entries[wanted[n]], stems[wanted[n]]!));
        var at = 0;
        foreach (var failure in work.Run(cancellation))
        {
            var entry = wanted[at++];
            if (failure is not null)
            {
                failures[entry] = failure;
            }
        }
    }

    private DatasetException? Compare(MaskMaker maker, DatasetEntry entry, string stem)
    {
        try
        {
            foreach (var (name, content, _) in maker.Make(entry, stem).Where(f => files.Contains(f.Name)))
            {
                Compare(name, content);
            }

            return null;
        }
        catch (DatasetException e)
        {
            return e;
        }
    }

    private void Compare(string name, byte[] content)
    {
        try
        {
            if (Difference(Path.Combine(folder, name), content) is { } difference)
            {
                throw new JobException($"{folder}: {name} {difference}, and no {MasksManifest.FileName} says how it was made; {MasksFolderCheck.WayOut}");
            }
        }
        catch (DatasetException e)
        {
            throw new JobException($"{e.Message}; {MasksFolderCheck.WayOut}", e);
        }
    }

    /// <summary>What tells them apart; null if nothing does.</summary>
    /// <param name="path">The mask that is there.</param>
    /// <param name="wanted">The file that would be written.</param>
    /// <exception cref="DatasetException">What is there is no picture, or damaged.</exception>
    public static string? Difference(string path, ReadOnlySpan<byte> wanted)
    {
        var there = WholeFile.Read(path, FileContent.Limit);
        if (there.AsSpan().SequenceEqual(wanted))
        {
            return null;
        }

        var header = FilmHeader.Read(path);
        var mine = SizeOf(wanted);
        return (header.Width, header.Height) != mine ? $"is {header.Width}x{header.Height} pixels, not {mine.Width}x{mine.Height}"
            : header.Format != FilmFormat.Png || !there.AsSpan(FormAt, FormLength).SequenceEqual(wanted.Slice(FormAt, FormLength)) ? "has another number of bits or colours than this run's masks"
            : header.Channels > 1 && !header.HasPalette ? "is not what this run makes, byte for byte"
            : MaskPngReader.Decode(there, path).Equals(MaskPngReader.Decode(wanted, path)) ? null
            : "has other pixels than this run's";
    }

    private static (int Width, int Height) SizeOf(ReadOnlySpan<byte> png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png[WidthAt..]), BinaryPrimitives.ReadInt32BigEndian(png[HeightAt..]));
}
