using System.IO.Compression;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats.Arrays;
using CovidXray.Masks;
using CovidXray.Tests.Masks;

namespace CovidXray.Tests.Formats.Arrays;

/// <summary>Masks and probabilities from NumPy's files; the bytes of the files are those that NumPy 1.24 writes.</summary>
public sealed class ArrayMaskReaderTests
{
    [Theory]
    [InlineData("|b1", 1)]
    [InlineData("|u1", 1)]
    [InlineData("|i1", 1)]
    [InlineData("<u2", 2)]
    [InlineData("<i2", 2)]
    [InlineData("<u4", 4)]
    [InlineData("<i4", 4)]
    [InlineData("<u8", 8)]
    [InlineData("<i8", 8)]
    [InlineData("<f2", 2)]
    [InlineData("<f4", 4)]
    [InlineData("<f8", 8)]
    public void Arrays_of_every_type_are_read_row_by_row_or_column_by_column(string type, int size)
    {
        // 3 wide, 2 high: 0 1 1, 1 0 1.
        double[] values = [0, 1, 1, 1, 0, 1];
        var expected = MaskGenerators.FromPixels([0, 1, 1, 1, 0, 1], 3, 2);
        Assert.Equal(expected, Read(Npy(type, "False", "(2, 3)", Bytes(type, size, values))));
        Assert.Equal(expected, Read(Npy(type, "True", "(2, 3)", Bytes(type, size, [0, 1, 1, 0, 1, 1]))));
        Assert.Equal(expected, Read(Npy(type, "False", "(6,)", Bytes(type, size, values)), new ArrayMaskReader { Size = (3, 2) }));
    }

    [Fact]
    public void Bytes_that_NumPy_wrote_are_read()
    {
        // numpy.save of numpy.array([[0, 2, 2], [255, 0, 0]], numpy.uint8)
        var file = Convert.FromBase64String("k05VTVBZAQB2AHsnZGVzY3InOiAnfHUxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAgL/AAA=");
        Assert.Equal(MaskGenerators.FromPixels([0, 2, 2, 255, 0, 0], 3, 2), Read(file));
    }

