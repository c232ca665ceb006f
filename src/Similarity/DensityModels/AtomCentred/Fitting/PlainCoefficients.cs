using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.Formats;

namespace Similarity.DensityModels.AtomCentred.Fitting;

/// <summary>
/// Coefficients as Rackers' scripts for Psi4 print them (equivariant_electron_density): per atom
/// "Atom number: i", "number of functions: n" and a line l, coefficient, exponent and norm for each
/// function, a shell in Psi4's order m = 0, 1, −1, 2, −2, …; a negative norm is one of a basis
/// whose contraction is negative, and turns the sign.
/// </summary>
public static class PlainCoefficients
{
    /// <param name="molecule">Its geometry, which the file does not have.</param>
    /// <exception cref="InvalidFileException">It is no such file, or of another molecule.
    /// </exception>
    public static FittedDensity Read(FileSource source, Crystal molecule)
    {
        using var lines = new TextLines(source);
        var shells = new Dictionary<Element, ImmutableArray<AuxiliaryShell>>();
        var coefficients = new List<double>();
        for (int atom = 0; atom < molecule.Count; atom++)
        {
            Require(lines, source, "Atom number:", atom);
            Element element = molecule.Sites[atom].Element;
            int count = Require(lines, source, "number of functions:", null);
            var own = new List<AuxiliaryShell>();
            for (int read = 0; read < count;)
            {
                (AuxiliaryShell shell, double[] values) = ReadShell(lines, source);
                own.Add(shell);
                coefficients.AddRange(values);
                read += shell.Functions;
            }

            if (shells.TryGetValue(element, out ImmutableArray<AuxiliaryShell> known))
            {
                if (!known.SequenceEqual(own))
                {
                    throw Error(lines, source, $"atoms of {element} have different functions");
                }
            }
            else
            {
                shells.Add(element, [.. own]);
            }
        }

        try
        {
            var basis = new AuxiliaryBasis(Path.GetFileName(source.Path), shells);
            return new FittedDensity(
                new DensityFunctions(molecule, basis), [.. coefficients]);
        }
        catch (ArgumentException e)
        {
            throw new InvalidFileException(source.Path, e.Message, inner: e);
        }
    }

    private static (AuxiliaryShell Shell, double[] Values) ReadShell(
        TextLines lines, FileSource source)
    {
        (int l, double value, double exponent, double norm) = ReadFunction(lines, source);
        if (l is < 0 or > AuxiliaryShell.HighestAngularMomentum || !(exponent > 0))
        {
            throw Error(lines, source, "expected l, coefficient, a positive exponent and norm");
        }

        double[] values = new double[2 * l + 1];
        for (int k = 0; k < values.Length; k++)
        {
            if (k > 0)
            {
                (int same, value, double sameExponent, norm) = ReadFunction(lines, source);
                if (same != l || sameExponent != exponent)
                {
                    throw Error(lines, source, $"expected the next function of a shell l = {l}");
                }
            }

            int m = k % 2 == 1 ? (k + 1) / 2 : -k / 2;
            values[m + l] = Math.Sign(norm) * value;
        }

        return (new AuxiliaryShell(l, exponent), values);
    }

    private static (int L, double Value, double Exponent, double Norm) ReadFunction(
        TextLines lines, FileSource source)
    {
        string[] words = lines.Require("a function of an atom")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double[] numbers = new double[4];
        bool isSound = words.Length == numbers.Length;
        for (int i = 0; isSound && i < words.Length; i++)
        {
            isSound = double.TryParse(
                words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])
                && double.IsFinite(numbers[i]);
        }

        return isSound && numbers[0] == Math.Floor(numbers[0])
            ? ((int)numbers[0], numbers[1], numbers[2], numbers[3])
            : throw Error(lines, source, "expected four numbers: l, coefficient, exponent, norm");
    }

    private static int Require(TextLines lines, FileSource source, string label, int? value)
    {
        string line = lines.Require(label);
        return line.StartsWith(label, StringComparison.Ordinal)
            && int.TryParse(
                line.AsSpan(label.Length).Trim(),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out int number)
            && (value ?? number) == number
                ? number
                : throw Error(lines, source, $"expected \"{label} {value}\"");
    }

    private static InvalidFileException Error(TextLines lines, FileSource source, string message) =>
        new(source.Path, message, lines.Number);
}
