namespace MlNetDeep.Imaging.Jpeg;

/// <summary>The second byte of a marker (ITU-T T.81, table B.1).</summary>
internal static class JpegMarker
{
    public const int BaselineFrame = 0xC0;
    public const int ExtendedFrame = 0xC1;
    public const int ProgressiveFrame = 0xC2;
    public const int HuffmanTables = 0xC4;
    public const int ReservedExtension = 0xC8;
    public const int ArithmeticConditioning = 0xCC;
    public const int LastFrame = 0xCF;
    public const int FirstRestart = 0xD0;
    public const int EndOfImage = 0xD9;
    public const int StartOfScan = 0xDA;
    public const int QuantizationTables = 0xDB;
    public const int RestartInterval = 0xDD;
    public const int App0 = 0xE0;
    public const int App1 = 0xE1;
    public const int App14 = 0xEE;
    public const int Temporary = 0x01;

    /// <summary>Whether a marker stands alone, without a length and data.</summary>
    public static bool HasNoData(int marker) => marker is Temporary or >= FirstRestart and <= EndOfImage;

    public static bool IsFrame(int marker) => marker is >= BaselineFrame and <= LastFrame and not (HuffmanTables or ReservedExtension or ArithmeticConditioning);

    public static string UnsupportedFrame(int marker) => marker switch
    {
        0xC3 => "lossless coding (SOF3)",
        0xC5 or 0xC6 or 0xC7 => $"hierarchical coding (SOF{marker & 15})",
        _ => $"arithmetic coding (SOF{marker & 15})",
    };
}
