namespace CovidXray.Formats.Yolo;

/// <summary>Paths as descriptions and lists have them: of the machine that wrote them, of darknet's folder, of a cloud.</summary>
internal static class YoloPath
{
    /// <summary>Folders that may lie between what a path begins with and what is there.</summary>
    private const int MaxParts = 12;

    /// <summary>The file or folder that a path means; null if it is not in a dataset.</summary>
    /// <param name="root">The dataset's folder.</param>
    /// <param name="text">
    /// The path. What is not there as it stands is looked for without its first folders: <c>../train/images</c>, where tools that
    /// export for the cloud mean <c>train/images</c>, <c>data/obj_train_data/a.png</c>, <c>C:\work\set\images</c>.
    /// </param>
    public static string? Find(string root, string text)
    {
        // No path has it, and the framework takes it for a wrong argument.
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        if (Inside(root, Path.GetFullPath(Path.Combine(root, text))) is { } given && Path.Exists(given))
        {
            return given;
        }

        var parts = text.Split('/', '\\').Where(p => p is not ("" or ".")).TakeLast(MaxParts).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            if (!parts.AsSpan(i).Contains("..") && Path.GetFullPath(Path.Combine([root, .. parts[i..]])) is var path && Inside(root, path) is not null && Path.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>Whether a path as it stands, be it there or not, leads out of a folder.</summary>
    public static bool LeadsOut(string root, string text) =>
        !text.Contains('\0', StringComparison.Ordinal) && Inside(root, Path.GetFullPath(Path.Combine(root, text))) is null;

    /// <summary>A full path, if it is in a folder; else null.</summary>
    public static string? Inside(string root, string path) =>
        (path + Path.DirectorySeparatorChar).StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
}
