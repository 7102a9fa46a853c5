using MlNetDeep.TestSupport;

namespace MlNetDeep.Vision.Tests;

public class PublicApiTests
{
    [Fact]
    public void Surface_is_the_reviewed_one() => PublicApi.Verify(typeof(ImageListing).Assembly, "Extensions/MlNetDeep.Vision");
}
