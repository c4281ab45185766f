using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats.Coco;

namespace CovidXray.Tests.Formats.Coco;

/// <summary>COCO documents as text in a file, and what reading them gives.</summary>
internal static class CocoDocuments
{
    public const string Categories = """[{"id": 1, "name": "Ignore"}, {"id": 2, "name": "Lung"}]""";

    /// <summary>An image of 8 x 6 pixels with the id 7, and these annotations.</summary>
    public static string Document(string annotations, string image = "") =>
        "{\"images\": [{\"id\": 7, \"width\": 8, \"height\": 6, \"file_name\": \"a.png\"" + (image.Length > 0 ? ", " + image : "") + "}],\n"
        + "\"annotations\": [" + annotations + "],\n"
        + "\"categories\": " + Categories + "}\n";

    /// <summary>An annotation of image 7; the members go in as they stand.</summary>
    public static string Annotation(string members) => $$"""{"id": 1, "image_id": 7, "category_id": 2, {{members}}}""";

    public static Dataset Open(TemporaryFolder folder, string document) =>
        new CocoFormat().Open(folder.Write("coco.json", Encoding.UTF8.GetBytes(document)));

    /// <summary>The only image of a document.</summary>
    public static AnnotatedImage Read(TemporaryFolder folder, string document)
    {
        using var dataset = Open(folder, document);
        Assert.Empty(dataset.Problems);
        return Assert.Single(dataset.Entries).Read();
    }

    /// <summary>What is said of a document that is bad: when it is opened, of single images, or when they are read.</summary>
    public static DatasetException Fail(TemporaryFolder folder, string document)
    {
        try
        {
            using var dataset = Open(folder, document);
            if (dataset.Problems.Count > 0)
            {
                return Assert.Single(dataset.Problems);
            }

            foreach (var entry in dataset.Entries)
            {
                entry.Read();
            }
        }
        catch (DatasetException e)
        {
            return e;
        }

        throw new InvalidOperationException("nothing is wrong with the document: " + document);
    }
}
