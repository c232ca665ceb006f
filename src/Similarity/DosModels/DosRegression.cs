using Similarity.Learning;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// From environments to densities of states on a window: a model whose first numbers stand for the
/// density, and whose further ones, as many each, for that of each member of a committee.
/// </summary>
public sealed record DosRegression(
    EnergyAxis Window,
    double Sigma,
    EnergyReference Reference,
    DosCoding Coding,
    IVectorModel Model,
    int Members)
{
    /// <summary>How many numbers stand for one density.</summary>
    public int Numbers => Coding.Length(Window);

    /// <summary>
    /// The densities of samples, a row each, from the mean numbers of their atoms: the committee's
    /// members follow the model of all samples.
    /// </summary>
    /// <param name="numbers">(1 + members) · <see cref="Numbers"/> for one structure.</param>
    /// <returns>1 + members rows.</returns>
    public Matrix<double> Densities(ReadOnlySpan<double> numbers) => Coding.Densities(
        Coding.Decode(new MatrixView<double>(numbers, 1 + Members, Numbers)), Window);

    /// <summary>The densities of groups of atoms, (1 + members) rows for each group.</summary>
    public Matrix<double>[] Predict(GroupedRows environments, int threads = 1)
    {
        Matrix<double> means = environments.MeansOf(
            Model.Predict(environments.Features.View(), threads));
        return [.. Enumerable.Range(0, means.Rows).Select(i => Densities(means.Row(i)))];
    }
}
