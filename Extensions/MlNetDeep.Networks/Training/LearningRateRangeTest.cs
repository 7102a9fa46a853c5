namespace MlNetDeep.Networks;

/// <summary>
/// A learning-rate range test (Smith 2017; fastai's <c>lr_find</c>): a few steps with a rate that grows exponentially show from where the
/// loss falls and where it explodes. The network is afterwards as it was.
/// </summary>
/// <example>
/// <code>
/// LearningRateRangeTest test = LearningRateRangeTest.Run(network, new SoftmaxCrossEntropy(), rate => new Adam(rate), training);
/// test.SavePlot("rates.svg");
/// var trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(test.Suggestion));
/// </code>
/// </example>
public sealed class LearningRateRangeTest
{
    private const double Smoothing = 0.9;

    private LearningRateRangeTest(IReadOnlyList<LearningRatePoint> points)
    {
        Points = points;
        Suggestion = Steepest(points);
    }

    /// <summary>The steps, with rising rates.</summary>
    public IReadOnlyList<LearningRatePoint> Points { get; }

    /// <summary>
    /// The rate at which the smoothed loss falls fastest over the logarithm of the rate, between the first tenth and the minimum: a good
    /// highest rate for a schedule. The rate of the minimum divided by 10 when the loss never falls.
    /// </summary>
    public float Suggestion { get; }

    /// <summary>Runs the test.</summary>
    /// <param name="network">The network; its weights and state are put back.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="createOptimizer">Makes the optimizer, which is thrown away, for a learning rate.</param>
    /// <param name="training">The samples.</param>
    /// <param name="options">The range; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the test; its points up to then are returned.</param>
    /// <returns>The points and a suggestion.</returns>
    /// <exception cref="ArgumentException">The data set is empty or does not fit the network, or an option is out of its range.</exception>
    /// <exception cref="TrainingDivergedException">The loss was not finite in the first step already.</exception>
    /// <exception cref="OperationCanceledException">The token was signalled before the first step.</exception>
    public static LearningRateRangeTest Run(
        Network network, Loss loss, Func<float, Optimizer> createOptimizer, Dataset training,
        LearningRateRangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(createOptimizer);
        ArgumentNullException.ThrowIfNull(training);
        options ??= new LearningRateRangeOptions();
        options.Validate();
        var points = new List<LearningRatePoint>();
        double average = 0, best = double.PositiveInfinity;
        var watch = new LambdaCallback
        {
            BatchEnd = context =>
            {
                average = Smoothing * average + (1 - Smoothing) * context.BatchLoss;
                double smoothed = average / (1 - Math.Pow(Smoothing, points.Count + 1));
                points.Add(new LearningRatePoint(context.Optimizer.LearningRate, context.BatchLoss, smoothed));
                best = Math.Min(best, smoothed);
                if (points.Count == options.Steps) context.RequestStop("the highest rate is reached");
                else if (points.Count > options.Steps / 10 && smoothed > best + (options.DivergenceFactor - 1) * Math.Abs(best)) context.RequestStop("the loss explodes");
            },
        };
        int stepsPerEpoch = (int)Math.Max(1, Math.Ceiling((double)training.Count / options.BatchSize));
        var plan = new TrainingOptions
        {
            Epochs = (options.Steps + stepsPerEpoch - 1) / stepsPerEpoch,
            BatchSize = options.BatchSize,
            Seed = options.Seed,
            LearningRateSchedule = new Sweep(options.Lowest, options.Highest, options.Steps),
        };
        IReadOnlyDictionary<string, float[]> before = network.GetWeights();
        try
        {
            new Trainer(network, loss, createOptimizer(1)) { Metrics = [] }.Fit(training, plan, callbacks: [watch], cancellationToken: cancellationToken);
        }
        catch (TrainingDivergedException) when (points.Count > 0)
        {
            // That is how far it goes.
        }
        finally
        {
            network.SetWeights(before);
        }
        return points.Count > 0 ? new LearningRateRangeTest(points) : throw new OperationCanceledException("the learning-rate range test was cancelled before its first step", cancellationToken);
    }

    /// <summary>Draws the losses over the rates.</summary>
    /// <param name="path">The SVG file; replaced when it exists.</param>
    public void SavePlot(string path) => new LineChart(
        FormattableString.Invariant($"Learning-rate range test, suggestion {Suggestion:0.##e0}"), "learning rate", "loss",
        [
            new ChartSeries("loss", [.. Points.Select(point => ((double)point.Rate, point.Loss))]) { Dashed = true },
            new ChartSeries("smoothed", [.. Points.Select(point => ((double)point.Rate, point.Smoothed))]),
        ])
    { LogarithmicX = true }.Save(path);

    private static float Steepest(IReadOnlyList<LearningRatePoint> points)
    {
        int minimum = Enumerable.Range(0, points.Count).MinBy(i => points[i].Smoothed);
        (double slope, int at) = (0, -1);
        for (int i = Math.Max(1, minimum / 10); i < minimum; i++)
        {
            double fall = (points[i + 1].Smoothed - points[i - 1].Smoothed) / Math.Log(points[i + 1].Rate / (double)points[i - 1].Rate);
            if (fall < slope) (slope, at) = (fall, i);
        }
        return at >= 0 ? points[at].Rate : points[minimum].Rate / 10;
    }

    private sealed record Sweep(float Lowest, float Highest, int Steps) : LearningRateSchedule
    {
        public override float At(long step, long totalSteps) => (float)(Lowest * Math.Pow((double)Highest / Lowest, (double)step / (Steps - 1)));
    }
}
