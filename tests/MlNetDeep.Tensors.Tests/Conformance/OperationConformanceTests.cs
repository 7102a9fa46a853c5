namespace MlNetDeep.Tensors.Tests.Conformance;

/// <summary>What holds for every operation. See <see cref="OperationSamples"/>, where a new one adds its line.</summary>
[Collection(nameof(Parallelism))]
public class OperationConformanceTests
{
    public static TheoryData<string> Names => [.. OperationSamples.All.Select(sample => sample.Name)];

    public static TheoryData<string> LargeNames => [.. OperationSamples.All.Where(sample => sample.Large is not null).Select(sample => sample.Name)];

    public static TheoryData<string> EmptyNames => [.. OperationSamples.All.Where(sample => sample.Empty is not null).Select(sample => sample.Name)];

    public static TheoryData<string> NaNNames => [.. OperationSamples.All.Where(sample => sample.PassesNaN).Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_equal_central_differences(string name)
    {
        OperationSample sample = OperationSamples.Named(name);
        Tensor[] inputs = sample.Random(sample.Inputs, requiresGrad: true);
        GradientCheck.Run(sample.Step, sample.Tolerance, () => sample.Apply(inputs), inputs);
    }

    [Theory]
    [MemberData(nameof(LargeNames))]
    public void Results_and_gradients_are_the_same_bits_on_any_number_of_threads(string name)
    {
        OperationSample sample = OperationSamples.Named(name);
        int before = Parallelism.MaxThreads;
        try
        {
            Parallelism.MaxThreads = 1;
            float[][] alone = ResultAndGradients(sample);
            foreach (int threads in (ReadOnlySpan<int>)[2, 4])
            {
                Parallelism.MaxThreads = threads;
                float[][] together = ResultAndGradients(sample);
                for (int i = 0; i < alone.Length; i++)
                    Assert.True(alone[i].AsSpan().SequenceEqual(together[i]), $"{name}: {(i == 0 ? "the result" : $"the gradient of input {i - 1}")} differs on {threads} threads");
            }
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }

    [Theory]
    [MemberData(nameof(EmptyNames))]
    public void An_empty_batch_has_a_result_and_gradients(string name)
    {
        OperationSample sample = OperationSamples.Named(name);
        Tensor[] inputs = sample.Random(sample.Empty!, requiresGrad: true);
        Tensor result = sample.Apply(inputs);
        result.Backward(Tensor.Ones(result.Shape));
        foreach (Tensor input in inputs)
        {
            Assert.Equal(input.Shape, input.Grad!.Shape);
            Assert.All(input.Grad.ToArray(), number => Assert.False(float.IsNaN(number)));
        }
    }

    [Theory]
    [MemberData(nameof(NaNNames))]
    public void A_NaN_reaches_the_result(string name)
    {
        OperationSample sample = OperationSamples.Named(name);
        Tensor[] inputs = sample.Random(sample.Inputs, requiresGrad: false);
        inputs[0].Span[inputs[0].Count / 2] = float.NaN;
        Assert.Contains(sample.Apply(inputs).ToArray(), float.IsNaN);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_what_needs_a_gradient_is_recorded(string name)
    {
        OperationSample sample = OperationSamples.Named(name);
        Assert.False(sample.Apply(sample.Random(sample.Inputs, requiresGrad: false)).RequiresGrad);
        using (Tensor.NoGrad()) Assert.False(sample.Apply(sample.Random(sample.Inputs, requiresGrad: true)).RequiresGrad);
        for (int i = 0; i < sample.Inputs.Length; i++)
        {
            Tensor[] inputs = sample.Random(sample.Inputs, requiresGrad: false);
            inputs[i].RequiresGrad = true;
            Tensor result = sample.Apply(inputs);
            result.Backward(Tensor.Ones(result.Shape));
            Assert.NotNull(inputs[i].Grad);
            Assert.All(inputs.Where(input => input != inputs[i]), input => Assert.Null(input.Grad));
        }
    }

    [Theory]
    [MemberData(nameof(LargeNames))]
    public void A_step_scope_changes_nothing(string name)
    {
        OperationSample sample = OperationSamples.Named(name);
        float[][] free = ResultAndGradients(sample);
        for (int step = 0; step < 2; step++)
        {
            // The second step computes in memory that the first one left dirty.
            using StepScope scope = StepScope.Begin();
            float[][] scoped = ResultAndGradients(sample);
            for (int i = 0; i < free.Length; i++) Assert.True(free[i].AsSpan().SequenceEqual(scoped[i]), $"{name}: array {i} differs in step {step}");
        }
    }

    // An operation that frees what its gradient still reads works alone: here other operations follow that would get the same objects.
    [Theory]
    [MemberData(nameof(Names))]
    public void Operations_that_follow_disturb_no_gradient(string name)
    {
        OperationSample sample = OperationSamples.Named(name);
        Tensor[] alone = sample.Random(sample.Inputs, requiresGrad: true), followed = sample.Random(sample.Inputs, requiresGrad: true);
        Tensor result = sample.Apply(alone);
        Tensor weights = GradientCheck.Random(result.Shape, 50);
        result.Backward(weights);

        Tensor between = sample.Apply(followed);
        Tensor[] strangers = [.. Enumerable.Range(0, 20).Select(i => GradientCheck.Random([3 + i, 2], (ulong)i))];
        foreach (Tensor stranger in strangers) stranger.RequiresGrad = true;
        Tensor scaled = between * weights, unrelated = Ops.Sum(Ops.Concatenate(strangers, 0) * 2f);
        Ops.Sum(scaled).Backward();
        for (int i = 0; i < alone.Length; i++)
        {
            float[] expected = alone[i].Grad!.ToArray(), actual = followed[i].Grad!.ToArray();
            for (int k = 0; k < expected.Length; k++) Assert.Equal(expected[k], actual[k], 1e-4f * Math.Max(1, Math.Abs(expected[k])));
        }
        Assert.All(strangers, stranger => Assert.Null(stranger.Grad));
        unrelated.Backward();
        Assert.All(strangers, stranger => Assert.All(stranger.Grad!.ToArray(), number => Assert.Equal(2, number)));
    }

    private static float[][] ResultAndGradients(OperationSample sample)
    {
        Tensor[] inputs = sample.Random(sample.Large!, requiresGrad: true);
        Tensor result = sample.Apply(inputs);
        result.Backward(GradientCheck.Random(result.Shape, 50));
        return [result.ToArray(), .. inputs.Select(input => input.Grad!.ToArray())];
    }
}
