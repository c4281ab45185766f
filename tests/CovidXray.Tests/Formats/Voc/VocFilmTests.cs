using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Masks;

namespace CovidXray.Tests.Formats.Voc;

/// <summary>Where VOC's films lie, how they are called, and what a document without a size is.</summary>
public sealed class VocFilmTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.png", "a.png", "a.png", "")]
    [InlineData("A.PNG", "a.png", "A.PNG", "")]
    [InlineData("a", "a.png", "a.png", "films that")]
    [InlineData("a.jpg", "a.png", "a.png", "films that")]
    [InlineData("b.v1", "b.v1.jpg", "b.v1.jpg", "films that")]
    [InlineData("", "a.png", "a.png", "films that")]
    [InlineData("other.bmp", "a.jpeg", "a.jpeg", "films that")]
    [InlineData("C:\\films\\b.png", "b.png", "b.png", "film names that are paths")]
    [InlineData("/abs/b.png", "b.png", "b.png", "film names that are paths")]
    [InlineData("../../b.png", "b.png", "b.png", "film names that are paths")]
    [InlineData("films/", "a.png", "a.png", "film names that are paths,films that")]
    [InlineData("..", "a.png", "a.png", "film names that no,films that")]
    [InlineData("CON.png", "a.png", "a.png", "film names that no,films that")]
    public void A_film_is_found_by_its_name_then_by_the_name_of_the_XML(string given, string film, string name, string notes)
    {
        WriteFilm($"JPEGImages/{film}");
        WriteFilm($"../{film}");
        Write("Annotations/a.xml", Document(given));
        using var dataset = Open();
        var entry = Assert.Single(dataset.Entries);
        Assert.Equal(In($"JPEGImages/{film}"), entry.FilmPath);
        var image = entry.Read();
        Assert.Equal((name, name), (image.FileName, image.OriginalFileName));
        Assert.Equal(In($"JPEGImages/{film}"), entry.FilmPath);
        Assert.Equal(notes, string.Join(',', image.Notes.Select(n => notes.Split(',').FirstOrDefault(o => n.What.StartsWith(o, StringComparison.Ordinal)) ?? n.What)));
    }

    [Theory]
    [InlineData("Annotations/a.xml", "JPEGImages/a.png")]
    [InlineData("Annotations/a.xml", "images/a.png")]
    [InlineData("Annotations/a.xml", "Annotations/a.png")]
    [InlineData("annotations/a.xml", "Images/a.png")]
    [InlineData("a.xml", "a.png")]
    [InlineData("a.xml", "images/a.png")]
    [InlineData("train/a.xml", "train/a.png")]
    [InlineData("valid/Annotations/a.xml", "valid/JPEGImages/a.png")]
    [InlineData("Annotations/ward/a.xml", "JPEGImages/ward/a.png")]
    [InlineData("Annotations/ward/a.xml", "JPEGImages/a.png")]
    [InlineData("annotations/xmls/a.xml", "images/a.png")]
    [InlineData("labels/a.xml", "data/a.png")]
    [InlineData("VOC2012/Annotations/a.xml", "VOC2012/JPEGImages/a.png")]
    public void Films_lie_in_a_folder_or_beside_the_XML(string xml, string film)
    {
        WriteFilm(film);
        Write(xml, Document("a.png"));
        using var dataset = Open();
        Assert.Empty(dataset.Problems);
        var entry = Assert.Single(dataset.Entries);
        Assert.Equal(("a", In(film)), (entry.Id, entry.FilmPath));
        Assert.Equal("a.png", entry.Read().OriginalFileName);
    }

    [Fact]
    public void Of_several_films_of_a_name_it_is_the_one_in_the_folder_of_films_or_none()
    {
        WriteFilm("images/a.png");
        WriteFilm("annotations/trimaps/a.png");
        Write("annotations/xmls/a.xml", Document("a.png"));
        using var pets = Open();
        Assert.Equal(In("images/a.png"), Assert.Single(pets.Entries).FilmPath);
        File.Delete(In("images/a.png"));
        WriteFilm("images/one/a.png");
        WriteFilm("images/two/a.png");
        using var several = Open();
        Assert.Null(Assert.Single(several.Entries).FilmPath);
    }

    [Fact]
    public void A_film_outside_of_the_dataset_is_not_one()
    {
        WriteFilm("../b.png");
        Write("Annotations/a.xml", Document("../b.png"));
        Write("JPEGImages/nothing.txt", "");
        using var dataset = Open();
        Assert.Null(Assert.Single(dataset.Entries).FilmPath);
        Assert.Equal("b.png", Assert.Single(dataset.Read()).OriginalFileName);
        Assert.Null(Assert.Single(dataset.Entries).FilmPath);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<size/>")]
    [InlineData("<size><width>0</width><height>0</height></size>")]
    [InlineData("<size><width>5</width></size>")]
    public void A_size_that_is_missing_is_the_films(string size)
    {
        WriteFilm("JPEGImages/a.png", 7, 3);
        Write("Annotations/a.xml", Document("a.png", size));
        using var dataset = Open();
        var image = Assert.Single(dataset.Read());
        Assert.Equal((7, 3), (image.Width, image.Height));
    }

    [Fact]
    public void Without_a_film_a_missing_size_is_the_masks_else_an_error_that_says_so()
    {
        Write("Annotations/a.xml", Document("a.png", ""));
        using var dataset = Open();
        Assert.Contains("neither a film nor a mask to tell it", Assert.Throws<DatasetException>(() => dataset.Entries[0].Read()).Message, StringComparison.Ordinal);
        WriteFilm("SegmentationClass/a.png", 7, 3);
        using var again = Open();
        Assert.Equal(7, Assert.Single(again.Read()).Width);
    }

    [Fact]
    public void A_film_that_is_none_is_an_error_where_its_size_is_needed()
    {
        Write("JPEGImages/a.png", "no film");
        Write("Annotations/a.xml", Document("a.png", ""));
        using var dataset = Open();
        Assert.Contains("is no JPEG or PNG", Assert.Throws<DatasetException>(() => dataset.Entries[0].Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_too_long_costs_its_image_alone()
    {
        Write($"Annotations/{new string('x', 220)}.xml", Document("a.png"));
        Write("Annotations/b.xml", Document(new string('y', 300) + ".png"));
        using var dataset = Open();
        Assert.Contains("is longer than 200 bytes", Assert.Single(dataset.Problems).Message, StringComparison.Ordinal);
        Assert.Null(Assert.Single(dataset.Read()).OriginalFileName);
    }

    [Fact]
    public void Roboflows_parts_are_one_dataset_in_which_each_image_has_an_id_and_a_film_of_its_own()
    {
        foreach (var part in (string[])["train", "valid", "test", "other"])
        {
            Write($"{part}/a.xml", Document("a.png"));
            WriteFilm($"{part}/a.png");
        }

        using var dataset = Open();
        Assert.Equal(["a", "a-2", "a-3"], dataset.Entries.Select(e => e.Id));
        Assert.Equal(["test/a.xml", "train/a.xml", "valid/a.xml"], dataset.Entries.Select(e => e.Source));
        Assert.Equal([In("test/a.png"), In("train/a.png"), In("valid/a.png")], dataset.Entries.Select(e => e.FilmPath));
        Assert.Equal(["a a.png a.png", "a-2 a-2.png a.png", "a-3 a-3.png a.png"], dataset.Read().Select(i => $"{i.Id} {i.OriginalFileName} {i.FileName}"));
        Assert.Contains("to whose ids a number was added: 2; 'a-2' is train/a.xml", Assert.Single(dataset.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_in_letter_case_alone_stay_a_problem_in_one_folder()
    {
        Write("Annotations/a.xml", Document("a.png"));
        Write("Annotations/A.XML", Document("a.png"));
        using var dataset = Open();
        Assert.Equal(Directory.GetFiles(In("Annotations")).Length - 1, dataset.Problems.Count);
        Assert.Single(dataset.Entries);
    }

    [Fact]
    public void Links_to_folders_are_not_followed()
    {
        Write("Annotations/a.xml", Document("a.png"));
        Directory.CreateSymbolicLink(In("Annotations/round"), In("Annotations"));
        using var dataset = Open();
        Assert.Single(dataset.Entries);
    }

    private static string Document(string film, string size = "<size><width>4</width><height>4</height></size>") =>
        $"<annotation><filename>{film}</filename>{size}<object><name>Lung</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></object></annotation>";

    private string Root => Path.Combine(_folder.Location, "dataset");

    private string In(string path) => Path.Combine([Root, .. path.Split('/')]);

    private Dataset Open() => AnnotationFormats.Open(Root);

    private void WriteFilm(string path, int width = 4, int height = 4)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllBytes(In(path), new MaskPngEncoder().Encode(new MaskBuilder(width, height).ToMask(), MaskPixelFormat.Grey8(1)).ToArray());
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), text);
    }
}
