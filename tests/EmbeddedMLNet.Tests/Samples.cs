using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests;

/// <summary>Rows with a number, a vector, text and a key.</summary>
public sealed class Sample
{
    public float F;

    [VectorType(2)]
    public float[]? V;

    public string? Lab;

    [KeyType(3)]
    public uint K { get; set; }

    public static IEnumerable<Sample> Make(int count)
    {
        for (int i = 0; i < count; i++) yield return new Sample { F = i, V = [i, -i], Lab = "abc"[i % 3].ToString(), K = (uint)(i % 3) };
    }

    public static IDataView View(MLContext ml, int count = 10) => ml.Data.LoadFromEnumerable(Make(count).ToArray());
}

/// <summary>What a classifier gives.</summary>
public sealed class Scored
{
    [KeyType(2)]
    public uint Label { get; set; }

    [VectorType(2)]
    public float[] Score { get; set; } = [];

    [KeyType(2)]
    public uint PredictedLabel { get; set; }
}

/// <summary>An enumerable that counts how many rows are pulled from it.</summary>
public sealed class CountingRows(int count) : IEnumerable<Sample>
{
    public int Pulled { get; private set; }

    public IEnumerator<Sample> GetEnumerator()
    {
        foreach (Sample row in Sample.Make(count))
        {
            Pulled++;
            yield return row;
        }
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
