using System.Text.Json.Serialization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// An activation function by name, for the <c>Activation</c> option of layers and the <see cref="Activation"/> layer.
/// Text converts by itself: <c>new Dense(10) { Activation = "relu" }</c>.
/// </summary>
/// <remarks>
/// Names, as in Keras: linear, relu, relu6, leaky_relu, elu, selu, gelu, silu (or swish), sigmoid, tanh, softplus, softsign,
/// hard_swish, hard_sigmoid, mish, softmax. Those with a parameter take it in brackets: <c>leaky_relu(0.1)</c>.
/// </remarks>
[JsonConverter(typeof(ActivationFunctionConverter))]
public sealed record ActivationFunction
{
    private readonly Kind _kind;

    private ActivationFunction(Kind kind, float parameter = 0)
    {
        _kind = kind;
        Parameter = parameter;
    }

    private enum Kind
    {
        Linear, Relu, Relu6, LeakyRelu, Elu, Selu, Gelu, Silu, Sigmoid, Tanh, Softplus, Softsign, HardSwish, HardSigmoid, Mish, Softmax,
    }

    /// <summary>The identity.</summary>
    public static ActivationFunction Linear { get; } = new(Kind.Linear);

    /// <summary>max(0, x), computed within the kernel of the layer before it.</summary>
    public static ActivationFunction Relu { get; } = new(Kind.Relu);

    /// <summary>min(max(0, x), 6) (Krizhevsky 2010; Sandler et al. 2018).</summary>
    public static ActivationFunction Relu6 { get; } = new(Kind.Relu6);

    /// <summary>Scaled exponential linear unit (Klambauer et al. 2017).</summary>
    public static ActivationFunction Selu { get; } = new(Kind.Selu);

    /// <summary>Gaussian error linear unit x * Phi(x), exact (Hendrycks and Gimpel 2016).</summary>
    public static ActivationFunction Gelu { get; } = new(Kind.Gelu);

    /// <summary>x * sigmoid(x), also called swish (Ramachandran et al. 2017).</summary>
    public static ActivationFunction Silu { get; } = new(Kind.Silu);

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static ActivationFunction Sigmoid { get; } = new(Kind.Sigmoid);

    /// <summary>The hyperbolic tangent.</summary>
    public static ActivationFunction Tanh { get; } = new(Kind.Tanh);

    /// <summary>log(1 + exp(x)).</summary>
    public static ActivationFunction Softplus { get; } = new(Kind.Softplus);

    /// <summary>x / (1 + |x|).</summary>
    public static ActivationFunction Softsign { get; } = new(Kind.Softsign);

    /// <summary>x * hard_sigmoid(x) (Howard et al. 2019).</summary>
    public static ActivationFunction HardSwish { get; } = new(Kind.HardSwish);

    /// <summary>clip((x + 3) / 6, 0, 1).</summary>
    public static ActivationFunction HardSigmoid { get; } = new(Kind.HardSigmoid);

    /// <summary>x * tanh(softplus(x)) (Misra 2019).</summary>
    public static ActivationFunction Mish { get; } = new(Kind.Mish);

    /// <summary>exp(x) over its sum along the last axis.</summary>
    public static ActivationFunction Softmax { get; } = new(Kind.Softmax);

    /// <summary>The name, without a parameter.</summary>
    public string Name => NameOf(_kind);

    /// <summary>The slope of leaky_relu or the alpha of elu; 0 for functions without a parameter.</summary>
    public float Parameter { get; }

    internal bool IsRelu => _kind == Kind.Relu;

    /// <summary>x for x above 0, else slope * x (Maas et al. 2013).</summary>
    /// <param name="slope">The slope below 0; 0.01 by default, as in PyTorch.</param>
    /// <returns>The function.</returns>
    public static ActivationFunction LeakyRelu(float slope = 0.01f) => new(Kind.LeakyRelu, Guard.Range(slope, float.IsFinite(slope), "finite", nameof(slope)));

    /// <summary>x for x above 0, else alpha * (exp(x) - 1) (Clevert et al. 2015).</summary>
    /// <param name="alpha">The negated limit for very negative x; 1 by default.</param>
    /// <returns>The function.</returns>
    public static ActivationFunction Elu(float alpha = 1) => new(Kind.Elu, Guard.Range(alpha, float.IsFinite(alpha), "finite", nameof(alpha)));

    /// <summary>Finds a function by name.</summary>
    /// <param name="name">A name of the list above, in any case, with a parameter in brackets where there is one.</param>
    /// <returns>The function.</returns>
    /// <exception cref="ArgumentException">There is no such function.</exception>
    public static ActivationFunction Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        (string stem, float[] parameters) = NamedValue.Parse(name);
        if (stem == "swish") stem = "silu";
        foreach (Kind kind in Enum.GetValues<Kind>())
        {
            if (NameOf(kind) != stem) continue;
            switch (kind, parameters)
            {
                case (Kind.LeakyRelu, []): return LeakyRelu();
                case (Kind.LeakyRelu, [float slope]): return LeakyRelu(slope);
                case (Kind.Elu, []): return Elu();
                case (Kind.Elu, [float alpha]): return Elu(alpha);
                case (_, []): return new ActivationFunction(kind);
            }
        }
        throw new ArgumentException($"'{name}' is not an activation; there are {string.Join(", ", Enum.GetValues<Kind>().Select(NameOf))}", nameof(name));
    }

    /// <summary>Finds a function by name; see <see cref="Parse"/>.</summary>
    /// <param name="name">A name of the list above.</param>
    /// <exception cref="ArgumentException">There is no such function.</exception>
    public static implicit operator ActivationFunction(string name) => Parse(name);

    /// <summary>Computes the function for each number of a tensor.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape; <paramref name="x"/> itself for <see cref="Linear"/>.</returns>
    public Tensor Apply(Tensor x) => _kind switch
    {
        Kind.Linear => x,
        Kind.Relu => Ops.Relu(x),
        Kind.Relu6 => Ops.Relu6(x),
        Kind.LeakyRelu => Ops.LeakyRelu(x, Parameter),
        Kind.Elu => Ops.Elu(x, Parameter),
        Kind.Selu => Ops.Selu(x),
        Kind.Gelu => Ops.Gelu(x),
        Kind.Silu => Ops.Silu(x),
        Kind.Sigmoid => Ops.Sigmoid(x),
        Kind.Tanh => Ops.Tanh(x),
        Kind.Softplus => Ops.Softplus(x),
        Kind.Softsign => Ops.Softsign(x),
        Kind.HardSwish => Ops.HardSwish(x),
        Kind.HardSigmoid => Ops.HardSigmoid(x),
        Kind.Mish => Ops.Mish(x),
        _ => Ops.Softmax(x),
    };

    /// <inheritdoc/>
    public override string ToString() => _kind is Kind.LeakyRelu or Kind.Elu ? NamedValue.Format(Name, Parameter) : Name;

    /// <summary>Splits the function into what the kernel of the layer before it can do in its store, and what is left to do.</summary>
    internal FusedActivation Fused => IsRelu ? FusedActivation.Relu : FusedActivation.None;

    /// <summary>Applies what <see cref="Fused"/> left.</summary>
    internal Tensor ApplyRest(Tensor x) => IsRelu ? x : Apply(x);

    private static string NameOf(Kind kind) => kind switch
    {
        Kind.LeakyRelu => "leaky_relu",
        Kind.HardSwish => "hard_swish",
        Kind.HardSigmoid => "hard_sigmoid",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
