using System.Globalization;
using System.Text.Json.Nodes;
using MlNetDeep.Networks;
using MlNetDeep.Tensors;
using MlNetDeep.Tuning;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>A real search: multilayer perceptrons on handwritten digits, 40 trials of 6 epochs each; the lowest validation error.</summary>
internal static class DigitsBenchmark
{
    private const int Pixels = 64, Classes = 10, Epochs = 6, BatchSize = 64;
    private const double ValidationShare = 0.3;

    public static JsonArray Run(TunerOptions options)
    {
        var rows = new JsonArray();
        if (options.Data is null)
        {
            Console.WriteLine("\nThe digits part needs --data.");
            return rows;
        }
        (TensorDataset train, TensorDataset validation) = Read(Path.Combine(options.Data, "optdigits-train.csv"));
        (int seeds, int trials) = options.Smoke ? (1, 2) : (5, 40);
        Console.WriteLine($"\nDigits: the lowest validation error of {trials} trials, {seeds} seeds; Optuna's univariate TPE reaches 0.0157, its default 0.0192, random search 0.0253.");
        foreach (TunerSampler sampler in TunerSampler.All.Where(sampler => options.Samplers.Length == 0 ? sampler.Name == "auto" : options.WantsSampler(sampler.Name)))
        {
            double[] best = [.. Enumerable.Range(1, seeds).Select(seed => Search(sampler, seed, trials, train, validation))];
            Quartiles quartiles = Quartiles.Of(best);
            Console.WriteLine($"{sampler.Name,-26}{quartiles}");
            rows.Add(new JsonObject { ["part"] = "digits", ["sampler"] = sampler.Name, ["trials"] = trials, ["median"] = quartiles.Median, ["errors"] = new JsonArray([.. best.Select(error => (JsonNode)error)]) });
        }
        return rows;
    }

    private static double Search(TunerSampler sampler, int seed, int trials, TensorDataset train, TensorDataset validation)
    {
        Study study = Study.Create(new() { Sampler = sampler.Create(), Seed = seed });
        // A learning rate that makes the loss diverge is a trial that failed, as it should be.
        study.Optimize(trial => Error(trial, train, validation), new() { Trials = trials, Parallelism = 1, MaxConsecutiveFailures = null });
        return study.BestValue;
    }

    private static double Error(Trial trial, TensorDataset train, TensorDataset validation)
    {
        int[] units = [.. Enumerable.Range(0, trial.SuggestInt("layers", 1, 4)).Select(i => trial.SuggestInt(FormattableString.Invariant($"units{i}"), 16, 512, log: true))];
        string activation = trial.SuggestCategorical("activation", "relu", "tanh", "sigmoid", "leaky_relu");
        var dropout = (float)trial.SuggestFloat("dropout", 0, 0.6);
        bool batchNorm = trial.SuggestBool("batch_norm");
        string optimizer = trial.SuggestCategorical("optimizer", "sgd", "momentum", "rmsprop", "adam");
        var learningRate = (float)trial.SuggestFloat("learning_rate", 1e-5, 1, log: true);
        var decay = (float)trial.SuggestFloat("l2", 1e-7, 1e-1, log: true);

        var layers = new List<Layer>();
        foreach (int width in units)
        {
            layers.Add(new Dense(width));
            if (batchNorm) layers.Add(new BatchNorm());
            layers.Add(new Activation(activation));
            layers.Add(new Dropout(dropout));
        }
        layers.Add(new Dense(Classes));
        Network network = Network.Sequential([Pixels], layers, (ulong)trial.Seed);
        Optimizer steps = optimizer switch
        {
            "sgd" => new Sgd(learningRate) { WeightDecay = decay },
            "momentum" => new Sgd(learningRate) { Momentum = 0.9f, WeightDecay = decay },
            "rmsprop" => new RmsProp(learningRate) { WeightDecay = decay },
            _ => new Adam(learningRate) { WeightDecay = decay },
        };
        var trainer = new Trainer(network, new SoftmaxCrossEntropy(), steps);
        trainer.Fit(train, new TrainingOptions { Epochs = Epochs, BatchSize = BatchSize, Seed = (ulong)trial.Seed });
        return 1 - trainer.Evaluate(validation, 256, CancellationToken.None).Accuracy!.Value;
    }

    private static (TensorDataset Train, TensorDataset Validation) Read(string path)
    {
        int[][] rows = [.. File.ReadLines(path).Select(line => line.Split(',').Select(field => int.Parse(field, CultureInfo.InvariantCulture)).ToArray())];
        int[] order = LegacyPermutation.Of(rows.Length, seed: 0);
        var count = (int)(ValidationShare * rows.Length);
        return (Dataset(order[count..]), Dataset(order[..count]));

        TensorDataset Dataset(int[] chosen)
        {
            float[] pixels = [.. chosen.SelectMany(row => rows[row][..Pixels]).Select(value => value / 16f)];
            return new TensorDataset(Tensor.From(pixels, [chosen.Length, Pixels]), [.. chosen.Select(row => rows[row][Pixels])]);
        }
    }
}
