namespace PhantomGenerator.Dataset;

/// <summary>What kind of picture to make.</summary>
internal enum Projection
{
    /// <summary>An X-ray from the front or the back, the only kind with annotated lungs.</summary>
    Frontal,

    /// <summary>An X-ray from the side.</summary>
    Lateral,

    /// <summary>A CT slice.</summary>
    Axial,
}
