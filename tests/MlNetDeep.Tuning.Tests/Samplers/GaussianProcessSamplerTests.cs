namespace MlNetDeep.Tuning.Tests.Samplers;

public class GaussianProcessSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new GaussianProcessSampler();
}
