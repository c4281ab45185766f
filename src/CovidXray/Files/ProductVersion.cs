namespace CovidXray.Files;

/// <summary>The version of covidxr, as files that it writes and requests that it makes have it.</summary>
internal static class ProductVersion
{
    /// <summary>Three numbers: <c>0.1.0</c>.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version!.ToString(3);
}
