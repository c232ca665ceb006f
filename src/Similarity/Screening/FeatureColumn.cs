namespace Similarity.Screening;

/// <summary>A feature.</summary>
/// <param name="Name">"mean electronegativity", "vbm −1.25 to −1.15 eV".</param>
/// <param name="Window">
/// What it is told together with: the property, or a window of energies of a fingerprint.
/// </param>
public sealed record FeatureColumn(string Name, string Window);
