namespace CovidXray.Annotations;

/// <summary>Something that was understood in one of several ways, or left out, when an image was read. Nothing that stops the work.</summary>
/// <param name="What">What, in the plural and without a number: <c>annotations of other slots, which are left out</c>. One of few texts: names stand in the example.</param>
/// <param name="Count">How many of it the image has.</param>
/// <param name="Example">One of them, as its document has it; null if there is nothing to show.</param>
public sealed record ReadingNote(string What, long Count, string? Example = null);
