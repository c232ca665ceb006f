namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>
/// ∫ (1/2M) [(u′ − u/r)² + l(l + 1) u²/r²] + v u² + g (u²/r²)′ r² dr stationary under ∫ u² = 1:
/// Schrödinger's equation with M = 1, that of Koelling and Harmon with M = 1 + (ε − v + ∇·g)/(2c²).
/// The potential is v − ∇·g, as generalised gradient approximations have it.
/// </summary>
/// <remarks>
/// Where M depends on ε the norm is ∫ u² − ∂(kinetic)/∂ε, which holds the small component:
/// n r² = u² + [(u′ − u/r)² + l(l + 1) u²/r²]/(2Mc)².
/// </remarks>
internal sealed class RadialEquation
{
    private const int MostSteps = 12;

    // Past a step of this relative size the next one, cubic, is below the rounding.
    private const double LastStep = 1e-7;

    private readonly double charge;
    private readonly AtomicRelativity relativity;
    private readonly double inverseSquareSpeed;
    private readonly BandMatrix overlap;
    private readonly BandMatrix work;
    private readonly BandMatrix?[] hamiltonians = new BandMatrix?[4];
    private readonly BandMatrix?[] norms = new BandMatrix?[4];
    private readonly double[] alpha;
    private readonly double[] beta;
    private readonly double[] gamma;
    private readonly double[] potential;
    private readonly double[] flux;
    private readonly double[] whole;
    private double assembledAt = double.NaN;

    /// <param name="charge">Z, which bounds the energies.</param>
    /// <param name="speedOfLight">c in atomic units.</param>
    public RadialEquation(
        RadialElements elements, double charge, AtomicRelativity relativity, double speedOfLight)
    {
        Elements = elements;
        this.charge = charge;
        this.relativity = relativity;
        inverseSquareSpeed = relativity == AtomicRelativity.None
            ? 0 : 1 / (speedOfLight * speedOfLight);
        overlap = elements.Assemble([], [], elements.Weights);
        work = new(elements.Count, RadialElements.Degree);
        int points = elements.Points.Length;
        (alpha, beta, gamma) = (new double[points], new double[points], new double[points]);
        (potential, flux) = (new double[points], new double[points]);
        whole = new double[points];
    }

    public RadialElements Elements { get; }

    /// <param name="v">At the points of the elements, in hartree.</param>
    /// <param name="g">The radial component of g there.</param>
    public void SetPotential(ReadOnlySpan<double> v, ReadOnlySpan<double> g)
    {
        v.CopyTo(potential);
        g.CopyTo(flux);
        Array.Clear(hamiltonians);
        assembledAt = double.NaN;
        v.CopyTo(whole);
        if (relativity == AtomicRelativity.None || g.IndexOfAnyExcept(0) < 0)
        {
            return;
        }

        Elements.Divergence(g, alpha);
        for (int i = 0; i < whole.Length; i++)
        {
            whole[i] -= alpha[i];
        }
    }

    /// <summary>
    /// Adds f 4πr² |ψ|² of an orbital with f electrons, and r² times the slope of f |ψ|² 4π.
    /// </summary>
    /// <param name="u">At the points.</param>
    /// <param name="slope">u′ there.</param>
    public void AddDensity(
        RadialOrbital orbital,
        ReadOnlySpan<double> u,
        ReadOnlySpan<double> slope,
        Span<double> distribution,
        Span<double> distributionSlope)
    {
        int l = orbital.Subshell.AngularMomentum;
        double electrons = orbital.Subshell.Occupation, energy = orbital.Energy;
        ReadOnlySpan<double> points = Elements.Points;
        for (int i = 0; i < points.Length; i++)
        {
            double bend = slope[i] - u[i] / points[i];
            distribution[i] += electrons * u[i] * u[i];
            distributionSlope[i] += electrons * 2 * u[i] * bend;
        }

        if (relativity == AtomicRelativity.None)
        {
            return;
        }

        Span<double> small = alpha, smallSlope = beta;
        for (int i = 0; i < points.Length; i++)
        {
            double r = points[i], bend = slope[i] - u[i] / r, part = u[i] / r;
            double perSpeed = InverseTwiceMass(i, energy) / r;
            small[i] = electrons * (bend * bend + l * (l + 1) * part * part)
                * perSpeed * perSpeed * inverseSquareSpeed;
        }

        Elements.Differentiate(small, smallSlope);
        for (int i = 0; i < points.Length; i++)
        {
            distribution[i] += small[i] * points[i] * points[i];
            distributionSlope[i] += smallSlope[i] * points[i] * points[i];
        }
    }

    /// <summary>1/(2M) at a point, of an orbital with energy ε.</summary>
    public double InverseTwiceMass(int point, double energy) =>
        0.5 / (1 + (energy - whole[point]) * inverseSquareSpeed / 2);

