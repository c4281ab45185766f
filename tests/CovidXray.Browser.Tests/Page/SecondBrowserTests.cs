namespace CovidXray.Browser.Tests.Page;

/// <summary>The half of them that takes another browser, beside the first: a page waits more than it works.</summary>
[CollectionDefinition(Name)]
public sealed class SecondBrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "second browser";
}
