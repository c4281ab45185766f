namespace CovidXray.Annotations;

/// <summary>The names of the two categories that V7 drew.</summary>
public static class Category
{
    /// <summary>One lung. Frontal films carry two.</summary>
    public const string Lung = "Lung";

    /// <summary>Markings and devices that a consumer should leave out.</summary>
    public const string Ignore = "Ignore";
}
