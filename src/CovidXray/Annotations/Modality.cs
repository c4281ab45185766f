namespace CovidXray.Annotations;

/// <summary>How an image was taken.</summary>
public enum Modality
{
    /// <summary>A radiograph; tag <c>X-ray</c>.</summary>
    XRay,

    /// <summary>A slice of a computed tomography; tag <c>CT</c>.</summary>
    CT,
}
