namespace MlNetDeep.Tensors.Tests.Conformance;

/// <summary>
/// One operation as the conformance suite runs it. <see cref="OperationConformanceTests"/> checks every sample of
/// <see cref="OperationSamples"/> for its gradients, for equal bits on any number of threads, for empty batches, for NaN and for
/// what it records.
/// </summary>
/// <param name="Name">The operation and, after a space, what is special about this sample.</param>
/// <param name="Apply">The operation. It must be differentiable at random inputs.</param>
/// <param name="Inputs">The shapes of the inputs that gradients are checked for; small, since each number is moved.</param>
public sealed record OperationSample(string Name, Func<Tensor[], Tensor> Apply, params Shape[] Inputs)
{
    /// <summary>The range of the random inputs. Default -1 to 1.</summary>
    public (float Low, float High) Range { get; init; } = (-1, 1);

    /// <summary>Shapes large enough that the kernels divide the work among threads; null where there is nothing to divide.</summary>
    public Shape[]? Large { get; init; }

    /// <summary>Shapes of a batch without samples (or otherwise without numbers); null where the operation needs some.</summary>
    public Shape[]? Empty { get; init; }

    /// <summary>Whether a NaN in the first input must appear in the result. Default true.</summary>
    public bool PassesNaN { get; init; } = true;

    public float Step { get; init; } = 1e-2f;

    public float Tolerance { get; init; } = 2e-2f;

    internal Tensor[] Random(Shape[] shapes, bool requiresGrad)
    {
        var inputs = new Tensor[shapes.Length];
        for (int i = 0; i < shapes.Length; i++)
        {
            inputs[i] = GradientCheck.Random(shapes[i], (ulong)i + 1, Range.Low, Range.High);
            inputs[i].RequiresGrad = requiresGrad;
        }
        return inputs;
    }
}
