namespace MlNetDeep.Pipelines.Training;

/// <summary>Reads the label of the row that a cursor stands on.</summary>
/// <param name="destination">Takes the expected numbers, or the class from 0.</param>
/// <returns>False when the row has no label.</returns>
internal delegate bool LabelReader(Span<float> destination);
