using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Similarity.Learning.Forests;

/// <summary>
/// Which of the two sums of a node count drawn rows: both of classes, the first of numbers.
/// </summary>
internal readonly struct CountLanes
{
    private readonly Vector128<double> mask;

    private CountLanes(Vector128<double> mask) => this.mask = mask;

    public static CountLanes OfClasses { get; } = new(Vector128.Create(1.0, 1.0));

    public static CountLanes OfNumbers { get; } = new(Vector128.Create(1.0, 0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Count(Vector128<double> sums) => Vector128.Dot(sums, mask);
}
