using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Numerics.Quadrature;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

public class TetrahedraTest
{
    private const double Roundoff = 1e-12;

    // The interpolation of tents is exact, so states up to E are the volume of a corner of the unit
    // cube (square, line) cut off by x + y + z ≤ E: the distribution of a sum of uniform numbers.
    [Theory]
    [InlineData(8, 1, 1)]
    [InlineData(1, 6, 1)]
    [InlineData(6, 1, 4)]
    [InlineData(4, 6, 8)]
    public void LinearBandsAreExactInEveryDimension(int n1, int n2, int n3)
    {
        BandStructure bands = Grid(n1, n2, n3, k => Tent(k.X, n1) + Tent(k.Y, n2) + Tent(k.Z, n3));
        int dimensions = new[] { n1, n2, n3 }.Count(n => n > 1);
        double[] energies = Enumerable.Range(-2, 80).Select(i => i * 0.043).ToArray();
        double[] states = Whole(n1, n2, n3).States(bands, energies);
        for (int i = 0; i < energies.Length; i++)
        {
            Assert.Equal(2 * SumOfUniforms(dimensions, energies[i]), states[i], Roundoff);
        }

        static double Tent(double x, int n) => n == 1 ? 0 : 1 - Math.Abs(2 * x - 1);

        static double SumOfUniforms(int n, double x)
        {
            double sum = 0;
            for (int k = 0; k <= n && k <= x; k++)
            {
                sum += (k % 2 == 0 ? 1 : -1) * Choose(n, k) * Math.Pow(x - k, n);
            }

            return x >= n ? 1 : x <= 0 ? 0 : sum / (n == 3 ? 6 : n);
        }

        static int Choose(int n, int k) => k == 0 ? 1 : Choose(n, k - 1) * (n - k + 1) / k;
    }

    // Free electrons: N = 2 · (4π/3)(2E)^{3/2} / (2π)³, D = 3N/2E, while the sphere fits into the
    // zone.
    [Fact]
    public void FreeElectronsFillSpheres()
    {
        const double energy = 3;
        double states = 2 * 4 * Math.PI / 3 * Math.Pow(2 * energy, 1.5) / Math.Pow(2 * Math.PI, 3);
        double coarse = Whole(12, 12, 12).States(Parabola(12), [energy])[0] - states;
        double fine = Whole(24, 24, 24).States(Parabola(24), [energy])[0] - states;
        Assert.Equal(0, fine / states, 0.02);

        // Chords lie inside a sphere: linear interpolation misses states, fourfold fewer on half
        // the step.
        Assert.InRange(coarse / fine, 3.5, 4.5);
        double density = Whole(24, 24, 24).Density(Parabola(24), [energy]).Values(0)[0];
        Assert.Equal(1.5 * states / energy, density, 0.02 * density);

        static BandStructure Parabola(int n) => Grid(n, n, n, k =>
        {
            double x = Math.Min(k.X, 1 - k.X), y = Math.Min(k.Y, 1 - k.Y), z = Math.Min(
                k.Z, 1 - k.Z);
            return 2 * Math.PI * Math.PI * (x * x + y * y + z * z);
        });
    }

    [Fact]
    public void DensityIsTheDerivativeOfStates()
    {
        BandStructure bands = Cosines(6);
        Tetrahedra tetrahedra = Whole(6, 6, 6);
        const double step = 1e-5;
        double largest = 0;
        for (double energy = -3.11; energy < 4; energy += 0.0713)
        {
            double[] states = tetrahedra.States(bands, [energy - step, energy + step]);
            double density = tetrahedra.Density(bands, [energy]).Values(0)[0];
            largest = Math.Max(largest, density);

            // D is piecewise smooth; where a corner of D falls between the two points, D″ jumps.
            Assert.Equal((states[1] - states[0]) / (2 * step), density, 1e-4);
        }

        Assert.True(largest > 0.5);
    }

