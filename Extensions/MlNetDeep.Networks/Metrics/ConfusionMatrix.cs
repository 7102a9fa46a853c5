using System.Globalization;
using System.Text;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>How often each class was taken for which: rows are labels, columns predictions, with the scores that follow from it.</summary>
/// <remarks>Scores of classes are those of scikit-learn: 0 where the denominator is 0. Averages and rates are NaN without samples.</remarks>
/// <example><code>
/// ConfusionMatrix matrix = ConfusionMatrix.Of(network, test);
/// Console.WriteLine(matrix);
/// double recall = matrix.Recall(2), macro = matrix.F1(Averaging.Macro);
/// </code></example>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;
    private readonly ClassTally _tally;

    /// <summary>Creates an empty matrix.</summary>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="classNames">Their names for <see cref="ToString"/>; null for numbers.</param>
    /// <exception cref="ArgumentException">There are fewer than two classes, or not as many names.</exception>
    public ConfusionMatrix(int classes, IReadOnlyList<string>? classNames = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (classNames is not null && classNames.Count != classes) throw new ArgumentException($"{classes} classes need as many names; received {classNames.Count}", nameof(classNames));
        Classes = classes;
        ClassNames = classNames ?? [.. Enumerable.Range(0, classes).Select(label => label.ToString(CultureInfo.InvariantCulture))];
        _counts = new long[classes * classes];
        _tally = new ClassTally(classes);
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The number of samples, or of positions, counted.</summary>
    public long Total => _tally.Total;

    /// <summary>The share of right predictions.</summary>
    public double Accuracy => _tally.Accuracy;

    /// <summary>Cohen's kappa: 1 for perfect agreement, 0 for what chance alone would give; NaN when there is one class only.</summary>
    public double Kappa => _tally.Kappa;

    /// <summary>The correlation of Matthews for any number of classes (Gorodkin 2004): -1 to 1; 0 when one side has one class only.</summary>
    public double MatthewsCorrelation => _tally.Matthews;

    /// <summary>How often a class was taken for another one, or for itself.</summary>
    /// <param name="label">The class that it was.</param>
    /// <param name="predicted">The class that was predicted.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int label, int predicted] => _counts[Checked(label) * Classes + Checked(predicted)];

    /// <summary>Counts the predictions of a network for a data set.</summary>
    /// <param name="network">A network, whose first output is read.</param>
    /// <param name="dataset">Samples with labels.</param>
    /// <param name="options">How the output is read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the counting between two batches.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentException">The data set is empty, its shapes are not those of the network, or it has no labels.</exception>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public static ConfusionMatrix Of(Network network, Dataset dataset, ConfusionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new ConfusionOptions();
        ConfusionMatrix? matrix = null;
        // The trainer checks shapes and loads batches; no step of it is ever taken, so any optimizer will do.
        var trainer = new Trainer(network, (own, batch, context) =>
        {
            Tensor output = own.Forward(batch.Inputs, context)[0];
            var rows = new ClassRows("confusion matrix", output, batch, options.Binary, options.IgnoreLabel);
            matrix ??= new ConfusionMatrix(rows.Classes);
            matrix.Add(rows, options);
            return new StepOutput(Tensor.Scalar(0), output, batch.Count);
        }, new Sgd(0));
        trainer.Evaluate(dataset, options.BatchSize, cancellationToken);
        return matrix!;
    }

    /// <summary>Counts one sample.</summary>
    /// <param name="label">The class that it is.</param>
    /// <param name="predicted">The class that was predicted.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public void Add(int label, int predicted)
    {
        _counts[Checked(label) * Classes + Checked(predicted)]++;
        _tally.Add(label, predicted);
    }

    /// <summary>Counts a batch.</summary>
    /// <param name="output">The output of a network, [N, ...].</param>
    /// <param name="batch">The batch with its labels or targets.</param>
    /// <param name="options">How the output is read; null for the defaults.</param>
    /// <exception cref="ArgumentException">The batch has no labels, shapes differ, or there is another number of classes.</exception>
    public void Add(Tensor output, Batch batch, ConfusionOptions? options = null)
    {
        options ??= new ConfusionOptions();
        var rows = new ClassRows("confusion matrix", output, batch, options.Binary, options.IgnoreLabel);
        if (rows.Classes != Classes) throw new ArgumentException($"the confusion matrix has {Classes} classes; the output of shape {output.Shape} has {rows.Classes}", nameof(output));
        Add(rows, options);
    }

    /// <summary>The share of right predictions among those for a class.</summary>
    /// <param name="label">The class.</param>
    /// <returns>0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Precision(int label) => _tally.Precision(Checked(label));

    /// <summary>The share of a class that was found.</summary>
    /// <param name="label">The class.</param>
    /// <returns>0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Recall(int label) => _tally.Recall(Checked(label));

    /// <summary>The harmonic mean of precision and recall of a class; for positions of a segmentation its dice coefficient.</summary>
    /// <param name="label">The class.</param>
    /// <returns>0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double F1(int label) => _tally.F1(Checked(label));

    /// <summary>The intersection of what is a class and what is predicted as it over their union.</summary>
    /// <param name="label">The class.</param>
    /// <returns>0 to 1; NaN when it neither occurs nor is predicted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double IoU(int label) => _tally.IoU(Checked(label));

    /// <summary>How often a class occurs.</summary>
    /// <param name="label">The class.</param>
    /// <returns>The number of samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long Support(int label) => _tally.Support(Checked(label));

    /// <summary>The average precision of the classes.</summary>
    /// <param name="averaging">How.</param>
    /// <returns>0 to 1.</returns>
    public double Precision(Averaging averaging) => _tally.Average(averaging, _tally.Precision);

    /// <summary>The average recall of the classes; the macro average is the balanced accuracy when every predicted class occurs.</summary>
    /// <param name="averaging">How.</param>
    /// <returns>0 to 1.</returns>
    public double Recall(Averaging averaging) => _tally.Average(averaging, _tally.Recall);

    /// <summary>The average F1 of the classes.</summary>
    /// <param name="averaging">How.</param>
    /// <returns>0 to 1.</returns>
    public double F1(Averaging averaging) => _tally.Average(averaging, _tally.F1);

    /// <summary>Writes the counts and the scores of the classes as a table.</summary>
    /// <returns>Lines of text.</returns>
    public override string ToString()
    {
        int longest = ClassNames.Max(text => text.Length);
        int name = Math.Max("label".Length, longest);
        int cell = Math.Max(longest, Total.ToString(CultureInfo.InvariantCulture).Length) + 2;
        var text = new StringBuilder();
        text.Append("label".PadRight(name));
        foreach (string column in ClassNames) text.Append(column.PadLeft(cell));
        text.Append("  | precision   recall       f1  support\n");
        for (int label = 0; label < Classes; label++)
        {
            text.Append(ClassNames[label].PadRight(name));
            for (int predicted = 0; predicted < Classes; predicted++) text.Append(this[label, predicted].ToString(CultureInfo.InvariantCulture).PadLeft(cell));
            AppendScores(text, Precision(label), Recall(label), F1(label), Support(label));
        }
        foreach (Averaging averaging in (Averaging[])[Averaging.Macro, Averaging.Weighted])
        {
            text.Append(averaging.ToString().ToLowerInvariant().PadRight(name + cell * Classes));
            AppendScores(text, Precision(averaging), Recall(averaging), F1(averaging), Total);
        }
        return text.Append(CultureInfo.InvariantCulture, $"accuracy {Accuracy:F4}, kappa {Kappa:F4}").ToString();
    }

    private static void AppendScores(StringBuilder text, double precision, double recall, double f1, long support) =>
        text.Append(CultureInfo.InvariantCulture, $"  | {precision,9:F4}{recall,9:F4}{f1,9:F4}{support,9}\n");

    private void Add(ClassRows rows, ConfusionOptions options)
    {
        var decision = new Decision(options.Threshold, options.FromLogits);
        for (int row = 0; row < rows.Count; row++)
            if (rows.Label(row) is int label and >= 0) Add(label, decision.Of(rows.Scores(row)));
    }

    private int Checked(int label) =>
        (uint)label < (uint)Classes ? label
        : throw new ArgumentOutOfRangeException(nameof(label), label, $"class {label} is out of range: the confusion matrix has {Classes} classes, 0 to {Classes - 1}");
}
