using System.Text.Json;

namespace CovidXray.Browser.Tests.Contents;

/// <summary>What is told of one image.</summary>
public sealed class ImageTests
{
    [Fact]
    public async Task Fields_are_told_with_the_tags_that_they_come_from()
    {
        using var folder = new DatasetFolder();
        folder.Add("1", annotations: [.. ((string[])["view/Axial", "age: 055 ", "19", "PatientID:31", "ICU_admission/Y", "X-RAY", "Sex/?"]).Select(DatasetFolder.Tag)]);
        folder.Add("2", annotations: [DatasetFolder.Tag("View/Coronal")]);
        await using var served = await Served.StartAsync(folder.Location);
        Assert.Equal(
            ["view=Axial (view/Axial)", "modality=X-ray (X-RAY)", "age=55 (age: 055)", "patient=31 (PatientID:31)", "offset=19 (19)", "icu=yes (ICU_admission/Y)"],
            Fields(await served.JsonAsync("/images/0")));
        Assert.Equal(["view=Coronal (View/Coronal)", "modality=CT (View/Coronal)"], Fields(await served.JsonAsync("/images/1")));
    }

    [Fact]
    public async Task Metadata_says_whose_the_film_is()
    {
        using var folder = new DatasetFolder();
        folder.Add("1", name: "a.jpg");
        folder.Add("2", name: "b.jpg");
        folder.Write("metadata.csv", "filename,license,doi,url,date,clinical_notes\na.jpg,CC BY 4.0,10.1/x,https://www.example.org/a,2020,A case.\n"u8.ToArray());
        await using var served = await Served.StartAsync(folder.Location);
        var image = await served.JsonAsync("/images/0");
        Assert.Equal("""{"license":"CC BY 4.0","source":"example.org","url":"https://www.example.org/a","doi":"10.1/x","date":"2020","clinical_notes":"A case."}""", image.GetProperty("metadata").GetRawText());
        Assert.Equal("a.jpg, licence CC BY 4.0, doi:10.1/x, https://www.example.org/a", image.GetProperty("attribution").GetString());
        Assert.Equal("b.jpg, licence unknown", (await served.JsonAsync("/images/1")).GetProperty("attribution").GetString());
    }

    private static IEnumerable<string> Fields(JsonElement image) => image.GetProperty("fields").EnumerateArray()
        .Where(f => f.GetProperty("text").ValueKind != JsonValueKind.Null)
        .Select(f => $"{f.GetProperty("name").GetString()}={f.GetProperty("value").GetString()} ({f.GetProperty("text").GetString()})");
}
