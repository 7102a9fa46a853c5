using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A network prepared for prediction alone, made by <see cref="Network.ForInference"/>: batch normalisation is folded into the
/// convolution or dense layer before it (Jacob et al. 2018), a ReLU and the sum at the end of a residual block are computed within
/// the convolution before them, dropout is left out, convolution weights are packed once, and the memory of a value is used
/// again as soon as nothing needs it any more.
/// </summary>
/// <remarks>Any number of threads may predict at once; nothing is recorded and no state changes.</remarks>
/// <example><code>
/// InferencePlan plan = network.ForInference();
/// Tensor scores = plan.Predict(images);
/// </code></example>
public sealed class InferencePlan
{
    private readonly Step[] _steps;

    internal InferencePlan(Network network)
    {
        Network = network;
        _steps = [.. network.Plan.Steps.Select((call, i) => new Step(call, Prepare(network.Layers[call.Layer], network.Nodes[i])))];
        var lastUse = new int[_steps.Length];
        for (int i = 0; i < _steps.Length; i++)
            foreach (int source in _steps[i].Call.Sources) lastUse[source] = i;
        foreach (int output in network.Plan.OutputSteps) lastUse[output] = int.MaxValue;
        for (int i = 0; i < _steps.Length; i++)
            _steps[i].Releases = [.. _steps[i].Call.Sources.Distinct().Where(source => lastUse[source] == i && _steps[source].Call.Input < 0)];
    }

    /// <summary>The shape of the first input, without the batch axis.</summary>
    public Shape InputShape => Network.InputShape;

    /// <summary>The shape of the first output, without the batch axis.</summary>
    public Shape OutputShape => Network.OutputShape;

    /// <summary>The rewritten graph.</summary>
    internal Network Network { get; }

    /// <summary>Predicts a batch.</summary>
    /// <param name="batch">The samples, [N, then the shape of the single input].</param>
    /// <returns>
    /// The single output, [N, ...]. It belongs to the <see cref="StepScope"/> that is open around the call, if any, and shares memory with
    /// the batch where the network does nothing but hand it on.
    /// </returns>
    /// <exception cref="ShapeException">The batch has another shape than the input.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    public Tensor Predict(Tensor batch)
    {
        Network.RequireSingle(nameof(Predict));
        return Predict([batch])[0];
    }

    /// <summary>Predicts a batch of a network with several inputs or outputs.</summary>
    /// <param name="batch">One tensor for each input, all with the same number of samples.</param>
    /// <returns>One tensor for each output.</returns>
    /// <exception cref="ShapeException">The number or the shapes of the tensors do not fit the inputs.</exception>
    public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Network.Plan.CheckInputs(batch);
        using IDisposable noGrad = Tensor.NoGrad();
        using StepScope scope = StepScope.Begin();
        var values = new Tensor[_steps.Length];
        for (int i = 0; i < values.Length; i++) values[i] = Compute(_steps[i], batch, values, scope);
        return [.. Network.Plan.OutputSteps.Select(step => scope.Keep(values[step]))];
    }

    private static Func<Tensor[], Tensor> Prepare(NetworkLayer layer, Node node)
    {
        if (layer.Layer is not FusedConv2D convolution) return inputs => layer.Layer.Apply(inputs, layer.Values, ForwardContext.Inference);
        PreparedConvolution2D prepared = convolution.Prepare(layer.Values, node.Inputs[0].Shape[0], node.Inputs[0].Shape[1]);
        return inputs => convolution.Convolution.Activation.ApplyRest(prepared.Apply(inputs[0], inputs.Length > 1 ? inputs[1] : null));
    }

    private static Tensor Compute(Step step, IReadOnlyList<Tensor> batch, Tensor[] values, StepScope scope)
    {
        if (step.Call.Input >= 0) return batch[step.Call.Input];
        var inputs = new Tensor[step.Call.Sources.Length];
        for (int j = 0; j < inputs.Length; j++) inputs[j] = values[step.Call.Sources[j]];
        Tensor value = step.Apply(inputs);
        // A layer may hand its input on: what follows gets a tensor of its own, so that each is let go once.
        if (inputs.Contains(value)) value = value.Detach();
        foreach (int source in step.Releases) scope.Release(values[source]);
        return value;
    }

    private sealed class Step(PlannedCall call, Func<Tensor[], Tensor> apply)
    {
        public PlannedCall Call { get; } = call;

        public Func<Tensor[], Tensor> Apply { get; } = apply;

        /// <summary>The steps whose values nothing needs after this one.</summary>
        public int[] Releases { get; set; } = [];
    }
}
