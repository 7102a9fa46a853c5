using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Multi-head attention (Vaswani et al. 2017): each head weighs the values by softmax(query * key / sqrt(KeySize)), and a dense layer
/// joins the heads. One to three inputs in Keras' order: query [steps, features], value and key [other steps, ...]; the key is the value
/// unless given, and the value is the query: self-attention. Output [steps, OutputSize].
/// </summary>
/// <remarks>
/// Weights: <c>query_kernel</c> [features, Heads * KeySize], <c>key_kernel</c>, <c>value_kernel</c> [..., Heads * ValueSize],
/// <c>output_kernel</c> [Heads * ValueSize, OutputSize], and a bias for each (<c>query_bias</c>, ...), the heads side by side. They are
/// Keras' with the axes of heads and sizes as one, and PyTorch's transposed, whose <c>in_proj_weight</c> is those of query, key and value
/// one below the other.
/// </remarks>
/// <param name="Heads">The number of heads, at least 1.</param>
/// <param name="KeySize">The length of a head's query and key, at least 1; PyTorch's is features / Heads.</param>
public sealed record MultiHeadAttention(int Heads, int KeySize) : Layer
{
    private static readonly string[] s_names = ["query", "key", "value", "output"];

    /// <summary>The length of a head's value, at least 1; null (the default) for <see cref="KeySize"/>.</summary>
    public int? ValueSize { get; init; }

    /// <summary>The length of the output's vectors, at least 1; null (the default) for that of the query.</summary>
    public int? OutputSize { get; init; }

    /// <summary>The share of attention weights set to 0 while training, in [0, 1); 0 by default.</summary>
    public float Dropout { get; init; }

    /// <summary>True when a step sees itself and those before it only (Keras' <c>use_causal_mask</c>); false by default.</summary>
    public bool Causal { get; init; }

    /// <summary>
    /// True when a last input of shape [1] gives the number of valid steps of each sample's key, such as <see cref="SequenceLengths"/>
    /// counts: those after it take no part. A query without any valid key gets the output's bias. False by default. Other masks are not
    /// supported.
    /// </summary>
    public bool KeyLengths { get; init; }

    /// <summary>True (the default) to add biases.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernels start; Glorot uniform by default.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>How the biases start; zeros by default.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();

    /// <summary>A penalty on each kernel, for example "l2(0.0005)"; null (the default) for none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A penalty on each bias; null (the default) for none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>A rule that each kernel obeys after each step, for example "max_norm(3)"; null (the default) for none.</summary>
    public Constraint? KernelConstraint { get; init; }

    private int ValueLength => ValueSize ?? KeySize;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Heads >= 1, $"Heads must be at least 1, is {Heads}");
        Require(KeySize >= 1, $"KeySize must be at least 1, is {KeySize}");
        Require(ValueSize is null or >= 1, $"ValueSize must be at least 1, is {ValueSize}");
        Require(OutputSize is null or >= 1, $"OutputSize must be at least 1, is {OutputSize}");
        Require((long)Heads * Math.Max(KeySize, ValueLength) <= int.MaxValue, $"Heads {Heads} times KeySize {KeySize} or ValueSize {ValueLength} must be at most {int.MaxValue}");
        Require(Dropout is >= 0 and < 1, FormattableString.Invariant($"Dropout must be in [0, 1), is {Dropout}"));
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int sequences = inputs.Count - (KeyLengths ? 1 : 0);
        if (sequences is < 1 or > 3 || inputs.Take(sequences).Any(shape => shape.Rank != 2) || (KeyLengths && inputs[^1] != [1]))
            throw new ShapeException($"expects one to three inputs [steps, features]{(KeyLengths ? " and lengths [1]" : "")}", inputs);
        if (sequences == 3 && inputs[1][0] != inputs[2][0]) throw new ShapeException("expects as many keys as values", inputs);
        return [inputs[0][0], OutputSize ?? inputs[0][1]];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        (Shape query, Shape key, Shape value) = Roles(inputs);
        (int In, int Out)[] sizes =
        [
            (query[1], Heads * KeySize), (key[1], Heads * KeySize), (value[1], Heads * ValueLength), (Heads * ValueLength, OutputSize ?? query[1]),
        ];
        var specs = new List<WeightSpec>();
        for (int i = 0; i < sizes.Length; i++)
        {
            specs.Add(new WeightSpec(s_names[i] + "_kernel", [sizes[i].In, sizes[i].Out], KernelInitializer) { Regularizer = KernelRegularizer, Constraint = KernelConstraint });
            if (UseBias) specs.Add(new WeightSpec(s_names[i] + "_bias", [sizes[i].Out], BiasInitializer) { Decays = false, Regularizer = BiasRegularizer });
        }
        return specs;
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        (Tensor query, Tensor key, Tensor value) = Roles(inputs);
        Tensor joined = Ops.ScaledDotProductAttention(
            Split(Project(query, 0), KeySize), Split(Project(key, 1), KeySize), Split(Project(value, 2), ValueLength),
            KeyLengths ? Mask(inputs[^1], key.Shape[1]) : null,
            new AttentionOptions
            {
                Causal = Causal,
                MaskKind = AttentionMaskKind.Boolean,
                Dropout = context.Training ? Dropout : 0,
                Random = new Philox(context.Seed, context.Stream),
            });
        joined = Ops.Transpose(joined, [0, 2, 1, 3]).Reshape([query.Shape[0], query.Shape[1], Heads * ValueLength]);
        return Project(joined, 3);

        Tensor Project(Tensor x, int part) => UseBias ? Ops.Linear(x, weights[2 * part], weights[2 * part + 1]) : Ops.Linear(x, weights[part]);
    }

    private (T Query, T Key, T Value) Roles<T>(IReadOnlyList<T> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int last = inputs.Count - (KeyLengths ? 2 : 1);
        return (inputs[0], inputs[last], inputs[Math.Min(1, last)]);
    }

    // [N, steps, heads * size] to [N, heads, steps, size].
    private Tensor Split(Tensor x, int size) => Ops.Transpose(x.Reshape([x.Shape[0], x.Shape[1], Heads, size]), [0, 2, 1, 3]);

    private static Tensor Mask(Tensor lengths, int keys)
    {
        int[] valid = SequenceLengths.Read(lengths, keys);
        Tensor mask = Tensor.Zeros([valid.Length, 1, 1, keys]);
        for (int i = 0; i < valid.Length; i++) mask.Span.Slice(i * keys, valid[i]).Fill(1);
        return mask;
    }
}
