using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Coco;

namespace CovidXray.Tests.Formats.Coco;

/// <summary>Numbers in COCO files: of images, of licences.</summary>
public sealed class CocoIdsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_image_has_its_running_number_else_its_id_if_that_is_one_else_a_hash()
    {
        var ids = new CocoImageIds([("1676192", 6434), ("42", null), ("film", null), ("007", null)]);
        Assert.Equal((6434, 42), (ids["1676192"], ids["42"]));

        // The first 31 bits but for the sign of sha256("film"), by another tool.
        Assert.Equal(1348501370, ids["film"]);
        Assert.NotEqual(7, ids["007"]);
        Assert.Equal(4, new[] { "1676192", "42", "film", "007" }.Select(i => ids[i]).Distinct().Count());
    }

    [Fact]
    public void An_image_has_the_same_number_in_every_export_that_has_it()
    {
        var alone = new CocoImageIds([("film", null)]);
        var among = new CocoImageIds([.. Enumerable.Range(0, 1000).Select(i => ($"other-{i}", (long?)null)), ("film", null)]);
        Assert.Equal(alone["film"], among["film"]);
    }

    [Fact]
    public void A_number_that_is_taken_or_too_large_is_given_to_nobody_else()
    {
        var ids = new CocoImageIds([("b", 5), ("a", 5), ("5", null), ("6", null), ("c", 1L << 31), ("d", -1)]);
        Assert.Equal(5, ids["a"]);
        Assert.Equal((6, 7), (ids["5"], ids["6"]));
        var all = new[] { "a", "b", "c", "d", "5", "6" }.Select(i => ids[i]).ToArray();
        Assert.Equal(6, all.Distinct().Count());
        Assert.All(all, id => Assert.InRange(id, 0, int.MaxValue));
        Assert.Throws<ArgumentException>(() => ids["e"]);
    }

    [Fact]
    public void The_first_and_the_last_number_are_numbers_like_others()
    {
        var ids = new CocoImageIds([("film", 0), ("last", int.MaxValue), ("2147483647", null), ("0", null)]);
        Assert.Equal((0, int.MaxValue), (ids["film"], ids["last"]));

        // Both are taken when the others' turn comes: the next free one, and behind the last the first.
        Assert.Equal((1, 2), (ids["0"], ids["2147483647"]));
        Assert.Equal(0, new CocoImageIds([("0", null)])["0"]);
    }

    [Fact]
    public void Running_numbers_out_of_range_come_back_all_the_same()
    {
        var image = new AnnotatedImage("x", 8, 6, []) { Seq = 1L << 40, OriginalFileName = "x.png" };
        new ExportToFolder(_folder.Location).Write(new CocoFormat(), [image]);
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(1L << 40, Assert.Single(dataset.Read()).Seq);
    }

    [Theory]
    [InlineData("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")]
    [InlineData(" CC BY-NC-SA 3.0 ", "https://creativecommons.org/licenses/by-nc-sa/3.0/")]
    [InlineData("CC BY-NC-SA", "")]
    [InlineData("CC BY-XX 4.0", "")]
    [InlineData("Apache 2.0", "https://www.apache.org/licenses/LICENSE-2.0")]
    [InlineData("listed as authorized for everyone", "")]
    public void A_licence_is_listed_with_its_text_if_its_name_says_which_it_is(string license, string url)
    {
        var images = new[] { null, license, license }
            .Select((l, i) => new AnnotatedImage($"{i}", 8, 6, []) { OriginalFileName = $"{i}.png", Origin = new ImageOrigin(l, null, null, null, null, null) })
            .ToArray();
        new ExportToFolder(_folder.Location).Write(new CocoFormat(), images);
        using var coco = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder.Location, "annotations", "instances_default.json")));
        Assert.Equal([0, 1, 1], coco.RootElement.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("license").GetInt32()));
        Assert.Equal(
            $$"""[{"id":0,"name":"unknown","url":""},{"id":1,"name":"{{license.Trim()}}","url":"{{url}}"}]""",
            coco.RootElement.GetProperty("licenses").GetRawText());
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal([null, license.Trim(), license.Trim()], dataset.Read().Select(i => i.Origin?.License));
    }
}
