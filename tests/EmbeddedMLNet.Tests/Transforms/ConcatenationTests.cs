using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Transforms;

/// <summary>What is expected is what ML.NET 5.0 does.</summary>
public sealed class ConcatenationTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Categorical_ranges_move_with_their_slots()
    {
        IDataView output = Run(_ml.Transforms.Categorical.OneHotEncoding("H", "Lab").Append(_ml.Transforms.Concatenate("O", "F", "H")));
        VBuffer<int> ranges = default;
        output.Schema["O"].Annotations.GetValue("CategoricalSlotRanges", ref ranges);
        Assert.Equal([1, 3], ranges.DenseValues());
        VBuffer<ReadOnlyMemory<char>> names = default;
        output.Schema["O"].GetSlotNames(ref names);
        Assert.Equal(["F", "H.a", "H.b", "H.c"], names.DenseValues().Select(n => n.ToString()));
        Assert.False(output.GetColumn<VBuffer<float>>("O").First().IsDense);
    }

    [Fact]
    public void A_lone_vector_is_passed_on_with_all_that_is_known_of_it()
    {
        IDataView output = Run(_ml.Transforms.Categorical.OneHotEncoding("H", "Lab").Append(_ml.Transforms.Concatenate("O", "H")));
        Assert.Equal(output.Schema["H"].Annotations.Schema.Select(c => c.Name), output.Schema["O"].Annotations.Schema.Select(c => c.Name));
        Assert.False(output.GetColumn<VBuffer<float>>("O").First().IsDense);
    }

    [Fact]
    public void Names_of_few_slots_are_sparse()
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        Run(_ml.Transforms.Concatenate("O", "V", "V", "F")).Schema["O"].GetSlotNames(ref names);
        Assert.False(names.IsDense);
        Assert.Equal("F", names.GetItemOrDefault(4).ToString());
    }

    [Fact]
    public void Keys_and_mixed_types_are_refused()
    {
        Assert.Equal("Schema mismatch for input column 'Lab': expected Single, got String (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => Run(_ml.Transforms.Concatenate("O", "F", "Lab"))).Message);
        SchemaShape shape = SchemaShape.Create(Sample.View(_ml).Schema);
        Assert.Equal("Column 'K' is key. Concatenation of keys is unsupported.",
            Assert.Throws<InvalidOperationException>(() => _ml.Transforms.Concatenate("O", "K").GetOutputSchema(shape)).Message);
        Assert.Equal("Concatenated columns should have the same type. Column 'Lab' has type of String, but expected column type is Single.",
            Assert.Throws<InvalidOperationException>(() => _ml.Transforms.Concatenate("O", "F", "Lab").GetOutputSchema(shape)).Message);
        Assert.Equal("Input columns not specified (Parameter 'inputColumnNames')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Concatenate("F")).Message);
    }

    private IDataView Run(IEstimator<ITransformer> estimator) => estimator.Fit(Sample.View(_ml)).Transform(Sample.View(_ml));
}
