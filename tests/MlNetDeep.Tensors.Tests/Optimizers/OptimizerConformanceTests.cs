namespace MlNetDeep.Tensors.Tests;

/// <summary>What holds for every optimizer. See <see cref="OptimizerSample"/>, where a new one adds its line.</summary>
[Collection(nameof(Parallelism))]
public class OptimizerConformanceTests
{
    private const int Block = 32 * 1024;

    public static TheoryData<string> Names => [.. OptimizerSample.All.Select(sample => sample.Name)];

    public static TheoryData<string> Elementwise => [.. OptimizerSample.All.Where(sample => sample.IsElementwise).Select(sample => sample.Name)];

    // Repeating six numbers: each element moves as it would alone, whether in a vector, in the rest, or in another block.
    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Long_parameters_move_like_short_ones(string name)
    {
        OptimizerSample sample = OptimizerSample.Named(name);
        float[] start = [1, -2, 3, 0.5f, float.NaN, 0], gradient = [0.1f, -3, 1e-20f, float.PositiveInfinity, 1, 0];
        float[][] small = Steps(sample, Tensor.From(start, [6]), Tensor.From(gradient, [6]));
        foreach (int length in (ReadOnlySpan<int>)[0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, Block - 1, Block + 5])
        {
            float[] Repeat(float[] values) => [.. Enumerable.Range(0, length).Select(i => values[i % values.Length])];
            float[][] large = Steps(sample, Tensor.From(Repeat(start), [length]), Tensor.From(Repeat(gradient), [length]));
            for (int t = 0; t < small.Length; t++) Assert.Equal(Repeat(small[t]), large[t]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_takes_the_steps_that_its_parameters_would_take_alone_on_any_number_of_threads(string name)
    {
        OptimizerSample sample = OptimizerSample.Named(name);
        Shape[] shapes = [[3], [Block, 3], [0], [7, 11], [(2 * Block) + 13], [1], [0, 4]];
        int before = Parallelism.MaxThreads;
        try
        {
            Parallelism.MaxThreads = 1;
            float[][] alone = [.. shapes.SelectMany((shape, i) => Steps(sample, GradientCheck.Random(shape, (ulong)i), GradientCheck.Random(shape, 50 + (ulong)i)))];
            foreach (int threads in (ReadOnlySpan<int>)[1, 2, 4])
            {
                Parallelism.MaxThreads = threads;
                Tensor[] parameters = [.. shapes.Select((shape, i) => GradientCheck.Random(shape, (ulong)i))];
                Tensor[] gradients = [.. shapes.Select((shape, i) => GradientCheck.Random(shape, 50 + (ulong)i))];
                Tensor[][] states = [.. shapes.Select(sample.NewStates)];
                var batch = new OptimizerBatch();
                for (int step = 1; step <= 3; step++)
                {
                    for (int i = 0; i < shapes.Length; i++) sample.Take(Step(parameters[i], gradients[i], step), states[i], batch);
                    Assert.Equal(shapes.Length, batch.Count);
                    batch.Run();
                    Assert.Equal(0, batch.Count);
                }
                float[][] together = [.. shapes.SelectMany((_, i) => (float[][])[parameters[i].ToArray(), .. states[i].Select(state => state.ToArray())])];
                for (int i = 0; i < alone.Length; i++) Assert.True(alone[i].AsSpan().SequenceEqual(together[i]), $"{name}: array {i} differs on {threads} threads");
            }
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_scaled_and_then_clipped_as_it_is_read(string name)
    {
        OptimizerSample sample = OptimizerSample.Named(name);
        float[] raw = [3, -4, 0.5f, -100, 0, 1e30f, 1, 1, -1], treated = [1.5f, -2, 0.25f, -2.5f, 0, 2.5f, 0.5f, 0.5f, -0.5f];
        Tensor a = Tensor.Ones([9]), b = Tensor.Ones([9]);
        Tensor[] states = sample.NewStates([9]), others = sample.NewStates([9]);
        sample.Take(new ParameterStep(a, Tensor.From(raw, [9])) { GradientScale = 0.5f, GradientLimit = 2.5f }, states, null);
        sample.Take(new ParameterStep(b, Tensor.From(treated, [9])), others, null);
        Assert.Equal(b.ToArray(), a.ToArray());
        for (int i = 0; i < states.Length; i++) Assert.Equal(others[i].ToArray(), states[i].ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_NaN_in_the_gradient_is_not_clipped_away(string name)
    {
        OptimizerSample sample = OptimizerSample.Named(name);
        Tensor parameter = Tensor.Ones([9]), gradient = Tensor.Ones([9]);
        gradient.Span[1] = gradient.Span[8] = float.NaN;
        sample.Take(new ParameterStep(parameter, gradient) { GradientLimit = 0.5f }, sample.NewStates([9]), null);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => i is 1 or 8), parameter.ToArray().Select(float.IsNaN));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_goes_downhill_and_a_batch_allocates_nothing_after_the_first(string name)
    {
        OptimizerSample sample = OptimizerSample.Named(name);
        Tensor parameter = GradientCheck.Random([40], 1, 0.5f, 1), gradient = Tensor.Ones([40]);
        Tensor[] states = sample.NewStates([40]);
        float[] before = parameter.ToArray();
        var batch = new OptimizerBatch();
        Take();
        // The least of several: a collection meanwhile counts what is left of the thread's allocation block as allocated.
        long least = long.MaxValue;
        for (int step = 0; step < 20; step++)
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            Take();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }
        Assert.Equal(0, least);
        Assert.All(before.Zip(parameter.ToArray()), pair => Assert.True(pair.Second < pair.First));

        void Take()
        {
            sample.Take(new ParameterStep(parameter, gradient), states, batch);
            batch.Run();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Errors_name_the_operation_and_what_is_wrong(string name)
    {
        OptimizerSample sample = OptimizerSample.Named(name);
        string operation = name.Split(' ')[0] + "Step: ";
        Tensor parameter = Tensor.Zeros([2, 3]);
        Assert.StartsWith(operation + "the gradient must have the shape of the parameter, [2, 3], but has [3, 2]", Assert.Throws<ArgumentException>(() => sample.Take(new ParameterStep(parameter, Tensor.Zeros([3, 2])), sample.NewStates([2, 3]), null)).Message, StringComparison.Ordinal);
        Assert.StartsWith(operation + "steps are counted from 1, but the step is 0", Assert.Throws<ArgumentOutOfRangeException>(() => sample.Take(new ParameterStep(parameter, parameter) { Step = 0 }, sample.NewStates([2, 3]), null)).Message, StringComparison.Ordinal);
        Assert.StartsWith(operation + "the limit of the gradient must be at least 0, but is -1", Assert.Throws<ArgumentOutOfRangeException>(() => sample.Take(new ParameterStep(parameter, parameter) { GradientLimit = -1 }, sample.NewStates([2, 3]), null)).Message, StringComparison.Ordinal);
        var batch = new OptimizerBatch();
        sample.Take(new ParameterStep(parameter, parameter), sample.NewStates([2, 3]), batch);
        Assert.StartsWith(operation + "the parameter of shape [2, 3] is already in the batch", Assert.Throws<ArgumentException>(() => sample.Take(new ParameterStep(parameter, parameter), sample.NewStates([2, 3]), batch)).Message, StringComparison.Ordinal);
        if (sample.States > 0) Assert.StartsWith(operation + "the state must have the shape of the parameter, [2, 3], but has [6]", Assert.Throws<ArgumentException>(() => sample.Take(new ParameterStep(parameter, parameter), sample.NewStates([6]), null)).Message, StringComparison.Ordinal);
    }

    private static ParameterStep Step(Tensor parameter, Tensor gradient, int step) =>
        new(parameter, gradient) { Step = step, WeightDecay = 0.1f, DecoupledWeightDecay = step == 2, GradientScale = 0.5f };

    private static float[][] Steps(OptimizerSample sample, Tensor parameter, Tensor gradient)
    {
        Tensor[] states = sample.NewStates(parameter.Shape);
        for (int step = 1; step <= 3; step++) sample.Take(Step(parameter, gradient, step), states, null);
        return [parameter.ToArray(), .. states.Select(state => state.ToArray())];
    }
}
