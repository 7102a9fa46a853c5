using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A random number below 1 for each row as it comes.</summary>
internal sealed class RandomRowNumber(int seed) : IRowNumber
{
    public DataViewSchema.Column? Column => null;

    public Func<double> Create(DataViewRowCursor cursor)
    {
        var random = new HybridTausworthe(seed);
        return () => random.NextSingle();
    }
}
