using System.Globalization;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>Counts hits and adds up log-losses over the rows of a classifier's output.</summary>
internal sealed class MulticlassEvaluator
{
    // Keeps the logarithm of a probability of 0 finite.
    private const double SmallestProbability = 1e-15;

    // Beyond this, a key type says nothing of the classes that occur, and a table of all would not fit in memory.
    private const int MaximumUnseenClasses = 10_000;

    private readonly int _classes;
    private readonly double[][] _confusion;
    private readonly double[] _lossOfClass;
    private readonly double[] _rowsOfClass;
    private readonly double[] _hitsWithin;
    private double _rows;
    private double _loss;

    private MulticlassEvaluator(int classes)
    {
        _classes = classes;
        _confusion = [.. Enumerable.Range(0, classes).Select(_ => new double[classes])];
        _lossOfClass = new double[classes];
        _rowsOfClass = new double[classes];
        _hitsWithin = new double[classes];
    }

    public static MulticlassClassificationMetrics Evaluate(IDataView data, string labelName, string scoreName, string predictedName, int topK)
    {
        DataViewSchema schema = data.Schema;
        DataViewSchema.Column label = Find(schema, "Label", labelName);
        DataViewSchema.Column score = Find(schema, "Score", scoreName);
        DataViewSchema.Column predicted = Find(schema, "PredictedLabel", predictedName);
        if (score.Type is not VectorDataViewType { IsKnownSize: true, Size: >= 2 } vector || !vector.ItemType.Equals(NumberDataViewType.Single))
            throw SchemaErrors.Mismatch(nameof(schema), "score", scoreName, "Vector of two or more items of type Single", score.Type.ToString()!);
        if (label.Type is not KeyDataViewType && !label.Type.Equals(NumberDataViewType.Single))
            throw SchemaErrors.Mismatch(nameof(schema), "label", labelName, "Single or Key", label.Type.ToString()!);
        if (predicted.Type is not KeyDataViewType) throw SchemaErrors.Mismatch(nameof(schema), "predicted label", predictedName, "Key", predicted.Type.ToString()!);

        // Rows may carry labels that the model has never seen; they have their own lines in the confusion table.
        int classes = label.Type is KeyDataViewType { Count: <= MaximumUnseenClasses } key && (int)key.Count > vector.Size ? (int)key.Count : vector.Size;
        var evaluator = new MulticlassEvaluator(classes);
        evaluator.Run(data, label, score, predicted, vector.Size);
        return evaluator.Finish(ClassNames(label, score, classes), topK);
    }

    private static DataViewSchema.Column Find(DataViewSchema schema, string role, string name) =>
        schema.GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException(nameof(schema), $"{role} column '{name}' not found");

    private void Run(IDataView data, DataViewSchema.Column label, DataViewSchema.Column score, DataViewSchema.Column predicted, int scored)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([label, score, predicted]);
        Func<int> readLabel = LabelReader(cursor, label);
        ValueGetter<ulong> readPredicted = KeyReader.Scalar(cursor, predicted);
        ValueGetter<VBuffer<float>> readScore = cursor.GetGetter<VBuffer<float>>(score);
        VBuffer<float> vector = default;
        var scores = new float[scored];
        while (cursor.MoveNext())
        {
            int truth = readLabel();
            if (truth < 0) continue;
            if (truth >= _classes)
            {
                throw new InvalidOperationException(
                    string.Create(CultureInfo.InvariantCulture, $"the label column '{label.Name}' holds class {truth}, but the scores '{score.Name}' are of {_classes} classes"));
            }
            readScore(ref vector);
            vector.CopyTo(scores);
            ulong guess = 0;
            readPredicted(ref guess);
            Add(truth, guess, scores);
        }
    }

    /// <summary>A function that reads the class counted from 0; -1 is a missing one.</summary>
    private static Func<int> LabelReader(DataViewRowCursor cursor, DataViewSchema.Column label)
    {
        if (label.Type is KeyDataViewType)
        {
            ValueGetter<ulong> keys = KeyReader.Scalar(cursor, label);
            ulong key = 0;
            return () =>
            {
                keys(ref key);
                return key > int.MaxValue ? int.MaxValue : (int)key - 1;
            };
        }
        ValueGetter<float> numbers = cursor.GetGetter<float>(label);
        float number = 0;
        return () =>
        {
            numbers(ref number);
            if (float.IsNaN(number)) return -1;
            if (number < 0 || number != MathF.Floor(number) || number >= int.MaxValue)
            {
                throw new InvalidOperationException(
                    string.Create(CultureInfo.InvariantCulture, $"the label column '{label.Name}' must hold whole numbers from 0, got {number}"));
            }
            return (int)number;
        };
    }

    private void Add(int truth, ulong guess, float[] scores)
    {
        _rows++;
        _rowsOfClass[truth]++;
        // A prediction of no class is a miss; it has no column in the table.
        if (guess > 0 && guess <= (ulong)_classes) _confusion[truth][guess - 1]++;
        double loss = truth < scores.Length && !float.IsNaN(scores[truth])
            ? -Math.Log(Math.Clamp(scores[truth], SmallestProbability, 1.0))
            : -Math.Log(SmallestProbability);
        _loss += loss;
        _lossOfClass[truth] += loss;
        if (truth >= scores.Length) return;
        int better = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] > scores[truth] || (scores[i] == scores[truth] && i < truth)) better++;
        }
        _hitsWithin[better]++;
    }

    private MulticlassClassificationMetrics Finish(string[] names, int topK)
    {
        double hits = 0;
        double recalls = 0;
        int present = 0;
        for (int c = 0; c < _classes; c++)
        {
            hits += _confusion[c][c];
            if (_rowsOfClass[c] == 0) continue;
            recalls += _confusion[c][c] / _rowsOfClass[c];
            present++;
        }
        double logLoss = _loss / _rows;
        // The log-loss of always predicting the frequencies of the classes.
        double prior = 0;
        foreach (double count in _rowsOfClass)
            if (count > 0) prior -= count / _rows * Math.Log(count / _rows);
        var within = new double[_classes];
        double sum = 0;
        for (int k = 0; k < _classes; k++)
        {
            sum += _hitsWithin[k];
            within[k] = sum / _rows;
        }
        return new MulticlassClassificationMetrics(
            microAccuracy: hits / _rows,
            macroAccuracy: present == 0 ? double.NaN : recalls / present,
            logLoss: logLoss,
            logLossReduction: (prior - logLoss) / prior,
            perClassLogLoss: [.. _lossOfClass.Zip(_rowsOfClass, (loss, count) => count > 0 ? loss / count : 0)],
            topKPredictionCount: topK,
            topKAccuracyForAllK: topK > 0 ? within : [],
            confusionMatrix: new ConfusionMatrix(_confusion, names));
    }

    private static string[] ClassNames(DataViewSchema.Column label, DataViewSchema.Column score, int classes)
    {
        ReadOnlyMemory<char>[]? names =
            AnnotationKinds.TextVector(score, AnnotationKinds.SlotNames, classes) ??
            AnnotationKinds.TextVector(score, AnnotationKinds.TrainingLabelValues, classes) ??
            AnnotationKinds.TextVector(label, AnnotationKinds.KeyValues, classes);
        return [.. Enumerable.Range(0, classes).Select(i => names is null || names[i].IsEmpty ? i.ToString(CultureInfo.InvariantCulture) : names[i].ToString())];
    }
}
