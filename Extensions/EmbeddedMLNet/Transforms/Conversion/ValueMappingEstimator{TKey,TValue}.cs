using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Replaces values by those that a table of pairs gives.</summary>
/// <typeparam name="TKey">The type of the values to replace.</typeparam>
/// <typeparam name="TValue">The type of what takes their place.</typeparam>
public sealed class ValueMappingEstimator<TKey, TValue> : ValueMappingEstimator
{
    internal ValueMappingEstimator(IHostEnvironment env, IDataView lookupMap, InputOutputColumnPair[] columns)
        : base(env, lookupMap, lookupMap.Schema[LookupDataView.KeyColumn], lookupMap.Schema[LookupDataView.ValueColumn], columns)
    {
    }
}
