namespace CovidXray.Cli.Commands.Pull;

/// <summary>When the sources of <c>--images-from</c> are asked, beside the addresses in the documents.</summary>
internal enum FilmSourceOrder
{
    /// <summary>First.</summary>
    Before,

    /// <summary>For what V7 does not give.</summary>
    After,

    /// <summary>V7 is not asked.</summary>
    Only,
}
