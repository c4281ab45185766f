using CovidXray.Rasterization.Kernels;

namespace CovidXray.Tests.Rasterization;

public sealed class KernelSwitchTests
{
    /// <summary>CI runs the tests again with vector widths turned off; this proves that the switch really switched.</summary>
    [Fact]
    public void The_kernel_is_the_one_that_the_run_asks_for()
    {
        var expected = Environment.GetEnvironmentVariable("COVIDXR_EXPECT_KERNEL");
        Assert.SkipWhen(string.IsNullOrEmpty(expected), "COVIDXR_EXPECT_KERNEL is not set: this run asks for no kernel");
        Assert.Equal(expected, KernelWidths.Best.ToString());
    }
}
