using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Formats;

/// <summary>What every format must do. A format is tested by being listed.</summary>
public sealed class FormatConformanceTests : IDisposable
{
    private const int Seed = 20200617;

    /// <summary>Formats of which an empty export is no dataset, as they keep a file an image and nothing else that tells them.</summary>
    private static readonly Dictionary<string, string> EmptyExports = new(StringComparer.Ordinal)
    {
        ["darwin"] = "there are no annotation files (*.json) in it",
        ["voc"] = "there are no VOC annotations (*.xml) in it, nor in a folder Annotations inside",
        ["masks"] = "there are no mask PNGs in it (nor in a folder masks inside)",
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Written => [.. AnnotationFormats.All.Select(f => f.Name)];

    public static TheoryData<string> ReadAndWritten => [.. AnnotationFormats.All.Where(f => f.CanRead).Select(f => f.Name)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_format_is_listed_once() =>
        Assert.Equal(AnnotationFormats.All.Count, AnnotationFormats.All.Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Theory]
    [MemberData(nameof(ReadAndWritten))]
    public void What_is_counted_as_lost_is_lost_and_nothing_else(string name)
    {
        var format = Format(name);
        var stems = new ExportToFolder(_folder.Location).Write(format, Specimens.All);
        var contents = ExportToFolder.ContentsOf(Specimens.All);
        using var dataset = format.Open(_folder.Location);
        Assert.Empty(dataset.Problems);
        Assert.Equal(Specimens.All.Count, dataset.Entries.Count);
        var wrong = new List<string>();
        foreach (var read in dataset.Read())
        {
            var image = stems.GetValueOrDefault(read.Id) ?? Specimens.All.Single(i => i.Id == read.Id);
            var losses = new LossCounts();
            format.CountLosses(image, new MaskPainter(), FormatOptions.None, contents, losses);
            var (before, after) = (ImageContent.Of(image), ImageContent.Of(read));
            var lost = Missing(before, after);

            // Outlines of pixels may happen to be the very points that were given up.
            var mustBeLost = losses.Losses.Any(l => !l.What.EndsWith("(pixels are kept)", StringComparison.Ordinal));
            if (lost.Count > 0 ? losses.IsEmpty : mustBeLost)
            {
                wrong.Add($"{image.Id}: lost {string.Join("; ", lost)}; found {string.Join("; ", Missing(after, before))}; counted {string.Join("; ", losses.Losses)}");
            }

            // What is new is what became of something lost, or outlines of pixels.
            wrong.AddRange(lost.Count == 0 ? Missing(after, before).Where(n => !n.StartsWith("points", StringComparison.Ordinal)).Select(n => $"{image.Id}: came from nowhere: {n}") : []);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(ReadAndWritten))]
    public void As_many_pixels_are_counted_as_covered_as_do_not_come_back(string name)
    {
        var format = Format(name);
        var image = Specimens.All.Single(i => i.Id == "overlaps");
        new ExportToFolder(_folder.Location).Write(format, [image]);
        var masks = new MaskPainter();
        var losses = new LossCounts();
        format.CountLosses(image, masks, FormatOptions.None, ExportToFolder.ContentsOf([image]), losses);
        using var dataset = format.Open(_folder.Location);
        var read = dataset.Read().Single();
        foreach (var category in image.Annotations.Select(a => a.Name))
        {
            var counted = losses.Losses.SingleOrDefault(l => l.What == $"pixels of {category} under others").Count;
            Assert.Equal(Area(image, category) - Area(read, category), counted);
        }

        long Area(AnnotatedImage image, string category) =>
            masks.Paint(image, [.. image.Annotations.Select(a => a.Name == category ? (byte)1 : (byte)0)]).Area(1);
    }

    [Theory]
    [MemberData(nameof(ReadAndWritten))]
    public void What_it_writes_is_recognised_as_its_own(string name)
    {
        new ExportToFolder(_folder.Location).Write(Format(name), Specimens.All);
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(name, dataset.Format);
    }

    [Theory]
    [MemberData(nameof(ReadAndWritten))]
    public void Without_coordinates_names_and_kinds_are_the_same(string name)
    {
        new ExportToFolder(_folder.Location).Write(Format(name), Specimens.All);
        using var dataset = Format(name).Open(_folder.Location);
        Assert.NotEmpty(dataset.Entries);
        foreach (var entry in dataset.Entries)
        {
            var (full, brief) = (entry.Read(), entry.Read(ReadDetail.WithoutCoordinates));
            Assert.Equal(full.Tags.All, brief.Tags.All);
            Assert.Equal(Kinds(full), Kinds(brief));
            Assert.Equal((full.Id, full.Width, full.Height, full.OriginalFileName), (brief.Id, brief.Width, brief.Height, brief.OriginalFileName));
        }

        static IEnumerable<(string, AnnotationKind)> Kinds(AnnotatedImage image) =>
            image.Annotations.Where(a => a.Kind != AnnotationKind.RasterLayer).Select(a => (a.Name, a.Kind));
    }

    [Theory]
    [MemberData(nameof(ReadAndWritten))]
    public void Written_again_it_is_the_same_again(string name)
    {
        var format = Format(name);
        new ExportToFolder(_folder.Location).Write(format, Specimens.All);
        using var first = format.Open(_folder.Location);
        using var secondFolder = new TemporaryFolder();
        new ExportToFolder(secondFolder.Location).Write(format, [.. first.Read()]);
        using var second = format.Open(secondFolder.Location);
        foreach (var (one, other) in first.Read().Zip(second.Read()))
        {
            Assert.Equal(ImageContent.Of(one), ImageContent.Of(other));
        }

        Assert.Equal(first.Entries.Select(e => e.Id), second.Entries.Select(e => e.Id));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void An_empty_dataset_becomes_an_empty_export(string name)
    {
        var format = Format(name);
        new ExportToFolder(_folder.Location).Write(format, []);
        string? problem = null;
        try
        {
            using var dataset = format.Open(_folder.Location);
            Assert.Empty(dataset.Entries);
            Assert.Empty(dataset.Problems);
        }
        catch (DatasetException e)
        {
            problem = e.Problem;
        }

        Assert.Equal(format.CanRead ? EmptyExports.GetValueOrDefault(name) : $"the format '{name}' is written, not read; read the dataset that was exported", problem);
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void The_same_images_give_the_same_bytes_whatever_the_number_of_threads(string name)
    {
        using var other = new TemporaryFolder();
        new ExportToFolder(_folder.Location).Write(Format(name), Specimens.All, threads: 1);
        new ExportToFolder(other.Location).Write(Format(name), Specimens.All, threads: 4);
        Assert.NotEmpty(Files(_folder.Location));
        Assert.Equal(Files(_folder.Location), Files(other.Location));
        Assert.All(Files(_folder.Location), f => Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.Location, f)), File.ReadAllBytes(Path.Combine(other.Location, f))));
    }

    [Theory]
    [MemberData(nameof(ReadAndWritten))]
    public void Damaged_files_are_bad_data_and_never_a_crash(string name)
    {
        var format = Format(name);
        var stems = new ExportToFolder(_folder.Location).Write(format, Specimens.All);
        var random = new Random(Seed);
        var films = stems.Keys.Select(s => format.FilmPath(s + ".png")?.Replace('/', Path.DirectorySeparatorChar));
        var files = Files(_folder.Location).Except(films).Select(f => Path.Combine(_folder.Location, f!)).Where(f => new FileInfo(f).Length > 0).ToArray();
        var refused = 0;
        for (var i = 0; i < 200; i++)
        {
            var file = files[random.Next(files.Length)];
            var whole = File.ReadAllBytes(file);
            File.WriteAllBytes(file, Damage(whole, random));
            try
            {
                using var dataset = format.Open(_folder.Location);
                refused += dataset.Problems.Count > 0 ? 1 : 0;
                foreach (var entry in dataset.Entries)
                {
                    refused += IsRefused(entry) ? 1 : 0;
                }
            }
            catch (DatasetException)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {Seed}, round {i}, {Path.GetRelativePath(_folder.Location, file)}: {e}");
            }

            File.WriteAllBytes(file, whole);
        }

        Assert.InRange(refused, 20, int.MaxValue);
    }

    private static bool IsRefused(DatasetEntry entry)
    {
        try
        {
            entry.Read();
            return false;
        }
        catch (DatasetException)
        {
            return true;
        }
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        var at = random.Next(bytes.Count);
        switch (random.Next(4))
        {
            case 0:
                return whole[..at];
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at));
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count / 2), random.Next(1, Math.Min(30, bytes.Count / 2))));
                break;
        }

        return [.. bytes];
    }

    private static AnnotationFormat Format(string name) => AnnotationFormats.All.Single(f => f.Name == name);

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    /// <summary>What one list has more of than another.</summary>
    private static List<string> Missing(IReadOnlyList<string> from, IReadOnlyList<string> there)
    {
        var rest = there.ToList();
        return [.. from.Where(f => !rest.Remove(f))];
    }
}
