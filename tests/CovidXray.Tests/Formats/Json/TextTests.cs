using System.Text;
using CovidXray.Annotations;
using CovidXray.Tests.Formats.Darwin;

namespace CovidXray.Tests.Formats.Json;

public sealed class TextTests
{
    [Theory]
    [InlineData("location:Centro Médico Imbanaco, Cali")]
    [InlineData("location:Universit\uFFFDrio do Porto")]
    [InlineData("location:People\uFFFDs Hospital")]
    [InlineData("胸部X線 😷")]
    public void Tags_are_kept_letter_by_letter(string tag)
    {
        Assert.Equal(tag, DarwinDocuments.ReadAnnotation(DarwinDocuments.Tag(tag)).Name);
        Assert.Equal([tag], DarwinDocuments.Read(DarwinDocuments.Document(DarwinDocuments.Tag(tag))).Tags.All);
    }

    [Theory]
    [InlineData("""Caf\u00e9""", "Café")]
    [InlineData("""\ud83d\ude37 \"a\" \\ \/ \t""", "😷 \"a\" \\ / \t")]
    public void Escapes_are_resolved(string escaped, string text) =>
        Assert.Equal(text, DarwinDocuments.ReadAnnotation(DarwinDocuments.Tag(escaped)).NameAsWritten);

    [Fact]
    public void Escaped_keys_are_the_same_keys()
    {
        var annotation = DarwinDocuments.ReadAnnotation("""{"n\u0061me": "Lung", "pol\u0079gon": {"p\u0061th": [{"\u0078": 1, "\u0079": 2}]}}""");
        Assert.Equal(("Lung", AnnotationKind.Polygon), (annotation.Name, annotation.Kind));
        Assert.Equal("1 2", DarwinDocuments.Rings(annotation.Polygon));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_document()
    {
        byte[] document = [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(DarwinDocuments.Document(DarwinDocuments.Tag("CT")))];
        Assert.Equal(Modality.CT, DarwinDocuments.Read(document).Tags.Modality);
    }

    [Fact]
    public void Blanks_and_line_ends_of_every_system_may_stand_between_tokens()
    {
        var image = DarwinDocuments.Read("\r\n\t {\r\n\"image\"\t:{ \"width\":8 ,\"height\" : 6}\r\n}\r\n \n");
        Assert.Equal((8, 6), (image.Width, image.Height));
    }
}
