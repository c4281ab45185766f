using System.Buffers.Binary;
using System.Globalization;
using CovidXray.Files;

namespace CovidXray.Formats.Coco;

/// <summary>Gives every image of an export a number: 0 to 2^31 - 1, unique, and the same one in every export that has the image.</summary>
/// <remarks>
/// V7's running number where there is one; else the id, if it is a number; else 31 bits of the id's SHA-256. If a number is
/// taken already, it is the next free one, in the ordinal order of ids.
/// </remarks>
internal sealed class CocoImageIds
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Numbers the images of an export.</summary>
    /// <param name="images">Their ids, each once, and running numbers.</param>
    public CocoImageIds(IEnumerable<(string Id, long? Seq)> images)
    {
        var sorted = images.OrderBy(i => i.Id, StringComparer.Ordinal).ToList();
        var taken = new HashSet<int>();

        // Running numbers first, so that no other image takes one away.
        foreach (var (id, seq) in sorted.Where(i => i.Seq is >= 0 and <= int.MaxValue))
        {
            if (taken.Add((int)seq!))
            {
                _numbers[id] = (int)seq;
            }
        }

        foreach (var (id, _) in sorted.Where(i => !_numbers.ContainsKey(i.Id)))
        {
            var number = AsNumber(id) ?? Hash(id);
            while (!taken.Add(number))
            {
                number = (number + 1) & int.MaxValue;
            }

            _numbers[id] = number;
        }
    }

    /// <summary>The number of an image.</summary>
    /// <exception cref="ArgumentException">The image was not counted before.</exception>
    public int this[string id] => _numbers.TryGetValue(id, out var number)
        ? number
        : throw new ArgumentException($"The contents of the export do not count the image '{id}'.", nameof(id));

    private static int? AsNumber(string id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && id == number.ToString(CultureInfo.InvariantCulture)
            ? number
            : null;

    private static int Hash(string id) => BinaryPrimitives.ReadInt32BigEndian(TextHash.Of(id)) & int.MaxValue;
}
