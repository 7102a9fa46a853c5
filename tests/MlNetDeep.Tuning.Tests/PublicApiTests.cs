using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests;

public class PublicApiTests
{
    [Fact]
    public void Surface_is_the_reviewed_one() => PublicApi.Verify(typeof(Study).Assembly, "Tuning/MlNetDeep.Tuning");
}
