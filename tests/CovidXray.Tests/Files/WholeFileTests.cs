using System.Text;
using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Tests.Files;

public sealed class WholeFileTests : IDisposable
{
    private static readonly FileLimit Five = new(5, "lists");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    public void A_file_up_to_the_limit_is_read(string content) =>
        Assert.Equal(content, Encoding.UTF8.GetString(WholeFile.Read(_folder.Write("file", Encoding.UTF8.GetBytes(content)), Five)));

    [Fact]
    public void A_larger_one_is_refused()
    {
        var path = _folder.Write("file", "123456"u8);
        Assert.Equal($"{path}: the file has 6 bytes; lists of up to 5 are read", Assert.Throws<DatasetException>(() => WholeFile.Read(path, Five)).Message);
    }

    [Fact]
    public void What_gives_more_than_it_says_is_read_up_to_the_limit()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the file is Linux's");
        Assert.StartsWith("Linux version", Encoding.UTF8.GetString(WholeFile.Read("/proc/version", Five with { Bytes = 10_000 })), StringComparison.Ordinal);
        Assert.Contains("bytes; lists of up to 5 are read", Assert.Throws<DatasetException>(() => WholeFile.Read("/proc/version", Five)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_one_is_named()
    {
        var path = Path.Combine(_folder.Location, "gone");
        var error = Assert.Throws<DatasetException>(() => WholeFile.Read(path, Five));
        Assert.StartsWith($"{path}: cannot be read: ", error.Message, StringComparison.Ordinal);
        Assert.IsType<FileNotFoundException>(error.InnerException);
    }

    [Theory]
    [InlineData("EF BB BF 7B", "7B")]
    [InlineData("EF BB BF", "")]
    [InlineData("EF BB", "EF BB")]
    [InlineData("7B EF BB BF", "7B EF BB BF")]
    public void A_byte_order_mark_is_skipped_at_the_start_alone(string text, string rest) =>
        Assert.Equal(Bytes(rest), ByteOrderMark.Skip(Bytes(text)).ToArray());

    private static byte[] Bytes(string hexadecimal) => Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal));
}
