namespace CovidXray.Cli.Commands.Options;

/// <summary>A command whose help shows how it is used.</summary>
internal interface IHasExamples
{
    /// <summary>Command lines as one would type them.</summary>
    IReadOnlyList<string> Examples { get; }
}
