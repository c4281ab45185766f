using CovidXray.Annotations;
using CovidXray.Jobs.Export;

namespace CovidXray.Tests.Jobs.Export;

/// <summary>What of an address lets whoever has it in, and what does not.</summary>
public sealed class AddressTokensTests
{
    [Theory]
    [InlineData("https://darwin.v7labs.com/api/images/1676192/original?token=952dd84f", "https://darwin.v7labs.com/api/images/1676192/original")]
    [InlineData("https://a/b?size=1&TOKEN=x#top", "https://a/b?size=1#top")]
    [InlineData("https://a/b?token", "https://a/b")]
    [InlineData("https://s3/b?X-Amz-Algorithm=A&X-Amz-Date=1&X-Amz-Expires=2&X-Amz-Signature=3&versionId=4", "https://s3/b?versionId=4")]
    [InlineData("https://s3/b?AWSAccessKeyId=a&Expires=1&Signature=b", "https://s3/b")]
    [InlineData("https://cloudfront/b?Expires=1&Signature=b&Key-Pair-Id=c", "https://cloudfront/b")]
    [InlineData("https://blob/b?sv=2020&st=a&se=b&sr=c&sp=r&sig=d&v=1", "https://blob/b?v=1")]
    [InlineData("https://storage/b?X-Goog-Signature=1", "https://storage/b")]
    [InlineData("HTTP://a/b?sig=1&sig=2", "HTTP://a/b")]
    public void Tokens_and_what_goes_with_a_signature_are_left_out(string address, string expected) => Assert.Equal(expected, AddressTokens.Without(address));

    [Theory]
    [InlineData("https://darwin.v7labs.com/workview?dataset=901&image=6434")]
    [InlineData("https://a/b?se=1&sv=2&key=3&expires=4&policy=5")]
    [InlineData("https://a/b?tokens=1&designature=2")]
    [InlineData("https://a/token=1/b")]
    [InlineData("https://a/b#?token=1")]
    [InlineData("https://a/b?")]
    [InlineData("b?token=1")]
    [InlineData("")]
    public void All_else_stays_as_it_is_written(string address) => Assert.Equal(address, AddressTokens.Without(address));

    [Fact]
    public void Texts_that_are_addresses_count_among_unknown_keys_and_all_other_values_stay()
    {
        var image = new AnnotatedImage("a", 1, 1, [])
        {
            Url = "https://a/b?token=1",
            ImageExtras = [new JsonMember("coco_url", "\"https:\\u002f\\u002fa/b?token=1&\\u0061=2\""u8.ToArray()), new JsonMember("n", "[\"https://a?token=1\"]"u8.ToArray())],
            Extras = [new JsonMember("page", "\"https://a/b\""u8.ToArray())],
        };
        var clean = AddressTokens.Without(image);
        Assert.Equal((2, "https://a/b"), (AddressTokens.CountIn(image), clean.Url));
        Assert.Equal(["\"https://a/b?a=2\"", "[\"https://a?token=1\"]"], clean.ImageExtras.Select(e => System.Text.Encoding.UTF8.GetString(e.Json.Span)));
        Assert.Same(clean, AddressTokens.Without(clean));
        Assert.Equal(0, AddressTokens.CountIn(clean));
    }
}