    [Fact]
    public void Probabilities_are_a_mask_by_a_threshold_and_no_labels_without()
    {
        var file = Npy("<f4", "False", "(1, 4)", Bytes("<f4", 4, [0.25, 0.5, 0.75, 1]));
        Assert.Equal(MaskGenerators.FromPixels([0, 1, 1, 1], 4, 1), Read(file, new ArrayMaskReader { Threshold = 0.5 }));
        Assert.Contains("pixel (0, 0) is 0.25; expected labels, whole numbers from 0 to 255 (probabilities need a threshold)", Problem(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<f4", "(2, 3, 1)", 24, "3 dimensions (2 x 3 x 1); expected two")]
    [InlineData("<f4", "()", 4, "0 dimensions; expected two")]
    [InlineData("<f4", "(6,)", 24, "1 dimensions (6); expected two")]
    [InlineData("<f4", "(0, 3)", 0, "the array is 0 x 3; expected height x width")]
    [InlineData("<f4", "(99999999999, 3)", 24, "the array is 99999999999 x 3; expected height x width")]
    [InlineData("<f4", "(99999999999999999999, 3)", 24, "shape of the array's header is no tuple")]
    [InlineData("<f4", "(20000, 20000)", 24, "with 1 to 256000000 pixels")]
    [InlineData("|u1", "(1, 268435456)", 4, "with 1 to 256000000 pixels")]
    [InlineData("<f4", "(2, 3)", 23, "ends inside its array")]
    [InlineData("<f4", "(2, 3)", 25, "holds more than its array of 3x2 numbers")]
    [InlineData(">f4", "(2, 3)", 24, "'>f4', not little-endian ones (in NumPy: array.astype('<f4'))")]
    [InlineData("|O", "(2, 3)", 24, "holds '|O'; expected")]
    [InlineData("<c8", "(2, 3)", 48, "holds '<c8'; expected")]
    [InlineData("<f3", "(2, 3)", 24, "holds '<f3'; expected")]
    [InlineData("<U9", "(2, 3)", 24, "holds '<U9'; expected")]
    public void What_is_no_mask_is_refused_with_its_reason(string type, string shape, int bytes, string problem)
    {
        Assert.Contains(problem, Problem(Npy(type, "False", shape, new byte[bytes])), StringComparison.Ordinal);
        Assert.Contains("a.npy", Problem(Npy(type, "False", shape, new byte[bytes])), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_headers_are_refused()
    {
        Assert.Contains("is no NumPy array file", Problem([.. "PK\u0003\u0004 and more than ten"u8]), StringComparison.Ordinal);
        Assert.Contains("ends inside the array's header", Problem([]), StringComparison.Ordinal);
        Assert.Contains("ends inside the array's header", Problem(Npy("<f4", "False", "(2, 3)", [])[..40]), StringComparison.Ordinal);
        Assert.Contains("not descr, fortran_order and shape", Problem(Header("{'descr': '<f4', 'shape': (2, 3), 'shape': (2, 3)}")), StringComparison.Ordinal);
        Assert.Contains("not descr, fortran_order and shape", Problem(Header("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'x': True}")), StringComparison.Ordinal);
        Assert.Contains("holds records", Problem(Header("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3)}")), StringComparison.Ordinal);
        Assert.Contains("neither True nor False", Problem(Header("{'descr': '<f4', 'fortran_order': '<f4', 'shape': (2, 3)}")), StringComparison.Ordinal);
        Assert.Contains("no tuple of numbers", Problem(Header("{'descr': '<f4', 'fortran_order': False, 'shape': True}")), StringComparison.Ordinal);
        Assert.Contains("header has 10001 bytes", Problem(Header(new string(' ', 10_001))), StringComparison.Ordinal);
        Assert.Contains("is 30; expected probabilities from 0 to 1", Problem(Npy("<f4", "False", "(1, 1)", Bytes("<f4", 4, [30])), new ArrayMaskReader { Threshold = 0.5 }), StringComparison.Ordinal);
        Assert.Contains("NaN", Problem(Npy("<f4", "False", "(1, 1)", Bytes("<f4", 4, [double.NaN])), new ArrayMaskReader { Threshold = 0.5 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_is_read_or_refused_and_nothing_else()
    {
        var file = Npy("<i2", "False", "(2, 3)", Bytes("<i2", 2, [0, 1, 2, 3, 4, 5]));
        for (var i = 0; i < file.Length; i++)
        {
            Assert.Throws<DatasetException>(() => Read(file[..i]));
            foreach (var other in (byte[])[0, 0x20, (byte)'(', (byte)'9', 0xFF])
            {
                byte[] changed = [.. file];
                changed[i] = other;
                var error = Record.Exception(() => Read(changed));
                Assert.True(error is null or DatasetException, $"byte {i} = {other}: {error}");
            }
        }
    }

    [Fact]
    public void Archives_hold_arrays_by_name()
    {
        using var folder = new TemporaryFolder();
        var mask = MaskGenerators.FromPixels([0, 1, 1, 0], 2, 2);
        var array = Npy("|u1", "False", "(2, 2)", [0, 1, 1, 0]);
        using (var one = NpzArchive.Open(Npz(folder, "one.npz", ("arr_0.npy", array))))
        {
            Assert.Equal(mask, one.Read(null, new ArrayMaskReader()));
            Assert.Contains("has no array b; it has arr_0", Assert.Throws<DatasetException>(() => one.Read("b", new ArrayMaskReader())).Message, StringComparison.Ordinal);
        }

        using var two = NpzArchive.Open(Npz(folder, "two.npz", ("a.npy", array), ("b.npy", array), ("read.me", [1])));
        Assert.Equal(["a", "b"], two.Names);
        Assert.Equal(mask, two.Read("b", new ArrayMaskReader()));
        Assert.Contains("holds several arrays; it has a, b", Assert.Throws<DatasetException>(() => two.Read(null, new ArrayMaskReader())).Message, StringComparison.Ordinal);
        Assert.Contains("holds two arrays named a", Assert.Throws<DatasetException>(() => NpzArchive.Open(Npz(folder, "same.npz", ("a.npy", array), ("a.npy", array)))).Message, StringComparison.Ordinal);
        Assert.Contains("is not a whole zip archive", Assert.Throws<DatasetException>(() => NpzArchive.Open(folder.Write("no.npz", "PK"u8))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_array_of_an_archive_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = Npz(folder, "damaged.npz", ("a.npy", Npy("|u1", "False", "(2, 2)", [0, 1, 1, 0])));
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf("\n\u0000\u0001\u0001\u0000"u8) + 1;
        Assert.InRange(at, 1, bytes.Length);
        bytes[at] = 7;
        File.WriteAllBytes(path, bytes);
        using var archive = NpzArchive.Open(path);
        var error = Assert.Throws<DatasetException>(() => archive.Read("a", new ArrayMaskReader()));
        Assert.EndsWith("damaged.npz/a.npy: cannot be unpacked: its checksum does not match", error.Message, StringComparison.Ordinal);
    }

    private static Mask Read(byte[] file, ArrayMaskReader? reader = null) => (reader ?? new ArrayMaskReader()).Read(new MemoryStream(file), "a.npy");

    private static string Problem(byte[] file, ArrayMaskReader? reader = null) => Assert.Throws<DatasetException>(() => Read(file, reader)).Message;

    private static byte[] Npy(string type, string order, string shape, byte[] data) =>
        [.. Header($"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {shape}, }}      \n"), .. data];

    private static byte[] Header(string text) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Bytes(string type, int size, double[] values) =>
        [.. values.SelectMany(v => type[1] == 'f'
            ? size switch { 2 => BitConverter.GetBytes((Half)v), 4 => BitConverter.GetBytes((float)v), _ => BitConverter.GetBytes(v) }
            : BitConverter.GetBytes((long)v)[..size])];

    private static string Npz(TemporaryFolder folder, string name, params (string Name, byte[] Content)[] entries)
    {
        var path = Path.Combine(folder.Location, name);
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (entry, content) in entries)
        {
            using var stream = zip.CreateEntry(entry, CompressionLevel.NoCompression).Open();
            stream.Write(content);
        }

        return path;
    }
}
