using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Transforms;

public sealed class ColumnTransformTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Concatenation_joins_scalars_and_vectors_and_names_the_slots()
    {
        IDataView data = Sample.View(_ml, 3);
        IDataView output = _ml.Transforms.Concatenate("Features", "F", "V").Fit(data).Transform(data);
        Assert.Equal("Vector<Single, 3>", output.Schema["Features"].Type.ToString());
        Assert.Equal([2, 2, -2], output.GetColumn<float[]>("Features").Last());
        VBuffer<ReadOnlyMemory<char>> names = default;
        output.Schema["Features"].GetSlotNames(ref names);
        Assert.Equal("F||", string.Join('|', names.DenseValues()));
    }

    [Fact]
    public void Concatenation_refuses_mixed_types_and_missing_columns()
    {
        IDataView data = Sample.View(_ml);
        Assert.StartsWith("Schema mismatch for input column 'Lab': expected Single", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Concatenate("X", "F", "Lab").Fit(data).Transform(data)).Message, StringComparison.Ordinal);
        Assert.Equal("Could not find input column 'Nope' (Parameter 'inputSchema')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Concatenate("X", "Nope").Fit(data).Transform(data)).Message);
    }

    [Fact]
    public void Concatenation_of_sparse_vectors_stays_sparse()
    {
        IDataView data = Sample.View(_ml, 3);
        IDataView output = _ml.Transforms.Conversion.MapKeyToVector("A", "K").Append(_ml.Transforms.Conversion.MapKeyToVector("B", "K")).Append(_ml.Transforms.Concatenate("AB", "A", "B")).Fit(data).Transform(data);
        VBuffer<float> last = output.GetColumn<VBuffer<float>>("AB").Last();
        Assert.False(last.IsDense);
        Assert.Equal([0, 0, 1, 0, 0, 1], last.DenseValues());
        Assert.True(output.Schema["AB"].IsNormalized());
    }

    [Fact]
    public void An_output_of_an_existing_name_hides_the_old_column()
    {
        IDataView data = Sample.View(_ml, 3);
        IDataView output = _ml.Transforms.Conversion.MapValueToKey("Lab").Fit(data).Transform(data);
        Assert.Equal(5, output.Schema.Count);
        Assert.True(output.Schema[2].IsHidden);
        Assert.Equal("Key<UInt32, 0-2>", output.Schema["Lab"].Type.ToString());
        Assert.Equal(3, output.Schema["Lab"].Index);
        using DataViewRowCursor cursor = output.GetRowCursor([output.Schema[2]]);
        cursor.MoveNext();
        ReadOnlyMemory<char> text = default;
        cursor.GetGetter<ReadOnlyMemory<char>>(output.Schema[2])(ref text);
        Assert.Equal("a", text.ToString());
    }

    [Fact]
    public void Columns_are_copied_dropped_and_selected()
    {
        IDataView data = Sample.View(_ml, 3);
        IDataView output = _ml.Transforms.CopyColumns("G", "F").Append(_ml.Transforms.DropColumns("V", "K")).Fit(data).Transform(data);
        Assert.Equal(["F", "Lab", "G"], output.Schema.Select(c => c.Name));
        Assert.Equal([0, 1, 2], output.GetColumn<float>("G"));
        IDataView selected = _ml.Transforms.SelectColumns("Lab", "F").Fit(data).Transform(data);
        Assert.Equal(["Lab", "F"], selected.Schema.Select(c => c.Name));
        Assert.Equal(["a", "b", "c"], selected.GetColumn<string>("Lab"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.DropColumns("Nope").Fit(data));
    }

    [Fact]
    public void A_custom_mapping_is_called_once_per_row_for_all_its_columns()
    {
        int calls = 0;
        IDataView data = Sample.View(_ml, 3);
        IDataView output = _ml.Transforms.CustomMapping<Input, Output>((i, o) =>
        {
            calls++;
            o.Twice = 2 * i.F;
            o.Text = $"<{i.Lab}>";
        }, null).Fit(data).Transform(data);
        DataDebuggerPreview preview = output.Preview();
        Assert.Equal(3, calls);
        Assert.Equal([0f, 2f, 4f], preview.ColumnView.Single(c => c.Column.Name == "Twice").Values);
        Assert.Equal(["<a>", "<b>", "<c>"], output.GetColumn<string>("Text"));
    }

    [Fact]
    public void A_custom_mapping_makes_shapes_of_any_column()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(VectorOutput));
        definition[0].ColumnName = "Score";
        definition[0].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 7);
        definition[0].AddAnnotation("IsNormalized", true, BooleanDataViewType.Instance);
        SchemaShape shape = _ml.Transforms.CustomMapping<Nothing, VectorOutput>((_, _) => { }, null, null, definition).GetOutputSchema(SchemaShape.Create(Sample.View(_ml).Schema));
        Assert.Equal("Vector<Single>", shape.Single(c => c.Name == "Score").GetTypeString());
        Assert.Equal("IsNormalized", shape.Single(c => c.Name == "Score").Annotations.Single().Name);
    }

    [Fact]
    public void A_custom_mapping_names_the_column_that_it_misses()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Output()]);
        Assert.Equal("Could not find  column 'F' (Parameter 'Schema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.CustomMapping<Input, Output>((_, _) => { }, null).Fit(data)).Message);
    }

    public sealed class Input
    {
        public float F { get; set; }

        public string? Lab { get; set; }
    }

    public sealed class Output
    {
        public float Twice { get; set; }

        public string? Text { get; set; }
    }

    public sealed class Nothing;

    public sealed class VectorOutput
    {
        public float[]? Values { get; set; }
    }
}
