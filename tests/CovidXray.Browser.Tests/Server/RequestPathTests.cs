using CovidXray.Browser.Server;

namespace CovidXray.Browser.Tests.Server;

public sealed class RequestPathTests
{
    [Theory]
    [InlineData("/", "Root", 0, "")]
    [InlineData("/?token=x", "Root", 0, "")]
    [InlineData("/images/17?x=/data", "Image", 17, "")]
    [InlineData("/films/0?low=1", "Film", 0, "")]
    [InlineData("/page/grid/tiles.js?v=1", "Page", 0, "grid/tiles.js")]
    [InlineData("http://127.0.0.1/data", "Unknown", 0, "")]
    [InlineData("*", "Unknown", 0, "")]
    [InlineData("", "Unknown", 0, "")]
    public void A_target_is_read_as_it_was_sent(string target, string kind, int number, string name) =>
        Assert.Equal(new RequestPath(Enum.Parse<PathKind>(kind), number, name), RequestPath.Parse(target));
}
