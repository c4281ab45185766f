using CovidXray.Rasterization;

namespace CovidXray.Jobs.Masks;

/// <summary>The paint orders as they are typed; the first is the default.</summary>
internal static class PaintOrders
{
    private static readonly (string Name, PaintOrder Order)[] All =
        [("ignore-last", PaintOrder.IgnoreLast), ("v7", PaintOrder.V7), ("ignore-first", PaintOrder.IgnoreFirst)];

    public static string[] Names => [.. All.Select(o => o.Name)];

    public static string Name(PaintOrder order) => All.First(o => o.Order == order).Name;

    public static PaintOrder Parse(string name) => All.First(o => string.Equals(o.Name, name, StringComparison.OrdinalIgnoreCase)).Order;
}
