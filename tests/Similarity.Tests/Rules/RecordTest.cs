using System.Reflection;
using System.Runtime.CompilerServices;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Rules;

/// <summary>
/// The ToString that the compiler writes prints every property; one of the record's own type (an
/// inverse, a transpose) is printed without end, which no exception handler survives.
/// </summary>
public sealed class RecordTest
{
    [Fact]
    public void RecordsWithPropertiesOfTheirOwnTypeWriteThemselves()
    {
        Type[] records = new[] { typeof(Crystal).Assembly, typeof(Vector3D).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetMethod(
                "PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null)
            .ToArray();
        Assert.NotEmpty(records);
        Assert.DoesNotContain(records, type => HasOwnType(type) && IsPrintedByTheCompiler(type));
    }

    private static bool HasOwnType(Type type) => type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Any(property => property.PropertyType == type && property.GetIndexParameters() is []);

    private static bool IsPrintedByTheCompiler(Type type) => type
        .GetMethod("ToString", Type.EmptyTypes)!
        .IsDefined(typeof(CompilerGeneratedAttribute));
}
