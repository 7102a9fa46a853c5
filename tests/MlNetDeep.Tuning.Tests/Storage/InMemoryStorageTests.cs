namespace MlNetDeep.Tuning.Tests.Storage;

public class InMemoryStorageTests : StorageConformance
{
    protected override IStudyStorage Create() => new InMemoryStorage();
}
