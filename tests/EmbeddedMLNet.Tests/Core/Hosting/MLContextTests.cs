using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace EmbeddedMLNet.Tests.Core.Hosting;

public sealed class MLContextTests
{
    [Fact]
    public void Messages_carry_host_and_channel()
    {
        var ml = new MLContext(1);
        var messages = new List<LoggingEventArgs>();
        ml.Log += (_, e) => messages.Add(e);
        IHost host = ((IHostEnvironment)ml).Register("MeanCenter");
        using (IChannel channel = host.Start("Fit")) channel.Info(MessageSensitivity.None, "epoch {0} loss {1}", 3, 0.5);
        Assert.Equal("[Source=MeanCenter; Fit, Kind=Trace] Channel started", messages[0].Message);
        Assert.Equal("[Source=MeanCenter; Fit, Kind=Info] epoch 3 loss 0.5", messages[1].Message);
        Assert.Equal("epoch 3 loss 0.5", messages[1].RawMessage);
        Assert.Equal(ChannelMessageKind.Info, messages[1].Kind);
        Assert.Equal("MeanCenter; Fit", messages[1].Source);
        Assert.Matches(new Regex(@"Channel finished\. Elapsed \d\d:\d\d:\d\d"), messages[2].RawMessage);
    }

    [Fact]
    public void Text_with_braces_is_not_a_format()
    {
        var ml = new MLContext(1);
        string? seen = null;
        ml.Log += (_, e) => seen ??= e.Kind == ChannelMessageKind.Warning ? e.RawMessage : null;
        using IChannel channel = ((IHostEnvironment)ml).Start("X");
        channel.Warning(MessageSensitivity.None, "{ not a format }");
        Assert.Equal("{ not a format }", seen);
    }

    [Fact]
    public void Hosts_of_a_seeded_context_draw_the_same_numbers()
    {
        static int Draw(int? seed) => ((IHostEnvironment)new MLContext(7)).Register("A", seed).Rand.Next();
        Assert.Equal(Draw(null), Draw(null));
        Assert.Equal(Draw(5), Draw(5));
        Assert.NotEqual(Draw(5), Draw(6));
    }

    [Fact]
    public void A_silent_host_sends_no_traces()
    {
        var ml = new MLContext(1);
        int count = 0;
        ml.Log += (_, _) => count++;
        using (((IHostEnvironment)ml).Register("A", verbose: false).Start("B"))
        {
        }
        Assert.Equal(0, count);
    }
}
