namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void Multiply() => LayerConformance.Verify(new Multiply(), [4, 3], [4, 3], [4, 3]);

    [Fact] public void Multiply_by_a_number_for_each_channel() => LayerConformance.Verify(new Multiply(), [4, 3, 2], [1, 1, 2], [2]);

    [Fact] public void Subtract() => LayerConformance.Verify(new Subtract(), [4, 3], [4, 3]);

    [Fact] public void Average() => LayerConformance.Verify(new Average(), [4, 3], [4, 3], [3]);

    [Fact] public void Maximum() => LayerConformance.Verify(new Maximum(), [4, 3], [4, 3], [4, 1]);

    [Fact] public void Minimum() => LayerConformance.Verify(new Minimum(), [4, 3], [4, 3], [4, 3]);

    [Fact] public void Dot() => LayerConformance.Verify(new Dot(1, 1), [6], [6]);

    [Fact] public void Dot_of_matrices() => LayerConformance.Verify(new Dot(2, -2), [3, 4], [2, 4, 3]);

    [Fact] public void Dot_normalized() => LayerConformance.Verify(new Dot(1, -1) { Normalize = true }, [4, 3], [2, 4]);

    [Fact] public void Concatenate_along_the_first_axis() => LayerConformance.Verify(new Concatenate { Axis = 1 }, [2, 3, 4], [1, 3, 4], [3, 3, 4]);

    [Fact] public void Concatenate_along_an_axis_from_the_end() => LayerConformance.Verify(new Concatenate { Axis = -2 }, [2, 3, 4], [2, 1, 4]);
}
