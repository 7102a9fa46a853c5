using System.Globalization;
using System.Text.Json;

namespace MlNetDeep.TestSupport;

/// <summary>One case of a golden topic: parameters, input, output and gradient arrays by name, and the tolerance.</summary>
internal sealed class GoldenCase(JsonElement json, byte[] numbers)
{
    public string Name { get; } = json.GetProperty("name").GetString()!;

    public string Operation { get; } = json.GetProperty("op").GetString()!;

    /// <summary>The parameters of the operation, as in the file.</summary>
    public JsonElement Parameters { get; } = json.GetProperty("params");

    public float AbsoluteTolerance { get; } = Tolerance(json, "atol", 1e-5f);

    public float RelativeTolerance { get; } = Tolerance(json, "rtol", 1e-4f);

    public GoldenArray Input(string name) => Read("inputs", name) ?? throw new KeyNotFoundException($"{Name} has no input {name}");

    /// <summary>An input that not all cases of the operation have.</summary>
    public GoldenArray? OptionalInput(string name) => Read("inputs", name);

    public GoldenArray Output(string name = "output") => Read("outputs", name) ?? throw new KeyNotFoundException($"{Name} has no output {name}");

    public GoldenArray Gradient(string name) => Read("grads", name) ?? throw new KeyNotFoundException($"{Name} has no gradient {name}");

    /// <summary>A number that the case gives beside its arrays, in double precision.</summary>
    public double Scalar(string name) => json.GetProperty("scalars").GetProperty(name).GetDouble();

    /// <summary>The names of all such numbers.</summary>
    public IEnumerable<string> Scalars => json.GetProperty("scalars").EnumerateObject().Select(scalar => scalar.Name);

    public bool Has(string parameter) => Parameters.TryGetProperty(parameter, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    public int Integer(string parameter) => Parameters.GetProperty(parameter).GetInt32();

    public int[] Integers(string parameter) => [.. Parameters.GetProperty(parameter).EnumerateArray().Select(e => e.GetInt32())];

    public float Number(string parameter) => (float)Parameters.GetProperty(parameter).GetDouble();

    public bool Flag(string parameter) => Parameters.GetProperty(parameter).GetBoolean();

    /// <summary>Fails with the first and the worst difference when numbers are beyond the case's tolerance.</summary>
    public void Check(string what, GoldenArray expected, ReadOnlySpan<float> actual)
    {
        if (expected.Values.Length != actual.Length) Assert.Fail($"{Name}, {what}: {expected.Values.Length} numbers expected, {actual.Length} found");
        int wrong = 0, first = -1;
        float worst = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            float e = expected.Values[i], a = actual[i];
            if (e.Equals(a)) continue;
            float difference = MathF.Abs(a - e);
            if (difference <= AbsoluteTolerance + (RelativeTolerance * MathF.Abs(e))) continue;
            if (wrong++ == 0) first = i;
            worst = MathF.Max(worst, difference);
        }
        if (wrong > 0)
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{Name}, {what}: {wrong} of {actual.Length} numbers differ, first at {first}: expected {expected.Values[first]}, found {actual[first]}; largest difference {worst}"));
    }

    private static float Tolerance(JsonElement json, string name, float otherwise) =>
        json.TryGetProperty("tol", out JsonElement tolerance) && tolerance.TryGetProperty(name, out JsonElement value) ? (float)value.GetDouble() : otherwise;

    private GoldenArray? Read(string group, string name)
    {
        if (!json.TryGetProperty(group, out JsonElement arrays) || !arrays.TryGetProperty(name, out JsonElement array)) return null;
        int[] shape = [.. array.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())];
        int offset = array.GetProperty("offset").GetInt32(), count = array.GetProperty("count").GetInt32();
        var values = new float[count];
        bool integers = array.GetProperty("dtype").GetString() == "i32";
        for (int i = 0; i < count; i++)
        {
            int position = offset + (4 * i);
            values[i] = integers ? BitConverter.ToInt32(numbers, position) : BitConverter.ToSingle(numbers, position);
        }
        return new GoldenArray(shape, values);
    }
}
