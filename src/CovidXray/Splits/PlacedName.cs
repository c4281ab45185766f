using CovidXray.Annotations;

namespace CovidXray.Splits;

/// <summary>A name that somebody's parts have, and where.</summary>
/// <param name="Name">An id, a file name, or a path, as it stands.</param>
/// <param name="Place">Its part and fold.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; 0 where lines say nothing.</param>
/// <param name="Position">The place in a JSON document; null in other files.</param>
internal sealed record PlacedName(string Name, SplitPlace Place, string File, long Line, string? Position)
{
    /// <summary>An error at its place.</summary>
    public DatasetException Error(string problem) => new(File, problem, Line, Line > 0 ? 1 : 0, Position);
}
