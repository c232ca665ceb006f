using System.Globalization;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Screening;

namespace Similarity.Tests.Screening;

/// <summary>States as in textbooks of inorganic chemistry.</summary>
public sealed class OxidationTest
{
    [Theory]
    [InlineData("Ti1 O2", "4 -2")]
    [InlineData("Na1 Cl1", "1 -1")]
    [InlineData("Ba1 Ti1 O3", "2 4 -2")]
    [InlineData("Cu1 Ga1 O2", "1 3 -2")]
    [InlineData("Ga1 As1", "3 -3")]
    [InlineData("Si1 C1", "4 -4")]
    [InlineData("Pb1 O1", "2 -2")]
    [InlineData("Sr1 Al2 Te4", "2 3 -2")]
    [InlineData("K1 N1 O3", "1 5 -2")]
    public void StatesAreThoseOfTheTextbook(string composition, string states)
    {
        (Element Element, double Share)[] shares = Shares(composition);
        var balance = ChargeBalance.Of(shares);
        Assert.Equal(states.Split(' ')
                .Select(state => int.Parse(state, CultureInfo.InvariantCulture)), balance.States);
        Assert.Equal(0, balance.Imbalance);
        Assert.Equal(0, balance.Inversions);
        Assert.True(balance.Ways >= 1);
    }

    [Theory]
    [InlineData("Fe3 O4", 1.0 / 7)]
    [InlineData("Na1 Cl2", 1.0 / 3)]
    [InlineData("Cu1 Zn1", 1.5)]
    [InlineData("Al1", 3)]
    public void WhatDoesNotBalanceSaysHowFar(string composition, double imbalance) =>
        Assert.Equal(imbalance, ChargeBalance.Of(Shares(composition)).Imbalance, 1e-5);

    /// <summary>Formula units are no part of the answer, and long lists of elements end.</summary>
    [Fact]
    public void TheBalanceIsThatOfTheComposition()
    {
        (Element, double)[] shares = Shares("Ba1 Ti1 O3");
        var one = ChargeBalance.Of(shares);
        var many = ChargeBalance.Of(Shares("Ba7 Ti7 O21"));
        Assert.Equal(one.States.ToArray(), many.States.ToArray());
        Assert.Equal(one with { States = [] }, many with { States = [] });
        var everything = ChargeBalance.Of(
            [.. Enumerable.Range(1, 103).Select(z => (new Element(z), 1.0 / 103))]);
        Assert.Equal(103, everything.States.Length);
    }

    [Theory]
    [InlineData("O", -2, "Anion")]
    [InlineData("Na", 1, "NobleGas")]
    [InlineData("Ti", 4, "NobleGas")]
    [InlineData("Ti", 3, "Open")]
    [InlineData("Zn", 2, "FullD")]
    [InlineData("In", 3, "FullD")]
    [InlineData("Sn", 4, "FullD")]
    [InlineData("Sn", 2, "LonePair")]
    [InlineData("Pb", 2, "LonePair")]
    [InlineData("Cu", 1, "FullD")]
    [InlineData("Cu", 2, "Open")]
    [InlineData("P", 5, "NobleGas")]
    [InlineData("P", 3, "LonePair")]
    [InlineData("La", 3, "NobleGas")]
    [InlineData("Gd", 3, "OpenF")]
    [InlineData("Lu", 3, "NobleGas")]
    [InlineData("Hf", 4, "NobleGas")]
    [InlineData("U", 6, "NobleGas")]
    [InlineData("U", 4, "OpenF")]
    [InlineData("Xe", 0, "NobleGas")]
    public void ShellsAreThoseOfTheIon(string symbol, int state, string shell)
    {
        Assert.True(Element.TryParse(symbol, out Element element));
        Assert.Equal(shell, IonShells.Of(element, state).ToString());
    }

    [Fact]
    public void FeaturesAreSharesOfTheIons()
    {
        Crystal rutile = FileFormats
            .Read(RepositoryFile.Database("polymorphs/mp_SnO2_rutile_mp-856.cif")).Structures[0];
        var block = new OxidationBlock();
        float[] values = new float[block.Columns.Length];
        block.Fill(rutile, values);
        Dictionary<string, float> named = block.Columns.Zip(values)
            .ToDictionary(pair => pair.First.Name, pair => pair.Second);
        Assert.Equal(2f / 3, named["share of anions"], 1e-6);
        Assert.Equal(1f / 3, named["share of cations with full d shells"], 1e-6);
        Assert.Equal(4, named["mean state of cations"], 1e-6);
        Assert.Equal(0, named["charge left per atom"]);
        Assert.Equal(1, named.Where(pair => pair.Key.StartsWith("share", StringComparison.Ordinal))
            .Sum(pair => pair.Value), 1e-6);
    }

    private static (Element Element, double Share)[] Shares(string composition)
    {
        (Element Element, double Amount)[] amounts =
        [
            .. composition.Split(' ').Select(part =>
            {
                int letters = part.TakeWhile(char.IsLetter).Count();
                Assert.True(Element.TryParse(part[..letters], out Element element));
                return (element, double.Parse(part[letters..], CultureInfo.InvariantCulture));
            }),
        ];
        double all = amounts.Sum(amount => amount.Amount);
        return [.. amounts.Select(amount => (amount.Element, amount.Amount / all))];
    }
}
