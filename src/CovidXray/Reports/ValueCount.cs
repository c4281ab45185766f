namespace CovidXray.Reports;

/// <summary>How many images have a value.</summary>
/// <param name="Value">The value as V7 writes it, such as <c>AP_Supine</c>.</param>
/// <param name="Images">The number of images.</param>
public sealed record ValueCount(string Value, int Images);
