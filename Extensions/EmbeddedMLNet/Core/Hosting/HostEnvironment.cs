using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Microsoft.ML.Runtime;

/// <summary>The one implementation of hosts: a tree whose root belongs to an <see cref="MLContext"/>.</summary>
internal sealed class HostEnvironment : IHost
{
    private readonly string _name;
    private readonly bool _verbose;
    private readonly Lock _randomLock;
    private readonly Action<string, ChannelMessage> _log;

    public HostEnvironment(int? seed, Action<string, ChannelMessage> log)
    {
        _name = "";
        _verbose = true;
        _log = log;
        _randomLock = new Lock();
        Seed = seed;
        ComponentCatalog = new ComponentCatalog();
        // ML.NET's contract: a context without a seed differs from run to run. This is the only place where that chance enters.
        Rand = new HybridTausworthe(seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
    }

    private HostEnvironment(HostEnvironment parent, string name, HybridTausworthe rand, bool verbose)
    {
        _name = parent._name.Length == 0 ? name : $"{parent._name}; {name}";
        _verbose = verbose;
        _log = parent._log;
        _randomLock = new Lock();
        Seed = parent.Seed;
        ComponentCatalog = parent.ComponentCatalog;
        Rand = rand;
    }

    /// <summary>The seed of the context, or null.</summary>
    public int? Seed { get; }

    public ComponentCatalog ComponentCatalog { get; }

    /// <summary>The generator of this host.</summary>
    public HybridTausworthe Rand { get; }

    Random IHost.Rand => Rand;

    public string ContextDescription => _name.Length == 0 ? "HostEnvironment" : _name;

    public IHost Register(string name, int? seed = null, bool? verbose = null) => Child(name, seed, verbose);

    /// <summary>What <see cref="Register"/> does, with the type of the result.</summary>
    public HostEnvironment Child(string name, int? seed = null, bool? verbose = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_randomLock) return new HostEnvironment(this, name, seed is { } value ? new HybridTausworthe(value) : new HybridTausworthe(Rand), verbose ?? _verbose);
    }

    public TException Process<TException>(TException ex)
        where TException : Exception => ex;

    public IChannel Start(string name) => new Channel(this, name);

    public IPipe<TMessage> StartPipe<TMessage>(string name) =>
        typeof(TMessage) == typeof(ChannelMessage) ? (IPipe<TMessage>)Start(name) : new SilentPipe<TMessage>(name);

    public IProgressChannel StartProgressChannel(string name) => new SilentProgress();

    private sealed class Channel : IChannel
    {
        private readonly HostEnvironment _host;
        private readonly string _source;
        private readonly long _start = Stopwatch.GetTimestamp();
        private bool _disposed;

        public Channel(HostEnvironment host, string name)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            _host = host;
            _source = host._name.Length == 0 ? name : $"{host._name}; {name}";
            Trace(MessageSensitivity.None, "Channel started");
        }

        public string ContextDescription => _source;

        public TException Process<TException>(TException ex)
            where TException : Exception => ex;

        public void Send(ChannelMessage msg)
        {
            if (msg.Kind != ChannelMessageKind.Trace || _host._verbose) _host._log(_source, msg);
        }

        public void Trace(MessageSensitivity sensitivity, string fmt) => Send(new(ChannelMessageKind.Trace, sensitivity, fmt));

        public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args) => Trace(sensitivity, Format(fmt, args));

        public void Error(MessageSensitivity sensitivity, string fmt) => Send(new(ChannelMessageKind.Error, sensitivity, fmt));

        public void Error(MessageSensitivity sensitivity, string fmt, params object[] args) => Error(sensitivity, Format(fmt, args));

        public void Warning(MessageSensitivity sensitivity, string fmt) => Send(new(ChannelMessageKind.Warning, sensitivity, fmt));

        public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args) => Warning(sensitivity, Format(fmt, args));

        public void Info(MessageSensitivity sensitivity, string fmt) => Send(new(ChannelMessageKind.Info, sensitivity, fmt));

        public void Info(MessageSensitivity sensitivity, string fmt, params object[] args) => Info(sensitivity, Format(fmt, args));

        public void Dispose()
        {
            if (_disposed) return;
            _disposed = true;
            Trace(MessageSensitivity.None, "Channel finished. Elapsed {0:c}.", Stopwatch.GetElapsedTime(_start));
            Trace(MessageSensitivity.None, "Channel disposed");
        }

        private static string Format(string format, object[] args) => string.Format(CultureInfo.InvariantCulture, format, args);
    }

    private sealed class SilentPipe<TMessage>(string name) : IPipe<TMessage>
    {
        public string ContextDescription => name;

        public TException Process<TException>(TException ex)
            where TException : Exception => ex;

        public void Send(TMessage msg)
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class SilentProgress : IProgressChannel
    {
        public IProgressChannel StartProgressChannel(string name) => this;

        public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
        {
        }

        public void Checkpoint(params double?[] values)
        {
        }

        public void Dispose()
        {
        }
    }
}
