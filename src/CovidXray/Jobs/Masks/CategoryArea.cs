namespace CovidXray.Jobs.Masks;

/// <summary>How much of the masks a category is.</summary>
/// <param name="Images">Images in whose masks it is seen; in the style <c>instance</c>, that have an annotation of it.</param>
/// <param name="Pixels">Its pixels in all masks.</param>
public readonly record struct CategoryArea(int Images, long Pixels);
