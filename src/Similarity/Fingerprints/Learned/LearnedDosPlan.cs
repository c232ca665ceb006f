using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Similarity.Crystals;
using Similarity.DosModels;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>How a recipe of kind <c>learned-dos</c> gets from a structure to a spectrum.</summary>
/// <param name="Name">"silicon", the model built in, or a file.</param>
/// <param name="Hash">Of the model's bytes.</param>
internal sealed record LearnedDosPlan(string Name, string Hash, DosModel Model)
{
    private const string BuiltIn = "silicon", ModelSetting = "model", HashSetting = "model_hash";
    private const int HashLetters = 16;

    private static readonly Lazy<(string, DosModel)> Silicon = new(() =>
    {
        using Stream stream = typeof(LearnedDosPlan).Assembly
            .GetManifestResourceStream("silicon.dosmodel")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Parse("silicon.dosmodel", memory.ToArray());
    });

    private static readonly ConcurrentDictionary<string, Lazy<(string, DosModel)>> Files = new();

    public static LearnedDosPlan Read(FingerprintSettings settings)
    {
        string name = settings.Text(ModelSetting) ?? BuiltIn;
        if (name != BuiltIn && !File.Exists(name))
        {
            throw new AbsentModelException(
                settings.Error(ModelSetting, $"{BuiltIn}, or the file of a model").Message);
        }

        (string hash, DosModel model) = name == BuiltIn
            ? Silicon.Value
            : Files.GetOrAdd(
                Path.GetFullPath(name),
                path => new(() => Parse(path, File.ReadAllBytes(path)))).Value;
        if (settings.Text(HashSetting) is string wanted && wanted != hash)
        {
            throw settings.Error(HashSetting, $"{hash}, which the model of {name} has");
        }

        settings.Canonical[ModelSetting] = name;
        settings.Canonical[HashSetting] = hash;
        return new LearnedDosPlan(name, hash, model);
    }

    /// <exception cref="UnsuitableCrystalException">The model does not know its atoms.</exception>
    public DensityOfStates Of(Crystal crystal, int threads, CancellationToken cancellation)
    {
        if (Model.WhyNot(crystal) is string reason)
        {
            throw new UnsuitableCrystalException(crystal, reason);
        }

        return DosPredictor.Predict(Model, crystal, threads, cancellation: cancellation)
            .ToSpectrum()
            ?? throw new UnsuitableSpectrumException(
                "the density of states that the model says holds too few electrons");
    }

    public FingerprintSource Source => new(
        LearnedDosSettings.Kind,
        ImmutableSortedDictionary<string, string>.Empty
            .Add(ModelSetting, Name).Add(HashSetting, Hash));

    private static (string, DosModel) Parse(string path, byte[] bytes)
    {
        DosModel model = DosModelFile.Parse(path, bytes);
        return (Convert.ToHexStringLower(SHA256.HashData(bytes))[..HashLetters], model);
    }
}
