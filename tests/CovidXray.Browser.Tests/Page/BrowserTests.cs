namespace CovidXray.Browser.Tests.Page;

/// <summary>The tests that share a browser, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}
