using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace EmbeddedMLNet.Tests.Transforms;

/// <summary>Types, annotations and vectors are those of ML.NET 5.0.</summary>
public sealed class OneHotEncodingTests
{
    private readonly MLContext _ml = new(1);

    [Theory]
    [InlineData("A", OneHotEncodingEstimator.OutputKind.Bag, "Vector<Single, 3>", "d3[x,z,y]", "", true, "s3[0:1] s3[] s3[1:1] s3[0:1] s3[2:1]", "s3[]")]
    [InlineData("A", OneHotEncodingEstimator.OutputKind.Indicator, "Vector<Single, 3>", "d3[x,z,y]", "d2[0,2]", true, "s3[0:1] s3[] s3[1:1] s3[0:1] s3[2:1]", "s3[]")]
    [InlineData("A", OneHotEncodingEstimator.OutputKind.Key, "Key<UInt32, 0-2>", "", "", false, "1 0 2 1 3", "0")]
    [InlineData("A", OneHotEncodingEstimator.OutputKind.Binary, "Vector<Single, 3>", "d3[Bit2,Bit1,Bit0]", "", true, "s3[] d3[1,1,1] d3[0,0,1] s3[] d3[0,1,0]", "d3[1,1,1]")]
    [InlineData("V", OneHotEncodingEstimator.OutputKind.Bag, "Vector<Single, 5>", "d5[a,b,c,d,e]", "", false, "d5[2,1,0,0,0] d5[0,1,1,0,0] d5[0,0,0,3,0] d5[1,0,1,0,1] s5[]", "d5[1,1,0,0,0]")]
    [InlineData("V", OneHotEncodingEstimator.OutputKind.Indicator, "Vector<Single, 3, 5>", "d15[[0].a,[0].b,[0].c,[0].d,[0].e,[1].a,[1].b,[1].c,[1].d,[1].e,[2].a,[2].b,[2].c,[2].d,[2].e]", "d6[0,4,5,9,10,14]", true, "s15[0:1,6:1,10:1] s15[1:1,12:1] s15[3:1,8:1,13:1] s15[0:1,9:1,12:1] s15[]", "s15[5:1,11:1]")]
    [InlineData("V", OneHotEncodingEstimator.OutputKind.Key, "Vector<Key<UInt32, 0-4>, 3>", "", "", false, "d3[1,2,1] d3[2,0,3] d3[4,4,4] d3[1,5,3] s3[]", "d3[0,1,2]")]
    [InlineData("V", OneHotEncodingEstimator.OutputKind.Binary, "Vector<Single, 3, 4>", "d12[[0].Bit3,[0].Bit2,[0].Bit1,[0].Bit0,[1].Bit3,[1].Bit2,[1].Bit1,[1].Bit0,[2].Bit3,[2].Bit2,[2].Bit1,[2].Bit0]", "", false, "s12[7:1] d12[0,0,0,1,1,1,1,1,0,0,1,0] d12[0,0,1,1,0,0,1,1,0,0,1,1] s12[5:1,10:1] d12[1,1,1,1,1,1,1,1,1,1,1,1]", "s12[0:1,1:1,2:1,3:1,11:1]")]
    [InlineData("W", OneHotEncodingEstimator.OutputKind.Bag, "Vector<Single, 3>", "d3[p,q,r]", "", false, "d3[1,0,0] s3[] d3[1,1,0] d3[0,0,2] s3[]", "s3[]")]
    [InlineData("W", OneHotEncodingEstimator.OutputKind.Indicator, "Vector<Single, *, 3>", "", "", true, "s3[0:1] d0[] s9[1:1,3:1] s6[2:1,5:1] d0[]", "s3[]")]
    [InlineData("W", OneHotEncodingEstimator.OutputKind.Key, "Vector<Key<UInt32, 0-2>>", "", "", false, "d1[1] d0[] d3[2,1,0] d2[3,3] d0[]", "s1[]")]
    [InlineData("W", OneHotEncodingEstimator.OutputKind.Binary, "Vector<Single, *, 3>", "", "", false, "s3[] d0[] d9[0,0,1,0,0,0,1,1,1] s6[1:1,4:1] d0[]", "d3[1,1,1]")]
    [InlineData("F", OneHotEncodingEstimator.OutputKind.Bag, "Vector<Single, 3>", "d3[2,1,4]", "", true, "s3[0:1] s3[1:1] s3[] s3[0:1] s3[2:1]", "s3[]")]
    [InlineData("F", OneHotEncodingEstimator.OutputKind.Indicator, "Vector<Single, 3>", "d3[2,1,4]", "d2[0,2]", true, "s3[0:1] s3[1:1] s3[] s3[0:1] s3[2:1]", "s3[]")]
    [InlineData("F", OneHotEncodingEstimator.OutputKind.Key, "Key<UInt32, 0-2>", "", "", false, "1 2 0 1 3", "0")]
    [InlineData("F", OneHotEncodingEstimator.OutputKind.Binary, "Vector<Single, 3>", "d3[Bit2,Bit1,Bit0]", "", true, "s3[] d3[0,0,1] d3[1,1,1] s3[] d3[0,1,0]", "d3[1,1,1]")]
    [InlineData("One", OneHotEncodingEstimator.OutputKind.Bag, "Vector<Single, 3>", "d3[u,v,w]", "", false, "d3[1,0,0] d3[0,1,0] d3[1,0,0] s3[] d3[0,0,1]", "s3[]")]
    [InlineData("One", OneHotEncodingEstimator.OutputKind.Indicator, "Vector<Single, 3>", "d3[[0].u,[0].v,[0].w]", "d2[0,2]", true, "s3[0:1] s3[1:1] s3[0:1] s3[] s3[2:1]", "s3[]")]
    [InlineData("One", OneHotEncodingEstimator.OutputKind.Key, "Vector<Key<UInt32, 0-2>, 1>", "", "", false, "d1[1] d1[2] d1[1] s1[] d1[3]", "s1[]")]
    [InlineData("One", OneHotEncodingEstimator.OutputKind.Binary, "Vector<Single, 3>", "d3[[0].Bit2,[0].Bit1,[0].Bit0]", "", false, "s3[] d3[0,0,1] s3[] d3[1,1,1] d3[0,1,0]", "d3[1,1,1]")]
    public void Values_are_encoded(string column, OneHotEncodingEstimator.OutputKind kind, string type, string names, string ranges, bool normalized, string rows, string unseen)
    {
        OneHotEncodingTransformer model = _ml.Transforms.Categorical.OneHotEncoding("O", column, kind).Fit(View());
        IDataView output = model.Transform(View());
        DataViewSchema.Column o = output.Schema["O"];
        Assert.Equal(type, o.Type.ToString());
        Assert.Equal(names, o.HasSlotNames() ? Text(Annotation<VBuffer<ReadOnlyMemory<char>>>(o, "SlotNames")) : "");
        Assert.Equal(ranges, o.Annotations.Schema.GetColumnOrNull("CategoricalSlotRanges") is null ? "" : Text(Annotation<VBuffer<int>>(o, "CategoricalSlotRanges")));
        Assert.Equal(normalized, o.IsNormalized());
        Assert.Equal(rows, Rows(output));
        Assert.Equal(unseen, Rows(model.Transform(_ml.Data.LoadFromEnumerable([new Row { A = "new", V = ["zz", "a", "b"], W = ["zz"], F = 9, One = ["zz"] }]))));
    }

