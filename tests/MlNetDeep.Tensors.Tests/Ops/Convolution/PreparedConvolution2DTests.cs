namespace MlNetDeep.Tensors.Tests;

public class PreparedConvolution2DTests
{
    [Theory]
    [InlineData(1, 3, 5, 1)]
    [InlineData(3, 8, 40, 1)]
    [InlineData(3, 32, 32, 1)]
    [InlineData(3, 24, 48, 3)]
    [InlineData(3, 20, 20, 20)]
    [InlineData(7, 3, 64, 1)]
    public void It_equals_the_recorded_operation(int kernel, int channels, int outputs, int groups)
    {
        Tensor input = GradientCheck.Random([2, 9, 10, channels], 1), weight = GradientCheck.Random([kernel, kernel, channels / groups, outputs], 2), bias = GradientCheck.Random([outputs], 3);
        var options = new Convolution2DOptions { Padding = Padding2D.All(kernel / 2), StrideH = 2, Groups = groups, Activation = FusedActivation.Relu };
        Tensor residual = GradientCheck.Random([2, 5, 10, outputs], 4);
        PreparedConvolution2D prepared;
        using (StepScope.Begin()) prepared = new PreparedConvolution2D(weight, bias, options);
        Assert.Equal(Ops.Convolution2D(input, weight, bias, options).ToArray(), prepared.Apply(input).ToArray());
        Assert.Equal(Ops.Convolution2D(input, weight, bias, options, residual).ToArray(), prepared.Apply(input, residual).ToArray());
        input.RequiresGrad = true;
        Assert.False(prepared.Apply(input).RequiresGrad);
    }

    [Fact]
    public void It_keeps_what_it_was_made_of()
    {
        Tensor input = GradientCheck.Random([1, 4, 4, 3], 1), weight = GradientCheck.Random([3, 3, 3, 50], 2), bias = GradientCheck.Random([50], 3);
        var prepared = new PreparedConvolution2D(weight, bias);
        float[] before = prepared.Apply(input).ToArray();
        weight.Span.Clear();
        bias.Span.Clear();
        Assert.Equal(before, prepared.Apply(input).ToArray());
    }

    [Fact]
    public void Errors_name_the_rule_and_all_shapes()
    {
        string message = Assert.Throws<ArgumentException>(() => new PreparedConvolution2D(Tensor.Zeros([3, 3, 4]))).Message;
        Assert.Contains("the weight is [kernel height, kernel width", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => new PreparedConvolution2D(Tensor.Zeros([3, 3, 4, 8]), Tensor.Zeros([7]))).Message;
        Assert.Contains("[8]", message, StringComparison.Ordinal);
        var prepared = new PreparedConvolution2D(Tensor.Zeros([3, 3, 4, 8]));
        message = Assert.Throws<ArgumentException>(() => prepared.Apply(Tensor.Zeros([1, 5, 5, 4]), Tensor.Zeros([1, 5, 5, 8]))).Message;
        Assert.Contains("the residual has the shape of the result, [1, 3, 3, 8]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => prepared.Apply(Tensor.Zeros([1, 5, 5, 3])));
    }
}
