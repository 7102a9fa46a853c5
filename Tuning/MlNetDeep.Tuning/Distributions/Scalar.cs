using System.Globalization;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>
/// The values that choices and attributes may hold (string, bool, int, double, null): their equality, text and JSON.
/// In JSON a double is an object, <c>{"double":1}</c>, so that 1.0 does not come back as the integer 1.
/// </summary>
internal static class Scalar
{
    public static IEqualityComparer<object?> Comparer { get; } = EqualityComparer<object?>.Create(
        static (a, b) => Equals(a, b),   // double.Equals, unlike ==, holds NaN equal to itself
        static value => value?.GetHashCode() ?? 0);

    public static bool IsSupported(object? value) => value is null or string or bool or int or double;

    /// <summary>Equal as numbers or as values: the integer 1 and the double 1.0 are the same setting of a parameter.</summary>
    public static bool SameSetting(object? a, object? b) =>
        Equals(a, b) || (a is int or double && b is int or double && Number(a).Equals(Number(b)));

    public static string Describe(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString(CultureInfo.InvariantCulture),
        _ => $"a {value.GetType().Name}",
    };

    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case double number:
                writer.WriteStartObject();
                writer.WritePropertyName("double");
                WriteDouble(writer, number);
                writer.WriteEndObject();
                break;
            default: throw new ArgumentException($"strings, booleans, integers, doubles and null can be stored, not {Describe(value)}");
        }
    }

    public static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.GetInt32(),
        _ => ReadDouble(json.GetProperty("double")),
    };

    /// <summary>Writes the shortest text that reads back to the same bits; NaN and infinities as strings, which JSON's numbers lack.</summary>
    public static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    public static double ReadDouble(JsonElement json) => json.ValueKind != JsonValueKind.String ? json.GetDouble() : json.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        string other => throw new FormatException($"'{other}' is not a number"),
        null => throw new FormatException("a number is missing"),
    };

    private static double Number(object value) => value is int number ? number : (double)value;
}
