namespace CovidXray.Jobs.Films;

/// <summary>Which pixels of a film an export keeps: the controls that tell what a network learns from.</summary>
[Flags]
public enum PixelControls
{
    /// <summary>All: nothing is removed.</summary>
    None = 0,

    /// <summary>Those of a Lung annotation, whether or not Ignore lies over them.</summary>
    LungsOnly = 1,

    /// <summary>All but those.</summary>
    LungsRemoved = 2,

    /// <summary>All but those of an Ignore annotation.</summary>
    IgnoreRemoved = 4,

    /// <summary>The box of the lungs.</summary>
    Crop = 8,
}
