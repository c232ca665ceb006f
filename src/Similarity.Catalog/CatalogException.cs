namespace Similarity.Catalog;

/// <summary>What kept a catalog from doing its work.</summary>
public enum CatalogFault
{
    /// <summary>There is no catalog at the location.</summary>
    Absent,

    /// <summary>What is there is damaged, or no catalog, or one of a newer version.</summary>
    Invalid,

    /// <summary>Another process is writing to it.</summary>
    Busy,

    /// <summary>No room, no right to write, no connection.</summary>
    Unavailable,
}

/// <summary>
/// A catalog cannot be opened, read or written; the message names it and says why.
/// </summary>
public sealed class CatalogException(
    CatalogFault fault, string location, string problem, Exception? cause = null)
    : Exception($"{location}: {problem}", cause)
{
    public CatalogFault Fault { get; } = fault;

    public string Location { get; } = location;
}
