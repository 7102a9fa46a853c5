namespace MlNetDeep.Tensors;

/// <summary>Which inputs along one axis make an output. A record struct of plain numbers: equal rules share one <see cref="AxisMap"/>.</summary>
internal interface IAxisRule
{
    /// <summary>The length of the input's axis.</summary>
    int Inputs { get; }

    /// <summary>The length of the output's axis.</summary>
    int Outputs { get; }

    /// <summary>Adds the inputs of one output, in ascending order, with their weights.</summary>
    void AddTaps(int output, AxisMapBuilder taps);
}
