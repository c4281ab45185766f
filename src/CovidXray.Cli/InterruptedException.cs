namespace CovidXray.Cli;

/// <summary>A signal ended the work of a command, which can say what there is of it.</summary>
/// <remarks>The command does not say it itself: where the process has gone on without its work, that was said already.</remarks>
/// <param name="message">What there is, beginning with "interrupted".</param>
/// <param name="answer">Writes the answer of <c>--json</c>, with the error in it; null for the error alone.</param>
internal sealed class InterruptedException(string message, Action<TextWriter, FatalError>? answer = null) : OperationCanceledException(message)
{
    /// <summary>Writes the answer of <c>--json</c>; null if it is the error alone.</summary>
    public Action<TextWriter, FatalError>? Answer { get; } = answer;
}
