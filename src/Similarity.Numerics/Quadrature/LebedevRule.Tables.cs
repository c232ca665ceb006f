namespace Similarity.Numerics.Quadrature;

/// <content>
/// The rules in use, from V. I. Lebedev and D. N. Laikov, Doklady Mathematics 59 (1999) 477:
/// degree, then weight (over 4π), a and b of each orbit.
/// </content>
public sealed partial class LebedevRule
{
    private static readonly Table[] Tables =
    [
        new(
            7,
            [
                new(OctahedralOrbit.Vertices, 0.04761904761904762),
                new(OctahedralOrbit.Edges, 0.0380952380952381),
                new(OctahedralOrbit.Faces, 0.03214285714285714),
            ]),
        new(
            11,
            [
                new(OctahedralOrbit.Vertices, 0.01269841269841270),
                new(OctahedralOrbit.Edges, 0.02257495590828924),
                new(OctahedralOrbit.Faces, 0.02109375),
                new(OctahedralOrbit.Diagonals, 0.02017333553791887, 0.3015113445777636),
            ]),
        new(
            15,
            [
                new(OctahedralOrbit.Vertices, 0.01154401154401154),
                new(OctahedralOrbit.Faces, 0.01194390908585628),
                new(OctahedralOrbit.Diagonals, 0.01111055571060340, 0.3696028464541502),
                new(OctahedralOrbit.Diagonals, 0.01187650129453714, 0.6943540066026664),
                new(OctahedralOrbit.Planes, 0.01181230374690448, 0.3742430390903412),
            ]),
        new(
            17,
            [
                new(OctahedralOrbit.Vertices, 0.003828270494937162),
                new(OctahedralOrbit.Faces, 0.009793737512487512),
                new(OctahedralOrbit.Diagonals, 0.008211737283191111, 0.1851156353447362),
                new(OctahedralOrbit.Diagonals, 0.009942814891178103, 0.6904210483822922),
                new(OctahedralOrbit.Diagonals, 0.009595471336070963, 0.3956894730559419),
                new(OctahedralOrbit.Planes, 0.009694996361663028, 0.4783690288121502),
            ]),
        new(
            19,
            [
                new(OctahedralOrbit.Vertices, 0.0005996313688621381),
                new(OctahedralOrbit.Edges, 0.007372999718620756),
                new(OctahedralOrbit.Faces, 0.007210515360144488),
                new(OctahedralOrbit.Diagonals, 0.007116355493117555, 0.6764410400114264),
                new(OctahedralOrbit.Diagonals, 0.006753829486314477, 0.4174961227965453),
                new(OctahedralOrbit.Diagonals, 0.007574394159054034, 0.1574676672039082),
                new(OctahedralOrbit.General, 0.006991087353303262,
                    0.1403553811713183, 0.4493328323269557),
            ]),
        new(
            23,
            [
                new(OctahedralOrbit.Vertices, 0.001782340447244611),
                new(OctahedralOrbit.Edges, 0.005716905949977102),
                new(OctahedralOrbit.Faces, 0.005573383178848738),
                new(OctahedralOrbit.Diagonals, 0.005608704082587997, 0.6712973442695226),
                new(OctahedralOrbit.Diagonals, 0.005158237711805383, 0.2892465627575439),
                new(OctahedralOrbit.Diagonals, 0.005518771467273614, 0.4446933178717437),
                new(OctahedralOrbit.Diagonals, 0.004106777028169394, 0.1299335447650067),
                new(OctahedralOrbit.Planes, 0.005051846064614808, 0.3457702197611283),
                new(OctahedralOrbit.General, 0.005530248916233094,
                    0.1590417105383530, 0.8360360154824589),
            ]),
        new(
            29,
            [
                new(OctahedralOrbit.Vertices, 0.0008545911725128148),
                new(OctahedralOrbit.Faces, 0.003599119285025571),
                new(OctahedralOrbit.Diagonals, 0.003449788424305883, 0.3515640345570105),
                new(OctahedralOrbit.Diagonals, 0.003604822601419882, 0.6566329410219612),
                new(OctahedralOrbit.Diagonals, 0.003576729661743367, 0.4729054132581005),
                new(OctahedralOrbit.Diagonals, 0.002352101413689164, 0.09618308522614784),
                new(OctahedralOrbit.Diagonals, 0.003108953122413675, 0.2219645236294178),
                new(OctahedralOrbit.Diagonals, 0.003650045807677255, 0.7011766416089545),
                new(OctahedralOrbit.Planes, 0.002982344963171804, 0.2644152887060663),
                new(OctahedralOrbit.Planes, 0.003600820932216460, 0.5718955891878961),
                new(OctahedralOrbit.General, 0.003571540554273387,
                    0.2510034751770465, 0.8000727494073952),
                new(OctahedralOrbit.General, 0.003392312205006170,
                    0.1233548532583327, 0.4127724083168531),
            ]),
        new(
            35,
            [
                new(OctahedralOrbit.Vertices, 0.0005265897968224436),
                new(OctahedralOrbit.Edges, 0.002548219972002607),
                new(OctahedralOrbit.Faces, 0.002512317418927307),
                new(OctahedralOrbit.Diagonals, 0.002530403801186355, 0.6909346307509111),
                new(OctahedralOrbit.Diagonals, 0.002014279020918528, 0.1774836054609158),
                new(OctahedralOrbit.Diagonals, 0.002501725168402936, 0.4914342637784746),
                new(OctahedralOrbit.Diagonals, 0.002513267174597564, 0.6456664707424256),
                new(OctahedralOrbit.Diagonals, 0.002302694782227416, 0.2861289010307638),
                new(OctahedralOrbit.Diagonals, 0.001462495621594614, 0.07568084367178018),
                new(OctahedralOrbit.Diagonals, 0.002445373437312980, 0.3927259763368002),
                new(OctahedralOrbit.Planes, 0.002417442375638981, 0.8818132877794288),
                new(OctahedralOrbit.Planes, 0.001910951282179532, 0.9776428111182649),
                new(OctahedralOrbit.General, 0.002416930044324775,
                    0.2054823696403044, 0.8689460322872412),
                new(OctahedralOrbit.General, 0.002512236854563495,
                    0.5905157048925271, 0.7999278543857286),
                new(OctahedralOrbit.General, 0.002496644054553086,
                    0.5550152361076807, 0.7717462626915901),
                new(OctahedralOrbit.General, 0.002236607760437849,
                    0.9371809858553722, 0.3344363145343455),
            ]),
        new(
            41,
            [
                new(OctahedralOrbit.Vertices, 0.0003095121295306187),
                new(OctahedralOrbit.Faces, 0.001852379698597489),
                new(OctahedralOrbit.Diagonals, 0.001871790639277744, 0.7040954938227469),
                new(OctahedralOrbit.Diagonals, 0.001858812585438317, 0.6807744066455243),
                new(OctahedralOrbit.Diagonals, 0.001852028828296213, 0.6372546939258752),
                new(OctahedralOrbit.Diagonals, 0.001846715956151242, 0.5044419707800358),
                new(OctahedralOrbit.Diagonals, 0.001818471778162769, 0.4215761784010967),
                new(OctahedralOrbit.Diagonals, 0.001749564657281154, 0.3317920736472123),
                new(OctahedralOrbit.Diagonals, 0.001617210647254411, 0.2384736701421887),
                new(OctahedralOrbit.Diagonals, 0.001384737234851692, 0.1459036449157763),
                new(OctahedralOrbit.Diagonals, 0.0009764331165051050, 0.06095034115507196),
                new(OctahedralOrbit.Planes, 0.001857161196774078, 0.6116843442009876),
                new(OctahedralOrbit.Planes, 0.001705153996395864, 0.3964755348199858),
                new(OctahedralOrbit.Planes, 0.001300321685886048, 0.1724782009907724),
                new(OctahedralOrbit.General, 0.001842866472905286,
                    0.5610263808622060, 0.3518280927733519),
                new(OctahedralOrbit.General, 0.001802658934377451,
                    0.4742392842551980, 0.2634716655937950),
                new(OctahedralOrbit.General, 0.001849830560443660,
                    0.5984126497885380, 0.1816640840360209),
                new(OctahedralOrbit.General, 0.001713904507106709,
                    0.3791035407695563, 0.1720795225656878),
                new(OctahedralOrbit.General, 0.001555213603396808,
                    0.2778673190586244, 0.08213021581932511),
                new(OctahedralOrbit.General, 0.001802239128008525,
                    0.5033564271075117, 0.08999205842074875),
            ]),
    ];
}