    [Fact]
    public void SumRules()
    {
        BandStructure bands = Cosines(5);
        Tetrahedra tetrahedra = Whole(5, 5, 5);
        double[] energies = Enumerable.Range(0, 400).Select(i => -5 + 0.03 * i).ToArray();
        double[] states = tetrahedra.States(bands, energies);
        Assert.Equal(0, states[0]);
        Assert.Equal(2 * bands.Bands, states[^1], Roundoff);
        Assert.All(
            Enumerable.Range(1, states.Length - 1), i =>
                Assert.True(states[i] >= states[i - 1] - Roundoff));

        // Averages over bins integrate to N exactly, with threads as without.
        DensityOfStates dos = tetrahedra.Density(bands, energies, binAveraged: true, threads: 3);
        double sum = 0;
        for (int i = 0; i < energies.Length; i++)
        {
            sum += 0.03 * dos.Values(0)[i];
            Assert.Equal(states[i], sum, 1e-10);
        }

        Assert.Equal(
            dos.Values(0).ToArray(), tetrahedra.Density(bands, energies, true).Values(0).ToArray());
    }

    [Fact]
    public void FlatBandIsAStep()
    {
        BandStructure bands = Grid(2, 2, 2, _ => 1.5);
        double[] states = Whole(2, 2, 2).States(bands, [1.4999, 1.5, 1.6]);
        Assert.Equal(0, states[0]);
        Assert.Equal(2, states[1], Roundoff);
        Assert.Equal(2, states[2], Roundoff);
        Assert.Equal(
            2, Whole(2, 2, 2).Density(bands, [1.4, 1.6], true).Values(0)[1] * 0.2, Roundoff);
    }

    // Σ w ε over the occupied part must be ∫ E dN = E_F N(E_F) − ∫ N dE, computed from N alone.
    [Theory]
    [InlineData(-2.4)]
    [InlineData(-0.3)]
    [InlineData(0.9)]
    [InlineData(2.2)]
    public void WeightsIntegrateTheLevelsThemselves(double fermiLevel)
    {
        BandStructure bands = Cosines(4);
        Tetrahedra tetrahedra = Whole(4, 4, 4);
        double[] weights = tetrahedra.IntegrationWeights(bands, fermiLevel, corrected: false);
        double step = (fermiLevel + 4) / 8000;
        double[] energies = Enumerable.Range(0, 8001).Select(i => -4 + step * i).ToArray();
        double[] states = tetrahedra.States(bands, energies);
        double integral = SampledIntegral.Simpson(states, step);
        double energy = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            energy += 2 * weights[i] * bands.Energies[i];
        }

