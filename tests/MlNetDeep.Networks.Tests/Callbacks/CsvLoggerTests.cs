using System.Globalization;

namespace MlNetDeep.Networks.Tests;

public sealed class CsvLoggerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdeep-csv").FullName;

    private string Path => System.IO.Path.Combine(_folder, "log.csv");

    private string[] Lines => File.ReadAllLines(Path);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_epoch_is_a_line_of_exact_numbers()
    {
        History history = ScriptedTraining.Run([new CsvLogger(Path)], [0.5, 2]).History!;
        Assert.Equal("epoch,learning_rate,loss,score,val_loss,val_score", Lines[0]);
        Assert.Equal(3, Lines.Length);
        string[] second = Lines[2].Split(',');
        Assert.Equal(("2", "0.01", "2"), (second[0], second[1], second[3]));
        Assert.Equal(history.Epochs[1].Loss, double.Parse(second[2], CultureInfo.InvariantCulture));
        Assert.Equal(history.Epochs[1].ValidationLoss, double.Parse(second[4], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Lines_are_in_the_file_during_the_training_and_names_with_separators_are_quoted()
    {
        var lengths = new List<int>();
        string path = System.IO.Path.Combine(_folder, "deep", "log.csv");
        // An own step names a part of the loss as it likes.
        var trainer = new Trainer(TestData.Mlp(2, 3), (network, batch, context) =>
        {
            MlNetDeep.Tensors.Tensor output = network.Forward(batch.Inputs, context)[0], loss = new SoftmaxCrossEntropy().Compute(output, batch);
            return new StepOutput(loss, output, batch.Count) { Parts = [new LossPart("\"a\";b", loss, batch.Count)] };
        }, new Adam());
        for (int i = 0; i < 2; i++)
        {
            trainer.Fit(
                TestData.Blobs(6, 3, 1), new TrainingOptions { Epochs = 2 }, null,
                [new CsvLogger(path, ';') { Append = true }, new LambdaCallback { EpochEnd = _ => lengths.Add(File.ReadAllLines(path).Length) }]);
        }
        Assert.Equal([2, 3, 4, 5], lengths);
        Assert.Equal("epoch;learning_rate;loss;\"\"\"a\"\";b\"", File.ReadAllLines(path)[0]);
    }

    [Fact]
    public void A_file_is_written_anew_or_appended_to()
    {
        ScriptedTraining.Run([new CsvLogger(Path)], [1, 1, 1]);
        ScriptedTraining.Run([new CsvLogger(Path)], [2, 2]);
        Assert.Equal(3, Lines.Length);
        File.WriteAllText(Path, File.ReadAllText(Path).TrimEnd());
        ScriptedTraining.Run([new CsvLogger(Path) { Append = true }], [3]);
        Assert.Equal(["epoch", "1", "2", "1"], Lines.Select(line => line.Split(',')[0]));
        // A column that an epoch lacks stays empty.
        ScriptedTraining.Run([new CsvLogger(Path) { Append = true }], [4], validates: false);
        Assert.EndsWith(",4,,", Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_column_in_an_old_file_is_refused_before_the_first_epoch()
    {
        ScriptedTraining.Run([new CsvLogger(Path)], [1], validates: false);
        string[] before = Lines;
        Assert.Equal(
            $"{Path} has no column 'val_loss'; it has epoch, learning_rate, loss, score: give another path, or set CsvLogger.Append to false",
            ScriptedTraining.Refusal<InvalidDataException>(new CsvLogger(Path) { Append = true }));
        Assert.Equal(before, Lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_resumed_training_has_each_epoch_once(bool append)
    {
        double[] scores = [6, 5, 4, 3, 2, 1];
        string backup = System.IO.Path.Combine(_folder, "backup.zip");
        File.WriteAllText(Path, append ? "epoch,learning_rate,loss,score,val_loss,val_score\n0,0,0,0,0,0\n" : "old");
        // The logger has written the fourth epoch when the training is killed, the backup has not.
        var kill = new LambdaCallback
        {
            EpochEnd = context =>
            {
                if (context.Epoch == 4) throw new InvalidOperationException("killed");
            },
        };
        Assert.Throws<InvalidOperationException>(() => ScriptedTraining.Run([new CsvLogger(Path) { Append = append }, kill, new BackupAndRestore(backup)], scores));
        Assert.StartsWith("4,", Lines[^1], StringComparison.Ordinal);
        ScriptedTraining.Run([new CsvLogger(Path) { Append = append }, new LambdaCallback(), new BackupAndRestore(backup)], scores);
        Assert.Equal(append ? ["epoch", "0", "1", "2", "3", "4", "5", "6"] : ["epoch", "1", "2", "3", "4", "5", "6"], Lines.Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void A_resumed_training_without_its_file_starts_a_new_one()
    {
        string backup = System.IO.Path.Combine(_folder, "backup.zip");
        Assert.Null(ScriptedTraining.Run([new CsvLogger(Path), new BackupAndRestore(backup)], killInEpoch: 3).History);
        File.Delete(Path);
        ScriptedTraining.Run([new CsvLogger(Path), new BackupAndRestore(backup)]);
        Assert.Equal(["epoch", "3", "4", "5", "6"], Lines.Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void A_separator_that_is_part_of_numbers_is_refused() =>
        Assert.StartsWith(
            "the separator of CsvLogger must be none of letters, digits and . - + _ \" and line ends, is '.'",
            Assert.Throws<ArgumentException>(() => new CsvLogger(Path, '.')).Message, StringComparison.Ordinal);
}
