namespace MlNetDeep.Pipelines;

/// <summary>Binds an input of a network of your own to a column.</summary>
/// <param name="InputName">The name of the input, as given to <c>Network.Input(shape, name)</c>.</param>
/// <param name="ColumnName">
/// The column: numbers, Booleans, keys (as their number, 0 for missing) or a vector of them, as many as the input has; or an image, a
/// path or the bytes of a picture where the input is [height, width, 3], which is resized and divided by 255. Missing numbers become 0.
/// </param>
public sealed record NetworkInput(string InputName, string ColumnName);
