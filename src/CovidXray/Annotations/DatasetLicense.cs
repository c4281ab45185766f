namespace CovidXray.Annotations;

/// <summary>A licence as a dataset's own table has it: COCO's <c>licenses</c>.</summary>
/// <param name="Number">Its number there.</param>
/// <param name="Name">What it is called; null if the table does not say.</param>
/// <param name="Url">Where it stands; null if the table does not say.</param>
internal sealed record DatasetLicense(long Number, string? Name, string? Url);
