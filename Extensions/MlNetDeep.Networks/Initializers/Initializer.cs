using System.Text.Json.Serialization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// How the numbers of a weight start. The choices are those of Keras, with the same names as text:
/// zeros, ones, constant(value), normal(standard deviation,mean), truncated_normal(standard deviation,mean), uniform(minimum,maximum),
/// glorot_uniform, glorot_normal, he_uniform, he_normal, lecun_uniform, lecun_normal, orthogonal(gain), identity(gain),
/// variance_scaling(scale,mode,distribution). Numbers with a default may be left out. Text converts by itself.
/// </summary>
/// <remarks>
/// Fans are counted as in Keras: a dense kernel [in, out] has fan-in <c>in</c> and fan-out <c>out</c>; a convolution kernel
/// [height, width, in, out] has each multiplied by height * width. Numbers are drawn from Philox with the network's seed and the
/// index of the weight, so they do not depend on the number of threads; those of the normal initialisers and of orthogonal may differ in the
/// last bit between platforms whose logarithms, or vectors, do.
/// </remarks>
[JsonConverter(typeof(InitializerConverter))]
public abstract record Initializer
{
    // Closed, because the file format knows each of them by name.
    private protected Initializer()
    {
    }

    /// <summary>Finds an initializer by name.</summary>
    /// <param name="name">A name of the list above, in any case.</param>
    /// <returns>The initializer.</returns>
    /// <exception cref="ArgumentException">There is no such initializer.</exception>
    public static Initializer Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return NamedValue.Parse(name) switch
        {
            ("zeros", []) => new Zeros(),
            ("ones", []) => new Ones(),
            ("constant", [float value]) => new Constant(value),
            ("glorot_uniform", []) => new GlorotUniform(),
            ("glorot_normal", []) => new GlorotNormal(),
            ("he_uniform", []) => new HeUniform(),
            ("he_normal", []) => new HeNormal(),
            ("lecun_uniform", []) => new LecunUniform(),
            ("lecun_normal", []) => new LecunNormal(),
            ("normal" or "random_normal", []) => new RandomNormal(),
            ("normal" or "random_normal", [float deviation]) => new RandomNormal(deviation),
            ("normal" or "random_normal", [float deviation, float mean]) => new RandomNormal(deviation, mean),
            ("truncated_normal", []) => new TruncatedNormal(),
            ("truncated_normal", [float deviation]) => new TruncatedNormal(deviation),
            ("truncated_normal", [float deviation, float mean]) => new TruncatedNormal(deviation, mean),
            ("uniform" or "random_uniform", []) => new RandomUniform(),
            ("uniform" or "random_uniform", [float minimum, float maximum]) => new RandomUniform(minimum, maximum),
            ("orthogonal", []) => new Orthogonal(),
            ("orthogonal", [float gain]) => new Orthogonal(gain),
            ("identity", []) => new Identity(),
            ("identity", [float gain]) => new Identity(gain),
            _ => VarianceScaling.TryParse(name) ?? throw new ArgumentException(
                $"'{name}' is not an initializer; there are zeros, ones, constant(value), normal(standard deviation,mean), " +
                "truncated_normal(standard deviation,mean), uniform(minimum,maximum), glorot_uniform, glorot_normal, he_uniform, he_normal, " +
                "lecun_uniform, lecun_normal, orthogonal(gain), identity(gain), variance_scaling(scale,mode,distribution)", nameof(name)),
        };
    }

    /// <summary>Finds an initializer by name; see <see cref="Parse"/>.</summary>
    /// <param name="name">A name of the list above.</param>
    /// <exception cref="ArgumentException">There is no such initializer.</exception>
    public static implicit operator Initializer(string name) => Parse(name);

    /// <summary>Creates a tensor with the starting numbers.</summary>
    /// <param name="shape">The shape of the weight.</param>
    /// <param name="seed">The seed of the network.</param>
    /// <param name="index">The index of the weight in the network.</param>
    /// <returns>A new tensor.</returns>
    public Tensor Create(Shape shape, ulong seed, ulong index)
    {
        Tensor tensor = Tensor.Uninitialized(shape);
        Fill(tensor.Span, shape, new Philox(seed, index));
        return tensor;
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Text;

    private protected abstract string Text { get; }

    private protected abstract void Fill(Span<float> values, Shape shape, Philox random);

    private protected static float Finite(float value, string name) => Guard.Range(value, float.IsFinite(value), "finite", name);

    private protected static float AtLeastZero(float value, string name) => Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0", name);

    private protected static (double In, double Out) Fans(Shape shape)
    {
        if (shape.Rank == 0) return (1, 1);
        if (shape.Rank == 1) return (shape[0], shape[0]);
        double receptiveField = 1;
        for (int axis = 0; axis < shape.Rank - 2; axis++) receptiveField *= shape[axis];
        return (shape[-2] * receptiveField, shape[-1] * receptiveField);
    }

    private protected static void FillUniform(Span<float> values, Philox random, double variance)
    {
        float limit = (float)Math.Sqrt(3 * variance);
        random.Uniform(values, -limit, limit);
    }

    // Cutting a normal at two standard deviations lowers its deviation to 0.8796 of the original; Keras makes up for it too.
    private protected static void FillNormal(Span<float> values, Philox random, double variance) =>
        random.TruncatedNormal(values, 0, (float)(Math.Sqrt(variance) / 0.87962566103423978));
}
