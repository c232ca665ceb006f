"""Numbers of scikit-learn and SciPy about maps; see README.md."""
import json

import numpy
from scipy.optimize import curve_fit
from scipy.spatial.distance import pdist, squareform
from sklearn.manifold import TSNE, trustworthiness
from sklearn.manifold import _t_sne

random = numpy.random.RandomState(7)
centres = random.uniform(-4, 4, (4, 6))
points = numpy.round(1024 * (centres[random.randint(4, size=120)] + random.normal(size=(120, 6))))
x = points / 1024

centred = x - x.mean(axis=0)
_, _, directions = numpy.linalg.svd(centred, full_matrices=False)
plane = numpy.round(1024 * centred @ directions[:2].T)

curves = []
for min_dist, spread in [(0.1, 1), (0.01, 1), (0.5, 1), (0, 1), (0.25, 2)]:
    d = numpy.linspace(0, 3 * spread, 300)
    psi = numpy.where(d < min_dist, 1, numpy.exp(-(d - min_dist) / spread))
    (a, b), _ = curve_fit(lambda t, a, b: 1 / (1 + a * t ** (2 * b)), d, psi)
    curves.append({"min_distance": min_dist, "spread": spread, "a": a, "b": b})

distances = squareform(pdist(x, "sqeuclidean")).astype(numpy.float32)
p = _t_sne._joint_probabilities(distances, 10, 0)
y = plane / 1024
divergence, gradient = _t_sne._kl_divergence(y.ravel(), p, 1, len(x), 2)
fitted = TSNE(perplexity=10, init="pca", learning_rate="auto", method="exact",
              random_state=1).fit(x)
print(json.dumps({
    "points_1024": points.astype(int).tolist(),
    "plane_1024": plane.astype(int).tolist(),
    "curves": curves,
    "trustworthiness": [
        {"neighbours": k, "value": trustworthiness(x, y, n_neighbors=k)} for k in (1, 5, 12, 40)],
    "joint_first_row": squareform(p)[0].tolist(),
    "divergence": divergence,
    "gradient": gradient.tolist(),
    "fitted_divergence": float(fitted.kl_divergence_),
    "fitted_trustworthiness": trustworthiness(x, fitted.embedding_, n_neighbors=5),
}))
