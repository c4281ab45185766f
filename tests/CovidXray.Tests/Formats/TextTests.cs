using System.Text;
using CovidXray.Annotations;

namespace CovidXray.Tests.Formats;

public sealed class TextTests
{
    [Theory]
    [InlineData("location:Centro Médico Imbanaco, Cali")]
    [InlineData("location:Universit\uFFFDrio do Porto")]
    [InlineData("location:People\uFFFDs Hospital")]
    [InlineData("胸部X線 😷")]
    public void Tags_are_kept_letter_by_letter(string tag)
    {
        Assert.Equal(tag, Darwin.ReadAnnotation(Darwin.Tag(tag)).Name);
        Assert.Equal([tag], Darwin.Read(Darwin.Document(Darwin.Tag(tag))).Tags.All);
    }

    [Theory]
    [InlineData("""Caf\u00e9""", "Café")]
    [InlineData("""\ud83d\ude37 \"a\" \\ \/ \t""", "😷 \"a\" \\ / \t")]
    public void Escapes_are_resolved(string escaped, string text) =>
        Assert.Equal(text, Darwin.ReadAnnotation(Darwin.Tag(escaped)).Name);

    [Fact]
    public void Escaped_keys_are_the_same_keys()
    {
        var annotation = Darwin.ReadAnnotation("""{"n\u0061me": "Lung", "pol\u0079gon": {"p\u0061th": [{"\u0078": 1, "\u0079": 2}]}}""");
        Assert.Equal(("Lung", AnnotationKind.Polygon), (annotation.Name, annotation.Kind));
        Assert.Equal("1 2", Darwin.Rings(annotation.Polygon));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_document()
    {
        byte[] document = [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(Darwin.Document(Darwin.Tag("CT")))];
        Assert.Equal(Modality.CT, Darwin.Read(document).Tags.Modality);
    }

    [Fact]
    public void Blanks_and_line_ends_of_every_system_may_stand_between_tokens()
    {
        var image = Darwin.Read("\r\n\t {\r\n\"image\"\t:{ \"width\":8 ,\"height\" : 6}\r\n}\r\n \n");
        Assert.Equal((8, 6), (image.Width, image.Height));
    }
}
