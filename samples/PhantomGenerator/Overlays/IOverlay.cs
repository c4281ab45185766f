namespace PhantomGenerator.Overlays;

/// <summary>Something on a film that is no patient, and that V7's annotators marked to be ignored.</summary>
internal interface IOverlay
{
    /// <summary>The annotation over it.</summary>
    IgnoreRegion Region { get; }

    /// <summary>Draws it onto the exposed film.</summary>
    void Draw(Plate plate);
}
