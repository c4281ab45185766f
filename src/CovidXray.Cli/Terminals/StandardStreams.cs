using System.Text;

namespace CovidXray.Cli.Terminals;

/// <summary>The process's streams. One that its parent has closed does not end it before it has begun.</summary>
internal static class StandardStreams
{
    /// <summary>For results: where it is closed, a result is an error, since nobody gets it.</summary>
    public static TextWriter Out => Opened(() => Console.Out, () => Console.SetOut(new ClosedWriter()));

    /// <summary>For everything else: where it is closed, nothing of that is said.</summary>
    public static TextWriter Error => Opened(() => Console.Error, () => Console.SetError(TextWriter.Null));

    private static TextWriter Opened(Func<TextWriter> stream, Action replace)
    {
        try
        {
            return stream();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            replace();
            return stream();
        }
    }

    private sealed class ClosedWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("stdout is closed: the result goes nowhere (send it to a file, or to /dev/null)");
    }
}
