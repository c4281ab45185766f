using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Tests.Formats;

/// <summary>A category without a name is an error with its place, in every format.</summary>
public sealed class EmptyNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.json", """{"image": {"width": 9, "height": 9}, "annotations": [{"name": "", "polygon": {"path": [{"x": 1, "y": 1}]}}]}""", "the annotation's name is empty; give it one (at $.annotations[0])")]
    [InlineData("a.json", """{"image": {"width": 9, "height": 9}, "annotations": [{"name": " ", "tag": {}}]}""", "the annotation's name is empty; give it one (at $.annotations[0])")]
    [InlineData("annotations.json", """{"images": [], "categories": [{"id": 2, "name": " "}]}""", "the name of the category 2 is empty; give it one (at $.categories[0].name)")]
    [InlineData("annotations.json", """{"images": [], "tag_categories": [{"id": 2, "name": ""}]}""", "the name of the category 2 is empty; give it one (at $.tag_categories[0].name)")]
    [InlineData("a.xml", "<annotation><size><width>9</width><height>9</height></size><object><name> </name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></object></annotation>", "the object has no <name>")]
    [InlineData("data.yaml", "train: images\nnames: [Lung, '']\n", "the name of class 1 is empty")]
    [InlineData("masks.csv", "class_idx,class_name\n1,\n", "a class has no name")]
    public void It_is_an_error_with_its_place(string name, string content, string problem)
    {
        if (name == "masks.csv")
        {
            name = "class_mapping.csv";
            _folder.Write("a.png", [0]);
        }

        _folder.Write(name, Encoding.UTF8.GetBytes(content));
        var error = Assert.Throws<DatasetException>(() =>
        {
            using var dataset = AnnotationFormats.Open(_folder.Location);
            Assert.Empty(dataset.Read());
        });
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.True(error.Line > 0, error.Message);
    }
}
