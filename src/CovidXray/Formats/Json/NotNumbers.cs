using System.Buffers;

namespace CovidXray.Formats.Json;

/// <summary><c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which Python writes and JSON has not.</summary>
internal static class NotNumbers
{
    /// <summary>Puts null in their place in those members of an object that nobody needs as numbers.</summary>
    /// <param name="json">The object, from brace to brace.</param>
    /// <param name="isNeeded">Whether a member is read as it stands, by its name.</param>
    /// <returns>The mended object and how many they were; null if there are none there.</returns>
    public static (byte[] Json, int Count)? Mend(ReadOnlySpan<byte> json, Func<string, bool> isNeeded)
    {
        var mended = new ArrayBufferWriter<byte>(json.Length + 64);
        var (count, done) = (0, 0);
        var members = new JsonMemberScanner(json);
        while (members.MoveNext())
        {
            if (members.Value.IndexOfAny((byte)'N', (byte)'I') < 0 || isNeeded(System.Text.Encoding.UTF8.GetString(members.Name)) || !json.Overlaps(members.Value, out var start))
            {
                continue;
            }

            mended.Write(json[done..start]);
            count += Mend(members.Value, mended);
            done = start + members.Value.Length;
        }

        mended.Write(json[done..]);
        return count == 0 ? null : (mended.WrittenSpan.ToArray(), count);
    }

    /// <summary>Copies a value; returns how many there were.</summary>
    private static int Mend(ReadOnlySpan<byte> value, ArrayBufferWriter<byte> output)
    {
        var count = 0;
        for (var at = 0; at < value.Length;)
        {
            if (value[at] == '"')
            {
                var end = at + 1;
                while (end < value.Length && value[end] != '"')
                {
                    end += value[end] == '\\' ? 2 : 1;
                }

                end = Math.Min(value.Length, end + 1);
                output.Write(value[at..end]);
                at = end;
                continue;
            }

            var length = value[at..] switch
            {
                var rest when rest.StartsWith("NaN"u8) => 3,
                var rest when rest.StartsWith("Infinity"u8) => 8,
                var rest when rest.StartsWith("-Infinity"u8) => 9,
                _ => 0,
            };
            output.Write(length > 0 ? "null"u8 : value.Slice(at, 1));
            count += length > 0 ? 1 : 0;
            at += Math.Max(1, length);
        }

        return count;
    }
}
