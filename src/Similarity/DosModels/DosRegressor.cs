using Similarity.Learning.Networks;

namespace Similarity.DosModels;

/// <summary>How densities are learned from environments. A closed family.</summary>
public abstract record DosRegressor
{
    private protected DosRegressor()
    {
    }

    public abstract string Name { get; }
}

/// <summary>Linear in the power spectrum.</summary>
public sealed record LinearDosRegressor : DosRegressor
{
    public override string Name => "linear";
}

/// <summary>Kernels (x̂·ŷ)^ζ with sparse points.</summary>
public sealed record KernelDosRegressor(int Points = 300, int Zeta = 2) : DosRegressor
{
    public override string Name => FormattableString.Invariant($"kernel:{Points}:{Zeta}");
}

/// <summary>A network.</summary>
public sealed record NetworkDosRegressor(NetworkOptions Options) : DosRegressor
{
    public override string Name => $"network:{string.Join("-", Options.Hidden)}";
}
