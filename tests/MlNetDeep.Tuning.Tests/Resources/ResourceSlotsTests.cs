using System.Collections.Concurrent;

namespace MlNetDeep.Tuning.Tests.Resources;

public sealed class ResourceSlotsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slots").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_slot_has_two_holders(bool isShared)
    {
        ResourceSlots[] processes = isShared ? [Slots(_folder), Slots(_folder)] : [Slots(null)];
        var holders = new ConcurrentDictionary<string, int>();
        int most = 0;
        var study = Study.Create(new StudyOptions());
        study.Optimize(trial =>
        {
            using ResourceSlot slot = processes[trial.Number % processes.Length].Take(trial.CancellationToken);
            most = Math.Max(most, holders.AddOrUpdate(slot.Name, 1, (_, count) => count + 1));
            Thread.Yield();
            holders.AddOrUpdate(slot.Name, 0, (_, count) => count - 1);
            return trial.SuggestFloat("x", 0, 1);
        }, new OptimizeOptions { Trials = 40, Parallelism = 4, Catch = _ => false });
        Assert.Equal(1, most);
        Assert.All(holders.Keys, name => Assert.Contains(name, new[] { "gpu:0", "gpu/1" }));
    }

    [Fact]
    public async Task A_wait_ends_when_a_slot_is_given_back()
    {
        var slots = new ResourceSlots(["licence"]);
        ResourceSlot held = slots.Take(Cancellation);
        Task<ResourceSlot> waiting = slots.TakeAsync(Cancellation);
        Assert.False(waiting.IsCompleted);
        held.Dispose();
        held.Dispose();   // a second time gives nothing back
        using ResourceSlot second = await waiting;
        Assert.Equal("licence", second.Name);
        Assert.False(slots.TakeAsync(Cancellation).IsCompleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wait_can_be_cancelled_and_costs_no_slot(bool isShared)
    {
        ResourceSlots slots = isShared ? new(["a"], _folder) : new(["a"]), other = isShared ? new(["a"], _folder) : slots;
        ResourceSlot held = slots.Take(Cancellation);
        using var source = new CancellationTokenSource();
        Task<ResourceSlot> waiting = other.TakeAsync(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        held.Dispose();
        using ResourceSlot again = await other.TakeAsync(Cancellation);
        Assert.Equal("a", again.Name);
    }

    [Fact]
    public void Names_are_checked()
    {
        Assert.Contains("at least one name", Assert.Throws<ArgumentException>(() => new ResourceSlots([])).Message, StringComparison.Ordinal);
        Assert.Contains("at least one name", Assert.Throws<ArgumentException>(() => new ResourceSlots(["a", ""])).Message, StringComparison.Ordinal);
        Assert.Contains("'a' is there twice", Assert.Throws<ArgumentException>(() => new ResourceSlots(["a", "b", "a"])).Message, StringComparison.Ordinal);
    }

    private static ResourceSlots Slots(string? folder) => new(["gpu:0", "gpu/1"], folder);
}
