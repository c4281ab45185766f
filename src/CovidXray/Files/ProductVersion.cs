using System.Reflection;

namespace CovidXray.Files;

/// <summary>The version of covidxr, as files that it writes and requests that it makes have it.</summary>
internal static class ProductVersion
{
    // "0.2.0-dev+786fe77...": the SDK adds the commit behind the plus sign where it builds from a Git repository.
    private static readonly string[] Parts = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2);

    /// <summary>The version as it stands in <c>Directory.Build.props</c>: <c>0.1.0</c>, or <c>0.2.0-dev</c> on the way to one.</summary>
    public static string Text => Parts[0];

    /// <summary>For people: with the commit it was built from, where that is known: <c>0.1.0 (786fe77)</c>. It has no place in files.</summary>
    public static string WithCommit => Parts is [_, { Length: >= 7 } commit] ? $"{Text} ({commit[..7]})" : Text;
}
