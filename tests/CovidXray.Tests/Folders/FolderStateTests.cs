using CovidXray.Annotations;
using CovidXray.Folders;
using CovidXray.Formats;

namespace CovidXray.Tests.Folders;

public sealed class FolderStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderStateTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Location, "annotations"));
        File.WriteAllText(Path.Combine(_folder.Location, "annotations", "1.json"), """{"image":{"width":2,"height":2},"annotations":[]}""");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("annotations")]
    [InlineData("annotations/1.json")]
    public void A_dataset_of_which_a_run_is_changing_files_is_not_opened(string path)
    {
        var dataset = Path.Combine(_folder.Location, path);
        AnnotationFormats.Open(dataset).Dispose();
        foreach (var (name, what) in new[] { (FolderState.Journal, "an export is coming to its place here"), (FolderState.Unfinished, "masks are being made here") })
        {
            var file = _folder.Write(name, "{}"u8);
            var refusal = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(dataset));
            Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
            Assert.StartsWith(_folder.Location + ": is not whole", refusal.Message, StringComparison.Ordinal);
            File.Delete(file);
        }

        AnnotationFormats.Open(dataset).Dispose();
    }
}
