namespace Similarity.Spectra;

/// <summary>
/// Integrals over one tetrahedron of volume 1 with levels e₁ ≤ e₂ ≤ e₃ ≤ e₄ at its corners and
/// linear between them (Blöchl, Jepsen and Andersen 1994, appendices A to C). In every branch the
/// differences divided by are positive and no smaller than those above them, so nothing overflows.
/// </summary>
internal static class TetrahedronFormulas
{
    /// <summary>
    /// The share of the tetrahedron with levels up to E; 1 at E = e₄, also of a flat one.
    /// </summary>
    public static double States(ReadOnlySpan<double> e, double energy)
    {
        if (energy >= e[3])
        {
            return 1;
        }

        if (energy < e[0])
        {
            return 0;
        }

        if (energy < e[1])
        {
            double x = energy - e[0];
            return x / (e[1] - e[0]) * (x / (e[2] - e[0])) * (x / (e[3] - e[0]));
        }

        if (energy < e[2])
        {
            double x = energy - e[1], e21 = e[1] - e[0];
            double e31 = e[2] - e[0], e32 = e[2] - e[1], e41 = e[3] - e[0], e42 = e[3] - e[1];
            return e21 / e31 * (e21 / e41)
                + 3 * (e21 + x) / e31 * (x / e41)
                - (e31 / e42 + 1) * (x / e32) * (x / e31) * (x / e41);
        }

        double y = e[3] - energy;
        return 1 - y / (e[3] - e[0]) * (y / (e[3] - e[1])) * (y / (e[3] - e[2]));
    }

    /// <summary>dStates/dE; 0 where a flat tetrahedron has a δ function.</summary>
    public static double Density(ReadOnlySpan<double> e, double energy)
    {
        if (energy >= e[3] || energy < e[0])
        {
            return 0;
        }

        if (energy < e[1])
        {
            double x = energy - e[0];
            return 3 * (x / (e[1] - e[0])) * (x / (e[2] - e[0])) / (e[3] - e[0]);
        }

        if (energy < e[2])
        {
            double x = energy - e[1];
            double e31 = e[2] - e[0], e32 = e[2] - e[1], e41 = e[3] - e[0], e42 = e[3] - e[1];
            return 3 / e41
                * ((e[1] - e[0] + 2 * x) / e31 - (e31 / e42 + 1) * (x / e32) * (x / e31));
        }

        double y = e[3] - energy;
        return 3 * (y / (e[3] - e[1])) * (y / (e[3] - e[2])) / (e[3] - e[0]);
    }

    /// <summary>
    /// wᵢ with Σ wᵢ Xᵢ = ∫ X over the part with levels up to E, for X linear with corner values Xᵢ.
    /// </summary>
    public static void Weights(ReadOnlySpan<double> e, double energy, Span<double> w)
    {
        if (energy >= e[3])
        {
            w.Fill(0.25);
        }
        else if (energy < e[0])
        {
            w.Clear();
        }
        else if (energy < e[1])
        {
            // The part is a tetrahedron with corners 1 and the points where E cuts the edges from
            // 1.
            double x2 = (energy - e[0]) / (e[1] - e[0]);
            double x3 = (energy - e[0]) / (e[2] - e[0]);
            double x4 = (energy - e[0]) / (e[3] - e[0]);
            double c = x2 * x3 * x4 / 4;
            (w[0], w[1], w[2], w[3]) = (c * (4 - x2 - x3 - x4), c * x2, c * x3, c * x4);
        }
        else if (energy < e[2])
        {
            double e31 = e[2] - e[0], e32 = e[2] - e[1], e41 = e[3] - e[0], e42 = e[3] - e[1];
            double a31 = (e[2] - energy) / e31, a41 = (e[3] - energy) / e41;
            double a32 = (e[2] - energy) / e32, a42 = (e[3] - energy) / e42;

            // The part is cut into three tetrahedra of volumes 4 c₁, 4 c₂ and 4 c₃.
            double c1 = (1 - a31) * (1 - a41) / 4;
            double c2 = (energy - e[1]) / e41 * (1 - a31) * a32 / 4;
            double c3 = (energy - e[1]) / e32 * (1 - a42) * a41 / 4;
            w[0] = c1 + (c1 + c2) * a31 + (c1 + c2 + c3) * a41;
            w[1] = c1 + c2 + c3 + (c2 + c3) * a32 + c3 * a42;
            w[2] = (c1 + c2) * (1 - a31) + (c2 + c3) * (1 - a32);
            w[3] = (c1 + c2 + c3) * (1 - a41) + c3 * (1 - a42);
        }
        else
        {
            double x1 = (e[3] - energy) / (e[3] - e[0]);
            double x2 = (e[3] - energy) / (e[3] - e[1]);
            double x3 = (e[3] - energy) / (e[3] - e[2]);
            double c = x1 * x2 * x3 / 4;
            w[0] = 0.25 - c * x1;
            w[1] = 0.25 - c * x2;
            w[2] = 0.25 - c * x3;
            w[3] = 0.25 - c * (4 - x1 - x2 - x3);
        }
    }
}
