using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

public sealed partial class Network
{
    /// <summary>
    /// Loads weights from a file: safetensors, a PyTorch checkpoint (<see cref="TorchCheckpoint"/>), or the weights of a network file
    /// (<see cref="NetworkFile"/>), told apart by their contents.
    /// </summary>
    /// <remarks>See <see cref="LoadWeights(IReadOnlyDictionary{string, Tensor}, bool)"/> for how tensors and weights are matched.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="strict">True (the default) to refuse a file that does not fit; false to load what fits.</param>
    /// <returns>What was loaded, and what was not.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or has no weights; or, when strict, it lacks a weight, has a tensor that
    /// no weight takes, or one of another shape: the message lists them all, and the network is unchanged.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public LoadReport LoadWeights(string path, bool strict = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return WeightLoader.Load(this, WeightFile.Read(path), strict, path);
    }

    /// <summary>Loads weights from tensors by name.</summary>
    /// <remarks>
    /// <para>A weight takes the tensor with its full name (<c>conv1/kernel</c>) as it is, else the one with PyTorch's name in PyTorch's
    /// layout: the layer's name, a dot, and <c>weight</c> for kernel, gamma, alpha and embeddings, <c>bias</c> for bias and beta,
    /// <c>running_mean</c>, <c>running_var</c>. A layer named <c>layer1.0.conv1</c> so takes <c>layer1.0.conv1.weight</c>.</para>
    /// <para>Kernels are turned to channels last. Behind a <see cref="Flatten"/> of an image the inputs of a dense layer (and a batch
    /// normalisation between them) are put from PyTorch's order of channels, height, width into ours; so are the outputs of a dense
    /// layer that are made an image. <c>num_batches_tracked</c> is ignored. Layers whose weights PyTorch arranges otherwise (recurrent,
    /// attention, separable convolutions) take tensors under our own names alone.</para>
    /// </remarks>
    /// <param name="tensors">The tensors; they are copied.</param>
    /// <param name="strict">True (the default) to refuse tensors that do not fit; false to load those that do.</param>
    /// <returns>What was loaded, and what was not.</returns>
    /// <exception cref="InvalidDataException">When strict: a weight has no tensor, a tensor has no weight, or their shapes differ; the
    /// message lists them all, and the network is unchanged.</exception>
    public LoadReport LoadWeights(IReadOnlyDictionary<string, Tensor> tensors, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return WeightLoader.Load(this, tensors, strict, "the dictionary");
    }

    /// <summary>Saves the weights alone as safetensors, under a temporary name that is renamed at the end.</summary>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <param name="layout">Our names and layouts (the default), or PyTorch's, for <c>load_state_dict</c> of a model with the same
    /// module names. Layers that <see cref="LoadWeights(IReadOnlyDictionary{string, Tensor}, bool)"/> does not map keep ours.</param>
    /// <exception cref="ArgumentOutOfRangeException">The layout is none of the enumeration.</exception>
    public void SaveWeights(string path, WeightLayout layout = WeightLayout.Network)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Enum.IsDefined(layout)) throw new ArgumentOutOfRangeException(nameof(layout), layout, $"layout must be {WeightLayout.Network} or {WeightLayout.Torch}, is {layout}");
        using IDisposable noGrad = Tensor.NoGrad();
        using StepScope scope = StepScope.Begin();
        Safetensors.Write(path, layout == WeightLayout.Network
            ? Weights.Select(weight => KeyValuePair.Create(weight.Name, weight.Value))
            : Weights.Zip(TorchWeight.Of(this), (weight, torch) => KeyValuePair.Create(torch.Name, torch.ToTorch(weight.Value))));
    }
}
