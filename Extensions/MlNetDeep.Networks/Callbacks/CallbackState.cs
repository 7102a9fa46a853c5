namespace MlNetDeep.Networks;

/// <summary>
/// What a callback has to remember so that a training that was killed goes on as if it had not been: numbers, texts and arrays by name.
/// Written and read by <see cref="BackupAndRestore"/>.
/// </summary>
public sealed class CallbackState
{
    private readonly Dictionary<string, double> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, float[]> _arrays = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, double> Numbers => _numbers;

    internal IReadOnlyDictionary<string, string> Texts => _texts;

    internal IReadOnlyDictionary<string, float[]> Arrays => _arrays;

    /// <summary>Remembers a number; whole numbers up to 2^53, infinities and NaN come back as they were.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The number.</param>
    public void Set(string name, double value) => _numbers[name] = value;

    /// <summary>Remembers a text.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The text.</param>
    public void Set(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _texts[name] = value;
    }

    /// <summary>Remembers an array of numbers.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The numbers. Not copied.</param>
    public void Set(string name, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _arrays[name] = values;
    }

    /// <summary>Remembers the numbers of weights, as <see cref="Network.GetWeights"/> gives them; null for none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="weights">The numbers by full name of the weight. Not copied.</param>
    public void Set(string name, IReadOnlyDictionary<string, float[]>? weights)
    {
        foreach ((string weight, float[] values) in weights ?? new Dictionary<string, float[]>()) _arrays[$"{name}/{weight}"] = values;
    }

    /// <summary>Gives a number back.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidDataException">There is none of this name.</exception>
    public double Number(string name) => Find(_numbers, name);

    /// <summary>Gives a text back.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidDataException">There is none of this name.</exception>
    public string Text(string name) => Find(_texts, name);

    /// <summary>Gives an array back.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="InvalidDataException">There is none of this name.</exception>
    public float[] Array(string name) => Find(_arrays, name);

    /// <summary>Gives the numbers of weights back.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The numbers by full name of the weight; null when there were none.</returns>
    public IReadOnlyDictionary<string, float[]>? Weights(string name)
    {
        var weights = _arrays.Where(pair => pair.Key.StartsWith(name + "/", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[(name.Length + 1)..], pair => pair.Value, StringComparer.Ordinal);
        return weights.Count > 0 ? weights : null;
    }

    private static T Find<T>(Dictionary<string, T> values, string name) =>
        values.TryGetValue(name, out T? value) ? value : throw new InvalidDataException($"the backup lacks '{name}' of a callback");
}
