using System.Diagnostics.CodeAnalysis;
using System.Net;
using CovidXray.Texts;

namespace CovidXray.Releases.Transfer;

/// <summary>A file did not come.</summary>
/// <param name="problem">Why, in a few words that are the same for every file it befalls. Servers have a say in it.</param>
/// <param name="inner">The error underneath.</param>
[SuppressMessage("Design", "CA1064", Justification = "It never leaves this folder: it becomes a FilmProblem or a DatasetException.")]
internal sealed class TransferException(string problem, Exception? inner = null) : Exception(ForeignText.OneLine(ForeignText.Bounded(problem, LongestProblem)), inner)
{
    private const int LongestProblem = 300;

    /// <summary>Whether it may come at the next try.</summary>
    public bool IsPassing { get; init; }

    /// <summary>Whether no server answered at all.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Whether the server wants to be left alone for longer than anyone waits.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The server's answer, where there was one.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the server refuses whoever asks, rather than having no such file.</summary>
    public bool IsRefusal => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired;
}
