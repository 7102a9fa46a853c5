namespace Microsoft.ML.Data;

/// <summary>Some neighbouring columns of a file.</summary>
/// <param name="Min">The first, from 0.</param>
/// <param name="Limit">The one behind the last; <see cref="Variable"/> for the end of each line.</param>
/// <param name="ForceVector">Whether one column is a vector too.</param>
internal readonly record struct TextSegment(int Min, int Limit, bool ForceVector)
{
    public const int Variable = int.MaxValue;

    public bool IsVariable => Limit == Variable;
}
