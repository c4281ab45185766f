using CovidXray.Formats;
using CovidXray.Jobs.Films;

namespace CovidXray.Tests.Formats;

/// <summary>Laid out as other tools have it, or in a zip, a dataset holds what it held, which <see cref="FormatConformanceTests"/> compares with what was written.</summary>
public sealed class LayoutConformanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Layouts => [.. OtherLayouts.All];

    public static TheoryData<string, bool> Zipped => [.. AnnotationFormats.All.Where(f => f.CanRead).SelectMany(f => ((bool[])[false, true]).Select(top => (f.Name, top)))];

    public static TheoryData<string, string, bool> ZippedLayouts => [.. OtherLayouts.All.SelectMany(l => ((bool[])[false, true]).Select(top => (l.Format, l.Tool, top)))];

    private string Plain => Path.Combine(_folder.Location, "plain");

    private string Moved => Path.Combine(_folder.Location, "moved");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Layouts))]
    public void In_the_layout_of_another_tool_it_is_the_same_dataset(string format, string tool)
    {
        Write(format, tool);
        RequireTheSame(format, Moved);
    }

    [Theory]
    [MemberData(nameof(Zipped))]
    public void In_a_zip_it_is_the_same_dataset(string format, bool hasTopFolder)
    {
        Write(format, tool: null);
        RequireTheSame(format, OtherLayouts.Pack(Moved, Path.Combine(_folder.Location, "set.zip"), hasTopFolder));
    }

    [Theory]
    [MemberData(nameof(ZippedLayouts))]
    public void In_a_zip_of_another_tool_it_is_the_same_dataset(string format, string tool, bool hasTopFolder)
    {
        Write(format, tool);
        RequireTheSame(format, OtherLayouts.Pack(Moved, Path.Combine(_folder.Location, "set.zip"), hasTopFolder));
    }

    private void Write(string name, string? tool)
    {
        var format = AnnotationFormats.All.Single(f => f.Name == name);
        new ExportToFolder(Plain).Write(format, Specimens.All);
        new ExportToFolder(Moved).Write(format, Specimens.All);
        if (tool is not null)
        {
            OtherLayouts.Move(Moved, name, tool);
        }
    }

    private void RequireTheSame(string format, string path)
    {
        using var plain = AnnotationFormats.Open(Plain);
        using var moved = AnnotationFormats.Open(path);
        Assert.Equal((format, format), (plain.Format, moved.Format));
        Assert.Empty(moved.Problems);
        Assert.Equal(plain.Entries.Select(e => e.Id), moved.Entries.Select(e => e.Id));
        Assert.Equal(plain.Classes.Select(c => (c.Number, c.Name)), moved.Classes.Select(c => (c.Number, c.Name)));
        var films = FilmFolders.OfDataset(moved, prefersItemNames: false);
        foreach (var (before, entry) in plain.Read().Zip(moved.Entries))
        {
            var after = entry.Read();
            Assert.Equal(ImageContent.Of(before), ImageContent.Of(after));
            Assert.Equal(before.OriginalFileName, after.OriginalFileName);
            Assert.Equal(before.OriginalFileName, Path.GetFileName(IsReadInPlace(format, path) ? before.OriginalFileName : films.Find(entry, after)));
        }

        Assert.Equal(plain.NotesOfImages, moved.NotesOfImages);
    }

    /// <summary>Darwin's zips are releases, without films.</summary>
    private static bool IsReadInPlace(string format, string path) => format == "darwin" && File.Exists(path);
}
