using System.Text.Json.Serialization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A penalty on the numbers of a weight that training adds to the loss, for the <c>KernelRegularizer</c> option of layers. As text,
/// which converts by itself: l1(strength), l2(strength), elastic_net(l1, l2).
/// </summary>
[JsonConverter(typeof(RegularizerConverter))]
public abstract record Regularizer
{
    // Closed, because the file format knows each of them by name.
    private protected Regularizer()
    {
    }

    /// <summary>Finds a regularizer by its text.</summary>
    /// <param name="text">A name of the list above with its strength, in any case, for example <c>l2(0.001)</c>.</param>
    /// <returns>The regularizer.</returns>
    /// <exception cref="ArgumentException">There is no such regularizer, or a strength is out of range.</exception>
    public static Regularizer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return NamedValue.Parse(text) switch
        {
            ("l1", [float strength]) => new L1(strength),
            ("l2", [float strength]) => new L2(strength),
            ("elastic_net", [float l1, float l2]) => new ElasticNet(l1, l2),
            _ => throw new ArgumentException($"'{text}' is not a regularizer; there are l1(strength), l2(strength), elastic_net(l1, l2)", nameof(text)),
        };
    }

    /// <summary>Finds a regularizer by its text; see <see cref="Parse"/>.</summary>
    /// <param name="text">A name of the list above with its strength.</param>
    /// <exception cref="ArgumentException">There is no such regularizer, or a strength is out of range.</exception>
    public static implicit operator Regularizer(string text) => Parse(text);

    /// <summary>Computes the penalty, differentiable.</summary>
    /// <param name="weight">The weight.</param>
    /// <returns>A tensor with one number of at least 0.</returns>
    public abstract Tensor Penalty(Tensor weight);

    /// <inheritdoc/>
    public sealed override string ToString() => Text;

    private protected abstract string Text { get; }

    private protected static float Checked(float value, string name) => Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0", name);
}
