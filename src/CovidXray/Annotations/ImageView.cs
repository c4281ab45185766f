namespace CovidXray.Annotations;

/// <summary>The direction from which an image shows the patient: the value of a <c>View/...</c> tag.</summary>
public enum ImageView
{
    /// <summary>Posterior to anterior, upright: <c>View/PA</c>.</summary>
    PA,

    /// <summary>Anterior to posterior: <c>View/AP</c>.</summary>
    AP,

    /// <summary>Anterior to posterior, lying: <c>View/AP_Supine</c>.</summary>
    APSupine,

    /// <summary>From the side: <c>View/Lateral</c> (<c>View/L</c> in some sources).</summary>
    Lateral,

    /// <summary>A horizontal slice: <c>View/Axial</c>.</summary>
    Axial,

    /// <summary>A frontal slice: <c>View/Coronal</c>.</summary>
    Coronal,
}
