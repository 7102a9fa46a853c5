using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class ActivationsTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_byName = new()
    {
        ["relu"] = Ops.Relu,
        ["relu6"] = Ops.Relu6,
        ["leaky_relu"] = x => Ops.LeakyRelu(x),
        ["elu"] = x => Ops.Elu(x),
        ["selu"] = Ops.Selu,
        ["gelu"] = x => Ops.Gelu(x),
        ["gelu_tanh"] = x => Ops.Gelu(x, approximate: true),
        ["silu"] = Ops.Silu,
        ["mish"] = Ops.Mish,
        ["sigmoid"] = Ops.Sigmoid,
        ["logsigmoid"] = Ops.LogSigmoid,
        ["hardsigmoid"] = Ops.HardSigmoid,
        ["hardswish"] = Ops.HardSwish,
        ["tanh"] = Ops.Tanh,
        ["softplus"] = Ops.Softplus,
    };

    // What the golden file does not have, and the formulas in double precision.
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Function, Func<double, double> Formula)> s_formulas = new()
    {
        ["relu"] = (Ops.Relu, x => x < 0 ? 0 : x),
        ["relu6"] = (Ops.Relu6, x => x < 0 ? 0 : x > 6 ? 6 : x),
        ["leaky_relu"] = (x => Ops.LeakyRelu(x, 0.3f), x => x > 0 ? x : 0.3 * x),
        ["elu"] = (x => Ops.Elu(x, 0.7f), x => x > 0 ? x : 0.7 * (Math.Exp(x) - 1)),
        ["selu"] = (Ops.Selu, x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1))),
        ["gelu_tanh"] = (x => Ops.Gelu(x, true), x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        ["silu"] = (Ops.Silu, x => x / (1 + Math.Exp(-x))),
        ["mish"] = (Ops.Mish, x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        ["sigmoid"] = (Ops.Sigmoid, x => 1 / (1 + Math.Exp(-x))),
        ["logsigmoid"] = (Ops.LogSigmoid, x => -Math.Log(1 + Math.Exp(-x))),
        ["hardsigmoid"] = (Ops.HardSigmoid, x => x <= -3 ? 0 : x >= 3 ? 1 : (x / 6) + 0.5),
        ["hardswish"] = (Ops.HardSwish, x => x <= -3 ? 0 : x >= 3 ? x : x * ((x / 6) + 0.5)),
        ["tanh"] = (Ops.Tanh, Math.Tanh),
        ["softplus"] = (Ops.Softplus, x => Math.Log(1 + Math.Exp(x))),
        ["softsign"] = (Ops.Softsign, x => x / (1 + Math.Abs(x))),
        ["exp"] = (Ops.Exp, Math.Exp),
        ["square"] = (Ops.Square, x => x * x),
        ["abs"] = (Ops.Abs, Math.Abs),
        ["affine"] = (x => Ops.Affine(x, 3, -2), x => (3 * x) - 2),
        ["negate"] = (x => -x, x => -x),
        ["log"] = (x => Ops.Log(Ops.Affine(x, 0.1f, 5)), x => Math.Log((0.1 * x) + 5)),
        ["sqrt"] = (x => Ops.Sqrt(Ops.Affine(x, 0.1f, 5)), x => Math.Sqrt((0.1 * x) + 5)),
    };

    public static TheoryData<string> Cases => Golden.Names("ops_act", [.. s_byName.Keys]);

    public static TheoryData<string> Functions => [.. s_formulas.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_act", name);
        Tensor input = golden.Input("input").ToTensor(true);
        Tensor output = s_byName[golden.Operation](input);
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("output", golden.Output(), output.Span);
        golden.Check("gradient", golden.Gradient("input"), input.Grad!.Span);
    }

    // Lengths around vectors, tiles and blocks.
    [Theory]
    [MemberData(nameof(Functions))]
    public void Agrees_with_the_formula_at_all_lengths(string name)
    {
        (Func<Tensor, Tensor> function, Func<double, double> formula) = s_formulas[name];
        foreach (int length in new[] { 0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 1023, 1024, 1025, 32 * 1024, (32 * 1024) + 1 })
        {
            Tensor x = GradientCheck.Random([length], 3, -9, 9);
            float[] y = function(x).ToArray();
            Assert.Equal(length, y.Length);
            for (int i = 0; i < length; i++)
            {
                double expected = formula(x.Span[i]);
                Assert.Equal(expected, y[i], 2e-6 + (2e-6 * Math.Abs(expected)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Gradients_agree_with_central_differences(string name)
    {
        // None of the points is within a step of a kink (0, 3, -3, 6).
        Tensor x = Tensor.From([-7.5f, -4, -2.2f, -1, -0.4f, 0.35f, 0.9f, 1.7f, 2.6f, 3.4f, 5.5f, 7.25f, -0.7f, 2.1f, 0.5f, -1.3f, 4.4f], [17]);
        GradientCheck.Run(5e-3f, 1e-3f, () => s_formulas[name].Function(x), x);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_NaN_stays_a_NaN_and_subnormals_stay_small(string name)
    {
        float[] y = s_formulas[name].Function(Tensor.From([float.NaN, 1e-40f, -1e-40f, 0, 1], [5])).ToArray();
        Assert.True(float.IsNaN(y[0]));
        Assert.All(y[1..4], value => Assert.Equal(s_formulas[name].Formula(0), value, 1e-6));
    }

    [Fact]
    public void Rectifiers_keep_infinities()
    {
        Tensor x = Tensor.From([float.PositiveInfinity, float.NegativeInfinity], [2]);
        Assert.Equal([float.PositiveInfinity, 0], Ops.Relu(x).ToArray());
        Assert.Equal([6, 0], Ops.Relu6(x).ToArray());
        Assert.Equal([float.PositiveInfinity, float.NegativeInfinity], Ops.LeakyRelu(x).ToArray());
        Assert.Equal([float.PositiveInfinity, -1], Ops.Elu(x).ToArray());
        Assert.Equal([float.PositiveInfinity, 0], Ops.Softplus(x).ToArray());
        Assert.Equal([1, 0], Ops.Sigmoid(x).ToArray());
        Assert.Equal([1, -1], Ops.Tanh(x).ToArray());
    }

    [Fact]
    public void The_tail_of_gelu_is_relatively_accurate() => Assert.Equal(-6 * 9.865876450377e-10, Ops.Gelu(Tensor.Scalar(-6)).Item(), 1e-13);
}
