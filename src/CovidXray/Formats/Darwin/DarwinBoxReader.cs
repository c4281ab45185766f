using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Darwin;

/// <summary>Reads <c>{"x": 1, "y": 2, "w": 3, "h": 4}</c>.</summary>
internal static class DarwinBoxReader
{
    private const string Name = AnnotationKindNames.BoundingBox;

    /// <summary>Reads the value of the current member.</summary>
    /// <returns>The member as raw JSON if it holds more than the box.</returns>
    public static JsonMember? Read(ref JsonCursor json, out BoundingBox? box)
    {
        var start = json.BeginObject(Name);
        var hasMore = false;
        var (x, y, width, height) = (double.NaN, double.NaN, double.NaN, double.NaN);
        while (json.NextMember())
        {
            if (json.NameIs("x"u8))
            {
                x = json.ReadCoordinate("x");
            }
            else if (json.NameIs("y"u8))
            {
                y = json.ReadCoordinate("y");
            }
            else if (json.NameIs("w"u8))
            {
                width = json.ReadCoordinate("w");
            }
            else if (json.NameIs("h"u8))
            {
                height = json.ReadCoordinate("h");
            }
            else
            {
                hasMore = true;
                json.SkipValue();
            }
        }

        if (double.IsNaN(x + y + width + height))
        {
            throw json.Fail($"{Name} needs x, y, w and h", start);
        }

        box = new BoundingBox(x, y, width, height);
        return hasMore ? json.RawSince(Name, start) : null;
    }
}
