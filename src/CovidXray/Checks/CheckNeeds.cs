namespace CovidXray.Checks;

/// <summary>What a rule needs beside the dataset's documents.</summary>
[Flags]
internal enum CheckNeeds
{
    /// <summary>Nothing else.</summary>
    None = 0,

    /// <summary>The films.</summary>
    Films = 1,

    /// <summary>The metadata table.</summary>
    Metadata = 2,

    /// <summary>A split.</summary>
    Split = 4,

    /// <summary>Which films are copies of one another.</summary>
    Copies = 8,
}
