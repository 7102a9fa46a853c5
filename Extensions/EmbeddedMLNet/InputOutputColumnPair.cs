namespace Microsoft.ML;

/// <summary>The names of the input and of the output of a transform of one column.</summary>
public sealed class InputOutputColumnPair
{
    /// <summary>Creates a pair.</summary>
    /// <param name="outputColumnName">The name of the output, not empty.</param>
    /// <param name="inputColumnName">The name of the input; null, the default, is the name of the output.</param>
    public InputOutputColumnPair(string outputColumnName, string? inputColumnName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        OutputColumnName = outputColumnName;
        InputColumnName = inputColumnName ?? outputColumnName;
    }

    /// <summary>The name of the input.</summary>
    public string InputColumnName { get; }

    /// <summary>The name of the output.</summary>
    public string OutputColumnName { get; }

    internal static InputOutputColumnPair[] Single(string outputColumnName, string? inputColumnName) => [new(outputColumnName, inputColumnName)];
}
