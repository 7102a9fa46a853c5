using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.DataView;

public sealed class DataViewSchemaTests
{
    [Fact]
    public void The_last_column_of_a_name_hides_the_others()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Single);
        builder.AddColumn("B", NumberDataViewType.Single);
        builder.AddColumn("A", TextDataViewType.Instance);
        DataViewSchema schema = builder.ToSchema();
        Assert.Equal(3, schema.Count);
        Assert.True(schema[0].IsHidden);
        Assert.False(schema[2].IsHidden);
        Assert.Equal(2, schema["A"].Index);
    }

    [Fact]
    public void A_missing_column_is_named()
    {
        DataViewSchema schema = new DataViewSchema.Builder().ToSchema();
        Assert.Null(schema.GetColumnOrNull("Nope"));
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => schema["Nope"]);
        Assert.Equal("Column 'Nope' not found (Parameter 'name')", e.Message);
    }

    [Fact]
    public void Annotations_are_read_by_kind_and_type()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("Answer", NumberDataViewType.Int32, 42);
        builder.AddSlotNames(2, (ref VBuffer<ReadOnlyMemory<char>> v) => v = new VBuffer<ReadOnlyMemory<char>>(2, ["a".AsMemory(), "b".AsMemory()]));
        DataViewSchema.Annotations annotations = builder.ToAnnotations();
        int answer = 0;
        annotations.GetValue("Answer", ref answer);
        Assert.Equal(42, answer);
        float wrong = 0;
        Assert.Throws<InvalidOperationException>(() => annotations.GetValue("Answer", ref wrong));
        Assert.Equal("Metadata KeyValues does not exist", Assert.Throws<InvalidOperationException>(() => annotations.GetValue("KeyValues", ref answer)).Message);

        var schema = new DataViewSchema.Builder();
        schema.AddColumn("V", new VectorDataViewType(NumberDataViewType.Single, 2), annotations);
        DataViewSchema.Column column = schema.ToSchema()["V"];
        Assert.True(column.HasSlotNames());
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        Assert.Equal(["a", "b"], names.DenseValues().Select(n => n.ToString()));
    }

    [Fact]
    public void A_getter_of_another_type_is_refused_when_an_annotation_is_added()
    {
        ValueGetter<int> getter = (ref int value) => value = 1;
        Assert.Throws<ArgumentException>(() => new DataViewSchema.Annotations.Builder().Add("X", NumberDataViewType.Single, (Delegate)getter));
    }
}
