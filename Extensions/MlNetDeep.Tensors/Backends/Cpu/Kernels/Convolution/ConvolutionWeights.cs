namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The weights of a pass as register tiles read them, and the job that packs them so.</summary>
/// <remarks>
/// Layout: panels of up to two vectors of destination channels, group after group; a panel holds its columns in the
/// order in which a pass takes the sum: parts of the channels, taps, channels of the part. A group's last panel is one vector wide if that is enough, in room for two. Nothing but the shape of the weights
/// decides it, so that one packing serves images of any size. A block of the job packs some channels of one tap for all panels, which
/// reads the weights in their order.
/// </remarks>
internal readonly unsafe struct ConvolutionWeights<TVector, TSimd> : IBlockJob
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>Steps of the sum whose weights stay in the second-level cache while all tiles run over them: 80 KB.</summary>
    private const int PartSteps = 640;

    /// <summary>Channels of a part where a part has several taps.</summary>
    private const int MaxPartChannels = 128;

    private const int GrainNumbers = 64 * 1024;

    private readonly ConvolutionPass _pass;
    private readonly float* _packed;

    public ConvolutionWeights(in ConvolutionPass pass, float* packed = null)
    {
        _pass = pass;
        _packed = packed;
        Patches = ConvolutionPatches.Suit(pass);
        Taps = Patches ? 1 : pass.Taps;
        Channels = Patches ? pass.Taps * pass.SourceC : pass.SourceGroupC;
        GroupPanels = Blocks.Count(pass.DestinationGroupC, PanelWidth);
        int chunks = Taps * Channels <= PartSteps ? 1 : Blocks.Count(Channels, Taps > 1 ? MaxPartChannels : PartSteps);
        PartChannels = Math.Max(1, Blocks.Count(Channels, chunks));
        int tapParts = Math.Max(1, Blocks.Count(Taps, Math.Max(1, PartSteps / PartChannels)));
        PartTaps = Math.Max(1, Blocks.Count(Taps, tapParts));
    }

    public static int PanelWidth => 2 * TSimd.Lanes;

    /// <summary>Whether the source is read through patches, which are one tap with the channels of all.</summary>
    public bool Patches { get; }

    public int Taps { get; }

    /// <summary>Source channels per tap.</summary>
    public int Channels { get; }

    /// <summary>Channels of one part of the sum.</summary>
    public int PartChannels { get; }

    /// <summary>Taps of one part of the sum.</summary>
    public int PartTaps { get; }

    public int Panels => _pass.Groups * GroupPanels;

    /// <summary>Numbers of one panel.</summary>
    public nint PanelNumbers => (nint)Taps * Channels * PanelWidth;

    /// <summary>Numbers of all panels.</summary>
    public int Count => checked((int)(Panels * PanelNumbers));

    /// <summary>Whether the weights are packed as they are.</summary>
    public bool Direct => !_pass.Transposed && _pass.Groups == 1 && (_pass.K == PanelWidth || _pass.K == TSimd.Lanes);

    private int GroupPanels { get; }

    public static void Pack(in ConvolutionPass pass, float* packed)
    {
        ConvolutionWeights<TVector, TSimd> job = new(pass, packed);
        WorkerPool.Run(job.Taps * Blocks.Count(job.Channels, job.PartChannels), ref job, alone: job.Count < 2 * GrainNumbers);
    }

    public int Group(int panel) => panel / GroupPanels;

    /// <summary>The first column of a panel within its group.</summary>
    public int Column(int panel) => panel % GroupPanels * PanelWidth;

    public int Columns(int panel) => Math.Min(PanelWidth, _pass.DestinationGroupC - Column(panel));

    /// <summary>The distance between the steps of a panel.</summary>
    public int Width(int panel) => Columns(panel) > TSimd.Lanes ? PanelWidth : TSimd.Lanes;

    public void Execute(int block)
    {
        int chunks = Blocks.Count(Channels, PartChannels);
        int tap = block / chunks, channel = block % chunks * PartChannels;
        int channels = Math.Min(PartChannels, Channels - channel);
        nint row = ((nint)channel * Taps) + ((nint)tap * channels);
        for (int panel = 0; panel < Panels; panel++)
            Pack(panel, tap, channel, channels, _packed + (panel * PanelNumbers) + (row * Width(panel)));
    }

    /// <summary>Packs some channels of one tap for one panel.</summary>
    public void Pack(int panel, int tap, int channel, int channels, float* packed)
    {
        int column = Column(panel), columns = Columns(panel), width = Width(panel);
        float* weight = _pass.Weight + ((nint)_pass.TapList[tap].Weights * _pass.GroupC * _pass.K) + ((nint)Group(panel) * _pass.GroupK);
        if (_pass.Transposed)
            GemmPacking.Transpose(weight + ((nint)column * _pass.K) + channel, _pass.K, channels, columns, packed, width);
        else
            GemmPacking.Copy<TVector, TSimd>(weight + ((nint)channel * _pass.K) + column, _pass.K, channels, columns, packed, width);
    }
}
