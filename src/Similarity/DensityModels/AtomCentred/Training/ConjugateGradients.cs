namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// Solves A x = b, A symmetric and positive definite and known by its action only, with the
/// diagonal preconditioner M: x minimises ½ x·A x − b·x along directions conjugate to each other.
/// </summary>
internal static class ConjugateGradients
{
    /// <param name="preconditioner">M, positive; all 1 for none.</param>
    /// <param name="tolerance">Of |b − A x| / |b|.</param>
    public static ConjugateSolution Solve(
        Func<double[], double[]> apply,
        double[] right,
        double[] preconditioner,
        double[] start,
        double tolerance,
        int mostIterations,
        CancellationToken cancellation = default)
    {
        double norm = Norm(right);
        double[] x = (double[])start.Clone(), residual = (double[])right.Clone();
        if (norm == 0)
        {
            return new(new double[x.Length], 0, 0, true);
        }

        if (x.Any(value => value != 0))
        {
            AddScaled(-1, apply(x), residual);
        }

        double[] direction = new double[x.Length];
        double scalar = 1;
        for (int iteration = 0; ; iteration++)
        {
            double error = Norm(residual) / norm;
            if (error <= tolerance || iteration == mostIterations)
            {
                return new(x, iteration, error, error <= tolerance);
            }

            cancellation.ThrowIfCancellationRequested();
            double next = 0;
            for (int i = 0; i < x.Length; i++)
            {
                next += residual[i] * residual[i] / preconditioner[i];
            }

            double beta = iteration == 0 ? 0 : next / scalar;
            scalar = next;
            for (int i = 0; i < x.Length; i++)
            {
                direction[i] = residual[i] / preconditioner[i] + beta * direction[i];
            }

            double[] image = apply(direction);
            double curvature = 0;
            for (int i = 0; i < x.Length; i++)
            {
                curvature += direction[i] * image[i];
            }

            double step = scalar / curvature;
            AddScaled(step, direction, x);
            AddScaled(-step, image, residual);
        }
    }

    private static double Norm(double[] x)
    {
        double sum = 0;
        foreach (double value in x)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    private static void AddScaled(double factor, double[] x, double[] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] += factor * x[i];
        }
    }
}
