using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class LinearTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_norm", "linear");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_norm", name);
        Tensor input = golden.Input("input").ToTensor(true), weight = golden.Input("weight").Transposed.ToTensor(true);
        Tensor? bias = golden.OptionalInput("bias")?.ToTensor(true);
        Tensor output = Ops.Linear(input, weight, bias);
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("output", golden.Output(), output.Span);
        golden.Check("input gradient", golden.Gradient("input"), input.Grad!.Span);
        golden.Check("weight gradient", golden.Gradient("weight").Transposed, weight.Grad!.Span);
        if (bias is not null) golden.Check("bias gradient", golden.Gradient("bias"), bias.Grad!.Span);
    }

    [Fact]
    public void Central_differences()
    {
        Tensor input = GradientCheck.Random([3, 2, 5], 1), weight = GradientCheck.Random([5, 4], 2), bias = GradientCheck.Random([4], 3);
        GradientCheck.Run(() => Ops.Linear(input, weight, bias), input, weight, bias);
        Tensor positive = GradientCheck.Random([4], 3, 4, 5);
        GradientCheck.Run(() => Ops.Linear(input, weight, positive, FusedActivation.Relu), input, weight, positive);
    }

    [Fact]
    public void Fused_relu_is_relu_after_the_product()
    {
        Tensor input = GradientCheck.Random([9, 5], 1), weight = GradientCheck.Random([5, 33], 2), bias = GradientCheck.Random([33], 3);
        weight.RequiresGrad = true;
        Tensor fused = Ops.Linear(input, weight, bias, FusedActivation.Relu);
        Ops.Sum(fused).Backward();
        float[] gradient = weight.Grad!.ToArray();
        weight.ZeroGrad();
        Tensor separate = Ops.Relu(Ops.Linear(input, weight, bias));
        Ops.Sum(separate).Backward();
        Assert.Equal(separate.ToArray(), fused.ToArray());
        Assert.Equal(weight.Grad!.ToArray(), gradient);
    }

    [Fact]
    public void Zero_rows_zero_inputs_and_zero_outputs_are_defined()
    {
        Assert.Equal<Shape>([0, 3], Ops.Linear(Tensor.Zeros([0, 4]), Tensor.Zeros([4, 3])).Shape);
        Assert.Equal([1, 2, 1, 2], Ops.Linear(Tensor.Zeros([2, 0]), Tensor.Zeros([0, 2]), Tensor.From([1, 2], [2])).ToArray());
        Assert.Equal<Shape>([2, 0], Ops.Linear(Tensor.Zeros([2, 4]), Tensor.Zeros([4, 0])).Shape);
    }

    [Fact]
    public void Errors_name_the_rule_and_all_shapes()
    {
        string message = Assert.Throws<ArgumentException>(() => Ops.Linear(Tensor.Zeros([2, 3]), Tensor.Zeros([4, 5]))).Message;
        Assert.Equal("Linear: the last axis of the input is the first of the weight, 4; received shapes [2, 3], [4, 5]", message);
        Assert.Throws<ArgumentException>(() => Ops.Linear(Tensor.Zeros([2, 4]), Tensor.Zeros([4])));
        Assert.Throws<ArgumentException>(() => Ops.Linear(Tensor.Scalar(1), Tensor.Zeros([4, 5])));
        message = Assert.Throws<ArgumentException>(() => Ops.Linear(Tensor.Zeros([2, 4]), Tensor.Zeros([4, 5]), Tensor.Zeros([4]))).Message;
        Assert.Contains("[2, 4], [4, 5], [4]", message, StringComparison.Ordinal);
    }
}
