namespace CovidXray.Annotations;

/// <summary>Finds the folder of a dataset from the one that was named.</summary>
internal static class DatasetRoot
{
    private const string Annotations = "annotations";

    /// <summary>The folder itself, or that above <c>annotations</c> or <c>annotations/train</c>.</summary>
    public static string Of(string folder)
    {
        var parent = ParentOf(folder);
        return IsNamed(folder, Annotations) ? parent ?? folder
            : parent is not null && IsNamed(parent, Annotations) ? ParentOf(parent) ?? folder
            : folder;
    }

    /// <summary>The folder above one, as the user knows it; null if there is none.</summary>
    public static string? ParentOf(string folder)
    {
        var full = Path.GetFullPath(folder);
        var shown = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder));
        return string.IsNullOrEmpty(shown) || Path.GetFullPath(shown) != Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(full)) ? Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(full)) : shown;
    }

    /// <summary>Whether a folder has a name, any case.</summary>
    public static bool IsNamed(string folder, string name) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).Equals(name, StringComparison.OrdinalIgnoreCase);
}
