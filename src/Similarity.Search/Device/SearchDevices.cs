namespace Similarity.Search.Device;

/// <summary>What of a machine can search.</summary>
/// <param name="Usable">In the order of preference.</param>
/// <param name="Reasons">Why each of the others cannot, and why an interface has none.</param>
public sealed record SearchDevices(
    IReadOnlyList<SearchDevice> Usable, IReadOnlyList<string> Reasons);
