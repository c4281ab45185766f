using CovidXray.Annotations;
using CovidXray.Work;

namespace CovidXray.Geometry;

/// <summary>The area that a polygon fills.</summary>
internal static class EvenOddArea
{
    /// <summary>The area in square pixels, by the even-odd rule: of rings that cross themselves, too.</summary>
    /// <param name="polygon">The polygon.</param>
    /// <param name="image">Whose it is, for the error.</param>
    /// <param name="annotation">Its index in the image.</param>
    /// <param name="meter">Takes the steps: it costs as much as a repair.</param>
    /// <exception cref="DatasetException">It takes too many steps.</exception>
    public static double Of(Polygon polygon, AnnotatedImage image, int annotation, WorkMeter meter)
    {
        var work = new EditWork(meter);
        work.For(image, annotation);
        return EvenOddShape.Of(polygon, work).Area.Area;
    }
}
