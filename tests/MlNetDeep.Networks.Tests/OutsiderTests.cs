using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>Extensions written with nothing but the public surface: a loss, a metric, a callback, a schedule and a data set.</summary>
public class OutsiderTests
{
    [Fact]
    public void Own_loss_metric_callback_schedule_and_data_set_train_together()
    {
        Network network = Network.Sequential([2], [new Dense(16) { Activation = "tanh" }, new Dense(1)]);
        var trainer = new Trainer(network, new Huber(), new Adam(0.02f)) { Metrics = [new MeanAbsoluteError()] };
        var count = new CountEpochs();
        History history = trainer.Fit(new Saddle(), new TrainingOptions { Epochs = 40, LearningRateSchedule = new Halves() }, callbacks: [count]);
        Assert.Equal(40, count.Count);
        Assert.True(history.Epochs[^1].Values["mae"] < 0.1, $"mean absolute error {history.Epochs[^1].Values["mae"]}");
        Assert.Equal(0.01f, history.Epochs[^1].LearningRate);
    }

    private sealed class Huber : Loss
    {
        public override Tensor Compute(Tensor output, Batch batch)
        {
            // sqrt(1 + d^2) - 1, the smooth form.
            Tensor difference = output - batch.Targets!;
            return Ops.Mean(Ops.Sqrt(Ops.Square(difference) + 1f) - 1f);
        }
    }

    private sealed class MeanAbsoluteError : MeanMetric
    {
        public override string Name => "mae";

        public override double Compute(Tensor output, Batch batch) =>
            output.ToArray().Zip(batch.Targets!.ToArray(), (a, b) => Math.Abs((double)a - b)).Average();
    }

    private sealed class CountEpochs : Callback
    {
        public int Count { get; private set; }

        public override void OnEpochEnd(TrainingContext context) => Count++;
    }

    private sealed record Halves : LearningRateSchedule
    {
        public override float At(long step, long totalSteps) => step < totalSteps / 2 ? 1 : 0.5f;
    }

    /// <summary>x * y at random points, drawn anew in each epoch.</summary>
    private sealed class Saddle : Dataset
    {
        public override int Count => 256;

        public override IReadOnlyList<Shape> InputShapes => [[2]];

        public override Shape? TargetShape => new Shape(1);

        public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch)
        {
            for (int i = 0; i < indices.Length; i++)
            {
                Span<float> point = batch.Inputs[0].Span.Slice(2 * i, 2);
                context.RandomFor(indices[i]).Uniform(point, -1, 1);
                batch.Targets!.Span[i] = point[0] * point[1];
            }
        }
    }
}
