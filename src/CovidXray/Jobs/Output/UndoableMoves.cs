namespace CovidXray.Jobs.Output;

/// <summary>Moves of files and folders that belong together: all of them, or none.</summary>
internal sealed class UndoableMoves
{
    private readonly Stack<(string From, string To)> _done = [];

    /// <summary>Moves a file, folder or link.</summary>
    /// <exception cref="IOException">It cannot be moved.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be moved.</exception>
    public void Move(string from, string to)
    {
        Directory.Move(from, to);
        _done.Push((from, to));
    }

    /// <summary>Moves all back, the last one first.</summary>
    /// <exception cref="JobException">One cannot be moved back.</exception>
    public void Undo()
    {
        while (_done.TryPop(out var move))
        {
            try
            {
                Directory.Move(move.To, move.From);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new JobException($"{move.From}: cannot be moved back from {move.To}, where it is kept: {e.Message}", e);
            }
        }
    }
}
