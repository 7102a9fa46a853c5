using System.Text.Json;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

/// <summary>The golden numbers of all losses but the softmax cross-entropy, which <see cref="SoftmaxCrossEntropyTests"/> checks.</summary>
public class LossGoldenTests
{
    private static readonly Dictionary<string, Func<GoldenCase, Dictionary<string, Tensor>, Tensor>> s_losses = new()
    {
        ["mse"] = (golden, x) => Ops.MeanSquaredError(x["input"], x["target"], ReductionOf(golden)),
        ["l1"] = (golden, x) => Ops.MeanAbsoluteError(x["input"], x["target"], ReductionOf(golden)),
        ["huber"] = (golden, x) => Ops.HuberLoss(x["input"], x["target"], golden.Number("delta"), ReductionOf(golden)),
        ["smooth_l1"] = (golden, x) => Ops.SmoothL1Loss(x["input"], x["target"], golden.Number("beta"), ReductionOf(golden)),
        ["binary_cross_entropy"] = (golden, x) => Ops.BinaryCrossEntropy(x["input"], x["target"], ReductionOf(golden)),
        ["bce_with_logits"] = (golden, x) => Ops.BinaryCrossEntropyWithLogits(x["input"], x["target"], new()
        {
            Weights = golden.OptionalInput("weight")?.ToTensor(),
            PositiveWeights = golden.OptionalInput("pos_weight")?.ToTensor(),
            Reduction = ReductionOf(golden),
        }),
        ["nll"] = (golden, x) => Ops.NegativeLogLikelihood(x["input"], golden.Input("target").Integers, new() { Reduction = ReductionOf(golden) }),
        ["kl_div"] = (golden, x) => Ops.KullbackLeiblerDivergence(x["input"], x["target"], reduction: ReductionOf(golden)),
        ["triplet_margin"] = (golden, x) => Ops.TripletMarginLoss(x["anchor"], x["positive"], x["negative"], golden.Number("margin"), reduction: ReductionOf(golden)),
        ["contrastive"] = (golden, x) => Ops.ContrastiveLoss(x["a"], x["b"], x["target"], golden.Number("margin")),
        ["cosine_embedding"] = (golden, x) => Ops.CosineEmbeddingLoss(x["a"], x["b"], x["target"], golden.Number("margin"), ReductionOf(golden)),
        ["sigmoid_focal"] = (golden, x) => Ops.SigmoidFocalLoss(x["input"], x["target"], golden.Number("alpha"), golden.Number("gamma"), ReductionOf(golden)),
        ["giou_loss"] = (golden, x) => Ops.GIoULoss(x["boxes1"], x["boxes2"], ReductionOf(golden)),
        ["diou_loss"] = (golden, x) => Ops.DIoULoss(x["boxes1"], x["boxes2"], ReductionOf(golden)),
        ["ciou_loss"] = (golden, x) => Ops.CIoULoss(x["boxes1"], x["boxes2"], ReductionOf(golden)),
        ["dice_loss"] = (golden, x) => Ops.DiceLoss(x["input"], x["target"], golden.Number("smooth")),
    };

    private static readonly string[] s_operands = ["input", "target", "anchor", "positive", "negative", "a", "b", "boxes1", "boxes2"];

    public static TheoryData<string> Cases => Golden.Names("ops_loss", [.. s_losses.Keys]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_loss", name);
        string[] differentiated = Differentiated(name);
        var inputs = new Dictionary<string, Tensor>();
        foreach (string operand in s_operands)
            if (golden.OptionalInput(operand) is { } array) inputs.Add(operand, array.ChannelsLast.ToTensor(differentiated.Contains(operand)));
        Tensor loss = s_losses[golden.Operation](golden, inputs);
        golden.Check("loss", golden.Output(), loss.Span);
        loss.Backward(golden.OptionalInput("grad_output")?.ToTensor());
        Assert.NotEmpty(differentiated);
        foreach (string operand in differentiated) golden.Check($"gradient of {operand}", golden.Gradient(operand).ChannelsLast, inputs[operand].Grad!.Span);
    }

    [Fact]
    public void No_golden_case_is_left_over()
    {
        string[] all = [.. Elements().Select(element => element.GetProperty("name").GetString()!)];
        string[] covered = [.. Cases.Concat(SoftmaxCrossEntropyTests.Cases).Select(row => row.Data)];
        Assert.Equal(all.Order(StringComparer.Ordinal), covered.Order(StringComparer.Ordinal));
    }

    private static string[] Differentiated(string name) =>
        [.. Elements().Single(element => element.GetProperty("name").GetString() == name).GetProperty("grads").EnumerateObject().Select(property => property.Name)];

    private static JsonElement[] Elements()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Repository.Golden("ops_loss.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(element => element.Clone())];
    }

    private static Reduction ReductionOf(GoldenCase golden) => golden.Parameters.GetProperty("reduction").GetString() switch
    {
        "mean" => Reduction.Mean,
        "sum" => Reduction.Sum,
        "batchmean" => Reduction.BatchMean,
        _ => Reduction.None,
    };
}
