using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Tests.Jobs;

/// <summary>The bundled dataset.</summary>
internal static class Sample
{
    public static string Location { get; } = Path.Combine(Repository.Root, "samples", "phantom-dataset");

    public static Dataset Open() => AnnotationFormats.Open(Location);
}
