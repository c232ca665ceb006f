namespace Similarity.Cli.Queries;

/// <summary>One value of a saved query, and where it stands.</summary>
/// <param name="Field">As "files[2]" or "options.sigma".</param>
internal sealed record QueryValue(string Text, long Line, string Field);

/// <summary>One option of a saved query.</summary>
/// <param name="Values">None for an option that takes no value.</param>
internal sealed record QueryOption(string Name, IReadOnlyList<QueryValue> Values, long Line);
