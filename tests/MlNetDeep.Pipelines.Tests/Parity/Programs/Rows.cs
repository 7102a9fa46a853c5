using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Tests.Parity.Programs;

/// <summary>Rows that the programs share.</summary>
public sealed class House
{
    public float Size { get; set; }

    public float Rooms { get; set; }

    public string City { get; set; } = "";

    [VectorType(2)]
    public float[] Place { get; set; } = [];

    public float Price { get; set; }

    public static House[] Some { get; } =
    [
        new() { Size = 80, Rooms = 3, City = "Bonn", Place = [50.7f, 7.1f], Price = 250 },
        new() { Size = 120, Rooms = 5, City = "Ulm", Place = [48.4f, 10f], Price = 410 },
        new() { Size = float.NaN, Rooms = 2, City = "", Place = [53.5f, 10f], Price = 199 },
        new() { Size = 45, Rooms = 1, City = "ulm", Place = [48.4f, float.NaN], Price = 120 },
        new() { Size = 0, Rooms = 4, City = "Bonn", Place = [50.7f, 7.2f], Price = -5 },
    ];

    public static IDataView View(MLContext ml) => ml.Data.LoadFromEnumerable(Some);
}

public sealed class AllTypes
{
    public sbyte I1 { get; set; } = -1;

    public byte U1 { get; set; } = 1;

    public short I2 { get; set; } = -2;

    public ushort U2 { get; set; } = 2;

    public int I4 { get; set; } = -4;

    public uint U4 { get; set; } = 4;

    public long I8 { get; set; } = -8;

    public ulong U8 { get; set; } = 8;

    public float R4 { get; set; } = 0.5f;

    public double R8 { get; set; } = 0.25;

    public bool Flag { get; set; } = true;

    public string Text { get; set; } = "text";

    public ReadOnlyMemory<char> Characters { get; set; } = "characters".AsMemory();

    public DateTime Date { get; set; } = new(2026, 3, 1, 12, 30, 0, DateTimeKind.Unspecified);

    public DateTimeOffset Moment { get; set; } = new(2026, 3, 1, 12, 30, 0, TimeSpan.FromHours(2));

    public TimeSpan Duration { get; set; } = TimeSpan.FromMinutes(90);

    public int[] Numbers { get; set; } = [1, 2, 3];

    [VectorType(2, 2)]
    public double[] Matrix { get; set; } = [1, 2, 3, 4];

    [KeyType(3)]
    public uint Key { get; set; } = 2;

    [VectorType(2), KeyType(5)]
    public byte[] Keys { get; set; } = [5, 0];

    public string[] Words { get; set; } = ["a", "b"];
}

/// <summary>A score and a label as a classifier of three classes gives them.</summary>
public sealed class Scored
{
    [KeyType(3)]
    public uint Label { get; set; }

    [VectorType(3)]
    public float[] Score { get; set; } = [];

    [KeyType(3)]
    public uint PredictedLabel { get; set; }
}

/// <summary>A score and a label as a binary classifier gives them.</summary>
public sealed class BinaryScored
{
    public bool Label { get; set; }

    public float Score { get; set; }

    public float Probability { get; set; }

    public bool PredictedLabel { get; set; }

    public float Weight { get; set; } = 1;
}
