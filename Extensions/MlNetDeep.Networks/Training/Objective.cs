using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The losses of a network's outputs, in the order of the data set's targets, and their weighted sum.</summary>
internal sealed class Objective
{
    private readonly OutputLoss[] _losses;
    private readonly int[] _outputs;

    public Objective(Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        (_losses, _outputs) = ([new OutputLoss("", loss)], [0]);
    }

    public Objective(Network network, IReadOnlyList<OutputLoss> losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        if (losses.Count == 0) throw new ArgumentException("a trainer needs a loss for at least one output", nameof(losses));
        string[] names = [.. network.OutputNames];
        _outputs = [.. losses.Select(loss => Array.IndexOf(names, loss.Output))];
        int unknown = Array.IndexOf(_outputs, -1);
        if (unknown >= 0) throw new ArgumentException($"a loss is given for the output '{losses[unknown].Output}'; the network has {string.Join(", ", names)}", nameof(losses));
        if (_outputs.Distinct().Count() != _outputs.Length) throw new ArgumentException("two losses are given for one output; add them up in a loss of your own", nameof(losses));
        _losses = [.. losses];
        IsNamed = true;
    }

    public bool IsNamed { get; }

    public int? IgnoredLabel => (_losses[0].Loss as ClassificationLoss)?.IgnoreLabel;

    /// <summary>The names of the parts of the loss.</summary>
    public IEnumerable<string> PartNames => IsNamed ? _losses.Select(NameOf) : [];

    public IEnumerable<MeasuredOutput> Metrics => _losses.SelectMany((loss, i) => loss.Metrics.Select(metric => Measured(metric, i)));

    public MeasuredOutput Measured(Metric metric, int loss = 0) =>
        new(IsNamed ? $"{_losses[loss].Output}_{metric.Name}" : metric.Name, metric, _outputs[loss], loss);

    public void Check(Network network, Dataset dataset, string role, bool weighted)
    {
        if (!IsNamed && network.Outputs.Count != 1)
            throw new InvalidOperationException($"a loss needs a network with one output, this one has {network.Outputs.Count}; give the trainer an OutputLoss for each, or a step function");
        if (dataset.Targets.Count < _losses.Length)
            throw new ArgumentException($"the {role} set has targets for {dataset.Targets.Count} outputs, but there are losses for {string.Join(", ", _losses.Select(loss => loss.Output))}");
        if (weighted && _losses.Length > 1)
            throw new ArgumentException($"TrainingOptions.ClassWeights would weigh the losses of all outputs, {string.Join(", ", _losses.Select(loss => loss.Output))}, by the labels of the first; give ClassificationLoss.ClassWeights to one loss, or sample weights to the data set");
        if (weighted || dataset.HasSampleWeights)
            foreach (OutputLoss loss in _losses)
                if (!loss.Loss.UsesSampleWeights) throw new ArgumentException($"the {role} set has sample or class weights, which {loss.Loss.GetType().Name} does not regard; derive it from PerSampleLoss");
    }

    /// <summary>Computes the loss of a batch; of a mixed batch, as much of the partner's loss as it has of the partner's inputs.</summary>
    public StepOutput Compute(Network network, Batch batch, ForwardContext context, in MixedBatch mixed = default)
    {
        IReadOnlyList<Tensor> outputs = network.Forward(batch.Inputs, context);
        if (!IsNamed)
        {
            Loss loss = _losses[0].Loss;
            Tensor single = LossOf(network, loss, outputs[0], batch, 0, mixed);
            (double unweighted, float mean) = MeanWeight(loss, batch);
            return new StepOutput(single, outputs[0], loss.WeightOf(batch)) { Descent = mean == 1 ? single : single * mean, DescentWeight = unweighted };
        }
        Tensor? sum = null, descent = null;
        var parts = new LossPart[_losses.Length];
        for (int i = 0; i < _losses.Length; i++)
        {
            Loss loss = _losses[i].Loss;
            Batch own = batch.For(i);
            Tensor value = LossOf(network, loss, outputs[_outputs[i]], own, i, mixed);
            parts[i] = new LossPart(NameOf(_losses[i]), value, loss.WeightOf(own)) { Factor = _losses[i].Weight };
            Tensor weighted = _losses[i].Weight == 1 ? value : value * _losses[i].Weight;
            sum = sum is null ? weighted : sum + weighted;
            float mean = MeanWeight(loss, own).Mean;
            Tensor scaled = mean == 1 ? weighted : weighted * mean;
            descent = descent is null ? scaled : descent + scaled;
        }
        return new StepOutput(sum!, outputs[_outputs[0]], batch.Count) { Outputs = outputs, Parts = parts, Descent = descent!, DescentWeight = batch.Count };
    }

    /// <summary>
    /// The weight of a batch as if its samples had no weights, and their mean weight. Losses are means over weights, to be comparable;
    /// a step by them would forget how much this batch weighs beside others: all of it with one sample in a batch.
    /// </summary>
    private static (double Unweighted, float Mean) MeanWeight(Loss loss, Batch batch)
    {
        double weighted = loss.WeightOf(batch);
        if (batch.SampleWeights is not { } weights) return (weighted, 1);
        batch.SampleWeights = null;
        double unweighted = loss.WeightOf(batch);
        batch.SampleWeights = weights;
        return (unweighted, unweighted > 0 ? (float)(weighted / unweighted) : 1);
    }

    private static string NameOf(OutputLoss loss) => loss.Output + "_loss";

    private Tensor LossOf(Network network, Loss loss, Tensor output, Batch batch, int index, in MixedBatch mixed)
    {
        try
        {
            Tensor value = loss.Compute(output, batch);
            return mixed.Partner is Batch partner ? value * mixed.Share + loss.Compute(output, partner.For(index)) * (1 - mixed.Share) : value;
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{loss.GetType().Name} of the output '{network.OutputNames[_outputs[index]]}': {ErrorText.Of(e)}", e);
        }
    }
}
