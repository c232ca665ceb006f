using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.DensityModels.AtomCentred.Integrals;
using Similarity.Numerics;

namespace Similarity.DensityModels.AtomCentred.Comparison;

/// <summary>
/// ⟨A|B⟩ of two molecules whose atoms are spheres, those of an element alike in a molecule: a
/// tabulated function of the distance for each pair of elements. Blurred, hills of the product are
/// wide enough to be climbed from afar.
/// </summary>
internal sealed class SphericalAtoms
{
    private const int Points = 512;

    /// <summary>Bohr; beyond it two spheres repel each other as points, and do not overlap.
    /// </summary>
    private const double Farthest = 30;

    private readonly Vector3D[] positionsA;
    private readonly Vector3D[] positionsB;
    private readonly int[] kindsA;
    private readonly int[] kindsB;
    private readonly double[,][] tables;

    /// <param name="blur">The deviation in bohr of a Gaussian that products are averaged over.
    /// </param>
    public SphericalAtoms(
        FittedDensity a, FittedDensity b, DensityOperator product, double blur)
    {
        positionsA = a.Functions.Positions.ToArray();
        positionsB = b.Functions.Positions.ToArray();
        (Element[] elementsA, kindsA) = Kinds(a);
        (Element[] elementsB, kindsB) = Kinds(b);
        tables = new double[elementsA.Length, elementsB.Length][];
        for (int i = 0; i < elementsA.Length; i++)
        {
            Sphere[] left = SpheresOf(a, elementsA[i]);
            for (int j = 0; j < elementsB.Length; j++)
            {
                tables[i, j] = Tabulate(left, SpheresOf(b, elementsB[j]), product, blur);
            }
        }
    }

    public double Product(RigidMotion motion)
    {
        double sum = 0;
        for (int j = 0; j < positionsB.Length; j++)
        {
            Vector3D place = motion.Apply(positionsB[j]);
            for (int i = 0; i < positionsA.Length; i++)
            {
                sum += At(tables[kindsA[i], kindsB[j]], (place - positionsA[i]).Length);
            }
        }

        return sum;
    }

    // Distances r = Farthest (k/Points)³: cores are a hundredth of a bohr wide.
    private static double At(double[] table, double distance)
    {
        double place = Points * Math.Cbrt(distance / Farthest);
        if (place >= Points)
        {
            return table[Points] * Farthest / distance;
        }

        int k = (int)place;
        double part = place - k;
        return (1 - part) * table[k] + part * table[k + 1];
    }

    private static double[] Tabulate(
        Sphere[] left, Sphere[] right, DensityOperator product, double blur)
    {
        double[] table = new double[Points + 1];
        foreach (Sphere a in left)
        {
            foreach (Sphere b in right)
            {
                double mu = a.Exponent * b.Exponent / (a.Exponent + b.Exponent);
                double wide = mu / (1 + 2 * mu * blur * blur);
                double charges = a.Charge * b.Charge;
                for (int k = 0; k <= Points; k++)
                {
                    double third = (double)k / Points, r = Farthest * third * third * third;
                    table[k] += charges * (product == DensityOperator.Overlap
                        ? Math.Pow(wide / Math.PI, 1.5) * Math.Exp(-wide * r * r)
                        : 2 * Math.Sqrt(wide / Math.PI) * Boys(wide * r * r));
                }
            }
        }

        return table;
    }

    private static double Boys(double x)
    {
        Span<double> value = stackalloc double[1];
        BoysFunction.Evaluate(x, value);
        return value[0];
    }

    private static (Element[] Elements, int[] Kinds) Kinds(FittedDensity density)
    {
        Crystal crystal = density.Functions.Crystal;
        Element[] all = [.. crystal.Sites.ToArray().Select(site => site.Element)];
        Element[] elements = [.. all.Distinct()];
        return (elements, Array.ConvertAll(all, element => Array.IndexOf(elements, element)));
    }

    /// <summary>The s functions of the mean atom of an element.</summary>
    private static Sphere[] SpheresOf(FittedDensity density, Element element)
    {
        DensityFunctions functions = density.Functions;
        int[] atoms = [.. Enumerable.Range(0, functions.Crystal.Count)
            .Where(atom => functions.Crystal.Sites[atom].Element == element)];
        return
        [
            .. functions.Shells(atoms[0])
                .TakeWhile(shell => shell.AngularMomentum == 0)
                .Select((shell, n) => new Sphere(
                    Math.Pow(2 * Math.PI / shell.Exponent, 0.75)
                        * atoms.Average(atom => density.Coefficients[functions.Offsets[atom] + n]),
                    shell.Exponent)),
        ];
    }

    /// <summary>A Gaussian that holds a charge.</summary>
    private readonly record struct Sphere(double Charge, double Exponent);
}
