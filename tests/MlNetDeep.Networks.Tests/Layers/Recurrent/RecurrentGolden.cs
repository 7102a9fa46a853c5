using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>Weights of PyTorch's recurrent layers, whose matrices are transposed, in a network and back.</summary>
internal static class RecurrentGolden
{
    /// <summary>Runs a golden case through a network and compares the output and all gradients; suffixes are PyTorch's, by our prefix.</summary>
    public static void Check(string name, IReadOnlyList<Layer> layers, params (string Prefix, string Suffix)[] parts)
    {
        GoldenCase golden = Golden.Case("ops_rnn", name);
        Tensor input = golden.Input("input").ToTensor(true);
        Network network = Network.Sequential([input.Shape[1], input.Shape[2]], layers);
        foreach ((string prefix, string suffix) in parts) Load(network, golden, prefix, suffix);

        Tensor output = network.Forward(input, new ForwardContext(Training: true));
        golden.Check("output", golden.Output(), output.Span);
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("input gradient", golden.Gradient("input"), input.Grad!.Span);
        foreach ((string prefix, string suffix) in parts)
        {
            golden.Check(prefix + "kernel", golden.Gradient("weight_ih" + suffix).Transposed, network.GetWeight(prefix + "kernel").Value.Grad!.Span);
            golden.Check(prefix + "recurrent_kernel", golden.Gradient("weight_hh" + suffix).Transposed, network.GetWeight(prefix + "recurrent_kernel").Value.Grad!.Span);
            golden.Check(prefix + "bias", golden.Gradient("bias_ih" + suffix), network.GetWeight(prefix + "bias").Value.Grad!.Span);
            if (HasTwoBiases(network, prefix))
                golden.Check(prefix + "recurrent_bias", golden.Gradient("bias_hh" + suffix), network.GetWeight(prefix + "recurrent_bias").Value.Grad!.Span);
        }
    }

    /// <summary>Compares the last state, which a layer gives without ReturnSequences.</summary>
    public static void CheckState(string name, Layer layer, string prefix)
    {
        GoldenCase golden = Golden.Case("ops_rnn", name);
        Tensor input = golden.Input("input").ToTensor();
        Network network = Network.Sequential([input.Shape[1], input.Shape[2]], [layer]);
        Load(network, golden, prefix, "_l0");
        golden.Check("state", golden.Output("h_n"), network.Predict(input).Span);
    }

    private static bool HasTwoBiases(Network network, string prefix) => network.Weights.Any(weight => weight.Name == prefix + "recurrent_bias");

    private static void Load(Network network, GoldenCase golden, string prefix, string suffix)
    {
        float[] inputBias = golden.Input("bias_ih" + suffix).Values, stateBias = golden.Input("bias_hh" + suffix).Values;
        network.GetWeight(prefix + "kernel").Value.CopyFrom(golden.Input("weight_ih" + suffix).Transposed.Values);
        network.GetWeight(prefix + "recurrent_kernel").Value.CopyFrom(golden.Input("weight_hh" + suffix).Transposed.Values);
        if (HasTwoBiases(network, prefix)) network.GetWeight(prefix + "recurrent_bias").Value.CopyFrom(stateBias);
        else inputBias = [.. inputBias.Zip(stateBias, (a, b) => a + b)];
        network.GetWeight(prefix + "bias").Value.CopyFrom(inputBias);
    }
}
