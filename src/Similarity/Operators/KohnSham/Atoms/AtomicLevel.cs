namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>A subshell with its energy in hartree, zero being the electron far away.</summary>
public readonly record struct AtomicLevel(Subshell Subshell, double Energy);
