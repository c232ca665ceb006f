using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Similarity.Explorer.Browser.Tests;

[Collection(ExplorerCollection.Name)]
public sealed partial class DensityPageTest(ExplorerFixture explorer)
{
    private const int Points = 24;

    [SkippableFact]
    public async Task ADroppedCubeIsASurfaceAndAPlane()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/density");
        await tab.DropAsync(tab.Get("cube-drop"), "two.cube", GaussianCube());
        await Expect(tab.Get("density-name")).ToHaveTextAsync("two.cube");
        await Expect(tab.Get("density-facts")).ToContainTextAsync("24 × 24 × 24");
        await Expect(tab.Get("density-facts")).ToContainTextAsync("2");
        await Expect(tab.Get("density-space")).ToHaveAttributeAsync("data-drawn", "true");
        await Expect(tab.Get("slice")).ToBeVisibleAsync();
        string before = await tab.Get("level-text").InnerTextAsync();
        await tab.Get("level").FillAsync("0.9");
        await Expect(tab.Get("level-text")).Not.ToHaveTextAsync(before);
        await Expect(tab.Page).ToHaveURLAsync(WithLevel());
        await tab.Get("axis").SelectOptionAsync("a");
        await Expect(tab.Get("density-space")).ToHaveAttributeAsync("data-drawn", "true");
        tab.AssertQuiet();
    }

    [SkippableFact]
    public async Task AFileThatIsNoCubeIsRefusedWithItsLine()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/density");
        await tab.DropAsync(tab.Get("cube-drop"), "bad.cube", "a\nb\nc\nd\ne\nf\ng");
        await Expect(tab.Page.Locator(".part-error")).ToContainTextAsync("line 3");
        tab.AssertQuiet();
    }

    /// <summary>Two electrons, (α/π)^{3/2} exp(−α r²) each, in a box of 12 bohr; α = 1/2.</summary>
    private static string GaussianCube()
    {
        const double step = 0.5, alpha = 0.5, middle = (Points - 1) / 2.0 * step;
        var text = new StringBuilder("two electrons\nin a Gaussian\n1 0 0 0\n");
        text.Append(CultureInfo.InvariantCulture, $"{Points} {step} 0 0\n");
        text.Append(CultureInfo.InvariantCulture, $"{Points} 0 {step} 0\n");
        text.Append(CultureInfo.InvariantCulture, $"{Points} 0 0 {step}\n");
        text.Append(CultureInfo.InvariantCulture, $"2 2.0 {middle} {middle} {middle}\n");
        double height = 2 * Math.Pow(alpha / Math.PI, 1.5);
        for (int p = 0; p < Points * Points * Points; p++)
        {
            double x = p / (Points * Points) * step - middle;
            double y = p / Points % Points * step - middle;
            double z = p % Points * step - middle;
            double value = height * Math.Exp(-alpha * (x * x + y * y + z * z));
            text.Append(CultureInfo.InvariantCulture, $" {value:E5}");
            if (p % 6 == 5)
            {
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    [GeneratedRegex("level=")]
    private static partial Regex WithLevel();
}
