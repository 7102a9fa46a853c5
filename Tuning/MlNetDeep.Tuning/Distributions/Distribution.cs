using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>
/// The set of values that a parameter may take: <see cref="IntDistribution"/>, <see cref="FloatDistribution"/>,
/// <see cref="CategoricalDistribution"/> or <see cref="OrdinalDistribution"/>. Immutable, with value equality.
/// </summary>
/// <remarks>
/// Samplers work on the <em>internal representation</em>, one <see cref="double"/>: the number itself for integers and floats,
/// the index of the choice for categories and ordinals. <see cref="ToExternal"/> and <see cref="ToInternal"/> convert.
/// </remarks>
public abstract record Distribution
{
    private protected Distribution()
    {
    }

    /// <summary>True when only one value is possible; samplers are not asked then.</summary>
    public abstract bool IsSingle { get; }

    /// <summary>The number of possible values; infinity for a float without step.</summary>
    public abstract double Count { get; }

    /// <summary>Tells whether an internal value belongs to the distribution: in range and, with a step, on the grid.</summary>
    /// <param name="value">A value in the internal representation; NaN and infinities are never contained.</param>
    public abstract bool Contains(double value);

    /// <summary>
    /// Maps a number of [0, 1] to a value, so that uniform numbers become values drawn uniformly (or log-uniformly) from the
    /// distribution. Every possible value is reachable, and the result is always contained.
    /// </summary>
    /// <param name="unit">A number between 0 and 1.</param>
    /// <returns>A value in the internal representation.</returns>
    public abstract double FromUnit(double unit);

    /// <summary>
    /// The inverse of <see cref="FromUnit"/>: the place of a value on the scale of the distribution. Where only certain values are
    /// possible, the middle of those numbers that become this value.
    /// </summary>
    /// <param name="value">A value in the internal representation; one out of range is taken as the nearest end.</param>
    /// <returns>A number of [0, 1] that <see cref="FromUnit"/> maps to the value again (to one next to it, in rounding, where any value is possible).</returns>
    public abstract double ToUnit(double value);

    /// <summary>Converts the internal representation to what the user sees: an int, a double, or the choice.</summary>
    /// <param name="value">A value in the internal representation.</param>
    public abstract object? ToExternal(double value);

    /// <summary>Converts a value as the user sees it to the internal representation. The value need not be in range.</summary>
    /// <param name="value">An int, double, or choice.</param>
    /// <exception cref="ArgumentException">The value has another kind, or is none of the choices.</exception>
    public abstract double ToInternal(object? value);

    /// <summary>Writes the distribution as one JSON object, e.g. <c>{"kind":"float","low":0.0001,"high":0.01,"log":true}</c>.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote. Absent <c>log</c> and <c>step</c> take their defaults.</summary>
    /// <param name="json">The JSON text.</param>
    /// <exception cref="FormatException">The text is not a distribution.</exception>
    public static Distribution FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException($"not a distribution: {json} ({e.Message})", e);
        }
    }

    internal abstract void Write(Utf8JsonWriter writer);

    /// <summary>
    /// Null when a parameter that had this distribution in other trials may have <paramref name="other"/> now, or the reason
    /// why not. Ranges may change and choices may be added (if the study allows it); the kind and the scale may not.
    /// </summary>
    internal abstract string? WhyIncompatible(Distribution other);

    internal static Distribution Read(JsonElement json)
    {
        string? kind = json.GetProperty("kind").GetString();
        bool log = json.TryGetProperty("log", out JsonElement flag) && flag.GetBoolean();
        bool hasStep = json.TryGetProperty("step", out JsonElement step);
        return kind switch
        {
            "int" => new IntDistribution(json.GetProperty("low").GetInt32(), json.GetProperty("high").GetInt32(), log, hasStep ? step.GetInt32() : 1),
            "float" => new FloatDistribution(json.GetProperty("low").GetDouble(), json.GetProperty("high").GetDouble(), log, hasStep ? step.GetDouble() : null),
            "categorical" => new CategoricalDistribution([.. json.GetProperty("choices").EnumerateArray().Select(Scalar.Read)]),
            "ordinal" => new OrdinalDistribution([.. json.GetProperty("choices").EnumerateArray().Select(Scalar.Read)]),
            _ => throw new FormatException($"unknown kind of distribution '{kind}'; known are int, float, categorical, ordinal"),
        };
    }
}
