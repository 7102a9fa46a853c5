using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Data.Rows;

public sealed class SchemaDefinitionTests
{
    [Fact]
    public void Fields_come_before_properties_and_types_map_one_to_one()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Everything));
        Assert.Equal(
            ["Field: Single", "Known: Vector<Single, 3>", "Renamed: Int64", "Text: String", "Memory: String", "Open: Vector<Single>", "Flag: Boolean", "Time: DateTime", "Span: TimeSpan",
             "Key: Key<UInt32, 0-4>", "Keys: Vector<Key<Byte, 0-254>>", "Buffer: Vector<Double, 2, 2>", "Words: Vector<String>"],
            definition.Select(c => $"{c.ColumnName}: {c.ColumnType}"));
    }

    [Fact]
    public void Definitions_can_be_changed()
    {
        var ml = new MLContext(1);
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Everything));
        definition["Open"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        definition["Open"].ColumnName = "Closed";
        definition["Field"].AddAnnotation("Unit", "m".AsMemory(), TextDataViewType.Instance);
        IDataView data = ml.Data.LoadFromEnumerable([new Everything { Open = [1, 2] }], definition);
        Assert.Equal([1, 2], data.GetColumn<float[]>("Closed").Single());
        ReadOnlyMemory<char> unit = default;
        data.Schema["Field"].Annotations.GetValue("Unit", ref unit);
        Assert.Equal("m", unit.ToString());
    }

    [Fact]
    public void Types_that_members_cannot_hold_are_refused()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Everything));
        definition["Field"].ColumnType = TextDataViewType.Instance;
        Assert.Contains("'Field'", Assert.Throws<ArgumentOutOfRangeException>(() => new MLContext(1).Data.LoadFromEnumerable([new Everything()], definition)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(BadObject), "Could not determine an IDataView type and registered custom types for member Value")]
    [InlineData(typeof(BadVector), "VectorTypeAttribute")]
    [InlineData(typeof(BadKey), "KeyTypeAttribute")]
    public void Members_that_no_column_can_have_are_named(Type type, string text) =>
        Assert.Contains(text, Assert.Throws<ArgumentOutOfRangeException>(() => SchemaDefinition.Create(type)).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_members_cannot_have_one_name() => Assert.Throws<InvalidOperationException>(() => SchemaDefinition.Create(typeof(Twice)));

    [Fact]
    public void A_registered_type_of_ones_own_is_a_column()
    {
        var ml = new MLContext(1);
        IDataView data = ml.Data.LoadFromEnumerable([new WithPoint { P = new Point(3) }]);
        Assert.IsType<PointType>(data.Schema["P"].Type);
        Assert.Equal(3, ml.Data.CreateEnumerable<WithPoint>(data, false).Single().P!.X);
        Assert.Throws<InvalidOperationException>(() => DataViewTypeManager.Register(new PointType(), typeof(Point)));
    }

    public sealed class Everything
    {
        public float Field;

        [VectorType(3)]
        public float[]? Known;

        [ColumnName("Renamed")]
        public long Original;

        [NoColumn]
        public object? Ignored;

        public string? Text { get; set; }

        public ReadOnlyMemory<char> Memory { get; set; }

        public float[]? Open { get; set; }

        public bool Flag { get; set; }

        public DateTime Time { get; set; }

        public TimeSpan Span { get; set; }

        [KeyType(5)]
        public uint Key { get; set; }

        [KeyType]
        public byte[]? Keys { get; set; }

        [VectorType(2, 2)]
        public VBuffer<double> Buffer { get; set; }

        public string[]? Words { get; set; }

        public int Computed => Text is null ? 1 : 2;
    }

    private sealed class BadObject
    {
        public object? Value { get; set; }
    }

    private sealed class BadVector
    {
        [VectorType(2)]
        public float Value { get; set; }
    }

    private sealed class BadKey
    {
        [KeyType(2)]
        public float Value { get; set; }
    }

    private sealed class Twice
    {
        public float A { get; set; }

        [ColumnName("A")]
        public float B { get; set; }
    }

    private sealed record Point(int X);

    private sealed class PointType : StructuredDataViewType
    {
        public PointType() : base(typeof(Point))
        {
        }

        public override bool Equals(DataViewType? other) => other is PointType;
    }

    private sealed class PointAttribute : DataViewTypeAttribute
    {
        public override void Register() => DataViewTypeManager.Register(new PointType(), typeof(Point), this);

        public override bool Equals(DataViewTypeAttribute? other) => other is PointAttribute;
    }

    private sealed class WithPoint
    {
        [Point]
        public Point? P { get; set; }
    }
}
