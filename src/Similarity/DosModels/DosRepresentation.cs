using Similarity.Learning.Decomposition;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>As what numbers a density of states is learned. A closed family.</summary>
public abstract record DosRepresentation
{
    private protected DosRepresentation()
    {
    }

    public abstract string Name { get; }

    /// <summary>The curve of a target that is learned: the density, or its integral.</summary>
    public abstract HermiteCurve CurveOf(DosTarget target);

    /// <summary>The coding of some curves, one in each row.</summary>
    public abstract DosCoding Learn(Matrix<double> curves, int threads = 1);

    /// <summary>D at each energy.</summary>
    public static DosRepresentation Pointwise { get; } = new PointwiseRepresentation();

    /// <summary>∫ D up to each energy; the density is its slope.</summary>
    public static DosRepresentation Cumulative { get; } = new CumulativeRepresentation();

    /// <summary>Coordinates along the directions in which densities vary most.</summary>
    public static DosRepresentation Principal(int count) => new PrincipalRepresentation(count);

    private sealed record PointwiseRepresentation : DosRepresentation
    {
        public override string Name => "pointwise";

        public override HermiteCurve CurveOf(DosTarget target) => target.Dos;

        public override DosCoding Learn(Matrix<double> curves, int threads) =>
            new(false, null, null);
    }

    private sealed record CumulativeRepresentation : DosRepresentation
    {
        public override string Name => "cumulative";

        public override HermiteCurve CurveOf(DosTarget target) => target.Count;

        public override DosCoding Learn(Matrix<double> curves, int threads) =>
            new(true, null, null);
    }

    private sealed record PrincipalRepresentation(int Count) : DosRepresentation
    {
        public override string Name => FormattableString.Invariant($"principal:{Count}");

        public override HermiteCurve CurveOf(DosTarget target) => target.Dos;

        public override DosCoding Learn(Matrix<double> curves, int threads)
        {
            var components = PrincipalComponents.Of(curves, Count, threads);
            var directions = new Matrix<double>(components.Count, curves.Columns);
            for (int c = 0; c < components.Count; c++)
            {
                components.Direction(c).CopyTo(directions.Row(c));
            }

            return new DosCoding(false, components.Mean.ToArray(), directions);
        }
    }
}
