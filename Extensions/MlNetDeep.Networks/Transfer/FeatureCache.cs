using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Computes the outputs of a frozen backbone for all samples of a data set once, so that a head trains on them without running the backbone
/// in each epoch.
/// </summary>
/// <remarks>
/// The features stay in memory: 4 bytes for each number, so 50,000 samples with 512 features take 100 MB and 50,000 with 7 x 7 x 512 take
/// 5 GB; cut the backbone behind its pooling to keep them small. They are computed in prediction mode from samples that are not augmented.
/// </remarks>
public static class FeatureCache
{
    /// <summary>Computes the features.</summary>
    /// <param name="backbone">A network without its head, for example from <see cref="Network.CutAt"/>. Nothing of it changes.</param>
    /// <param name="source">The samples. They are loaded once, in order, without augmentation.</param>
    /// <param name="batchSize">The number of samples computed at once, at least 1.</param>
    /// <param name="cancellationToken">Ends the computation between two batches.</param>
    /// <returns>A data set whose inputs are the outputs of the backbone, in the order of the source, with its labels, targets and sample weights.</returns>
    /// <exception cref="ArgumentException">The source is empty, its samples do not fit the backbone, its batches are of a type of their own
    /// (which the features could not carry), or the features of all samples together are more than 2,147,483,647 numbers.</exception>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public static TensorDataset Compute(Network backbone, Dataset source, int batchSize = 64, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Check(backbone, source);

        Tensor[] features = [.. backbone.Outputs.Select(output => Tensor.Zeros([source.Count, .. output.Shape.Dimensions]).Persist())];
        TargetData[] targets = [.. source.Targets.Select(target => new TargetData(
            target.HasLabels ? new int[source.Count] : null, target.Shape is Shape shape ? Tensor.Zeros([source.Count, .. shape.Dimensions]).Persist() : null))];
        float[]? sampleWeights = source.HasSampleWeights ? new float[source.Count] : null;
        int start = 0;
        foreach (Batch batch in new BatchLoader(source, batchSize, prefetch: 2).Epoch([.. Enumerable.Range(0, source.Count)], default))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using StepScope scope = StepScope.Begin();
            foreach ((Tensor output, Tensor all) in backbone.Predict(batch.Inputs).Zip(features)) Put(output, all, start, batch.Count);
            foreach ((TargetData part, TargetData all) in batch.Outputs.Zip(targets))
            {
                part.Labels?.CopyTo(all.Labels!, start);
                if (part.Values is not null) Put(part.Values, all.Values!, start, batch.Count);
            }
            batch.SampleWeights?.CopyTo(sampleWeights!, start);
            start += batch.Count;
        }
        return new TensorDataset(features, targets, checkLabels: false) { SampleWeights = sampleWeights };
    }

    internal static void Check(Network backbone, Dataset source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Count == 0) throw new ArgumentException("the data set for the features is empty", nameof(source));
        if (!source.InputShapes.SequenceEqual(backbone.Inputs.Select(input => input.Shape)))
            throw new ArgumentException(
                $"the data set has samples of shape {string.Join(" and ", source.InputShapes)}; the backbone's input is {string.Join(" and ", backbone.Inputs.Select(input => input.Shape))}", nameof(source));
        Type type = source.CreateBatch(1).GetType();
        if (type != typeof(Batch)) throw new ArgumentException($"the data set makes batches of type {type.Name}, whose further members features cannot carry; freeze the backbone and use a Trainer", nameof(source));
    }

    private static void Put(Tensor part, Tensor all, int start, int count)
    {
        int size = part.Count / count;
        part.Span.CopyTo(all.Span.Slice(start * size, count * size));
    }
}
