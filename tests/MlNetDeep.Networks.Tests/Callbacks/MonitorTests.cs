namespace MlNetDeep.Networks.Tests;

public class MonitorTests
{
    [Theory]
    [InlineData("accuracy")]
    [InlineData("val_accuracy")]
    [InlineData("top5_accuracy")]
    [InlineData("categorical_accuracy")]
    [InlineData("BinaryAccuracy")]
    [InlineData("roc_auc")]
    [InlineData("val_precision")]
    [InlineData("head_recall")]
    [InlineData("f1_score")]
    [InlineData("val_r2")]
    [InlineData("mean_iou")]
    [InlineData("mean_io_u")]
    [InlineData("val_dice")]
    [InlineData("cohen_kappa")]
    [InlineData("cosine_similarity")]
    [InlineData("auc2")]
    [InlineData("val_acc")]
    public void These_should_rise(string name) => Assert.True(Monitor.Rises(name));

    [Theory]
    [InlineData("loss")]
    [InlineData("val_loss")]
    [InlineData("mae")]
    [InlineData("root_mean_squared_error")]
    [InlineData("val_dice_loss")]
    [InlineData("accuracy_head_loss")]
    [InlineData("recall_error")]
    [InlineData("layer2_mae")]
    [InlineData("perplexity")]
    [InlineData("val_acceleration_mae")]
    [InlineData("auction_mse")]
    [InlineData("accident_count")]
    [InlineData("val_recall_head_rmse")]
    public void These_should_fall(string name) => Assert.False(Monitor.Rises(name));

    [Fact]
    public void Only_changes_above_the_smallest_one_improve_and_nan_never_does()
    {
        var monitor = new Monitor("Test", "loss", MonitorMode.Auto, 0.5);
        Assert.False(monitor.Improves(double.NaN));
        Assert.True(double.IsNaN(monitor.Best));
        Assert.True(monitor.Improves(3));
        Assert.False(monitor.Improves(2.5));
        Assert.False(monitor.Improves(double.NaN));
        Assert.Equal(3, monitor.Best);
        Assert.True(monitor.Improves(2.25));
        Assert.Equal(2.25, monitor.Best);
        Assert.True(monitor.Improves(double.NegativeInfinity));

        var rising = new Monitor("Test", "loss", MonitorMode.Max);
        Assert.True(rising.Improves(1));
        Assert.False(rising.Improves(1));
        Assert.True(rising.Improves(2));
    }

    [Fact]
    public void A_wrong_name_is_found_before_the_first_epoch()
    {
        Callback[] callbacks =
        [
            new EarlyStopping { Monitor = "val_scor" }, new ReduceLROnPlateau { Monitor = "val_scor" }, new ModelCheckpoint("x") { Monitor = "val_scor" },
            new PruningCallback("val_scor", (_, _) => { }, () => false),
        ];
        foreach (Callback callback in callbacks)
        {
            int batches = 0;
            var count = new LambdaCallback { BatchEnd = _ => batches++ };
            string message = Assert.Throws<ArgumentException>(() => ScriptedTraining.Run([count, callback])).Message;
            Assert.Equal($"{callback.GetType().Name} monitors 'val_scor', but an epoch reports loss, score, val_loss, val_score", message);
            Assert.Equal(0, batches);
        }
    }

    [Fact]
    public void A_step_function_hides_its_names_but_not_that_there_is_no_validation()
    {
        var trainer = new Trainer(TestData.Mlp(2, 3), (network, batch, context) =>
        {
            MlNetDeep.Tensors.Tensor output = network.Forward(batch.Inputs, context)[0];
            return new StepOutput(new SoftmaxCrossEntropy().Compute(output, batch), output, batch.Count);
        }, new Adam());
        string message = Assert.Throws<ArgumentException>(() => trainer.Fit(TestData.Blobs(6, 3, 1), null, null, [new EarlyStopping()])).Message;
        Assert.Equal("EarlyStopping monitors 'val_loss', but the training has no validation; give a validation set", message);
        message = Assert.Throws<ArgumentException>(() => trainer.Fit(TestData.Blobs(6, 3, 1), null, null, [new EarlyStopping { Monitor = "mine" }])).Message;
        Assert.Equal("EarlyStopping monitors 'mine', but an epoch reports loss", message);
    }

    [Fact]
    public void The_names_of_several_outputs_are_known()
    {
        Node input = Network.Input([2]), a = input.Apply(new Dense(3) { Name = "a" }), b = input.Apply(new Dense(3) { Name = "b" });
        var trainer = new Trainer(new Network([input], [a, b]), [new OutputLoss("a", new SoftmaxCrossEntropy()), new OutputLoss("b", new SoftmaxCrossEntropy())], new Adam());
        Assert.Equal(["loss", "a_loss", "b_loss", "a_accuracy", "b_accuracy"], trainer.ValueNames(validates: false));
        Assert.Equal(10, trainer.ValueNames(validates: true)!.Count);
    }

    [Fact]
    public void Any_number_is_better_than_an_infinite_one()
    {
        foreach (double relative in (double[])[0, 0.1])
        {
            var monitor = new Monitor("test", "loss", MonitorMode.Auto, minRelativeDelta: relative) { Best = double.PositiveInfinity };
            Assert.True(monitor.Improves(5));
            Assert.Equal(5, monitor.Best);
        }
    }
}
