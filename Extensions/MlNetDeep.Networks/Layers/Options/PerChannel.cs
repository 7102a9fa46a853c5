using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// One number for all channels or features, the last axis, or one for each. A number converts by itself, an array and a collection
/// expression do: <c>0.5f</c>, <c>[0.485f, 0.456f, 0.406f]</c>. Equal when the numbers are.
/// </summary>
[JsonConverter(typeof(PerChannelConverter))]
[CollectionBuilder(typeof(PerChannel), nameof(Create))]
public sealed class PerChannel : IReadOnlyList<float>, IEquatable<PerChannel>
{
    private readonly float[] _values;

    private PerChannel(float[] values) => _values = values;

    /// <summary>How many numbers there are, at least 1.</summary>
    public int Count => _values.Length;

    /// <summary>One of the numbers.</summary>
    /// <param name="index">The channel, from 0.</param>
    public float this[int index] => _values[index];

    /// <summary>Copies numbers.</summary>
    /// <param name="values">One for all channels, or one for each.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PerChannel Create(ReadOnlySpan<float> values) =>
        values.IsEmpty ? throw new ArgumentException("expects one number, or one for each channel; received none", nameof(values)) : new PerChannel(values.ToArray());

    /// <summary>Takes one number for all channels.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator PerChannel(float value) => new([value]);

    /// <summary>Copies one number for all channels, or one for each.</summary>
    /// <param name="values">The numbers.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static implicit operator PerChannel(float[] values) => Create(values);

    /// <inheritdoc/>
    public bool Equals(PerChannel? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PerChannel);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (float value in _values) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string text = string.Join(", ", _values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
        return Count == 1 ? text : $"[{text}]";
    }

    /// <inheritdoc/>
    public IEnumerator<float> GetEnumerator() => ((IEnumerable<float>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _values.GetEnumerator();

    internal bool Fits(int channels) => Count == 1 || Count == channels;

    /// <summary>The numbers computed to others, as a tensor that broadcasts over batches of a shape.</summary>
    internal Tensor ToTensor(Shape batch, Func<float, float>? function = null)
    {
        Tensor numbers = Tensor.From(function is null ? _values : Array.ConvertAll(_values, value => function(value)), [Count]);
        // Whole rows repeat much faster than a few channels do.
        return Count > 1 && batch.Rank > 2 ? Ops.BroadcastTo(numbers, [batch[-2], batch[-1]]) : numbers;
    }
}
