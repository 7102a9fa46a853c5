using MlNetDeep.Networks;

namespace MlNetDeep.Pipelines;

/// <summary>The options of <see cref="DeepCatalog.Network"/>: a graph of your own, with its inputs and outputs bound to columns.</summary>
public sealed class NetworkOptions : DeepTrainingOptions
{
    /// <summary>The graph. A copy of it is trained. Required.</summary>
    public Network? Network { get; set; }

    /// <summary>A column for each input of the graph.</summary>
    public IReadOnlyList<NetworkInput> Inputs { get; set; } = [];

    /// <summary>Columns for each output of the graph. When none has a label, nothing is trained: the transformer scores with the graph as it is.</summary>
    public IReadOnlyList<NetworkOutput> Outputs { get; set; } = [];

    internal override void Validate()
    {
        base.Validate();
        Given(nameof(Network), Network, "a network");
        Given(nameof(Inputs), Inputs, "a column for each input");
        Given(nameof(Outputs), Outputs, "a column for each output");
        Match(nameof(Inputs), InputNames, Inputs.Select(input => input.InputName));
        Match(nameof(Outputs), Network!.OutputNames, Outputs.Select(output => output.OutputName));
        foreach (NetworkInput input in Inputs) Named($"{nameof(Inputs)}['{input.InputName}']", input.ColumnName);
        foreach (NetworkOutput output in Outputs)
        {
            Named($"{nameof(Outputs)}['{output.OutputName}']", output.ColumnName);
            Check(output.LossWeight >= 0 && float.IsFinite(output.LossWeight), output.LossWeight, nameof(NetworkOutput.LossWeight), "a finite number, at least 0");
            if (output.PredictedLabelColumnName is not null && output.LabelColumnName is null)
                throw new ArgumentException($"The output '{output.OutputName}' has a {nameof(NetworkOutput.PredictedLabelColumnName)} but no {nameof(NetworkOutput.LabelColumnName)}.", nameof(Outputs));
        }
    }

    internal IEnumerable<string> InputNames => Network!.Inputs.Select(node => Network.Layers.First(layer => ReferenceEquals(layer.Layer, node.Layer)).Name);

    private static void Match(string option, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        if (!expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)))
            throw new ArgumentException($"{option} binds {Join(actual)}; the network has {Join(expected)}.", option);

        static string Join(IEnumerable<string> names) => "'" + string.Join("', '", names) + "'";
    }
}
