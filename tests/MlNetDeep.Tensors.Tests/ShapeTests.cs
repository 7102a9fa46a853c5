using FsCheck;
using FsCheck.Fluent;

namespace MlNetDeep.Tensors.Tests;

public class ShapeTests
{
    [Fact]
    public void A_shape_spreads_into_another_one()
    {
        Shape shape = [2, 3];
        Shape batch = [5, .. shape, 7];
        Assert.Equal("[5, 2, 3, 7]", batch.ToString());
    }

    [Fact]
    public void A_shape_knows_its_axes()
    {
        Shape shape = [2, 3, 5];
        Assert.Equal(3, shape.Rank);
        Assert.Equal(30, shape.Count);
        Assert.Equal(2, shape[0]);
        Assert.Equal(5, shape[-1]);
        Assert.Equal(3, shape[^2]);
        Assert.Equal("[2, 3, 5]", shape.ToString());
        Assert.Equal(shape, new Shape(2, 3, 5));
        Assert.Equal(shape, (Shape)new[] { 2, 3, 5 });
        Assert.True(shape == [2, 3, 5] && shape != [3, 2, 5]);
        Assert.Equal(shape.GetHashCode(), new Shape(2, 3, 5).GetHashCode());
    }

    [Fact]
    public void A_scalar_has_no_axes_and_one_element()
    {
        Shape scalar = [];
        Assert.Equal((0, 1, "[]"), (scalar.Rank, scalar.Count, scalar.ToString()));
        Assert.Equal(scalar, default);
        Assert.Equal(1, default(Shape).Count);
    }

    [Fact]
    public void Zero_lengths_are_allowed_beside_any_other() => Assert.Equal(0, new Shape(int.MaxValue, 0, int.MaxValue).Count);

    [Fact]
    public void Impossible_shapes_are_named()
    {
        Assert.Contains("[70000, 70000]", Assert.Throws<ArgumentException>(() => new Shape(70000, 70000)).Message, StringComparison.Ordinal);
        Assert.Contains("[2, -3]", Assert.Throws<ArgumentException>(() => new Shape(2, -3)).Message, StringComparison.Ordinal);
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(2, 3)[2]).Message;
        Assert.Contains("axis 2", message, StringComparison.Ordinal);
        Assert.Contains("[2, 3]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(2, 3)[-3]);
    }

    [Fact]
    public void Count_is_the_product_or_an_error()
    {
        Check.QuickThrowOnFailure(Prop.ForAll((NonNegativeInt[] lengths) =>
        {
            int[] dimensions = [.. lengths.Select(l => l.Get)];
            System.Numerics.BigInteger product = dimensions.Aggregate(System.Numerics.BigInteger.One, (p, d) => p * d);
            if (product > int.MaxValue) return Throws(() => new Shape(dimensions));
            var shape = new Shape(dimensions);
            return shape.Count == product && shape.ToArray().SequenceEqual(dimensions);
        }));
    }

    [Fact]
    public void Broadcasting_is_symmetric_associates_and_keeps_the_shape_with_itself()
    {
        Arbitrary<Shape> shapes = Gen.Elements(1, 1, 3, 0).ListOf().Where(l => l.Count < 5).Select(l => new Shape(l.ToArray())).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(shapes, shapes, (a, b) =>
        {
            if (Throws(() => Ops.BroadcastShapes(a, b))) return Throws(() => Ops.BroadcastShapes(b, a));
            Shape both = Ops.BroadcastShapes(a, b);
            return both == Ops.BroadcastShapes(b, a) && Ops.BroadcastShapes(a, a) == a && Ops.BroadcastShapes(both, a) == both && Ops.BroadcastShapes(a, []) == a;
        }));
    }

    private static bool Throws(Func<Shape> function)
    {
        try
        {
            function();
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
