namespace CovidXray.Duplicates.Kernels;

/// <summary>Which form of the kernel runs. All find the same hashes.</summary>
internal enum HashWidth
{
    /// <summary>One hash after the other: the plain form that the others are compared with.</summary>
    Scalar,

    /// <summary>Two hashes at once.</summary>
    Vector128,

    /// <summary>Four hashes at once.</summary>
    Vector256,

    /// <summary>Eight hashes at once: a whole group.</summary>
    Vector512,
}
