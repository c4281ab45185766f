using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Tests.Images;

namespace CovidXray.Tests.Formats.Yolo;

/// <summary>Descriptions, lists of classes, lists of images and labels as they should not be.</summary>
public sealed class YoloHostileTests : IDisposable
{
    private static readonly (string Name, string Content)[] Good =
    [
        ("obj.data", "classes = 2\ntrain = data/train.txt\nnames = data/obj.names\n"),
        ("obj.names", "Lung\nHeart\n"),
        ("train.txt", "data/obj_train_data/a.png\n"),
        ("obj_train_data/a.txt", "0 0.5 0.5 0.25 0.25\n1 0.1 0.1 0.2 0.1 0.2 0.2\n"),
    ];

    private readonly TemporaryFolder _folder = new();

    public YoloHostileTests()
    {
        _folder.Write("obj_train_data/a.png", TestFilms.GreyPng(8, 6));
        foreach (var (name, content) in Good)
        {
            Write(name, content);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_of_one_name_are_one_category_with_a_note()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data.yaml", "train: images\nnames: [Lung, Ignore, ' Lung']\n"u8);
        folder.Write("images/a.png", [0]);
        folder.Write("labels/a.txt", [(byte)'\n']);
        using var dataset = AnnotationFormats.Open(folder.Location);
        Assert.Equal(["several classes have the same name, such as 'Lung'; they are read as one category"], dataset.Notes);
    }

    [Fact]
    public void Random_damage_of_any_file_is_a_dataset_or_an_error()
    {
        var outcomes = new int[2];
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var (name, content) = Good[seed % Good.Length];
            var bytes = Encoding.UTF8.GetBytes(content);
            for (var i = 0; i < 3; i++)
            {
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)"\n\r =/.\\0"[random.Next(8)] : (byte)random.Next(256);
            }

            _folder.Write(name, bytes);
            try
            {
                using var dataset = AnnotationFormats.Open(_folder.Location);
                outcomes[dataset.Problems.Count == 0 && dataset.Read().All(i => i.Annotations.Count < 10) ? 0 : 1]++;
            }
            catch (DatasetException e)
            {
                Assert.NotEmpty(e.Message);
                outcomes[1]++;
            }

            Write(name, content);
        }

        Assert.All(outcomes, o => Assert.NotEqual(0, o));
    }

    [Theory]
    [InlineData("obj.data")]
    [InlineData("obj.names")]
    public void Files_beyond_the_limit_are_refused(string name)
    {
        Write(name, new string('a', 1_000_001));
        Assert.Contains("the file has 1,000,001 bytes; data.yaml files of up to 1,000,000 are read", Assert.Throws<DatasetException>(Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train = data/train.txt\nnames = ../../../etc/passwd\n", "Lung")]
    [InlineData("train = data/train.txt\nnames = /etc/passwd\n", "Lung")]
    [InlineData("train = data/train.txt\nnames = a\0b\n", "Lung")]
    [InlineData("train = data/train.txt\n", "Lung")]
    public void Names_that_lead_out_are_not_followed(string description, string first)
    {
        Write("obj.data", description);
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(first, dataset.Classes[0].Name);
    }

    [Theory]
    [InlineData("names = data/obj.names\n", "names no images: expected train or valid")]
    [InlineData("train = /etc\nnames = data/obj.names\n", "'/etc' leads out of the dataset")]
    [InlineData("train = nowhere.txt\nnames = data/obj.names\n", "'nowhere.txt' is not there")]
    [InlineData("", "names no images")]
    [InlineData("train = a\0b\nnames = data/obj.names\n", "is not there")]
    public void Descriptions_without_images_are_errors(string description, string problem)
    {
        Write("obj.data", description);
        Assert.Contains(problem, Assert.Throws<DatasetException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_with_a_null_character_is_not_there()
    {
        Write("train.txt", "a\0b.png\n./\0\n");
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(2, dataset.Problems.Count);
        File.Delete(Path.Combine(_folder.Location, "obj.data"));
        Write("data.yaml", "path: \"a\\0b\"\ntrain: [obj_train_data, \"\\0\"]\nnames: [Lung, Heart]\n");
        using var described = AnnotationFormats.Open(_folder.Location);
        Assert.Contains("is not there", Assert.Single(described.Problems).Problem, StringComparison.Ordinal);
        Assert.Single(described.Entries);
    }

    [Fact]
    public void A_path_of_very_many_folders_takes_no_time()
    {
        Write("train.txt", string.Concat(Enumerable.Repeat("a/", 100_000)) + "b.png\n");
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Contains("is not there; labels without images", Assert.Single(dataset.Problems).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_images_of_one_name_take_no_time()
    {
        var film = TestFilms.GreyPng(8, 6);
        var list = new StringBuilder();
        for (var i = 0; i < 500; i++)
        {
            _folder.Write($"{i}/a.png", film);
            list.Append($"{i}/a.png\n");
        }

        Write("train.txt", list.ToString());
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(500, dataset.Entries.Select(e => e.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("499 images have the file names of others", dataset.Notes[0], StringComparison.Ordinal);
    }

    private void Open() => AnnotationFormats.Open(_folder.Location).Dispose();

    private void Write(string name, string content) => _folder.Write(name, Encoding.UTF8.GetBytes(content));
}
