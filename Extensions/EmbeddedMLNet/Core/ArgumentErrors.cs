namespace Microsoft.ML;

/// <summary>Errors about arguments by the names that ML.NET gives them, which are not always those of parameters.</summary>
internal static class ArgumentErrors
{
    public static ArgumentOutOfRangeException Invalid(string argument, string text) => new(argument, text);

    public static ArgumentOutOfRangeException Invalid(string argument) => new(argument);

    public static void ThrowIfEmpty(string? text, string argument)
    {
        if (string.IsNullOrEmpty(text)) throw new ArgumentOutOfRangeException(argument, $"{argument} cannot be null or empty");
    }

    public static void ThrowIfBlank(string? text, string argument)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new ArgumentOutOfRangeException(argument, $"{argument} cannot be null or white space");
    }
}
