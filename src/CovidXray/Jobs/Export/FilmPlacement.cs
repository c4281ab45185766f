namespace CovidXray.Jobs.Export;

/// <summary>What an export does with the films.</summary>
public enum FilmPlacement
{
    /// <summary>It leaves them out.</summary>
    None,

    /// <summary>It copies them.</summary>
    Copy,

    /// <summary>It points to them by symbolic links.</summary>
    Link,

    /// <summary>It gives them a second name on the same disk.</summary>
    Hardlink,

    /// <summary>It makes new ones: 8-bit grey, of the size and with the pixels that are wanted.</summary>
    Convert,
}