    /// <summary>The orbital of a subshell, from nothing.</summary>
    public RadialOrbital Locate(Subshell subshell)
    {
        int l = subshell.AngularMomentum, index = subshell.Nodes;
        double low = -charge * charge - 10, high = 10;
        int below = 0, upTo = int.MaxValue;
        double[] unknowns = new double[Elements.Count];
        for (double share = 0.1; share > 1e-9; share /= 10)
        {
            while (below != index || upTo != index + 1
                || high - low > share * Math.Max(Math.Abs(low + high) / 2, 0.02))
            {
                double middle = (low + high) / 2;
                work.SetDifference(Hamiltonian(l, middle), middle, overlap);
                int count = work.Factor();
                if (count > index)
                {
                    (high, upTo) = (middle, count);
                }
                else
                {
                    (low, below) = (middle, count);
                }

                if (high - low < 1e-12 * Math.Max(1, Math.Abs(low)))
                {
                    throw new ArithmeticException(
                        $"{subshell.Label} of a nucleus {charge} is not alone near {middle}");
                }
            }

            for (int i = 0; i < unknowns.Length; i++)
            {
                unknowns[i] = 1 + 0.3 * Math.Sin(i);
            }

            var orbital = new RadialOrbital(subshell, (low + high) / 2, unknowns);
            for (int step = 0; step < 3; step++)
            {
                Step(orbital, (low + high) / 2);
            }

            if (Improve(orbital) && orbital.Energy > low && orbital.Energy < high)
            {
                return orbital;
            }
        }

        throw new ArithmeticException($"{subshell.Label} of a nucleus {charge} was not found");
    }

    /// <summary>
    /// An orbital of a potential like this one made into that of this one, by Rayleigh quotients;
    /// false where another orbital was met on the way.
    /// </summary>
    public bool Improve(RadialOrbital orbital)
    {
        int l = orbital.Subshell.AngularMomentum, index = orbital.Subshell.Nodes;
        double start = orbital.Energy + Correction(orbital.Unknowns, l, orbital.Energy);
        double shift = start;
        int countAtStart = -1;
        for (int step = 0; step < MostSteps; step++)
        {
            int count = Step(orbital, shift);
            countAtStart = step == 0 ? count : countAtStart;
            double change = orbital.Energy - shift, scale = Math.Max(1e-3, Math.Abs(shift));
            shift = orbital.Energy;
            if (Math.Abs(change) < LastStep * scale)
            {
                // An eigenvalue below the first shift was counted there.
                double moved = orbital.Energy - start;
                return double.IsFinite(shift)
                    && (Math.Abs(moved) < 1e-9 * scale
                        || countAtStart == (moved < 0 ? index + 1 : index));
            }
        }

        return false;
    }

    /// <summary>One step of inverse iteration; the number of orbitals below the shift.</summary>
    private int Step(RadialOrbital orbital, double shift)
    {
        int l = orbital.Subshell.AngularMomentum;
        double[] u = orbital.Unknowns;
        BandMatrix hamiltonian = Hamiltonian(l, shift);
        work.SetDifference(hamiltonian, shift, overlap);
        int count = work.Factor();
        double[] image = new double[u.Length];
        overlap.Multiply(u, image);
        work.SolveFactored(image);
        double largest = 0;
        foreach (double value in image)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (int i = 0; i < u.Length; i++)
        {
            u[i] = image[i] / largest;
        }

        double norm = Math.Sqrt(Norm(u, l, shift));
        for (int i = 0; i < u.Length; i++)
        {
            u[i] /= norm;
        }

        orbital.Energy = shift + Correction(u, l, shift);
        return count;
    }

    /// <summary>Newton's step of uᵀ (H(ε) − ε S) u = 0.</summary>
    private double Correction(double[] u, int l, double energy) =>
        (Hamiltonian(l, energy).Form(u) - energy * overlap.Form(u)) / Norm(u, l, energy);

    private double Norm(double[] u, int l, double energy)
    {
        if (relativity == AtomicRelativity.None)
        {
            return overlap.Form(u);
        }

        Hamiltonian(l, energy);
        return norms[l]!.Form(u);
    }

    private BandMatrix Hamiltonian(int l, double energy)
    {
        if (hamiltonians[l] is { } known
            && (relativity == AtomicRelativity.None || energy == assembledAt))
        {
            return known;
        }

        ReadOnlySpan<double> points = Elements.Points, weights = Elements.Weights;
        for (int i = 0; i < points.Length; i++)
        {
            double r = points[i], kinetic = weights[i] * InverseTwiceMass(i, energy);
            double perSquare = kinetic / (r * r), twist = weights[i] * flux[i];
            alpha[i] = kinetic;
            beta[i] = twist - kinetic / r;
            gamma[i] = (1 + l * (l + 1)) * perSquare + weights[i] * potential[i] - 2 * twist / r;
        }

        // Those of other l were made for other energies.
        if (relativity != AtomicRelativity.None)
        {
            Array.Clear(hamiltonians);
        }

        BandMatrix hamiltonian = hamiltonians[l] = Elements.Assemble(alpha, beta, gamma);
        if (relativity != AtomicRelativity.None)
        {
            norms[l] = NormMatrix(l, energy);
        }

        assembledAt = energy;
        return hamiltonian;
    }

    private BandMatrix NormMatrix(int l, double energy)
    {
        ReadOnlySpan<double> points = Elements.Points, weights = Elements.Weights;
        for (int i = 0; i < points.Length; i++)
        {
            double r = points[i], inverse = InverseTwiceMass(i, energy);
            double small = weights[i] * inverse * inverse * inverseSquareSpeed;
            alpha[i] = small;
            beta[i] = -small / r;
            gamma[i] = weights[i] + (1 + l * (l + 1)) * small / (r * r);
        }

        return Elements.Assemble(alpha, beta, gamma);
    }
}
