namespace MlNetDeep.Pipelines.Inputs;

/// <summary>Reads the numbers of the row that a cursor stands on.</summary>
/// <param name="destination">Takes all of them.</param>
internal delegate void RowReader(Span<float> destination);
