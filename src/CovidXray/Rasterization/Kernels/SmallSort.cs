using System.Numerics;

namespace CovidXray.Rasterization.Kernels;

/// <summary>Sorts the few numbers of one row; nearly always they are two or four, and often in order already.</summary>
internal static class SmallSort
{
    /// <summary>Beyond, the library's sort is faster.</summary>
    private const int Few = 16;

    public static void Sort<T>(Span<T> numbers)
        where T : INumber<T>
    {
        if (numbers.Length > Few)
        {
            numbers.Sort();
            return;
        }

        for (var i = 1; i < numbers.Length; i++)
        {
            var number = numbers[i];
            var at = i;
            for (; at > 0 && numbers[at - 1] > number; at--)
            {
                numbers[at] = numbers[at - 1];
            }

            numbers[at] = number;
        }
    }
}
