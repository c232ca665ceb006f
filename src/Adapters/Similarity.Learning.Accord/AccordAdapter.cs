using System.Globalization;
using Accord.MachineLearning.DecisionTrees;
using Accord.MachineLearning.DecisionTrees.Learning;

namespace Similarity.Learning.Accord;

/// <summary>Accord.NET's decision trees and forests. Slow: 5000 rows of 200 take minutes.</summary>
public static class AccordAdapter
{
    // Fraction of ionic character (Phillips' scale, as in Kittel, Introduction to Solid State
    // Physics, chapter 3) and the coordination that the compound takes.
    private static readonly (string Formula, double Ionicity, int Coordination)[] Compounds =
    [
        ("SiC", 0.18, 4), ("GaSb", 0.26, 4), ("GaAs", 0.31, 4), ("InSb", 0.32, 4),
        ("InP", 0.42, 4), ("ZnS", 0.62, 4), ("CdTe", 0.67, 4), ("CuCl", 0.75, 4), ("AgI", 0.77, 4),
        ("CdO", 0.79, 6), ("MgS", 0.79, 6), ("MgO", 0.84, 6), ("AgBr", 0.85, 6), ("AgCl", 0.86, 6),
        ("LiF", 0.92, 6), ("NaCl", 0.94, 6), ("RbF", 0.96, 6),
    ];

    /// <summary>
    /// The ionicity at which a tree, learned from binary compounds, changes its answer from
    /// fourfold to sixfold coordination. Phillips' critical value is 0.785 ± 0.010
    /// (Rev. Mod. Phys. 42, 317 (1970)).
    /// </summary>
    public static double CriticalIonicity()
    {
        DecisionTree tree = Learn();
        double low = 0;
        double high = 1;
        while (high - low > 1e-6)
        {
            double middle = (low + high) / 2;
            (low, high) = tree.Decide([middle]) == 0 ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>Learns and asks a tree, says what it found.</summary>
    public static string SelfTest() => string.Create(
        CultureInfo.InvariantCulture,
        $"a tree of {Compounds.Length} compounds turns at the ionicity {CriticalIonicity():F3}");

    private static DecisionTree Learn()
    {
        double[][] inputs = Compounds.Select(compound => new[] { compound.Ionicity }).ToArray();
        int[] outputs = Compounds.Select(compound => compound.Coordination == 4 ? 0 : 1).ToArray();
        var learning = new C45Learning { Attributes = [DecisionVariable.Continuous("ionicity")] };
        return learning.Learn(inputs, outputs);
    }
}
