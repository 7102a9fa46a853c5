using System.Globalization;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>Counts hits and adds up log-losses over the rows of a classifier's output.</summary>
internal sealed class MulticlassEvaluator
{
    // Keeps the logarithm of a probability of 0 finite.
    private const float SmallestProbability = 1e-15f;

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
        DataViewSchema.Column label = EvaluatedColumns.Find(schema, "Label", labelName);
        DataViewSchema.Column score = EvaluatedColumns.Find(schema, "Score", scoreName);
        // The class with the highest score counts; the column of predictions must be there and is not read.
        EvaluatedColumns.Find(schema, "PredictedLabel", predictedName);
        if (label.Type is not KeyDataViewType && !label.Type.Equals(NumberDataViewType.Single))
            throw SchemaErrors.Mismatch(nameof(schema), "label", labelName, "Single or Key", label.Type.ToString()!);
        if (score.Type is not VectorDataViewType { IsKnownSize: true, Size: >= 2 } vector || !vector.ItemType.Equals(NumberDataViewType.Single))
            throw SchemaErrors.Mismatch(nameof(schema), "score", scoreName, "vector of two or more items of type Single", score.Type.ToString()!);

        var evaluator = new MulticlassEvaluator(vector.Size);
        evaluator.Run(data, label, score);
        return evaluator.Finish(ClassNames(label, score, vector.Size), topK);
    }

    private void Run(IDataView data, DataViewSchema.Column label, DataViewSchema.Column score)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([label, score]);
        Func<int> readLabel = LabelReader(cursor, label);
        ValueGetter<VBuffer<float>> readScore = cursor.GetGetter<VBuffer<float>>(score);
        VBuffer<float> vector = default;
        var scores = new float[_classes];
        while (cursor.MoveNext())
        {
            int truth = readLabel();
            if (truth < 0) continue;
            readScore(ref vector);
            vector.CopyTo(scores);
            if (Array.TrueForAll(scores, float.IsFinite)) Add(truth, scores);
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
            // What is no whole number from 0 is no class; such rows are left out.
            if (!(number >= 0 && number < int.MaxValue) || number != MathF.Floor(number)) return -1;
            return (int)number;
        };
    }

    private void Add(int truth, float[] scores)
    {
        _rows++;
        if (truth >= _classes)
        {
            // A class that the model has never seen: no score can be right.
            _loss -= Math.Log(SmallestProbability);
            return;
        }
        _rowsOfClass[truth]++;
        _confusion[truth][scores.AsSpan().IndexOf(scores.Max())]++;
        double loss = -Math.Log(Math.Clamp(scores[truth], SmallestProbability, 1f));
        _loss += loss;
        _lossOfClass[truth] += loss;
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
            topKAccuracyForAllK: topK > 0 ? within[..Math.Min(topK, within.Length)] : null,
            confusionMatrix: new ConfusionMatrix(_confusion, names, isBinary: false));
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
