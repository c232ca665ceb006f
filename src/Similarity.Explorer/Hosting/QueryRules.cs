using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace Similarity.Explorer.Hosting;

/// <summary>
/// Refuses what an endpoint does not know: a mistyped parameter would otherwise be ignored in
/// silence, a repeated one be read as one long text.
/// </summary>
internal static class QueryRules
{
    public static EndpointFilterDelegate Factory(
        EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        var known = context.MethodInfo.GetParameters()
            .Where(parameter => IsQuery(parameter.ParameterType))
            .ToDictionary(
                parameter =>
                    parameter.GetCustomAttribute<FromQueryAttribute>()?.Name ?? parameter.Name!,
                parameter => parameter.ParameterType.IsArray,
                StringComparer.Ordinal);
        return invocation =>
        {
            HttpRequest request = invocation.HttpContext.Request;
            foreach ((string name, var values) in request.Query)
            {
                if (!known.TryGetValue(name, out bool mayRepeat)
                    || request.RouteValues.ContainsKey(name))
                {
                    throw RequestException.Invalid(
                        $"'{Shown(name)}' is no parameter of this; expected "
                        + Expected(known.Keys, request));
                }

                if (values.Count > 1 && !mayRepeat)
                {
                    throw RequestException.Invalid($"{name}: given {values.Count} times");
                }
            }

            return next(invocation);
        };
    }

    private static bool IsQuery(Type type) => type == typeof(string) || type == typeof(string[])
        || Nullable.GetUnderlyingType(type)?.IsPrimitive == true;

    /// <summary>A whole number in a range, or what is meant where none is given.</summary>
    public static int Whole(string name, int? value, int usual, int least, int most) =>
        value is not { } given ? usual
        : given >= least && given <= most ? given
        : throw RequestException.Invalid(
            $"{name}: expected a whole number from {least} to {most}, not {given}");

    /// <summary>A number in a range.</summary>
    public static double Real(string name, double? value, double usual, double least, double most)
        => value is not { } given ? usual
        : given >= least && given <= most ? given
        : throw RequestException.Invalid(FormattableString.Invariant(
            $"{name}: expected a number from {least} to {most}, not {given}"));

    /// <summary>One of some words.</summary>
    public static string Word(string name, string? value, params ReadOnlySpan<string> words) =>
        value is null ? words[0]
        : words.Contains(value) ? value
        : throw RequestException.Invalid(
            $"{name}: expected one of {string.Join(", ", words)}, not '{Shown(value)}'");

    public static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static string Expected(IEnumerable<string> names, HttpRequest request)
    {
        string[] own = [.. names.Where(name =>
            !request.RouteValues.ContainsKey(name))];
        return own.Length == 0 ? "none" : string.Join(", ", own);
    }
}
