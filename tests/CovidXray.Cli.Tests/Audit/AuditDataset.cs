using System.Globalization;
using System.Text;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Audit;

/// <summary>A dataset of forty patients with two images each, in which the view tells who was in intensive care, and age is missing where nobody died.</summary>
internal sealed class AuditDataset : IDisposable
{
    private const int Patients = 40;
    private readonly TemporaryFolder _folder = new();

    public AuditDataset()
    {
        var random = new Random(11);
        for (var image = 0; image < 2 * Patients; image++)
        {
            var patient = image / 2;
            var isIcu = patient % 2 == 0;
            var view = random.Next(10) == 0 != isIcu ? "AP_Supine" : "PA";
            string[] tags =
            [
                "X-ray", "COVID-19", $"PatientID:{patient}", $"View/{view}", $"ICU_admission/{(isIcu ? "Y" : "N")}", $"Survival/{(patient % 4 == 0 ? "N" : "Y")}",
                .. patient % 4 == 0 ? [string.Create(CultureInfo.InvariantCulture, $"Age:{random.Next(30, 90)}")] : Array.Empty<string>(),
                random.Next(2) == 0 ? "Sex/F" : "Sex/M",
            ];
            Write($"dataset/annotations/{Id(image)}.json", $$"""
                {"image": {"width": {{600 + random.Next(9)}}, "height": 500, "filename": "{{Id(image)}}.png", "original_filename": "film-{{Id(image)}}.png"},
                 "annotations": [{{string.Join(", ", tags.Select(t => $$"""{"name": "{{t}}", "tag": {} }"""))}}]}
                """);
        }
    }

    public string Location => Path.Combine(_folder.Location, "dataset");

    public static int Images => 2 * Patients;

    public static string Id(int image) => string.Create(CultureInfo.InvariantCulture, $"{100 + image}");

    public static bool IsIcu(int image) => image / 2 % 2 == 0;

    /// <summary>Writes a text file; returns its path.</summary>
    public string Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));

    public string PathOf(string name) => Path.Combine(_folder.Location, name);

    public Task<Cli> RunAsync(params IReadOnlyList<string> args) => Cli.RunAsync(["audit", "-d", Location, .. args]);

    public void Dispose() => _folder.Dispose();
}
