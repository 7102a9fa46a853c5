using Microsoft.ML;

namespace EmbeddedMLNet.Tests.Core;

public sealed class SchemaShapeTests
{
    [Fact]
    public void Shapes_print_without_sizes()
    {
        SchemaShape shape = SchemaShape.Create(Sample.View(new MLContext(1)).Schema);
        Assert.Equal(["Single", "Vector<Single>", "String", "Key<UInt32>"], shape.Select(c => c.GetTypeString()));
    }

    [Fact]
    public void Columns_that_are_not_initialized_are_refused() =>
        Assert.StartsWith("Some items are not initialized properly", Assert.Throws<ArgumentException>(() => new SchemaShape([default])).Message, StringComparison.Ordinal);
}
