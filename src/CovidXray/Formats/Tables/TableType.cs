namespace CovidXray.Formats.Tables;

/// <summary>The type of a column's values. Every value may be missing.</summary>
public enum TableType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number of 64 bits.</summary>
    Whole,

    /// <summary>A finite number of double precision.</summary>
    Number,

    /// <summary>True or false.</summary>
    YesNo,

    /// <summary>A list of texts, possibly empty.</summary>
    Texts,
}
