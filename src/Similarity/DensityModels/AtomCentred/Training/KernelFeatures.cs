using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Equivariants;
using Similarity.DensityModels.AtomCentred.Kernels;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// Ψ of atoms: their kernels with the sparse environments of their element, in coordinates of the
/// kernel's space; and the order of the weights that multiply them.
/// </summary>
internal sealed class KernelFeatures
{
    private readonly Dictionary<Element, SparseEnvironments> sparse;
    private readonly Dictionary<(Element, int), KernelSpace> spaces = [];

    public KernelFeatures(
        EquivariantFeatures method,
        EquivariantKernel kernel,
        AuxiliaryBasis basis,
        IReadOnlyList<SparseEnvironments> environments,
        int threads)
    {
        Method = method;
        Kernel = kernel;
        Environments = environments;
        sparse = environments.ToDictionary(own => own.Element);
        var blocks = new List<WeightBlock>();
        int offset = 0;
        foreach (SparseEnvironments own in environments)
        {
            for (int lambda = 0; lambda <= own.Highest; lambda++)
            {
                var space = new KernelSpace(kernel.Compute(own, lambda, threads), threads);
                spaces[(own.Element, lambda)] = space;
                int shells = basis.Count(own.Element, lambda);
                blocks.Add(new(blocks.Count, own.Element, lambda, shells, space.Rank, offset));
                offset += shells * space.Rank;
            }
        }

        Blocks = blocks;
        Dimension = offset;
    }

    public EquivariantFeatures Method { get; }

    public EquivariantKernel Kernel { get; }

    public IReadOnlyList<SparseEnvironments> Environments { get; }

    public IReadOnlyList<WeightBlock> Blocks { get; }

    /// <summary>D, the number of weights.</summary>
    public int Dimension { get; }

    /// <summary>
    /// Ψ of the atoms of one element of a structure, per λ; rows (atom, μ).
    /// </summary>
    public Matrix<double>[] Of(Element element, Matrix<double>[] features, int threads)
    {
        SparseEnvironments own = sparse[element];
        var psi = new Matrix<double>[own.Highest + 1];
        for (int lambda = 0; lambda <= own.Highest; lambda++)
        {
            Matrix<double> kernel = Kernel.Compute(features, own, lambda, threads);
            psi[lambda] = MatrixProduct.Multiply(
                kernel.View(), spaces[(element, lambda)].Projection.View(), threads);
        }

        return psi;
    }

    /// <summary>
    /// V B per block: weights that multiply kernels themselves, rows (environment, μ), a column
    /// per shell.
    /// </summary>
    public Matrix<double>[] Dual(ReadOnlySpan<double> weights)
    {
        var dual = new Matrix<double>[Blocks.Count];
        foreach (WeightBlock block in Blocks)
        {
            var b = new MatrixView<double>(
                weights.Slice(block.Offset, block.Count), block.Shells, block.Rank);
            dual[block.Index] = MatrixProduct.Multiply(
                spaces[(block.Element, block.Lambda)].Projection.View(), b.Transpose);
        }

        return dual;
    }

    /// <summary>Atoms of one element of a crystal.</summary>
    public static int[] AtomsOf(Crystal crystal, Element element)
    {
        var atoms = new List<int>();
        for (int i = 0; i < crystal.Count; i++)
        {
            if (crystal.Sites[i].Element == element)
            {
                atoms.Add(i);
            }
        }

        return [.. atoms];
    }
}
