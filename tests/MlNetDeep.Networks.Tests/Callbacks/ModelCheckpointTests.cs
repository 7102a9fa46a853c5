namespace MlNetDeep.Networks.Tests;

public sealed class ModelCheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdeep-checkpoint").FullName;

    private string[] Files => [.. Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);

    [Fact]
    public void Each_epoch_has_a_file_named_after_its_values()
    {
        var checkpoint = new ModelCheckpoint(In("{{a}}-{epoch:D2}-{val_score:0.000}-{score}.mlnd")) { Monitor = "val_score" };
        (Network network, _) = ScriptedTraining.Run([checkpoint], [2, 0.5, 1]);
        Assert.Equal(["{a}-01-2.000-2.mlnd", "{a}-02-0.500-0.5.mlnd", "{a}-03-1.000-1.mlnd"], Files);
        Assert.Equal((In("{a}-02-0.500-0.5.mlnd"), In("{a}-03-1.000-1.mlnd"), 0.5), (checkpoint.BestPath, checkpoint.LastPath, checkpoint.BestValue));
        TestData.AssertSameBits(network, NetworkFile.Load(checkpoint.LastPath!));
    }

    [Fact]
    public void The_best_epoch_alone_is_saved()
    {
        IReadOnlyDictionary<string, float[]>? second = null;
        var watch = new LambdaCallback { EpochEnd = context => second = context.Epoch == 2 ? context.Network.GetWeights() : second };
        var checkpoint = new ModelCheckpoint(In("new/folder/best.safetensors")) { Monitor = "score", Mode = MonitorMode.Max, SaveBestOnly = true, SaveWeightsOnly = true };
        ScriptedTraining.Run([watch, checkpoint], [1, 3, double.NaN, 3, 2]);
        Assert.Equal(["new/folder/best.safetensors"], Files);
        Assert.Equal(checkpoint.BestPath, checkpoint.LastPath);
        Network loaded = ScriptedTraining.Build();
        loaded.LoadWeights(checkpoint.BestPath!);
        Assert.Equal(second!.Values, loaded.GetWeights().Values);
    }

    [Fact]
    public void A_threshold_must_be_beaten_first()
    {
        var checkpoint = new ModelCheckpoint(In("{epoch}.mlnd")) { Monitor = "val_score", SaveBestOnly = true, InitialThreshold = 2 };
        ScriptedTraining.Run([checkpoint], [3, 2, 1, 0.5, 1]);
        Assert.Equal(["3.mlnd", "4.mlnd"], Files);
    }

    [Fact]
    public void Some_epochs_are_saved_and_the_last_and_the_best_are_kept()
    {
        ScriptedTraining.Run([new ModelCheckpoint(In("every/{epoch}.mlnd")) { EveryEpochs = 2 }], [1, 1, 1, 1, 1]);
        Assert.Equal(["every/2.mlnd", "every/4.mlnd"], Files);

        var checkpoint = new ModelCheckpoint(In("last/{epoch}.mlnd")) { KeepLast = 2, Monitor = "val_score" };
        ScriptedTraining.Run([checkpoint], [3, 1, 2, 2, 2, 2]);
        Assert.Equal(["every/2.mlnd", "every/4.mlnd", "last/2.mlnd", "last/5.mlnd", "last/6.mlnd"], Files);
    }

    [Fact]
    public void A_file_that_a_worse_epoch_replaced_is_not_the_best()
    {
        var checkpoint = new ModelCheckpoint(In("last.mlnd")) { Monitor = "val_score", KeepLast = 1 };
        ScriptedTraining.Run([checkpoint], [1, 2]);
        Assert.Equal((null, In("last.mlnd"), 1.0), (checkpoint.BestPath, checkpoint.LastPath, checkpoint.BestValue));
        Assert.Equal(["last.mlnd"], Files);
    }

    [Fact]
    public void Without_a_validation_set_epochs_are_saved_but_none_is_the_best()
    {
        var checkpoint = new ModelCheckpoint(In("{epoch}.mlnd"));
        ScriptedTraining.Run([checkpoint], [1, 2], validates: false);
        Assert.Equal(["1.mlnd", "2.mlnd"], Files);
        Assert.Null(checkpoint.BestPath);
        Assert.Equal(
            "ModelCheckpoint monitors 'val_loss', but an epoch reports loss, score; give a validation set",
            ScriptedTraining.Refusal<ArgumentException>(new ModelCheckpoint(In("x")) { SaveBestOnly = true }, validates: false));
    }

    [Fact]
    public void A_resumed_training_has_the_same_files()
    {
        double[] scores = [3, 1, 2, 2, 2, 0.5, 2];
        (ModelCheckpoint straight, ModelCheckpoint resumed) = ScriptedTraining.AssertResumes(() => new ModelCheckpoint(In("{epoch}.mlnd")) { KeepLast = 2, Monitor = "val_score" }, scores);
        Assert.Equal(["6.mlnd", "7.mlnd"], Files);
        Assert.Equal((straight.BestPath, straight.LastPath, straight.BestValue), (resumed.BestPath, resumed.LastPath, resumed.BestValue));

        (straight, resumed) = ScriptedTraining.AssertResumes(() => new ModelCheckpoint(In("{epoch}.mlnd")) { SaveBestOnly = true, Monitor = "val_score" }, [3, 1, 2, 2, 2, 2, 2]);
        Assert.Equal((In("2.mlnd"), 1.0), (resumed.BestPath, resumed.BestValue));
        Assert.Equal(straight.BestPath, resumed.BestPath);
    }

    [Fact]
    public void Bad_paths_and_options_are_named()
    {
        foreach ((string path, string expected) in ((string, string)[])[("a{b", "an unpaired '{' at position 1"), ("ab}c", "an unpaired '}' at position 2")])
            Assert.Equal($"the path '{path}' has {expected}; fields are {{name}} or {{name:format}}, a brace is doubled", Assert.Throws<ArgumentException>(() => new ModelCheckpoint(path)).Message);
        Assert.Equal(
            "the path '{epohc}.mlnd' has the field 'epohc', but an epoch reports epoch, loss, score, val_loss, val_score",
            ScriptedTraining.Refusal<ArgumentException>(new ModelCheckpoint("{epohc}.mlnd")));
        Assert.Equal(
            "the path '{loss:D3}' has the field 'loss' with the format 'D3', which is none for a number",
            Assert.Throws<ArgumentException>(() => new ModelCheckpoint("{loss:D3}")).Message);
        Assert.Equal("ModelCheckpoint.EveryEpochs must be at least 1, is 0", ScriptedTraining.Refusal<ArgumentException>(new ModelCheckpoint("x") { EveryEpochs = 0 }));
        Assert.Equal("ModelCheckpoint.KeepLast must be at least 1 or null, is 0", ScriptedTraining.Refusal<ArgumentException>(new ModelCheckpoint("x") { KeepLast = 0 }));
    }
}
