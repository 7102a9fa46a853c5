namespace MlNetDeep.Networks;

/// <summary>Objects that can be had by name, with at most one number in brackets.</summary>
/// <remarks>Names are compared without case and underscores, so that <c>mean_squared_error</c> and <c>MeanSquaredError</c> are the same.</remarks>
internal sealed class NameTable<T>(string kind)
    where T : class
{
    private readonly Dictionary<string, (Func<T> Plain, Func<float, T>? WithNumber)> _makers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>Adds an object.</summary>
    /// <param name="names">Its name, then others, parted by spaces.</param>
    /// <param name="plain">Makes it.</param>
    /// <param name="withNumber">Makes it with the number in brackets; null where there is none.</param>
    public void Add(string names, Func<T> plain, Func<float, T>? withNumber = null)
    {
        string[] all = names.Split(' ');
        _names.Add(withNumber is null ? all[0] : all[0] + "(number)");
        foreach (string name in all) _makers.Add(Key(name), (plain, withNumber));
    }

    public T Find(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        (string name, float[] numbers) = NamedValue.Parse(text);
        if (_makers.TryGetValue(Key(name), out (Func<T> Plain, Func<float, T>? WithNumber) maker))
        {
            switch (numbers)
            {
                case []: return maker.Plain();
                case [float number] when maker.WithNumber is not null: return maker.WithNumber(number);
            }
        }
        throw new ArgumentException($"'{text}' is not a {kind}; there are {string.Join(", ", _names)}", parameter);
    }

    private static string Key(string name) => name.ToLowerInvariant().Replace("_", "", StringComparison.Ordinal);
}
