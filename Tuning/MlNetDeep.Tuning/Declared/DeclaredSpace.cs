using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>
/// A search space that is written down before the search, as attributes on an options class or as JSON. A trial still asks for its
/// parameters one after the other: <c>MyOptions options = trial.Suggest&lt;MyOptions&gt;()</c>.
/// </summary>
/// <example>
/// <code>
/// DeclaredSpace space = DeclaredSpace.FromJson("""
///     [{"name":"layers","kind":"int","low":1,"high":4},
///      {"name":"optimizer","kind":"categorical","choices":["sgd","adam"]},
///      {"name":"momentum","kind":"float","low":0,"high":0.99,"when":{"optimizer":["sgd"]}}]
///     """);
/// IReadOnlyDictionary&lt;string, object?&gt; values = space.Suggest(trial);
/// </code>
/// </example>
public sealed class DeclaredSpace
{
    /// <summary>Creates a space of parameters.</summary>
    /// <param name="parameters">The parameters, each after the one that it depends on.</param>
    /// <exception cref="ArgumentException">A name is there twice, or a condition names no earlier parameter or no value of it.</exception>
    public DeclaredSpace(IReadOnlyList<DeclaredParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var earlier = new Dictionary<string, Distribution>(StringComparer.Ordinal);
        foreach (DeclaredParameter parameter in parameters)
        {
            if (string.IsNullOrEmpty(parameter.Name)) throw new ArgumentException("a parameter of the space has no name", nameof(parameters));
            if (parameter.When is { } parent)
            {
                if (!earlier.TryGetValue(parent, out Distribution? distribution)) throw new ArgumentException($"'{parameter.Name}' depends on '{parent}', which is no parameter before it", nameof(parameters));
                if (parameter.WhenValues.Count == 0) throw new ArgumentException($"'{parameter.Name}' depends on '{parent}', but for no value of it", nameof(parameters));
                foreach (object? value in parameter.WhenValues)
                    if (!IsPossible(distribution, value)) throw new ArgumentException($"'{parameter.Name}' depends on '{parent}' being {Scalar.Describe(value)}, which is not in {distribution}", nameof(parameters));
            }
            if (!earlier.TryAdd(parameter.Name, parameter.Distribution)) throw new ArgumentException($"the parameter '{parameter.Name}' is there twice", nameof(parameters));
        }
        Parameters = [.. parameters];
    }

    /// <summary>The parameters in the order in which they are asked for.</summary>
    public IReadOnlyList<DeclaredParameter> Parameters { get; }

    /// <summary>The space that the attributes of a class declare.</summary>
    /// <typeparam name="T">A class whose settable properties have <see cref="RangeAttribute"/> or <see cref="ChoiceAttribute"/>.</typeparam>
    /// <exception cref="ArgumentException">An attribute does not fit its property, or no property has one.</exception>
    public static DeclaredSpace Of<T>() where T : new() => DeclaredOptions<T>.Space;

    /// <summary>
    /// Reads a space: a list of distributions as <see cref="Distribution.ToJson"/> writes them, each with a <c>name</c> and where it
    /// applies <c>"when": {"other": [values]}</c>.
    /// </summary>
    /// <param name="json">The JSON text.</param>
    /// <exception cref="FormatException">The text is not a space.</exception>
    public static DeclaredSpace FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return new DeclaredSpace([.. document.RootElement.EnumerateArray().Select(Read)]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException)
        {
            throw new FormatException($"not a search space: {e.Message}", e);
        }
    }

    /// <summary>Writes what <see cref="FromJson"/> reads.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartArray();
            foreach (DeclaredParameter parameter in Parameters)
            {
                writer.WriteStartObject();
                writer.WriteString("name", parameter.Name);
                using (JsonDocument distribution = JsonDocument.Parse(parameter.Distribution.ToJson()))
                    foreach (JsonProperty property in distribution.RootElement.EnumerateObject()) property.WriteTo(writer);
                if (parameter.When is { } parent)
                {
                    writer.WriteStartObject("when");
                    writer.WriteStartArray(parent);
                    foreach (object? value in parameter.WhenValues) Scalar.Write(writer, value);
                    writer.WriteEndArray();
                    writer.WriteEndObject();
                }
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Has a trial choose the parameters, without those whose condition is not met.</summary>
    /// <param name="trial">The trial.</param>
    /// <returns>The values by name, in order.</returns>
    public IReadOnlyDictionary<string, object?> Suggest(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var values = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (DeclaredParameter parameter in Parameters)
        {
            if (parameter.When is { } parent && !(values.TryGetValue(parent, out object? value) && parameter.WhenValues.Any(wanted => Scalar.SameSetting(wanted, value)))) continue;
            values.Add(parameter.Name, trial.Suggest(parameter.Name, parameter.Distribution));
        }
        return values;
    }

    private static bool IsPossible(Distribution distribution, object? value)
    {
        try
        {
            return distribution.Contains(distribution.ToInternal(value));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static DeclaredParameter Read(JsonElement json)
    {
        string name = json.GetProperty("name").GetString() ?? throw new FormatException("a parameter has no name");
        Distribution distribution;
        try
        {
            distribution = Distribution.Read(json);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException)
        {
            throw new FormatException($"parameter '{name}': {e.Message}", e);
        }
        if (!json.TryGetProperty("when", out JsonElement when)) return new DeclaredParameter(name, distribution);
        JsonProperty condition = when.EnumerateObject().Single();
        return new DeclaredParameter(name, distribution) { When = condition.Name, WhenValues = [.. condition.Value.EnumerateArray().Select(Scalar.Read)] };
    }
}
