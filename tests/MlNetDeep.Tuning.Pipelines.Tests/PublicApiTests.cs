using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Pipelines.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Surface_is_the_reviewed_one() => PublicApi.Verify(typeof(PipelineResult).Assembly, "Tuning/MlNetDeep.Tuning.Pipelines");
}
