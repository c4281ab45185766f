using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Formats.Masks;

/// <summary>Folders of mask PNGs, read as datasets.</summary>
public sealed class MasksFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("class_idx,class_name\n0,__background__\n127,Ignore\n255,Lung\n")]
    [InlineData("class_name,class_color\n__background__,0\nIgnore,127\nLung,255\n")]
    [InlineData("class_name,class_color\r\n__background__,0\r\nIgnore,127\r\n\"Lung\",255\r\n")]
    public void Each_piece_of_a_class_is_an_annotation(string mapping)
    {
        WriteMask("a", [255, 0, 255, 255, 0, 255, 0, 0, 127]);
        Write("class_mapping.csv", mapping);
        var image = Assert.Single(Read());
        Assert.Equal(("a", 3, 3), (image.Id, image.Width, image.Height));
        Assert.Equal(["Lung", "Lung", "Ignore"], image.Annotations.Select(a => a.Name));
        Assert.Equal([255, 0, 255, 255, 0, 255, 0, 0, 127], PolygonRasterizer.Rasterize(image).ToBytes().Select(l => l switch { 1 => 255, 2 => 127, _ => 0 }));
    }

    [Fact]
    public void Masks_may_lie_in_a_folder_beside_films()
    {
        WriteMask("masks/a", [1]);
        Write("class_mapping.csv", "class_idx,class_name\n0,__background__\n1,Lung\n");
        Write("images/a.jpg", "");
        var image = Assert.Single(Read());
        Assert.Equal(("a.jpg", "masks/a.png"), (image.OriginalFileName, image.Source));
    }

    [Fact]
    public void A_PNG_with_a_films_name_is_a_mask_and_a_JPEG_or_a_link_to_nothing_is_none()
    {
        WriteMask("a", [1]);
        File.Move(Path.Combine(_folder.Location, "a.png"), Path.Combine(_folder.Location, "a.JPG"));
        Write("class_mapping.csv", "class_idx,class_name\n0,__background__\n1,Lung\n");
        _folder.Write("b.jpg", [0xff, 0xd8, 0xff, 0xe0]);
        Write("c.jpeg", "");
        File.CreateSymbolicLink(Path.Combine(_folder.Location, "d.jpg"), "nowhere");
        var image = Assert.Single(Read());
        Assert.Equal(("a", "a.JPG", "a.JPG"), (image.Id, image.OriginalFileName, image.Source));
    }

    [Fact]
    public void A_mask_with_a_films_name_that_is_cut_off_is_an_error_of_its_own()
    {
        WriteMask("a", [1]);
        Write("class_mapping.csv", "class_idx,class_name\n0,__background__\n1,Lung\n");
        _folder.Write("b.jpg", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, 0]);
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(["a", "b"], dataset.Entries.Select(e => e.Id));
        Assert.StartsWith("b.jpg: ", Assert.Throws<DatasetException>(() => dataset.Entries[1].Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_painted_has_the_backgrounds_value()
    {
        WriteMask("a", [255]);
        Write("class_mapping.csv", "class_idx,class_name\n0,__background__\n0,Ignore\n255,Lung\n");
        Assert.Equal("Lung", Assert.Single(Assert.Single(Read()).Annotations).Name);
    }

    [Theory]
    [InlineData("", "class_mapping.csv:1:1: the header names no columns")]
    [InlineData("id,name\n1,Lung\n", "class_mapping.csv:1:1: the header names no columns class_name and class_idx or class_color")]
    [InlineData("class_idx,class_name\n256,Lung\n", "class_mapping.csv:2:1: '256' is no class value from 0 to 255")]
    [InlineData("class_idx,class_name\n-1,Lung\n", "'-1' is no class value")]
    [InlineData("class_name,class_color\nLung,50 255 50\n", "a.png: pixel (1, 0) has the colour 255 255 255, which class_mapping.csv does not name (it names 50 255 50 Lung)")]
    [InlineData("class_name,class_color\n__background__,0 0 0\n", "which class_mapping.csv does not name (it names none)")]
    [InlineData("class_name,class_color\nLung,50 255 50\nTube,7\n", "class_mapping.csv:3:1: '7' is no colour; the classes above have colours")]
    [InlineData("class_name,class_color\nLung,5\nTube,50 255 50\n", "class_mapping.csv:3:1: '50 255 50' is a colour; the classes above have values")]
    [InlineData("class_name,class_color\nLung,50 255 50\nTube,50 255 50\n", "class_mapping.csv:3:1: 'Lung' and 'Tube' both have the colour 50 255 50")]
    [InlineData("class_name,class_color\nLung,50 255 50\nLung,50 255 51\n", "class_mapping.csv:3:1: 'Lung' has two colours")]
    [InlineData("class_name,class_color\nLung,50 255 256\n", "class_mapping.csv:2:1: '50 255 256' is no class value from 0 to 255, nor a colour")]
    [InlineData("class_name,class_color\n,50 255 50\n", "class_mapping.csv:2:1: a class has no name")]
    [InlineData("class_idx,class_name\n5,_background_\n", "class_mapping.csv:2:1: the background has value 5")]
    [InlineData("class_idx,class_name\n0,__background__\n255,__instance__\n", "class_mapping.csv:3:1: the masks are of single annotations, whose classes stand in instances.csv")]
    [InlineData("class_idx,class_name\n255,Lung\n255,Ignore\n", "class_mapping.csv:3:1: 'Lung' and 'Ignore' both have value 255, so masks cannot tell them apart")]
    [InlineData("class_idx,class_name\n255,Lung\n254,Lung\n", "'Lung' has values 255 and 254")]
    [InlineData("class_idx,class_name\n255,__background__\n", "the background has value 255; masks are read whose background is 0")]
    [InlineData("class_idx,class_name\n255,\n", "a class has no name")]
    [InlineData("class_idx,class_name\n127,Ignore\n", "a.png: pixel (1, 0) has value 255, which class_mapping.csv does not name (it names 127 Ignore)")]
    public void Bad_tables_are_errors(string mapping, string problem)
    {
        WriteMask("a", [0, 255]);
        Write("class_mapping.csv", mapping);
        Assert.Contains(problem, Assert.Throws<DatasetException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_of_colours_are_read_as_those_of_values()
    {
        Write("class_mapping.csv", "class_name,class_color\n__background__,0 0 0\nIgnore,255 50 50\nLung,50 255 50\nwhite,255 255 255\n");
        var mask = CovidXray.Tests.Masks.MaskGenerators.FromPixels([1, 0, 2, 1, 0, 3], 3, 2);
        File.WriteAllBytes(Path.Combine(_folder.Location, "a.png"), new MaskPngEncoder().Encode(mask, MaskPixelFormat.Rgb24([new(255, 50, 50), new(50, 255, 50), new(255, 255, 255)])).ToArray());
        File.WriteAllBytes(Path.Combine(_folder.Location, "b.png"), new MaskPngEncoder().Encode(mask, MaskPixelFormat.Palette8([new(50, 255, 50), new(255, 50, 50), new(0, 0, 0)])).ToArray());
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(["1 Ignore", "2 Lung", "3 white"], dataset.Classes.Select(c => $"{c.Number} {c.Name}"));
        Assert.Equal(["Lung white Ignore", "Lung Ignore"], dataset.Read().Select(i => string.Join(' ', i.Annotations.Select(a => a.Name))));
    }

    [Fact]
    public void What_was_read_ahead_is_read_once_more_without_its_file()
    {
        WriteMask("a", [255, 0, 255, 255, 0, 255, 0, 0, 127]);
        Write("class_mapping.csv", "class_idx,class_name\n0,__background__\n127,Ignore\n255,Lung\n");
        using var dataset = AnnotationFormats.Open(_folder.Location);
        var entry = Assert.Single(dataset.Entries);
        var ahead = entry.ReadAhead(new PointMemory(), new MemoryRoom(1000), out var kept);
        File.Delete(Path.Combine(_folder.Location, "a.png"));
        var again = kept!(new PointMemory());
        Assert.Equal(("a", 3, 3), (again.Id, again.Width, again.Height));
        Assert.Equal(PolygonRasterizer.Rasterize(ahead), PolygonRasterizer.Rasterize(again));
        Assert.Equal(3, again.Annotations.Count);
        Assert.StartsWith("a.png: cannot be read", Assert.Throws<DatasetException>(() => entry.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_room_nothing_is_kept()
    {
        WriteMask("a", [255]);
        WriteMask("b", [255]);
        Write("class_mapping.csv", "class_idx,class_name\n255,Lung\n");
        using var dataset = AnnotationFormats.Open(_folder.Location);
        var room = new MemoryRoom(6);
        Assert.Single(dataset.Entries[0].ReadAhead(new PointMemory(), room, out var first).Annotations);
        Assert.Single(dataset.Entries[1].ReadAhead(new PointMemory(), room, out var second).Annotations);
        File.Delete(Path.Combine(_folder.Location, "a.png"));
        File.Delete(Path.Combine(_folder.Location, "b.png"));
        Assert.Single(first!(new PointMemory()).Annotations);
        Assert.Null(second);
        Assert.Throws<DatasetException>(() => dataset.Entries[1].Read());
    }

    [Fact]
    public void A_category_called_background_is_noted()
    {
        Write("class_mapping.csv", "class_idx,class_name\n0,background\n255,Lung\n");
        WriteMask("a", [0, 255]);
        using var plain = AnnotationFormats.Open(_folder.Location);
        Assert.Empty(plain.Notes);
        Write("class_mapping.csv", "class_idx,class_name\n0,__background__\n255,background\n");
        using var odd = AnnotationFormats.Open(_folder.Location);
        Assert.Contains("class_mapping.csv:3: 'background' is not 0, so it is read as a category", Assert.Single(odd.Notes), StringComparison.Ordinal);
        Assert.Equal("background", Assert.Single(Assert.Single(odd.Read()).Annotations).Name);
    }

    [Theory]
    [InlineData("__background__")]
    [InlineData("_background_")]
    public void No_style_of_masks_has_a_category_that_is_named_as_the_background(string name) =>
        Assert.All(CovidXray.Formats.Masks.MaskStyle.All, s => Assert.Contains($"there is a category '{name}'", s.ProblemWith(["Lung", name]), StringComparison.Ordinal));

    [Fact]
    public void Damaged_masks_are_errors_with_their_file()
    {
        Write("a.png", "no mask");
        Write("class_mapping.csv", "class_idx,class_name\n127,Ignore\n");
        Assert.StartsWith("a.png: it is no PNG file", Assert.Throws<DatasetException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void V7s_published_masks_are_a_dataset_with_the_same_pixels()
    {
        using var annotations = AnnotationFormats.Open(SharedData.Path("v7"));
        using var masks = AnnotationFormats.Open(SharedData.Path("v7", "masks"));
        Assert.Equal("masks", masks.Format);
        foreach (var (drawn, traced) in annotations.Read().Zip(masks.Read()))
        {
            Assert.Equal(drawn.Id, traced.Id);
            Assert.True(PolygonRasterizer.Rasterize(drawn, PaintOrder.V7).Equals(PolygonRasterizer.Rasterize(traced)), drawn.Id);
        }
    }

    private AnnotatedImage[] Read()
    {
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal("masks", dataset.Format);
        return [.. dataset.Read()];
    }

    private void WriteMask(string name, byte[] pixels)
    {
        var width = pixels.Length > 3 ? 3 : pixels.Length;
        var identity = Enumerable.Range(1, 255).Select(i => (byte)i).ToArray();
        var path = Path.Combine(_folder.Location, name + ".png");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new MaskPngEncoder().Encode(CovidXray.Tests.Masks.MaskGenerators.FromPixels(pixels, width, pixels.Length / width), MaskPixelFormat.Grey8(identity)).ToArray());
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(_folder.Location, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
