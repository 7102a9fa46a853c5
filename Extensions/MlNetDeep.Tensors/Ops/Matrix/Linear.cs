namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The dense layer: <c>activation(input * weight + bias)</c>, one kernel.</summary>
    /// <param name="input">[..., in], at least one axis.</param>
    /// <param name="weight">[in, out].</param>
    /// <param name="bias">[out], or null.</param>
    /// <param name="activation">Applied in the same pass. Default none.</param>
    /// <returns>[..., out].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null, FusedActivation activation = FusedActivation.None)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Rank != 2) ThrowShape("Linear", "the weight is [in, out]", input.Shape, weight.Shape);
        int inputs = weight.Shape[0], outputs = weight.Shape[1];
        if (input.Rank == 0 || input.Shape[-1] != inputs) ThrowShape("Linear", $"the last axis of the input is the first of the weight, {inputs}", input.Shape, weight.Shape);
        if (bias is not null && (bias.Rank != 1 || bias.Count != outputs)) ThrowShape("Linear", $"the bias has one number per output, [{outputs}]", input.Shape, weight.Shape, bias.Shape);

        int rows = inputs == 0 ? RowsOf(input.Shape) : input.Count / inputs;
        Tensor y = Tensor.Allocate(new Shape([.. input.Shape.Dimensions[..^1], outputs]));
        Backend.Current.Gemm(rows, outputs, inputs, input.Storage, 0, false, weight.Storage, 0, false, y.Storage, 0, false, bias?.Storage, activation);
        return Tape.Record(y, gradient =>
        {
            Tensor before = BeforeActivation(activation, y, gradient);
            if (input.RequiresGrad)
            {
                Tensor inputGradient = Tensor.Allocate(input.Shape);
                Backend.Current.Gemm(rows, inputs, outputs, before.Storage, 0, false, weight.Storage, 0, true, inputGradient.Storage, 0, false, null, FusedActivation.None);
                input.Accumulate(inputGradient);
            }
            if (weight.RequiresGrad)
            {
                Tensor weightGradient = Tensor.Allocate(weight.Shape);
                Backend.Current.Gemm(inputs, outputs, rows, input.Storage, 0, true, before.Storage, 0, false, weightGradient.Storage, 0, false, null, FusedActivation.None);
                weight.Accumulate(weightGradient);
            }
            if (bias is { RequiresGrad: true })
            {
                Tensor biasGradient = Tensor.Allocate(bias.Shape);
                Backend.Current.Sum(before.Storage, [rows, outputs], 1, biasGradient.Storage, [1, outputs]);
                bias.Accumulate(biasGradient);
            }
            before.Free();
        }, input, weight, bias);
    }

    /// <summary>The product of all axes but the last.</summary>
    private static int RowsOf(Shape shape)
    {
        int rows = 1;
        foreach (int length in shape.Dimensions[..^1]) rows *= length;
        return rows;
    }
}
