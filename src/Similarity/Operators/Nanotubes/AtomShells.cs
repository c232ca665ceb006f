using System.Collections.Immutable;
using Similarity.Numerics;
using Similarity.Operators.Integrals;

namespace Similarity.Operators.Nanotubes;

/// <summary>The shells of an atom, and the integrals between two such atoms.</summary>
internal sealed class AtomShells
{
    private const int LargestBlock = (2 * GaussianShell.HighestAngularMomentum + 1)
        * (2 * GaussianShell.HighestAngularMomentum + 1);

    private readonly ImmutableArray<GaussianShell> shells;

    public AtomShells(IEnumerable<GaussianShell> shells)
    {
        this.shells = [.. shells];
        ShellOf = [.. this.shells.SelectMany(
            (shell, index) => Enumerable.Repeat(index, shell.Functions))];
    }

    public ImmutableArray<int> AngularMomenta =>
        [.. shells.Select(shell => shell.AngularMomentum)];

    /// <summary>The shell of each function.</summary>
    public ImmutableArray<int> ShellOf { get; }

    /// <summary>The distance beyond which no element of S or T exceeds the tolerance.</summary>
    public double Reach(double tolerance) => shells
        .SelectMany(_ => shells, (a, b) => new ShellPair(a, b).Radius(tolerance, []))
        .Max();

    /// <summary>S and T of the functions of two atoms, row after row.</summary>
    public void Integrals(Vector3D displacement, Span<double> overlap, Span<double> kinetic)
    {
        Span<double> s = stackalloc double[LargestBlock];
        Span<double> t = stackalloc double[LargestBlock];
        int functions = ShellOf.Length;
        int row = 0;
        foreach (GaussianShell a in shells)
        {
            int column = 0;
            foreach (GaussianShell b in shells)
            {
                int count = a.Functions * b.Functions;
                TwoCentreIntegrals.OverlapAndKinetic(
                    a, b, displacement, s[..count], t[..count]);
                for (int i = 0; i < count; i++)
                {
                    int target =
                        (row + i / b.Functions) * functions + column + i % b.Functions;
                    overlap[target] = s[i];
                    kinetic[target] = t[i];
                }

                column += b.Functions;
            }

            row += a.Functions;
        }
    }
}
