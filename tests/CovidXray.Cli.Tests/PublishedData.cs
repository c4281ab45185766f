using System.Text.Json;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>The half of V7's release that tests may use, and the counts over it that others made.</summary>
internal static class PublishedData
{
    public static string Annotations => SharedData.Path("v7", "annotations");

    public static string Zip => SharedData.Path("v7", "covid-only-half.zip");

    public static string Metadata => SharedData.Path("v7", "ieee8023-metadata-2020-08.csv");

    public static JsonElement Golden => JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("v7", "golden.json"))).RootElement;
}
