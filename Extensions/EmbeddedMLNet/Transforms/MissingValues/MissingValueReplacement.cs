using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>What takes the place of the missing values of a column: one value, or one for each slot.</summary>
internal sealed record MissingValueReplacement(DataViewType Type, double[] Values, bool BySlot);
