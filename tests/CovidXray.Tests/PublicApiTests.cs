using CovidXray.Masks;
using PublicApiGenerator;

namespace CovidXray.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_changes_only_on_purpose()
    {
        var api = typeof(Mask).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false });
        GoldenFile.Matches("public-api.txt", api.ReplaceLineEndings("\n").TrimEnd() + "\n");
    }
}
