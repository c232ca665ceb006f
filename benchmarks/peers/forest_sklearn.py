"""Random forests of scikit-learn on the data that the benchmark `forest` writes.

Arguments: folder, rows, columns, trees, jobs, test rows, repeats of the test rows. Prints one line of
JSON: seconds of training and prediction, of clock and processor, and the area under the ROC curve.
"""
import json
import resource
import sys
import time

import numpy
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score

folder = sys.argv[1]
rows, columns, trees, jobs, asked, repeats = (int(word) for word in sys.argv[2:])


def read(name, count):
    values = numpy.fromfile(f"{folder}/{name}.f32", dtype=numpy.float32).reshape(count, columns)
    return values, numpy.fromfile(f"{folder}/{name}.u8", dtype=numpy.uint8)


def clocks():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter(), used.ru_utime + used.ru_stime


train, labels = read("train", rows)
test, truth = read("test", asked)
forest = RandomForestClassifier(
    n_estimators=trees, max_features="sqrt", bootstrap=True, n_jobs=jobs, random_state=1)
start = clocks()
forest.fit(train, labels)
fitted = clocks()
scores = forest.predict_proba(test)[:, 1]
begin = clocks()
for _ in range(repeats):
    forest.predict_proba(test)
end = clocks()
print(json.dumps({
    "name": f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}",
    "fit_seconds": fitted[0] - start[0],
    "fit_processor": fitted[1] - start[1],
    "predict_seconds": end[0] - begin[0],
    "predict_processor": end[1] - begin[1],
    "area": roc_auc_score(truth, scores),
    "peak_bytes": 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
}))