        Assert.Equal(states[^1], 2 * weights.Sum(), Roundoff);
        Assert.Equal(fermiLevel * states[^1] - integral, energy, 1e-8);
    }

    // Blöchl's correction removes the leading error of the band energy, which falls with h² without
    // it.
    [Fact]
    public void CorrectionKeepsTheNumberAndImprovesTheEnergy()
    {
        double exact = Energy(24, corrected: true);
        double linear = Math.Abs(Energy(8, corrected: false) - exact);
        double corrected = Math.Abs(Energy(8, corrected: true) - exact);
        Assert.True(corrected < linear / 10, $"{corrected} {linear}");
        Assert.Equal(exact, Energy(24, corrected: false), linear / 5);

        BandStructure bands = Cosines(6);
        Assert.Equal(
            Whole(6, 6, 6).IntegrationWeights(bands, 0.3, false).Sum(),
            Whole(6, 6, 6).IntegrationWeights(bands, 0.3, true).Sum(),
            Roundoff);

        static double Energy(int n, bool corrected)
        {
            BandStructure bands = Grid(n, n, n, Cosine);
            Tetrahedra tetrahedra = Whole(n, n, n);
            double fermiLevel = tetrahedra.FermiLevel(bands, 0.6).Level!.Value;
            double[] weights = tetrahedra.IntegrationWeights(bands, fermiLevel, corrected);
            return 2 * weights.Select((w, i) => w * bands.Energies[i]).Sum();
        }
    }

    [Fact]
    public void FermiLevelHoldsTheElectrons()
    {
        BandStructure bands = Cosines(5);
        Tetrahedra tetrahedra = Whole(5, 5, 5);
        foreach (double electrons in new[] { 0.01, 0.7, 2, 2.9, 3.99 })
        {
            TetrahedronFermiLevel fermi = tetrahedra.FermiLevel(bands, electrons);
            Assert.Equal(electrons, tetrahedra.States(bands, [fermi.Level!.Value])[0], 1e-10);
            Assert.Equal(0, fermi.Residual!.Value, 1e-10);
        }

        Assert.Null(tetrahedra.FermiLevel(bands, 4.01).Level);
        Assert.NotNull(tetrahedra.FermiLevel(bands, -1).WhyNone);
    }

    /// <summary>
    /// Files with unfinished iterations list bands in another order here and there.
    /// </summary>
    [Fact]
    public void OrderOfTheBandsDoesNotMatter()
    {
        BandStructure sorted = Grid(4, 4, 4, k => Cosine(k), k => 5 + Cosine(k));
        double[] swapped = sorted.Energies.ToArray();
        for (int k = 0; k < sorted.KPoints.Length; k += 3)
        {
            (swapped[2 * k], swapped[2 * k + 1]) = (swapped[2 * k + 1], swapped[2 * k]);
        }

        var bands = new BandStructure(
            1, 2, sorted.KPoints.ToArray(), sorted.Weights.ToArray(), swapped);
        Tetrahedra tetrahedra = Whole(4, 4, 4);
        double[] energies = EnergyGrid.Uniform(-4, 9, 200);
        Assert.Equal(tetrahedra.States(sorted, energies), tetrahedra.States(bands, energies));
        Assert.Equal(tetrahedra.FermiLevel(sorted, 1.4), tetrahedra.FermiLevel(bands, 1.4));
        Assert.Equal(tetrahedra.FermiLevel(sorted, 2), tetrahedra.FermiLevel(bands, 2));
        double[] expected = tetrahedra.IntegrationWeights(sorted, 0.4);
        double[] actual = tetrahedra.IntegrationWeights(bands, 0.4);
        for (int i = 0; i < expected.Length; i++)
        {
            int source = i / 2 % 3 == 0 ? i ^ 1 : i;
            Assert.Equal(expected[i], actual[source], Roundoff);
        }
    }

    /// <summary>Sums of printed occupations are seldom whole to the last bit.</summary>
    [Theory]
    [InlineData(2 - 1e-9)]
    [InlineData(2 + 1e-9)]
    [InlineData(4 + 1e-9)]
    public void NearlyFullBandsAreFull(double electrons)
    {
        BandStructure bands = Grid(4, 4, 4, k => Cosine(k), k => 9 + Cosine(k));
        TetrahedronFermiLevel fermi = Whole(4, 4, 4).FermiLevel(bands, electrons);
        Assert.Equal(electrons > 3 ? 12 : 4.5, fermi.Level!.Value, Roundoff);
    }

    [Fact]
    public void FermiLevelOfAnInsulatorIsTheMiddleOfItsGap()
    {
        BandStructure bands = Grid(4, 4, 4, k => Cosine(k), k => 9 + Cosine(k));
        TetrahedronFermiLevel fermi = Whole(4, 4, 4).FermiLevel(bands, 2);
        Assert.Equal((3.0, 6.0), (fermi.Lowest, fermi.Highest));
        Assert.Equal(4.5, fermi.Level);
        Assert.Equal(-3, Whole(4, 4, 4).FermiLevel(bands, 0).Level!.Value, Roundoff);
        Assert.Equal(12, Whole(4, 4, 4).FermiLevel(bands, 4).Level!.Value, Roundoff);
    }

    [Fact]
    public void PartlyFilledFlatBandSaysWhatRemains()
    {
        TetrahedronFermiLevel fermi = Whole(2, 2, 2).FermiLevel(Grid(2, 2, 2, _ => 1.5), 0.5);
        Assert.Equal(1.5, fermi.Level!.Value, Roundoff);
        Assert.Equal(1.5, fermi.Residual!.Value, Roundoff);
    }

    // Points that are equal by inversion may be stored once.
    [Fact]
    public void EquivalentPointsMayShareOneKPoint()
    {
        const int n = 5;
        BandStructure bands = Grid(
            n, n, n, Cosine, k => 1 + Math.Cos(2 * Math.PI * (k.X - 2 * k.Y + k.Z)));
        int[] map = Enumerable.Range(0, n * n * n).ToArray();
        foreach (int i in map.ToArray())
        {
            int a = i % n, b = i / n % n, c = i / n / n;
            int opposite = (n - a) % n + n * ((n - b) % n + n * ((n - c) % n));
            map[i] = Math.Min(i, opposite);
        }

        var reduced = Tetrahedra.Of(n, n, n, map, Matrix3D.Identity);
        Assert.InRange(reduced.Count, 1, Whole(n, n, n).Count * 2 / 3);
        double[] energies = [-2, -0.5, 0.1, 1, 3.3];
        double[] expected = Whole(n, n, n).States(bands, energies), found = reduced.States(
            bands, energies);
        Assert.All(energies, (_, i) => Assert.Equal(expected[i], found[i], Roundoff));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    [InlineData(-1, -1)]
    public void DiagonalIsTheShortestOne(int signX, int signY)
    {
        // With b₁·b₃, b₂·b₃ of these signs and b₁·b₂ of their product, one diagonal is the
        // shortest.
        var lattice = new Matrix3D(
            signX * new Vector3D(1, -0.2, -0.2), signY * new Vector3D(-0.2, 1, -0.2),
            new(-0.2, -0.2, 1));
        const int n = 5;
        var tetrahedra = Tetrahedra.Of(n, n, n, Enumerable.Range(0, n * n * n).ToArray(), lattice);
        double longest = 0;
        for (int t = 0; t < tetrahedra.Count; t++)
        {
            for (int i = 0; i < 4; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    double edge = Distance(
                        tetrahedra.Corners[4 * t + i], tetrahedra.Corners[4 * t + j]);
                    longest = Math.Max(longest, edge);
                }
            }
        }

        // The shortest diagonal, 0.6 √3, is shorter than the edges; the longest side is that of a
        // face.
        Assert.Equal(Math.Sqrt(0.8 * 0.8 * 2 + 0.4 * 0.4), longest, 1e-12);

        double Distance(int p, int q)
        {
            int a = Wrap(p % n - q % n), b = Wrap(p / n % n - q / n % n), c = Wrap(
                p / n / n - q / n / n);
            return (new Vector3D(a, b, c) * lattice).Length;
        }

        static int Wrap(int steps) =>
            steps > n / 2 ? steps - n : steps < -n / 2 ? steps + n : steps;
    }

    // LiF by VASP with ISMEAR = −5 on 7 × 7 × 7 points: from symmetry the same tetrahedra, and the
    // same curves as far as eigenvalues rounded to 1e-4 eV determine them.
    [Fact]
    public void MeetsTheTetrahedraOfVasp()
    {
        string file = RepositoryFile.Database("spectra/pymatgen/vasprun.LiF.xml.gz");
        FileContents vasp = FileFormats.Read(file);
        BandStructure bands = SpinUp(vasp.Bands!);
        var irreducible = IrreducibleKPoints.Of(
            new KPointGrid(7, 7, 7), CrystalSymmetry.Of(vasp.Structures[^1]));
        int[] map = MapTo(bands.KPoints, irreducible);
        var ours = Tetrahedra.Of(7, 7, 7, map, vasp.Structures[^1].Lattice.Reciprocal);
        Assert.Equal(Listed(WrittenByVasp(file)), Listed(ours));

        // Levels and energies are both rounded, by 5e-5 eV each, and so are the printed values:
        // that brackets N. D, up to 3.4 per eV on these points, is met to 1.2e-3, its slope being
        // some 10 per eV².
        const double rounding = 5e-5;
        const double shift = 2 * rounding / PhysicalConstants.HartreeInEv;
        double[] energies = vasp.Dos!.Energies.ToArray();
        double[] below = ours.States(bands, energies.Select(e => e - shift).ToArray());
        double[] above = ours.States(bands, energies.Select(e => e + shift).ToArray());
        ReadOnlySpan<double> density = ours.Density(bands, energies).Values(0);
        for (int i = 0; i < density.Length; i++)
        {
            double states = vasp.Dos.ReportedIntegrals[0][i];
            Assert.InRange(states, below[i] - 1.01 * rounding, above[i] + 1.01 * rounding);
            Assert.Equal(vasp.Dos.Values(0)[i], density[i], 2e-3 * PhysicalConstants.HartreeInEv);
        }

        TetrahedronFermiLevel fermi = ours.FermiLevel(bands, 5);
        Assert.Equal(-1.2683, fermi.Lowest!.Value * PhysicalConstants.HartreeInEv, Roundoff);
        Assert.Equal(7.4576, fermi.Highest!.Value * PhysicalConstants.HartreeInEv, Roundoff);
    }

    /// <summary>The tetrahedra VASP chose: multiplicity and four k-points, from 1.</summary>
    private static Tetrahedra WrittenByVasp(string file)
    {
        using Stream stored = File.OpenRead(file);
        using var stream = new GZipStream(stored, CompressionMode.Decompress);
        int[][] rows = XDocument.Load(stream).Root!.Element("kpoints")!.Elements("varray")
            .Single(array => (string?)array.Attribute("name") == "tetrahedronlist").Elements("v")
            .Select(row => row.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        return new Tetrahedra(
            rows.SelectMany(row => row[1..]).Select(corner => corner - 1).ToArray(),
            rows.Select(row => (double)row[0]).ToArray());
    }

    /// <summary>The other spin of the file is less well converged.</summary>
    private static BandStructure SpinUp(BandStructure bands) => new(
        1, 1, bands.KPoints, bands.Weights, bands.Energies[..(bands.KPoints.Length * bands.Bands)]);

    /// <summary>map[grid index] = the given point that is equivalent by symmetry.</summary>
    private static int[] MapTo(ReadOnlySpan<Vector3D> points, IrreducibleKPoints irreducible)
    {
        Assert.Equal(irreducible.Count, points.Length);
        int[] given = new int[irreducible.Count];
        for (int p = 0; p < points.Length; p++)
        {
            Vector3D n = 7 * points[p];
            int index = irreducible.Grid.Index(
                (int)Math.Round(n.X), (int)Math.Round(n.Y), (int)Math.Round(n.Z));
            given[irreducible.Map[index]] = p;
        }

        Assert.Equal(points.Length, given.Distinct().Count());
        return irreducible.Map.ToArray().Select(j => given[j]).ToArray();
    }

    private static string[] Listed(Tetrahedra tetrahedra)
    {
        var list = new string[tetrahedra.Count];
        for (int t = 0; t < list.Length; t++)
        {
            int[] corners = tetrahedra.Corners.Slice(4 * t, 4).ToArray();
            Array.Sort(corners);
            list[t] = string.Join(' ', corners)
                + $": {Math.Round(tetrahedra.Weights[t] * 7 * 7 * 7 * 6)}";
        }

        Array.Sort(list, StringComparer.Ordinal);
        return list;
    }

    /// <summary>Two overlapping bands without symmetry.</summary>
    private static BandStructure Cosines(int n) =>
        Grid(n, n, n, Cosine, k => 1 + 0.7 * Cosine(k) + Math.Sin(2 * Math.PI * k.X));

    /// <summary>From −3 to 3.</summary>
    private static double Cosine(Vector3D k) =>
        -Math.Cos(2 * Math.PI * k.X) - Math.Cos(2 * Math.PI * k.Y) - Math.Cos(2 * Math.PI * k.Z);

    private static Tetrahedra Whole(int n1, int n2, int n3) =>
        Tetrahedra.Of(n1, n2, n3, Enumerable.Range(0, n1 * n2 * n3).ToArray(), Matrix3D.Identity);

    /// <summary>All points of a grid through Γ, fractional coordinates from 0.</summary>
    private static BandStructure Grid(int n1, int n2, int n3, params Func<Vector3D, double>[] bands)
    {
        var kPoints = new Vector3D[n1 * n2 * n3];
        double[] weights = new double[kPoints.Length];
        Array.Fill(weights, 1);
        var energies = new List<double>();
        for (int i = 0; i < kPoints.Length; i++)
        {
            kPoints[i] = new(
                (double)(i % n1) / n1, (double)(i / n1 % n2) / n2, (double)(i / n1 / n2) / n3);
            energies.AddRange(bands.Select(band => band(kPoints[i])));
        }

        return new BandStructure(1, 2, kPoints, weights, energies.ToArray());
    }
}
