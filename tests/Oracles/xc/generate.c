/* Writes xc.json: gcc -O0 generate.c -lxc -lm -o generate && ./generate > xc.json (libxc 5.2.3). */
#include <math.h>
#include <stdio.h>
#include <xc.h>

static void sum(int count, const int *ids, double n, double s, double *out)
{
    out[0] = out[1] = out[2] = 0;
    for (int i = 0; i < count; i++) {
        xc_func_type f;
        double zk = 0, vrho = 0, vsigma = 0;
        xc_func_init(&f, ids[i], XC_UNPOLARIZED);
        xc_func_set_dens_threshold(&f, 1e-30);
        xc_func_set_sigma_threshold(&f, 1e-60);
        if (f.info->family == XC_FAMILY_LDA)
            xc_lda_exc_vxc(&f, 1, &n, &zk, &vrho);
        else
            xc_gga_exc_vxc(&f, 1, &n, &s, &zk, &vrho, &vsigma);
        out[0] += zk;
        out[1] += vrho;
        out[2] += vsigma;
        xc_func_end(&f);
    }
}

int main(void)
{
    const char *names[3] = {"lda", "lda-vwn", "pbe"};
    const int ids[3][2] = {
        {XC_LDA_X, XC_LDA_C_PW_MOD}, {XC_LDA_X, XC_LDA_C_VWN}, {XC_GGA_X_PBE, XC_GGA_C_PBE}};
    printf("{\n \"note\": \"rows: n, sigma, energy per electron, d(n e)/dn, d(n e)/dsigma\"");
    for (int f = 0; f < 3; f++) {
        printf(",\n \"%s\": [", names[f]);
        const char *comma = "";
        for (int k = -14; k <= 5; k++) {
            double n = 3.7 * pow(10, k);
            /* Reduced gradients |grad n| / (2 kF n) = 0, 0.01, ... */
            const double reduced[7] = {0, 0.01, 0.3, 1, 2.5, 10, 60};
            for (int j = 0; j < (f == 2 ? 7 : 1); j++) {
                double g = reduced[j] * 2 * cbrt(3 * M_PI * M_PI * n) * n, out[3];
                sum(2, ids[f], n, g * g, out);
                printf("%s\n  [%.17g, %.17g, %.17g, %.17g, %.17g]", comma, n, g * g, out[0], out[1],
                       out[2]);
                comma = ",";
            }
        }
        printf("]");
    }
    printf("\n}\n");
    return 0;
}
