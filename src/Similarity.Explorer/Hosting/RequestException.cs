using System.Collections.Immutable;

namespace Similarity.Explorer.Hosting;

/// <summary>A request that has no answer; status and message go to who asked.</summary>
internal sealed class RequestException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>Where in a filter what is wrong; empty for anything else.</summary>
    public ImmutableArray<TextProblem> Problems { get; init; } = [];

    /// <summary>A parameter that is not what it should be.</summary>
    public static RequestException Invalid(string message) =>
        new(StatusCodes.Status400BadRequest, message);

    public static RequestException Absent(string message) =>
        new(StatusCodes.Status404NotFound, message);

    /// <summary>The calculation has no result.</summary>
    public static RequestException NoResult(string message) =>
        new(StatusCodes.Status422UnprocessableEntity, message);

    public static RequestException Forbidden(string message) =>
        new(StatusCodes.Status403Forbidden, message);
}

/// <summary>A place in a text, and what is wrong there.</summary>
/// <param name="Column">Of its first character, from 0.</param>
/// <param name="Length">Of what is wrong, in UTF-16 units.</param>
internal sealed record TextProblem(int Column, int Length, string Message);
