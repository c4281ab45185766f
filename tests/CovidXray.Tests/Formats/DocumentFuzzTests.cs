using System.Text;
using CovidXray.Annotations;
using CovidXray.Tests.Formats.Darwin;

namespace CovidXray.Tests.Formats;

/// <summary>Whatever the bytes are, reading ends with an image or with a <see cref="DatasetException"/> that names a place.</summary>
public sealed class DocumentFuzzTests
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes("""
        {
          "image": {"seq": 6434, "width": 20, "height": 1.2e1, "filename": "a.jpg", "original_filename": "Universit\ufffd.jpg"},
          "dataset": "COVID-19 Chest X-Ray Dataset",
          "annotated": true,
          "annotations": [
            {"name": "Lung", "polygon": {"path": [{"x": 1123.0, "y": 294}, {"x": -3.85, "y": 1.1e3}, {"x": 4, "y": 5}]}},
            {"complex_polygon": {"path": [[{"x": 1, "y": 2}], [{"x": 3, "y": 4}]]}, "name": "Ignore", "é": [null, false]},
            {"name": "View/PA", "tag": {}, "bounding_box": {"x": 1, "y": 2, "w": 3, "h": 4}},
            {"name": "m", "id": "1", "mask": {}},
            {"name": "r", "raster_layer": {"dense_rle": [0, 40, 1, 200], "mask_annotation_ids_mapping": {"1": 1}}}
          ]
        }
        """);

    [Fact]
    public void Cut_off_at_every_byte_it_is_a_cut_off_document()
    {
        for (var length = 1; length < Document.Length; length++)
        {
            var error = Assert.Throws<DatasetException>(() => DarwinDocuments.Read(Document.AsSpan(0, length)));
            Assert.True(
                error.Problem == "the file ends in the middle of the document; is it cut off?",
                $"cut at {length} ({Encoding.UTF8.GetString(Document.AsSpan(Math.Max(0, length - 20)..length))}): {error.Message}");
            Assert.InRange(error.Line, 1, 13);
        }

        Assert.Equal(5, DarwinDocuments.Read(Document).Annotations.Count);
    }

    [Fact]
    public void Three_thousand_damaged_documents_never_crash()
    {
        const int Seed = 517;
        var random = new Random(Seed);
        var (read, refused) = (0, 0);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = Damage(random);
            foreach (var detail in Enum.GetValues<ReadDetail>())
            {
                try
                {
                    DarwinDocuments.Read(damaged, detail);
                    read++;
                }
                catch (DatasetException e)
                {
                    Assert.StartsWith(DarwinDocuments.Source, e.Message, StringComparison.Ordinal);
                    refused++;
                }
                catch (Exception e)
                {
                    Assert.Fail($"document {i} of seed {Seed}, {detail}: {e}\n{Encoding.UTF8.GetString(damaged)}");
                }
            }
        }

        Assert.InRange(read, 300, 5700);
        Assert.Equal(6000, read + refused);
    }

    private static byte[] Damage(Random random)
    {
        var bytes = Document.ToList();
        for (var edits = random.Next(1, 3); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)"{}[]\",:0123456789-+.eE\\ntf \n"[random.Next(28)];
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count / 2), random.Next(1, 40)));
                    break;
                default:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. bytes];
    }
}
