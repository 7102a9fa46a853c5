using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Finds for each weight of a network its tensor, under our name or PyTorch's, and copies what fits.</summary>
internal static class WeightLoader
{
    // A counter that PyTorch's batch normalisation keeps for a momentum of None, which we do not have.
    private const string Counter = "num_batches_tracked";

    public static LoadReport Load(Network network, IReadOnlyDictionary<string, Tensor> tensors, bool strict, string source)
    {
        var fitting = new List<(Weight Weight, Tensor Tensor, TorchWeight? Torch)>();
        var missing = new List<string>();
        var mismatched = new List<WeightMismatch>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach ((Weight weight, TorchWeight torch) in network.Weights.Zip(TorchWeight.Of(network)))
        {
            bool ours = tensors.ContainsKey(weight.Name);
            string name = ours ? weight.Name : torch.Name;
            Shape expected = ours ? weight.Value.Shape : torch.Shape;
            if (!tensors.TryGetValue(name, out Tensor? tensor))
            {
                missing.Add(weight.Name);
                continue;
            }
            taken.Add(name);
            if (tensor.Shape == expected) fitting.Add((weight, tensor, ours ? null : torch));
            else mismatched.Add(new WeightMismatch(weight.Name, name, expected, tensor.Shape));
        }
        string[] unexpected = [.. tensors.Keys.Where(name => !taken.Contains(name) && name != Counter && !name.EndsWith("." + Counter, StringComparison.Ordinal))];
        var report = new LoadReport([.. fitting.Select(entry => entry.Weight.Name)], missing, unexpected, mismatched);
        if (strict && !report.IsComplete)
            throw new InvalidDataException($"{source} does not fit the network, which is unchanged; with strict: false what fits would be loaded. Of {network.Weights.Count} weights {report.Loaded.Count} fit{report.Problems()}");

        using IDisposable noGrad = Tensor.NoGrad();
        foreach ((Weight weight, Tensor tensor, TorchWeight? torch) in fitting)
        {
            using StepScope scope = StepScope.Begin();
            weight.Value.CopyFrom((torch?.ToOurs(tensor) ?? tensor).Span);
        }
        return report;
    }
}
