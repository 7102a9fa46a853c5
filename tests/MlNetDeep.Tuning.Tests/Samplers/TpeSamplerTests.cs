namespace MlNetDeep.Tuning.Tests.Samplers;

public class TpeSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new TpeSampler();
}

public class UnivariateTpeSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new TpeSampler(new() { Multivariate = false });
}

public class UngroupedTpeSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new TpeSampler(new() { Group = false, StartupTrials = 0 });
}