    [Fact]
    public void The_encoding_is_saved_as_its_chain()
    {
        ITransformer model = _ml.Transforms.Categorical.OneHotEncoding([new("A"), new("V")], OneHotEncodingEstimator.OutputKind.Binary).Fit(View());
        using var stream = new MemoryStream();
        _ml.Model.Save(model, View().Schema, stream);
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        Assert.IsType<TransformerChain<ITransformer>>(loaded);
        Assert.Equal(model.Transform(View()).GetColumn<float[]>("V"), loaded.Transform(View()).GetColumn<float[]>("V"));
    }

    [Fact]
    public void The_most_keys_and_their_order_are_chosen()
    {
        IDataView sorted = _ml.Transforms.Categorical.OneHotEncoding("O", "A", maximumNumberOfKeys: 2, keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(View()).Transform(View());
        Assert.Equal("d2[x,z]", Text(Annotation<VBuffer<ReadOnlyMemory<char>>>(sorted.Schema["O"], "SlotNames")));
        IDataView given = _ml.Transforms.Categorical.OneHotEncoding("O", "A", keyData: _ml.Data.LoadFromEnumerable([new { K = "z" }, new { K = "x" }])).Fit(View()).Transform(View());
        Assert.Equal("d2[z,x]", Text(Annotation<VBuffer<ReadOnlyMemory<char>>>(given.Schema["O"], "SlotNames")));
    }

    [Fact]
    public void Where_all_values_are_missing_there_is_one_category_without_a_name()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new { A = "" }]);
        IDataView output = _ml.Transforms.Categorical.OneHotEncoding("A").Fit(data).Transform(data);
        Assert.Equal("Vector<Single, 1>", output.Schema["A"].Type.ToString());
        Assert.False(output.Schema["A"].HasSlotNames());
        Assert.Equal([0f], output.GetColumn<float[]>("A").Single());
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Equal("outputColumnName cannot be null or white space (Parameter 'outputColumnName')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Categorical.OneHotEncoding("")).Message);
        Assert.Equal("columns cannot be null or empty (Parameter 'columns')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Categorical.OneHotEncoding([])).Message);
        Assert.Throws<ArgumentOutOfRangeException>("OutputKind", () => _ml.Transforms.Categorical.OneHotEncoding("A", null, (OneHotEncodingEstimator.OutputKind)9));
        Assert.Equal("Could not find input column 'Nope' (Parameter 'inputSchema')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Categorical.OneHotEncoding("Nope").Fit(View())).Message);
    }

    private static T Annotation<T>(DataViewSchema.Column column, string kind)
    {
        T value = default!;
        column.Annotations.GetValue(kind, ref value);
        return value;
    }

    private static string Rows(IDataView data) => string.Join(' ', data.Preview().RowView.Select(r => r.Values.Last().Value switch
    {
        VBuffer<float> v => Text(v),
        VBuffer<uint> v => Text(v),
        object v => Convert.ToString(v, CultureInfo.InvariantCulture),
    }));

    private static string Text<T>(VBuffer<T> v) => $"{(v.IsDense ? 'd' : 's')}{v.Length}[{string.Join(',', v.Items(v.IsDense).Select(i => v.IsDense ? $"{i.Value}" : $"{i.Key}:{i.Value}"))}]";

    private IDataView View() => _ml.Data.LoadFromEnumerable(new Row[]
    {
        new() { A = "x", V = ["a", "b", "a"], W = ["p"], F = 2, One = ["u"] },
        new() { A = "", V = ["b", "", "c"], F = 1, One = ["v"] },
        new() { A = "z", V = ["d", "d", "d"], W = ["q", "p", ""], F = float.NaN, One = ["u"] },
        new() { A = "x", V = ["a", "e", "c"], W = ["r", "r"], F = 2, One = [""] },
        new() { A = "y", V = ["", "", ""], F = 4, One = ["w"] },
    });

    public sealed class Row
    {
        public string A { get; set; } = "";

        [VectorType(3)]
        public string[] V { get; set; } = [];

        public string[] W { get; set; } = [];

        public float F { get; set; }

        [VectorType(1)]
        public string[] One { get; set; } = [];
    }
}
