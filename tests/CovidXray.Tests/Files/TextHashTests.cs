using System.Security.Cryptography;
using CovidXray.Files;

namespace CovidXray.Tests.Files;

/// <summary>Equal to the framework's, whatever the length.</summary>
public sealed class TextHashTests
{
    [Fact]
    public void It_is_SHA_256_of_every_length()
    {
        var random = new Random(1);
        for (var length = 0; length < 400; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(SHA256.HashData(bytes), TextHash.Of(bytes));
        }
    }

    [Fact]
    public void Lines_have_the_hash_of_the_text_that_they_are()
    {
        var random = new Random(2);
        for (var count = 1; count < 60; count++)
        {
            string[] lines = [.. Enumerable.Range(0, count).Select(_ => new string('ä', random.Next(90)))];
            Assert.Equal(TextHash.Of(string.Join('\n', lines)), TextHash.OfLines(lines));
        }

        Assert.Equal(TextHash.Of(""), TextHash.OfLines([]));
    }

    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("ä", "33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc")]
    public void Known_texts_have_their_hash(string text, string hash) => Assert.Equal(hash, Convert.ToHexStringLower(TextHash.Of(text)));
}
