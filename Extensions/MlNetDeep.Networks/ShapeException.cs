using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A layer received shapes, or options, that break one of its rules. The message names the layer, the rule and what was received.
/// </summary>
public sealed class ShapeException : ArgumentException
{
    /// <summary>Creates the exception with a ready message.</summary>
    /// <param name="message">The layer, the rule it has, and what it received.</param>
    public ShapeException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception for a rule broken by the shapes that a layer received.</summary>
    /// <param name="rule">What the layer expects, for example "expects [height, width, channels]".</param>
    /// <param name="received">The shapes it received, without the batch axis.</param>
    public ShapeException(string rule, IReadOnlyList<Shape> received)
        : this($"{rule}; received {(received.Count == 0 ? "no input" : string.Join(" and ", received))}")
    {
    }

    internal ShapeException(string message, Exception cause) : base(message, cause)
    {
    }
}
