using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>The golden losses that this library has as objects: means over a batch, with gradients, also when every sample weighs 1.</summary>
public class LossGoldenTests
{
    private static readonly Dictionary<string, Func<GoldenCase, Loss>> s_losses = new()
    {
        ["mse"] = _ => new MeanSquaredError(),
        ["l1"] = _ => new MeanAbsoluteError(),
        ["huber"] = golden => new Huber { Delta = golden.Number("delta") },
        ["smooth_l1"] = golden => new SmoothL1 { Beta = golden.Number("beta") },
        ["bce_with_logits"] = _ => new BinaryCrossEntropy(),
        ["binary_cross_entropy"] = _ => new BinaryCrossEntropy { FromLogits = false },
        ["sigmoid_focal"] = golden => new FocalLoss { Alpha = golden.Number("alpha") < 0 ? null : golden.Number("alpha"), Gamma = golden.Number("gamma") },
        ["dice_loss"] = golden => new DiceLoss { Smooth = golden.Number("smooth") },
        ["nll"] = _ => new NegativeLogLikelihood(),
        ["cross_entropy"] = golden => new SoftmaxCrossEntropy
        {
            ClassWeights = golden.OptionalInput("class_weight")?.Values,
            LabelSmoothing = golden.Has("label_smoothing") ? golden.Number("label_smoothing") : 0,
            IgnoreLabel = golden.Has("ignore_index") ? golden.Integer("ignore_index") : null,
        },
        ["cross_entropy_prob"] = _ => new SoftmaxCrossEntropy(),
    };

    // It weighs single numbers, which no sample weight can; checked on its own below.
    private static readonly string[] s_elsewhere = ["bce_logits_weight_posweight"];

    public static TheoryData<string> Cases =>
        [.. Golden.Names("ops_loss", [.. s_losses.Keys]).Select(row => row.Data)
            .Where(name => Golden.Case("ops_loss", name).Parameters is var parameters
                && (!parameters.TryGetProperty("reduction", out var reduction) || reduction.GetString() == "mean") && !s_elsewhere.Contains(name))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_loss", name);
        Loss loss = s_losses[golden.Operation](golden);
        foreach (bool weighted in (bool[])[false, true])
        {
            GoldenArray x = golden.Input("input").ChannelsLast, target = golden.Input("target");
            Tensor output = Tensor.From(x.Values, x.Shape);
            output.RequiresGrad = true;
            int samples = x.Shape[0];
            bool labels = golden.Operation is "nll" or "cross_entropy";
            GoldenArray expected = labels ? target : target.ChannelsLast;
            Batch batch = labels && target.Shape.Length == 1
                ? new Batch([Tensor.Zeros([samples, 1])], target.Integers)
                : new Batch([Tensor.Zeros([samples, 1])], targets: Tensor.From(expected.Values, expected.Shape));
            if (weighted) batch.SampleWeights = [.. Enumerable.Repeat(0.5f, samples)];
            Tensor value = loss.Compute(output, batch);
            golden.Check("loss", golden.Output(), value.Span);
            value.Backward();
            golden.Check("gradient", golden.Gradient("input").ChannelsLast, output.Grad!.Span);
        }
    }

    [Fact]
    public void Enough_cases_are_covered() => Assert.Equal(24, Cases.Count);

    [Fact]
    public void Weights_of_positives()
    {
        GoldenCase golden = Golden.Case("ops_loss", "bce_logits_weight_posweight");
        GoldenArray x = golden.Input("input"), target = golden.Input("target"), weight = golden.Input("weight");
        // The case weighs each number. Samples of one number each, weighted so and with their column's weight of positives, add up to it.
        double sum = 0;
        int columns = x.Shape[1];
        for (int i = 0; i < x.Values.Length; i++)
        {
            var loss = new BinaryCrossEntropy { PositiveWeights = [golden.Input("pos_weight").Values[i % columns]] };
            sum += weight.Values[i] * loss.Compute(Tensor.From([x.Values[i]], [1, 1]), new Batch([Tensor.Zeros([1, 1])], targets: Tensor.From([target.Values[i]], [1, 1]))).Item();
        }
        golden.Check("loss", golden.Output(), [(float)(sum / x.Values.Length)]);
    }

    [Fact]
    public void Divergence_of_logarithms_of_probabilities()
    {
        GoldenCase golden = Golden.Case("ops_loss", "kl_div_batchmean");
        GoldenArray x = golden.Input("input"), target = golden.Input("target");
        var batch = new Batch([Tensor.Zeros([x.Shape[0], 1])], targets: Tensor.From(target.Values, target.Shape));
        golden.Check("loss", golden.Output(), new KullbackLeibler().Compute(Tensor.From(x.Values, x.Shape), batch).Span);
        Tensor probabilities = Ops.Exp(Tensor.From(x.Values, x.Shape));
        golden.Check("loss of probabilities", golden.Output(), new KullbackLeibler { FromLogits = false }.Compute(probabilities, batch).Span);
    }
}
