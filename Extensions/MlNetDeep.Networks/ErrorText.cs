namespace MlNetDeep.Networks;

/// <summary>The messages of exceptions that are wrapped to say where they happened.</summary>
internal static class ErrorText
{
    /// <summary>The message without the name of a parameter, which says nothing to who did not call the method.</summary>
    public static string Of(ArgumentException e)
    {
        string suffix = $" (Parameter '{e.ParamName}')";
        return e.ParamName is not null && e.Message.EndsWith(suffix, StringComparison.Ordinal) ? e.Message[..^suffix.Length] : e.Message;
    }
}
