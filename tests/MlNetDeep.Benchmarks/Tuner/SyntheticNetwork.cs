using MlNetDeep.Tuning;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>
/// The hyperparameters of a dense network and a formula for its validation error: a search space such as networks have (conditional,
/// mixed, with interactions and noise) that costs nothing to evaluate.
/// </summary>
internal sealed record SyntheticNetwork(int[] Units, int Activation, double Dropout, int BatchNorm, int Optimizer, double LearningRate, double L2)
{
    public const int MaxEpochs = 81;

    private static readonly double[] s_bestRate = [-0.7, -1.6, -3.0, -2.8], s_rateWidth = [0.55, 0.60, 0.50, 0.75], s_optimizerCost = [0.012, 0.004, 0.006, 0.0];
    private static readonly string[] s_activations = ["relu", "tanh", "sigmoid", "leaky"], s_optimizers = ["sgd", "momentum", "rmsprop", "adam"];

    private int Layers => Units.Length;

    /// <summary>Has a trial choose the hyperparameters.</summary>
    public static SyntheticNetwork Suggest(Trial trial)
    {
        int layers = trial.SuggestInt("n_layers", 1, 4);
        int[] units = [.. Enumerable.Range(0, layers).Select(i => trial.SuggestInt(FormattableString.Invariant($"units_{i}"), 16, 512, log: true))];
        return new SyntheticNetwork(
            units,
            Array.IndexOf(s_activations, trial.SuggestCategorical("activation", s_activations)),
            trial.SuggestFloat("dropout", 0, 0.6),
            trial.SuggestBool("batch_norm") ? 1 : 0,
            Array.IndexOf(s_optimizers, trial.SuggestCategorical("optimizer", s_optimizers)),
            trial.SuggestFloat("learning_rate", 1e-5, 1, log: true),
            trial.SuggestFloat("l2", 1e-7, 1e-1, log: true));
    }

    /// <summary>The validation error after full training; best known 0.029016.</summary>
    public double FinalError(bool noise = true)
    {
        (double size, double rate) = Scale();
        double logL2 = Math.Log10(L2), error = 0.02 + s_optimizerCost[Optimizer];
        double penalty = rate > 0 ? 1.6 * rate * rate : rate * rate;
        error += 0.35 * (1.0 - Math.Exp(-0.35 * penalty));
        error += Activation switch
        {
            0 => 0.010 * Math.Max(0.0, rate),
            1 => 0.006,
            2 => (0.015 + 0.020 * (Layers - 1)) * (BatchNorm == 1 ? 0.5 : 1.0),
            _ => 0.002,
        };
        error += 0.16 * Math.Exp(-4.0 * size);
        error += BatchNorm == 1 ? 0.006 * (Layers - 3) * (Layers - 3) : 0.012 * (Layers - 2) * (Layers - 2);
        for (int i = 1; i < Layers; i++)
        {
            double ratio = Math.Log2((double)Units[i] / Units[i - 1]) + 0.5;
            error += 0.004 * ratio * ratio;
        }
        double decay = (logL2 + 3.2) / 0.9;
        double regularization = 1.6 * Dropout + 0.55 * Math.Exp(-0.5 * decay * decay) + 0.15 * BatchNorm;
        error += 0.12 * size * Math.Sqrt(Math.Max(size, 0.0)) * Math.Exp(-2.2 * regularization);
        double excess = Math.Max(0.0, Dropout - 0.15 - 0.5 * size);
        error += 0.5 * excess * excess;
        excess = Math.Max(0.0, logL2 + 2.5);
        error += 0.06 * excess * excess;
        error += 0.05 * BatchNorm * Dropout;
        if (Optimizer == 3) error += 0.004 * Math.Max(0.0, logL2 + 4.0);
        if (noise) error += 0.003 * (2.0 * Uniform(Key()) - 1.0);
        return Math.Min(0.9, error);
    }

    /// <summary>The validation error after an epoch of 1..81. Curves cross: some learn slowly and end well.</summary>
    public double Error(int epoch)
    {
        (double size, double rate) = Scale();
        double slow = Math.Min(0.0, rate);
        double speed = 0.35 + 0.75 * Math.Exp(-0.25 * slow * slow) + 0.15 * BatchNorm - 0.20 * Dropout;
        double amplitude = 0.30 + 0.35 * size + 0.15 * (slow > -1 ? Math.Max(0.0, 1.0 + slow) : 0.0);
        double error = FinalError() + amplitude * Math.Pow(epoch, -speed);
        error += 0.02 * Math.Pow(epoch, -0.5) * (2.0 * Uniform([.. Key(), 1000 + epoch]) - 1.0);
        return Math.Min(0.95, error);
    }

    /// <summary>The size of the network, and how far the learning rate lies from the best one for it, both on logarithmic scales.</summary>
    private (double Size, double Rate) Scale()
    {
        double parameters = 64.0 * Units[0];
        for (int i = 1; i < Layers; i++) parameters += (double)Units[i - 1] * Units[i];
        parameters += 10.0 * Units[^1];
        double size = (Math.Log10(parameters) - 3.0) / 3.0;
        double best = s_bestRate[Optimizer] - 0.25 * (Layers - 1) - 0.40 * (size - 0.5) + 0.30 * BatchNorm;
        double width = s_rateWidth[Optimizer] * (BatchNorm == 1 ? 1.35 : 1.0);
        return (size, (Math.Log10(LearningRate) - best) / width);
    }

    private long[] Key() =>
    [
        Layers, .. Units.Select(units => (long)units), Activation, (long)Math.Floor(Dropout * 100 + 0.5), BatchNorm, Optimizer,
        (long)Math.Floor(Math.Log10(LearningRate) * 20 + 0.5), (long)Math.Floor(Math.Log10(L2) * 10 + 0.5),
    ];

    // FNV-1a over the little-endian bytes, finished by splitmix64: the noise depends on the configuration alone.
    private static double Uniform(long[] key)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (long part in key)
            for (int shift = 0; shift < 64; shift += 8)
                hash = (hash ^ (((ulong)part >> shift) & 0xff)) * 0x100000001b3;
        hash += 0x9E3779B97F4A7C15;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return ((hash ^ (hash >> 31)) >> 11) * (1.0 / 9007199254740992.0);
    }
}
