using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Transforms;

/// <summary>What is expected is what ML.NET 5.0 does.</summary>
public sealed class ValueMappingTests
{
    private static readonly KeyValuePair<string, string>[] s_texts = [new("a", "x"), new("b", "y"), new("c", "x")];

    private readonly MLContext _ml = new(1);

    [Fact]
    public void Values_are_replaced_and_unknown_ones_become_what_empty_text_is()
    {
        IDataView output = Run(_ml.Transforms.Conversion.MapValue("O", [new KeyValuePair<string, float>("a", 1), new("b", 2)], "S"));
        Assert.Equal([1, 2, 0], output.GetColumn<float>("O"));
        Assert.Equal(["x", "y", ""], Run(_ml.Transforms.Conversion.MapValue("S", s_texts)).GetColumn<string>("S"));
        Assert.Equal([2, 3, 0], Run(_ml.Transforms.Conversion.MapValue("O", [new KeyValuePair<float, double>(1.5f, 2), new(float.NaN, 3)], "F")).GetColumn<double>("O"));
    }

    [Fact]
    public void Vectors_are_replaced_item_by_item_and_forget_their_size()
    {
        IDataView output = Run(_ml.Transforms.Conversion.MapValue("O", s_texts, "SV"));
        Assert.Equal("Vector<String>", output.Schema["O"].Type.ToString());
        Assert.Equal([["x", "y"], ["x", ""], ["", "x"]], output.GetColumn<string[]>("O"));
        Assert.Equal("Vector<UInt32>", Run(_ml.Transforms.Conversion.MapValue("O", s_texts, "SV", true)).Schema["O"].Type.ToString());
    }

    [Fact]
    public void Distinct_values_become_keys()
    {
        IDataView output = Run(_ml.Transforms.Conversion.MapValue("O", s_texts, "S", treatValuesAsKeyType: true));
        Assert.Equal("Key<UInt32, 0-1>", output.Schema["O"].Type.ToString());
        Assert.Equal([1u, 2, 0], output.GetColumn<uint>("O"));
        VBuffer<ReadOnlyMemory<char>> values = default;
        output.Schema["O"].GetKeyValues(ref values);
        Assert.Equal(["x", "y"], values.DenseValues().Select(v => v.ToString()));
        IDataView numbers = Run(_ml.Transforms.Conversion.MapValue("O", [new KeyValuePair<int, int>(1, 7), new(2, 9), new(3, 7)], "I", true));
        Assert.Equal([1u, 2, 1], numbers.GetColumn<uint>("O"));
        Assert.Equal("Key<UInt64, 0-1>", Run(_ml.Transforms.Conversion.MapValue("O", [new KeyValuePair<int, ulong>(1, 1), new(2, 2)], "I", true)).Schema["O"].Type.ToString());
    }

    [Fact]
    public void Arrays_become_vectors()
    {
        IDataView output = Run(_ml.Transforms.Conversion.MapValue("O", [new KeyValuePair<string, int[]>("a", [1, 2]), new("b", [3])], "S"));
        Assert.Equal("Vector<Int32>", output.Schema["O"].Type.ToString());
        Assert.Equal([[1, 2], [3], []], output.GetColumn<int[]>("O"));
        Assert.Equal("Vector<String, 2>", Run(_ml.Transforms.Conversion.MapValue("O", [new KeyValuePair<string, string[]>("a", ["u", "v"])], "S")).Schema["O"].Type.ToString());
        Assert.Equal("Column 'SV' cannot be mapped to values when the column and the map values are both vector type.",
            Assert.Throws<NotSupportedException>(() => Run(_ml.Transforms.Conversion.MapValue("O", [new KeyValuePair<string, int[]>("a", [1])], "SV"))).Message);
    }

    [Fact]
    public void A_view_can_be_the_table()
    {
        IDataView table = _ml.Data.LoadFromEnumerable([new { K = "a", V = 5f }, new { K = "zz", V = 6f }]);
        Assert.Equal([5, 0, 6], Run(_ml.Transforms.Conversion.MapValue("O", table, table.Schema["K"], table.Schema["V"], "S")).GetColumn<float>("O"));
        Assert.Equal("The selected column keyColumn is not included in the targeted IDataView dataView",
            Assert.Throws<InvalidOperationException>(() => _ml.Transforms.Conversion.MapValue("O", table, View().Schema["S"], table.Schema["V"], "S")).Message);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Equal("Duplicate keys in data 'a'", Assert.Throws<InvalidOperationException>(() => _ml.Transforms.Conversion.MapValue("O", [new KeyValuePair<string, int>("a", 1), new("a", 2)], "S")).Message);
        Assert.Equal("Unsupported type System.Object used in mapping.", Assert.Throws<InvalidOperationException>(() => _ml.Transforms.Conversion.MapValue("O", [new KeyValuePair<string, object>("a", 1)], "S")).Message);
        Assert.Equal("columns cannot be null or empty (Parameter 'columns')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapValue("", s_texts, "S")).Message);
        Assert.Equal("Could not find input column 'Nope' (Parameter 'inputSchema')", Assert.Throws<ArgumentOutOfRangeException>(() => Run(_ml.Transforms.Conversion.MapValue("O", s_texts, "Nope"))).Message);
    }

    private IDataView Run(IEstimator<ITransformer> estimator) => estimator.Fit(View()).Transform(View());

    private IDataView View() => _ml.Data.LoadFromEnumerable(new Row[]
    {
        new() { S = "a", I = 1, SV = ["a", "b"], F = 1.5f }, new() { S = "b", I = 2, SV = ["c", ""], F = float.NaN }, new() { S = "zz", I = 3, SV = ["zz", "a"], F = 2 },
    });

    public sealed class Row
    {
        public string S { get; set; } = "";

        public int I { get; set; }

        [VectorType(2)]
        public string[] SV { get; set; } = [];

        public float F { get; set; }
    }
}
