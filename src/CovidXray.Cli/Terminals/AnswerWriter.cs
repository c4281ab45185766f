using System.Text;
using CovidXray.Files;

namespace CovidXray.Cli.Terminals;

/// <summary>Stdout with <c>--json</c>: it knows whether an answer has begun, so that no error becomes a second one.</summary>
/// <remarks>Work that was left behind after a signal may still write; what comes behind the last answer is dropped.</remarks>
internal sealed class AnswerWriter(TextWriter output) : TextWriter
{
    private readonly System.Threading.Lock _lock = new();
    private bool _hasBegun;
    private bool _isOver;

    public override Encoding Encoding => output.Encoding;

    /// <summary>Writes the last answer, if there was none before. Where stdout is closed, nobody gets it.</summary>
    /// <param name="write">Writes it.</param>
    public void WriteLast(Action<TextWriter> write)
    {
        lock (_lock)
        {
            var isFirst = !_hasBegun;
            (_hasBegun, _isOver) = (true, true);
            try
            {
                if (isFirst)
                {
                    write(output);
                }
            }
            catch (Exception e) when (DiskError.Is(e))
            {
                // The line on stderr has told it.
            }
        }
    }

    public override void Write(char value) => Pass(() => output.Write(value));

    public override void Write(string? value) => Pass(() => output.Write(value));

    public override void WriteLine(string? value) => Pass(() => output.WriteLine(value));

    public override void Flush() => output.Flush();

    private void Pass(Action write)
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                _hasBegun = true;
                write();
            }
        }
    }
}
