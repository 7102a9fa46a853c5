using System.Runtime.CompilerServices;

namespace MlNetDeep.Networks;

/// <summary>Checks an option where it is set.</summary>
internal static class Guard
{
    /// <summary>Returns the value, or throws naming the option, the value and what was expected.</summary>
    public static float Range(float value, bool holds, string expected, [CallerMemberName] string name = "") =>
        holds ? value : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be {expected}, is {value}"));

    /// <summary>Returns the value, or throws naming the option, the value and the least that was expected.</summary>
    public static long AtLeast(long value, long least, [CallerMemberName] string name = "") =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be at least {least}, is {value}"));
}
