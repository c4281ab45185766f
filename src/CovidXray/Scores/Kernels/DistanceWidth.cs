namespace CovidXray.Scores.Kernels;

/// <summary>Which form of the search for the nearest pixel runs. All find the same distances.</summary>
internal enum DistanceWidth
{
    /// <summary>One column after the other: the plain form that the others are compared with.</summary>
    Scalar,

    /// <summary>Four columns at once.</summary>
    Vector128,

    /// <summary>Eight columns at once.</summary>
    Vector256,

    /// <summary>Sixteen columns at once.</summary>
    Vector512,
}
